"""The weight of a whole compound, printed where the nutrient in it is meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.measure import plain
from labelcheck.rules.outcome import NO, Name, Outcome, Quantity
from labelcheck.rules.parameters import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CompoundWeight(Kind):
    """Only a compound's weight is printed, and not how much of the nutrient it holds.

    Offers ``nutrient``, ``form``, ``amount``, and ``lowest`` and ``highest``: the nutrient in it by its formulas.
    """

    kind: Literal["compound-weight"] = "compound-weight"

    def judge(self, facts: Facts) -> Outcome:
        """Return whether there is such a row; the first one is shown."""
        for reading in facts.label.readings:
            if reading.role != "compound" or "compound-weight" not in reading.notes or reading.amount is None:
                continue
            fractions = [f for f in (facts.knowledge.forms[i].fraction for i in reading.forms) if f]
            if not fractions:
                continue
            low, high = min(f[0] for f in fractions), max(f[1] for f in fractions)
            amount = reading.amount
            first, last = amount.value * low, amount.value * high
            values = {
                "nutrient": Name("nutrient", (str(reading.nutrient),)),
                "form": Name("form", reading.forms[:1]),
                "amount": Quantity(amount.value, amount.unit),
                "lowest": Quantity(first, amount.unit, estimated=True),
                "highest": Quantity(last, amount.unit, estimated=True),
            }
            share = plain(low) if low == high else f"({plain(low)}–{plain(high)})"
            result = f"{plain(first)}" if low == high else f"{plain(first)}–{plain(last)}"
            text = f"{plain(amount.value)} {amount.unit} × {share} = {result} {amount.unit}"
            return Outcome(True, values, (Evidence(text, reading.place),), (str(reading.nutrient),))
        return NO

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"nutrient", "form", "amount", "lowest", "highest"})
