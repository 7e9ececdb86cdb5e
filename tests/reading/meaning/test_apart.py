"""Panels of different things on one label: what a dose counts is not known, and nothing of them is trusted."""

import pytest

import labelcheck

DAY = "per tablett:\nC-vitamin 60 mg\nMagnesium 80 mg\n"
NIGHT = "per tablett:\nMagnesium 200 mg\nZink 5 mg\n"


def statuses(text: str) -> dict[str, str]:
    return {i.nutrient: i.status for i in labelcheck.check(labelcheck.read_text(text)).intakes}


@pytest.mark.parametrize(
    "text",
    [
        f"Ta 1 tablett på morgonen och 1 på kvällen.\nDagtablett, {DAY}Nattablett, {NIGHT}",
        f"Produkt A. 1 tablett dagligen.\nInnehåll {DAY}\nProdukt B. 1 tablett dagligen.\nInnehåll {NIGHT}",
    ],
)
def test_what_stands_in_panels_that_differ_is_checked(text: str) -> None:
    assert statuses(text) == {"vitamin-c": "check", "magnesium": "check", "zinc": "check"}
    readings = labelcheck.read_text(text).readings
    assert all("panels-disagree" in r.notes for r in readings)


def test_the_same_panel_in_another_language_is_no_other_thing() -> None:
    text = f"1 tablett dagligen.\nInnehåll {DAY}Sisältö per tabletti:\nC-vitamiini 60 mg\nMagnesium 80 mg\n"
    assert statuses(text) == {"vitamin-c": "ok", "magnesium": "ok"}


def test_a_tablet_and_a_capsule_are_told_apart_by_their_panels() -> None:
    text = "En tablett och en kapsel dagligen.\nInnehåll per tablett:\nZink 5 mg\nInnehåll per kapsel:\nDHA 250 mg\n"
    assert statuses(text) == {"zinc": "ok", "dha": "ok"}
