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
