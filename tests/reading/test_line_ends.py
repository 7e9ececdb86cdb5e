"""A line end within an amount, a heading or "of which" parts nothing that belongs together."""

import pytest

import labelcheck


def intakes(text: str) -> dict[str, str]:
    found = labelcheck.check(labelcheck.read_text(text)).intakes
    return {i.nutrient: f"{i.low:f}{'' if i.status == 'ok' else '?'}" for i in found}


def test_of_which_at_the_end_of_a_line_parts_what_begins_the_next() -> None:
    text = (
        "1 Kapsel täglich.\npro Kapsel\nMagnesiumcitrat    1.000 mg\n   davon\nMagnesium    150 mg    40 %\n"
        "Magnesiumbisglycinat   1.250 mg\n   davon Magnesium   150 mg   40 %\n"
    )
    assert intakes(text) == {"magnesium": "300"}


@pytest.mark.parametrize(
    "text",
    [
        "1 matskeið (15 ml) á dag.\nInnihald\ní 5 ml:\nE-vítamín 4 mg, 33 % RI*\n",
        "Ta 15 ml dagligen. Innehåller järn. 5\nml innehåller vitamin E 4 mg.\n",
    ],
)
def test_a_number_and_its_measure_on_two_lines_are_one(text: str) -> None:
    assert intakes(text)["vitamin-e"] == "12"


def test_a_sign_at_the_end_of_a_line_bounds_the_amount_below() -> None:
    fat, zinc = labelcheck.read_text("je 5 g\nFett           <\n0,5 g\nZink        5 mg\n").readings
    assert (fat.name, fat.amount and fat.amount.bound) == ("Fett", "<")
    assert zinc.amount is not None
    assert zinc.amount.bound is None


def test_a_qualifier_that_begins_a_line_counts() -> None:
    (folate,) = labelcheck.read_text("Per tablet\nFolate (as folic acid)      680 mcg\nDFE\n").readings
    assert folate.amount is not None
    assert folate.amount.qualifier == "DFE"
    (zinc,) = labelcheck.read_text("Per tablet\nVitamin A      800 mcg\nne pas dépasser la dose\n").readings
    assert zinc.amount is not None
    assert zinc.amount.qualifier is None


def test_a_number_and_its_unit_on_two_lines_are_an_amount() -> None:
    rows = "Per 2 kapslar:\nMagnesium (som citrat) 150 mg\nMagnesium (som oxid) 150\nmg  40 %\n"
    assert intakes(f"{rows}Ta 2 kapslar dagligen.") == {"magnesium": "300"}
    assert intakes("Par comprimé :\nZinc (gluconate)   10\nmg\n1 comprimé par jour.") == {"zinc": "10"}


@pytest.mark.parametrize(
    "rows",
    [
        "Omega 3\nmg\n500",  # the name's number
        "Magnesium 150\nZinc 10\nSelen 55\nmg\nmg\nµg",  # a column of units, torn off
        "Zinc 15\nmg of nothing",
    ],
)
def test_a_number_over_what_may_be_no_unit_of_its_own_is_not_one(rows: str) -> None:
    assert not intakes(f"Per tablet:\n{rows}\nTake 1 tablet daily.")


def test_a_number_behind_brackets_that_gave_no_reading_is_told() -> None:
    label = labelcheck.read_text("Per kapsel:\nZink 15 mg\nMagnesium (som oxid) 150\nTa 1 kapsel dagligen.")
    assert "amount-not-understood" in [d.code for d in label.diagnostics]
