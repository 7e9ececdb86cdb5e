"""Cleaning keeps every character's way back to what is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelcheck.layout.clean import clean


@given(st.text())
def test_any_text_is_cleaned_and_its_spans_lie_within(text: str) -> None:
    cleaned = clean(text)
    for start in range(0, len(cleaned.clean), max(1, len(cleaned.clean) // 20)):
        span = cleaned.span(start, start + 1)
        assert 0 <= span.start <= span.end <= len(text)


@given(st.text(alphabet="Magnesium 300µ\u00ad\u00a0ﬁa\u0308\n-,"))
def test_letters_and_digits_slice_to_themselves(text: str) -> None:
    cleaned = clean(text)
    for i, char in enumerate(cleaned.clean):
        if char.isascii() and char.isalnum():
            span = cleaned.span(i, i + 1)
            assert char in text[span.start : span.end] or text[span.start] == "ﬁ", (text, i)


def test_thin_spaces_soft_hyphens_and_ligatures() -> None:
    text = clean("1\u202f000 mg Pan\u00adtotensyra ﬁsk a\u030a")
    assert text.clean == "1 000 mg Pantotensyra fisk å"
    assert text.printed[slice(*text.span(9, 21))] == "Pan\u00adtotensyra"


def test_whatever_ends_a_line_ends_it() -> None:
    ends = ("\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
    text = clean("".join(f"rad{end}" for end in ends))
    assert text.clean.split() == ["rad"] * len(ends)
    assert text.clean.count("\n") == len(ends)


def test_what_takes_no_place_parts_nothing_and_controls_part() -> None:
    for invisible in "\u034f\u061c\u200b\u200e\u2063\ufe0f\ufeff\U000e0041":
        text = clean(f"1{invisible}0 mg")
        assert text.clean == "10 mg"
        assert text.span(0, 2) == (0, 3)
    for control in "\x00\x01\x08\x1b\x7f\x9f":
        assert clean(f"1{control}0 mg").clean == "1 0 mg"


def test_raised_digits_are_footnotes_but_before_a_digit() -> None:
    assert clean("Lutein² 20 mg² ¹²").clean == "Lutein* 20 mg* **"
    assert clean("²0 mg 10⁹").clean == "²0 mg 10⁹"


def test_lowered_digits_are_indices_behind_letters_and_marks_beside_digits() -> None:
    assert clean("B₁₂ 8₂ mg ₂8 mg K₂").clean == "B12 8* mg ²8 mg K2"


def test_micro_signs_become_one_and_stay_micro() -> None:
    assert clean("5 μg 5 µg").clean == "5 µg 5 µg"


def test_words_broken_over_lines_are_joined() -> None:
    assert clean("magne-\nsiumoxid, D-\nvitamin").clean == "magnesiumoxid, D-\nvitamin"


def test_leftovers_of_web_pages() -> None:
    text = clean("<tr><td>Vitamin D3</td><td>50&nbsp;&micro;g</td></tr>")
    assert text.clean.split() == ["Vitamin", "D3", "50", "µg"]
    at = text.clean.index("50")
    assert text.printed[slice(*text.span(at, at + 2))] == "50"


def test_a_less_than_sign_is_no_tag() -> None:
    assert clean("Salt <0,5 g & mer").clean == "Salt <0,5 g & mer"


@pytest.mark.parametrize("misread", ["25 \u00c2\u00b5g", "25 \u00ce\u00bcg", "25 \u00c2\u03bcg"])
def test_a_micro_sign_whose_bytes_were_misread_is_one(misread: str) -> None:
    text = clean(f"Vitamin D3 {misread} 500 %")
    assert text.clean == "Vitamin D3 25 µg 500 %"
    assert text.shown(11, 16) == misread


def test_letters_of_such_bytes_stay_in_words() -> None:
    assert clean("Île, Âme").clean == "Île, Âme"
