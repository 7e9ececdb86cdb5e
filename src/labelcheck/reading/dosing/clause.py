"""One amount of the directions with all that is told of it, and what the sentences left over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.reading.lex.kinds import BEARING
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

_LAST: Final = 4
"""Clauses that are looked at."""
_NAMING: Final = frozenset({K.DAILY, D.MAY, D.FIRST, D.NOT, D.AT_ONCE})
"""What is quoted with an amount besides the words that bear on it."""


@dataclass(slots=True, eq=False)
class Clause:
    """All that is told of one amount, ``head``, between ``start`` and ``end`` of the text.

    ``opened`` is the kind of what parts it from the clause before, "" for the first. ``of`` is its sentence's number.
    """

    head: Token
    of: int
    opened: str
    modifiers: list[Token] = field(default_factory=list)
    inherited: Token | None = None
    """The group of a heading above: "Adults:"."""
    daily: bool = False
    """Under a heading that names a daily dose."""
    headed: bool = False
    """Under a heading of directions."""
    taken: bool = False
    limit: bool = False
    raised: bool = False
    negated: bool = False
    content: bool = False
    """What follows tells what the amount holds."""
    titled: bool = False
    """A title that tells of exercise stands before a colon and it: "Light training: 2 capsules"."""
    led: bool = False
    """Words that are not known open its sentence before a comma: "in times of exams, up to 2"."""
    doubted: list[Token] = field(default_factory=list)
    """What a later sentence says of it that nothing is made of."""

    def all(self, kind: str) -> list[Token]:
        """Return the modifiers of a kind."""
        return [m for m in self.modifiers if m.kind == kind]

    def first(self, kind: str) -> Token | None:
        """Return the first modifier of a kind."""
        for modifier in self.modifiers:
            if modifier.kind == kind:
                return modifier
        return None

    @property
    def span(self) -> tuple[int, int]:
        """Where its first telling word begins and its last one ends."""
        telling = [self.head, *[m for m in self.modifiers if m.kind in BEARING or m.kind in _NAMING]]
        return min([t.start for t in telling]), max([t.end for t in telling])


@dataclass(slots=True, eq=False)
class Directions:
    """The clauses of a stretch of directions, and the words of its sentences that no clause took."""

    clauses: list[Clause] = field(default_factory=list)
    leftovers: dict[int, list[Token]] = field(default_factory=dict)
    """By the number of the sentence."""
    needs: list[tuple[int, Token]] = field(default_factory=list)
    """What sentences before the first dose say of its being taken as needed, each with its sentence's number."""
    passing: list[tuple[int, Token]] = field(default_factory=list)
    """The amounts of sentences that tell nothing else, doses or not, each with its sentence's number."""
    continued: dict[int, int] = field(default_factory=dict)
    """Which clause, by number, a sentence without an amount goes on with."""

    @property
    def tells_none(self) -> bool:
        """Whether no dose was told yet: what a piece holds is none."""
        return all(c.content for c in self.clauses[-_LAST:])

    @property
    def last_is_alone(self) -> bool:
        """Whether the last clause is the only one of its sentence."""
        return len(self.clauses) == 1 or self.clauses[-2].of != self.clauses[-1].of

    def go_on_with_last(self, number: int, left: list[Token]) -> None:
        """Note that sentence ``number`` goes on with the last clause, and what it leaves unused."""
        self.continued[number] = len(self.clauses) - 1
        self.leftovers[number] = left
