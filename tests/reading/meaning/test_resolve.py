"""What a row is of: nutrient, and whether its amount is the nutrient's or a compound's."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily.\nAmount per capsule\nZinc (as zinc gluconate) 10 mg", ["zinc 10 mg per 1 capsule"]),
        ("Take 1 capsule daily.\nAmount per capsule\nCholecalciferol 25 µg", ["vitamin-d 25 µg per 1 capsule"]),
        ("Take 1 capsule daily.\nAmount per capsule\nMg 300 mg", ["magnesium 300 mg per 1 capsule"]),
        (
            "Take 1 capsule daily.\nAmount per capsule\nFish oil 1000 mg\nof which EPA/DHA 500 mg",
            ["fish-oil 1000 mg per 1 capsule", "epa-dha 500 mg per 1 capsule"],
        ),
    ],
)
def test_names(text: str, told: list[str]) -> None:
    assert rows(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nCalories from fat 9 kcal",
            ["(Calories from fat) 9 kcal per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nProprietary energy blend 900 mg",
            ["(Proprietary energy blend) 900 mg per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nCalcium + magnesium 500 mg",
            ["(Calcium + magnesium) 500 mg per 1 capsule?"],
        ),
    ],
)
def test_no_nutrient_of_its_own(text: str, told: list[str]) -> None:
    assert rows(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily.\nAmount per capsule\nZinc gluconate 70 mg", ["zinc 70 mg per 1 capsule compound?"]),
    ],
)
def test_a_compounds_weight(text: str, told: list[str]) -> None:
    assert rows(text) == told
