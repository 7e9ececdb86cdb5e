"""Parts of a label that hold no panel give no rows."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Ingredients: iron 5 mg, zinc.\nTake 1 capsule daily.\nAmount per capsule\nZinc 10 mg",
            ["zinc 10 mg per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg\n* Iron 5 mg is what a body needs.",
            ["zinc 10 mg per 1 capsule"],
        ),
        ("Directions: take 1 capsule daily with 10 mg of joy.\nPer capsule\nZinc 10 mg", ["zinc 10 mg per 1 capsule"]),
    ],
)
def test_parts(text: str, told: list[str]) -> None:
    assert rows(text) == told
