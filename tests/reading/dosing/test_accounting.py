"""What directions say and nobody understood lowers the trust of the dose, and is quoted; other words never do."""

import re
from pathlib import Path

import pytest

import labelcheck
from labelcheck.knowledge.dosing import DOSING_KINDS

PANEL = "Innehåll per tablett: zink 10 mg"
SOURCE = Path(labelcheck.__file__).parent / "reading" / "dosing"


def read(directions: str, panel: str = PANEL) -> labelcheck.Label:
    return labelcheck.read_text(f"Prov\n{directions}\n{panel}\n")


@pytest.mark.parametrize(
    ("directions", "unused"),
    [
        ("Ta 1 tablett dagligen, dubbla dosen vid resa.", "dubbla dosen"),
        ("Ta 1 tablett dagligen en vecka före resa.", "vecka"),
        ("Ta 2 tabletter om dagen 3 gånger i veckan.", "3 gånger i veckan"),
        ("Vuxna: 1 tablett dagligen. Barn: dubbla dosen.", "dubbla dosen"),
    ],
)
def test_what_was_not_understood_is_quoted(directions: str, unused: str) -> None:
    label = read(directions)
    assert label.daily_dose is not None
    assert label.daily_dose.status == "check"
    assert unused in " ".join(label.daily_dose.unused)
    told = [d.message for d in label.diagnostics if d.code == "dosage-not-understood"]
    assert len(told) == 1
    assert unused in told[0]
    assert [i.status for i in labelcheck.check(label).intakes] == ["check"]


@pytest.mark.parametrize(
    "directions",
    [
        "Ta 1 tablett dagligen. Förvaras oåtkomligt för barn under 3 år, vid högst 25 °C.",
        "Nu 30 % starkare! Ta 1 tablett dagligen för ett piggare liv i 365 dagar.",
        "Ta 1 tablett dagligen med ett stort glas vatten (2 dl) 30 minuter före mat.",
        "Ta 1 tablett dagligen. Vänta minst 2 timmar efter järntabletter.",
        "60 tabletter räcker i 2 månader. Ta 1 tablett dagligen.",
        "Ta 1 tablett dagligen. Kontakta läkare om du är gravid, ammar eller är under 18 år.",
        "Fem av 10 kunder rekommenderar oss. Ta 1 tablett dagligen.",
    ],
)
def test_other_words_and_numbers_lower_no_trust(directions: str) -> None:
    dose = read(directions).daily_dose
    assert dose is not None
    assert (int(dose.low), int(dose.high), dose.status) == (1, 1, "ok"), dose


@pytest.mark.parametrize(
    ("directions", "note"),
    [
        ("Ta 2 tabletter.", "no-time-told"),
        ("Ta 1 tablett vid behov.", "as-needed"),
        ("1 tablett till varje måltid.", "per-meal"),
        ("1 tablett per 10 kg kroppsvikt och dag.", "per-body-weight"),
        ("1 tablett varannan timme.", "interval-unclear"),
        ("Ta 1 tablett dagligen. Ta 3 tabletter dagligen.", "doses-disagree"),
        ("Ta en tablett och en kapsel dagligen.", "several-units"),
    ],
)
def test_a_dose_that_is_not_settled_says_why(directions: str, note: str) -> None:
    dose = read(directions).daily_dose
    assert dose is not None
    assert dose.status == "check"
    assert note in dose.notes


@pytest.mark.parametrize(
    "directions",
    [
        "I studier tog deltagarna 6 tabletter dagligen. Ta 2 tabletter dagligen.",
        "Ta inte 4 tabletter om dagen. Ta 2 tabletter dagligen.",
        "2 tabletter dagligen. Överskrid inte 3 tabletter per dag.",
        "2 tabletter\ndagligen",
        "Ta 2 tabletter dagligen. 2 Tabletten täglich. 2 tablettia päivässä.",
    ],
)
def test_what_others_took_and_limits_are_no_dose(directions: str) -> None:
    dose = read(directions).daily_dose
    assert dose is not None
    assert (int(dose.low), int(dose.high), dose.status) == (2, 2, "ok"), dose


def test_spans_slice_to_what_was_printed() -> None:
    label = read(
        "Barn 4–10 år: 1 tablett 2 gånger dagligen.\nVuxna: 2 tabletter\n3 gånger dagligen, dubbla dosen vid resa."
    )
    assert [d.relation for d in label.dosages] == [None, "instead"]
    for dosage in label.dosages:
        start, end = dosage.place.span
        assert " ".join(label.printed[start:end].split()) == dosage.text
        for unused in dosage.unused:
            start, end = unused.place.span
            assert " ".join(label.printed[start:end].split()) == unused.text


def test_every_kind_of_the_language_files_has_a_reader() -> None:
    code = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE.glob("*.py"))
    unread = [name for name in DOSING_KINDS if not re.search(rf"\b(?:D\.)?{name}\b", code)]
    assert not unread


@pytest.mark.parametrize(
    "separator", [" ", "\n", ", ", ". ", " - ", " – ", " | ", " / ", "; ", ": ", "\t", " • ", "\f", "\r", "\v"]
)
def test_what_a_pack_holds_is_no_dose(separator: str) -> None:
    label = labelcheck.read_text(f"Zink\n60 tabletter{separator}Ta 1 tablett dagligen\n{PANEL}\n")
    assert [(i.nutrient, int(i.high), i.status) for i in labelcheck.check(label).intakes] == [("zinc", 10, "ok")]


def test_the_footnote_of_american_labels_is_no_dose() -> None:
    label = labelcheck.read_text(
        "Supplement Facts\nServing Size 1 Tablet\nAmount Per Serving  % Daily Value\nZinc 50 mg 455%\n"
        "* The % Daily Value tells you how much a nutrient\nin a serving of food contributes to a daily diet. 2,000 calories\n"
        "a day is used for general nutrition advice.\n"
    )
    assert label.daily_dose is None


@pytest.mark.parametrize(
    "directions",
    [
        "1 tablett per dag dekker behovet for 16 vitaminer og mineraler.",
        "Take 1 tablet daily for 23 vitamins and minerals.",
        "1 Tablette täglich deckt den Bedarf an 12 Vitaminen.",
        "Vuxna: 1 tablett per dag. Burken räcker i ca 60 dagar vid 1 tablett dagligen.",
    ],
)
def test_what_a_number_counts_may_be_no_dose(directions: str) -> None:
    dose = labelcheck.read_text(f"Prov\n{directions}\nPer tablett: zink 10 mg\n").daily_dose
    assert dose is not None
    assert (int(dose.high), dose.status) == (1, "ok")


def test_a_serving_that_is_explained_in_brackets_is_the_dose() -> None:
    dose = labelcheck.read_text(
        "Test\nTake one serving (2 tablets) twice daily.\nPer serving: calcium 600 mg\n"
    ).daily_dose
    assert dose is not None
    assert (int(dose.high), dose.of, dose.status) == (4, "tablet", "ok")


@pytest.mark.parametrize("gap", [".\n", "\n\n", ". "])
def test_one_serving_is_an_amount_that_its_size_explains(gap: str) -> None:
    label = labelcheck.read_text(
        f"Take one serving daily{gap}Serving size 3 capsules\nAmount per serving\nZinc 30 mg\n"
    )
    assert label.daily_dose is not None
    assert (int(label.daily_dose.low), label.daily_dose.of, label.daily_dose.status) == (3, "capsule", "ok")
    assert label.daily_dose.text.startswith("one serving daily")


@pytest.mark.parametrize(
    "directions",
    [
        "Take tablets daily.",
        "Täglich [unlesbar] Tabletten einnehmen.",
        "Prendre … comprimés par jour.",
        "Ta tabletter dagligen.",
    ],
)
def test_a_dose_without_a_number_is_one_only_perhaps(directions: str) -> None:
    dose = labelcheck.read_text(f"Prov\n{directions}\nZinc 10 mg per tablet\n").daily_dose
    assert dose is not None
    assert (dose.status, len(dose.unused)) == ("check", 1)


def test_a_word_on_the_tablet_beside_a_number_casts_no_doubt() -> None:
    dose = labelcheck.read_text(
        "Prov\nTa 1 tablett dagligen. Ta tabletten på morgonen.\nPer tablett: zink 10 mg"
    ).daily_dose
    assert dose is not None
    assert (int(dose.high), dose.status) == (1, "ok")


@pytest.mark.parametrize(
    ("directions", "unused"),
    [
        ("Ta en gul tablett på morgonen och en blå tablett på kvällen.", ("gul", "blå")),
        ("Take one red tablet in the morning and one white tablet in the evening.", ("red", "white")),
        ("Morgens 1 gelbe Tablette und abends 1 blaue Tablette.", ("gelbe", "blaue")),
    ],
)
def test_units_told_apart_may_hold_different_things(directions: str, unused: tuple[str, ...]) -> None:
    dose = read(directions).daily_dose
    assert dose is not None
    assert (dose.status, dose.unused) == ("check", unused)


def test_the_same_words_for_both_tell_no_units_apart() -> None:
    dose = read("Ta en liten tablett på morgonen och en liten tablett på kvällen.").daily_dose
    assert dose is not None
    assert (int(dose.low), dose.status) == (2, "ok")


@pytest.mark.parametrize(
    "directions",
    [
        "1 tablett dagligen. Barn från 6 månader: 2 tabletter dagligen.",
        "1 teskje daglig. Barn fra 4 uker: 2,5 ml, fra 6 måneder 5 ml.",
        "1 tablet daily. Children from 6 months: 2 tablets daily.",
        "Täglich 1 Tablette. Kinder ab 6 Monaten: täglich 2 Tabletten.",
    ],
)
def test_children_from_some_months_are_no_adults(directions: str) -> None:
    dose = read(directions).daily_dose
    assert dose is not None
    assert (int(dose.low), int(dose.high), dose.status) == (1, 1, "ok")


@pytest.mark.parametrize(
    "directions",
    [
        "1 gélule par jour. La prise peut être portée à 2 gélules par jour.",
        "1 cápsula al día. La toma puede aumentarse a 2 cápsulas al día.",
    ],
)
def test_a_word_for_an_intake_counts_no_times(directions: str) -> None:
    dose = read(directions).daily_dose
    assert dose is not None
    assert (int(dose.low), int(dose.high), dose.status) == (1, 2, "ok")


@pytest.mark.parametrize(
    "directions",
    [
        "9 comprimidos al día repartidos entre desayuno, comida y cena.",
        "9 Tabletten täglich, aufgeteilt auf Frühstück und Abendessen.",
        "5 tabletter dagligen fördelat på frukost och middag.",
    ],
)
def test_how_a_days_tablets_are_parted_changes_no_amount(directions: str) -> None:
    dose = read(directions).daily_dose
    assert dose is not None
    assert (int(dose.low), dose.status) == (int(directions.split(maxsplit=1)[0]), "ok")


def test_infant_formula_is_no_dose() -> None:
    dose = read("Children: 1 tablet daily. Children who have 500 ml or more of formula a day need none.").daily_dose
    assert dose is not None
    assert (int(dose.low), dose.of) == (1, "tablet")


@pytest.mark.parametrize(
    "directions",
    [
        "En tablett och en kapsel dagligen.",
        "Täglich 1 Tablette und 1 Kapsel.",
        "1 comprimé et 1 gélule par jour.",
        "1 tablett, 1 kapsel dagligen.",
    ],
)
def test_both_of_two_units_are_taken(directions: str) -> None:
    text = f"{directions}\nInnehåll per tablett:\nZink 5 mg\nInnehåll per kapsel:\nDHA 250 mg\n"
    intakes = labelcheck.check(labelcheck.read_text(text)).intakes
    assert [(i.nutrient, int(i.low), i.status) for i in intakes] == [("zinc", 5, "ok"), ("dha", 250, "ok")]


@pytest.mark.parametrize(
    "directions",
    [
        "Lös 1 tablett i vatten. Använd en gång om dagen, både träningsdagar och vilodagar.",
        "Add 1 tablet to water. Use once a day, on training days and rest days alike.",
    ],
)
def test_days_of_training_and_of_rest_are_no_other_people(directions: str) -> None:
    dose = read(directions).daily_dose
    assert dose is not None
    assert (int(dose.low), int(dose.high), dose.status) == (1, 1, "ok")


@pytest.mark.parametrize(
    "claim",
    [
        "Kreatin ökar prestationen vid ett dagligt intag av 3 g.",
        "The effect is obtained with a daily intake of 3 g of creatine.",
        "Die positive Wirkung stellt sich bei einer täglichen Aufnahme von 3 g ein.",
        "El efecto se obtiene con una ingesta diaria de 3 g.",
    ],
)
def test_the_intake_that_a_claim_asks_for_is_no_dose(claim: str) -> None:
    dose = read(f"{claim} 1 tablett dagligen.").daily_dose
    assert dose is not None
    assert (int(dose.low), dose.of, dose.status) == (1, "tablet", "ok")


@pytest.mark.parametrize(
    "directions",
    [
        "Tres comprimidos en el desayuno, tres en la comida y tres en la cena.",
        "9 comprimidos al día: desayuno, comida y cena.",
        "3 tabletter till frukost, 3 till måltid mitt på dagen och 3 till middag.",
    ],
)
def test_a_meal_between_breakfast_and_dinner_is_a_time(directions: str) -> None:
    dose = read(directions).daily_dose
    assert dose is not None
    assert (int(dose.low), int(dose.high), dose.status) == (9, 9, "ok")


@pytest.mark.parametrize(
    "directions",
    [
        "aikuiset: puolitoista teelusikallista (7,5 ml)\nlapset yli 3 v: teelusikallinen (5 ml) päivässä",
        "Vuxna: en och en halv tesked (7,5 ml)\nbarn över 3 år: en tesked (5 ml) dagligen",
    ],
)
def test_a_bracket_behind_another_group_explains_that_group_s_amount(directions: str) -> None:
    dose = read(directions, "per 7,5 ml: sinkki 10 mg").daily_dose
    assert dose is not None
    assert (str(dose.low), dose.of) == ("1.5", "teaspoon")


@pytest.mark.parametrize("title", ["BEAUTY DRINK, Vanille, 450 g", "MAGNÉSIUM – 20 ampoules de 10 ml à boire"])
def test_what_the_name_says_of_the_pack_is_no_dose(title: str) -> None:
    dose = labelcheck.read_text(f"{title}\n1 tablett dagligen.\n{PANEL}\n").daily_dose
    assert dose is not None
    assert (int(dose.low), dose.of, dose.status) == (1, "tablet", "ok")


def test_a_number_of_times_between_two_named_times_counts_neither_alone() -> None:
    label = labelcheck.read_text(
        "D-vitaminspray\nPer spraydos: vitamin D 10 µg\nSpraya en gång på morgonen och två gånger på kvällen."
    )
    assert label.daily_dose is not None
    assert (label.daily_dose.status, list(label.daily_dose.unused)) == ("check", ["två gånger"])


@pytest.mark.parametrize(
    ("directions", "low", "high"),
    [
        ("Vecka 1: ½ tablett om dagen\nVecka 2: 1 tablett om dagen\nFrån vecka 3: 2 tabletter om dagen (1 på morgonen, 1 på kvällen)", 2, 2),
        ("Week 1: 1 tablet a day\nFrom week 2: 2 tablets a day (1 in the morning, 1 in the evening)", 2, 2),
        ("Start with 1 tablet daily and gradually in-\ncrease to 2 tablets daily.", 1, 2),
        ("Täglich 1 Tablette, bei Bedarf auf 3 Tabletten er-\nhöhen.", 1, 3),
    ],
)  # fmt: skip
def test_what_a_bracket_repeats_and_a_line_end_breaks(directions: str, low: int, high: int) -> None:
    dose = labelcheck.read_text(f"Prov\n{directions}\nPer tablet: zinc 10 mg").daily_dose
    assert dose is not None
    assert (float(dose.low), float(dose.high)) == (low, high)


@pytest.mark.parametrize(
    "label",
    [
        "Multi Kvinna 50+\nMultivitamin – 1 tablett om dagen\nPer tablett: zink 10 mg",
        "Zink Sugtablett 1000\nmed smak av körsbär\n1 sugtablett om dagen.\nPer tablett: zink 10 mg",
        "Zink\n1 tablett om dagen, vänta 10 sekunder innan du sväljer.\nPer tablett: zink 10 mg",
        "Zinc\nPhase d'attaque (10 jours) : 1 comprimé matin, midi et soir\nPhase d'entretien : 1 comprimé le matin\nPar comprimé : zinc 10 mg",
    ],
)  # fmt: skip
def test_numbers_that_are_no_dose_are_used(label: str) -> None:
    dose = labelcheck.read_text(label).daily_dose
    assert dose is not None
    assert (float(dose.high), dose.status, dose.unused) == (1, "ok", ())


@pytest.mark.parametrize("heading", ["Directions", "How to take", "Dosering", "Verzehrempfehlung"])
def test_an_amount_behind_a_heading_of_directions_heads_no_panel(heading: str) -> None:
    words = (
        "2 tabletter på måndagar"
        if heading == "Dosering"
        else "2 Tabletten montags"
        if heading[0] == "V"
        else "two tablets on Mondays"
    )
    dose = labelcheck.read_text(f"Prov\nPer tablet: zinc 10 mg\n{heading}: {words}.").daily_dose
    assert dose is not None
    assert (round(float(dose.low), 4), dose.status) == (0.2857, "ok")
