"""Any nutrient above its figure in one of several tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from labelcheck.knowledge import ReferenceTable
from labelcheck.model import Evidence, Intake
from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import groups
from labelcheck.rules.measure import plain
from labelcheck.rules.outcome import NO, Name, Outcome, Quantity, unknown
from labelcheck.rules.parameters import Kind, Problems, check_number, check_tables
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyNutrientAbove(Kind):
    """Some nutrient's amount per day is above ``share`` of its figure in one of ``references``.

    Without ``references`` the tables are the upper levels and maxima that are the market's own. With
    ``only_together`` each product of a stack stays within the figure and their sum does not.
    Offers ``nutrient`` (all of them), ``intake``, ``limit`` and ``authority`` of the first.
    """

    kind: Literal["any-nutrient-above"] = "any-nutrient-above"
    references: tuple[str, ...] = ()
    share: str = "1"
    only_together: bool = False

    def judge(self, facts: Facts) -> Outcome:
        """Return whether a nutrient is above; all that are stand in the evidence."""
        if self.only_together and facts.products < 2:
            return NO
        sure: list[tuple[Intake, Decimal, ReferenceTable]] = []
        doubtful: list[tuple[Intake, Decimal, ReferenceTable]] = []
        for table in self._tables(facts):
            for group in groups(table, facts.person)[:1]:
                for nutrient, intake in facts.intakes.items():
                    value = group.values.get(nutrient)
                    if value is None or group.sureness[nutrient] == "low":
                        continue
                    limit = value * Decimal(self.share)
                    if intake.high <= limit or any(intake is i for i, _, _ in (*sure, *doubtful)):
                        continue
                    if self.only_together and facts.largest.get(nutrient, Decimal(0)) > limit:
                        continue
                    (doubtful if intake.status == "check" else sure).append((intake, limit, table))
        found = sure or doubtful
        if not found:
            return NO
        outcome = _outcome(facts, found)
        return (
            outcome
            if sure
            else unknown("reading", **{k: getattr(outcome, k) for k in ("values", "evidence", "nutrients")})
        )

    def _tables(self, facts: Facts) -> list[ReferenceTable]:
        tables = facts.knowledge.references
        if self.references:
            return [tables[i] for i in self.references]
        return [t for t in tables.values() if t.kind == "upper-level" and t.markets == (facts.market,)]

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together: it can."""
        return True

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"nutrient", "intake", "limit", "authority"})

    def problems(self, known: Known) -> Problems:
        """Return unknown tables and a share that is no number."""
        return [*check_tables("references", self.references, known), *check_number("share", self.share)]


def _outcome(facts: Facts, found: list[tuple[Intake, Decimal, ReferenceTable]]) -> Outcome:
    intake, limit, table = found[0]
    evidence = tuple(
        Evidence(
            f"{plain(i.high)} {i.unit} > {plain(v)} {i.unit} ({t.title})",
            facts.place_of(i.nutrient),
        )
        for i, v, t in found
    )
    nutrients = tuple(i.nutrient for i, _, _ in found)
    values = {
        "nutrient": Name("nutrient", nutrients),
        "intake": Quantity(intake.high, intake.unit),
        "limit": Quantity(limit, intake.unit),
        "authority": table.publisher,
    }
    return Outcome(True, values, evidence, nutrients, at_highest=all(i.low <= v for i, v, _ in found))
