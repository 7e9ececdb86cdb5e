"""How far a run is, on standard error."""

from __future__ import annotations

import sys
import time
from typing import Final

from labelcheck.catalogue.wording import number
from labelcheck.knowledge.printing import OutputLanguage

_EVERY: Final = 0.5
_LINE_EVERY: Final = 15.0
_FIRST_LINE: Final = 3.0
_PERCENT: Final = {"en": "%", "sv": "\u00a0%"}
_SAID: Final[dict[str, dict[str, str]]] = {
    "en": {
        "products": "{} products", "kept": "{} unchanged", "failed": "{} failed", "left": "about {} left",
        "interrupted": "labelcheck: interrupted; {} products are done, the same command goes on from there",
    },
    "sv": {
        "products": "{} produkter", "kept": "{} oförändrade", "failed": "{} gick inte att läsa", "left": "ungefär {} kvar",
        "interrupted": "labelcheck: avbrutet; {} produkter är klara, och samma kommando fortsätter därifrån",
    },
}  # fmt: skip


class Reporter:
    """Shows rate, time left and counts: on a terminal in one line that is rewritten, elsewhere a line now and then.

    ``mode`` is "auto" (on a terminal only), "always" or "never".
    """

    def __init__(self, mode: str = "auto", language: OutputLanguage = "en") -> None:
        self._language: OutputLanguage = language
        self._terminal = sys.stderr is not None and sys.stderr.isatty()
        self._shown = mode == "always" or (mode == "auto" and self._terminal)
        self._start = time.monotonic()
        self._last = self._start if self._terminal else self._start - _LINE_EVERY + _FIRST_LINE
        self._begun: float | None = None
        self._before: tuple[int, float] = (0, 0.0)
        self.rows = self.kept = self.failed = 0

    def update(self, *, rows: int, kept: int, failed: int, share: float | None, worked: bool) -> None:
        """Take the counts: products done, how many of them needed no reading, how many failed; ``share`` of the work done.

        ``worked`` once the processes have answered: what they took to start is not counted on.
        """
        self.rows, self.kept, self.failed = rows, kept, failed
        now = time.monotonic()
        if worked and self._begun is None:
            self._begun, self._before = now, (rows, share or 0.0)
        if self._shown and now - self._last >= (_EVERY if self._terminal else _LINE_EVERY):
            self._last = now
            self._print(self.line(share), end="" if self._terminal else "\n")

    def line(self, share: float | None) -> str:
        """Return what is shown: the rate and the time left are those of finished work."""
        seconds = time.monotonic() - self._begun if self._begun is not None else 0.0
        rows, done = self._before
        text = self._said("products", self.rows)
        if seconds and self.rows > rows:
            text += f", {number(self._language, round((self.rows - rows) / seconds))}/s"
        if self.kept:
            text += ", " + self._said("kept", self.kept)
        if self.failed:
            text += ", " + self._said("failed", self.failed)
        if share:
            text += f", {round(100 * share)}{_PERCENT[self._language]}"
            if seconds and share > done:
                text += ", " + self._said("left", _duration(seconds * (1 - share) / (share - done), self._language))
        return text

    def _said(self, key: str, value: int | str) -> str:
        shown = number(self._language, value) if isinstance(value, int) else value
        return _SAID[self._language][key].format(shown)

    def interrupted(self, done: int) -> None:
        """Say for good how many products are done."""
        self.say(self._said("interrupted", done))

    def finish(self) -> None:
        """Clear the line."""
        if self._shown and self._terminal:
            self._print("", end="")

    def say(self, text: str) -> None:
        """Print a line for good."""
        self.finish()
        print(text, file=sys.stderr)  # noqa: T201

    def _print(self, text: str, end: str) -> None:
        start = "\r\x1b[2K" if self._terminal else "labelcheck: "
        print(start + text, end=end, file=sys.stderr, flush=True)  # noqa: T201


def _duration(seconds: float, language: OutputLanguage) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    hours = f"{seconds / 3600:.1f} h"
    return hours.replace(".", ",") if language == "sv" else hours
