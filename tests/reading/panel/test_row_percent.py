"""Percentages go to the row and the amount that they are of."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg 100 %\nIron 7 mg 50 %",
            ["zinc 10 mg 100 % per 1 capsule", "iron 7 mg 50 % per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nMagnesium bisglycinate 1000 mg (of which magnesium 120 mg) 32 %",
            ["magnesium 1000 mg per 1 capsule compound", "magnesium 120 mg 32 % per 1 capsule"],
        ),
    ],
)
def test_percentages(text: str, told: list[str]) -> None:
    assert rows(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc, iron: 10 mg (100 %), 7 mg (50 %)",
            ["(Zinc, iron) 10 mg 100 % per 1 capsule?", "(Zinc, iron) 7 mg 50 %?"],
        ),
    ],
)
def test_names_that_share_amounts_are_to_check(text: str, told: list[str]) -> None:
    assert rows(text) == told
