"""Directions from text to dosages: in lines, in several languages, in phrases of the panel."""

import pytest

import labelcheck
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


def test_a_daily_dose_over_two_counted_columns_is_no_dose() -> None:
    text = "Zink\nIndhold i daglig dosis:   3 kapsler    6 kapsler\nZink     5 mg     10 mg\n\nAnbefalet daglig dosis: 6 kapsler.\n"
    assert [d.text for d in labelcheck.read_text(text).dosages] == ["Anbefalet daglig dosis: 6 kapsler"]


@pytest.mark.parametrize("text", ["По 1 пакетику в день.", "По 1 стику в день."])
def test_a_sachet_in_the_dative(text: str) -> None:
    assert doses(text) == ["1 sachet × 1/d"]
