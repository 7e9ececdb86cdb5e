"""``labelcheck`` and ``python -m labelcheck``: an interrupt counts as one from the first import on."""

from __future__ import annotations

import gc
import sys

_INTERRUPTED = 130
_OBJECTS = 100_000


def run() -> None:
    """Run the command line and leave with its exit code."""
    # knowledge and rules are many objects that stay: looking for dead ones among them takes a tenth of a short run
    gc.set_threshold(_OBJECTS)
    try:
        from labelcheck.cli.main import main

        code = main()
    except KeyboardInterrupt:
        print("labelcheck: interrupted", file=sys.stderr)  # noqa: T201
        code = _INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    run()
