"""Words with places become lines: one code for a PDF's words and an engine's boxes, tested with neither."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from labelcheck.layout.clean import clean
from labelcheck.layout.transcript import transcribe
from labelcheck.model import Box, Page, Point, Word

Place = tuple[float, float]
Bend = Callable[[float, float], Place]
Cell = tuple[float, float, str]

NAMES = (
    "Vitamin A",
    "Vitamin D",
    "Vitamin E",
    "Vitamin C",
    "Tiamin",
    "Niacin",
    "Folsyra",
    "Biotin",
    "Järn",
    "Zink",
    "Jod",
)
AMOUNTS = ("400 µg", "25 µg", "6 mg", "1000 mg", "3,3 mg", "48 mg", "200 µg", "25 µg", "14 mg", "7,5 mg", "150 µg")
SHARES = ("50 %", "500 %", "50 %", "1250 %", "300 %", "300 %", "100 %", "50 %", "100 %", "75 %", "100 %")
TABLE: list[Cell] = [
    cell
    for i, (name, amount, share) in enumerate(zip(NAMES, AMOUNTS, SHARES, strict=True))
    for cell in ((20, 60 + 30 * i, name), (300, 60 + 30 * i, amount), (480, 60 + 30 * i, share))
]
ROWS = [f"{n}|{a}|{s}" for n, a, s in zip(NAMES, AMOUNTS, SHARES, strict=True)]


def flat(x: float, y: float) -> Place:
    return x, y


def page(
    cells: Sequence[Cell], bend: Bend = flat, *, kind: str = "seen", height: float = 20, advance: float = 9.5
) -> Page:
    words = []
    for x, y, text in cells:
        width = advance * len(text)
        corners = [bend(x, y), bend(x + width, y), bend(x + width, y + height), bend(x, y + height)]
        a, b, c, d = (Point(*p) for p in corners)
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        words.append(Word(text, (a, b, c, d), Box(min(xs), min(ys), max(xs), max(ys)), 0.99))
    return Page(1, 600, 500, tuple(words), "seen" if kind == "seen" else "printed")


def lines(*pages: Page) -> list[str]:
    """Return the lines of the text with cells parted by a bar."""
    text = transcribe(pages).text
    return ["|".join(c for c in line.split("  ") if c).replace("| ", "|") for line in text.splitlines() if line.strip()]


def test_a_table_is_read_row_by_row_whatever_the_order_of_its_words() -> None:
    straight = page(TABLE)
    assert lines(straight) == ROWS
    assert lines(replace(straight, words=straight.words[::-1])) == ROWS
    assert lines(replace(straight, words=straight.words[1::2] + straight.words[::2])) == ROWS


@pytest.mark.parametrize("angle", [-12, -5, -2, 3, 8, 15])
def test_a_tilted_table(angle: float) -> None:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    assert lines(page(TABLE, lambda x, y: (x * cos - y * sin, x * sin + y * cos))) == ROWS


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_table(angle: float) -> None:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    bend: Bend = lambda x, y: (1000 + x * cos - y * sin, 1000 + x * sin + y * cos)  # noqa: E731
    assert lines(page(TABLE, bend)) == ROWS
    assert lines(page(TABLE, bend, kind="printed")) == ROWS


@pytest.mark.parametrize("fan", [-0.0006, 0.0004, 0.0008])
def test_a_table_in_perspective(fan: float) -> None:
    assert lines(page(TABLE, lambda x, y: (x, y + fan * (x - 300) * (y - 220)))) == ROWS


@pytest.mark.parametrize("sag", [-25, 15, 40])
def test_a_table_round_a_bottle(sag: float) -> None:
    assert lines(page(TABLE, lambda x, y: (x, y + sag * (1 - ((x - 300) / 300) ** 2)))) == ROWS


def test_a_cell_of_two_lines_beside_one_of_a_single_line() -> None:
    cells = [
        (20, 60, "Vitamin D"), (300, 50, "50 mcg (2,000"), (300, 72, "IU)"), (480, 60, "250%"),
        (20, 100, "Vitamin E (as d-alpha"), (20, 122, "tocopherol)"), (300, 111, "6 mg"), (480, 111, "40%"),
        (20, 152, "Zinc"), (300, 152, "10 mg"), (480, 152, "91%"),
    ]  # fmt: skip
    assert lines(page(cells)) == [
        "Vitamin D|50 mcg (2,000 IU)|250%",
        "Vitamin E (as d-alpha tocopherol)|6 mg|40%",
        "Zinc|10 mg|91%",
    ]


def test_a_bracket_that_closes_on_the_next_line_of_its_column() -> None:
    cells = [
        (20, 60, "Selenium (as L-"), (300, 60, "27.5 mcg"), (480, 60, "50%"),
        (20, 86, "selenomethionine)"),
        (20, 116, "Chromium"), (300, 116, "40 mcg"), (480, 116, "114%"),
    ]  # fmt: skip
    assert lines(page(cells))[0] == "Selenium (as L-selenomethionine)|27.5 mcg|50%"


def test_two_labels_side_by_side_are_read_one_after_the_other() -> None:
    other = [(x + 700, y, text) for x, y, text in TABLE]
    assert lines(page([*TABLE, *other], kind="printed")) == ROWS + ROWS


def test_prose_beside_a_panel_does_not_run_into_it() -> None:
    prose = [
        (700, 55 + 23 * i, text)
        for i, text in enumerate(
            ("Take one capsule a day", "with a glass of water.", "Keep out of reach", "of small children.")
        )
    ]
    assert lines(page([*TABLE, *prose]))[: len(ROWS)] == ROWS


def test_running_text_whose_number_and_unit_are_on_two_lines() -> None:
    cells = [
        (20, 60, "Vitamin A 600 µg (75 %), Vitamin D 10 µg (200 %), Vitamin K 37,5"),
        (20, 90, "µg (50 %), Zink 5 mg (50 %)."),
    ]  # fmt: skip
    text = transcribe([page(cells, advance=8.5)]).text
    assert "Vitamin K 37,5 µg (50 %)" in text


def test_every_piece_slices_to_its_word_and_leads_to_its_box() -> None:
    transcript = transcribe([page(TABLE)])
    assert all(transcript.text[p.start : p.end] == p.word.text for p in transcript.pieces)
    text = replace(clean(transcript.text), pieces=transcript.pieces)
    start = text.clean.index("Zink")
    place = text.place(start, start + 4)
    assert place.box is not None
    assert (place.box.x0, place.box.y0) == (20, 60 + 30 * 9)


def test_pages_keep_their_numbers() -> None:
    second = replace(page(TABLE[:3]), number=2)
    transcript = transcribe([page(TABLE[:3]), second])
    assert [p.page for p in transcript.pieces] == [1, 1, 1, 2, 2, 2]


def test_no_words_are_no_text() -> None:
    assert transcribe([Page(1, 10, 10, ())]).text == ""


def test_a_heading_far_in_keeps_its_column() -> None:
    rows = [(20, 120 + 30 * i, name) for i, name in enumerate(NAMES[:4])]
    amounts = [(300, 120 + 30 * i, a) for i, a in enumerate(AMOUNTS[:4])]
    shares = [(450, 120 + 30 * i, a) for i, a in enumerate(AMOUNTS[4:8])]
    text = transcribe([page([(300, 90, "per 100 g"), (450, 90, "per 20 g"), *rows, *amounts, *shares])]).text
    heading, first = text.splitlines()[0], next(line for line in text.splitlines() if "Vitamin A" in line)
    assert abs(heading.index("per 100 g") - first.index("400")) <= 2


def test_tiles_become_lines() -> None:
    names = [(20, 60, "Energy"), (120, 60, "Fat"), (220, 60, "Sugars"), (320, 60, "Salt")]
    amounts = [(20, 90, "438 kJ"), (120, 90, "4.7 g"), (220, 90, "7.8 g"), (320, 90, "0.1 g")]
    shares = [(25, 120, "5%"), (125, 120, "7%"), (225, 120, "9%"), (325, 120, "2%")]
    told = ["Energy|438 kJ|5%", "Fat|4.7 g|7%", "Sugars|7.8 g|9%", "Salt|0.1 g|2%"]
    assert lines(page([*names, *amounts, *shares])) == told


def test_a_table_headed_by_words_is_no_tiles() -> None:
    heads = [(20, 30, "Nutrient"), (300, 30, "amount"), (480, 30, "share")]
    assert lines(page([*heads, *TABLE])) == ["Nutrient|amount|share", *ROWS]


def test_the_edge_of_another_panel_names_no_rows() -> None:
    edge = [(-60, 90, "acid,"), (-60, 190, "sugar"), (-60, 240, "of,")]
    found = lines(page([*edge, *TABLE]))
    assert [line for line in found if "|" in line] == ROWS


def test_what_speaks_beside_a_table_is_none_of_its_columns() -> None:
    beside = [
        (700, 60 + 30 * i, text)
        for i, text in enumerate(("Made with care", "5 % of all", "in small batches", "by hand"))
    ]
    found = lines(page([*TABLE, *beside]))
    assert [line for line in found if "|" in line] == ROWS
