"""The opposite of a condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import Outcome
from labelcheck.rules.parameters import Kind, Problems
from labelcheck.rules.rule import Known

_LOOKED_FOR: Final = frozenset({"wording", "ingredient-list"})
Condition = Any
"""Any kind; the rule schema puts the union of all kinds here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(Kind):
    """``of`` does not hold."""

    kind: Literal["not"] = "not"
    of: Condition

    def judge(self, facts: Facts) -> Outcome:
        """Return the opposite; what cannot be told stays so."""
        outcome: Outcome = self.of.judge(facts)
        if outcome.truth is None:
            return Outcome(None, nutrients=outcome.nutrients, missing=outcome.missing)
        return Outcome(not outcome.truth, absent=not outcome.truth and self.of.kind in _LOOKED_FOR)

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together."""
        return bool(self.of.sums())

    def problems(self, known: Known) -> Problems:
        """Return the problems of its condition."""
        return [(("of", *keys), text) for keys, text in self.of.problems(known)]
