"""Another serving in brackets, with what it then holds, and cells of a heading that count one without its number."""

from decimal import Decimal

import pytest

import labelcheck


def intake(text: str) -> str:
    found = labelcheck.check(labelcheck.read_text(text)).intakes
    return " ".join(f"{i.low:g}{'' if i.status == 'ok' else '?'}" for i in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 5 drops daily. 5 drops provide 10 µg vitamin D (1 drop = 2 µg).", "10"),
        ("Take 5 drops daily. 5 drops provide vitamin D 10 µg (1 drop: 2 µg).", "10"),
        ("Ta 2 tabletter dagligen. 2 tabletter innehåller 300 mg magnesium (per tablett 150 mg).", "300"),
        ("Täglich 2 Tabletten. 2 Tabletten enthalten 300 mg Magnesium (pro Tablette 150 mg).", "300"),
        ("Ta 1 tablett dagligen. Magnesium 150 mg per tablett.", "150"),
    ],
)
def test_a_serving_in_brackets_is_of_the_amount_behind_it(text: str, expected: str) -> None:
    assert intake(text) == expected


def test_an_amount_told_of_another_number_is_a_witness_or_left_over() -> None:
    text = "Take 5 drops daily. 5 drops provide 10 µg vitamin D (1 drop = {} µg)."
    assert [d.code for d in labelcheck.read_text(text.format(2)).diagnostics] == []
    assert "amount-not-understood" in [d.code for d in labelcheck.read_text(text.format(4)).diagnostics]


@pytest.mark.parametrize(
    "heading",
    ["| 100 ml | tesked (5 ml)", "| 100 ml | 1 tesk. (5 ml)", "| 100 ml | per tesked (5 ml)"],
)
def test_one_of_a_form_heads_a_column_with_what_it_holds(heading: str) -> None:
    text = f"Näringsinnehåll {heading}\nOmega-3 | 24 g | 1,2 g\nVitamin D | 200 µg | 10 µg\nVuxna: 1 tesked dagligen."
    assert intake(text) == "1200 10"


@pytest.mark.parametrize(
    "text",
    [
        "1 poretabletti päivässä.\nRavintoaine | 1 poretabl. | %\nSinkki | 10 mg | 100",
        "Täglich 1 Brausetablette.\nNährstoff | 1 Brausetabl. | %\nZink | 10 mg | 100",
        "1 tuggtablett dagligen.\nNäringsämne | 1 tuggtabl. | %\nZink | 10 mg | 100",
    ],
)
def test_compounds_are_shortened_as_their_last_part_is(text: str) -> None:
    assert intake(text) == "10"


@pytest.mark.parametrize("number", ["7,143", "7.143", "7 143", "7143"])
def test_a_bare_percentage_is_read_with_either_mark(number: str) -> None:
    text = f"Take 1 tablet daily.\nEach tablet provides:   %NRV\nVitamin B6    100 mg    {number}\n"
    (reading,) = labelcheck.read_text(text).readings
    assert reading.percent is not None
    assert (reading.status, reading.percent.value) == ("ok", Decimal(7143))


@pytest.mark.parametrize(
    "text",
    [
        "Lugna Kvällen magnesium – 250 g\nBlanda 1 skopa i ett glas vatten varje kväll.\nPer skopa: magnesium 200 mg",
        "Magnesium vauvoille ja lapsille, 10 ml\nAnnostus: 1 tippa päivässä.\n1 tippa = 200 mg magnesiumia",
    ],
)
def test_what_the_pack_weighs_is_no_dose(text: str) -> None:
    assert intake(text) == "200"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 gélules par jour. Pour 2 gélules : magnésium 200 mg (soit 100 mg par gélule), zinc 10 mg (soit 5 mg par gélule).", "200 10"),
        ("1 sobre al día. Cada sobre: potasio 390 mg (aportado por 1,08 g de citrato de potasio); magnesio 57 mg.", "390 57"),
        ("Take 2 capsules daily. Magnesium (per capsule) 100 mg. Magnesium (per day) 200 mg.", "200"),
    ],
)  # fmt: skip
def test_what_brackets_say_ends_with_them(text: str, expected: str) -> None:
    assert intake(text) == expected
