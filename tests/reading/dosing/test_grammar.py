"""Phrases of directions, of the kinds of their words: the same rules for all languages."""

import pytest

from short import doses


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule every 8 hours.", ["1 capsule × 1/8 h"]),
        ("Take 1 capsule every other day.", ["1 capsule × 1/2 d"]),
        ("Take 2 capsules once or twice a day.", ["2 capsule × 1–2/d"]),
        ("Take 3 capsules daily, divided over 3 meals.", ["1 capsule × 3/d"]),
        ("Ta 1 kapsel var tredje dag.", ["1 capsule × 1/3 d"]),
        ("Nimm 2-mal täglich 1 Kapsel.", ["1 capsule × 2/d"]),
    ],
)
def test_how_often(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily with a large glass of water (2 dl).", ["1 capsule × 1/d"]),
        ("Take 1 capsule 30 minutes before a meal daily.", ["1 capsule × 1/d meal"]),
        ("Take 1 capsule daily, at least 2 hours after iron tablets.", ["1 capsule × 1/d"]),
    ],
)
def test_what_counts_nothing(text: str, told: list[str]) -> None:
    assert doses(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily for 2 weeks.", ["1 capsule × 1/d for 2 wk"]),
        ("Ta 1 kapsel dagligen i 10 dagar.", ["1 capsule × 1/d for 10 d"]),
    ],
)
def test_for_how_long(text: str, told: list[str]) -> None:
    assert doses(text) == told
