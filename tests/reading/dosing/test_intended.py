"""For whom a product is, told by its name or description: its directions are those children's."""

from __future__ import annotations

import pytest

import labelcheck

FOR_THREE = {
    "sv": "Kosttillskott för barn från 3 år. 60 tuggtabletter.\nDosering: 1 tuggtablett dagligen.\nPer tuggtablett: D-vitamin 10 µg, Zink 8 mg.",
    "sv2": "Kosttillskott för barn över 3 år. 60 tuggtabletter.\nDosering: 1 tuggtablett dagligen.\nPer tuggtablett: D-vitamin 10 µg, Zink 8 mg.",
    "nb": "Kosttilskudd for barn over 3 år. 60 tyggetabletter.\nDosering: 1 tyggetablett daglig.\nPer tyggetablett: Vitamin D 10 µg, Sink 8 mg.",
    "da": "Kosttilskud til børn over 3 år. 60 tyggetabletter.\nDosering: 1 tyggetablet dagligt.\nPr. tyggetablet: D-vitamin 10 µg, Zink 8 mg.",
    "fi": "Ravintolisä yli 3-vuotiaille lapsille. 60 purutablettia.\nAnnostus: 1 purutabletti päivässä.\n1 purutabletti sisältää: D-vitamiini 10 µg, sinkki 8 mg.",
    "fi2": "Ravintolisä 3–10-vuotiaille lapsille. 60 purutablettia.\nAnnostus: 1 purutabletti päivässä.\n1 purutabletti sisältää: D-vitamiini 10 µg, sinkki 8 mg.",
    "en": "Food supplement for children over 3 years. 60 chewable tablets.\nDirections: 1 tablet daily.\nPer tablet: Vitamin D 10 µg, Zinc 8 mg.",
    "en2": "Kids multivitamin, ages 3+. Food supplement. 60 chewable tablets.\nDirections: 1 tablet daily.\nPer tablet: Vitamin D 10 µg, Zinc 8 mg.",
    "de": "Nahrungsergänzungsmittel für Kinder ab 3 Jahren. 60 Kautabletten.\nVerzehrempfehlung: Täglich 1 Kautablette.\nPro Kautablette: Vitamin D 10 µg, Zink 8 mg.",
    "fr": "Complément alimentaire pour enfants dès 3 ans. 60 comprimés.\nPrendre 1 comprimé par jour.\nPar comprimé : Vitamine D 10 µg, Zinc 8 mg.",
    "nl": "Voedingssupplement voor kinderen vanaf 3 jaar. 60 kauwtabletten.\nGebruik: 1 kauwtablet per dag.\nPer kauwtablet: Vitamine D 10 µg, Zink 8 mg.",
    "es": "Complemento alimenticio para niños a partir de 3 años. 60 comprimidos.\nTomar 1 comprimido al día.\nPor comprimido: Vitamina D 10 µg, Zinc 8 mg.",
    "it": "Integratore alimentare per bambini dai 3 anni. 60 compresse.\nUna compressa al giorno.\nPer compressa: Vitamina D 10 µg, Zinco 8 mg.",
    "pl": "Suplement diety dla dzieci powyżej 3 lat. 60 tabletek.\n1 tabletka dziennie.\nW 1 tabletce: Witamina D 10 µg, Cynk 8 mg.",
    "is": "Fæðubótarefni fyrir börn frá 3 ára. 60 tuggutöflur.\n1 tuggutafla á dag.\nÍ einni tuggutöflu: D-vítamín 10 µg, Sink 8 mg.",
    "ru": "БАД для детей с 3 лет. 60 таблеток.\nПринимать по 1 таблетке в день.\n1 таблетка содержит: Витамин D 10 мкг, Цинк 8 мг.",
}
NOT_FOR_CHILDREN = [
    "Zink. Kosttillskott. Förvaras utom räckhåll för barn. Ta 1 tablett dagligen. Per tablett: Zink 8 mg.",
    "Förvaras utom räckhåll för små barn.\nTa 1 tablett dagligen. Per tablett: Zink 8 mg.",
    "Keep out of reach of children.\nTake 1 tablet daily. Per tablet: Zinc 8 mg.",
    "Zinc. Not for children under 3 years. Not suitable for children aged 3-10.\nTake 1 tablet daily. Per tablet: Zinc 8 mg.",
    "Multi familj. För vuxna och barn från 4 år.\nDosering: 1 tablett dagligen. Per tablett: Zink 8 mg.",
    "Zink. Ne convient pas aux enfants de 3 à 10 ans.\nPrendre 1 comprimé par jour. Par comprimé : Zinc 8 mg.",
    "Magnesium. Nicht geeignet für Kinder und Jugendliche.\nTäglich 1 Tablette. Pro Tablette: Zink 8 mg.",
    "Zink 8 mg. Ej för barn 3-10 år.\nDosering: 1 tablett dagligen. Per tablett: Zink 8 mg.",
    "Zink. Rekommenderas inte till barn mellan 3 och 10 år.\nDosering: 1 tablett dagligen. Per tablett: Zink 8 mg.",
    "Suplement diety. Nie stosować u dzieci od 3 do 10 lat.\n1 tabletka dziennie. W 1 tabletce: Cynk 8 mg.",
    "Ravintolisä. Ei suositella alle 3-vuotiaille lapsille. Ei 3-10-vuotiaille lapsille.\n1 tabletti päivässä. Tabletti sisältää sinkkiä 8 mg.",
    "Integratore alimentare. Non adatto ai bambini da 3 a 10 anni.\nUna compressa al giorno. Per compressa: Zinco 8 mg.",
    "Complemento alimenticio. No recomendado para niños de 3 a 10 años.\nTomar 1 comprimido al día. Por comprimido: Zinc 8 mg.",
    "Voedingssupplement. Niet geschikt voor kinderen van 3 tot 10 jaar.\n1 tablet per dag. Per tablet: Zink 8 mg.",
    "Fæðubótarefni. Ekki ætlað börnum 3-10 ára.\n1 tafla á dag. Í töflu: Sink 8 mg.",
    "БАД. Не рекомендуется детям от 3 до 10 лет.\nПо 1 таблетке в день. 1 таблетка содержит: Цинк 8 мг.",
    "Kosttilskudd. Anbefales ikke til barn 3-10 år.\n1 tablett daglig. Per tablett: Sink 8 mg.",
]


@pytest.mark.parametrize("label", FOR_THREE.values(), ids=FOR_THREE)
def test_a_product_for_children_is_judged_for_its_youngest_child(label: str) -> None:
    found = labelcheck.check(labelcheck.read_text(label), market="IE")
    assert found.label.daily_dose is not None
    assert found.label.daily_dose.for_children
    assert found.verdict.level == "above-level"  # 8 mg of zinc, 7 mg at the age of 3


@pytest.mark.parametrize("label", NOT_FOR_CHILDREN)
def test_a_product_that_children_must_not_take_is_an_adults(label: str) -> None:
    dose = labelcheck.read_text(label).daily_dose
    assert dose is not None
    assert not dose.for_children


@pytest.mark.parametrize(
    "label",
    [
        "Barnvitamin.\nTa 1 tablett dagligen. Per tablett: Zink 5 mg.",
        "Kids multivitamin.\nTake 1 tablet daily. Per tablet: Zinc 5 mg.",
        "Kindervitamine.\nTäglich 1 Tablette. Pro Tablette: Zink 5 mg.",
        "Børnevitamin.\nTag 1 tablet dagligt. Pr. tablet: Zink 5 mg.",
        "Lastenvitamiini.\nOta 1 tabletti päivässä. Tabletti sisältää: sinkki 5 mg.",
        "Junior Multi.\nTa 1 tablett dagligen. Per tablett: Zink 5 mg.",
    ],
)
def test_a_child_of_no_told_age_is_asked_for_it(label: str) -> None:
    found = labelcheck.check(labelcheck.read_text(label))
    assert found.verdict.level == "cannot-tell"
    assert "age" in found.verdict.message("en")


def test_what_the_directions_say_goes_before_the_name() -> None:
    label = labelcheck.read_text(
        "Familjemulti för barn från 3 år.\nVuxna: 2 tabletter dagligen. Barn 7-10 år: 1 tablett dagligen.\nPer tablett: Zink 5 mg."
    )
    assert [str(d.whom.age.low) for d in label.dosages if d.whom.age is not None] == ["18", "7"]


def test_babies_from_a_month_are_babies() -> None:
    label = labelcheck.read_text(
        "Baby D-droppar från 1 månad.\nDosering: 5 droppar dagligen.\n5 droppar innehåller: D-vitamin 10 µg."
    )
    assert label.daily_dose is not None
    assert label.daily_dose.for_children


def test_a_child_in_its_first_year_may_be_six_months_old() -> None:
    text = "Vitamin drops for children. For children from six months to four years.\nFive drops daily.\nChildren who are having 500 ml of formula a day do not need them.\n5 drops contain: Vitamin D 10 µg."
    found = labelcheck.check(labelcheck.read_text(text))
    assert [(i.nutrient, str(i.high)) for i in found.intakes] == [("vitamin-d", "10")]


def test_a_word_of_another_language_is_no_child() -> None:
    label = labelcheck.read_text(
        "Gentle Iron by Merrow\nKind to tummies. Tired of being tired?\nTake one capsule daily with food.\nEach capsule provides: Iron 14 mg (100 % NRV)."
    )
    assert label.daily_dose is not None
    assert not label.daily_dose.for_children
