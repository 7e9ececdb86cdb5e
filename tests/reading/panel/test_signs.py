"""Sentences about a nutrient are no rows beside a panel."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg\nTake no more than 25 mg zinc a day.",
            ["zinc 10 mg per 1 capsule"],
        ),
        (
            "Maximum level of vitamin D: 100 µg.\nTake 1 capsule daily.\nAmount per capsule\nZinc 10 mg",
            ["zinc 10 mg per 1 capsule"],
        ),
        (
            "Try our zinc 25 mg, too!\nTake 1 capsule daily.\nAmount per capsule\nIron 14 mg",
            ["iron 14 mg per 1 capsule"],
        ),
    ],
)
def test_sentences(text: str, told: list[str]) -> None:
    assert rows(text) == told
