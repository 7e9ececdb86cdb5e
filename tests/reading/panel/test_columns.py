"""What each amount of a row is printed for: headings, columns, and rows that look like headings."""

import pytest

import labelcheck


def columns(text: str) -> dict[str, list[str]]:
    """Return per nutrient what its amounts are and are for; those to be checked end in "?"."""
    found: dict[str, list[str]] = {}
    for r in labelcheck.read_text(text).readings:
        amount = f"{r.amount.value} {r.amount.unit}" if r.amount else "-"
        of = f" / {r.basis.quantity or ''} {r.basis.of or ''}".rstrip() if r.basis else ""
        kind = f" {r.basis.kind}" if r.basis and r.basis.kind.startswith(("daily", "per")) else ""
        found.setdefault(r.nutrient or r.name, []).append(f"{amount}{of}{kind}{'?' if r.status == 'check' else ''}")
    return found


def intakes(text: str) -> dict[str, str]:
    """Return the intake per day of each nutrient; those to be checked end in "?"."""
    return {
        i.nutrient: f"{i.low:f} {i.unit}{'?' if i.status == 'check' else ''}"
        for i in labelcheck.check(labelcheck.read_text(text)).intakes
    }


DATA_ROWS = {
    "unknown name under two columns": "Per 20 g | per 100 g\nZinc 5 mg 25 mg\nOatBlend 4 g 20 g\nMagnesium 60 mg 300 mg\n"
    "Take 20 g daily.",
    "no name": "Pro 100 g | pro 20 g\nFett | 4,0 g | 0,8 g\n | 1,5 g | 0,3 g\nMagnesium | 300 mg | 60 mg\n"
    "Zink | 25 mg | 5 mg\nTäglich 20 g.",
    "of which": "Valori medi   per 100 g   per 20 g\nGrassi  4,0 g  0,8 g\ndi cui saturi  1,5 g  0,3 g\n"
    "Magnesio  300 mg  60 mg\nZinco  25 mg  5 mg\nPrendere 20 g al giorno.",
    "dots": "Voedingswaarde   per 100 g   per 20 g\nVezelMix  5 g  1 g\nMagnesium  300 mg  60 mg\nZink  25 mg  5 mg\n"
    "Neem 20 g per dag.",
    "portion with its weight": "Per 100 g | 1 portion 20 g\nMagnesium | 300 mg | 60 mg\nZink | 25 mg | 5 mg\n"
    "Ta 20 g dagligen.",
    "weight behind the reference": "   100 g   1 portion RI* 20 g\nMagnesium  300 mg  60 mg\nZink  25 mg  5 mg\n"
    "Ta 1 portion dagligen.",
}  # fmt: skip


@pytest.mark.parametrize("case", DATA_ROWS)
def test_a_row_of_grams_is_no_heading(case: str) -> None:
    found = intakes(DATA_ROWS[case])
    assert (found["magnesium"], found["zinc"]) == ("60 mg", "5 mg")


HEADINGS = {
    "goes on below, tabs": "Nutrition\t100 g\t5 g of powder\n\t\t(one scoop 20 g)\nZinc\t40 mg\t2 mg\nTake 5 g daily.",
    "goes on below, sv": "Per | 100 g | 5 g\n | | (en tablett 20 g)\nZink | 40 mg | 2 mg\nTa 5 g dagligen.",
    "goes on below, fr": "Pour | 100 g | 5 g\n | | (un comprimé 20 g)\nZinc | 40 mg | 2 mg\nPrendre 5 g par jour.",
    "reference column, en": "Nutrition   Per 100g   Per serving (5g)   RI Adults\nZinc 40mg 2mg 10mg\nTake 5 g daily.",
    "reference column, de": "Nährwerte   pro 100 g   pro Portion (5 g)   NRV\nZink 40 mg 2 mg 10 mg\nTäglich 5 g einnehmen.",
    "reference column, sv": "Näringsvärde\tper 5 g\tRI vuxna\nZink\t2 mg\t10 mg\nTa 5 g dagligen.",
    "a serving of one or two": "Serving Size 1 or 2 Gummies\nZinc   1 mg  9%   2 mg  18%\nTake 2 gummies daily.",
    "ages over a serving of one or two": "Serving Size 1 or 2 Gummies\nAmount   % DV Children   % DV Adults\n"
    "Per Serving   2-3 Years (1 Gummy)   4 Years & Older (2Gummes\nZinc   1 mg  9%   2 mg  18%\nTake 2 gummies daily.",
    "ages with their number": "Amount   % DV Children   % DV Adults\n"
    "Per Serving   Ages 2-3 (1 Gummy)   Ages 4 & up (2 Gummies)\nZinc   1 mg  9%   2 mg  18%\nTake 2 gummies daily.",
    "a fraction that was not seen": "Serving Size cup (28 g)\nServings about 20\nAmount Per Serving\nZinc 2 mg\nTake 28 g daily.",
    "two scoops close together": "Serving Size:   1 Scoop (5 grams) 2 Scoops (10 grams)\nServings:   60   30\n"
    "Amount   %DV %DV\nZinc   2 mg   18%   4 mg   36%\nTake 1 scoop daily",
    "two scoops": " 1 Scoop (5 grams) | 2 Scoops (10 grams)\nZinc | 2 mg | 4 mg\nTake 1 scoop daily",
    "two headings side by side": "Per serving Per 100 g\nZinc 2 mg (0.03 mmol) 40 mg\nTake 1 serving daily",
    "two headings, de": "Pro Portion Pro 100 g\nZink 2 mg 40 mg\nTäglich 1 Portion",
    "two headings below each other": "per 100 g\nper portion (5 g)\nZink 40 mg 2 mg\nTa 5 g dagligen",
    "percentages between": "Amount Per 1 Scoop %DV Amount Per 2 Scoops %DV\nZinc 1 mg 9% 2 mg 18%\nTake 2 scoops daily",
    "strokes": "Ravintosisältö\t/ 100 g\t/ vrk-annos\t% VRV*\nSinkki\t1 g\t2 mg\t20 %\nOta 1 annospussi päivässä.",
    "a cell is empty": "Per 100 g | Per serving (5 g) | % RI\nIron | 28 mg | 1.4 mg | 10%\nZinc | | 2 mg | 20%\n"
    "Take 1 serving daily",
}  # fmt: skip


@pytest.mark.parametrize("case", HEADINGS)
def test_headings_give_columns(case: str) -> None:
    assert intakes(HEADINGS[case])["zinc"] == "2 mg"


ONE_OR_TWO = (
    "Serving Size 1 or 2 Gummies\nIron         1 mg   6%      2 mg   12%\nIodine       5 mcg  3%     10 mcg   6%\n"
)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Zinc         1 mg   9%", ["1 mg / 1 gummy"]),
        ("Zinc                        2 mg   18%", ["2 mg / 2 gummy"]),
        ("Zinc                 3 mg", ["3 mg?"]),
        ("Zinc 3 mg", ["3 mg?"]),
        ("Zinc\t3 mg", ["3 mg?"]),
    ],
)
def test_one_amount_among_rows_of_two_servings_is_for_what_it_stands_under(row: str, expected: list[str]) -> None:
    assert columns(ONE_OR_TWO + row)["zinc"] == expected


UNCLEAR = {
    "one heading, two amounts": "Nutrition   Per serving   Other\nZinc 5 mg 10 mg\nTake 1 capsule daily.",
    "no heading": "Zink 5 mg 10 mg\nMagnesium 50 mg 100 mg\nTa 1 kapsel dagligen.",
    "an amount is missing": "Pro 100 g   pro Portion (30 g)\nEisen   10 mg   3 mg\nZink   100 mg\nTäglich 1 Portion",
    "three amounts in two columns": "Per 100 g   per dose\nZinco 5 mg 10 mg 20 mg\nPrendere 1 dose al giorno.",
}  # fmt: skip


@pytest.mark.parametrize("case", UNCLEAR)
def test_an_unclear_column_is_to_be_checked(case: str) -> None:
    assert all(c.endswith("?") for c in columns(UNCLEAR[case])["zinc"])
    assert intakes(UNCLEAR[case]).get("zinc", "?").endswith("?")


UNITS_IN_NAMES = {
    "two columns": "              PER SERVE   PER 100g\nProtein (g)   2.5   10.0\nZinc (mg)   2.0 (20%)*   8\nServing size: 25 g\n",
    "bars": "Nährwerte | pro 25 g | pro 100 g\nEiweiß (g) | 2,5 | 10,0\nZink (mg) | 2 | 8\n",
    "with percentages": "Ravintosisältö | 25 g | 100 g | % VRV\nSinkki (mg) | 2 | 8 | 20\n",
}


@pytest.mark.parametrize("case", UNITS_IN_NAMES)
def test_units_in_names_and_several_columns(case: str) -> None:
    assert columns(UNITS_IN_NAMES[case])["zinc"] in (
        ["2 mg / 25 gram", "8 mg / 100 gram per-100-g"],
        ["2.0 mg / 25 gram", "8 mg / 100 gram per-100-g"],
    )


@pytest.mark.parametrize(
    "row",
    [
        "Selen, mikrogram   55", "Sélénium (microgrammes)   55", "Selenio, microgramos   55", "Селен, мкг   55",
        "Seleeni (mikrogramma)   55", "Selen (Mikrogramm)   55", "Selen, mikrogramów | 55", "Selenium (mcg)\t55",
    ],
)  # fmt: skip
def test_a_unit_in_the_name_in_any_spelling(row: str) -> None:
    assert columns(f"Produkt\nPer tablett\n{row}\n")["selenium"] == ["55 µg / 1 tablet"]


def test_a_percentage_behind_a_unit_is_no_amount() -> None:
    assert columns("Product\nPer tablet\nIron (mg)   25 %\nZinc (mg)   5   50 %\n")["zinc"] == ["5 mg / 1 tablet"]
    assert all(r.amount is None for r in labelcheck.read_text("Product\nPer tablet\nIron (mg)   25 %\n").readings)


@pytest.mark.parametrize(
    "text",
    [
        "Per 100 g   Per 25 g\nEnergy   1200 kJ   300 kJ\n   288 kcal   72 kcal\nMagnesium   240 mg   60 mg\nTake 25 g daily.",
        "Pro 100 g\tpro 25 g\nBrennwert\t1200 kJ\t300 kJ\n\t288 kcal\t72 kcal\nMagnesium\t240 mg (9,9 mmol)\t60 mg (2,5 mmol)\nTäglich 25 g.",
        "На 100 г   на 25 г\nЭнергия   1200 кДж   300 кДж\n   288 ккал   72 ккал\nМагний   240 мг (9,9 ммоль)   60 мг\nTa 25 g dagligen",
    ],
)
def test_energy_on_two_lines_and_moles(text: str) -> None:
    energy = [r for r in labelcheck.read_text(text).readings if r.nutrient == "energy"]
    assert [[f"{a.value} {a.unit}" for a in r.also] for r in energy] == [["288 kcal"], ["72 kcal"]]
    assert [c.split(" ")[0] for c in columns(text)["magnesium"]] == ["240", "60"]


ABOVE = {
    "sv": "Barn 4–10 år: 1 nalle per dag. Vuxna: 2 nallar per dag. Innehållet nedan gäller 2 nallar.\n\nZink | 4 mg | 40 %",
    "en": "The amounts below are for 2 gummies\nZinc 4 mg",
    "de": "Die Angaben gelten für 2 Gummibärchen.\nZink 4 mg",
    "fi": "Määrät koskevat 2 tablettia\nSinkki 4 mg",
    "pl": "Zawartość dotyczy 2 tabletek\nCynk 4 mg",
    "es": "Los valores se refieren a 2 comprimidos\nZinc 4 mg",
    "nl": "De waarden gelden voor 2 capsules\nZink 4 mg",
    "da, in brackets": "Pr. [daglig dosis] 2 tabletter\nZink 4 mg",
}


@pytest.mark.parametrize("case", ABOVE)
def test_a_sentence_above_tells_what_the_panel_is_for(case: str) -> None:
    found = columns(f"Produkt\n{ABOVE[case]}\n")["zinc"]
    assert [c.split(" / ")[1].split()[0] for c in found] == ["2"]


@pytest.mark.parametrize(
    "row", ["D3-vitamin per 4 droppar: 20 µg", "Vitamin D3 pro 4 Tropfen: 20 µg", "Vitamin D per 4 drops = 20 µg"]
)
def test_a_name_before_what_the_amount_is_for(row: str) -> None:
    assert columns(f"Solera\n{row}\n")["vitamin-d"] == ["20 µg / 4 drop"]


@pytest.mark.parametrize(
    "line",
    [
        "Ta 10 g dagligen",
        "Prendre 10 ml par jour",
        "Assumere 10 g al giorno",
        "Принимать 10 г в день",
        "Ota 10 g päivässä",
    ],
)
def test_an_instruction_is_no_row(line: str) -> None:
    assert list(columns(f"Produkt\nPer tablett\nMagnesium 100 mg\n{line}\n")) == ["magnesium"]


@pytest.mark.parametrize("heading", ["Per tablet  NRV  %NRV", "Pro Tablette  NRV  % NRV", "Par comprimé  VNR  % VNR"])
def test_the_percentage_behind_a_reference_column_is_the_amounts(heading: str) -> None:
    reading = labelcheck.read_text(
        f"Product\n{heading}\nZinc  5 mg  10 mg  50%\nMagnesium  75 mg  375 mg  20%\n"
    ).readings[0]
    assert (reading.amount and f"{reading.amount.value}", reading.percent and f"{reading.percent.value}") == ("5", "50")


SHARES = {
    "between, of the second": ("100 g   1 portion RI* 125 g", "Kalcium  120 mg  19 %  150 mg", ["120", "150 19"]),
    "between, of the first": (
        "pour 1 gélule | AJR | pour 3 gélules",
        "Calcium | 120 mg | 15 % | 360 mg",
        ["120 15", "360"],
    ),
    "behind, of the first": (
        "je Tagesdosis (2 Kapseln) | je Kapsel | % NRV",
        "Calcium | 240 mg | 120 mg | 30 %",
        ["240 30", "120"],
    ),
}


@pytest.mark.parametrize("case", SHARES)
def test_a_percentage_belongs_to_the_amount_that_it_counts(case: str) -> None:
    heading, row, expected = SHARES[case]
    readings = labelcheck.read_text(f"Product\n{heading}\n{row}\nTa 1 portion dagligen.\n").readings
    found = [f"{r.amount.value if r.amount else ''} {r.percent.value if r.percent else ''}".strip() for r in readings]
    assert found == expected
    assert all(r.status == "ok" for r in readings)


@pytest.mark.parametrize(
    "heading",
    [
        "Näringsvärde per 100 g per portion (20 g)",
        "Nährwerte   je 100 g   je Portion (20 g)",
        "Valori medi   per 100 g   per porzione\n                        (20 g)",
        "Voedingswaarde   Per 100 gram   Per portie van 20 gram",
        "Pour 100 g | Par portion de 20 g | AR* par portion",
        "Wartość odżywcza   w 100 g   w porcji (20 g)",
        "Valores medios por: 100 g 20 g (1 cacito)",
        "Näringsvärde | 100 g | 1 portion 20 g",
    ],
)
def test_a_portions_weight_is_what_its_column_is_for(heading: str) -> None:
    found = columns(f"{heading}\nProtein   70 g   14 g\nMagnesium   300 mg   60 mg\nZink   25 mg   5 mg")
    assert found["magnesium"] == ["300 mg / 100 gram per-100-g", "60 mg / 20 gram"]


@pytest.mark.parametrize(
    "heading",
    [
        "Inhalt pro 1 Tablette %NRV* pro 2 Tabletten %NRV*",
        "Pour 1 comprimé % des VNR Pour 2 comprimés % des VNR",
        "Aktiiviset aineet / 1 tabletti (%*) / 2 tablettia (%*)",
        "Per 1 tablet %DV Per 2 tablets %DV",
    ],
)
def test_as_many_columns_as_the_rows_below_have_amounts(heading: str) -> None:
    found = columns(f"{heading}\nZinc 5 mg 50 % 10 mg 100 %\nMagnesium 75 mg 20 % 150 mg 40 %")
    assert found["magnesium"] == ["75 mg / 1 tablet", "150 mg / 2 tablet"]


def test_the_serving_that_percentages_are_for_is_no_column() -> None:
    found = columns("Zawartość w 1 tabletce % RWS w 2 tabletkach\nMagnez 75 mg 40 %\nCynk 5 mg 100 %")
    assert [c.rstrip("?") for c in found["magnesium"]] == ["75 mg / 1 tablet"]


def test_calories_have_columns_too() -> None:
    found = columns("Amount per 1 scoop   Amount per 2 scoops\nCalories 90   180\nProtein 18 g   36 g")
    assert found["energy"] == ["90 kcal / 1 scoop", "180 kcal / 2 scoop"]


STACKED = {
    "parts": "Nährwerte | pro 100 g | pro 20 g\nFett\ndavon gesättigt | 10 g\n5 g | 2 g\n1 g\nMagnesium | 300 mg | 60 mg",
    "percentages": "Innehåll | per tablett | % RI\nZink\nMagnesium | 10 mg\n375 mg | 100 %\n100 %",
}


def test_a_cell_of_several_lines_holds_several_rows() -> None:
    found = columns(STACKED["parts"])
    assert found["fat"] == ["10 g / 100 gram per-100-g", "2 g / 20 gram"]
    assert found["saturated-fat"] == ["5 g / 100 gram per-100-g", "1 g / 20 gram"]
    assert columns(STACKED["percentages"]) == {"zinc": ["10 mg / 1 tablet"], "magnesium": ["375 mg / 1 tablet"]}


@pytest.mark.parametrize("between", [" / 5 mmol ", " (5 mmol) ", " = 5 mmol "])
def test_what_an_amount_is_for_stands_behind_its_other_unit(between: str) -> None:
    assert columns(f"Magnesium 120 mg{between}per 10 ml") == {"magnesium": ["120 mg / 10 ml"]}


def test_a_sentence_behind_an_amount_is_no_column() -> None:
    assert columns("Pro 10 ml: Magnesium 120 mg = 5 mmol. Täglich 10 ml") == {"magnesium": ["120 mg / 10 ml"]}


@pytest.mark.parametrize(
    "heading",
    [
        "Voedingswaarden 1 tablet RI* 2 tablets RI*",
        "              1 tablet          2 tablets\n              Quantité   VNR*   Quantité   VNR*",
        "Tabelle: 1 Tablette NRV 2 Tabletten NRV",
    ],
)
def test_counted_pieces_over_as_many_amounts_are_columns(heading: str) -> None:
    found = columns(f"{heading}\nZink   5 mg   50%   10 mg   100%\nMagnesium   75 mg   20%   150 mg   40%")
    assert found["magnesium"] == ["75 mg / 1 tablet", "150 mg / 2 tablet"]


def test_headings_on_lines_of_their_own() -> None:
    found = columns("INNEHÅLL\n/100 ml\n/20 ml\nSocker 10 g 2 g\nC-vitamin 400 mg 80 mg\nDrick 20 ml dagligen.")
    assert found["vitamin-c"] == ["400 mg / 100 ml per-100-ml", "80 mg / 20 ml"]
    assert found["sugars"] == ["10 g / 100 ml per-100-ml", "2 g / 20 ml"]


@pytest.mark.parametrize("gap", ["\t", " | ", "   "])
def test_a_unit_and_what_it_is_for_in_one_heading(gap: str) -> None:
    rows = [["Innehåll", "mg/tabl", "mg/2 tabl", "%RI"], ["Zink", "5", "10", "100"], ["Magnesium", "75", "150", "40"]]
    found = columns("\n".join(gap.join(row) for row in rows))
    assert found["magnesium"] == ["75 mg / 1 tablet", "150 mg / 2 tablet"]


@pytest.mark.parametrize(
    "pack", ["Ce pot 450 g", "Denna burk 450 g", "Diese Dose 450 g", "This tub 450 g", "Tämä purkki 450 g"]
)
def test_what_is_heavier_than_its_basis_is_a_pack(pack: str) -> None:
    assert list(columns(f"Per 100 g\nMagnesium 300 mg\n{pack}\n")) == ["magnesium"]


@pytest.mark.parametrize(
    "line",
    [
        "Serveringsforslag: bland 30 g pulver med 2 dl mælk, så får du 24 g protein.",
        "Tips: blanda 30 g pulver i en smoothie, då får du 24 g protein.",
        "Suggestion: mix 30 g of powder with milk and you will get about 24 g of protein.",
        "Ehdotus: sekoita 30 g jauhetta maitoon, niin saat 24 g proteiinia.",
    ],
)
def test_a_serving_suggestion_is_no_row(line: str) -> None:
    assert columns(f"Per 100 g\nProtein 80 g\nFat 5 g\n{line}\n")["protein"] == ["80 g / 100 gram per-100-g"]


def test_an_instruction_may_be_all_that_names_the_nutrient() -> None:
    assert list(columns("Ta 2 kapslar dagligen för 200 mg magnesium")) == ["magnesium"]


@pytest.mark.parametrize(("heading", "row"), [("Per 100 g", "Protein 450 g"), ("Per portion (30 g)", "Kolhydrat 66 g")])
def test_an_amount_heavier_than_what_it_is_for_is_to_be_checked(heading: str, row: str) -> None:
    (reading,) = labelcheck.read_text(f"{heading}\n{row}\n").readings
    assert (reading.status, reading.notes) == ("check", ("more-than-the-whole",))


def test_a_gram_of_a_gram_is_no_more_than_that() -> None:
    (reading,) = labelcheck.read_text("Per 100 g\nProtein 100 g\n").readings
    assert reading.status == "ok"


def test_amounts_that_together_outweigh_their_100_g_are_to_be_checked() -> None:
    readings = labelcheck.read_text(
        "Prov\nPer 100 g: Vitamin C 80 g, magnesium 40 g, zink 10 mg\nTa 5 g dagligen\n"
    ).readings
    assert [(r.status, r.notes) for r in readings] == [("check", ("more-than-the-whole",))] * 2 + [("ok", ())]


@pytest.mark.parametrize(
    "heading",
    [
        "Quantity                     % daily intake*   Quantity\nper serving                   (per serving)   per 100g",
        "                 Quantity         % Daily intake   Quantity\n              per serving          per serving   per 100 g",
    ],
)
def test_a_basis_under_the_percentages_is_theirs(heading: str) -> None:
    label = labelcheck.read_text(
        f"Servings per package: 9\nServing size: 25 g\n{heading}\n"
        "Energy              493 kJ           5.6 %     1,970 kJ\n"
        "Protein              2.0 g           3.9 %        7.9 g\n"
        "Sodium             212 mg            9.2 %      848 mg\n"
    )
    assert label.reference == "anz-rdi-2016"
    told = [(r.nutrient, r.basis.kind if r.basis else None, r.status) for r in label.readings]
    kinds = [("serving", "ok"), ("per-100-g", "ok")]
    assert told == [(n, k, s) for n in ("energy", "protein", "sodium") for k, s in kinds]


def test_two_serving_sizes_over_two_columns() -> None:
    label = labelcheck.read_text(
        "Supplement Facts\n"
        "Serving Size:              1 Scoop (5 grams)  2 Scoops (10 grams)\n"
        "Servings per container:    60 Servings        30 Servings\n"
        "Amount per Serving                %Daily Value      %Daily Value\n"
        "Calcium                    15mg     1%        30mg    2%\n"
        "Magnesium                  25mg     6%        50mg   12%\n"
        "Creatine Monohydrate     2500mg             5000mg\n"
    )
    told = [f"{r.basis.quantity} {r.basis.of} {r.status}" if r.basis else "" for r in label.readings]
    assert told == ["1 scoop ok", "2 scoop ok"] * 3


@pytest.mark.parametrize(
    "text",
    [
        # the heading is broken within a column: the second amount is no reference intake
        "                 1 tablett   4\ntabletter    RI†\nBor              0,75 mg     3 mg           ‡\n",
        "                 per 4 tabletter    RI\nC-vitamin        10 mg     33 mg\n",
    ],
)
def test_an_amount_that_is_no_reference_intake_is_not_set_aside_in_silence(text: str) -> None:
    readings = labelcheck.read_text(text).readings
    assert readings
    assert all(r.status == "check" for r in readings)


@pytest.mark.parametrize("reference", ["80 mg", "90 mg"])
def test_a_reference_intake_is_no_amount_of_the_product(reference: str) -> None:
    (reading,) = labelcheck.read_text(
        f"             per 4 tablets    RI adults\nVitamin C     10 mg      {reference}\n"
    ).readings
    assert reading.amount is not None
    assert (str(reading.amount.value), reading.status) == ("10", "ok")


@pytest.mark.parametrize("heading", ["mg per 100 g", "mg per 100 g:", "mg pro 100 g", "mg pour 100 g", "мг на 100 г"])
def test_a_unit_before_what_amounts_are_for_is_the_rows(heading: str) -> None:
    found = columns(f"Zinc   5 mg\n{heading}\nMagnesium   300\nIron   14\n")
    assert (found["magnesium"], found["iron"]) == (["300 mg / 100 gram per-100-g"], ["14 mg / 100 gram per-100-g"])
    found = columns("Zinc   5 mg\nmmol per 100 g\nMagnesium   300\n")
    assert found["magnesium"] == ["300 mmol / 100 gram per-100-g"]


def test_a_serving_that_is_the_days_stays_the_days() -> None:
    found = columns("Nährstoff | pro 100 g | pro Stick (Tagesportion) | NRV\nMagnesium | 15 g | 300 mg | 80 %\n")
    assert found["magnesium"] == ["15 g / 100 gram per-100-g", "300 mg / 1 sachet daily-dose"]


def test_a_percentage_may_have_a_column_before_its_amount() -> None:
    text = (
        "% av DRI     Mängd per dagsdos (3 tabl.)\nVitamin C        500 %        400 mg\nNiacin    200 %    32 mg NE\n"
    )
    readings = labelcheck.read_text(text).readings
    assert [(r.name, f"{r.percent.value}", r.status, r.notes) for r in readings if r.percent] == [
        ("Vitamin C", "500", "ok", ()),
        ("Niacin", "200", "ok", ()),
    ]


def test_grams_between_milligrams_are_a_row_and_no_pack() -> None:
    rows = "Vitamin B12 12 mcg 500%\nPotassium 94 mg 2%\nBeta-Alanine 3.2 g *\nTaurine 1 g *\nCaffeine 175 mg *\n"
    label = labelcheck.read_text(f"PRE\nSupplement Facts\nServing Size 1 Scoop (12 g)\nAmount per serving\n{rows}")
    assert [r.nutrient for r in label.readings] == ["vitamin-b12", "potassium", "beta-alanine", "taurine", "caffeine"]
    label = labelcheck.read_text(f"Whey Protein 900 g\nSupplement Facts\nAmount per serving\n{rows}")
    assert "protein" not in [r.nutrient for r in label.readings]


def test_a_percentage_or_a_dash_stands_before_amounts_whose_unit_is_in_the_name() -> None:
    text = (
        "                        AR*/VNR    Pour 1 stick    Pour 2 sticks\n"
        "Collagène marin (g)     –          4,8             9,6\n"
        "Vitamine C (mg)         50 %       40              80\n"
        "Cuivre (mg)             25 %       0,25            0,5\n\n"
        "1 stick par jour."
    )
    found = {i.nutrient: (str(i.low), i.status) for i in labelcheck.check(labelcheck.read_text(text)).intakes}
    assert found == {"collagen": ("4.8", "ok"), "vitamin-c": ("40", "ok"), "copper": ("0.25", "ok")}
