"""An amount above a limit at one time, not over the day."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import Limit
from labelcheck.rules.measure import measure, plain
from labelcheck.rules.outcome import NO, Outcome, Quantity, unknown
from labelcheck.rules.parameters import Kind, Problems, check_limit, check_nutrient
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleIntakeAbove(Kind):
    """What is taken at one time is above ``limit``, or with ``or_equal`` at it.

    The label must tell how often the dose is taken, or the dose be a single unit: otherwise it cannot be told,
    unless even the whole day's amount stays below. Offers ``intake`` (at one time) and ``limit``.
    """

    kind: Literal["single-intake-above"] = "single-intake-above"
    nutrient: str
    limit: Limit
    or_equal: bool = False

    def judge(self, facts: Facts) -> Outcome:
        """Return whether one intake exceeds the limit."""
        measured = measure(facts, self.nutrient)
        if isinstance(measured, Outcome):
            return measured
        limit = facts.figures[self.limit, self.nutrient]
        dose = facts.label.daily_dose
        if limit is None:
            return NO
        if dose is None or measured.of is not None:
            return unknown(facts.missing, nutrients=(self.nutrient,))
        day = measured.high * dose.interval_days
        if not self._above(day, limit.value):
            return NO
        units = dose.high * dose.interval_days
        many = dose.intakes_per_day or (1 if units <= 1 else None)
        if many is None:
            return unknown("split", nutrients=(self.nutrient,))
        once = day / many
        if not self._above(once, limit.value):
            return NO
        sign = "≥" if self.or_equal else ">"
        split = f" / {many}" if many > 1 else ""
        text = (
            f"{plain(day)} {measured.unit}{split} = {plain(once)} {measured.unit}"
            if split
            else f"{plain(once)} {measured.unit}"
        )
        more = {
            "values": {"intake": Quantity(once, measured.unit), "limit": Quantity(limit.value, limit.unit)},
            "evidence": (Evidence(f"{text} {sign} {plain(limit.value)} {limit.unit}", facts.place_of(self.nutrient)),),
            "nutrients": (self.nutrient,),
        }
        if measured.doubtful:
            return unknown("reading", **more)
        low = measured.low * dose.interval_days / many
        return Outcome(True, **more, at_highest=not self._above(low, limit.value), hedged=measured.hedged)  # type: ignore[arg-type]

    def _above(self, value: Decimal, limit: Decimal) -> bool:
        return value >= limit if self.or_equal else value > limit

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"intake", "limit"})

    def needs(self) -> frozenset[str]:
        """Return the nutrient."""
        return frozenset((self.nutrient,))

    def problems(self, known: Known) -> Problems:
        """Return unknown ids and limits that do not fit."""
        return [
            *check_nutrient("nutrient", self.nutrient, known),
            *check_limit("limit", self.limit, self.nutrient, known),
        ]
