"""How text for people looks where it goes: a terminal, a narrow one, one without colour, a pipe, a screen reader."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rich.cells import cell_len
from rich.text import Text

from labelcheck.render.inert import inert_text, spelled

if TYPE_CHECKING:
    from rich.console import Console

_STACKED: Final = 50
_NARROW: Final = 76


@dataclass(frozen=True, slots=True)
class Look:
    """``width`` in columns; ``encoding`` that of the output.

    ``terminal`` is where somebody sits before it. ``styled`` allows bold and dim, ``coloured`` colour as well; neither ever tells what words do not tell. ``bars``
    are drawn where eyes see them: piped output and screen readers have the figures.
    """

    width: int = 88
    encoding: str = "utf-8"
    styled: bool = False
    coloured: bool = False
    bars: bool = False
    terminal: bool = False

    @property
    def stacked(self) -> bool:
        """Whether it is so narrow that a table's cells stand below each other."""
        return self.width < _STACKED

    @property
    def narrow(self) -> bool:
        """Whether a table must do without its widest cells."""
        return self.width < _NARROW

    @property
    def bar_width(self) -> int:
        """Columns of a bar, 0 for none."""
        return 0 if not self.bars else 5 if self.narrow else 10


PLAIN: Final = Look()
"""What goes into a pipe or file: no style, no bars, always as wide."""

STYLES: Final[dict[str, str]] = {
    "error": "bold red", "warning": "bold red", "caution": "bold yellow", "notice": "bold cyan", "info": "bold",
    "positive": "bold green", "open": "bold magenta",
}  # fmt: skip
"""Of the words that a finding begins with."""
VERDICTS: Final[dict[str, str]] = {
    "above-level": "bold red", "look-out": "bold yellow", "nothing-found": "bold green", "cannot-tell": "bold magenta",
}  # fmt: skip
"""Of the one line on top."""

_TIED: Final = re.compile(
    r"(?<=\d)[ \u00a0](?=%|(?:[kmµn]?g|m?l|IE|IU|kcal|kJ|CFU|NE|RE|\d{3})(?!\w))|(?<=[<>=≥≤≠×]) (?=\d)"
)
_TIE, _HARD_TIE = "\ue000", "\ue001"
"""Stand for the spaces of a quantity while lines are wrapped; inert text never holds them."""
_NO_CONSOLE: Any = None
"""Wrapping asks for one only to justify lines, which these are not."""


def said(text: str, style: str = "", *, look: Look = PLAIN) -> Text:
    """Return a piece of text, whoever wrote it, as text and nothing else."""
    tied = _TIED.sub(lambda m: _TIE if m[0] == " " else _HARD_TIE, spelled(inert_text(text), look.encoding))
    return Text(tied, style)


def joined(*pieces: Text) -> Text:
    """Return pieces as one line."""
    return Text().join(pieces)


def wrapped(line: Text, look: Look, *, first: int = 0, rest: int | None = None) -> list[Text]:
    """Return a line in as many as the width asks for, ``first`` columns in, those that follow ``rest``."""
    rest = first if rest is None else rest
    inside = max(8, look.width - max(first, rest))
    pieces = line.wrap(_NO_CONSOLE, inside) if len(line) else [line]
    shown = []
    for number, piece in enumerate(pieces):
        piece.rstrip()
        shown.append(joined(Text(" " * (rest if number else first)), piece))
    return shown


def drawn(lines: Iterable[Text], look: Look) -> str:
    """Return lines as one string, with the codes of their styles where the look has any."""
    lines = [*lines]
    text = "".join([f"{line.plain}\n" for line in lines])
    if look.styled or "\t" in text:
        # only then: loading it takes as long as reading a label
        console = _console(look)
        for line in lines:
            console.print(line, soft_wrap=True)
        file: io.StringIO = console.file  # type: ignore[assignment]
        text = file.getvalue()
    text = text.replace(_TIE, " ").replace(_HARD_TIE, "\u00a0")
    return text if look.styled else "\n".join(line.rstrip() for line in text.split("\n"))


def _console(look: Look) -> Console:
    from rich.console import Console

    return Console(
        file=io.StringIO(), width=look.width, force_terminal=look.styled, no_color=not look.coloured,
        color_system="standard" if look.styled else None, legacy_windows=False, markup=False, highlight=False, emoji=False,
    )  # fmt: skip


def width_of(text: Text | str) -> int:
    """Return how many columns a text takes."""
    return cell_len(text if isinstance(text, str) else text.plain)


def columns(rows: list[list[Text]], look: Look, *, right: frozenset[int] = frozenset()) -> list[list[Text]]:
    """Return the lines of each row of a table; the first column is wrapped where the width asks for it, those in ``right`` end flush."""
    count = max(len(row) for row in rows)
    used = [n for n in range(count) if any(n < len(row) and len(row[n]) for row in rows)]
    widths = {n: max(width_of(row[n]) for row in rows if n < len(row)) for n in used}
    others = sum(widths[n] + 2 for n in used if n)
    widths[0] = max(10, min(widths.get(0, 0), 44, look.width - others))
    shown = []
    for row in rows:
        names = wrapped(row[0], Look(widths[0]), rest=4 if width_of(row[0]) > widths[0] else 0)
        cells = [names[-1]]
        gap = widths[0] - width_of(names[-1])
        for n in used:
            if n == 0 or not any(len(cell) for cell in row[n:]):
                continue
            space = widths[n] - width_of(row[n])
            before, after = (space, 0) if n in right else (0, space)
            cells += [Text(" " * (gap + 2 + before)), row[n]]
            gap = after
        shown.append([*names[:-1], joined(*cells)])
    return shown


def bar(share: float, look: Look, style: str = "") -> Text:
    """Return a bar that is full at 100 %, with an arrow beyond; nothing where the look has no bars.

    >>> bar(0.75, Look(bars=True)).plain, bar(2.5, Look(bars=True)).plain
    ('━━━━━━━╸··', '━━━━━━━━━▶')
    >>> bar(0.75, Look(bars=True, encoding="ascii")).plain
    '#######...'
    """
    width = look.bar_width
    if not width:
        return Text()
    full, half, rest, beyond = ("━", "╸", "·", "▶") if _draws(look.encoding) else ("#", "", ".", ">")
    if share > 1:
        return joined(Text(full * (width - 1), style), Text(beyond, style))
    halves = round(share * width * 2)
    cells = full * (halves // 2) + half * (halves % 2)
    return joined(Text(cells, style), Text(rest * (width - len(cells)), "dim"))


def _draws(encoding: str) -> bool:
    try:
        "━╸·▶".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
