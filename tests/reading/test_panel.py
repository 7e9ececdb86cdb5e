"""Which rows are the panel's, where the text opens with one."""

from __future__ import annotations

from decimal import Decimal

import pytest

import labelcheck


@pytest.mark.parametrize(
    ("opening", "row", "nutrient", "amount"),
    [
        ("Calories 15", "Zinc 12 mg", "zinc", "12"),
        ("Kalorier 20", "Järn 14 mg per tablett", "iron", "14"),
        ("Kalorien 8", "Magnesium 120 mg pro Kapsel", "magnesium", "120"),
        ("Calorie 12", "Ferro 14 mg", "iron", "14"),
        ("Калории 12", "Цинк 10 мг", "zinc", "10"),
        ("Kalorie 5", "Magnez 100 mg", "magnesium", "100"),
    ],
)
def test_a_label_may_open_with_calories(opening: str, row: str, nutrient: str, amount: str) -> None:
    label = labelcheck.read_text(f"{opening}\n{row}\n")
    found = {r.nutrient: r.amount.value for r in label.readings if r.amount is not None}
    assert found[nutrient] == Decimal(amount)


@pytest.mark.parametrize("text", ["Kalium0g\n3%0g", "2 kapslar RI\nNatrium0g\n7%0g\nZink0%", "Calories5\nE4G"])
def test_columns_on_the_line_below_are_of_the_row(text: str) -> None:
    assert labelcheck.check(labelcheck.read_text(text)).to_json()
