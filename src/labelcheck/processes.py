"""What worker processes do first, whoever starts them."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress
from typing import Final

_DIE_WITH_PARENT: Final = 1
_THREADS: Final = (
    "OMP_NUM_THREADS",
    "OMP_THREAD_LIMIT",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "ARROW_NUM_THREADS",
)


def prepare_worker(limit_bytes: int) -> None:
    """Prepare this process: it ignores Ctrl-C, which is its parent's to handle, dies with its parent, keeps to its memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        with suppress(OSError):
            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if limit_bytes:
        with suppress(ImportError, ValueError, OSError):
            import resource

            resource.setrlimit(resource.RLIMIT_DATA, (limit_bytes, limit_bytes))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def lead_a_group() -> None:
    """Make this process end its own children too when it is told to end, and give way to whoever answers meanwhile."""
    if sys.platform == "win32":
        return

    def end(_signal: int, _frame: object) -> None:
        os.killpg(0, signal.SIGKILL)

    with suppress(OSError):
        os.setpgid(0, 0)
        signal.signal(signal.SIGTERM, end)


def one_thread_each() -> None:
    """Have the workers that are started from here on use one thread each: several with all cores would fight for them."""
    for name in _THREADS:
        os.environ.setdefault(name, "1")


def usable_cores() -> int:
    """Return on how many cores this process may run."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
