"""Where directions stand: not in ingredient lists, and over the ends of lines."""

import pytest

from short import doses


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2 capsules daily.\nIngredients: zinc oxide, 3 capsules daily of nothing, water.", ["2 capsule × 1/d"]),
        ("Dosage:\n2\ncapsules with breakfast", ["2 capsule × 1/d breakfast"]),
        ("Zinc 10 mg\n2 capsules daily", ["2 capsule × 1/d"]),
        ("Nutrient | Per tablet | %NRV\nZinc mg | 5 | 50\nDosage: 2 tablets daily", ["2 tablet × 1/d"]),
        ("Nutrient   Unit   %NRV\nZinc   mg   5   50\n1 tablet daily", ["1 tablet × 1/d"]),
        (
            "Nutrient\tWomen 1 tablet\t%DV\tMen 2 tablets\t%DV\nIron\t9 mg\t50\t18 mg\t100\nWomen: 1 tablet daily",
            ["1 tablet × 1/d female"],
        ),
        ("4–8 years:\n1 tablet daily", ["1 tablet × 1/d age 4–8 a"]),
        (
            "Adults:\n2 capsules daily\nChildren 4–8 years:\n1 capsule daily",
            ["2 capsule × 1/d age 18–None a", "instead: 1 capsule × 1/d age 4–8 a"],
        ),
    ],
)
def test_stretches(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("In 2019 we began.\nTake it easy.", []),
        ("Store below 25 °C for 2 years.", []),
    ],
)
def test_no_directions(text: str, told: list[str]) -> None:
    assert doses(text) == told
