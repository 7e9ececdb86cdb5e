"""Hours of the clock: as times of a dose, and as the hours of somebody who answers."""

import pytest

import labelcheck


def _intake(directions: str) -> tuple[float, str]:
    (found,) = labelcheck.check(labelcheck.read_text(f"{directions}\nPer capsule: zinc 10 mg")).intakes
    return float(found.high), found.status


@pytest.mark.parametrize(
    "directions",
    [
        "Take 1 capsule at 9am and 5pm.",
        "Take 1 capsule at 8 AM and 8 PM.",
        "Ta 1 kapsel kl. 8 och 20.",
        "1 Kapsel um 8 Uhr und um 20 Uhr einnehmen.",
        "Prendre 1 gélule à 8 h et à 20 h.",
        "Przyjmować 1 kapsułkę o godz. 8 i 20.",
    ],
)
def test_hours_are_times_of_the_day(directions: str) -> None:
    assert _intake(directions) == (20, "ok")


@pytest.mark.parametrize(
    "directions",
    [
        "Täglich 1 Kapsel, am besten abends zwischen 18 und 20 Uhr.",
        "1 gélule par jour. Service consommateurs : du lundi au vendredi de 9 h à 18 h.",
        "Take 1 capsule daily. Questions? Call 1-800-555-0199, Mon-Fri 9 am to 5 pm.",
        "1 kapsel dagligen. Kundtjänst: 08-123 45 67 (vardagar 9-16).",
        "1 kapsel dagligt. Forbrugerservice tlf. 70 12 34 56 (hverdage kl. 9-15).",
        "1 Kapsel täglich. Servicetelefon: 0800 123 4567 (Mo-Fr 8-18 Uhr).",
    ],
)
def test_hours_when_somebody_answers_are_none(directions: str) -> None:
    assert _intake(directions) == (10, "ok")
