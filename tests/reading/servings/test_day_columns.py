"""Columns for a day beside others, in all languages."""

import pytest

import labelcheck
from short import doses, row, rows


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("Nutrition   per capsule    daily (2 capsules)*", 2),
        ("Näring   per kapsel    per dag (2 kapslar)", 2),
        ("Indhold   pr. kapsel    pr. dag (2 kapsler)", 2),
        ("Innhold\tpr. kapsel\tper dag", None),
        ("Sisältö   kapseli    päivässä", None),
        ("Nährwerte   pro Kapsel   pro Tag", None),
        ("Valeurs | par gélule | par jour (2 gélules)", 2),
        ("Valori   per 1 capsula   al dì (2 capsule)", 2),
        ("Información   por cápsula    al día (2 cápsulas)", 2),
        ("Samenstelling   per capsule    per dag", None),
        ("Skład   w 1 kapsułce   na dobę", None),
        ("Состав    в 1 капсуле    в сутки (2 капсулы)", 2),
    ],
)
def test_a_column_for_a_day(heading: str, count: int | None) -> None:
    gap = "\t" if "\t" in heading else " | " if "|" in heading else "     "
    first, second = labelcheck.read_text(f"Test\n{heading}\n{gap.join(['Magnesium', '100 mg', '200 mg'])}\n").readings
    assert row(first) == "magnesium 100 mg per 1 capsule"
    assert second.basis is not None
    assert (second.basis.kind, second.basis.quantity, second.status) == ("daily-dose", count, "ok")


def test_a_column_for_a_day_is_no_dose() -> None:
    heading = "Näringsvärde   Per 100 g   Per portion 5 g   Per dag (2 portioner)"
    text = f"Test\n{heading}\nKalium   6 g   300 mg   600 mg\nTa 5 g 2 gånger per dag.\n"
    assert doses(text) == ["5 gram × 2/d"]


def test_a_time_of_day_is_no_day() -> None:
    told = rows("Test\nNutrition   per capsule   in the morning\nMagnesium   100 mg   200 mg\n")
    assert told[1] == "magnesium 200 mg?"


def test_a_number_of_pieces_beside_the_day_heads_its_column() -> None:
    text = "Test\n               1 capsule    Daily\nMagnesium      100 mg       200 mg\n\nTake 2 capsules daily.\n"
    label = labelcheck.read_text(text)
    assert row(label.readings[0]) == "magnesium 100 mg per 1 capsule"
    assert [r.basis and r.basis.kind for r in label.readings] == ["unit", "daily-dose"]
    assert doses(text) == ["2 capsule × 1/d"]
