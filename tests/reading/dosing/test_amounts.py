"""Numbers of a dose: in words and digits, halves, ranges and sums."""

import pytest

from short import doses


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take two (2) capsules daily.", ["2 capsule × 1/d"]),
        ("Take 1 1/2 tablets daily.", ["1.5 tablet × 1/d"]),
        ("Take two and a half tablets a day.", ["2.5 tablet × 1/d"]),
        ("Take half a tablet daily.", ["0.5 tablet × 1/d"]),
        ("Take 2 small tablets daily.", ["2 tablet × 1/d"]),
        ("Ta 1/2 tablett dagligen.", ["0.5 tablet × 1/d"]),
    ],
)
def test_one_amount(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1–2 capsules daily.", ["1–2 capsule × 1/d"]),
        ("Take one to two capsules daily.", ["1–2 capsule × 1/d"]),
        ("Take between 2 and 4 capsules daily.", ["2–4 capsule × 1/d"]),
        ("Take 1 capsule or 2 capsules daily.", ["1–2 capsule × 1/d"]),
    ],
)
def test_a_range(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1+1+1 tablets a day.", ["3 tablet × 1/d"]),
        ("Dosage: 1-0-2 tablets daily.", ["3 tablet × 1/d"]),
    ],
)
def test_a_sum_over_the_day(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take two (3) capsules daily.", []),
    ],
)
def test_numbers_that_contradict_each_other_are_no_dose(text: str, told: list[str]) -> None:
    assert doses(text) == told
