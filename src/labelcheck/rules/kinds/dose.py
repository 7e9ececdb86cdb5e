"""The daily dose that the label tells."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from labelcheck.model import DailyDose, Evidence, Reading
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Outcome, Quantity
from labelcheck.rules.parameters import Kind

_PER_DAY: Final = ("daily-dose",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(Kind):
    """The daily dose, by ``test``.

    "missing": none is told; "not-daily": it is not taken every day; "not-per-dose": amounts are printed per unit
    or per 100 g only, and the day's dose is a fixed number of units above one; "other-unit": amounts are for something
    that the dose cannot be counted in, and nothing per day can be told. Offers ``dose`` and ``days``.
    """

    kind: Literal["dose"] = "dose"
    test: Literal["missing", "not-daily", "not-per-dose", "other-unit"]

    def judge(self, facts: Facts) -> Outcome:
        """Return whether the dose is like that."""
        dose = facts.label.daily_dose
        if self.test == "missing":
            return Outcome(dose is None and bool(facts.readings), absent=dose is None)
        if dose is None:
            return NO
        evidence = (Evidence(dose.text, dose.place),)
        if self.test == "not-daily":
            if dose.interval_days <= 1:
                return NO
            return Outcome(True, {"days": Quantity(Decimal(dose.interval_days), "")}, evidence)
        if self.test == "other-unit":
            alone = facts.per_unit.intakes.keys() - facts.intakes.keys() if facts.per_unit is not None else ()
            return Outcome(True, {"dose": dose.text}, evidence, tuple(sorted(alone))) if alone else NO
        amounts = [r for rows in facts.readings.values() for r in rows if r.amount is not None]
        if not amounts or dose.low != dose.high or dose.high <= 1 or any(_per_dose(r, dose) for r in amounts):
            return NO
        return Outcome(True, {"dose": dose.text}, evidence)

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset(
            {"missing": (), "not-daily": ("days",), "not-per-dose": ("dose",), "other-unit": ("dose",)}[self.test]
        )


def _per_dose(reading: Reading, dose: DailyDose) -> bool:
    basis = reading.basis
    if basis is None or basis.kind in _PER_DAY:
        return True
    return basis.of == dose.of and basis.quantity == dose.high
