"""Figures of a label that cannot all be right."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from labelcheck.model import Evidence, Reading
from labelcheck.rules.facts import Facts
from labelcheck.rules.measure import plain
from labelcheck.rules.outcome import NO, Name, Outcome, Quantity
from labelcheck.rules.parameters import Kind

_NOTES: Final = {"units": "iu-mass-disagree", "columns": "columns-disagree", "size": "unit-implausible"}
_THOUSAND: Final = Decimal(1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement(Kind):
    """Two figures of a row do not agree, by ``test``.

    "units": IU and mass; "columns": the columns and the number of units they are for; "size": the amount is more
    than any product holds, or a thousand times off its percentage. Offers ``nutrient``, ``amount``, ``other``.
    """

    kind: Literal["disagreement"] = "disagreement"
    test: Literal["units", "columns", "size"]

    def judge(self, facts: Facts) -> Outcome:
        """Return whether a row's figures disagree; the first such row is shown."""
        for reading in facts.label.readings:
            if reading.amount is None or reading.nutrient is None:
                continue
            if _NOTES[self.test] in reading.notes or (self.test == "size" and _thousandfold(facts, reading)):
                return self._outcome(facts, reading)
        return NO

    def _outcome(self, facts: Facts, reading: Reading) -> Outcome:
        amounts = [a for a in (reading.amount, *reading.also) if a is not None]
        if self.test == "columns":
            rows = [r for r in facts.readings.get(str(reading.nutrient), ()) if r.name == reading.name]
            amounts = [r.amount for r in rows if r.amount is not None]
        shown = [f"{plain(a.value)} {a.unit}" for a in amounts]
        values = {
            "nutrient": Name("nutrient", (str(reading.nutrient),)),
            "amount": Quantity(amounts[0].value, amounts[0].unit),
            "other": Quantity(amounts[-1].value, amounts[-1].unit),
        }
        text = " ≠ ".join(shown) if len(shown) > 1 else shown[0]
        return Outcome(True, values, (Evidence(text, reading.place),), (str(reading.nutrient),))

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"nutrient", "amount", "other"})


def _thousandfold(facts: Facts, reading: Reading) -> bool:
    """Whether the amount is a thousand times, or a thousandth of, what its percentage says."""
    off = facts.percent_off(reading) if "percent-disagrees" in reading.notes else None
    return off is not None and any(
        Decimal("0.9") <= off * factor <= Decimal("1.1") for factor in (_THOUSAND, 1 / _THOUSAND)
    )
