"""Headings over several lines are read column by column."""

import pytest

import labelcheck
from short import rows

HEADINGS = {
    "three lines": (
        (
            "                  Amount     Amount     Amount\n"
            "                  per 1      per 2      per 3\n"
            "                  tablet     tablets    tablets\n"
            "Zinc              5 mg       10 mg      15 mg\n"
            "Take one tablet three times a day."
        ),
        ["zinc 5 mg per 1 tablet", "zinc 10 mg per 2 tablet", "zinc 15 mg per 3 tablet"],
    ),
    "percentages between": (
        (
            "Typiske       Pr.         %       Pr. 2        %\n"
            "værdier       kapsel      RI*     kapsler      RI*\n"
            "Zink          5 mg        50      10 mg        100\n"
            "1 kapsel dagligt."
        ),
        ["zinc 5 mg 50 % per 1 capsule", "zinc 10 mg 100 % per 2 capsule"],
    ),
    "a word parted": (
        (
            "Nährwerte        pro          pro Tages-    NRV pro Tages-\n"
            "                 100 g        portion       portion\n"
            "                              (20 g)\n"
            "Magnesium        1000 mg      200 mg        53 %\n"
            "1 x täglich 20 g einrühren."
        ),
        ["magnesium 1000 mg per 100 gram", "magnesium 200 mg 53 % per 20 gram"],
    ),
    "a word of another language parted": (
        (
            "                Tages-     davon je\n"
            "Wirkstoffe      dosis      Kapsel     NRV\n"
            "Zink            10 mg      5 mg       100 %\n"
            "Täglich 2 Kapseln."
        ),
        ["zinc 10 mg 100 % daily-dose", "zinc 5 mg per 1 capsule"],
    ),
    "one column": (
        "Nutrient      Per 2       % NRV\n              tablets\nZinc          10 mg       100\nTake with food 2 tablets a day.",
        ["zinc 10 mg 100 % per 2 tablet"],
    ),
    "a column of its own under each": (
        (
            "Voedingswaarde     per         per theelepel   per eetlepel\n"
            "                   100 ml      (5 ml)          (15 ml)\n"
            "EPA                16 g        800 mg          2400 mg\n"
            "1 theelepel (5 ml) per dag."
        ),
        ["epa 16 g per 100 ml", "epa 800 mg per 1 teaspoon", "epa 2400 mg per 1 tablespoon"],
    ),
    "tabs": (
        "Innehåll\tMängd per\tMängd per\t% av\n\t1 tablett\t3 tabletter\tDRI\nZink\t5 mg\t15 mg\t150\n3 tabletter dagligen.",
        ["zinc 5 mg per 1 tablet", "zinc 15 mg 150 % per 3 tablet"],
    ),
}


@pytest.mark.parametrize("heading", HEADINGS)
def test_columns_over_lines(heading: str) -> None:
    text, told = HEADINGS[heading]
    assert rows(f"Prov\n{text}\n") == told
    assert [i.status for i in labelcheck.check(labelcheck.read_text(f"Prov\n{text}\n")).intakes] == ["ok"]


def test_sum_of_doses_counts_no_piece() -> None:
    text = "Probe\n            Tagesdosis =       davon je\n            1 Kapsel morgens   Einzelkapsel\n            + 1 Kapsel abends\n"
    found = labelcheck.read_text(f"{text}Lutein      20 mg              10 mg\nTäglich 2 Kapseln.\n").readings
    assert not any(r.basis and r.basis.kind == "daily-dose" and r.basis.quantity == 1 for r in found)


def test_cell_below_two_is_not_guessed() -> None:
    text = "Test\nPer tablet  Per capsule\n   mixed per 2 tablets\nZinc        5 mg     10 mg     20 mg\nTake 1 tablet daily.\n"
    assert all(r.status == "check" for r in labelcheck.read_text(text).readings)
