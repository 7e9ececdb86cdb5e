"""Where on a label something stands."""

from __future__ import annotations

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


class Place(NamedTuple):
    """A place on a page (counted from 1). A plain text has a span only, a picture may have both."""

    page: int
    span: Span
    box: Box | None = None
