"""Amounts whose unit stands in the name or the heading, or is left out for calories."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Amount per capsule\nZinc (mg) 10\nIron (mg) 14\n1 capsule daily",
            ["zinc 10 mg per 1 capsule", "iron 14 mg per 1 capsule"],
        ),
        (
            "Nutrition Facts per scoop\nCalories 120\nProtein 24 g\nTake 1 scoop daily.",
            ["energy 120 kcal per 1 scoop", "protein 24 g per 1 scoop"],
        ),
    ],
)
def test_units_elsewhere(text: str, told: list[str]) -> None:
    assert rows(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Amount per capsule\nZinc 10\nIron 14 mg\n1 capsule daily", ["iron 14 mg per 1 capsule"]),
    ],
)
def test_a_number_without_a_unit_anywhere_is_no_amount(text: str, told: list[str]) -> None:
    assert rows(text) == told
