"""Sentences to clauses: which amounts there are, and how one stands to the one before."""

import pytest

from short import day, doses


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Adults: 2 capsules daily. Children: 1 capsule daily.",
            ["2 capsule × 1/d age 18–None a", "instead: 1 capsule × 1/d age None–18 a"],
        ),
        (
            "Take 1 capsule in the morning and 2 capsules in the evening.",
            ["1 capsule × 1/d morning", "also: 2 capsule × 1/d evening"],
        ),
        ("Take 1 capsule daily. May be raised to 2 capsules daily.", ["1 capsule × 1/d", "up-to: 2 capsule × 1/d"]),
        ("Take 1 tablet and 2 capsules daily.", ["1 tablet × 1/d", "also: 2 capsule × 1/d"]),
    ],
)
def test_amounts_of_groups_and_times(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily. Do not exceed 2 capsules daily.", ["1 capsule × 1/d most 2"]),
        ("Never take 3 capsules daily.", []),
    ],
)
def test_a_limit_is_no_dose(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily. Take 2 tablets weekly.", "1 capsule?"),
        ("Take 1 capsule daily. Take 2 capsules daily.", "1–2 capsule?"),
    ],
)
def test_two_doses_of_everybody_are_in_doubt(text: str, told: str) -> None:
    assert day(text) == told
