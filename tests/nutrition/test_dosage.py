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
        ("Pregnant women: 1 tablet daily. Breastfeeding women: 2 tablets daily.", 1, 2),
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


@pytest.mark.parametrize(
    ("directions", "person", "low", "high"),
    [
        ("Under 60 kg: 1 tablet daily. Over 60 kg: 2 tablets daily.", Person(weight_kg=50), 1, 1),
        ("Under 60 kg: 1 tablet daily. Over 60 kg: 2 tablets daily.", Person(weight_kg=82.5), 2, 2),
        ("On training days 3 tablets, on rest days 1 tablet.", Person(activity="training"), 3, 3),
        ("On training days 3 tablets, on rest days 1 tablet.", Person(activity="rest"), 1, 1),
        ("On training days 3 tablets, on rest days 1 tablet.", Person(activity="athlete"), 1, 3),
        ("Adults: 2 tablets daily. Women: 1 tablet daily.", Person(sex="female", age=30), 1, 1),
        ("Vuxna: 2 tabletter dagligen. Vid träning: 4 tabletter.", Person(age=30, activity="training"), 4, 4),
        ("Vuxna: 2 tabletter dagligen. Vid träning: 4 tabletter.", Person(age=30, activity="rest"), 2, 2),
        ("Barn 4–10 år: 1 tablett dagligen. Vid träning: 4 tabletter.", Person(age=7), 1, 1),
    ],
)
def test_what_is_told_of_the_person_narrows_the_span(directions: str, person: Person, low: int, high: int) -> None:
    dose = dose_for(labelcheck.read_text(f"Test\n{directions}\nPer tablet: zinc 5 mg\n").dosages, person)
    assert dose is not None
    assert (int(dose.low), int(dose.high), dose.status) == (low, high, "ok")


def test_a_dose_by_body_weight_needs_the_weight() -> None:
    dosages = labelcheck.read_text(
        "Test\nAdults: 1 tablet per 20 kg body weight daily.\nPer tablet: zinc 5 mg\n"
    ).dosages
    untold, told = dose_for(dosages), dose_for(dosages, Person(weight_kg=60))
    assert untold is not None
    assert told is not None
    assert (untold.status, untold.notes) == ("check", ("per-body-weight",))
    assert (int(told.high), told.status) == (3, "ok")


@pytest.mark.parametrize(
    ("directions", "traits"),
    [
        ("Women: 1 tablet daily. Men: 2 tablets daily.", ("sex",)),
        ("Under 60 kg: 1 tablet daily. Over 60 kg: 2 tablets daily.", ("weight",)),
        ("On training days 3 tablets, on rest days 1 tablet.", ("activity",)),
        ("1–2 tablets daily.", ()),
    ],
)
def test_an_open_span_says_what_would_narrow_it(directions: str, traits: tuple[str, ...]) -> None:
    dose = dose_for(labelcheck.read_text(f"Test\n{directions}\nPer tablet: zinc 5 mg\n").dosages)
    assert dose is not None
    assert (dose.depends_on, dose.status) == (traits, "ok")


@pytest.mark.parametrize(
    ("directions", "low", "high", "status"),
    [
        ("Una cápsula cada ocho horas. No tomar más de tres cápsulas en 24 horas.", 3, 3, "ok"),
        ("Ta 1 kapsel var 3:e timme, dock högst 4 st. per dygn.", 1, 4, "ok"),
        ("Start with 1 capsule in the morning and increase by 1 capsule every day.", 1, 1, "check"),
        ("Alle 3-vuotiaille 5 kapselia päivässä, 3–12-vuotiaille 10 kapselia päivässä.", 10, 10, "ok"),
        ("TAKE TWO (2)\nCAPSULES IN THE\nMORNING AND ONE (1) AT\nBEDTIME.", 3, 3, "ok"),
        ("Två kapslar tas till frukosten och ytterligare en till kvällsmaten.", 3, 3, "ok"),
    ],
)
def test_what_fresh_readers_wrote(directions: str, low: int, high: int, status: str) -> None:
    label = labelcheck.read_text(f"Test\n{directions}\nPer capsule: zinc 5 mg\n")
    dose = labelcheck.check(label).label.daily_dose
    assert dose is not None
    assert (int(dose.low), int(dose.high), dose.status) == (low, high, status)
