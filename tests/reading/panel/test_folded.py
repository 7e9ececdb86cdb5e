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


GROUPS = {
    "a group over its pieces": (
        "Ravintoaine         Lapset 3–11 v     Aikuiset         Saannin\n"
        "                    1 tabl./vrk       2 tabl./vrk      vertailuarvo\n"
        "                                                       aikuisilla\n"
        "Kalsium             250 mg            500 mg           62,5 %\n\n"
        "Annostus: aikuiset 2 tablettia, 3–11-vuotiaat 1 tabletti vuorokaudessa."
    ),
    "percentages between": (
        "Наименование     Дети 4–14 лет      % РСП     Взрослые          % РСП\n"
        "вещества         1 таблетка в день  (дети)    2 таблетки        (взрослые)\n"
        "                                              в день\n"
        "Кальций          250 мг             –         500 мг            50\n\n"
        "Взрослым по 1 таблетке утром и вечером. Детям 4–14 лет по 1 таблетке в день."
    ),
    "a group over two columns": (
        "                     Barn 4–10 år        Vuxna och barn\n"
        "                     1 tablett           från 11 år\n"
        "                                         2 tabletter\n"
        "Ämne       Enhet     Mängd   % DRI       Mängd   % DRI\n"
        "Kalcium    mg        250     31          500     63\n\n"
        "Dagsdos: Barn 4–10 år 1 tuggtablett. Vuxna och barn från 11 år 2 tuggtabletter."
    ),
}


@pytest.mark.parametrize("heading", GROUPS)
def test_columns_of_groups(heading: str) -> None:
    report = labelcheck.check(labelcheck.read_text(f"Prov\n\n{GROUPS[heading]}\n"))
    assert [(i.nutrient, str(i.low), str(i.high), i.status) for i in report.intakes] == [
        ("calcium", "500", "500", "ok")
    ]


def test_weight_that_ends_a_heading_is_no_row() -> None:
    text = (
        "Probe\n\nNährwerte           je 100 ml      je Tages-     Anteil am\n"
        "                                   portion       NRV je Tages-\n"
        "                                   10 ml         portion in %\n"
        "Biotin              1000 µg        100 µg        200\n\nEinmal täglich 10 ml.\n"
    )
    assert rows(text) == ["biotin 1000 µg per 100 ml", "biotin 100 µg 200 % per 10 ml"]


@pytest.mark.parametrize(
    ("heading", "amount"),
    [
        (
            "Näring          per 100 ml      per dags-\n                                dos\n                                15 ml",
            "15 ml",
        ),
        (
            "Werte           pro 100 ml      pro Tages-\n                                dosis\n                                (15 ml)",
            "15 ml",
        ),
    ],
)
def test_a_word_of_directions_below_a_cell_is_the_headings(heading: str, amount: str) -> None:
    found = rows(f"Test\n\n{heading}\nZink            100 mg          15 mg\n\n{amount} × 1.\n")
    assert found == ["zinc 100 mg per 100 ml", "zinc 15 mg per 15 ml"]
