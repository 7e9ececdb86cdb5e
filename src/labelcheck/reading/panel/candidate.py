"""Rows in the making: a name and the amounts printed for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from labelcheck.knowledge import Word
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.sections.sections import Sections

LONGEST_NAME: Final = 160
"""Characters beyond which what stands before an amount is a sentence and no name."""


@dataclass(slots=True)
class Group:
    """One printed column of a row: an amount, further amounts of the same thing, a percentage."""

    amount: Quantity | None
    also: tuple[Quantity, ...] = ()
    percent: Quantity | None = None
    closed: bool = False

    def tokens(self) -> list[Quantity]:
        """Return all that the group holds: the amount and what stands beside it, then the percentage."""
        tokens = [*self.also] if self.amount is None else [self.amount, *self.also]
        if self.percent is not None:
            tokens.append(self.percent)
        return tokens

    def take(self, percent: Quantity) -> None:
        """Take a percentage; nothing more belongs to the group then."""
        self.percent, self.closed = percent, True

    @property
    def start(self) -> int:
        """Where the group's first token stands."""
        first = self.amount or self.percent
        return first.start if first else -1


@dataclass(slots=True, eq=False)
class Candidate:
    """A row in the making: a name at ``start:end`` and its groups, on ``line``."""

    line: Line
    start: int
    end: int
    groups: list[Group]
    name_after: bool = False
    of_which: bool = False
    parent: Candidate | None = None
    tail_end: int = 0
    aside: tuple[Quantity, ...] = ()
    """What the amounts stand for ("motsvarande 800 mg torkad rot"): no amounts of the row."""
    joined: bool = False
    listed: bool = False
    note: str = ""
    from_source: bool = False
    """Whether it tells how much comes from what it names: "varav från magnesiumcitrat 150 mg"."""
    source: tuple[int, int] | None = None
    """Where the compound stands that gives the amount: "Jernfumarat tilsvarende 60 mg jern"."""
    words: list[Word] | None = None
    on_plain_line: bool = False
    """Whether its line is the commonest: a known name, one amount, at most a percentage, and nothing else."""

    @property
    def plain(self) -> bool:
        """Whether the row is its plain line and no more; a line below may have given it another column."""
        return self.on_plain_line and len(self.groups) == 1

    def named_by(self, sections: Sections) -> list[Word]:
        """Return the words within the name."""
        if self.words is None:
            self.words = sections.words_between(self.start, self.end)
        return self.words

    @property
    def last_end(self) -> int:
        """Where the row's last token or, behind that, its name ends."""
        return max([self.end, *[token.end for group in self.groups for token in group.tokens()]])


@dataclass(slots=True)
class Rows:
    """The rows found so far, and a line that may name the next one: its line, and where the name starts and ends."""

    candidates: list[Candidate] = field(default_factory=list)
    pending: tuple[Line, int, int] | None = None
    names: int = 0
    """How many lines in a row held nothing but a name, before the row in progress."""
    torn: int | None = None
    """The first row of those beside a cell of several names whose amounts cannot be told apart."""
