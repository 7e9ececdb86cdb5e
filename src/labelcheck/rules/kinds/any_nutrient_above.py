"""Any nutrient above its figure in one of several tables."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from labelcheck.knowledge import ReferenceTable
from labelcheck.knowledge.printing import OUTPUT_LANGUAGES, OutputLanguage, quantity_text, rounded
from labelcheck.model import Evidence, Intake
from labelcheck.rules.facts import Facts
from labelcheck.rules.measure import plain
from labelcheck.rules.outcome import NO, Name, Outcome, Quantity, unknown
from labelcheck.rules.parameters import Kind, Problems, check_forms, check_number, check_nutrient, check_tables
from labelcheck.rules.rule import Known

_Above = tuple[Intake, Decimal, ReferenceTable]
"""An intake, the figure that it is above, and the table of that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyNutrientAbove(Kind):
    """Some nutrient's amount per day is above ``share`` of its figure in one of ``references``.

    Without ``references`` the tables are the upper levels and maxima that are the market's own. ``nutrients``
    asks about those only, ``except_nutrients`` about all others. A table may have rows for the forms of a nutrient instead of the nutrient. Amounts of ``except_forms`` are left out, and cannot be told when mixed with others.
    With ``only_together`` each product of a stack stays within the figure and their sum does not.
    Offers ``nutrient`` (all of them), ``list`` (each with its amount and figure), ``intake``, ``limit`` and
    ``authority`` of the first.
    """

    kind: Literal["any-nutrient-above"] = "any-nutrient-above"
    references: tuple[str, ...] = ()
    share: str = "1"
    nutrients: tuple[str, ...] = ()
    except_nutrients: tuple[str, ...] = ()
    except_forms: tuple[str, ...] = ()
    only_together: bool = False

    def judge(self, facts: Facts) -> Outcome:
        """Return whether a nutrient is above; all that are stand in the evidence."""
        sure, doubtful = self._above(facts)
        found = sure or doubtful
        if not found:
            return NO
        outcome = _outcome(facts, found)
        return (
            outcome
            if sure
            else unknown("reading", **{k: getattr(outcome, k) for k in ("values", "evidence", "nutrients")})
        )

    def sure(self, facts: Facts) -> Outcome:
        """Return the nutrients that are above for certain."""
        sure, _ = self._above(facts)
        return _outcome(facts, sure) if sure else NO

    def truth(self, facts: Facts) -> bool | None:
        """Return whether a nutrient is above."""
        sure, doubtful = self._above(facts)
        return True if sure else None if doubtful else False

    def _above(self, facts: Facts) -> tuple[list[_Above], list[_Above]]:
        """Return what is above for certain, and where that is in doubt."""
        sure: list[_Above] = []
        doubtful: list[_Above] = []
        if not facts.intakes or (self.only_together and facts.products < 2):
            return sure, doubtful
        if not self._reachable(facts):
            return sure, doubtful
        share = Decimal(self.share)
        whole = share == 1
        for table in self._tables(facts):
            for intake, figure in facts.beside(table):
                limit = figure if whole else figure * share
                if intake.high <= limit or not self._asked(intake):
                    continue
                if any(intake is i for i, _, _ in (*sure, *doubtful)):
                    continue
                if self.only_together and facts.largest.get(intake.nutrient, Decimal(0)) > limit:
                    continue
                unsure = intake.status == "check" or self._mixed(intake)
                (doubtful if unsure else sure).append((intake, limit, table))
        return sure, doubtful

    def _reachable(self, facts: Facts) -> bool:
        """Tell whether some amount is above the lowest figure that any of the tables has for it or its form."""
        key = (self.references or facts.market, self.share)
        lowest = facts.figures.lowest.get(key)
        if lowest is None:
            lowest = {}
            for table in self._tables(facts):
                for group in facts.figures.groups(table)[:1]:
                    for row, value in group.values.items():
                        limit = value * Decimal(self.share)
                        lowest[row] = min(limit, lowest.get(row, limit))
            facts.figures.lowest[key] = lowest
        for nutrient, intake in facts.intakes.items():
            for row in (nutrient, *intake.forms):
                least = lowest.get(row)
                if least is not None and intake.high > least:
                    return True
        return False

    def _asked(self, intake: Intake) -> bool:
        if (self.nutrients and intake.nutrient not in self.nutrients) or intake.nutrient in self.except_nutrients:
            return False
        if intake.nutrient in self.except_forms:  # beta-carotene in its own right, not as a form of vitamin A
            return True
        return not intake.forms or not set(intake.forms) <= set(self.except_forms)

    def _mixed(self, intake: Intake) -> bool:
        return intake.nutrient not in self.except_forms and not set(intake.forms).isdisjoint(self.except_forms)

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
        return frozenset({"nutrient", "list", "intake", "limit", "authority"})

    def needs(self) -> frozenset[str] | None:
        """Return the nutrients, where only some are asked about."""
        return frozenset(self.nutrients) or None

    def problems(self, known: Known) -> Problems:
        """Return unknown ids and a share that is no number."""
        return [
            *check_tables("references", self.references, known),
            *check_number("share", self.share),
            *(p for n in self.nutrients for p in check_nutrient("nutrients", n, known)),
            *(p for n in self.except_nutrients for p in check_nutrient("except_nutrients", n, known)),
            *check_forms("except_forms", self.except_forms, known),
        ]


def _outcome(facts: Facts, found: list[_Above]) -> Outcome:
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
        "list": {c: _listed(facts, found, c) for c in OUTPUT_LANGUAGES},
        "intake": Quantity(intake.high, intake.unit),
        "limit": Quantity(limit, intake.unit),
        "authority": table.publisher,
        "table": table.id,
    }
    return Outcome(True, values, evidence, nutrients, at_highest=all(i.low <= v for i, v, _ in found))


def _listed(facts: Facts, found: list[_Above], language: OutputLanguage) -> str:
    names = facts.knowledge.names[language]
    return ", ".join(
        f"{names.get(i.nutrient, i.nutrient)} {quantity_text(rounded(i.high, estimated=i.high != round(i.high, 3)), i.unit, language)} "
        f"({quantity_text(v, i.unit, language)})"
        for i, v, _ in found
    )
