"""More amounts of a row: a second unit, what a salt gives."""

import pytest

import labelcheck
from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nVitamin D3 25 µg / 1000 IU",
            ["vitamin-d 25 µg 1000 IU per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nMagnesium bisglycinate 1000 mg giving 120 mg magnesium",
            ["magnesium 1000 mg per 1 capsule compound", "magnesium 120 mg per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nFolate 680 mcg DFE (400 mcg folic acid)  170%",
            ["folate 680 µgDFE 400 µg 170 % per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nFolate 680 mcg DFE  170%\n(400 mcg folic acid)\nBiotin 30 mcg",
            ["folate 680 µgDFE 400 µg 170 % per 1 capsule", "biotin 30 µg per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nCalcium 120 mg  12%\n(400 mg calcium citrate)",
            ["calcium 120 mg 12 % per 1 capsule", "calcium 400 mg per 1 capsule compound"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nVitamin E 12 mg α-TE", ["vitamin-e 12 mgα-TE per 1 capsule"]),
    ],
)
def test_amounts_of_one_row(text: str, told: list[str]) -> None:
    assert rows(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg (15 mg)", ["zinc 10 mg 15 mg per 1 capsule?"]),
    ],
)
def test_two_amounts_of_one_thing_are_to_check(text: str, told: list[str]) -> None:
    assert rows(text) == told


def test_the_form_that_a_bracket_measures_is_the_rows() -> None:
    (folate,) = labelcheck.read_text("Per tablet\nFolate 680 mcg DFE 170%\n(400 mcg folic acid)\n").readings
    assert folate.forms == ("folic-acid",)
    assert folate.name == "Folate"
