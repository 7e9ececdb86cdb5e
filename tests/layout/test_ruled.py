"""Rules of a table hold the lines of a row together, and only where they can be of one row."""

from __future__ import annotations

import pytest

import labelcheck
import made
from labelcheck.layout.transcript import transcribe
from labelcheck.sources.limits import DEFAULT
from labelcheck.sources.pages import load_pages

Placed = made.Placed
TOP, BOTTOM = 280, 160
HEAD: list[Placed] = [(24, 266, "Innehåll per dagsdos"), (204, 266, "2 kapslar"), (304, 266, "% RI")]
TWO_LINES: list[Placed] = [
    (24, 246, "Vitamin B6"), (24, 234, "(pyridoxin)"), (204, 234, "1,4 mg"), (304, 234, "100 %"),
    (24, 216, "Zink"), (24, 204, "(som zinkcitrat)"), (204, 210, "5 mg"), (304, 210, "50 %"),
    (24, 186, "Järn"), (24, 174, "(som järnfumarat)"), (204, 186, "14 mg"), (304, 186, "100 %"),
]  # fmt: skip


def rules(ys: list[float], xs: list[float]) -> bytes:
    across = " ".join(f"{xs[0]} {y} m {xs[-1]} {y} l S" for y in ys)
    down = " ".join(f"{x} {ys[0]} m {x} {ys[-1]} l S" for x in xs)
    return f"0.5 w {across} {down} ".encode()


GRID = rules([280, 258, 228, 198, 168], [20, 200, 300, 380])


def lines(data: bytes) -> list[str]:
    pages = load_pages(data, "pdf", "x", DEFAULT)
    return [" ".join(line.split()) for line in transcribe([p.page for p in pages]).text.splitlines() if line.strip()]


@pytest.mark.parametrize("extra", ["", "/CropBox[10 20 395 290]", "/Rotate 90", "corner"])
def test_cells_of_two_lines_are_one_row(extra: str) -> None:
    turned = b"0 1 -1 0 300 0 cm " if "Rotate" in extra else b""
    size = (300, 400) if turned else (400, 300)
    corner = (0, 0)
    if extra == "corner":
        extra, turned, corner = "", b"1 0 0 1 70 -30 cm ", (70, -30)
    content = b"q " + turned + GRID + made.content(HEAD + TWO_LINES) + b" Q"
    data = made.pdf([content], size=size, extra=extra, corner=corner)
    assert lines(data) == [
        "Innehåll per dagsdos 2 kapslar % RI",
        "Vitamin B6 (pyridoxin) 1,4 mg 100 %",
        "Zink (som zinkcitrat) 5 mg 50 %",
        "Järn (som järnfumarat) 14 mg 100 %",
    ]
    label = labelcheck.read(data)
    assert [(r.nutrient, str(r.amount.value), r.status) for r in label.readings if r.amount] == [
        ("vitamin-b6", "1.4", "ok"), ("zinc", "5", "ok"), ("iron", "14", "ok"),
    ]  # fmt: skip


def test_a_frame_around_a_panel_joins_nothing() -> None:
    frame = rules([280, 258, 190], [20, 200, 300, 380])
    assert lines(made.pdf([frame + made.content(made.TABLE)])) == lines(made.pdf([made.content(made.TABLE)]))


def test_a_cell_with_two_amounts_is_left_as_it_is() -> None:
    words: list[Placed] = [
        (24, 266, "Innehåll"), (204, 266, "per dos"), (24, 246, "Vitamin D"), (204, 246, "10 µg"), (204, 234, "400 IE"),
        (24, 216, "Zink"), (204, 216, "5 mg"),
    ]  # fmt: skip
    grid = rules([280, 258, 228, 198], [20, 200, 380])
    assert lines(made.pdf([grid + made.content(words)])) == lines(made.pdf([made.content(words)]))
