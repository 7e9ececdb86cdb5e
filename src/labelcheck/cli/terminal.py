"""What kind of terminal answers go to, and what is said beside them on standard error."""

from __future__ import annotations

import codecs
import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, TextIO

from labelcheck.render.inert import inert_text, spelled
from labelcheck.render.look import PLAIN, Look

if TYPE_CHECKING:
    from rich.status import Status

_WIDEST: Final = 100
"""Columns; longer lines are hard to read."""
_DUMB: Final = frozenset({"dumb", "unknown"})
_DELAY: Final = 0.5


def look_of(output: Path | None = None) -> Look:
    """Return how text for people is to look on standard output, or in a file.

    ``NO_COLOR`` takes away colour, ``TERM=dumb`` bold and bars as well; ``FORCE_COLOR`` styles what is piped.
    """
    stream = sys.stdout
    if output is not None or stream is None:
        return PLAIN
    encoding = text_encoding(stream)
    colour = not os.environ.get("NO_COLOR")
    if not stream.isatty():
        forced = os.environ.get("FORCE_COLOR", "") not in ("", "0")
        return Look(encoding=encoding, styled=forced, coloured=forced and colour)
    width = max(20, min(_WIDEST, shutil.get_terminal_size((PLAIN.width, 24)).columns))
    dumb = os.environ.get("TERM", "").lower() in _DUMB
    styled = not dumb and _obeys_codes()
    return Look(width, encoding, styled=styled, coloured=styled and colour, bars=not dumb, terminal=True)


def text_encoding(stream: TextIO) -> str:
    """Return the encoding of text for people: a terminal's own, and UTF-8 elsewhere unless only ASCII is declared."""
    declared = stream.encoding or "utf-8"
    with suppress(LookupError):
        if codecs.lookup(declared).name == "ascii":
            return "ascii"
    return declared if stream.isatty() else "utf-8"


def _obeys_codes() -> bool:
    """Whether the terminal obeys escape codes: all do but the console of old Windows."""
    if sys.platform != "win32":
        return True
    from rich.console import Console

    return not Console().legacy_windows


def tell(text: str) -> None:
    """Print a line on standard error; nothing in it can move the cursor or change colours."""
    if sys.stderr is not None:
        print(f"labelcheck: {inert_text(text, keep=chr(10))}", file=sys.stderr)  # noqa: T201


class Waiting:
    """Tells on standard error, on a terminal only, what is being read, once it takes longer than a moment."""

    def __init__(self, reading: str, total: int, *, streams: bool) -> None:
        """Take the text, with room for ``{name}``, how many inputs there are, and whether answers appear as they come."""
        self._reading, self._total = reading, total
        self._began = time.monotonic()
        self._number = 0
        self._status: Status | None = None
        self._shown = sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM", "").lower() not in _DUMB
        self._streams = streams

    @contextmanager
    def at(self, name: str) -> Iterator[None]:
        """Tell of one input while it is worked on."""
        self._number += 1
        if not self._shown:
            yield
            return
        count = f" ({self._number}/{self._total})" if self._total > 1 else ""
        text = self._reading.format(name=inert_text(name)) + count
        # where answers appear on the terminal, they themselves show how far it is
        delay = _DELAY if self._streams else max(0.0, _DELAY - (time.monotonic() - self._began))
        timer = threading.Timer(delay, self._show, (text,))
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            if self._streams:
                self.close()

    def _show(self, text: str) -> None:
        from rich.console import Console
        from rich.text import Text

        encoding = text_encoding(sys.stderr)
        shown = Text(spelled(text, encoding), no_wrap=True, overflow="ellipsis")
        if self._status is None:
            console = Console(stderr=True, markup=False, highlight=False, emoji=False)
            spinner = "dots" if encoding.lower().startswith("utf") else "line"
            self._status = console.status(shown, spinner=spinner)
            self._status.start()
        else:
            self._status.update(shown)

    def close(self) -> None:
        """Clear the line."""
        if self._status is not None:
            self._status.stop()
            self._status = None

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Clear the line, also after an interrupt."""
        self.close()
