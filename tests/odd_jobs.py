"""Jobs for worker processes that go wrong, in a module that those can import."""

from __future__ import annotations

import os
import time


def hang(_order: object) -> bytes:
    """Take longer than any test waits."""
    time.sleep(60)
    return b""


def die(_order: object) -> bytes:
    """End the process as a crash in a library would."""
    os._exit(3)


def eat(_order: object) -> bytes:
    """Ask for more memory than a worker may have."""
    return bytes(bytearray(10**11))


def raise_unforeseen(_order: object) -> bytes:
    """Fail as a bug would."""
    raise ZeroDivisionError
