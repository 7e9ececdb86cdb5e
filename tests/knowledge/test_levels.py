"""Upper levels for the person and market."""

from decimal import Decimal

import pytest

from labelcheck.knowledge import load
from labelcheck.knowledge.levels import form_levels, upper_level
from labelcheck.model import Intake, Person


def level(nutrient: str, person: Person | None = None, market: str = "SE", forms: tuple[str, ...] = ()) -> str | None:
    known = load().nutrients[nutrient]
    intake = Intake(nutrient, Decimal(1), Decimal(1), known.unit, None, forms, (), "ok", (), ())
    found = upper_level(intake, person or Person(), market, load())
    return None if found is None else f"{found.value:f} {found.unit} {found.table.id}"


@pytest.mark.parametrize(
    ("nutrient", "person", "market", "forms", "expected"),
    [
        ("magnesium", None, "SE", (), "250 mg efsa-ul-supplemental"),
        ("magnesium", None, "US", (), "350 mg nasem-ul-supplemental"),
        ("magnesium", None, "GB", (), "250 mg efsa-ul-supplemental"),
        ("vitamin-d", None, "SE", (), "100 µg efsa-ul"),
        ("vitamin-d", Person(age=7), "SE", (), "50 µg efsa-ul"),
        ("vitamin-a", None, "SE", (), "3000 µg efsa-ul"),
        ("vitamin-a", None, "SE", ("beta-carotene",), None),
        ("vitamin-a", None, "SE", ("beta-carotene", "retinyl-acetate"), "3000 µg efsa-ul"),
        ("niacin", None, "SE", (), None),
        ("niacin", None, "SE", ("nicotinamide",), "900 mg efsa-ul"),
        ("niacin", None, "SE", ("nicotinamide", "nicotinic-acid"), "10 mg efsa-ul"),
        ("vitamin-c", None, "SE", (), None),
        ("vitamin-c", None, "US", (), "2000 mg nasem-ul"),
        ("vitamin-b12", None, "SE", (), None),
    ],
)
def test_the_level_is_that_of_the_person_market_and_form(
    nutrient: str, person: Person | None, market: str, forms: tuple[str, ...], expected: str | None
) -> None:
    assert level(nutrient, person, market, forms) == expected


def test_an_amount_in_another_unit_has_no_level() -> None:
    intake = Intake("vitamin-d", Decimal(1), Decimal(1), "IU", None, (), (), "ok", (), ())
    assert upper_level(intake, Person(), "SE", load()) is None


@pytest.mark.parametrize(
    ("nutrient", "person", "market", "forms", "expected"),
    [
        ("niacin", None, "SE", (), {"nicotinic-acid": 10, "nicotinamide": 900}),
        ("niacin", Person(age=9), "SE", (), {"nicotinic-acid": 4, "nicotinamide": 350}),
        ("niacin", None, "SE", ("nicotinamide",), {}),
        ("niacin", None, "US", (), {}),
        ("niacin", Person(sex="female", pregnant=True), "SE", (), {}),
        ("magnesium", None, "SE", (), {}),
    ],
)
def test_levels_that_hang_on_an_untold_form(
    nutrient: str, person: Person | None, market: str, forms: tuple[str, ...], expected: dict[str, int]
) -> None:
    unit = load().nutrients[nutrient].unit
    intake = Intake(nutrient, Decimal(1), Decimal(1), unit, None, forms, (), "ok", (), ())
    found = form_levels(intake, person or Person(), market, load())
    assert list(found) == list(expected)
    assert {form: level.value for form, level in found.items()} == expected
