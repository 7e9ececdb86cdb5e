"""A substance's amount a day is no second dose beside one in pieces."""

import pytest

import labelcheck

DAYS = (
    "Kreatin 3 g per dag. Ta 3 kapslar dagligen.",
    "Kreatin 3 g om dagen. Tag 3 kapsler dagligt.",
    "Kreatin 3 g daglig. Ta 3 kapsler daglig.",
    "Kreatín 3 g á dag. Takið 3 hylki á dag.",
    "Kreatiini 3 g päivässä. Ota 3 kapselia päivässä.",
    "Creatine 3 g per day. Take 3 capsules daily.",
    "Kreatin 3 g pro Tag. Täglich 3 Kapseln einnehmen.",
    "Creatine 3 g per dag. Neem dagelijks 3 capsules.",
    "Créatine 3 g par jour. Prendre 3 gélules par jour.",
    "Creatina 3 g al día. Tomar 3 cápsulas al día.",
    "Creatina 3 g al giorno. Assumere 3 capsule al giorno.",
    "Kreatyna 3 g dziennie. Przyjmować 3 kapsułki dziennie.",
    "Креатин 3 г в день. Принимать по 3 капсулы в день.",
)


@pytest.mark.parametrize("text", DAYS)
def test_grams_of_a_substance_are_no_second_dose(text: str) -> None:
    report = labelcheck.check(labelcheck.read_text(text))
    dose = report.label.daily_dose
    assert dose is not None
    assert (str(dose.low), dose.of, dose.status) == ("3", "capsule", "ok")
    assert [(str(i.low), i.unit, i.status) for i in report.intakes] == [("3000", "mg", "ok")]


def test_they_are_the_dose_where_no_other_is_told() -> None:
    dose = labelcheck.read_text("Kreatin 3 g per dag.").daily_dose
    assert dose is not None
    assert (str(dose.low), dose.of) == ("3", "gram")


def test_what_the_pieces_give_besides_is_compared() -> None:
    text = "Innehåll per kapsel: Kreatin 1 g\nKreatin 3 g per dag.\nTa {} kapslar dagligen"
    told = [labelcheck.check(labelcheck.read_text(text.format(n))).intakes[0].status for n in (3, 2)]
    assert told == ["ok", "check"]
