"""What a page does not show is not read from its text layer: the drawn page is the second witness."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import labelcheck
import made
from labelcheck.errors import EngineMissing
from labelcheck.sources.kinds import kind_of
from labelcheck.sources.limits import DEFAULT
from labelcheck.sources.pages import Loaded, load_pages

TABLE = made.content(made.TABLE)
ROW = made.content([(20, 180, "Jod"), (200, 180, "900 µg"), (300, 180, "600 %")])
OVER = made.content([(20, 200, "Zink"), (200, 200, "500 mg"), (300, 200, "50 %")])
CHECKERS = b"BI /W 40 /H 30 /BPC 8 /CS /G ID %s EI" % ((b"\x60\xf0" * 20 + b"\xf0\x60" * 20) * 15)
PATCH = b" q 60 0 0 20 190 194 cm " + CHECKERS + b" Q "
WHOLE = b" q 400 0 0 300 0 0 cm " + CHECKERS + b" Q "
FORM = b"<</Type/XObject/Subtype/Form/BBox[0 0 400 300]/Resources<</Font<</F 3 0 R>>>>/Length %d>>stream\n%s\nendstream"

HIDDEN = {
    "white": b"1 g " + ROW,
    "nearly white": b"0.97 g " + ROW,
    "in the background's colour": b"0.2 0.5 0.3 rg 0 170 400 25 re f " + ROW,
    "render mode 3": b"3 Tr " + ROW,
    "stroked in white": b"1 Tr 1 G " + ROW,
    "clipped": b"q 0 0 5 5 re W n " + ROW + b" Q",
    "below a rectangle": ROW + b" 1 g 0 170 400 25 re f",
    "off the page": b"q 1 0 0 1 0 -400 cm " + ROW + b" Q",
    "half a point": b"q 0.04 0 0 0.04 100 170 cm " + ROW + b" Q",
    "in another direction": b"q 0 1 -1 0 300 0 cm 1 g " + ROW + b" Q",
}
SHOWN = {
    "light grey": b"0.87 g " + ROW,
    "yellow": b"1 1 0 rg " + ROW,
    "white on black": b"0 g 0 170 400 25 re f 1 g " + ROW,
    "black on dark green": b"0 0.3 0.1 rg 0 170 400 25 re f 0 g " + ROW,
    "red on green of the same lightness": b"0 0.5 0 rg 0 170 400 25 re f 0.8 0 0 rg " + ROW,
    "outlined": b"1 Tr 0.3 w " + ROW,
    "on a picture": WHOLE + ROW,
    "printed twice": ROW + b" q 1 0 0 1 0.3 0 cm " + ROW + b" Q",
    "printed and invisible": ROW + b" 3 Tr " + ROW,
    "small": b"q 0.35 0 0 0.35 20 100 cm " + ROW + b" Q",
    "a window to colours": b"q 7 Tr BT /F 12 Tf 1 0 0 1 20 180 Tm (Jod 900 \xb5g) Tj ET 0 g 0 0 400 300 re f Q",
}
DOUBTFUL = {
    "covered by a picture": TABLE + PATCH,
    "another number below": b"1 g " + OVER + b" 0 g " + TABLE,
    "a digit covered": TABLE + b" 1 g 199 236 6 14 re f",
    "a digit in white": TABLE
    + b" BT /F 12 Tf 1 0 0 1 20 180 Tm (Jod) Tj 1 0 0 1 200 180 Tm 1 g (1) Tj 0 g (50 \xb5g) Tj ET",
    "an earlier OCR's layer": WHOLE + b"3 Tr " + TABLE,
}


def load(data: bytes) -> Loaded:
    (page,) = load_pages(data, kind_of(data, "x"), "x", DEFAULT)
    return page


def texts(page: Loaded) -> set[str]:
    return {word.text for word in page.page.words}


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("turn", [0, 90])
def test_what_cannot_be_seen_is_left_out_and_told(content: bytes, turn: int) -> None:
    label = labelcheck.read(made.pdf([content.join([b"q ", b" Q "]) + TABLE], extra=f"/Rotate {turn}"))
    assert {r.nutrient for r in label.readings} == {"iron", "vitamin-d", "zinc"}
    assert {r.status for r in label.readings} == {"ok"}
    (told,) = (d.message for d in label.diagnostics if d.code == "hidden-text")
    assert told == "text of page 1 that cannot be seen was left out: Jod 900 µg 600 %"


def test_what_is_cropped_away_is_left_out() -> None:
    page = load(made.pdf([TABLE + b" " + ROW], extra="/CropBox[0 195 400 300]"))
    assert {"14", "5"} <= texts(page)
    assert "900" not in texts(page)
    assert page.hidden == "Jod 900 µg 600 %"


@pytest.mark.parametrize("off", [True, False])
def test_a_layer_is_read_when_it_is_shown(*, off: bool) -> None:
    page = load(
        made.pdf(
            [TABLE + b" /OC /L BDC " + ROW + b" EMC"],
            catalog=f"/OCProperties<</OCGs[4 0 R]/D<<{'/OFF[4 0 R]' if off else ''}>>>>",
            resources="/Properties<</L 4 0 R>>",
            objects_from_4=[b"<</Type/OCG/Name(x)>>"],
        )
    )
    assert ("900" in texts(page)) is not off
    assert page.hidden == ("Jod 900 µg 600 %" if off else "")


@pytest.mark.parametrize("color", ["0 g ", "1 g "])
def test_text_of_a_form_is_looked_at_too(color: str) -> None:
    row = color.encode() + ROW
    page = load(
        made.pdf([TABLE + b" /X Do"], resources="/XObject<</X 4 0 R>>", objects_from_4=[FORM % (len(row), row)])
    )
    assert ("900" in texts(page)) is (color == "0 g ")
    assert page.picture is None


@pytest.mark.parametrize("content", SHOWN.values(), ids=SHOWN)
def test_what_can_be_seen_is_read(content: bytes) -> None:
    page = load(made.pdf([content.join([b"q ", b" Q "])]))
    assert {"Jod", "900", "µg"} <= texts(page)
    assert not page.hidden
    assert not page.doubtful
    assert page.picture is None


@pytest.mark.parametrize("content", DOUBTFUL.values(), ids=DOUBTFUL)
def test_a_page_that_shows_something_else_than_it_says_is_seen(content: bytes) -> None:
    page = load(made.pdf([content]))
    assert page.doubtful
    assert page.picture is not None


@pytest.mark.parametrize("content", DOUBTFUL.values(), ids=DOUBTFUL)
def test_without_an_engine_nothing_of_such_a_page_is_believed(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: Any) -> None:
        raise EngineMissing("auto", "none is installed")

    monkeypatch.setattr("labelcheck.sources.ocr.engine.load_engine", missing)
    data = made.pdf([content])
    label = labelcheck.read_together([data, made.pdf([TABLE])])
    first = [r for r in label.readings if r.place.page == 1]
    assert {"iron", "zinc"} <= {r.nutrient for r in first}
    assert {r.status for r in first} == {"check"}
    assert all("text-not-shown" in r.notes for r in first)
    assert {r.status for r in label.readings if r.place.page == 2} == {"ok"}
    assert [d.code for d in label.diagnostics].count("hidden-text") == 1


@pytest.mark.parametrize("turn", [0, 90, 180])
@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ("0 g 195.5 240 1.4 8.6 re f", True),
        ("0 g 214.5 240 1.4 8.6 re f", True),
        ("0.5 w 194 230 m 194 300 l S", False),
        ("0.5 w 190 236 60 17 re S", False),
        ("0.9 g 0 236 400 17 re f", False),
        ("0 g 150 241 1 1 re f 155 241 1 1 re f 160 241 1 1 re f 190 241 1 1 re f 196 241 1 1 re f", False),
        ("0.5 w 198 237 m 212 237 l S", False),
    ],
    ids=["a digit before", "a digit behind", "a rule", "a frame", "a ground", "leading dots", "a line below"],
)
def test_what_is_drawn_against_a_number_may_be_a_digit_of_it(drawn: str, told: bool, turn: int) -> None:  # noqa: FBT001
    content = made.content([(20, 240, "Zinc"), (200, 240, "14 mg"), (20, 220, "Iron"), (200, 220, "7 mg")])
    page = load_pages(
        made.pdf([content + b" q " + drawn.encode() + b" Q"], extra=f"/Rotate {turn}"), "pdf", "x", DEFAULT
    )
    assert page[0].doubtful is told


@pytest.mark.parametrize("turn", [0, 90, 180])
@pytest.mark.parametrize(
    ("drawn", "count"),
    [
        ("1 w 198 244 m 240 244 l S", 2),
        ("1 w 18 244 m 260 244 l S", 3),
        ("1 w 198 238 m 236 252 l S", 2),
        ("1 w 190 238 m 240 238 l S 190 253 m 240 253 l S", 0),
        ("0.5 w 197 237 40 16 re S", 0),
        ("0.9 g 0 240 400 6 re f", 0),
        ("0.5 w 10 230 m 10 260 l S 190 230 m 190 260 l S", 0),
    ],
    ids=["amount struck", "row struck", "crossed", "ruled", "framed", "a ground", "columns"],
)
def test_what_a_line_goes_through_is_marred(drawn: str, count: int, turn: int) -> None:
    content = made.content([(20, 240, "Zinc"), (200, 240, "14 mg"), (20, 220, "Iron"), (200, 220, "7 mg")])
    page = load(made.pdf([content + b" q " + drawn.encode() + b" Q"], extra=f"/Rotate {turn}"))
    assert len(page.marred) == count
    assert not page.doubtful


@pytest.mark.parametrize("turn", [0, 90, 180])
@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ("207.2 240 1.3 1.3 re f", True),
        ("207.2 238 1.3 3 re f", True),
        ("190 235 m 240 235 l S", False),
        ("207.2 248 1.3 1.3 re f", False),
    ],
    ids=["a point", "a comma", "a rule", "above"],
)
def test_a_decimal_mark_that_is_no_text_is_seen(drawn: str, told: bool, turn: int) -> None:  # noqa: FBT001
    content = made.content([(20, 240, "Zinc")]) + b" BT /F 12 Tf 1 0 0 1 200 240 Tm [(1) -120 (5 mg)] TJ ET "
    page = load(made.pdf([content + drawn.encode()], extra=f"/Rotate {turn}"))
    assert page.doubtful is told
    assert bool(page.marred) is told


def test_a_page_of_nothing_but_white_text_is_empty() -> None:
    label = labelcheck.read(made.pdf([b"1 g " + TABLE]))
    assert label.readings == ()
    assert {"hidden-text", "no-text"} <= {d.code for d in label.diagnostics}


def test_a_large_page_is_looked_at_as_a_small_one() -> None:
    page = load(made.pdf([TABLE + b" 1 g " + ROW], size=(9000, 9000)))
    assert {"14", "5"} <= texts(page)
    assert page.hidden == "Jod 900 µg 600 %"
    assert Decimal(5) in {
        r.amount.value for r in labelcheck.read(made.pdf([TABLE], size=(9000, 9000))).readings if r.amount
    }
