"""Which amounts of a text are doses."""

import pytest

from short import doses


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("60 capsules. Take 1 capsule daily.", ["1 capsule × 1/d"]),
        ("Mix 1 scoop (5 g) with 300 ml water daily.", ["1 scoop × 1/d"]),
        ("In studies, 4 capsules were used. Take 1 capsule daily.", ["1 capsule × 1/d"]),
        ("Take 1 capsule daily with 2 tablespoons of yoghurt.", ["1 capsule × 1/d"]),
        ("Contains 60 tablets of 500 mg. 1 tablet daily.", ["1 tablet × 1/d"]),
        ("Take 1 capsule daily. One capsule replaces 3 tablets.", ["1 capsule × 1/d"]),
    ],
)
def test_amounts_that_are_none(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dosage: 2 daily.", ["2 capsule × 1/d"]),
        ("Dosering: 2 dagligen.", ["2 capsule × 1/d"]),
    ],
)
def test_a_bare_number_under_a_heading(text: str, told: list[str]) -> None:
    assert doses(text) == told
