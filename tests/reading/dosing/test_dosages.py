"""Clauses to dosages: for whom, for how long, and how they stand to each other."""

import pytest

from short import day, doses


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 2 capsules daily; athletes 3 capsules daily.", ["2 capsule × 1/d", "instead: 3 capsule × 1/d athlete"]),
        (
            "Loading phase: 4 scoops daily for 5 days. Maintenance: 1 scoop daily.",
            ["4 scoop × 1/d for 5 d phase loading", "then: 1 scoop × 1/d phase maintenance"],
        ),
        (
            "Take 1 capsule daily for 14 days, then 2 capsules daily.",
            ["1 capsule × 1/d for 14 d", "then: 2 capsule × 1/d"],
        ),
        ("In winter take 2 capsules daily, otherwise 1 capsule daily.", ["1 capsule × 1/d", "up-to: 2 capsule × 1/d"]),
    ],
)
def test_groups_and_phases(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily, up to 3 capsules daily.", ["1 capsule × 1/d most 3"]),
        ("Take 1 capsule as needed, max. 4 capsules a day.", ["1–4 capsule × 1/d as needed most 4"]),
    ],
)
def test_limits_and_needs(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 tablet per 10 kg body weight daily.", ["1 tablet × 1/d?"]),
        ("Take 0.5 g per kg body weight daily.", ["0.5 gram × 1/d?"]),
    ],
)
def test_what_depends_on_the_body_is_no_daily_dose_without_a_look(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Loading phase: 4 scoops daily for 5 days. Maintenance: 1 scoop daily.", "1 scoop"),
        ("Men: 2 capsules daily. Women: 1 capsule daily.", "1–2 capsule"),
        ("Take 1 capsule every 8 hours.", "3 capsule"),
    ],
)
def test_the_dose_of_the_day(text: str, told: str) -> None:
    assert day(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 3–2 capsules daily.", ["2 capsule × 1/d?"]),
        ("Take 3 or 2 capsules daily.", ["2 capsule × 1/d?"]),
        ("Ta 3–1 kapslar dagligen.", ["1 capsule × 1/d?"]),
        ("Zinc 25\nTake 3–2 capsules daily.", ["2 capsule × 1/d?"]),
        ("Zinc 25: take 2 capsules daily.", ["2 capsule × 1/d"]),
        ("Magnesium 400 – 1 capsule daily.", ["1 capsule × 1/d"]),
    ],
)
def test_a_number_to_be_taken_is_none_of_the_name(text: str, told: list[str]) -> None:
    assert doses(text) == told
