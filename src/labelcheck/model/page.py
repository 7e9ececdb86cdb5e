"""Words with places: what every source but a plain text is turned into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from labelcheck.model.place import Box


class Point(NamedTuple):
    """A point, from the top left."""

    x: float
    y: float


Quad = tuple[Point, Point, Point, Point]
"""Corners in reading order: top left, top right, bottom right, bottom left of the text as it is read."""


@dataclass(frozen=True, slots=True)
class Word:
    """Some text set without a gap: a word of a PDF, a phrase of an OCR engine.

    ``quad`` stands in the frame in which the page is read (upright, straightened); ``box`` in the file that the
    user gave: its pixels, as viewers show it, or points of its page. ``score`` is the engine's own, 0 to 1.
    ``raw`` is what the engine read where ``text`` is a repair of it, ``doubt`` names the kinds of slips that were mended in it.
    """

    text: str
    quad: Quad
    box: Box
    score: float = 1.0
    raw: str | None = None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The words of one page or picture, in no particular order; ``number`` counts from 1."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    kind: Literal["printed", "seen"] = "printed"
    """"printed": the file itself holds the text; "seen": an OCR engine read it."""
    cells: tuple[Box, ...] = ()
    """Cells of tables that the file draws with rules."""


class Piece(NamedTuple):
    """Where a word went in a transcript: characters ``start:end`` of its text."""

    start: int
    end: int
    page: int
    word: Word


def quad_of(box: Box) -> Quad:
    """Return the corners of an upright rectangle."""
    return (Point(box.x0, box.y0), Point(box.x1, box.y0), Point(box.x1, box.y1), Point(box.x0, box.y1))


def around(boxes: list[Box]) -> Box:
    """Return the smallest rectangle around at least one box."""
    return Box(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))
