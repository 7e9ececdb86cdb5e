"""Amounts in a unit that EU law does not use for the nutrient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck import units
from labelcheck.model import Evidence, Reading
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Name, Outcome
from labelcheck.rules.parameters import Kind, Problems
from labelcheck.rules.rule import Known

_KINDS = ("vitamin", "mineral")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitOnly(Kind):
    """A vitamin or mineral is declared in ``unit`` ("IU") alone, with no amount in another unit beside it.

    Offers ``nutrient`` (all of them), and ``expected``: the unit of the EU's lists for the first.
    """

    kind: Literal["unit-only"] = "unit-only"
    unit: str

    def judge(self, facts: Facts) -> Outcome:
        """Return whether there is such a row."""
        if all(r.amount is None or r.amount.unit != self.unit for r in facts.label.readings):
            return NO
        nutrients = facts.knowledge.nutrients
        found = tuple(
            n
            for n, rows in facts.readings.items()
            if nutrients[n].kind in _KINDS and all(self._alone(row) for row in rows)
        )
        if not found:
            return NO
        evidence = tuple(Evidence(facts.readings[n][0].name, facts.place_of(n)) for n in found)
        values = {"nutrient": Name("nutrient", found), "expected": nutrients[found[0]].unit}
        return Outcome(True, values, evidence, found)

    def _alone(self, row: Reading) -> bool:
        amounts = [a for a in (row.amount, *row.also) if a is not None]
        return bool(amounts) and all(a.unit == self.unit for a in amounts)

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"nutrient", "expected"})

    def problems(self, known: Known) -> Problems:  # noqa: ARG002
        """Return an unknown unit."""
        return [] if self.unit in units.SYMBOLS else [(("unit",), f"unknown unit {self.unit!r}")]
