"""Slips of recognition are mended where only one thing can be meant, and always with a doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelcheck.knowledge import load
from labelcheck.model import Box, Page, Word, quad_of
from labelcheck.reading.seen.repair import DIGIT, NAME, UNIT, mend, repair, repair_word

BOX = Box(0, 0, 10, 10)


@pytest.mark.parametrize(
    ("read", "meant"),
    [("Tiamin (81)", "Tiamin (B1)"), ("Vitamin 812", "Vitamin B12"), ("lron", "Iron"), ("lodine", "Iodine"), ("Vitamln", "Vitamin"), ("Riboflavln", "Riboflavin"), ("Z1nk", "Zink"),
     ("Magneslum", "Magnesium"), ("Pantotensyia", "Pantotensyra"), ("VitaminB12", "Vitamin B12"), ("SELEN1UM", "SELENIUM"),
     ("Lysine HCI (root)", "Lysine HCl (root)"), ("%Daily Valuet %Daily Valuet", "%Daily Value† %Daily Value†"), ("% NRVt", "% NRV†")],
)  # fmt: skip
def test_names(read: str, meant: str) -> None:
    assert mend(read, load())[0] == meant


@pytest.mark.parametrize(
    "text",
    [
        "Järn",
        "Zink",
        "Gurkmeja",
        "Maca",
        "Innehåll per dagsdos",
        "Zink anges i mg",
        "Vitamin 80",
        "C-vitamin 85 mg",
        "Vitamin 85 mg",
        "Magnesium (84)",
        "B12 (812 mg)",
        "L-teanin..... 250 mg",
        "Zingiber officinale",
        "Jod",
        "EPA",
        "C-vitamiinia",
        "Vitamine",
        "lactose",
        "Prebiotic fiber",
        "prebiotika",
        "Prebiotico",
        "microcrystalline cellulose",
        "amylose",
        "proteose",
        "inosine",
        "sulfit",
        "nitrit",
        "Kaliumnitrat",
        "Kalsium Og jern",
        "% Daily Value",
        "25 % av dagligt intag",
    ],
)
def test_right_and_unknown_names_stay(text: str) -> None:
    assert mend(text, load()) == (text, [])


@pytest.mark.parametrize(
    ("read", "meant", "doubt"),
    [
        ("37,5 pg", "37,5 µg", UNIT),
        ("270G(9.50Z)", "270G(9.5OZ)", UNIT),
        ("25 ug", "25 µg", UNIT),
        ("150yg", "150µg", UNIT),
        ("3 wg", "3 µg", UNIT),
        ("200 meg", "200 mcg", UNIT),
        ("1O mg", "10 mg", DIGIT),
        ("l mg", "1 mg", DIGIT),
        ("L-teanin..... 1150mg", "L-teanin..... 1150mg", DIGIT),
        ("L-teanin..... 1", "L-teanin..... 1", DIGIT),
        ("Img", "1mg", DIGIT),
        ("Koppar img 100%", "Koppar 1mg 100%", DIGIT),
        ("Sodium Omg", "Sodium 0mg", DIGIT),
        ("Sat. Fat Og", "Sat. Fat 0g", DIGIT),
        ("7,000 mag", "7,000 mcg", UNIT),
    ],
)
def test_units_and_digits_are_mended_with_a_doubt(read: str, meant: str, doubt: str) -> None:
    assert mend(read, load()) == (meant, [doubt])


@pytest.mark.parametrize("text", ["37,5 g", "10 mg", "50 %", "25 µg", "500 IE", "2 g", "0,5 l", "100 kcal"])
def test_what_may_be_meant_stays(text: str) -> None:
    assert mend(text, load()) == (text, [])


def column(*cells: str, x: float = 300) -> Page:
    words = [
        Word(text, quad_of(box), box) for i, text in enumerate(cells) if (box := Box(x, 30 * i, x + 60, 30 * i + 20))
    ]
    return Page(1, 600, 400, tuple(words), "seen")


def test_a_nine_in_a_column_of_grams_is_their_unit() -> None:
    mended = repair(column("12 g", "8.0 g", "4.29", "3.0 g"), load()).words
    assert [(w.text, w.doubt) for w in mended][2] == ("4.2 g", DIGIT)
    assert mended[2].raw == "4.29"


def test_a_nine_elsewhere_is_a_digit() -> None:
    grams, other = column("12 g", "8.0 g", "3.0 g"), column("19", "29", x=500)
    assert [w.text for w in repair(Page(1, 600, 400, grams.words + other.words, "seen"), load()).words][3:] == [
        "19",
        "29",
    ]
    assert [w.text for w in repair(column("12 mg", "8 mg", "39", "3 mg"), load()).words][2] == "39"


def test_a_tilde_between_number_and_unit_is_a_space() -> None:
    assert mend("1.000~mg", load()) == ("1.000 mg", [])


def test_a_bracket_seen_twice_closes_once() -> None:
    assert mend("Manganese (as manganese sulfate))", load()) == ("Manganese (as manganese sulfate)", [])
    assert mend("Zinc (oxide (nano))", load()) == ("Zinc (oxide (nano))", [])


def test_what_was_read_is_kept() -> None:
    word = repair_word(Word("lron 14 pg", quad_of(BOX), BOX, 0.7), load())
    assert (word.text, word.raw, word.doubt) == ("Iron 14 µg", "lron 14 pg", f"{UNIT} {NAME}")


def test_printed_pages_are_never_mended() -> None:
    page = Page(1, 10, 10, (Word("lron 14 pg", quad_of(BOX), BOX),))
    assert repair(page, load()) is page


@given(st.text(max_size=40))
def test_any_text_is_mended_once(text: str) -> None:
    mended, _ = mend(text, load())
    assert mend(mended, load())[0] == mended or len(mended) != len(text)
