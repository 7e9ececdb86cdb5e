"""Doubt about seen text is followed up: by the label's arithmetic, by another look, or it stays and says so."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

import corpus
import labelcheck
import made
from labelcheck.knowledge import load
from labelcheck.model import Box, Page, Point, Reading, Word, outline, quad_of
from labelcheck.scan import Scanned, read_scan, together, too_small, unseen

ROWS = (("Järn", "14 mg", "100 %"), ("Zink", "5 mg", "50 %"), ("Selen", "55 µg", "100 %"), ("Jod", "150 µg", "100 %"))


@dataclass(slots=True)
class Look:
    """Stands in for an engine: what it reads where, look by look."""

    page: Page
    looks: dict[int, dict[str, str]]
    engine: Any = field(default_factory=lambda: SimpleNamespace(micro=True))
    steps: list[str] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)

    def again(self, words: Sequence[Word], look: int) -> list[Any]:
        """Return the other reading of each word; without one, the same again."""
        self.asked.append(look)
        told = self.looks.get(look)
        if told is None:
            return [SimpleNamespace(text="", score=0.0)] * len(words)
        return [SimpleNamespace(text=told.get(w.raw or w.text, w.raw or w.text), score=0.95) for w in words]


def seen(rows: Sequence[tuple[str, ...]], *, score: float = 0.97) -> Page:
    """Return a page of a table, as an engine sees it."""
    words = []
    for y, cells in enumerate([("Innehåll", "per dagsdos (1 kapsel)", "% RI"), *rows]):
        for x, text in zip((20, 260, 520), cells, strict=False):
            if text:
                box = Box(x, 30 * y, x + 9.0 * len(text), 30 * y + 20)
                words.append(Word(text, quad_of(box), box, score))
    return Page(1, 640, 400, tuple(words), "seen")


def readings(page: Page, looks: dict[int, dict[str, str]] | None = None, *, micro: bool = True) -> dict[str, Reading]:
    look = Look(page, looks or {}, SimpleNamespace(micro=micro))
    _, reads = read_scan(Scanned((page,), cast("Any", (look,)), ()), load())
    return {r.name: r for r in reads.readings}


def shown(reading: Reading) -> tuple[str, str, str]:
    assert reading.amount is not None
    return f"{reading.amount.value:f}", reading.amount.unit, reading.status


def test_rows_that_their_percentage_confirms_are_not_looked_at_again() -> None:
    page = seen(ROWS)
    look = Look(page, {0: {}})
    _, reads = read_scan(Scanned((page,), cast("Any", (look,)), ()), load())
    assert look.asked == []
    assert {r.status for r in reads.readings} == {"ok"}


def test_a_lost_micro_is_settled_by_the_percentage() -> None:
    found = readings(seen([*ROWS[:2], ("Selen", "55 pg", "100 %"), ROWS[3]]))
    assert shown(found["Selen"]) == ("55", "µg", "ok")
    assert "settled-by-percent" in found["Selen"].notes
    assert "read-as: 55 pg" in found["Selen"].notes


def test_a_lost_micro_without_percentage_is_never_believed() -> None:
    rows = [*ROWS[:2], ("Selen", "55 pg", "")]
    several: list[dict[int, dict[str, str]]] = [{}, {0: {}}, {0: {}, 1: {}, 2: {}}]
    for looks in several:
        found = readings(seen(rows), looks)
        assert shown(found["Selen"])[1:] == ("µg", "check")


def test_a_lost_micro_is_settled_by_a_second_reading_that_has_it() -> None:
    found = readings(seen([*ROWS[:2], ("Selen", "55 pg", "")]), {0: {"55 pg": "55 µg"}})
    assert shown(found["Selen"]) == ("55", "µg", "ok")
    assert "read-twice" in found["Selen"].notes


def test_a_lost_decimal_mark_is_found_by_a_reading_that_agrees_with_the_percentage() -> None:
    rows = [*ROWS[:2], ("Selen", "275 µg", "50 %"), ROWS[3]]
    found = readings(seen(rows), {0: {"275 µg": "27,5 µg"}})
    assert shown(found["Selen"]) == ("27.5", "µg", "ok")
    assert "second-reading-verified" in found["Selen"].notes
    assert "first-read-as: 275 µg 50 %" in found["Selen"].notes


def test_a_second_reading_that_was_mended_does_not_put_a_wrong_label_right() -> None:
    rows = [*ROWS[:3], ("Jod", "150 mg", "100 %")]
    found = readings(seen(rows), {0: {"150 mg": "150 pg"}, 1: {"150 mg": "150 ug"}})
    assert shown(found["Jod"]) == ("150", "mg", "check")
    assert "percent-disagrees" in found["Jod"].notes


def test_a_label_that_is_wrong_stays_wrong_however_often_it_is_read() -> None:
    rows = [*ROWS[:2], ("Selen", "275 µg", "50 %"), ROWS[3]]
    found = readings(seen(rows), {0: {}, 1: {}, 2: {}})
    assert shown(found["Selen"]) == ("275", "µg", "check")
    assert "percent-disagrees" in found["Selen"].notes


def test_readings_that_differ_are_both_told() -> None:
    found = readings(seen([*ROWS[:2], ("Lutein", "18 mg", "")]), {0: {"18 mg": "10 mg"}, 1: {"18 mg": "16 mg"}})
    assert found["Lutein"].status == "check"
    assert {"also-read-as: 10 mg", "also-read-as: 16 mg", "readings-differ"} <= set(found["Lutein"].notes)


def test_a_look_that_loses_a_cell_does_not_take_the_next_columns_amount() -> None:
    words = []
    for y, cells in enumerate([("Values", "per 100 g", "per serving", "% RI"), ("Energy", "497 kcal", "104 kcal", "5 %"), ("Protein", "5.5 g", "1.2 g", "2 %")]):  # fmt: skip
        for x, text in zip((20, 200, 380, 560), cells, strict=True):
            box = Box(x, 30 * y, x + 9.0 * len(text), 30 * y + 20)
            words.append(Word(text, quad_of(box), box, 0.97))
    look = Look(Page(1, 700, 200, tuple(words), "seen"), {0: {"497 kcal": "[497.kcal"}, 2: {"497 kcal": "[497.kcal"}})
    _, reads = read_scan(Scanned((look.page,), cast("Any", (look,)), ()), load())
    energy = [r for r in reads.readings if r.nutrient == "energy" and r.amount]
    assert [f"{r.amount.value:f}" for r in energy if r.amount] == ["497", "104"]
    assert not any("104 kcal" in note for r in energy for note in r.notes)


def test_without_percentage_two_equal_readings_are_trusted() -> None:
    found = readings(seen([*ROWS[:2], ("Lutein", "18 mg", "")]), {0: {}})
    assert shown(found["Lutein"]) == ("18", "mg", "ok")
    assert "read-twice" in found["Lutein"].notes


def test_a_sign_read_as_a_digit_confirms_nothing() -> None:
    rows = [*ROWS, ("Riboflavin", "42 mg", "3003")]
    assert readings(seen(rows), {0: {}}, micro=False)["Riboflavin"].status == "check"


def test_an_engine_that_loses_marks_is_no_witness_for_itself() -> None:
    found = readings(seen([*ROWS[:2], ("Lutein", "18 mg", "")]), {0: {}, 2: {}}, micro=False)
    assert found["Lutein"].status == "check"


def test_an_amount_that_no_product_holds_is_not_believed_unseen() -> None:
    found = readings(seen([*ROWS[:2], ("Selen", "55 mg", "")]), {0: {}, 1: {}, 2: {}})
    assert shown(found["Selen"]) == ("55", "mg", "check")
    assert "unit-implausible" in found["Selen"].notes


def test_a_row_whose_amount_is_not_seen_says_so() -> None:
    found = readings(seen([*ROWS[:3], ("Jod", "", "100 %")]), {0: {}})
    assert found["Jod"].amount is None
    assert found["Jod"].status == "check"
    assert "amount-not-seen" in found["Jod"].notes


def test_rows_of_a_panel_that_may_be_joined_wrongly_need_their_percentage() -> None:
    rows = [("Järn", "5 mg", "100 %"), ("Zink", "55 µg", "50 %"), ("Selen", "150 µg", "100 %"), ("Lutein", "18 mg", "")]
    found = readings(seen(rows), {0: {}})
    assert {r.status for r in found.values()} == {"check"}


def test_an_amount_is_never_settled_by_another_column() -> None:
    table = [
        ("Innehåll", "per skopa", "% RI", "per 2 skopor", "% RI"),
        ("Magnesium", "37,5 mg", "10 %", "75 mg", "20 %"),
        ("Kalium", "1750 mg", "80 %", "350 mg", "17,5 %"),
        ("Zink", "5 mg", "50 %", "10 mg", "100 %"),
    ]
    words = []
    for y, cells in enumerate(table):
        for x, text in zip((20, 200, 340, 460, 620), cells, strict=True):
            box = Box(x, 30 * y, x + 9.0 * len(text), 30 * y + 20)
            words.append(Word(text, quad_of(box), box, 0.97))
    page = Page(1, 760, 200, tuple(words), "seen")
    look = Look(page, {0: {"1750 mg": "...", "80 %": "..."}, 1: {"1750 mg": "...", "80 %": "..."}})
    _, reads = read_scan(Scanned((page,), cast("Any", (look,)), ()), load())
    kalium = [r for r in reads.readings if r.nutrient == "potassium" and r.amount is not None]
    assert [(str(r.amount.value), r.status) for r in kalium if r.amount] == [("1750", "check"), ("350", "ok")]


def test_a_piece_of_a_number_settles_nothing() -> None:
    found = readings(seen([*ROWS, ("Kalcium", "4120 mg", "15 %")]), {0: {"4120 mg": "120 mg"}})
    assert shown(found["Kalcium"]) == ("4120", "mg", "check")


def panel(rows: Sequence[tuple[str, ...]], looks: dict[int, dict[str, str]] | None = None) -> dict[str, Reading]:
    """Return what a panel per 100 g is read as, looked at again by an engine that agrees with itself."""
    words = []
    for y, cells in enumerate([("Näringsvärde", "per 100 g"), *rows]):
        for x, text in zip((20, 260, 420), cells, strict=False):
            box = Box(x, 30 * y, x + 9.0 * len(text), 30 * y + 20)
            words.append(Word(text, quad_of(box), box, 0.97))
    page = Page(1, 640, 400, tuple(words), "seen")
    look = Look(page, looks or {0: {}, 1: {}, 2: {}})
    _, reads = read_scan(Scanned((page,), cast("Any", (look,)), ()), load())
    return {r.name: r for r in reads.readings}


def test_a_decimal_mark_that_every_look_loses_is_missed_by_the_panels_habit() -> None:
    found = panel(
        [("Fett", "8,5 g"), ("Kolhydrat", "42 g"), ("Protein", "3,0 g"), ("Salt", "0,10 g"), ("Fiber", "1,5 g")]
    )
    assert {n: r.status for n, r in found.items()} == {
        "Fett": "ok", "Kolhydrat": "check", "Protein": "ok", "Salt": "ok", "Fiber": "ok",
    }  # fmt: skip


def test_energy_is_a_witness_of_what_gives_it() -> None:
    rows = [("Energi", "137 kcal"), ("Fett", "12 g"), ("Kolhydrat", "4 g"), ("Protein", "3 g")]
    assert {r.status for r in panel(rows).values()} == {"ok"}
    wrong = panel([*rows[:2], ("Kolhydrat", "42 g"), rows[3]])
    assert wrong["Kolhydrat"].status == "check"


def test_a_row_that_lost_a_cell_is_no_surer_of_its_column_than_the_others() -> None:
    rows = [
        ("Fett", "8,9 g", "0,2 g"),
        ("Protein", "7,7 g", "0,2 g"),
        ("Fiber", "0,5 g", "0,1 g"),
        ("Salt", "4,9 g", "0,9 g"),
    ]
    found = panel([*rows, ("Kolhydrat", "27,3 g")])
    assert "column-unclear" in found["Fett"].notes, "the panel must be one whose columns are unclear"
    assert found["Kolhydrat"].status == "check"


def test_boxes_lead_back_to_the_file() -> None:
    found = readings(seen(ROWS))
    place = found["Zink"].place
    assert place.page == 1
    assert place.box == (20, 60, 520 + 9 * 4, 80)


def test_corners_run_along_the_row() -> None:
    tilt = 0.1
    words = []
    for y, cells in enumerate([("Innehåll", "per kapsel"), ("Zink", "5 mg"), ("Järn", "14 mg")]):
        for x, text in zip((20, 200), cells, strict=True):
            flat = [(x, 30 * y), (x + 9.0 * len(text), 30 * y), (x + 9.0 * len(text), 30 * y + 20), (x, 30 * y + 20)]
            a, b, c, d = (Point(px, py + tilt * px) for px, py in flat)
            box = Box(a.x, a.y, c.x, c.y)
            words.append(Word(text, (a, b, c, d), box, 0.97, corners=(a, b, c, d)))
    page = Page(1, 400, 200, tuple(words), "seen")
    _, reads = read_scan(Scanned((page,), cast("Any", (Look(page, {}),)), ()), load())
    zinc = next(r for r in reads.readings if r.nutrient == "zinc")
    assert zinc.place.corners == (Point(20, 32), Point(236, 53.6), Point(236, 73.6), Point(20, 52))
    assert zinc.place.box == Box(20, 32, 236, 73.6)


def test_corners_of_a_long_name_and_an_amount_on_an_arc_follow_the_name() -> None:
    # the name's far end hangs lowest, and no word stands in the middle of the row
    name = tuple(Point(*p) for p in ((20, 30), (300, 42), (300, 62), (20, 50)))
    amount = tuple(Point(*p) for p in ((380, 30), (440, 30), (440, 50), (380, 50)))
    words = [
        Word(text, quad, Box(quad[0].x, 30, quad[1].x, quad[2].y), 0.97, corners=quad)  # type: ignore[arg-type]
        for text, quad in (("Zinc as bisglycinate chelate", name), ("10 mg", amount))
    ]
    found = outline(words)
    assert found is not None
    assert [(p.x, round(p.y)) for p in found] == [(20, 36), (440, 36), (440, 56), (20, 56)]


@pytest.mark.parametrize("hangs", [6.0, -6.0])
def test_corners_of_a_row_on_an_arc_run_between_its_ends_and_its_middle(hangs: float) -> None:
    words = []
    for y, cells in enumerate(
        [("Innehåll", "per kapsel", "% RI"), ("Zink", "5 mg", "50 %"), ("Järn", "14 mg", "100 %")]
    ):
        for x, text, off in zip((20, 200, 380), cells, (0, hangs, 0), strict=True):
            box = Box(x, 30 * y + off, x + 36.0, 30 * y + 20 + off)
            words.append(Word(text, quad_of(box), box, 0.97, corners=quad_of(box)))
    page = Page(1, 500, 200, tuple(words), "seen")
    _, reads = read_scan(Scanned((page,), cast("Any", (Look(page, {}),)), ()), load())
    zinc = next(r for r in reads.readings if r.nutrient == "zinc").place.corners
    assert zinc is not None
    assert [p.y for p in zinc] == [30 + hangs / 2] * 2 + [50 + hangs / 2] * 2


def test_what_pictures_do_not_show_is_asked_for() -> None:
    page = seen(ROWS)  # its heading tells the daily dose
    _, reads = read_scan(Scanned((page,), cast("Any", (Look(page, {}),)), ()), load())
    assert [d.code for d in unseen(reads)] == ["ingredients-not-seen"]
    _, nothing = read_scan(Scanned((Page(1, 10, 10, (), "seen"),), (), ()), load())
    assert [d.code for d in unseen(nothing)] == ["panel-not-seen", "directions-not-seen", "ingredients-not-seen"]


@pytest.mark.parametrize(("height", "score", "told"), [(20, 0.97, False), (7, 0.97, True), (20, 0.5, True)])
def test_print_too_small_or_blurred_is_told(height: float, score: float, told: bool) -> None:  # noqa: FBT001
    words = [replace(w, score=score, box=w.box._replace(y1=w.box.y0 + height)) for w in seen(ROWS).words]
    page = replace(seen(ROWS), words=tuple(words))
    scanned = Scanned((page,), (cast("Any", Look(page, {})),), ())
    assert [d.code for d in too_small(scanned)] == ["text-too-small"] * told
    assert not too_small(replace(scanned, sights=()))  # a PDF's own text is not seen but told


def test_files_together_count_their_pages_on() -> None:
    one = Scanned((seen(ROWS[:2]),), (), ())
    both = together([one, Scanned((seen(ROWS[2:]),), (), ())])
    text, reads = read_scan(both, load())
    assert [r.place.page for r in reads.readings] == [1, 1, 2, 2]
    assert text.pieces is not None


def replayed(path: Path) -> Page:
    kept = json.loads(path.read_text("utf-8"))
    words = []
    for text, c, box, score in kept["words"]:
        quad = (Point(c[0], c[1]), Point(c[2], c[3]), Point(c[4], c[5]), Point(c[6], c[7]))
        words.append(Word(text, quad, Box(*box), score))
    return Page(1, kept["width"], kept["height"], tuple(words), "seen")


RECORDED = sorted(corpus.ROOT.glob("*/*/photo-*.words.json"))


@pytest.mark.parametrize("path", RECORDED, ids=lambda p: f"{p.parent.name}/{p.name.partition('.')[0]}")
def test_recorded_words_are_read_as_the_picture_shows(path: Path) -> None:
    _, reads = read_scan(Scanned((replayed(path),), (), ()), load())
    got = {(r.amount.value, r.amount.unit, r.percent and r.percent.value) for r in reads.readings if r.amount}
    expected = json.loads(path.with_name(path.name.replace(".words.", ".expected.")).read_text("utf-8"))
    want = {(Decimal(v), u, None if p is None else Decimal(p)) for _, v, u, p in expected}
    assert want <= got


def test_there_are_recorded_photographs() -> None:
    assert len(RECORDED) >= 8


PDFS = sorted(corpus.ROOT.glob("*/*/label.pdf"))


@pytest.mark.parametrize("path", PDFS, ids=lambda p: p.parent.name)
def test_pdfs_of_samples_are_read_as_their_text(path: Path) -> None:
    label = labelcheck.read(path)
    assert label.source.kind == "pdf"
    got = {(r.amount.value, r.amount.unit) for r in label.readings if r.amount}
    rows = json.loads(path.with_suffix(".pdf.expected.json").read_text("utf-8"))
    assert {(Decimal(value), unit) for _, value, unit, _ in rows} <= got
    assert all(r.place.box is not None for r in label.readings)


def test_two_labels_on_one_artwork_sheet() -> None:
    right = [(x + 420, y, text.replace("Järn", "Koppar").replace("14 mg", "1 mg")) for x, y, text in made.TABLE]
    label = labelcheck.read(made.pdf([made.content([*made.TABLE, *right])], size=(820, 300)))
    amounts = [(r.nutrient, str(r.amount and r.amount.value), r.status) for r in label.readings]
    assert amounts == [
        ("iron", "14", "ok"), ("vitamin-d", "10", "ok"), ("zinc", "5", "ok"),
        ("copper", "1", "ok"), ("vitamin-d", "10", "ok"), ("zinc", "5", "ok"),
    ]  # fmt: skip


@pytest.mark.parametrize("matrix", ["0 1 -1 0 300 0", "0 -1 1 0 0 400", "-1 0 0 -1 400 300"])
def test_text_turned_on_its_page(matrix: str) -> None:
    size = (400, 300) if matrix.startswith("-1") else (300, 400)
    label = labelcheck.read(made.pdf([made.content(made.TABLE, matrix=matrix)], size=size))
    assert [r.nutrient for r in label.readings] == ["iron", "vitamin-d", "zinc"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned(turn: int) -> None:
    label = labelcheck.read(made.pdf([made.content(made.TABLE)], extra=f"/Rotate {turn}"))
    assert [r.nutrient for r in label.readings] == ["iron", "vitamin-d", "zinc"]
    box = label.readings[0].place.box
    assert box is not None
    assert min(box) >= 0
