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


@pytest.mark.parametrize(
    "text",
    [
        "Annostus: 4–10-vuotiaat 1 tabletti ja yli 10-vuotiaat 2 tablettia päivässä.",
        "Dosering: Barn 4–10 år 1 tablett och över 10 år 2 tabletter dagligen.",
        "Dosering: Barn 4–10 år 1 tablett og over 10 år 2 tabletter daglig.",
        "Dawkowanie: dzieci 4-10 lat 1 tabletka i powyżej 10 lat 2 tabletki dziennie.",
        "Ages 4-10 years 1 tablet and over 10 years 2 tablets daily.",
    ],
)
def test_and_over_an_age_behind_a_dose_begins_another_group(text: str) -> None:
    """It was read as that age alone, and the first group's bound."""
    assert doses(text) == ["1 tablet × 1/d age 4–10 a", "instead: 2 tablet × 1/d age 10–None a"]


def test_ages_before_a_colon_are_a_group() -> None:
    assert doses("Ages 2-3: chew 1 gummy daily. Ages 4 and above and adults: chew 2 gummies daily.") == [
        "1 gummy × 1/d age 2–3 a",
        "instead: 2 gummy × 1/d age 4–None a",
    ]
