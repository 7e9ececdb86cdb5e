"""For whom a dose is: ages, weights, pregnancy, and days of training."""

import pytest

from short import doses


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Children 4–10 years: 1 tablet daily.", ["1 tablet × 1/d age 4–10 a"]),
        ("Children from 6 months to 3 years: 5 drops daily.", ["5 drop × 1/d age 6.0–36.0 mo"]),
        ("Children under 3 years: 1 drop daily.", ["1 drop × 1/d age None–3 a"]),
        ("From 12 years: 1 tablet daily.", ["1 tablet × 1/d age 12–None a"]),
        ("Adults and children over 12 years: 2 tablets daily.", ["2 tablet × 1/d age 12–None a"]),
    ],
)
def test_ages(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Over 80 kg: 3 capsules daily. 60–80 kg: 2 capsules daily.",
            ["3 capsule × 1/d weight 80–None", "instead: 2 capsule × 1/d weight 60–80"],
        ),
        ("Pregnant women: 1 capsule daily.", ["1 capsule × 1/d female pregnant"]),
        ("Breastfeeding mothers 2 capsules daily.", ["2 capsule × 1/d lactating"]),
        ("Men: 2 capsules daily. Women: 1 capsule daily.", ["2 capsule × 1/d male", "instead: 1 capsule × 1/d female"]),
    ],
)
def test_bodies(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("On training days 2 scoops, on rest days 1 scoop.", ["2 scoop × 1/d training", "instead: 1 scoop × 1/d rest"]),
    ],
)
def test_days(text: str, told: list[str]) -> None:
    assert doses(text) == told
