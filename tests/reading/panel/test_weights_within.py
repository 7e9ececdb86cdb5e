"""A compound's weight in brackets within a row's name is the name's, on one line or three."""

import pytest

import labelcheck


@pytest.mark.parametrize(
    ("rows", "amount"),
    [
        ("Iron (from 75 mg iron bisglycinate)   15 mg   107 %", "15"),
        ("Järn (från järnbisglycinat 75 mg)   15 mg", "15"),
        ("Magnesium (af 600 mg magnesiumcitrat) 90 mg", "90"),
        ("Magnesium\n(uit 625 mg magnesiumtauraat)\n50 mg", "50"),
        ("Zink\n(aus 70 mg Zinkgluconat)\n10 mg", "10"),
    ],
)
def test_a_weight_within_the_name_is_neither_lost_nor_left_over(rows: str, amount: str) -> None:
    label = labelcheck.read_text(f"Per capsule\n{rows}\n")
    assert [f"{r.amount.value}" for r in label.readings if r.amount] == [amount]
    assert [r.status for r in label.readings] == ["ok"]
    assert not [d for d in label.diagnostics if d.code == "amount-not-understood"]


def test_a_bracket_that_names_no_form_gives_its_amount_to_nobody() -> None:
    label = labelcheck.read_text("Per tablet\nIron\n(5 mg)\n10 mg\nTake 1 tablet daily.")
    assert "ok" not in [r.status for r in label.readings]


def test_a_vitamin_in_the_name_with_another_amount_than_the_panel_is_doubted() -> None:
    label = labelcheck.read_text("Vitamin D3 2000 IE\nPer kapsel\nVitamin D3 (kolekalciferol)   125 µg   2500 % av DRI")
    assert label.readings[0].notes == ("name-disagrees",)


@pytest.mark.parametrize(
    ("row", "amount"),
    [
        ("glucosaminhydrochlorid 602 mg, svarende til 500 mg glucosamin", "500"),
        ("Glucosamine sulfate 2KCl 1500 mg (providing 1178 mg glucosamine)", "1178"),
        ("L-carnitintartrat 750 mg, entspricht 500 mg L-Carnitin", "500"),
    ],
)
def test_what_a_compound_gives_of_its_own_name_is_what_counts(row: str, amount: str) -> None:
    report = labelcheck.check(labelcheck.read_text(f"Per capsule: {row}.\nTake 1 capsule daily."))
    assert [(f"{i.low:f}", i.status) for i in report.intakes] == [(amount, "ok")]


def test_a_bracket_in_a_name_may_close_lines_below() -> None:
    rows = "Kalcium (från\nkalciumkarbonat)\n400 mg\nLutein (från\nringblomma)\n6 mg\nVitamin D3 (kole-\nkalciferol)\n20 µg"
    readings = labelcheck.read_text(f"En tablett innehåller\n{rows}\n").readings
    assert [(r.nutrient, f"{r.amount.value}", r.status) for r in readings if r.amount] == [
        ("calcium", "400", "ok"),
        ("lutein", "6", "ok"),
        ("vitamin-d", "20", "ok"),
    ]
