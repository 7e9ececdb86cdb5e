"""A percentage that finding lost is read where its heading and its row meet, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from labelcheck.knowledge import load
from labelcheck.reading.seen.repair import mend
from labelcheck.sources.ocr.engine import Corners, Line, Phrase, Pixels
from labelcheck.sources.ocr.frame import opened
from labelcheck.sources.ocr.percentages import with_percentages


def phrase(text: str, x: float, y: float, width: float = 100, slope: float = 0.0) -> Phrase:
    end = y + slope * width
    return Phrase(text, np.array([[x, y], [x + width, end], [x + width, end + 20], [x, y + 20]]), 0.97)


class Cells:
    """An engine that reads the grey in which a cell is drawn: 10 is "10%"."""

    name, straight, micro = "cells", False, True

    def __init__(self, *, sign: str = "%", score: float = 0.97) -> None:
        self.sign, self.score = sign, score

    def find(self, picture: Pixels) -> list[Corners]:
        return [np.array([[0, 0], [picture.shape[1], 0], [picture.shape[1], 1], [0, 1]], dtype=np.float64)][:0]

    def read(self, picture: Pixels) -> list[Phrase]:
        return [Phrase("", c, 0.0) for c in self.find(picture)]

    def read_lines(self, pictures: list[Pixels]) -> list[Line]:
        return [Line(f"... {int(np.median(p))}{self.sign}", self.score) for p in pictures]


def read(phrases: list[Phrase], engine: Cells) -> list[str]:
    pixels = np.full((400, 600, 3), 255, dtype=np.uint8)
    for row in range(4):
        pixels[50 + 40 * row : 90 + 40 * row] = 10 * (row + 1)
    frame = opened(pixels, 1.0)
    return [p.text for p in with_percentages(phrases, frame, frame, engine)]  # type: ignore[arg-type]


class Squeezed(Cells):
    """An engine that loses letters of a cell unless it is stretched: one text for each look at it."""

    def __init__(self, *texts: str) -> None:
        super().__init__()
        self.texts = list(texts)

    def read_lines(self, pictures: list[Pixels]) -> list[Line]:
        # looks differ by how far they stretch alone
        return [Line(self.texts.pop(0), 0.97) for _ in pictures]


HEAD = phrase("% DV", 400, 20, 60)
ROWS = [phrase("Zinc 5 mg", 20, 60), phrase("Iron 7 mg ....", 20, 100, 300), phrase("Protein", 20, 140)]


def test_empty_cells_are_read_at_full_size() -> None:
    assert read([HEAD, *ROWS], Cells()) == ["% DV", "Zinc 5 mg", "Iron 7 mg ....", "Protein", "10%", "20%"]


def test_a_tilted_row_is_followed() -> None:
    tilted = phrase("Iron 7 mg", 20, 60, 300, slope=0.1)
    assert read([HEAD, tilted], Cells())[-1] == "20%"


def test_what_stands_in_the_column_is_not_read_again() -> None:
    told = phrase("50%", 405, 60, 50)
    assert read([HEAD, ROWS[0], told], Cells()) == ["% DV", "Zinc 5 mg", "50%"]


def test_no_percentage_without_heading_sign_or_surety() -> None:
    assert read(ROWS, Cells()) == [p.text for p in ROWS]
    assert read([HEAD, ROWS[0]], Cells(sign="")) == ["% DV", "Zinc 5 mg"]
    assert read([HEAD, ROWS[0]], Cells(score=0.6)) == ["% DV", "Zinc 5 mg"]


def test_what_was_misread_in_the_cell_goes() -> None:
    assert read([HEAD, ROWS[0], phrase("HED", 405, 60, 40)], Cells()) == ["% DV", "Zinc 5 mg", "10%"]


def test_a_short_amount_lies_as_the_lines_around_it() -> None:
    # the box of two letters may lean any way: its line runs as the long ones do
    short = phrase("< 1 g", 300, 112, 40, slope=-0.6)
    long = phrase("Protein in all", 20, 100, 250)
    assert read([HEAD, long, short], Cells())[-1] == "20%"


def test_the_tail_of_a_percentage_fills_no_cell() -> None:
    assert read([HEAD, ROWS[0], phrase("00%", 420, 60, 35)], Cells()) == ["% DV", "Zinc 5 mg", "10%"]


@pytest.mark.parametrize("tail", ["00%", "00 %", "000%"])
def test_a_percentage_of_noughts_is_unread(tail: str) -> None:
    assert mend(f"Zinc 11 mg {tail}", load())[0] == "Zinc 11 mg %"
    assert mend("Zinc 11 mg 100 %", load())[0] == "Zinc 11 mg 100 %"
    assert mend("Fat 0 g 0 %", load())[0] == "Fat 0 g 0 %"


@pytest.mark.parametrize(
    ("looks", "told"),
    [
        (("10%", "100%", "100%"), "100%"),
        (("88", "88", "88%"), "88%"),
        (("2.08%", "2.083%", "2,083%"), "2083%"),
        (("92%", "82%", "95%"), None),
        (("100", "100", "100"), None),
        (("10%", "100%", "10 0"), None),
    ],
)
def test_narrow_print_is_told_by_two_of_three_looks(looks: tuple[str, ...], told: str | None) -> None:
    expected = ["% DV", "Zinc 5 mg"] + ([told] if told else [])
    assert read([HEAD, ROWS[0]], Squeezed(*looks)) == expected


def test_a_bare_number_under_a_percent_sign_is_looked_at_again() -> None:
    # its sign, narrow at the edge of a bottle, was seen as a 9
    assert read([HEAD, ROWS[0], phrase("929", 405, 60, 40)], Squeezed("92%", "92%", "92%")) == [
        "% DV",
        "Zinc 5 mg",
        "92%",
    ]
    assert read([HEAD, ROWS[0], phrase("92", 405, 60, 40)], Squeezed("9", "", "")) == ["% DV", "Zinc 5 mg", "92"]


def test_the_tail_of_a_percentage_behind_its_amount_is_read_stretched() -> None:
    glued = phrase("2.4 mcg 00%", 300, 60, 120)
    assert read([glued], Squeezed("2.4 mcg100%", "2.4 mcg 100%")) == ["2.4 mcg 100%"]
    # another amount, or looks that differ, tell nothing
    assert read([glued], Squeezed("24 mcg100%", "24 mcg 100%")) == ["2.4 mcg 00%"]
    assert read([glued], Squeezed("2.4 mcg100%", "2.4 mcg 200%")) == ["2.4 mcg 00%"]
