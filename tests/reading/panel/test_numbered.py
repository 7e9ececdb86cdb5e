"""Rows of numbers without units are told apart by their heading."""

import pytest

import labelcheck
from short import rows

TABLES = {
    "a unit in the name, its form behind": (
        "Innhold | Pr. tablett | % NRV | Pr. 2 tabletter | % NRV\nSink mg (som sitrat) | 5 | 50 | 10 | 100\nBor mg | 1 | - | 2 | -",
        ["zinc 5 mg 50 % per 1 tablet", "zinc 10 mg 100 % per 2 tablet", "boron 1 mg per 1 tablet", "boron 2 mg per 2 tablet"],
    ),
    "a column of units, columns for groups": (
        "Nutrient\tUnit\tWomen 1 tabl.\t%DV\tMen 2 tabl.\t%DV\nIron\tmg\t9\t50\t18\t100",
        ["iron 9 mg 50 % per 1 tablet", "iron 18 mg 100 % per 2 tablet"],
    ),
    "a column of units, groups with their pieces in brackets": (
        "\tEnhet\tBarn 4-10 år (1 tablett)\tRI%\tVoksne (2 tabletter)\tRI%\nSink\tmg\t5\t50\t10\t100",
        ["zinc 5 mg 50 % per 1 tablet", "zinc 10 mg 100 % per 2 tablet"],
    ),
    "reference intakes behind": (
        "Nährstoff\tEinheit\tpro Kapsel\tpro 2 Kapseln\tReferenzmenge (NRV)\nFolsäure\tµg\t100\t200\t200\nThiamin\tmg\t5,5\t11\t1,1",
        ["folate 100 µg per 1 capsule", "folate 200 µg per 2 capsule", "thiamin 5.5 mg per 1 capsule", "thiamin 11 mg per 2 capsule"],
    ),
    "reference intakes before": (
        ("Nutrient (unit)      Reference   1 tablet   4 tablets\n"
        "                     intake      amount     amount     % RI\n"
        "Magnesium (mg)       375         75         300        80\n"
        "Boron (mg)           -           0.5        2          -"),
        ["magnesium 75 mg per 1 tablet", "magnesium 300 mg 80 % per 4 tablet", "boron 0.5 mg per 1 tablet", "boron 2 mg per 4 tablet"],
    ),
    "percentages below a reference's name alone": (
        "Nutrient        1 tablet   NRV   2 tablets   NRV\nZinc (mg)       5          50    10          100",
        ["zinc 5 mg 50 % per 1 tablet", "zinc 10 mg 100 % per 2 tablet"],
    ),
    "percentages first": (
        ("Næringsinnhold     RI %    Per dagsdose    Per tablett\n"
        "                           (3 tabl.)\n"
        "Magnesium, mg      40      150             50\n"
        "Bor, mg            –       1,5             0,5"),
        ["magnesium 150 mg 40 % per 3 tablet", "magnesium 50 mg per 1 tablet", "boron 1.5 mg per 3 tablet", "boron 0.5 mg per 1 tablet"],
    ),
    "percentages before the names": (
        ("% DRI    Ämne (enhet)       per 2 kapslar    per kapsel\n"
        "1 000    Vitamin D3 (µg)    50               25\n"
        "–        Bor (mg)           3                1,5\n"
        "100 %    Zink               10 mg            5 mg"),
        ["vitamin-d 50 µg 1000 % per 2 capsule", "vitamin-d 25 µg per 1 capsule", "boron 3 mg per 2 capsule",
         "boron 1.5 mg per 1 capsule", "zinc 10 mg 100 % per 2 capsule", "zinc 5 mg per 1 capsule"],
    ),
    "percentages before the names, the unit in the heading": (
        "NRV | Nährstoff | mg pro Tablette\n40 | Magnesium | 150",
        ["magnesium 150 mg 40 % per 1 tablet"],
    ),
    "groups over their pieces, percentages in brackets": (
        ("                Barn 4–10 år      Vuxna\n"
        "                1 tablett         2 tabletter\n"
        "Vitamin D   µg  5    (100 %)      10   (200 %)"),
        ["vitamin-d 5 µg 100 % per 1 tablet", "vitamin-d 10 µg 200 % per 2 tablet"],
    ),
    "a heading of four lines": (
        ("                1 Gummy              2 Gummies\n"
        "                Amount   %DV         Amount   %DV\n"
        "                Per      Children    Per      Adults &\n"
        "                Serving  2-3 yrs     Serving  Children 4+\n"
        "Vitamin C       15 mg    100%        30 mg    33%"),
        ["vitamin-c 15 mg 100 % per 1 gummy?", "vitamin-c 30 mg 33 % per 2 gummy"],
    ),
    "a heading of three lines, the reference last": (
        ("Vitamiinit ja      4–10 v.        Yli 10 v. ja\n"
        "kivennäisaineet    1 purutabl.    aikuiset 2 purutabl.\n"
        "                   (VRS-%)        (VRS-%)\n"
        "A-vitamiini        200 µg (25)    400 µg (50)"),
        ["vitamin-a 200 µg 25 % per 1 tablet", "vitamin-a 400 µg 50 % per 2 tablet"],
    ),
    "a title that speaks of the dose": (
        "Sisältö/päiväannos   lapset (1 kapseli)   aikuiset (2 kapselia)\nRauta   9 mg   18 mg",
        ["iron 9 mg per 1 capsule", "iron 18 mg per 2 capsule"],
    ),
    "a column of a unit that is not read": (
        "Per 20 g serving in 500 ml   mg      mmol    %NRV\nSodium                       460     20\nPotassium                    390     10      20",
        ["sodium 460 mg per 20 gram", "potassium 390 mg 20 % per 20 gram"],
    ),
    "millimoles alone in a heading": (
        "Typical values per 100g\nSodium      6mg\n       mmol per 100g\nSodium     0.3\nPhosphate  0.4",
        ["sodium 6 mg per 100 gram", "sodium 0.3 mmol per 100 gram", "(Phosphate) 0.4 mmol per 100 gram"],
    ),
    "a column of a unit that is not read beside each serving": (
        "              per tablett      per 2 tabletter i 2 dl\n              mg    mmol       mg     mmol\nKalium        78    2,0        156    4,0",
        ["potassium 78 mg per 1 tablet", "potassium 156 mg per 2 tablet"],
    ),
    "a unit that closes a heading's cell": (
        "Ämne         Mängd (mg)     % DRI\nZink         10             100",
        ["zinc 10 mg 100 %"],
    ),
    "a unit behind what amounts are for": (
        "Компонент   Содержание в суточной дозе (2 капсулы), мг   % от АУП\nВитамин C   120   200",
        ["vitamin-c 120 mg 200 % per 2 capsule"],
    ),
    "two tables side by side": (
        "Per tablett   mg    % DRI             µg   % DRI\nVitamin C     80    100      Jod      150   100",
        ["vitamin-c 80 mg 100 % per 1 tablet", "iodine 150 µg 100 % per 1 tablet"],
    ),
    "two tables side by side, bars between cells": (
        "Per compressa | mg | % VNR || Componente | mcg | % VNR\nVitamina C | 80 | 100 || Acido folico | 200 | 100",
        ["vitamin-c 80 mg 100 % per 1 tablet", "folate 200 µg 100 % per 1 tablet"],
    ),
    "two tables side by side, each with what it is for": (
        "Ämne\tmg per tablett\t% DRI\tÄmne\tµg per tablett\t% DRI\nVitamin C\t80\t100\tJod\t150\t100",
        ["vitamin-c 80 mg 100 % per 1 tablet", "iodine 150 µg 100 % per 1 tablet"],
    ),
    "two tables side by side, units in the names": (
        "Per tablett               % DRI                       % DRI\nVitamin C (mg)   80       100     Jod (µg)    150     100",
        ["vitamin-c 80 mg 100 % per 1 tablet", "iodine 150 µg 100 % per 1 tablet"],
    ),
    "percentages before amounts with units": (
        "Ravintosisältö   VRV-%   1 tabletti   3 tablettia\nTiamiini         100     1,1 mg       3,3 mg",
        ["thiamin 1.1 mg 100 % per 1 tablet", "thiamin 3.3 mg per 3 tablet"],
    ),
    "a unit for each column of amounts": (
        "Nährstoffe     je 100 g     je Portion\n               g            mg\nTaurin         5,0          500",
        ["taurine 5.0 g per 100 gram", "taurine 500 mg serving"],
    ),
    "a unit for each kind of nutrient": (
        "Innehåll per 2 tabletter\nÄmne            mg       µg      % DRI\nMagnesium       150              40\nSelen                    55      100",
        ["magnesium 150 mg 40 % per 2 tablet", "selenium 55 µg 100 % per 2 tablet"],
    ),
    "a group of nutrients that tells its unit": (
        "              Per 100 ml   Per 5 ml   % RI\nFett og fettsyrer (g)\nFett            92         4,6\nVitamin D (µg)  200        10         200",
        ["fat 92 g per 100 ml", "fat 4.6 g per 5 ml", "vitamin-d 200 µg per 100 ml", "vitamin-d 10 µg 200 % per 5 ml"],
    ),
    "a heading that opens like an ingredient list, units below it": (
        ("Ingredienti       Apporto per    VNR*   Apporto per   VNR*\n"
        "caratterizzanti   1 bustina      %      2 bustine     %\n"
        "                  mg                    mg\n"
        "Potassio          300            15     600           30"),
        ["potassium 300 mg 15 % per 1 sachet", "potassium 600 mg 30 % per 2 sachet"],
    ),
    "a name above its amounts": (
        "          1 Scoop          2 Scoops\n      Amt.   %DV     Amt.   %DV\nNiacin (as niacinamide)\n      8 mg   50%     16 mg   100%",
        ["niacin 8 mg 50 % per 1 scoop", "niacin 16 mg 100 % per 2 scoop"],
    ),
    "a rule below the heading": (
        "| Inhalt | 1 Kapsel | 2 Kapseln | 3 Kapseln |\n|---|---|---|---|\n| EPA | 100 mg | 200 mg | 300 mg |",
        ["epa 100 mg per 1 capsule", "epa 200 mg per 2 capsule", "epa 300 mg per 3 capsule"],
    ),
    "a form in two languages": (
        "Innihald | 1 hylki/capsule | NV/NRV | 3 hylki/capsules | NV/NRV\nDHA | 90 mg | – | 270 mg | –",
        ["dha 90 mg per 1 capsule", "dha 270 mg per 3 capsule"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_columns_of_numbers(table: str) -> None:
    text, told = TABLES[table]
    assert rows(f"Test\n{text}\n") == told


@pytest.mark.parametrize(
    "row",
    [
        "Calcium (mg)     200    800    100    5    7",  # more numbers than the heading has columns
        "Calcium (mg)     500    200    800",  # no reference intake of calcium
    ],
)
def test_what_does_not_fit_is_to_check(row: str) -> None:
    text = f"Test\nNutrient      Reference intake   1 tablet   4 tablets\n{row}\nTake 4 tablets daily.\n"
    assert {r.status for r in labelcheck.read_text(text).readings} == {"check"}


def test_number_under_no_unit_is_told() -> None:
    text = "Test\nInnehåll per 2 tabletter\nÄmne            mg            µg\nSelen                 55\nTa 2 tabletter dagligen.\n"
    label = labelcheck.read_text(text)
    assert not label.readings
    assert any(d.code == "amount-not-understood" for d in label.diagnostics)


def test_a_number_before_a_name_is_no_percentage_unless_a_heading_says_so() -> None:
    assert rows("Test\n1    Zink (mg)      10\n2    Bor (mg)       3\n") == ["zinc 10 mg", "boron 3 mg"]


def test_a_number_under_a_unit_that_is_not_read_is_no_amount_in_the_next_columns_unit() -> None:
    assert rows("Test\nPer tablett      mmol    mg\nMagnesium        4       97\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "        Barn          Vuxna\n        mg    % DRI   mg    % DRI\nZink    5     50      10    100\nPer dagsdos",
        "Per tablett   Barn    Vuxna\nZink (mg)     5       10",
        "Zink (mg)     5       10",
        "Per tablett   mg   % DRI\nZink          5    50     10    100",
    ],
)
def test_a_number_that_no_column_explains_makes_the_row_one_to_check(text: str) -> None:
    told = rows(f"Test\n{text}\n1 tablett dagligen.\n")
    assert told
    assert all(row.endswith("?") for row in told)


def test_a_number_that_is_the_amounts_share_of_a_reference_is_explained() -> None:
    assert rows("Test\nZink (mg)     5       50\n") == ["zinc 5 mg"]
