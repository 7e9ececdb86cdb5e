"""Quantities per day that rules compare with: written out, or a figure of a published table."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar, Final, Literal, NamedTuple

from labelcheck import units
from labelcheck.errors import ConversionError
from labelcheck.knowledge import Knowledge, Nutrient, ReferenceGroup, ReferenceTable
from labelcheck.knowledge.levels import groups
from labelcheck.model import Person

_ADULT_FROM: Final = 18
_QUANTITY: Final = re.compile(r"(\d+(?:\.\d+)?) (\S+?)(?:/day)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceLimit:
    """A figure of a reference table, picked for the person; times ``share`` ("0.15" for 15 %).

    ``row`` names the figure where it is not the nutrient's own: "nicotinic-acid", a form of niacin. ``per_kg`` ("3 mg")
    goes before a child's figure where the child's weight is told: so much for each kilogram.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    reference: str
    share: str = "1"
    row: str | None = None
    per_kg: str | None = None


Limit = str | ReferenceLimit
"""``"100 µg/day"``, or a figure of a table."""


Group = Literal["pregnant", "lactating", "child"]


class Figure(NamedTuple):
    """A limit for one person in the nutrient's own unit; ``table`` where it comes from one.

    ``instead_of`` is the person's group where the table has no figure for it and an adult's stands in.
    """

    value: Decimal
    unit: str
    table: ReferenceTable | None = None
    instead_of: Group | None = None


@lru_cache(maxsize=4096)
def quantity(text: str, nutrient: Nutrient) -> Decimal:
    """Return ``"100 µg/day"`` in the nutrient's own unit.

    Raises:
        ValueError: no quantity, or a unit that this nutrient is not measured in.

    """
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise ValueError(f'{text!r} is no quantity; write it as "100 µg/day"')
    if match[2] not in units.SYMBOLS:
        raise ValueError(f"unknown unit in {text!r}; known are {', '.join(units.SYMBOLS)}")
    try:
        done = units.convert(Decimal(match[1]), match[2], nutrient.unit, equivalents=nutrient.equivalents)
    except ConversionError as error:
        raise ValueError(f"{text!r} does not fit {nutrient.id}: {error.missing}") from error
    return done.value


class Floor(NamedTuple):
    """An amount of a nutrient per day, in its own unit, below which something cannot hold."""

    nutrient: str
    amount: Decimal


def lowest(floors: Iterable[Floor | None]) -> Floor | None:
    """Return the floor of several things of which one must hold; none where one of them has none, or of another nutrient."""
    found = list(floors)
    known = [f for f in found if f is not None]
    if not known or len(known) < len(found) or len({f.nutrient for f in known}) > 1:
        return None
    return min(known, key=lambda f: f.amount)


class Figures(dict[tuple[Limit, str], Figure | None]):
    """What limits are for one person, by limit and nutrient, each worked out when first asked for.

    None where the limit's table has no sure figure for the person: a figure marked as unsure drives nothing. Where the
    sex is not told and the table tells the sexes apart, it is the lower figure, and in ``highest`` the higher. A table of
    upper levels that leaves the person's group out gives an adult's, which says so: a gap in a table is no leave to take more.
    """

    def __init__(self, person: Person, knowledge: Knowledge, *, highest: bool = False) -> None:
        """Start with none."""
        super().__init__()
        self._person = person
        self._knowledge = knowledge
        self._groups: dict[str, list[ReferenceGroup]] = {}
        self.lowest: dict[tuple[tuple[str, ...] | str, str], dict[str, Decimal]] = {}
        """The lowest figure per row of some tables, or of a market's own, times a share: nothing at or below it is above any."""
        self._one = max if highest else min
        self.highest: Figures = self if highest else Figures(person, knowledge, highest=True)

    def groups(self, table: ReferenceTable) -> list[ReferenceGroup]:
        """Return the groups of a table that the person belongs to."""
        found = self._groups.get(table.id)
        if found is None:
            found = self._groups[table.id] = groups(table, self._person)
        return found

    def __missing__(self, key: tuple[Limit, str]) -> Figure | None:
        """Work it out."""
        found = self[key] = self._figure(*key)
        return found

    def _figure(self, limit: Limit, nutrient: str) -> Figure | None:
        known = self._knowledge.nutrients[nutrient]
        if isinstance(limit, str):
            return Figure(quantity(limit, known), known.unit)
        table = self._knowledge.references[limit.reference]
        row = limit.row or nutrient
        values = [g.values[row] for g in self.groups(table) if row in g.values and g.sureness[row] != "low"]
        if limit.per_kg is not None and self._person.weight_kg is not None and self._person.years < _ADULT_FROM:
            return Figure(quantity(limit.per_kg, known) * Decimal(self._person.weight_kg), known.unit, table)
        if not values:
            return self._adults(limit, nutrient, table)
        return Figure(self._one(values) * Decimal(limit.share), known.unit, table)

    def _adults(self, limit: ReferenceLimit, nutrient: str, table: ReferenceTable) -> Figure | None:
        person = self._person
        group = _group(person)
        if group is None or table.kind != "upper-level":
            return None
        figures = figures_for(Person(sex=person.sex), self._knowledge)
        found = (figures if self._one is min else figures.highest)[limit, nutrient]
        return None if found is None else found._replace(instead_of=group)


def _group(person: Person) -> Group | None:
    if person.pregnant:
        return "pregnant"
    if person.lactating:
        return "lactating"
    return "child" if person.years < _ADULT_FROM else None


@lru_cache(maxsize=64)
def figures_for(person: Person, knowledge: Knowledge) -> Figures:
    """Return the limits of a person."""
    return Figures(person, knowledge)
