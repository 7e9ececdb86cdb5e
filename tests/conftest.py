"""Settings of all tests: properties have no time limit, since speed is measured in benchmarks/ only."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
