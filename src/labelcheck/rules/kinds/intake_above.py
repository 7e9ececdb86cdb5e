"""An amount per day above a limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import Figures, Floor, Limit
from labelcheck.rules.measure import Measure, added, compared, measure
from labelcheck.rules.outcome import NO, Outcome
from labelcheck.rules.parameters import Kind, Problems, check_forms, check_limit, check_nutrient
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeAbove(Kind):
    """The nutrient's amount per day is above ``limit``, or with ``or_equal`` at it.

    ``forms`` and ``except_forms`` count only amounts of those forms, or of others; the amounts of ``plus``, other
    nutrients in the same unit, are added. Offers ``intake``, ``limit``.
    """

    kind: Literal["intake-above"] = "intake-above"
    nutrient: str
    limit: Limit
    or_equal: bool = False
    forms: tuple[str, ...] = ()
    except_forms: tuple[str, ...] = ()
    plus: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Outcome:
        """Return whether the highest dose exceeds the limit."""
        measured = self._measured(facts)
        return measured if isinstance(measured, Outcome) else self._compared(facts, measured)

    def sure(self, facts: Facts) -> Outcome:
        """Return no of a doubtful amount, and of one without a dose, before its figures are worked out."""
        measured = self._measured(facts)
        if isinstance(measured, Outcome) or measured.of is not None or measured.doubtful:
            return NO
        return self._compared(facts, measured)

    def _measured(self, facts: Facts) -> Measure | Outcome:
        measured = measure(facts, self.nutrient, self.forms, self.except_forms)
        for more in self.plus:
            measured = added(measured, measure(facts, more))
        return measured

    def _compared(self, facts: Facts, measured: Measure) -> Outcome:
        limit = facts.figures[self.limit, self.nutrient]
        return NO if limit is None else compared(facts, measured, limit, "≥" if self.or_equal else ">")

    def floor(self, figures: Figures) -> Floor | None:
        """Return the limit, where nothing is added to the nutrient's own amount."""
        limit = None if self.plus else figures[self.limit, self.nutrient]
        return Floor(self.nutrient, limit.value) if limit is not None else None

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together: it can."""
        return True

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"intake", "limit", self.nutrient})

    def needs(self) -> frozenset[str]:
        """Return the nutrients that are counted."""
        return frozenset((self.nutrient, *self.plus))

    def problems(self, known: Known) -> Problems:
        """Return unknown ids and limits that do not fit."""
        return [
            *check_nutrient("nutrient", self.nutrient, known),
            *check_limit("limit", self.limit, self.nutrient, known),
            *check_forms("forms", self.forms, known),
            *check_forms("except_forms", self.except_forms, known),
            *(p for n in self.plus for p in check_nutrient("plus", n, known)),
        ]
