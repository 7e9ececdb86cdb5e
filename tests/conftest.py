"""Settings of all tests: properties have no time limit, since speed is measured in benchmarks/ only."""

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import settings

collect_ignore = ["typing/client"]
"""Programs that type checkers look at, one of them wrong on purpose."""

# a landing is not left to luck: in CI the same cases each time, and the fuzzer looks for new ones
settings.register_profile("untimed", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("untimed")

# jsonschema imports all checkers of formats that are installed, of which none is asked here; this one builds a grammar for seconds
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

# where Python is told to keep no compiled modules, each of the many processes that tests start would compile them all
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out a folder of tests that are not asked for: importing what they need takes longer than looking here."""
    return f"not {collection_path.name}" in str(config.option.markexpr) or None


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # a shell that is no terminal's starts what runs in its background deaf to Ctrl-C, and so would be what tests start
    signal.signal(signal.SIGINT, signal.default_int_handler)
