"""Runs the command line in a terminal of a given size, as people have it before them."""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from typing import NamedTuple

CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-7]|4[0-7]|9[0-7]|38|48)(?:;[0-9]+)*m")

_STATUS = re.compile(r"(?m)^\r*[\u2800-\u28ff\\|/-] (?:Reading|Läser|Laser) [^\n]*\n")
"""What is read just now, which the terminal clears again: on a busy machine even a small file takes long."""


class Shown(NamedTuple):
    """What stood on the terminal, codes and all, and the exit code."""

    raw: str
    code: int

    @property
    def text(self) -> str:
        """The text without codes, and without what was cleared again."""
        return _STATUS.sub("", CODES.sub("", self.raw))

    @property
    def lines(self) -> list[str]:
        """The lines without codes."""
        return self.text.splitlines()

    @property
    def coloured(self) -> bool:
        """Whether any colour was asked for."""
        return bool(_COLOUR.search(self.raw))


def environment(**more: str) -> dict[str, str]:
    """Return an environment of which only what matters here is set."""
    kept = {k: os.environ[k] for k in ("PATH", "HOME", "PYTHONDONTWRITEBYTECODE") if k in os.environ}
    return kept | {"TERM": "xterm-256color", "LC_ALL": "en_GB.UTF-8", "PYTHONUTF8": "1"} | more


def in_terminal(
    *arguments: str, columns: int = 100, interrupt_after: float | str | None = None, **variables: str
) -> Shown:
    """Run ``labelcheck`` with all three streams on a terminal.

    ``interrupt_after``: press Ctrl-C after so many seconds, or when this text appears.
    """
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "labelcheck", *arguments],
        stdin=slave, stdout=slave, stderr=slave, env=environment(**variables), start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
    )  # fmt: skip
    os.close(slave)
    found = bytearray()
    began, pressed = time.monotonic(), interrupt_after is None
    while time.monotonic() - began < 60:
        if not pressed and _due(interrupt_after, found, began):
            os.write(master, b"\x03")
            pressed = True
        ready, _, _ = select.select([master], [], [], 0.05)
        if not ready:
            continue
        try:
            piece = os.read(master, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            break
        if not piece:
            break
        found += piece
    os.close(master)
    return Shown(found.decode("utf-8", "replace").replace("\r\n", "\n"), process.wait(timeout=20))


def _due(after: float | str | None, found: bytearray, began: float) -> bool:
    if isinstance(after, str):
        return after.encode() in found
    return after is not None and time.monotonic() - began > after
