"""What people read."""

from decimal import Decimal

import labelcheck
from labelcheck.render.to_text import label_text, number_text, report_text
from labelcheck.render.wording import DOSE_FORMS, NOTES, TEXTS

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
    assert text.startswith("SKOGSRÅ Magnesium Plus\nDagsdos: 2 kapslar per dag\n")
    assert "mängden och procenttalet stämmer inte ihop" in text
    row = next(line for line in text.splitlines() if line.startswith("Magnesium "))
    assert row.split() == ["Magnesium", "300", "mg", "80", "%"]


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
