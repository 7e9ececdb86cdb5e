"""Words with places: what every source but a plain text is turned into."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from labelcheck.model.place import Box, Point, Quad

_LEVEL: Final = 0.6
"""Heights by which words of one row may stand off the line from its first to its last."""


@dataclass(frozen=True, slots=True)
class Word:
    """Some text set without a gap: a word of a PDF, a phrase of an OCR engine.

    ``quad`` stands in the frame in which the page is read (upright, straightened); ``box`` in the file that the
    user gave: its pixels, as viewers show it, or points of its page. ``score`` is the engine's own, 0 to 1.
    ``raw`` is what the engine read where ``text`` is a repair of it, ``doubt`` names the kinds of slips that were mended in it.
    ``corners`` are those of ``quad`` in the file, where it was seen.
    ``ground`` numbers what it is printed on: the panel, another panel beside it, what stands behind the bottle.
    """

    text: str
    quad: Quad
    box: Box
    score: float = 1.0
    raw: str | None = None
    doubt: str = ""
    ground: int = 0
    corners: Quad | None = None


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
    label: str | None = None
    """What a PDF calls the page, where that is not its number."""

    @property
    def called(self) -> str:
        """The page's number, and its label where it has one: "3 (iii)"."""
        return f"{self.number} ({self.label})" if self.label else str(self.number)


class Piece(NamedTuple):
    """Where a word went in a transcript: characters ``start:end`` of its text."""

    start: int
    end: int
    page: int
    word: Word
    page_label: str | None = None


def quad_of(box: Box) -> Quad:
    """Return the corners of an upright rectangle."""
    return (Point(box.x0, box.y0), Point(box.x1, box.y0), Point(box.x1, box.y1), Point(box.x0, box.y1))


def around(boxes: list[Box]) -> Box:
    """Return the smallest rectangle around at least one box."""
    return Box(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))


def outline(words: Sequence[Word]) -> Quad | None:
    """Return the corners around words of a picture, along their row; None for what was not seen."""
    quads = [w.corners for w in words if w.corners is not None]
    if not quads or len(quads) < len(words):
        return None
    along = _along(quads)
    quads.sort(key=lambda q: _dot(_middle(q), along))
    first, last = quads[0], quads[-1]
    height = sum(math.dist(q[0], q[3]) for q in quads) / len(quads)
    off = [_off(_middle(q), _middle(first), _middle(last)) for q in quads]
    if all(abs(by) < _LEVEL * height for by in off):
        # between what hangs lowest and what stands highest: a row round a bottle is an arc
        left, right = _between(first[0], first[3]), _between(last[1], last[2])
        hangs = [_off(end, left, right) for q in quads for end in (_between(q[0], q[3]), _between(q[1], q[2]))]
        aside = (max(hangs) + min(hangs)) / 2
        x, y = _down(left, right)
        a, b, c, d = (Point(p.x + x * aside, p.y + y * aside) for p in (first[0], last[1], last[2], first[3]))
        return (a, b, c, d)
    down = Point(-along.y, along.x)
    points = [p for q in quads for p in q]
    x0, x1 = min(_dot(p, along) for p in points), max(_dot(p, along) for p in points)
    y0, y1 = min(_dot(p, down) for p in points), max(_dot(p, down) for p in points)
    a, b, c, d = (
        Point(along.x * x + down.x * y, along.y * x + down.y * y) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))
    )
    return a, b, c, d


def _along(quads: Sequence[Quad]) -> Point:
    x = sum(q[1].x - q[0].x + q[2].x - q[3].x for q in quads)
    y = sum(q[1].y - q[0].y + q[2].y - q[3].y for q in quads)
    length = math.hypot(x, y) or 1.0
    return Point(x / length, y / length)


def _dot(point: Point, other: Point) -> float:
    return point.x * other.x + point.y * other.y


def _middle(quad: Quad) -> Point:
    return Point(sum(p.x for p in quad) / 4, sum(p.y for p in quad) / 4)


def _between(one: Point, other: Point) -> Point:
    return Point((one.x + other.x) / 2, (one.y + other.y) / 2)


def _off(point: Point, start: Point, end: Point) -> float:
    """Return how far a point stands from the line between two others, counted in the direction of :func:`_down`."""
    x, y = _down(start, end)
    return (point.x - start.x) * x + (point.y - start.y) * y


def _down(start: Point, end: Point) -> Point:
    """Return the direction across a line, downwards where that runs to the right."""
    length = math.dist(start, end) or 1.0
    return Point(-(end.y - start.y) / length, (end.x - start.x) / length)
