"""The directions in the reader's words."""

import pytest

import labelcheck
from labelcheck import Person
from labelcheck.render.dosages import dosage_lines, dosage_text, whom_text
from labelcheck.render.to_html import reports_html
from labelcheck.render.to_text import report_text

FAMILY = (
    "Multi familj\nBarn 4–10 år: 1 tablett om dagen. Vuxna: 2 tabletter 2 gånger dagligen. Gravida: 1 tablett morgon och kväll.\n"
    "Innehåll per tablett: zink 2 mg\n"
)


@pytest.mark.parametrize(
    ("directions", "sv", "en"),
    [
        ("Kinder 4–10 Jahre: 1 Tablette täglich", "Barn 4–10 år: 1 tablett om dagen", "Children 4–10 years: 1 tablet a day"),
        ("Adults: 2 capsules 3 times daily", "Vuxna: 2 kapslar 3 gånger om dagen", "Adults: 2 capsules 3 times a day"),
        ("Take 1–2 tablets every other day", "1–2 tabletter varannan dag", "1–2 tablets every other day"),
        ("Take 1 capsule every 8 hours", "1 kapsel var 8:e timme", "1 capsule every 8 hours"),
        ("Take 1 tablet morning and evening", "1 tablett på morgonen och på kvällen", "1 tablet in the morning and in the evening"),
        ("Ta 1 kapsel i veckan, på söndagar", "1 kapsel i veckan (sön)", "1 capsule a week (Sun)"),
        ("Women: 1 tablet daily", "Kvinnor: 1 tablett om dagen", "Women: 1 tablet a day"),
        ("Over 60 kg: 2 tablets daily", "Från 60 kg: 2 tabletter om dagen", "From 60 kg: 2 tablets a day"),
        ("Take 1 tablet daily for 1 week", "1 tablett om dagen i en vecka", "1 tablet a day for a week"),
        ("Take 1 tablet daily for 2 weeks", "1 tablett om dagen i 2 veckor", "1 tablet a day for 2 weeks"),
        ("Take ½ tablet daily", "0,5 tablett om dagen", "0.5 tablet a day"),
    ],
)  # fmt: skip
def test_a_dosage_is_told_in_the_readers_language(directions: str, sv: str, en: str) -> None:
    dosage = labelcheck.read_text(f"Test\n{directions}.\nPer tablet: zinc 5 mg\n").dosages[0]
    for language, told in (("sv", sv), ("en", en)):
        whom = whom_text(dosage.whom, language)  # type: ignore[arg-type]
        text = dosage_text(dosage, language)  # type: ignore[arg-type]
        assert (f"{whom}: {text}" if whom else text) == told


@pytest.mark.parametrize(
    ("person", "mine"), [(Person(), 1), (Person(age=5), 0), (Person(sex="female", age=30, pregnant=True), 2)]
)
def test_the_line_that_counts_is_marked(person: Person, mine: int) -> None:
    report = labelcheck.check(labelcheck.read_text(FAMILY), person=person)
    assert [line.counted for line in dosage_lines(report.label, "sv")] == [n == mine for n in range(3)]
    shown = next(line for line in report_text(report, "sv").split("\n") if "räknas här" in line)
    assert ("Vuxna", "Barn", "Gravida")[(1, 0, 2).index(mine)] in shown
    assert reports_html([("", report, ())], "sv").count("räknas här") == 1


def test_one_dosage_is_told_once() -> None:
    label = labelcheck.read_text("Test\nTake 1 tablet daily.\nPer tablet: zinc 5 mg\n")
    assert dosage_lines(label, "en") == []


def test_a_span_says_what_would_narrow_it() -> None:
    report = labelcheck.check(
        labelcheck.read_text("Test\nKvinnor: 1 tablett dagligen. Män: 2 tabletter dagligen.\nPer tablett: zink 5 mg\n")
    )
    assert "Etikettens dos beror på kön" in report_text(report, "sv")
