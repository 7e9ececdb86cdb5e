"""Single rows, doses and traps; each case is one thing a label does."""

from decimal import Decimal

import pytest

import labelcheck


def amounts(text: str) -> list[tuple[str, str, str]]:
    return [
        (r.nutrient or r.name, f"{r.amount.value.normalize():f} {r.amount.unit}" if r.amount else "", r.status)
        for r in labelcheck.read_text(text).readings
    ]


@pytest.mark.parametrize(
    ("text", "nutrient", "amount"),
    [
        ("Magnesium 300 mg 80 %", "magnesium", "300 mg"),
        ("Vitamin B12 500 µg", "vitamin-b12", "500 µg"),
        ("Vitamin B 12 500 µg", "vitamin-b12", "500 µg"),
        ("Omega 3 500 mg", "omega-3", "500 mg"),
        ("Koenzym Q10 100 mg", "coenzyme-q10", "100 mg"),
        ("Innehåll per tablett:\nVitamin D3 10 000 IE", "vitamin-d", "10000 IU"),
        ("Innehåll per kapsel\nBiotin30 µg 60%", "biotin", "30 µg"),
        ("1 tabletka zawiera: 101 mg jonów magnezu", "magnesium", "101 mg"),
        ("Innehåll per kapsel\nLactobacillus 5 miljarder CFU", "lactobacillus", "5000000000 CFU"),
        ("Innehåll per kapsel\nZink ........ 10 mg .... 100 %", "zinc", "10 mg"),
        ("Innehåll per kapsel\nZink | 10 mg | 100 %", "zinc", "10 mg"),
        ("Innehåll per kapsel\nZink\t10 mg\t100 %", "zinc", "10 mg"),
        ("Innehåll per kapsel\nZink, mg   10   100", "zinc", "10 mg"),
        ("Supplement Facts\nCalories 15", "energy", "15 kcal"),
        ("Innehåll per kapsel\nVitamin C 0,08 g", "vitamin-c", "0.08 g"),
        ("Innehåll per kapsel\nMagnesium (100 % av RI) 375 mg", "magnesium", "375 mg"),
        ("Innehåll per kapsel\nZink (från 70 mg zinkglukonat) 10 mg 100 %", "zinc", "10 mg"),
    ],
)
def test_rows(text: str, nutrient: str, amount: str) -> None:
    assert [(n, a) for n, a, _ in amounts(text)] == [(nutrient, amount)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Innehåll per kapsel RI\nMagnesium 1.000 mg 267 %", "1000"),
        ("Inhaltsstoffe pro Kapsel\nCalcium 1.000 mg und Vitamin D", "1000"),
        ("Supplement Facts per capsule\nCalcium 1,000 mg", "1000"),
        ("Innehåll per kapsel RI\nVitamin B12 1,000 µg 40 %", "1.000"),
        ("Innehåll per kapsel\nVitamin D3 1,000 IE (25 µg)", "1000"),
    ],
)
def test_ambiguous_marks_are_settled(text: str, value: str) -> None:
    reading = labelcheck.read_text(text).readings[0]
    assert reading.amount is not None
    assert reading.amount.value == Decimal(value)
    assert reading.status == "ok", reading.notes


def test_an_undecidable_mark_is_to_be_checked() -> None:
    reading = labelcheck.read_text("Innehåll per kapsel\nL-karnitin 1,000 mg\nTa en kapsel om dagen.").readings[0]
    assert reading.status == "check"
    assert "decimal-mark-unclear" in reading.notes


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Innehåll per kapsel RI\nVitamin K2 75 mg 100 %\nVitamin D3 20 µg 400 %", "percent-disagrees"),
        ("Innehåll per kapsel RI\nVitamin D3 25 µg (2 000 IE) 500 %", "iu-mass-disagree"),
        ("Innehåll per kapsel\nMagnesiumcitrat 1000 mg", "compound-weight"),
        ("Innehåll per kapsel RI\nVitamin D3 25 µg 250 %\nZink 10 mg 100 %", "percent-disagrees"),
        ("Näringsvärde per 10 g\nEnergi 153 kJ/76 kcal", "kj-kcal-disagree"),
        ("Innehåll    per kapsel    per 3 kapslar\nZink    5 mg    50 mg", "columns-disagree"),
        ("Innehåll per kapsel\nMagnesium 2 x 150 mg", "amount-multiplied"),
        ("Innehåll per kapsel\nMagnesium l50 mg", "number-unclear"),
        ("Innehåll per kapsel\nMagnesium 375 µg", "unit-implausibly-small"),
        ("Per tablett Per 2 tabletter % RI\nTiamin 0,55 1,1 mg 100", "order-unclear"),
        ("Per tablett Per 2 tabletter % RI\nB12 1,25 2,5 µg 100 %", "order-unclear"),
        ("Innehåll per kapsel\nVitamin C 80 mikrogram", "unit-implausibly-small"),
        ("Innehåll per kapsel\nKalcium 12 00 mg", "number-unclear"),
    ],
)
def test_what_disagrees_is_to_be_checked(text: str, note: str) -> None:
    reading = labelcheck.read_text(text).readings[0]
    assert reading.status == "check"
    assert note in reading.notes


@pytest.mark.parametrize("text", ["Vitamin B1, B2, B6 1,4 mg vardera", "Zink, koppar 10 mg"])
def test_one_amount_for_a_list_of_nutrients_is_nobodys(text: str) -> None:
    (reading,) = labelcheck.read_text(f"Innehåll per tablett\n{text}").readings
    assert (reading.nutrient, reading.status, reading.notes) == (None, "check", ("several-nutrients",))


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("Omega-3 fettsyror 1,2 g\nvarav EPA 0,66 g\nvarav DHA 0,44 g", ["1.2", "0.66", "0.44"]),
        ("Tran 5 ml: Vitamin D 10 µg, Vitamin E 10 mg, EPA 0,4 g, DHA 0,6 g", ["10", "10", "0.4", "0.6"]),
        ("Omega-3 Forte, 120 g. Innehåll: EPA 330 mg, DHA 220 mg, vitamin E 10 mg", ["330", "220", "10"]),
    ],
)
def test_grams_of_a_list_or_of_a_divided_row_are_no_net_weight(text: str, amounts: list[str]) -> None:
    assert [str(r.amount.value) for r in labelcheck.read_text(text).readings if r.amount] == amounts


def test_a_compound_with_its_element_is_counted_once() -> None:
    text = "Dagsdos: 1 kapsel\nInnehåll per kapsel\nMagnesiumoxid 500 mg varav magnesium 300 mg 80 %"
    report = labelcheck.check(labelcheck.read_text(text))
    assert [(r.role, r.forms) for r in report.label.readings] == [
        ("compound", ("magnesium-oxide",)),
        ("nutrient", ("magnesium-oxide",)),
    ]
    assert [(i.nutrient, i.low, i.status) for i in report.intakes] == [("magnesium", Decimal(300), "ok")]


@pytest.mark.parametrize(
    "text",
    [
        "1 kapsel innehåller 400 mg magnesiumcitrat (motsvarande 60 mg magnesium) och 25 mg zinkcitrat (8 mg zink).",
        "Dagsdosen ger 400 mg magnesiumcitrat (60 mg magnesium) samt 25 mg zinkcitrat (ger 8 mg zink)",
    ],
)
def test_an_element_in_a_bracket_behind_its_compound_is_a_row(text: str) -> None:
    rows = labelcheck.read_text(text).readings
    assert [(r.name, str(r.amount.value), r.role) for r in rows if r.amount] == [
        ("magnesiumcitrat", "400", "compound"),
        ("magnesium", "60", "nutrient"),
        ("zinkcitrat", "25", "compound"),
        ("zink", "8", "nutrient"),
    ]


def test_a_compound_alone_gives_a_range_to_be_checked() -> None:
    report = labelcheck.check(labelcheck.read_text("Dagsdos: 1 kapsel\nInnehåll per kapsel\nMagnesiumcitrat 1000 mg"))
    (intake,) = report.intakes
    assert intake.status == "check"
    assert Decimal(113) < intake.low < Decimal(119)
    assert Decimal(161) < intake.high < Decimal(162)


def test_excipients_are_no_source() -> None:
    label = labelcheck.read_text(
        "Innehåll per kapsel\nMagnesium 100 mg\nIngredienser: magnesiumcitrat, klumpförebyggande medel (magnesiumstearat)."
    )
    assert label.readings[0].forms == ("magnesium-citrate",)
    assert [(i.form, i.function) for i in label.ingredients] == [
        ("magnesium-citrate", None),
        ("magnesium-stearate", "anti-caking-agent"),
    ]


@pytest.mark.parametrize(
    ("text", "low", "high", "of"),
    [
        ("Dosering: 1–3 tabletter dagligen.", "1", "3", "tablet"),
        ("Ta 2 kapslar 2 gånger dagligen.", "4", "4", "capsule"),
        ("Take two capsules twice daily; do not exceed 6.", "4", "4", "capsule"),
        ("½ tablett dagligen", "0.5", "0.5", "tablet"),
        ("1/2 tablett dagligen", "0.5", "0.5", "tablet"),
        ("Annostus: 1 kapseli joka toinen päivä.", "0.5", "0.5", "capsule"),
        ("2 x täglich 1 Kapsel", "2", "2", "capsule"),
        ("4 kapslar per dag fördelat på 2 tillfällen", "4", "4", "capsule"),
        ("Barn 4–10 år: 1 tablett. Vuxna: 2 tabletter per dag.", "2", "2", "tablet"),
        ("1–3 år: 5 ml per dag\n4–10 år: 10 ml per dag\nVuxna och barn över 11 år: 15 ml per dag", "15", "15", "ml"),
        ("2 tabletter morgon och 2 tabletter kväll, dosering varje dag", "4", "4", "tablet"),
        ("1 kapsel 1-2 gånger dagligen", "1", "2", "capsule"),
        ("Rekommenderad dagsdos: 4 tabletter fördelat på två tillfällen", "4", "4", "tablet"),
        ("Daglig dose: 4 tabletter fordelt på 2 ganger", "4", "4", "tablet"),
        ("6 tabletter dagligen, 2 tabletter 3 gånger dagligen", "6", "6", "tablet"),
        ("1 spray (0,1 ml) per dag", "1", "1", "spray"),
        ("Ta 1 kapsel en till två gånger dagligen", "1", "2", "capsule"),
        ("Take 2 capsules one to three times daily", "2", "6", "capsule"),
        ("Ta en tablett två gånger dagligen", "2", "2", "tablet"),
        ("5 droppar motsvarar en dagsdos", "5", "5", "drop"),
        ("Dosering 1 st/dag", "1", "1", "piece"),
        ("1 kapsel 3 dagar i veckan", "0.4286", "0.4286", "capsule"),
        ("Dos: 1 kapsel 2 ggr/v", "0.2857", "0.2857", "capsule"),
        ("Ta 1 kapsel vid behov, högst 3 per dygn.", "1", "3", "capsule"),
        ("1 sugtablett varannan timme, max 6 per dag.", "1", "6", "tablet"),
        ("Ta 2 tabletter dagligen, högst 2 per dag.", "2", "2", "tablet"),
        ("Börja med 1 kapsel dagligen, öka efter en vecka till 3 kapslar dagligen.", "1", "3", "capsule"),
        ("2 tabletter ger 375 mg magnesium, ta 1 tablett dagligen", "1", "1", "tablet"),
        ("1 kapsel innehåller 100 µg B12. Ta 2 kapslar dagligen.", "2", "2", "capsule"),
        ("5 droppar ger 20 µg vitamin D3. Ta 10 droppar dagligen.", "10", "10", "drop"),
        ("Innehåll per dagsdos (2 tabletter)\nZink 10 mg", "2", "2", "tablet"),
        ("Innehåll per tablett\nZink 10 mg\nEn om dagen!", "1", "1", "tablet"),
    ],
)
def test_doses(text: str, low: str, high: str, of: str) -> None:
    dose = labelcheck.read_text(text).daily_dose
    assert dose is not None
    assert (round(dose.low, 4), round(dose.high, 4), dose.of) == (Decimal(low), Decimal(high), of)


@pytest.mark.parametrize(
    "text", ["60 kapslar", "Överskrid inte 6 tabletter.", "Förpackning: 90 tabletter", "Innehåll per kapsel\nZink 5 mg"]
)
def test_no_dose(text: str) -> None:
    assert labelcheck.read_text(text).daily_dose is None


def test_a_weekly_dose_is_a_seventh_a_day() -> None:
    report = labelcheck.check(labelcheck.read_text("Varje kapsel: vitamin D3 350 µg\nTa 1 kapsel en gång i veckan."))
    assert [(i.low, i.high) for i in report.intakes] == [(Decimal(50), Decimal(50))]


def test_a_pack_is_no_serving() -> None:
    report = labelcheck.check(labelcheck.read_text("Dosering: 1 kapsel per dag\nInnehåll: 120 kapslar\nZink 10 mg"))
    assert [i.low for i in report.intakes] == [Decimal(10)]


def test_panel_and_directions_that_disagree_are_to_be_checked() -> None:
    text = "Dosering: 1 kapsel per dag\nInnehåll per dagsdos (2 kapslar)\nZink 10 mg"
    (intake,) = labelcheck.check(labelcheck.read_text(text)).intakes
    assert intake.status == "check"


@pytest.mark.parametrize(
    ("more", "code"), [("Nu med extra 5 mg!", "amount-outside-panel"), ("(= 5 mg)", "amount-not-understood")]
)
def test_what_is_no_row_is_told(more: str, code: str) -> None:
    label = labelcheck.read_text(f"Innehåll per kapsel\nZink 10 mg 100 %\n\n{more}")
    assert len(label.readings) == 1
    assert [d.code for d in label.diagnostics] == [code]


def test_spans_slice_to_what_is_printed() -> None:
    text = "Innehåll\u00a0per kapsel\nMag\u00adnesium 1\u00a0000 mg"
    label = labelcheck.read_text(text)
    span = label.readings[0].place.span
    assert text[span.start : span.end] == "Mag\u00adnesium 1\u00a0000 mg"


def test_the_old_rounding_of_vitamin_a_units_is_no_disagreement() -> None:
    # older Nordic tables count 0.33 µg to the IU; the exact figure is 0.3
    reading = labelcheck.read_text("Innehåll per kapsel\nVitamin A (retinylacetat) 833 µg (2500 IE)").readings[0]
    assert (reading.status, reading.notes) == ("ok", ())


@pytest.mark.parametrize(
    ("row", "names"),
    [
        ("Fläderextrakt 100 mg\nmotsvarande 1000 mg fläderbär", ["Fläderextrakt"]),
        ("Fläderextrakt 100 mg motsvarande 1000 mg fläderbär", ["Fläderextrakt"]),
        ("Ingefära 50 mg\nmotsvarande 20 mg gingeroler", ["Ingefära"]),
        ("Okändrotextrakt 50 mg (motsvarande 500 mg torkad rot)", ["Okändrotextrakt"]),
        ("Järnbisglycinat 125 mg\nmotsvarande 25 mg järn", ["Järnbisglycinat", "järn"]),
    ],
)
def test_what_an_extract_stands_for_is_no_row_and_no_riddle(row: str, names: list[str]) -> None:
    label = labelcheck.read_text(f"Ta 1 kapsel dagligen\nPer kapsel\n{row}\nVitamin C 80 mg 100 %\n")
    assert [r.name for r in label.readings] == [*names, "Vitamin C"]
    assert not [d for d in label.diagnostics if d.code == "amount-not-understood"]


@pytest.mark.parametrize("line", ["Varje burk ger 20 g protein extra!", "Hela burken ger dig 20 g protein."])
def test_an_advertisement_below_the_panel_is_no_row(line: str) -> None:
    label = labelcheck.read_text(f"Dosering: 1 tablett dagligen\nInnehåll per tablett\nZink 15 mg 150 %\n\n{line}\n")
    assert [r.name for r in label.readings] == ["Zink"]


def test_a_heading_for_what_amounts_are_is_no_product() -> None:
    assert labelcheck.read_text("Ta 1 kapsel dagligen\nPer kapsel\nZink 15 mg 150 %\n").product is None


@pytest.mark.parametrize(
    "directions",
    [
        "Dosering: 1 skopa upp till tre gånger dagligen",
        "Dosage: 1 scoop up to 3 times a day",
        "Dosage: take 1 scoop up to three times daily",
    ],
)
def test_up_to_so_many_times_a_day_begins_with_once(directions: str) -> None:
    dose = labelcheck.read_text(f"{directions}\nZinc 5 mg per scoop\n").daily_dose
    assert dose is not None
    assert (str(dose.low), str(dose.high)) == ("1", "3")


def test_a_dose_in_words_and_digits_is_quoted_whole() -> None:
    dose = labelcheck.read_text("Directions: Take two (2) capsules daily.\nZinc 5 mg per capsule\n").daily_dose
    assert dose is not None
    assert dose.text == "two (2) capsules daily"


def test_a_nutrient_that_only_a_sentence_below_the_panel_names_is_told() -> None:
    label = labelcheck.read_text(
        "Ta 1 tablett dagligen\nInnehåll per tablett\nKoffein 200 mg\n\nDessutom tillsatt 10 mg zink för immunförsvaret.\n"
    )
    assert [r.name for r in label.readings] == ["Koffein"]
    told = [d for d in label.diagnostics if d.code == "amount-not-understood"]
    assert [label.printed[d.place.span.start : d.place.span.end] for d in told if d.place] == ["10 mg zink"]


@pytest.mark.parametrize(
    ("directions", "children"),
    [
        ("Barn från 4 år: 1 tuggtablett dagligen.", True),
        ("Barn 4–10 år: 1 tablett dagligen. Vuxna: 2 tabletter dagligen.", False),
        ("Vuxna: 2 tabletter dagligen. Barn 4–10 år: 1 tablett dagligen.", False),
        ("Vuxna och barn över 12 år: 1 tablett dagligen.", False),
        ("Children 4 years and older: take 1 tablet daily.", True),
        ("Dosering: 1 tablett dagligen. Förvaras utom räckhåll för barn.", False),
    ],
)
def test_a_dose_that_is_for_children_only_is_told(directions: str, children: bool) -> None:  # noqa: FBT001
    label = labelcheck.read_text(f"{directions}\nInnehåll per tablett\nZink 5 mg 50 %\n")
    assert label.daily_dose is not None
    assert label.daily_dose.for_children is children
    assert any(d.code == "dose-for-children" for d in label.diagnostics) is children


def test_grams_of_no_row_are_told_and_servings_are_not() -> None:
    label = labelcheck.read_text("Dosering: 1 skopa (5 g) dagligen.\nInnehåll per 100 g\nZink 5 mg\n\n(250 g)\n")
    told = [d for d in label.diagnostics if d.code == "amount-outside-panel"]
    assert [label.printed[d.place.span.start : d.place.span.end] for d in told if d.place] == ["250 g"]


def test_an_amount_told_per_day_is_not_per_capsule_though_its_percentage_follows() -> None:
    text = (
        "Ta 1 kapsel en gång i veckan.\nVarje kapsel: vitamin D3 350 µg (14 000 IE)\n"
        "Det motsvarar 50 µg per dag i genomsnitt, 1000 % av RI."
    )
    (intake,) = labelcheck.check(labelcheck.read_text(text)).intakes
    assert (str(intake.high), intake.status) == ("50", "ok")


@pytest.mark.parametrize(
    ("text", "units", "intakes"),
    [
        ("Täglich 3 x 1 Kapsel.", "3", 3),
        ("Täglich 2 x 2 Tabletten einnehmen.", "4", 2),
        ("1 tablett x 3 dagligen.", "3", 3),
        ("Täglich 2 Tabletten zu einer Mahlzeit.", "2", 1),
        ("Ta 2 tabletter vid ett tillfälle dagligen.", "2", 1),
        ("Ta 3 tabletter på en gång varje dag.", "3", 1),
        ("2 tabletter daglig, tas samtidig til et måltid.", "2", 1),
        ("2 tablettia kerran päivässä.", "2", 1),
        ("Rek. dagsdos: 2 kapslar 30 min före sänggående.", "2", 1),
        ("Dagsdos: 4 tabletter, tas på en gång eller fördelat över dagen.", "4", None),
        ("Ta 2 tabletter om dagen, på morgonen eller på kvällen.", "2", None),
        ("Ta 2 tabletter dagligen med mat.", "2", None),
        ("4 tabletter per dag fördelat på 2 tillfällen.", "4", 2),
        ("Dagsdos: 4 tabletter fördelat på två tillfällen.", "4", 2),
        ("Ta 3 tabletter om dagen, fördelade på 1–3 tillfällen.", "3", None),
    ],
)
def test_at_how_many_times_a_dose_is_taken(text: str, units: str, intakes: int | None) -> None:
    dose = labelcheck.read_text(text + "\nMagnesium 100 mg per tablett").daily_dose
    assert dose is not None
    assert (dose.high, dose.intakes_per_day) == (Decimal(units), intakes)


def test_a_percentage_behind_a_bracket_is_of_the_whole() -> None:
    whole, part = labelcheck.read_text(
        "Innehåll per tablett\nVitamin A 800 µg (varav 400 µg betakaroten) 100 %"
    ).readings
    assert (whole.percent and whole.percent.value, part.percent) == (Decimal(100), None)
    compound, element = labelcheck.read_text(
        "Innehåll per tablett\nMagnesiumbisglycinat 1 000 mg (varav magnesium 120 mg) 32 %"
    ).readings
    assert (compound.percent, element.percent and element.percent.value) == (None, Decimal(32))


def test_a_function_may_stand_behind_its_ingredient() -> None:
    label = labelcheck.read_text("Zink 10 mg\nIngredienser: zinkcitrat, titandioxid (färgämne E 171), talk.")
    assert [(i.name, i.function) for i in label.ingredients][1] == ("titandioxid (färgämne E 171)", "colour")


def test_a_fraction_slash_divides() -> None:
    (magnesium,) = labelcheck.read_text("Innehåll per tablett\nMagnesium 1\u20442 g").readings
    assert magnesium.amount is not None
    assert magnesium.amount.value == Decimal("0.5")


@pytest.mark.parametrize("name", ["Marint magnesium", "Havsmagnesium", "Magnesium från havet"])
def test_a_trade_name_whose_percentage_counts_the_element_is_the_element(name: str) -> None:
    (magnesium,) = labelcheck.read_text(f"Per kapsel\n{name} 300 mg 80 %").readings
    assert (magnesium.role, magnesium.status) == ("nutrient", "ok")
    (magnesium,) = labelcheck.read_text(f"Per kapsel\n{name} 300 mg").readings
    assert (magnesium.role, magnesium.status) == ("compound", "check")
