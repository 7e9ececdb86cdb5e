"""Settings of all tests: properties have no time limit, since speed is measured in benchmarks/ only."""

import os
import signal

from hypothesis import settings

collect_ignore = ["typing/client"]
"""Programs that type checkers look at, one of them wrong on purpose."""

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# where Python is told to keep no compiled modules, each of the many processes that tests start would compile them all
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell that is no terminal's starts what runs in its background deaf to Ctrl-C, and so would be what tests start
    signal.signal(signal.SIGINT, signal.default_int_handler)
