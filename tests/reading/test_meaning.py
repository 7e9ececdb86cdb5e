"""What an amount is of: the element or its salt, shares of fatty acids, names that count alone, traces."""

import pytest

import labelcheck


def rows(text: str) -> list[str]:
    """Return what each row is, its amount and percentage, and what it is for; those to be checked end in "?"."""
    found = []
    for r in labelcheck.read_text(text).readings:
        amount = f"{r.amount.value} {r.amount.unit}" if r.amount else "-"
        share = f" {r.percent.value}%" if r.percent else ""
        of = f" / {r.basis.quantity or ''} {r.basis.of or ''}".rstrip() if r.basis else ""
        found.append(f"{r.nutrient} {amount}{share}{of}{'?' if r.status == 'check' else ''}")
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Per tablett\nZinkglukonat 5 mg (50 %)", ["zinc 5 mg 50% / 1 tablet"]),
        ("Pro Tablette\nEisenbisglycinat 7 mg (50 %)", ["iron 7 mg 50% / 1 tablet"]),
        ("Par gélule\nCitrate de magnésium 187,5 mg 50 %", ["magnesium 187.5 mg 50% / 1 capsule"]),
        # the percentage of the salt's weight proves nothing
        ("Per tablett\nZinkglukonat 70 mg (50 %)", ["zinc 70 mg 50% / 1 tablet?"]),
        ("Per tablett\nZinkglukonat 5 mg", ["zinc 5 mg / 1 tablet?"]),
        # another row tells how much zinc it is
        (
            "Per tablett\nZinkglukonat 10 mg (100 %)\nZink 1,4 mg 14 %",
            ["zinc 10 mg 100% / 1 tablet", "zinc 1.4 mg 14% / 1 tablet"],
        ),
    ],
)
def test_a_percentage_that_counts_the_amount_makes_it_the_elements(text: str, expected: list[str]) -> None:
    assert rows(text) == expected


def test_a_salt_beside_its_element_stays_a_compound() -> None:
    (salt, _) = labelcheck.read_text("Per tablett\nZinkglukonat 10 mg (100 %)\nZink 1,4 mg 14 %").readings
    assert salt.role == "compound"


@pytest.mark.parametrize(
    "text",
    [
        "Omega-3 650 mg: EPA 390, DHA 260 per kapsel",
        "Pro Kapsel: Omega-3 650 mg (EPA 390 / DHA 260)",
        "Par capsule : oméga-3 650 mg dont EPA 390 et DHA 260",
        "Per capsule\nOmega-3 650 mg\nEPA 390\nDHA 260",
    ],
)
def test_shares_of_fatty_acids_take_the_unit_of_the_whole(text: str) -> None:
    assert rows(text) == ["omega-3 650 mg / 1 capsule", "epa 390 mg / 1 capsule", "dha 260 mg / 1 capsule"]


def test_shares_above_the_whole_are_to_be_checked() -> None:
    assert rows("Per capsule: fish oil 500 mg, EPA 390, DHA 260")[2:] == ["dha 260 mg / 1 capsule?"]


@pytest.mark.parametrize("text", ["Per kapsel: Kalaöljy EPA 180 mg", "Pro Kapsel: Krillöl EPA 180 mg"])
def test_an_amount_behind_an_oils_fatty_acid_is_of_that(text: str) -> None:
    assert rows(text) == ["epa 180 mg / 1 capsule"]


@pytest.mark.parametrize(
    "text",
    [
        "Per 100 g\nFat 5 g\nTrans 0.1 g",
        "Per 100 g\nFett 5 g\nTrans 0,1 g",
        "Pour 100 g\nLipides 5 g\nTrans 0,1 g",
        "На 100 г\nЖиры 5 г\nТранс 0,1 г",
    ],
)
def test_trans_alone_is_the_fat(text: str) -> None:
    assert rows(text)[1] == "trans-fat 0.1 g / 100 gram"


def test_tran_is_the_oil_and_trans_before_another_name_is_no_fat() -> None:
    assert rows("Per 5 ml\nTran 4,6 g")[0].startswith("cod-liver-oil")
    assert rows("Per capsule\ntrans-pterostilbene 50 mg")[0].startswith("None")


@pytest.mark.parametrize(
    "row",
    [
        "Salt spår", "Salt | spor", "Suola  jäämiä", "Salz: Spuren", "Salt traces", "Sel traces", "Sal trazas",
        "Sale tracce", "Zout sporen", "Sól ślady", "Соль следы",
    ],
)  # fmt: skip
def test_traces_make_a_row_without_an_amount(row: str) -> None:
    label = labelcheck.read_text(f"Per 100 g\n{row}\nProtein 3 g")
    salt = label.readings[0]
    assert (salt.nutrient, salt.amount, salt.status, salt.notes) == ("salt", None, "ok", ("traces",))


@pytest.mark.parametrize(
    "text", ["May contain traces of nuts.", "Kan innehålla spår av jordnötter.", "Zinc. Trace minerals"]
)
def test_traces_of_allergens_are_no_row(text: str) -> None:
    assert rows(f"Per tablet\nZinc 5 mg\n{text}") == ["zinc 5 mg / 1 tablet"]


AUSTRALIAN = "Servings per package: 20\n   per serve   per 100g\nIron 3.0 mg (25%)   10 mg"


def test_an_australian_label_is_read_by_its_own_reference() -> None:
    assert rows(AUSTRALIAN)[0] == "iron 3.0 mg 25% /"
    # 25 % of nothing that a British or American label counts by
    assert rows("Per serving\nIron 3.0 mg (25%)")[0].endswith("?")


@pytest.mark.parametrize("text", ["D-vitamiini 4 tippaa kohti: 20 µg", "4 tippaa kohti: D-vitamiini 20 µg"])
def test_a_word_behind_the_serving_tells_what_amounts_are_for(text: str) -> None:
    assert rows(text) == ["vitamin-d 20 µg / 4 drop"]


@pytest.mark.parametrize(
    "heading", ["Indhold pr. 2 tabletter [daglig dosis]", "Nährwerte pro 2 Tabletten [Tagesdosis]"]
)
def test_square_brackets_tell_the_daily_dose(heading: str) -> None:
    (zinc,) = labelcheck.read_text(f"{heading}\nZink 10 mg").readings
    assert zinc.basis is not None
    assert f"{zinc.basis.kind} {zinc.basis.quantity}" == "daily-dose 2"


def test_percentages_that_stand_together_are_given_in_turn() -> None:
    assert rows("Per tablet | Vitamin C 40 mg Zinc 5 mg | 50% 50%") == [
        "vitamin-c 40 mg 50% / 1 tablet",
        "zinc 5 mg 50% / 1 tablet",
    ]


def test_a_percentage_before_its_column_goes_the_way_of_the_other_rows() -> None:
    text = "Näringsvärde\n   100 g   1 portion RI* 50 g\nFett  3,3 g  2 %  1,7 g\nSalt  2 g  17 %  1 g\nKalcium  160 mg  20 %  10 %  80 mg"
    assert rows(text) == [
        "fat 3.3 g / 100 gram",
        "fat 1.7 g 2% / 50 gram",
        "salt 2 g / 100 gram",
        "salt 1 g 17% / 50 gram",
        "calcium 160 mg 20% / 100 gram",
        "calcium 80 mg 10% / 50 gram",
    ]


@pytest.mark.parametrize(
    ("text", "element"),
    [
        ("Per tablett: kreatinmonohydrat 3,41 g (varav kreatin 3,0 g)", "creatine 3.0 g"),
        ("Per tablett: Glukosaminsulfat 1500 mg varav glukosamin 1178 mg", "glucosamine 1178 mg"),
        ("Per tablet: L-carnitine tartrate 1000 mg, of which L-carnitine 680 mg", "l-carnitine 680 mg"),
        ("Por sobre: creatina monohidrato 3,41 g (de la cual creatina 3,0 g)", "creatine 3.0 g"),
    ],
)
def test_what_holds_less_of_itself_is_a_compound(text: str, element: str) -> None:
    compound, own = labelcheck.read_text(text).readings
    assert (compound.role, own.role) == ("compound", "nutrient")
    assert own.amount is not None
    assert f"{own.nutrient} {own.amount.value} {own.amount.unit}" == element


def test_a_share_from_a_source_makes_no_compound() -> None:
    whole, share = labelcheck.read_text("Per tablett: Koffein 200 mg varav koffein från guarana 50 mg").readings
    assert (whole.role, share.role) == ("nutrient", "part")
