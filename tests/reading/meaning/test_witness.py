"""An amount in the product's name is a second witness, or a doubt; a number beside a nutrient is never passed over."""

import pytest

import labelcheck

SAME = {
    "sv": "Havsvik D-vitamin 50 µg\nInnehåll per kapsel\nD-vitamin 50 µg\nTa 1 kapsel dagligen.",
    "sv, in IU": "Havsvik D-vitamin 2000 IE\nInnehåll per kapsel\nD-vitamin 50 µg\nTa 1 kapsel dagligen.",
    "en, of a serving": "Norvale Vitamin D 50 µg\nPer capsule\nVitamin D 25 µg\nTake 2 capsules daily",
    "fi, a day at most": "Sinkki 15 mg + C imeskelytabletti\nYksi tabletti 2–3 kertaa päivässä.\nTabletti sisältää sinkkiä 5 mg (50 %).",
    "de, without a unit": "Talquell Magnesium 200\nPro Tablette\nMagnesium 200 mg\nTäglich 1 Tablette",
    "fr, a slogan": "Vitamine D 50 µg : le soleil\nPar gélule\nVitamine D 50 µg\nPrendre 1 gélule par jour",
}
OTHER = {
    "sv": "Havsvik D-vitamin 75 µg\nInnehåll per kapsel\nD-vitamin 50 µg\nTa 1 kapsel dagligen.",
    "de": "Talquell Magnesium 400 mg\nPro Kapsel\nMagnesium 300 mg\nTäglich 1 Kapsel",
    "fr": "Zinc 25 mg Montclair\nPar gélule\nZinc 10 mg\nPrendre 1 gélule par jour",
}


@pytest.mark.parametrize("case", SAME)
def test_the_same_amount_in_the_name_is_a_witness(case: str) -> None:
    label = labelcheck.read_text(SAME[case])
    assert not [d for d in label.diagnostics if d.code.startswith("amount")]
    assert [r.status for r in label.readings] == ["ok"]


@pytest.mark.parametrize("case", OTHER)
def test_another_amount_in_the_name_is_to_be_checked(case: str) -> None:
    label = labelcheck.read_text(OTHER[case])
    assert [(r.status, r.notes) for r in label.readings] == [("check", ("name-disagrees",))]


def test_a_name_that_weighs_something_else_casts_no_doubt() -> None:
    label = labelcheck.read_text(
        "Havsvik Omega-3 laxolja 1000 mg\nInnehåll per kapsel\nOmega-3 150 mg\nTa 1 kapsel dagligen"
    )
    assert [r.status for r in label.readings] == ["ok"]


@pytest.mark.parametrize(
    "row", ["Selenium, 55", "Selen: 55", "Sélénium | 55", "Селен 55", "Seleeni (55)", "Sélénium µg 55"]
)
def test_a_nutrient_beside_a_bare_number_is_told(row: str) -> None:
    label = labelcheck.read_text(f"Product\nPer tablet\nMagnesium 100 mg\n{row}\nTake 1 tablet daily")
    assert [r.nutrient for r in label.readings] == ["magnesium"]
    assert "amount-not-understood" in {d.code for d in label.diagnostics}


@pytest.mark.parametrize("line", ["Omega-3 60 kapslar", "Vitamin B12 och B6", "Magnesium 120 st", "Zink 2-pack"])
def test_a_number_of_something_else_is_no_amount(line: str) -> None:
    label = labelcheck.read_text(f"{line}\nPer tablett\nJärn 10 mg\nTa 1 tablett dagligen")
    assert not [d for d in label.diagnostics if "without a unit" in d.message]


@pytest.mark.parametrize(
    "rows",
    [
        "Magnesiumcitrat      1.000\n  davon Magnesium      150 mg",
        "Magnésium      100\nMagnésium (bisglycinate)      150 mg",
        "Magnesiumsitraatti" + " " * 40 + "1000\n  josta magnesiumia      150 mg",
    ],
)
def test_a_row_that_lost_its_unit_leaves_its_nutrient_in_doubt(rows: str) -> None:
    second = "Magnesiumglycinate      1250 mg\n  of which magnesium      150 mg"
    text = f"Product\nPer 2 tablets\nZinc      10 mg\n{rows}\n{second}\nTake 2 tablets daily"
    intakes = {i.nutrient: i.status for i in labelcheck.check(labelcheck.read_text(text)).intakes}
    assert intakes == {"zinc": "ok", "magnesium": "check"}
