"""For how long a dose is told in weeks of pregnancy leaves it the same dose."""

from __future__ import annotations

import pytest

import labelcheck

UNTIL_WEEK_TWELVE = [
    "Dosering: 1 tablett dagligen, från en månad före till och med graviditetsvecka 12.",
    "Dosering: 1 tablett dagligen från en månad före graviditeten till vecka 12.",
    "Ta 1 tablett dagligen fram till graviditetsvecka 12.",
    "Ta 1 tablett dagligen till och med vecka 12 av graviditeten.",
    "Ta 1 tablett per dag från graviditetsvecka 10.",
    "1 tablett daglig fra en måned før og til og med svangerskapsuke 12.",
    "1 tablet dagligt fra planlægning af graviditet til og med graviditetsuge 12.",
    "1 tabletti päivässä raskauden suunnittelusta raskausviikolle 12 asti.",
    "Take 1 tablet daily from one month before conception until week 12 of pregnancy.",
    "Take 1 tablet daily until the 12th week of pregnancy.",
    "Take one tablet daily, from when you start trying to conceive until the 12th week.",
    "Täglich 1 Tablette, von vier Wochen vor Beginn der Schwangerschaft bis zur 12. Schwangerschaftswoche.",
    "1 comprimé par jour, jusqu'à la 12e semaine de grossesse.",
    "1 tablet per dag, vanaf vier weken voor de zwangerschap tot week 12.",
    "1 comprimido al día desde un mes antes hasta la semana 12 de embarazo.",
    "1 compressa al giorno da un mese prima fino alla 12a settimana di gravidanza.",
    "1 tabletka dziennie od miesiąca przed ciążą do 12. tygodnia ciąży.",
    "1 tafla á dag frá einum mánuði fyrir þungun og fram að 12. viku meðgöngu.",
    "По 1 таблетке в день до 12 недели беременности.",
]


@pytest.mark.parametrize("directions", UNTIL_WEEK_TWELVE)
def test_weeks_of_pregnancy_are_no_number_of_tablets(directions: str) -> None:
    dose = labelcheck.read_text(f"{directions}\nFolic acid 400 µg per tablet.").daily_dose
    assert dose is not None
    assert (str(dose.high), dose.status) == ("1", "ok")


def test_a_month_before_is_nobody_s_age() -> None:
    label = labelcheck.read_text(
        "1 tablett dagligen, från en månad före till och med graviditetsvecka 12.\nFolsyra 400 µg per tablett."
    )
    assert [d.whom.age for d in label.dosages] == [None]


def test_the_twelfth_week_is_not_one_week_long() -> None:
    (dosage,) = labelcheck.read_text("Take 1 tablet daily until the 12th week.").dosages
    assert dosage.timing.bounds is None


def test_weeks_with_doses_of_their_own_stay_phases() -> None:
    label = labelcheck.read_text("Week 1: 1 tablet daily. From week 2: 2 tablets daily.\nZinc 5 mg per tablet.")
    assert [str(d.dose.high) for d in label.dosages] == ["1", "2"]
