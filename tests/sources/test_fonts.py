"""A font's map to Unicode is believed where its glyphs' names say the same, or where its digits look like what they are read as."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT

import labelcheck
import made
from labelcheck.sources.drawn import Digit
from labelcheck.sources.fonts import Font, Known, Trust, font_of, fonts_of
from labelcheck.sources.kinds import kind_of
from labelcheck.sources.limits import DEFAULT
from labelcheck.sources.pages import Loaded, load_pages
from labelcheck.sources.pdf import read_pdf
from labelcheck.sources.plumbed import Plumbed
from labelcheck.sources.same_font import content_of

TABLE = made.content(made.TABLE)
MAPPED = made.HELVETICA[:-2] + b"/ToUnicode 4 0 R>>"
STANDARD = ["Helvetica", "Helvetica-Bold", "Times-Roman", "Times-BoldItalic", "Courier", "Courier-BoldOblique"]


def load(data: bytes) -> Loaded:
    (page,) = load_pages(data, kind_of(data, "x"), "x", DEFAULT)
    return page


def named(changed: dict[str, str]) -> bytes:
    return made.pdf([TABLE], font=MAPPED, objects_from_4=[made.to_unicode(changed)])


def drawn(changed: dict[str, str], base: str = "Helvetica", content: bytes = TABLE, extra: str = "") -> bytes:
    font, glyphs = made.drawn_font(base)
    return made.pdf([content], font=font, objects_from_4=[made.to_unicode(changed), *glyphs], extra=extra)


def test_a_map_that_agrees_with_the_names_is_believed() -> None:
    page = load(named({}))
    assert not page.doubtful
    assert {w.text for w in page.page.words} >= {"14", "10", "5", "mg"}


@pytest.mark.parametrize("changed", [{"1": "9"}, {"5": "6"}, {"m": "µ"}, {"0": "\ue030"}], ids=str)
def test_a_map_that_does_not_agree_with_the_names_is_not(changed: dict[str, str]) -> None:
    page = load(named(changed))
    assert page.doubtful
    assert page.picture is not None


def test_a_map_of_letters_that_amounts_do_not_need_may_be_odd() -> None:
    assert not load(named({"W": "V"})).doubtful


@pytest.mark.parametrize("base", STANDARD)
@pytest.mark.parametrize("extra", ["", "/Rotate 90", "/Rotate 180", "/CropBox[10 100 400 290]"])
def test_what_cannot_be_compared_is_looked_at(base: str, extra: str) -> None:
    page = load(drawn({}, base, extra=extra))
    assert not page.doubtful
    assert {w.text for w in page.page.words} >= {"14", "10", "5", "mg"}


@pytest.mark.parametrize("base", STANDARD)
@pytest.mark.parametrize(
    "changed", [{"1": "9"}, {"1": "7"}, {"5": "6"}, {"0": "8"}, {"4": "1"}, {"m": "µ"}, {"µ": "m"}], ids=str
)
def test_a_digit_that_is_drawn_as_another_is_told(base: str, changed: dict[str, str]) -> None:
    assert load(drawn(changed, base)).doubtful


MARKS = made.content([(20, 240, "Zinc"), (200, 240, "1,5 mg"), (20, 220, "Copper"), (200, 220, "0.5 mg"), (20, 200, "Calcium"), (200, 200, "1'200 mg"), (20, 180, "Iron"), (200, 180, "10-14 mg")])  # fmt: skip


@pytest.mark.parametrize("base", STANDARD)
@pytest.mark.parametrize("extra", ["", "/Rotate 90", "/Rotate 180", "/CropBox[10 100 400 290]"])
def test_decimal_marks_that_are_drawn_as_they_are_read_are_believed(base: str, extra: str) -> None:
    page = load(drawn({}, base, content=MARKS, extra=extra))
    assert not page.doubtful
    assert {w.text for w in page.page.words} >= {"1,5", "0.5", "1'200"}


@pytest.mark.parametrize("base", STANDARD)
@pytest.mark.parametrize(
    "changed",
    [
        {",": "."}, {".": ","}, {",": " "}, {",": "\u00ad"}, {",": "\u2060"}, {".": "\u200b"}, {",": "\u0301"}, {",": "\x02"}, {",": "\u200b\u200b"}, {"-": "."}, {"-": "\u2060"},
        {"'": ","}, {"'": "."}, {".": "'"},
    ],
    ids=ascii,
)  # fmt: skip
def test_a_decimal_mark_that_is_drawn_as_another_or_as_none_is_told(base: str, changed: dict[str, str]) -> None:
    assert load(drawn(changed, base, content=MARKS)).doubtful


@pytest.mark.parametrize("mark", [",", "."])
def test_a_space_that_is_read_as_a_decimal_mark_is_told(mark: str) -> None:
    content = made.content([(20, 240, "Zinc"), (200, 240, "1 5 mg"), (20, 220, "Copper"), (200, 220, "1 mg")])
    assert load(drawn({" ": mark}, content=content)).doubtful


def test_a_hyphen_that_its_map_calls_soft_is_one_within_a_word() -> None:
    page = load(drawn({"-": "\u00ad"}, content=MARKS))
    assert not page.doubtful
    assert "10-14" in {w.text for w in page.page.words}


def test_a_page_of_many_numbers_is_looked_at_by_each_digit_and_mark_once() -> None:
    rows = [(20 + 90 * i, 280 - 20 * j, "1,234.5 10-67 890 mg") for i in range(4) for j in range(13)]
    assert not load(drawn({}, content=made.content(rows, font=7))).doubtful


def test_of_two_codes_for_one_digit_both_are_looked_at() -> None:
    content = made.content([(20, 240, "Zink"), (200, 240, "1 mg"), (20, 220, "Krom"), (200, 220, "9 µg")])
    assert load(drawn({"9": "1"}, content=content)).doubtful
    assert not load(drawn({}, content=content)).doubtful


def test_letters_without_a_meaning_are_not_read_but_ornaments_may_stand() -> None:
    private = {c: chr(0xE000 + ord(c)) for c in "InehållJärZikV"}
    assert load(named(private)).doubtful
    bullet = made.content([(20, 280, "*")])
    page = load(made.pdf([TABLE + b" " + bullet], font=MAPPED, objects_from_4=[made.to_unicode({"*": "\uf0b7"})]))
    assert not page.doubtful


def test_a_font_that_lies_is_named_in_a_diagnostic_and_nothing_wrong_is_ok(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise labelcheck.errors.EngineMissing("auto", "none is installed")

    monkeypatch.setattr("labelcheck.sources.ocr.engine.load_engine", missing)
    label = labelcheck.read(named({"1": "9"}))
    assert {r.status for r in label.readings} == {"check"}
    assert [d.code for d in label.diagnostics].count("hidden-text") == 1


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7 nothing", made.pdf([b"\xff" * 50])[:300]], ids=["none", "mark", "cut"]
)
def test_what_pdfplumber_cannot_open_tells_nothing(data: bytes) -> None:
    assert Plumbed(data, None).fonts(0) is None


def test_a_damaged_font_is_looked_at() -> None:
    page = load(made.pdf([TABLE], font=made.HELVETICA[:-2] + b"/ToUnicode 99 0 R/FontDescriptor 98 0 R>>"))
    assert not page.doubtful
    assert fonts_of({"Font": {"F": {"Subtype": 3, "Encoding": {"Differences": 4}}}}) == {"": Font(Trust.UNSURE)}
    assert font_of({}) == Font(Trust.UNSURE)


def test_samples_are_believed() -> None:
    for path in sorted((Path(__file__).parents[2] / "samples").glob("*/*/label.pdf")):
        data = path.read_bytes()
        pages = load_pages(data, "pdf", path.parent.name, DEFAULT)
        assert not any(p.doubtful for p in pages), path.parent.name


def test_a_number_that_the_file_gives_to_be_read_for_another_is_told() -> None:
    lies = TABLE.replace(b"(14 mg) Tj", b"/Span<</ActualText(140 mg)>>BDC (14 mg) Tj EMC")
    assert lies != TABLE
    assert load(made.pdf([lies])).doubtful
    words = TABLE.replace("(Järn) Tj".encode("cp1252"), "/Span<</ActualText(Jern)>>BDC (Järn) Tj EMC".encode("cp1252"))
    assert words != TABLE
    assert not load(made.pdf([words])).doubtful


def spec(changed: dict[str, str], **more: object) -> dict[str, Any]:
    """Return a font's dictionary, made anew at each call."""
    held = made.to_unicode(changed).split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0]
    return {"Subtype": LIT("Type0"), "BaseFont": LIT("A+Own"), "ToUnicode": PDFStream({}, held), **more}


def test_a_font_that_is_written_anew_for_each_page_is_one() -> None:
    known = Known()
    one, again = (fonts_of({"Font": {"F": spec({})}}, known)["A+Own"] for _ in range(2))
    lying = fonts_of({"Font": {"F": spec({"1": "9"})}}, known)["A+Own"]
    wider = fonts_of({"Font": {"F": spec({}, W=[1, [600]])}}, known)["A+Own"]
    assert one is again
    assert one is not lying
    assert one is not wider


def test_a_font_that_holds_itself_is_like_no_other() -> None:
    round_: dict[str, Any] = spec({})
    round_["Resources"] = {"Font": {"F": round_}}
    assert content_of(round_) is None


def test_a_capital_letter_is_no_second_small_one() -> None:
    assert "m" not in font_of(spec({})).twice
    assert "m" in font_of(spec({"M": "m"})).twice


def test_the_digits_of_a_font_are_drawn_once_for_all_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    drawings: list[str] = []

    def drawn_(_: object, digit: Digit) -> bool:
        drawings.append(digit.text)
        return True

    monkeypatch.setattr("labelcheck.sources.drawn._is_drawn", drawn_)
    font, glyphs = made.drawn_font("Helvetica")
    data = made.pdf([TABLE], count=5, font=font, objects_from_4=[made.to_unicode({}), *glyphs])
    pages, _ = read_pdf(data, "x", DEFAULT, None)
    assert len(pages) == 5
    # a raised 1 or 2 is another code for the same digit
    assert [drawings.count(letter) for letter in ("0", "4", "5", "m")] == [1, 1, 1, 1]
