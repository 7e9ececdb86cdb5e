"""What pdfplumber tells of a PDF beside pdfium: its fonts' tables, and the cells of ruled tables. Runs in the guarded process.

pdfminer, below it, does not return from some streams and fails on files that pdfium reads. So it gets a few seconds
of its own, and what it cannot tell is taken as not known.
"""

from __future__ import annotations

import io
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from pdfplumber.page import Page
    from pdfplumber.pdf import PDF

    from labelcheck.sources.fonts import Font, Known

Told = TypeVar("Told")

_SECONDS: Final = 8.0
"""For one file."""
_MOST_CELLS: Final = 2_000

Box = tuple[float, float, float, float]


class _TimeUp(Exception):
    pass


class Plumbed:
    """A PDF as pdfplumber has it, opened when first asked."""

    def __init__(self, data: bytes, password: str | None) -> None:
        self._data = data
        self._password = password
        self._document: PDF | None = None
        self._known: Known | None = None
        self._left = _SECONDS
        self._fonts_of: list[dict[str, Font]] = []
        self.looked: set[tuple[int, str]] = set()
        """What was looked at, by the identity of its font, which stays for that, and character."""

    def fonts(self, index: int) -> dict[str, Font] | None:
        """Return the fonts of a page by base name; None where they cannot be told."""
        return self._asked(index, self._fonts)

    def cells(self, index: int) -> list[Box]:
        """Return the cells of a page's ruled tables, in points from the top left of the page as shown."""
        return self._asked(index, _cells) or []

    def _fonts(self, page: Page) -> dict[str, Font]:
        from labelcheck.sources.fonts import Known, fonts_of

        self._known = self._known or Known()
        found = fonts_of(page.page_obj.resources, self._known)
        self._fonts_of.append(found)
        return found

    def _asked(self, index: int, question: Callable[[Page], Told]) -> Told | None:
        if self._left <= 0:
            return None
        begin = time.monotonic()
        try:
            with _within(self._left):
                if self._document is None:
                    import pdfplumber

                    self._document = pdfplumber.open(io.BytesIO(self._data), password=self._password)
                return question(self._document.pages[index])
        except MemoryError:
            self._left, self._document = 0.0, None
            return None
        except Exception:  # noqa: BLE001 - pdfminer raises anything on a file that is not as it should be
            return None
        finally:
            self._left -= time.monotonic() - begin


def _cells(page: Page) -> list[Box]:
    left, top = (max(page.mediabox[i], page.cropbox[i]) for i in (0, 1))
    found: list[Box] = []
    for table in page.find_tables():
        for x0, y0, x1, y1 in table.cells[:_MOST_CELLS]:
            found.append((round(x0 - left, 2), round(y0 - top, 2), round(x1 - left, 2), round(y1 - top, 2)))
    return found[:_MOST_CELLS]


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raise :class:`_TimeUp` in the block after so many seconds, where the system can."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def up(*_: object) -> None:
        raise _TimeUp

    before = signal.signal(signal.SIGALRM, up)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.01))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
