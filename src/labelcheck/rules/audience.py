"""For whom a label is judged: the person told, or on a children's label the youngest child that it names."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from labelcheck.model import Bounds, DailyDose, Dosage, Label, Person

ADULT_FROM: Final = 18
_OLDEST_CHILD: Final = ADULT_FROM - 1
_MONTHS: Final = 12

OTHERS: Final = "dose-for-others"
WHOSE: Final = frozenset({"dose-for-adults", "dose-for-children"})
"""Notes that tell whose a dose is; how much it is, is not in doubt by them."""
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
    bands = [(age, d) for d in child_dosages(label.dosages) if (age := lowest_age(d)) is not None]
    if not bands:
        return Audience(replace(person, age=_OLDEST_CHILD), "any-child")
    # the youngest of those who take the label's dose, which is the oldest's; what others take is told beside it
    _, oldest = max(bands, key=lambda band: band[0])
    same = [age for age, d in bands if (d.dose, d.timing) == (oldest.dose, oldest.timing)]
    return Audience(replace(person, age=min(same)), "label")


def for_children_only(label: Label) -> bool:
    """Whether all that the label doses is for children."""
    if label.dosages:
        return bool(child_dosages(label.dosages)) and all(is_for_children(d) for d in label.dosages)
    return label.daily_dose is not None and label.daily_dose.for_children


def child_dosages(dosages: Iterable[Dosage]) -> list[Dosage]:
    """Return the dosages that are for children."""
    return [d for d in dosages if is_for_children(d)]


def is_for_children(dosage: Dosage) -> bool:
    """Whether a dosage is for an age that ends before adulthood, as "Barn" and "Barn från 3 år" do."""
    high = _years(dosage.whom.age.high, dosage.whom.age) if dosage.whom.age is not None else None
    return high is not None and high <= ADULT_FROM


def lowest_age(dosage: Dosage) -> int | None:
    """Return the youngest that a dosage is for, in whole years: of "up to 10 years" a child of one, of "children" none."""
    age = dosage.whom.age
    if age is None:
        return None
    low, high = _years(age.low, age), _years(age.high, age)
    if low is not None:
        return int(low)
    return None if high is None or high >= ADULT_FROM else min(1, int(high))


def ages_of_children(label: Label) -> tuple[int, ...]:
    """Return the lowest age of each group of the label that children belong to, the youngest first."""
    ages = {a for a in map(lowest_age, label.dosages) if a is not None and a < ADULT_FROM}
    return tuple(sorted(ages))


def _years(value: Decimal | None, age: Bounds) -> Decimal | None:
    return None if value is None else value / _MONTHS if age.unit == "mo" else value


def fitted(dose: DailyDose | None, label: Label, person: Person) -> DailyDose | None:
    """Return a label's dose with a note where it is a grown-up's and the person a child, or the other way round."""
    if dose is None or WHOSE & set(dose.notes):
        return dose
    others = OTHERS in dose.notes
    if dose.for_children or (others and person.years >= ADULT_FROM and for_children_only(label)):
        return _noted(replace(dose, for_children=True), "dose-for-children")
    grown = all(not is_for_children(d) for d in label.dosages)
    if person.years < ADULT_FROM and not any(_includes(d, person.years) for d in label.dosages) and grown:
        return _noted(dose, "dose-for-adults")
    return dose


def _noted(dose: DailyDose, note: str) -> DailyDose:
    """Return a dose with a note of whose it is in the place of one that it is another group's."""
    kept = tuple(n for n in dose.notes if n != OTHERS)
    return replace(dose, notes=(*kept, note), status="check" if kept else "ok")


def _includes(dosage: Dosage, years: int) -> bool:
    age = dosage.whom.age
    if age is None:
        return False
    low, high = _years(age.low, age), _years(age.high, age)
    return (low is None or low < years + 1) and (high is None or years <= high)
