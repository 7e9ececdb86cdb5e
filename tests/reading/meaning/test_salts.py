"""The weight of a salt over what it gives."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nMagnesium (bisglycinate) 1000 mg\nof which magnesium 120 mg",
            ["magnesium 1000 mg per 1 capsule compound", "magnesium 120 mg per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nMagnesium bisglycinate 1000 mg\nof which magnesium 120 mg",
            ["magnesium 1000 mg per 1 capsule compound", "magnesium 120 mg per 1 capsule"],
        ),
    ],
)
def test_what_is_less_is_what_the_salt_gives(text: str, told: list[str]) -> None:
    assert rows(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nFibre 2 g\nof which inulin 1 g",
            ["fibre 2 g per 1 capsule", "inulin 1 g per 1 capsule part"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nMagnesium 300 mg\nof which magnesium from citrate 100 mg",
            ["magnesium 300 mg per 1 capsule", "magnesium 100 mg per 1 capsule part"],
        ),
    ],
)
def test_no_salts(text: str, told: list[str]) -> None:
    assert rows(text) == told
