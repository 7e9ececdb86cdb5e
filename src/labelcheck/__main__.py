"""``labelcheck`` and ``python -m labelcheck``: an interrupt counts as one from the first import on."""

from __future__ import annotations

import sys

_INTERRUPTED = 130


def run() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from labelcheck.cli.main import main

        code = main()
    except KeyboardInterrupt:
        print("labelcheck: interrupted", file=sys.stderr)  # noqa: T201
        code = _INTERRUPTED
    sys.exit(code)


if __name__ == "__main__":
    run()
