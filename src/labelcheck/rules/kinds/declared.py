"""A nutrient that the label prints an amount or a percentage of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Outcome
from labelcheck.rules.parameters import Kind, Problems, check_nutrient
from labelcheck.rules.rule import Known

_COUNTED = ("vitamin", "mineral", "fatty-acid", "amino-acid", "botanical", "microorganism", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared(Kind):
    """The label declares the nutrient; with ``alone`` it declares no other active substance.

    With ``itself`` the weight of a whole compound or plant that holds it is not enough.
    """

    kind: Literal["declared"] = "declared"
    nutrient: str
    alone: bool = False
    itself: bool = False

    def judge(self, facts: Facts) -> Outcome:
        """Return whether it is declared."""
        found = facts.readings.get(self.nutrient)
        if not found:
            return NO
        if self.itself and all(r.role == "compound" for r in found):
            return NO
        nutrients = facts.knowledge.nutrients
        if self.alone and any(n != self.nutrient and nutrients[n].kind in _COUNTED for n in facts.readings):
            return NO
        if self.alone and any(r.nutrient is None and r.amount is not None for r in facts.label.readings):
            return NO
        evidence = (Evidence(found[0].name, facts.place_of(self.nutrient)),)
        return Outcome(True, evidence=evidence, nutrients=(self.nutrient,))

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together: it can."""
        return True

    def needs(self) -> frozenset[str]:
        """Return the nutrient."""
        return frozenset((self.nutrient,))

    def problems(self, known: Known) -> Problems:
        """Return an unknown nutrient."""
        return check_nutrient("nutrient", self.nutrient, known)
