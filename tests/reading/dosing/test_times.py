"""Days and times of the day that are listed, left out, repeated, or told by no number, in every language."""

import pytest

import labelcheck

CONTENTS = "\nPer capsule: zinc 10 mg"


def intake(directions: str, contents: str = CONTENTS) -> str:
    found = labelcheck.check(labelcheck.read_text(directions + contents)).intakes
    return " ".join(f"{i.low:.2f}{'' if i.status == 'ok' else '?'}" for i in found)


@pytest.mark.parametrize(
    "directions",
    [
        "Ta 1 kapsel måndag t.o.m. fredag.",
        "Ta 1 kapsel måndag till och med fredag.",
        "1 kapsel mandag til og med fredag.",
        "Montag bis einschließlich Freitag 1 Kapsel.",
        "1 gélule du lundi au vendredi.",
        "1 cápsula de lunes a viernes.",
        "1 capsula dal lunedì al venerdì.",
        "1 kapsułka od poniedziałku do piątku.",
        "По 1 капсуле с понедельника до пятницы.",
        "1 hylki mánudaga til föstudaga.",
        "Neem maandag t/m vrijdag 1 capsule.",
        "1 kapseli päivässä maanantaista perjantaihin.",
        "Take 1 capsule daily, Monday to Friday. Take a break on weekends.",
    ],
)
def test_a_range_of_weekdays_is_all_of_them(directions: str) -> None:
    assert intake(directions) == "7.14"


@pytest.mark.parametrize(
    "directions",
    [
        "Take 1 capsule daily except Sundays.",
        "Ta 1 kapsel dagligen utom på söndagar.",
        "Täglich 1 Kapsel, außer sonntags.",
        "1 gélule par jour sauf le dimanche.",
        "1 kapseli päivässä, ei sunnuntaisin.",
        "1 capsule daily. No capsule on Sundays.",
        "Neem van maandag t/m zaterdag 1 capsule per dag; zondag is rustdag (geen capsule).",
    ],
)
def test_a_day_without_a_dose_leaves_the_others(directions: str) -> None:
    assert intake(directions) == "8.57"


@pytest.mark.parametrize(
    "directions",
    [
        "Take 1 capsule Monday foo Saturday.",
        "Take 1 capsule Monday or Saturday.",
        "Ta 1 kapsel på måndagar. Torsdagar.",
        "Take 1 capsule twice daily. Repeat before bed.",
    ],
)
def test_days_and_times_that_are_not_understood_are_to_be_checked(directions: str) -> None:
    found = intake(directions)
    assert not found or found.endswith("?")


def test_weekdays_that_are_included_change_nothing() -> None:
    assert intake("Ta 1 kapsel varje dag, även söndagar.") == "10.00"


@pytest.mark.parametrize(
    "directions",
    [
        "Take 1 capsule in the morning. Repeat in the evening.",
        "1 Kapsel morgens einnehmen. Abends wiederholen.",
        "Ta 1 kapsel på morgonen. Gör likadant på kvällen.",
        "Take one capsule in the morning. Repeat with a second capsule in the afternoon, every day.",
    ],
)
def test_a_dose_that_is_repeated_counts_twice(directions: str) -> None:
    assert intake(directions) == "20.00"


@pytest.mark.parametrize(
    ("directions", "contents", "daily"),
    [
        ("Blanda 1 skopa (13 g) med 3 dl vatten. Drick två portioner per dag.", "Per portion 13 g: Zink 5 mg", "10.00"),
        ("Mix 2 scoops (26 g) with 300 ml water. Drink one serving a day.", "Per scoop (13 g): Zinc 5 mg", "10.00"),
        ("1 Messlöffel (13 g) in 200 ml Wasser einrühren. Täglich eine Portion trinken.", "je 13 g: Zink 5 mg", "5.00"),
    ],
)
def test_a_serving_is_what_was_made_ready(directions: str, contents: str, daily: str) -> None:
    assert intake(directions, f"\n{contents}") == daily


@pytest.mark.parametrize(
    "directions",
    [
        "Take 1 capsule each morning and each evening.",
        "Ta 1 kapsel varje morgon och varje kväll.",
        "Jeden Morgen und jeden Abend 1 Kapsel.",
        "1 gélule chaque matin et chaque soir.",
    ],
)
def test_every_morning_and_every_evening_are_two_times(directions: str) -> None:
    assert intake(directions) == "20.00"


@pytest.mark.parametrize(
    "directions",
    [
        "Take a few capsules daily.",
        "Ta några kapslar dagligen.",
        "Take 1 capsule daily. Athletes may take twice as much.",
        "Take one capsule daily, and one extra on training days.",
        "Take 1 capsule every day except training days.",
    ],
)
def test_more_that_no_number_tells_is_told(directions: str) -> None:
    assert intake(directions).endswith("?")


@pytest.mark.parametrize(
    "directions", ["Take 1 capsule every evening at bedtime.", "Erwachsene (außer Schwangere) täglich 1 Kapsel."]
)
def test_what_says_the_same_or_names_others_changes_nothing(directions: str) -> None:
    assert intake(directions) == "10.00"


@pytest.mark.parametrize(
    ("directions", "daily"),
    [
        ("Lös upp 1 kapsel i minst 3 dl vatten. Högst 2 kapslar per dag.", "10.00"),
        ("Rör ut 1 kapsel i 2,5 dl vatten. Tas 1 gång dagligen. Drick ytterligare ett glas vatten.", "10.00"),
        ("4-vuotiaista alkaen: 1 kapseli päivässä.", "10.00"),
    ],
)
def test_water_limits_and_ages_leave_nothing_unused(directions: str, daily: str) -> None:
    assert intake(directions) == daily


def test_a_dose_without_a_time_and_a_day_s_most_are_a_span() -> None:
    (zinc,) = labelcheck.check(labelcheck.read_text(f"Take 1 capsule. Max 3 capsules per day.{CONTENTS}")).intakes
    assert (f"{zinc.low:f}–{zinc.high:f}", zinc.status) == ("10–30", "ok")


@pytest.mark.parametrize(
    "directions",
    [
        "Ta 3 kapslar per dag, 2 på morgonen och 2 på kvällen.",
        "Take 2 capsules a day: 2 in the morning and 2 in the evening.",
        "Ta 1 kapsel dagligen. Kan tas två gånger dagligen vid ökat behov.",
        "Take 1 capsule daily. May be taken twice daily if needed.",
        "Take 1 capsule in the evening instead of the morning.",
        "Nimm 1 Kapsel abends statt morgens.",
    ],
)
def test_what_contradicts_or_changes_the_dose_is_told(directions: str) -> None:
    found = intake(directions)
    assert not found or found.endswith("?")


@pytest.mark.parametrize(
    ("directions", "daily"),
    [
        ("Morgens eine, mittags eine und abends zwei Kapseln.", "40.00"),
        ("2 cápsulas al día la primera semana y después 1 cápsula al día.", "10.00"),
        ("Take 2 capsules daily the first week and 1 capsule daily.", "10.00"),
    ],
)
def test_each_time_has_its_own_number_and_a_first_week_its_own_dose(directions: str, daily: str) -> None:
    assert intake(directions) == daily
