"""Amounts whose unit stands in the name or the heading, or is left out for calories."""

import pytest

import labelcheck
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


@pytest.mark.parametrize("cell", ["1 000    125", "1 000 |  125", "1 000"])
def test_full_thousands_may_have_a_space(cell: str) -> None:
    label = labelcheck.read_text(
        f"Per tablet      mg       % NRV\nZinc  5  50\nCalcium     {cell}\nTake 1 tablet daily."
    )
    assert [(r.nutrient, str(r.amount and r.amount.value)) for r in label.readings][-1] == ("calcium", "1000")


def test_an_amount_and_its_percentage_are_no_thousands() -> None:
    label = labelcheck.read_text("Per tablet      mg   % NRV\nMagnesium   375 100\nTake 1 tablet daily.")
    assert not any(r.amount and r.amount.value > 375 for r in label.readings)


@pytest.mark.parametrize("mark", ["   ", ". ", " | "])
def test_rows_may_be_numbered(mark: str) -> None:
    table = f"Per tablet\n1{mark}Zinc (mg)      10    100%\n2{mark}Copper (mg)    1     100%\n"
    report = labelcheck.check(labelcheck.read_text(f"{table}\nTake one tablet daily."))
    assert [(i.nutrient, str(i.low), i.status) for i in report.intakes] == [("zinc", "10", "ok"), ("copper", "1", "ok")]
