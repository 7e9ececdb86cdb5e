"""An amount per day below a limit; nothing at all is below it too."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import Limit
from labelcheck.rules.measure import compared, measure
from labelcheck.rules.outcome import NO, Outcome, Quantity
from labelcheck.rules.parameters import Kind, Problems, check_forms, check_limit, check_nutrient
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeBelow(Kind):
    """The nutrient's amount at the highest dose is below ``limit``, or the nutrient is not declared.

    Offers ``intake`` (0 when not declared) and ``limit``.
    """

    kind: Literal["intake-below"] = "intake-below"
    nutrient: str
    limit: Limit
    forms: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Outcome:
        """Return whether even the highest dose stays below the limit."""
        limit = facts.figures[self.limit, self.nutrient]
        if limit is None:
            return NO
        measured = measure(facts, self.nutrient, self.forms)
        if isinstance(measured, Outcome):
            if measured.truth is None:
                return measured
            nothing = Quantity(Decimal(0), limit.unit)
            values = {"intake": nothing, self.nutrient: nothing, "limit": Quantity(limit.value, limit.unit)}
            return Outcome(True, values, nutrients=(self.nutrient,))
        return compared(facts, measured, limit, "<")

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together: it can."""
        return True

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"intake", "limit", self.nutrient})

    def problems(self, known: Known) -> Problems:
        """Return unknown ids and limits that do not fit."""
        return [
            *check_nutrient("nutrient", self.nutrient, known),
            *check_limit("limit", self.limit, self.nutrient, known),
            *check_forms("forms", self.forms, known),
        ]
