"""Directions from text to dosages: in lines, in several languages, in phrases of the panel."""

import pytest

from short import day, doses


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1\ncapsule daily\nwith food.", ["1 capsule × 1/d meal"]),
        ("Nimm täglich 2 Kapseln.", ["2 capsule × 1/d"]),
        ("Ta 1 kapsel dagligen. Take 1 capsule daily.", ["1 capsule × 1/d"]),
        ("The daily dose of 2 capsules gives you zinc.", ["2 capsule × 1/d"]),
    ],
)
def test_one_dose(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ta 1 kapsel dagligen. Take 2 capsules daily.", "1–2 capsule?"),
    ],
)
def test_languages_that_contradict_each_other(text: str, told: str) -> None:
    assert day(text) == told
