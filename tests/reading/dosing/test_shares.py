"""Doses that go on from another, and amounts that only tell how one is made ready."""

import pytest

import labelcheck


def _dose(text: str) -> tuple[str, str, str]:
    label = labelcheck.read_text(f"{text}\nPer portion: zinc 10 mg")
    assert label.daily_dose is not None
    return f"{label.daily_dose.low:g}", f"{label.daily_dose.high:g}", label.daily_dose.status


@pytest.mark.parametrize(
    "text",
    [
        "Barn 4–11 år tuggar en tablett om dagen, vuxna två.",
        "Children from 4 years take one tablet a day, adults two.",
        "Kinder ab 4 Jahren nehmen täglich eine Tablette, Erwachsene zwei.",
        "Dzieci powyżej 4 lat przyjmują jedną tabletkę dziennie, dorośli dwie.",
    ],
)
def test_a_bare_number_behind_a_group_goes_on_from_the_dose_before(text: str) -> None:
    assert _dose(text) == ("2", "2", "ok")


@pytest.mark.parametrize(
    "text",
    [
        "Blanda en skopa med 3 dl vatten. Drick två skopor om dagen.",
        "Directions: mix 1 scoop with water. Take 2 scoops daily.",
    ],
)
def test_what_is_made_ready_is_one_of_the_days(text: str) -> None:
    assert _dose(text) == ("2", "2", "ok")


@pytest.mark.parametrize(
    "text",
    [
        "Adultes : un sachet de 20 g par jour.",
        "Adults: one sachet of 20 g a day.",
        "Vuxna: en påse på 20 g om dagen.",
        "Erwachsene: ein Beutel zu 20 g täglich.",
        "Adultos: un sobre de 20 g al día.",
        "Dorośli: jedna saszetka po 20 g dziennie.",
    ],
)
def test_what_a_piece_weighs_is_no_dose_beside_it(text: str) -> None:
    assert _dose(text) == ("1", "1", "ok")


@pytest.mark.parametrize(
    "text",
    [
        "Fas 1 (dag 1–5): 4 skopor per dag. Fas 2 (från dag 6): 1 skopa per dag.",
        "Phase 1 (days 1-5): 4 scoops a day. Phase 2 (from day 6): 1 scoop a day.",
        "Laddning dag 1–5: 4 skopor per dag. Underhåll från dag 6 och framåt: 1 skopa per dag.",
        "Días 1-5: 4 cacitos al día. A partir del día 6: 1 cacito al día.",
        "Päivät 1–5: 4 mittaa päivässä. Päivästä 6 alkaen: 1 mitta päivässä.",
    ],
)
def test_numbered_phases(text: str) -> None:
    assert _dose(text) == ("1", "1", "ok")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ta 1 tablett vid läggdags. Dosering: 1 tablett per dag, på kvällen.", ("1", "1", "ok")),
        ("Ta 1 tablett dagligen på morgonen. Ta 1 tablett dagligen på kvällen.", ("2", "2", "ok")),
        ("1 tablet with breakfast. 1 tablet with dinner. 2 tablets at bedtime.", ("4", "4", "ok")),
        ("Chew one tablet with each main meal, three times daily.", ("3", "3", "ok")),
        ("Ta en tablett till frukosten och en till middagen så får du i dig det du behöver.", ("2", "2", "ok")),
        ("Take two capsules a day. That is twenty times what a glass of milk gives you.", ("2", "2", "ok")),
    ],
)
def test_what_two_sentences_tell_of_one_day(text: str, expected: tuple[str, str, str]) -> None:
    assert _dose(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Adults: one 15 ml capful in the morning and one at night.",
        "5 ml in the morning and 1 at night.",
        "Voksne tager 1 tablet dagligt. Anbefalet daglig dosis for voksne er 3 tabletter, og den bør ikke overskrides.",
    ],
)
def test_what_may_be_another_dose_is_doubted(text: str) -> None:
    assert _dose(text)[2] == "check"
