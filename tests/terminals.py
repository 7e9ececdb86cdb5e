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
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import forked

CODES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_COLOUR = re.compile(r"\x1b\[(?:[0-9]+;)*(?:3[0-7]|4[0-7]|9[0-7]|38|48)(?:;[0-9]+)*m")

_STEP = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])|(\r)|(\n)|([^\x1b\r\n]+)|\x1b")


def on_screen(raw: str) -> str:
    """Return what a terminal shows in the end: what was written over or cleared again is gone.

    Of the codes those that move or clear whole lines are followed, as a status line uses them; others change no text.
    """
    lines, row, column = [""], 0, 0
    for step in _STEP.finditer(raw):
        count, code, home, down, text = step.groups()
        if home:
            column = 0
        elif down:
            row, column = row + 1, 0
            if row == len(lines):
                lines.append("")
        elif code == "A":
            row = max(0, row - int(count or 1))
        elif code == "K":
            lines[row] = "" if count == "2" else lines[row][:column]
        elif text:
            lines[row] = lines[row][:column].ljust(column) + text + lines[row][column + len(text) :]
            column += len(text)
    return "\n".join(lines)


class Shown(NamedTuple):
    """What was written to the terminal, codes and all, and the exit code."""

    raw: str
    code: int

    @property
    def text(self) -> str:
        """The text without codes, and without what was cleared again."""
        return on_screen(self.raw)

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
    *arguments: str,
    columns: int = 100,
    interrupt_after: float | str | None = None,
    fresh: bool = False,
    **variables: str,
) -> Shown:
    """Run ``labelcheck`` with all three streams on a terminal.

    ``interrupt_after``: press Ctrl-C after so many seconds, or when this text appears. ``fresh``: start Python for it.
    """
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    wait = _started(arguments, environment(**variables), slave, fresh=fresh or interrupt_after is not None)
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
    return Shown(found.decode("utf-8", "replace").replace("\r\n", "\n"), wait())


def _started(arguments: tuple[str, ...], variables: dict[str, str], slave: int, *, fresh: bool) -> Callable[[], int]:
    """Start it with its streams on a terminal, and return what waits for its exit code."""
    if not fresh:
        process = forked.forked(arguments, variables, (slave, slave, slave))
        return partial(forked.exit_code, process)
    started = subprocess.Popen(
        [sys.executable, "-m", "labelcheck", *arguments],
        stdin=slave, stdout=slave, stderr=slave, env=variables, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
    )  # fmt: skip
    return partial(started.wait, timeout=20)


def _due(after: float | str | None, found: bytearray, began: float) -> bool:
    if isinstance(after, str):
        return after.encode() in found
    return after is not None and time.monotonic() - began > after
