"""Prose that puts the amount before its name, and then says what it comes from."""

import pytest

import labelcheck


def intake(text: str) -> str:
    found = labelcheck.check(labelcheck.read_text(text)).intakes
    return " ".join(f"{i.nutrient} {i.low:g}{'' if i.status == 'ok' else '?'}" for i in found)


@pytest.mark.parametrize(
    "text",
    [
        "Täglich 1 Kapsel. 400 mg elementares Magnesium aus 2.500 mg Magnesiumcitrat pro Kapsel.",
        "Take 1 capsule daily. 400 mg elemental magnesium from 2,500 mg magnesium citrate per capsule.",
        "Ta 1 kapsel dagligen. 400 mg elementärt magnesium (från 2500 mg magnesiumcitrat) per kapsel.",
        "1 gélule par jour. 400 mg de magnésium élément issus de 2500 mg de citrate de magnésium par gélule.",
        "1 cápsula al día. 400 mg de magnesio elemental procedente de 2500 mg de citrato de magnesio por cápsula.",
        "1 capsula al giorno. 400 mg di magnesio da 2500 mg di citrato di magnesio per capsula.",
        "1 capsule per dag. 400 mg magnesium uit 2500 mg magnesiumcitraat per capsule.",
        "Ota 1 kapseli päivässä. 400 mg magnesiumia 2500 mg:sta magnesiumsitraattia per kapseli.",
        "1 kapsułka dziennie. 400 mg magnezu z 2500 mg cytrynianu magnezu w kapsułce.",
        "1 kapsel daglig. 400 mg magnesium fra 2500 mg magnesiumcitrat pr. kapsel.",
    ],
)
def test_what_the_compound_weighs_is_not_what_it_gives(text: str) -> None:
    assert intake(text) == "magnesium 400"


def test_a_sentence_that_ended_names_no_amount() -> None:
    assert intake("Take 1 tablet daily. 15 mg zinc, 2 mg copper per tablet.") == "zinc 15 copper 2"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ta en kapsel dagligen. I varje kapsel finns 125 mg magnesium i form av bisglycinat, 3 mg zink och 0,5 mg B6.",
            "magnesium 125 zinc 3 vitamin-b6 0.5",
        ),
        ("Ta 1 kapsel dagligen. Kapseln smakar körsbär och innehåller 1 mg melatonin per kapsel.", "melatonin 1"),
        ("Neem 2 tabletten per dag. Twee tabletten leveren samen 20 mg ijzer.", "iron 20"),
        (
            "Take one tablet a day. Contains vitamin C 500 mg, with 50 mg of rose hips and 25 mg citrus bioflavonoids per tablet.",
            "vitamin-c 500 rosehip 50 citrus-bioflavonoids 25",
        ),
    ],
)
def test_prose_gives_each_amount_to_its_own_name(text: str, expected: str) -> None:
    assert intake(text) == expected


def test_a_known_nutrient_that_is_left_out_is_told() -> None:
    text = (
        "C-Kick tuggtablett. Tugga 1–2 tabletter dagligen. Vi har packat in hela 500 mg C-vitamin i varje tuggtablett, "
        "och dessutom 5 mg zink (50 % av referensintaget) som bidrar till immunförsvarets normala funktion."
    )
    report = labelcheck.check(labelcheck.read_text(text))
    assert report.verdict.level == "cannot-tell" or len(report.intakes) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Prenez 4 capsules par jour. Chaque capsule renferme en outre 2,5 µg de vitamine D et 3 mg de vitamine E.",
            "vitamin-d 10 vitamin-e 12",
        ),
        (
            "En kapsel ger 50 µg vitamin D3 och 45 µg vitamin K2, två kapslar ger 100 µg D3 och 90 µg K2. Ta 1 kapsel dagligen.",
            "vitamin-d 50 vitamin-k 45",
        ),
        (
            "Shake one scoop with 250 ml water. Enjoy two shakes daily. Pea Shake packs 7 mg of iron into it.",
            "iron 7?",
        ),
        (
            (
                "Si consiglia l'assunzione di 2 bustine al giorno sciolte in 200 ml d'acqua.\n"
                "             per bustina     per 2 bustine\nMagnesio     112,5 mg        225 mg\n"
            ),
            "magnesium 225",
        ),
    ],
)
def test_servings_and_names_keep_their_own_amounts(text: str, expected: str) -> None:
    assert intake(text) == expected


def test_three_milligrams_of_vitamin_d_are_a_wrong_unit() -> None:
    (reading,) = labelcheck.read_text("Per kapsel: Vitamin D 3 mg").readings
    assert reading.status == "check"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Each capsule provides 400 mg of magnesium and 10 µg vitamin D, which is 107 % and 200 % of the NRV. Take 1 daily.",
         "magnesium 400 vitamin-d 10"),
        ("Hver kapsel gir deg 20 mg jern, 80 mg vitamin C og 100 µg folat – det tilsvarer 143 %, 100 %\nog 50 % av RI. 1 kapsel daglig.",
         "iron 20 vitamin-c 80 folate 100"),
        ("Per tablet: magnesium oxide (magnesium 150 mg), zinc citrate (zinc 10 mg). Take 1 tablet daily.",
         "magnesium 150 zinc 10"),
        ("a level teaspoon carries three grams of creatine and one gram of taurine. Stir one teaspoon into water twice a day.",
         "creatine 6000 taurine 2000"),
    ],
)  # fmt: skip
def test_lists_and_words(text: str, expected: str) -> None:
    assert intake(text) == expected


@pytest.mark.parametrize(
    "heading",
    [
        "Angaben in mg          je Tablette",
        "Mängder i mg           per tablett",
        "Minerals (mg) per tablet",
        "Minerals, mg per tablet",
    ],
)
@pytest.mark.parametrize("gap", [" ", "            "])
def test_a_heading_tells_the_unit_in_words(heading: str, gap: str) -> None:
    assert intake(f"{heading}\nMagnesium{gap}150\nZinc{gap}10\n\nTake 1 tablet daily.") == "magnesium 150 zinc 10"
