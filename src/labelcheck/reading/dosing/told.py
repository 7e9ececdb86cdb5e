"""A clause of the directions as it is understood so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from labelcheck.model import ForWhom, MaxDose, Per, Relation, Timing
from labelcheck.model.dosage import DAYS_OF
from labelcheck.reading.dosing.clause import Clause
from labelcheck.reading.dosing.times import UNCOUNTED
from labelcheck.reading.lex.tokens import Token

MEASURES: Final = frozenset({"gram", "ml", "drop", "spray"})
"""Of these a limit alone tells no least dose."""
EVERYBODY: Final = ForWhom()


@dataclass(slots=True)
class Told:
    """A clause as it is understood so far.

    ``timing`` is None where no time is told; ``conditional`` is a dose for winter, a cold or hard training.
    """

    clause: Clause
    timing: Timing | None
    whom: ForWhom
    of: str
    unused: list[Token] = field(default_factory=list)
    low: Decimal = Decimal(1)
    high: Decimal = Decimal(1)
    per: Per | None = None
    relation: Relation | None = None
    phase: str | None = None
    as_needed: bool = False
    most: MaxDose | None = None
    conditional: bool = False

    @property
    def named(self) -> bool:
        """Whether it is told at times of the day by name."""
        return self.timing is not None and any(w not in UNCOUNTED for w in self.timing.when)

    @property
    def is_more(self) -> bool:
        """Whether an amount is taken besides another: "one more in the evening"."""
        return tells_another(self.clause.head)

    @property
    def tokens(self) -> Iterable[Token]:
        """The token of its amount, and all that this is made of."""
        return within(self.clause.head)


def is_of_days(timing: Timing | None) -> bool:
    """Whether a timing counts by more than the day: "3 capsules a week", "every other day"."""
    return timing is not None and timing.period * DAYS_OF[timing.period_unit] > 1


def tells_another(head: Token) -> bool:
    """Whether an amount is one more than was told before: "a second capsule"."""
    return any(t.name == "another" for t in within(head))


def within(token: Token) -> Iterable[Token]:
    """Yield a token and all that it is made of."""
    yield token
    for part in token.parts:
        yield from within(part)
