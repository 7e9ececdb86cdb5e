"""Whose dose is taken: of all that the directions say, the person's."""

import pytest

import labelcheck
from labelcheck import Person
from labelcheck.nutrition.dosage import dose_for

FAMILY = (
    "Multi familj\nBarn 4–10 år: 1 tablett dagligen. Ungdomar 11–17 år: 2 tabletter dagligen. "
    "Gravida: 4 tabletter dagligen. Vuxna: 3 tabletter dagligen.\nInnehåll per tablett: zink 2 mg\n"
)


@pytest.mark.parametrize(
    ("person", "units"),
    [
        (Person(), 3),
        (Person(age=5), 1),
        (Person(age=12), 2),
        (Person(age=40), 3),
        (Person(sex="female", age=30, pregnant=True), 4),
    ],
)
def test_each_gets_the_line_of_its_group(person: Person, units: int) -> None:
    dose = dose_for(labelcheck.read_text(FAMILY).dosages, person)
    assert dose is not None
    assert (int(dose.low), int(dose.high)) == (units, units)


def test_the_persons_dose_makes_the_intake() -> None:
    report = labelcheck.check(labelcheck.read_text(FAMILY), person=Person(age=5))
    assert [(i.nutrient, int(i.high)) for i in report.intakes] == [("zinc", 2)]
    assert report.label.daily_dose is not None
    assert report.label.daily_dose.high == 1


@pytest.mark.parametrize(
    ("directions", "low", "high"),
    [
        ("Women: 1 tablet daily. Men: 2 tablets daily.", 1, 2),
        ("Under 60 kg: 1 tablet daily. Over 60 kg: 2 tablets daily.", 1, 2),
        ("On training days 3 tablets, on rest days 1 tablet.", 1, 3),
    ],
)
def test_groups_of_adults_give_the_span(directions: str, low: int, high: int) -> None:
    dose = labelcheck.read_text(f"Test\n{directions}\nPer tablet: zinc 5 mg\n").daily_dose
    assert dose is not None
    assert (int(dose.low), int(dose.high), dose.status) == (low, high, "ok")


def test_of_women_and_men_the_told_sex_counts() -> None:
    label = labelcheck.read_text("Test\nWomen: 1 tablet daily. Men: 2 tablets daily.\nPer tablet: zinc 5 mg\n")
    dose = dose_for(label.dosages, Person(sex="male"))
    assert dose is not None
    assert (int(dose.low), int(dose.high)) == (2, 2)


def test_nothing_told_is_no_dose() -> None:
    assert dose_for(()) is None
