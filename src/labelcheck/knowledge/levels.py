"""Which groups of a reference table a person belongs to, and the upper level that holds for them."""

from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

from labelcheck.knowledge import Knowledge, ReferenceGroup, ReferenceTable
from labelcheck.model import Intake, Person

_UPPER: Final = ("efsa-ul-supplemental", "efsa-ul")
_UPPER_AMERICA: Final = ("nasem-ul-supplemental", "nasem-ul")
AMERICA: Final = frozenset({"US", "CA"})
"""Markets whose levels are those of the National Academies."""
_NRV: Final = "eu-nrv-2011"
_MOST: Final = 700
"""Times the NRV, of nutrients whose file tells no other: a seventh above the strongest of them, vitamin K."""


@lru_cache(maxsize=1024)
def most_at_once(nutrient: str, knowledge: Knowledge) -> float | None:
    """Return the most of a nutrient, in its own unit, that a product gives at once or a day; more is a wrong unit."""
    reference = knowledge.references[_NRV].groups[0].numbers.get(nutrient)
    return None if not reference else (knowledge.nutrients[nutrient].most_times or _MOST) * reference


class UpperLevel(NamedTuple):
    """The most that an authority holds to be safe for a person per day, in the nutrient's own unit."""

    value: Decimal
    unit: str
    table: ReferenceTable


def upper_level(intake: Intake, person: Person, market: str, knowledge: Knowledge) -> UpperLevel | None:
    """Return the upper level that a person's intake is to be seen against; None where there is no sure one.

    It is EFSA's, in the US and Canada that of their National Academies; the level for supplements where there is one,
    else the one for all sources. Where a level is set per form it is that of the forms named, the lowest of several.
    Where the sex is not told and decides, it is the lower level.
    """
    known = [knowledge.forms[f] for f in intake.forms if f in knowledge.forms]
    if known and len(known) == len(intake.forms) and not any(f.levelled for f in known):
        return None
    return _level(intake, intake.forms, person, market, knowledge)


def form_levels(intake: Intake, person: Person, market: str, knowledge: Knowledge) -> dict[str, UpperLevel]:
    """Return the level of each form, lowest first, where the form decides and is not told; otherwise nothing."""
    if intake.forms or upper_level(intake, person, market, knowledge) is not None:
        return {}
    forms = [f.id for f in knowledge.forms.values() if f.nutrient == intake.nutrient]
    found = {form: _level(intake, (form,), person, market, knowledge) for form in forms}
    levels = {form: level for form, level in found.items() if level is not None}
    return dict(sorted(levels.items(), key=lambda pair: pair[1].value))


def _level(
    intake: Intake, forms: tuple[str, ...], person: Person, market: str, knowledge: Knowledge
) -> UpperLevel | None:
    nutrient = knowledge.nutrients.get(intake.nutrient)
    if nutrient is None or intake.unit != nutrient.unit:
        return None
    for name in _UPPER_AMERICA if market in AMERICA else _UPPER:
        table = knowledge.references[name]
        value = _lowest(table, (intake.nutrient,), person) or _lowest(table, forms, person)
        if value is not None:
            return UpperLevel(value, nutrient.unit, table)
    return None


def _lowest(table: ReferenceTable, rows: tuple[str, ...], person: Person) -> Decimal | None:
    """Return the lowest sure figure of rows that all have one; None where one of them has none."""
    found = []
    for row in rows:
        values = [g.values[row] for g in groups(table, person) if row in g.values and g.sureness[row] != "low"]
        if not values:
            return None
        found.append(min(values))
    return min(found, default=None)


@lru_cache(maxsize=1024)
def _groups(groups_of: tuple[tuple[Any, ...], ...], person: Person) -> tuple[int, ...]:
    fitting = []
    for index, (sex, low, high, pregnant, lactating) in enumerate(groups_of):
        if person.sex is not None and sex not in (None, person.sex):
            continue
        if (pregnant or lactating) and not ((pregnant and person.pregnant) or (lactating and person.lactating)):
            continue
        if person.years < low or (high is not None and person.years > high):
            continue
        fitting.append((index, pregnant or lactating))
    special = tuple(i for i, is_special in fitting if is_special)
    return special or tuple(i for i, _ in fitting)


def groups(table: ReferenceTable, person: Person) -> list[ReferenceGroup]:
    """Return the groups of a table that the person belongs to; both sexes' where the sex is not told."""
    keys = tuple((g.sex, *g.ages, g.pregnant, g.lactating) for g in table.groups)
    return [table.groups[i] for i in _groups(keys, person)]
