"""A dose that the label tells for children, above a level for their age."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from labelcheck.knowledge import ReferenceTable
from labelcheck.knowledge.printing import OUTPUT_LANGUAGES, OutputLanguage, quantity_text, rounded
from labelcheck.model import Evidence, Intake, Person
from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import figures_for
from labelcheck.rules.measure import plain
from labelcheck.rules.outcome import NO, Name, Outcome, unknown
from labelcheck.rules.parameters import Kind, Problems, check_forms, check_tables
from labelcheck.rules.rule import Known

_YEARS: dict[str, str] = {"sv": "{age} år", "en": "{age} years"}


class _Above(NamedTuple):
    age: int
    intake: Intake
    limit: Decimal
    table: ReferenceTable


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildGroupAbove(Kind):
    """The label tells a dose for children, and for its youngest it is above a figure of ``references``.

    It is asked about groups that the label is not judged for already; amounts of ``except_forms`` are left out.
    Offers ``list`` (age, nutrient, amount and figure) and ``nutrient``.
    """

    kind: Literal["child-group-above"] = "child-group-above"
    references: tuple[str, ...]
    except_forms: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Outcome:
        """Return whether a group's dose is above; every nutrient is told once, at the lowest age."""
        found: dict[str, _Above] = {}
        for age, intakes in facts.children():
            for intake in intakes:
                above = self._above(facts, age, intake)
                if above is not None:
                    found.setdefault(intake.nutrient, above)
        if not found:
            return NO
        told = list(found.values())
        sure = [a for a in told if a.intake.status == "ok"]
        outcome = _outcome(facts, sure or told)
        if sure:
            return outcome
        return unknown("reading", values=outcome.values, evidence=outcome.evidence, nutrients=outcome.nutrients)

    def _above(self, facts: Facts, age: int, intake: Intake) -> _Above | None:
        if intake.forms and set(intake.forms) & set(self.except_forms):
            return None
        figures = figures_for(Person(age=age), facts.knowledge)
        for reference in self.references:
            table = facts.knowledge.references[reference]
            for group in figures.groups(table):
                value = group.values.get(intake.nutrient)
                if value is not None and group.sureness[intake.nutrient] != "low" and intake.high > value:
                    return _Above(age, intake, value, table)
        return None

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"list", "nutrient"})

    def problems(self, known: Known) -> Problems:
        """Return unknown ids."""
        return [
            *check_tables("references", self.references, known),
            *check_forms("except_forms", self.except_forms, known),
        ]


def _outcome(facts: Facts, told: list[_Above]) -> Outcome:
    evidence = tuple(
        Evidence(
            f"{plain(a.intake.high)} {a.intake.unit} > {plain(a.limit)} {a.intake.unit} ({a.table.title})",
            facts.place_of(a.intake.nutrient),
        )
        for a in told
    )
    nutrients = tuple(a.intake.nutrient for a in told)
    values = {"nutrient": Name("nutrient", nutrients), "list": {c: _listed(facts, told, c) for c in OUTPUT_LANGUAGES}}
    return Outcome(True, values, evidence, nutrients)


def _listed(facts: Facts, told: list[_Above], language: OutputLanguage) -> str:
    names = facts.knowledge.names[language]
    return ", ".join(
        f"{_YEARS[language].format(age=a.age)}: {names.get(a.intake.nutrient, a.intake.nutrient)} "
        f"{quantity_text(rounded(a.intake.high), a.intake.unit, language)} "
        f"({quantity_text(a.limit, a.intake.unit, language)})"
        for a in told
    )
