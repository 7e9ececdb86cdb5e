"""What people read."""

from decimal import Decimal

import labelcheck
from labelcheck.knowledge.printing import DOSE_FORMS, number_text
from labelcheck.render.to_text import label_text, report_text
from labelcheck.render.wording import NOTES, TEXTS

LABEL = """SKOGSRÅ Magnesium Plus
Ta 2 kapslar dagligen.
Innehåll per kapsel        % RI
Magnesium (citrat)   150 mg   40 %
Vitamin B6           0,7 mg   70 %
"""


def test_numbers_by_language() -> None:
    assert number_text(Decimal("12500.5"), "sv") == "12\u00a0500,5"
    assert number_text(Decimal("12500.5"), "en") == "12,500.5"


def test_both_languages_say_the_same_things() -> None:
    assert TEXTS["sv"].keys() == TEXTS["en"].keys()
    assert DOSE_FORMS["sv"].keys() == DOSE_FORMS["en"].keys()
    assert all(note.keys() == {"sv", "en"} for note in NOTES.values())


def test_a_report_in_swedish() -> None:
    text = report_text(labelcheck.check(labelcheck.read_text(LABEL)), "sv")
    assert text.startswith("SKOGSRÅ Magnesium Plus\nDosering: 2 kapslar per dag\n")
    assert "mängden och procenttalet stämmer inte överens" in text
    row = next(line for line in text.splitlines() if line.startswith("Magnesium "))
    assert row.split() == ["Magnesium", "300", "mg", "80", "%", "250", "mg", "!", "över", "gränsen"]


def test_a_label_without_dose_says_so() -> None:
    text = report_text(labelcheck.check(labelcheck.read_text("Innehåll per kapsel\nZink 5 mg")), "sv")
    assert "anger ingen dagsdos" in text
    assert "5 mg" in text


def test_read_shows_rows_as_printed() -> None:
    text = label_text(labelcheck.read_text(LABEL), "en")
    assert "Magnesium (citrat)" in text
    assert "1 capsule" in text


def test_every_note_that_can_occur_has_its_words() -> None:
    import re
    from pathlib import Path

    import labelcheck.pipeline

    source = Path(labelcheck.pipeline.__file__).parent
    code = "".join(p.read_text("utf-8") for folder in ("reading", "nutrition") for p in (source / folder).glob("*.py"))
    used = set(re.findall(r'(?:notes\.append|doubt\.append)\("([a-z-]+)"\)', code)) | {"glued-to-name"}
    assert used <= set(NOTES)


MIXED = """Ta 1 kapsel dagligen
Per kapsel
Vitamin C 90 mg 113 %
Xyzzynol-blandning 350 mg
Molybden < 5 µg
Lactobacillus acidophilus 10 miljarder CFU
Kalciumkarbonat 500 mg
Vitamin D3 10 µg (500 IE)
"""


def test_rows_that_are_not_counted_are_told() -> None:
    text = report_text(labelcheck.check(labelcheck.read_text(MIXED)), "sv")
    assert "Inte medräknat: Xyzzynol-blandning 350 mg; Molybden < 5 µg." in " ".join(text.split())


def test_numbers_are_shown_as_people_read_them() -> None:
    text = report_text(labelcheck.check(labelcheck.read_text(MIXED)), "sv")
    assert "10 miljarder CFU" in text
    assert "ca 200 mg" in text  # 500 mg carbonate holds 200.218 mg calcium; an estimate has no six digits
    assert "113 %" in text  # 90 / 80 is 112.5 %
    assert "10 µg / 500 IE" in text
    english = report_text(labelcheck.check(labelcheck.read_text(MIXED)), "en")
    assert "10 billion CFU" in english
    assert "10 µg / 500 IU" in english


def test_a_label_with_other_reference_values_says_so() -> None:
    label = labelcheck.read_text(
        "Take one capsule daily.\nAmount per capsule\n"
        "Vitamin C 90 mg 100% DV\nVitamin D3 25 mcg 125% DV\nZinc 11 mg 100% DV\n"
    )
    assert "US Daily Values (2016)" in report_text(labelcheck.check(label), "en")
    assert "Daily Values" not in report_text(labelcheck.check(labelcheck.read_text(LABEL)), "en")


def test_amounts_without_a_name_are_told_in_the_answer_language() -> None:
    label = labelcheck.read_text("Ta 1 kapsel dagligen\nPer kapsel\nZink 5 mg\n\n1000 mg\n")
    assert any(d.code == "amount-not-understood" for d in label.diagnostics)
    assert "hör inte till någon rad i tabellen: 1000 mg" in report_text(labelcheck.check(label), "sv")


def test_days_between_doses_in_words() -> None:
    words = {2: "varannan dag", 3: "var tredje dag", 7: "i veckan", 5: "var 5:e dag"}
    for days, said in words.items():
        label = labelcheck.read_text(f"Dosering: 1 kapsel var {days}:e dag.\nPer kapsel\nVitamin D 70 µg\n")
        assert f"Dosering: 1 kapsel {said}\n" in report_text(labelcheck.check(label), "sv")


def test_an_empty_file_gets_no_disclaimer() -> None:
    text = report_text(labelcheck.check(labelcheck.read_text(" \n", name="tom.txt")), "sv")
    assert text == "tom.txt\nFilen är tom.\n"


def test_equivalents_stay_equivalents() -> None:
    label = labelcheck.read_text("Ta 1 kapsel dagligen\nPer kapsel\nVitamin A 800 µg RE 100 %\n")
    assert "800 µg RE" in report_text(labelcheck.check(label), "sv")
