"""What people read."""

import re
from decimal import Decimal
from itertools import cycle

import pytest

import corpus
import labelcheck
from labelcheck.knowledge.printing import DOSE_FORMS, OUTPUT_LANGUAGES, OutputLanguage, number_text
from labelcheck.pipeline import check_stack
from labelcheck.render.look import Look, width_of
from labelcheck.render.notes import NOTES
from labelcheck.render.to_text import label_text, report_text, stack_text
from labelcheck.render.wording import BASIS, HTML, RULES, SEVERITY, TEXTS

CODES = re.compile(r"\x1b\[[0-9;]*m")
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
    for texts in (TEXTS, HTML, RULES, SEVERITY, BASIS):
        assert texts["sv"].keys() == texts["en"].keys()
    assert DOSE_FORMS["sv"].keys() == DOSE_FORMS["en"].keys()
    assert all(note.keys() == {"sv", "en"} for note in NOTES.values())


def test_a_report_in_swedish() -> None:
    text = report_text(labelcheck.check(labelcheck.read_text(LABEL)), "sv")
    first = "Över gränsen: magnesium 300 mg per dag (högst 250 mg enligt EFSA)."
    assert text.startswith(f"{first}\nSKOGSRÅ Magnesium Plus\nDosering: 2 kapslar per dag\n")
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
    code = "".join(
        p.read_text("utf-8") for folder in ("reading", "nutrition") for p in (source / folder).glob("**/*.py")
    )
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


@pytest.mark.parametrize("language", OUTPUT_LANGUAGES)
def test_no_line_is_wider_than_asked_for(language: OutputLanguage) -> None:
    for sample, wide in zip(corpus.all_samples(), cycle([60, 76, 88, 100])):
        report = corpus.checked(sample)
        narrow = Look(40), Look(40, styled=True, coloured=True, bars=True, terminal=True)  # the hardest
        for look in (*narrow, Look(wide, bars=True, terminal=True)):
            text = CODES.sub("", report_text(report, language, look))
            assert max(map(width_of, text.splitlines())) <= look.width, (sample.id, look)
            assert not re.search(r"\d\n *(?:%|mg|µg|g|IE|IU)\b", text), (
                sample.id,
                look,
            )  # a quantity stays on one line
        for look in (narrow[0], Look(wide)):
            text = label_text(report.label, language, look)
            assert max(map(width_of, text.splitlines())) <= look.width, (sample.id, look)


def test_a_style_changes_no_word() -> None:
    for sample in corpus.all_samples():
        report = corpus.checked(sample)
        styled = report_text(report, "sv", Look(styled=True, coloured=True))
        assert [line.rstrip() for line in CODES.sub("", styled).splitlines()] == report_text(report, "sv").splitlines()


def test_the_upper_level_follows_the_person_and_market() -> None:
    label = labelcheck.read_text("Ta 1-2 kapslar dagligen\nPer kapsel\nVitamin D 40 µg 800 %\n")
    adult = report_text(labelcheck.check(label), "sv")
    assert re.search(r"D-vitamin +40–80 µg .* 100 µg$", adult, re.MULTILINE)
    child = report_text(labelcheck.check(label, person=labelcheck.Person(age=7)), "sv")
    assert "50 µg  ! över gränsen vid den högsta dosen" in child
    young = report_text(labelcheck.check(label, person=labelcheck.Person(age=0)), "sv")
    assert re.search(r"25 µg  ! över gränsen$", young, re.MULTILINE)
    magnesium = labelcheck.read_text("Ta 1 kapsel dagligen\nPer kapsel\nMagnesium 300 mg 80 %\n")
    assert "350 mg\n" in report_text(labelcheck.check(magnesium, market="US"), "en")
    assert "US National Academies" in report_text(labelcheck.check(magnesium, market="US"), "en")


def test_what_the_labels_amounts_are_for() -> None:
    label = labelcheck.read_text("Ta 2 kapslar dagligen\nPer kapsel\nZink 5 mg 50 %\n")
    assert "\nEtiketten anger mängder per kapsel\n" in report_text(labelcheck.check(label), "sv")
    whole = labelcheck.read_text("Kosttillskott\nNäringsvärde per dagsdos\nZink 5 mg 50 %\nKoppar 1 mg 100 %\n")
    text = report_text(labelcheck.check(whole), "sv")
    assert "Etiketten säger inte hur mycket en dagsdos är." in text
    assert "går inte att räkna ut" not in text


def test_marks_do_not_squeeze_the_names() -> None:
    label = labelcheck.read_text(
        "Solrenn namn som är långt\nTa 1-2 kapslar dagligen\nPer kapsel\nZink 20 mg 25 %\nKoppar 1 mg 100 %\n"
    )
    lines = stack_text(check_stack([label, label]), "sv", Look(80, bars=True)).splitlines()
    assert any(line.startswith("  Solrenn namn som är långt ") for line in lines)
    assert "  ! kontrollera" in lines
    assert "  ! över gränsen" in lines


NIACIN = "Niacin{} 500 mg per tablett. Ta 1 tablett dagligen."


def test_an_untold_form_is_not_given_the_level_of_one() -> None:
    text = report_text(labelcheck.check(labelcheck.read_text(NIACIN.format(""))), "sv")
    row = next(line for line in text.splitlines() if line.startswith("Niacin "))
    assert row.split() == ["Niacin", "500", "mg", "3", "125", "%"]
    told = (
        "Niacin: övre gränsen beror på formen, som etiketten inte anger: 10 mg för nikotinsyra, 900 mg för nikotinamid."
    )
    assert told in " ".join(text.split())


def test_a_form_told_by_one_product_is_not_that_of_the_sum() -> None:
    told, untold = (labelcheck.read_text(NIACIN.format(form)) for form in (" (nikotinamid)", ""))
    text = " ".join(stack_text(check_stack([told, untold]), "en").split())
    assert "Niacin 1,000 mg 6,250 %" in text
    assert "10 mg for nicotinic acid, 900 mg for nicotinamide." in text
    assert "6,250 % 900 mg ! above the level" in " ".join(stack_text(check_stack([told, told]), "en").split())


def test_a_stack_tells_what_is_grave_of_each_product() -> None:
    label = labelcheck.read_text("Nordhav K\nVitamin K1 75 µg per tablett. Ta 1 tablett dagligen.")
    zinc = labelcheck.read_text("Zink 30 mg per tablett. Ta 1 tablett dagligen.", name="zink")
    stack = check_stack([label, zinc], person=labelcheck.Person(flags=frozenset({"warfarin"})))
    text = " ".join(stack_text(stack, "sv").split())
    assert "Nordhav K, för sig: VARNING: Innehåller vitamin K, som motverkar Waran" in text
    # what holds of the sums is told of the sums alone
    assert text.count("zinc-above-ul") == 1
    assert "zink, för sig" not in text


def test_what_was_not_understood_of_the_directions_is_quoted() -> None:
    label = labelcheck.read_text(
        "Prov\nTa 1 tablett dagligen, dubbla dosen vid resa.\nInnehåll per tablett: zink 10 mg\n"
    )
    assert "Av doseringen förstods inte ”dubbla dosen”." in report_text(labelcheck.check(label), "sv")
    assert "Of the directions “dubbla dosen” was not understood." in report_text(labelcheck.check(label), "en")


def test_a_prohibited_substance_is_told_on_top_without_a_panel() -> None:
    label = labelcheck.read_text(
        "Kolloidalt silver\n500 ml. Drick 1 matsked två gånger dagligen.\nIngredienser: renat vatten, silver.\n"
    )
    assert report_text(labelcheck.check(label), "sv").startswith("Avstå: ")
