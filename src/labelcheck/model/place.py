"""Where on a label something stands."""

from typing import NamedTuple


class Span(NamedTuple):
    """Characters ``start`` up to, not including, ``end`` of the printed text, counted from 0."""

    start: int
    end: int


class Box(NamedTuple):
    """A rectangle from the top left: pixels of a picture, points of a PDF page."""

    x0: float
    y0: float
    x1: float
    y1: float


class Point(NamedTuple):
    """A point, from the top left."""

    x: float
    y: float


Quad = tuple[Point, Point, Point, Point]
"""Corners in reading order: top left, top right, bottom right, bottom left of the text as it is read."""


class Place(NamedTuple):
    """A place on a page (counted from 1). A plain text has a span only, a picture may have all.

    ``corners`` run along the text, however its picture was taken; ``box`` is the upright rectangle around it.
    ``page_label`` is what a PDF calls the page, where that is not its number: "iii".
    """

    page: int
    span: Span
    box: Box | None = None
    corners: Quad | None = None
    page_label: str | None = None
