"""For whom a label is judged: the person told, or on a children's label the youngest child that it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from labelcheck.model import Bounds, DailyDose, Dosage, Label, Person

ADULT_FROM: Final = 18
_OLDEST_CHILD: Final = ADULT_FROM - 1
_MONTHS: Final = 12

Source = Literal["told", "label", "any-child"]
"""Told by the user; the lowest age of the label; or a child of whom no age is known."""


class Audience(NamedTuple):
    """A person, and where it comes from. Of "any-child" the age is that with the highest levels a child has."""

    person: Person
    source: Source = "told"


def audience(label: Label, person: Person) -> Audience:
    """Return for whom a label is judged. A told age, pregnancy or lactation goes before what the label says."""
    if person.age is not None or person.pregnant or person.lactating or not for_children_only(label):
        return Audience(person)
    ages = [a for a in map(lowest_age, child_dosages(label.dosages)) if a is not None]
    if not ages:
        return Audience(replace(person, age=_OLDEST_CHILD), "any-child")
    return Audience(replace(person, age=min(ages)), "label")


def for_children_only(label: Label) -> bool:
    """Whether all that the label doses is for children."""
    if label.dosages:
        return bool(child_dosages(label.dosages)) and all(is_for_children(d) for d in label.dosages)
    return label.daily_dose is not None and label.daily_dose.for_children


def child_dosages(dosages: Iterable[Dosage]) -> list[Dosage]:
    """Return the dosages that are for children."""
    return [d for d in dosages if is_for_children(d)]


def is_for_children(dosage: Dosage) -> bool:
    """Whether a dosage is for an age that ends before adulthood, or for one that begins with small children.

    "Barn från 3 år" has no end, and is what a label for children says: nobody writes a grown-up's dose so.
    """
    age = dosage.whom.age
    if age is None:
        return False
    low, high = _years(age.low, age), _years(age.high, age)
    return high < ADULT_FROM if high is not None else low is not None and low < _TEENS


_TEENS: Final = 10


def lowest_age(dosage: Dosage) -> int | None:
    """Return the youngest that a dosage is for, in whole years; of "up to 10 years" a child of one."""
    age = dosage.whom.age
    if age is None:
        return None
    low = _years(age.low, age)
    return int(low) if low is not None else min(1, int(_years(age.high, age) or 0))


def _years(value: Decimal | None, age: Bounds) -> Decimal | None:
    return None if value is None else value / _MONTHS if age.unit == "mo" else value


def fitted(dose: DailyDose | None, label: Label, person: Person) -> DailyDose | None:
    """Return a label's dose with a note where it is another group's than the person's."""
    if dose is None or "dose-for-children" in dose.notes or "dose-for-adults" in dose.notes:
        return dose
    if dose.for_children:
        return replace(dose, notes=(*dose.notes, "dose-for-children"))
    if person.years < ADULT_FROM and not any(_includes(d, person.years) for d in label.dosages):
        return replace(dose, notes=(*dose.notes, "dose-for-adults"))
    return dose


def _includes(dosage: Dosage, years: int) -> bool:
    age = dosage.whom.age
    if age is None:
        return False
    low, high = _years(age.low, age), _years(age.high, age)
    return (low is None or low <= years) and (high is None or years <= high)
