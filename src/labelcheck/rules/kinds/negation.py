"""The opposite of a condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, YES, Outcome
from labelcheck.rules.parameters import Kind, Problems
from labelcheck.rules.rule import Known

_LOOKED_FOR: Final = frozenset({"wording", "ingredient-list"})
_ABSENT: Final = Outcome(True, absent=True)
Condition = Any
"""Any kind; the rule schema puts the union of all kinds here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Kind):
    """``of`` does not hold."""

    kind: Literal["not"] = "not"
    of: Condition

    def judge(self, facts: Facts) -> Outcome:
        """Return the opposite; what cannot be told stays so."""
        truth = self.of.truth(facts)
        if truth is None:
            outcome: Outcome = self.of.judge(facts)
            return Outcome(None, nutrients=outcome.nutrients, missing=outcome.missing)
        return NO if truth else self._opposite

    def sure(self, facts: Facts) -> Outcome:
        """Return the opposite where the condition does not hold for certain."""
        return self._opposite if self.of.truth(facts) is False else NO

    @property
    def _opposite(self) -> Outcome:
        return _ABSENT if self.of.kind in _LOOKED_FOR else YES

    def bars(self) -> frozenset[str]:
        """Return the nutrient that must not be declared, where that is all it asks."""
        of = self.of
        return of.needs() if of.kind == "declared" and not (of.alone or of.itself) else frozenset()

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together."""
        return bool(self.of.sums())

    def problems(self, known: Known) -> Problems:
        """Return the problems of its condition."""
        return [(("of", *keys), text) for keys, text in self.of.problems(known)]
