"""Percentages that finding lost: narrow cells at a bottle's edge, read where their heading and their row meet.

No place is guessed where something can be read from another: the column is that of a heading with a percent sign, the
line that of an amount beside it, and the pixels are the full picture's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from labelcheck.sources.ocr.crop import crop
from labelcheck.sources.ocr.engine import Corners, Engine, Phrase
from labelcheck.sources.ocr.found import height_of
from labelcheck.sources.ocr.frame import Frame

_AMOUNT: Final = re.compile(r"\d\s?[^\W\d_]{1,4}[.\s…·]*$")
_PERCENT: Final = re.compile(r"^[.\s…·:]*(<?(?!00)\d{1,4}\s?%)[*†‡+\s]*$")
_ZEROS: Final = re.compile(r"^[.\s…·:]*0{2,4}\s?%")
"""The tail of a percentage whose first digit was not seen."""
_LONGEST: Final = 16
"""Characters of a heading that stands over percentages."""
_SURELY: Final = 0.85
_MOST: Final = 40
_FARTHEST: Final = 40
"""Heights of a cell below its heading."""
_BETWEEN: Final = 14
"""Heights of white between an amount and its percentage."""

_APART: Final = 0.7
"""Heights between the middles of a cell and of what stands in it; the next line's is farther."""
_LONG: Final = 4.0
"""Heights of a phrase's length from which it tells how its line slopes."""
_NEAR: Final = 8.0


def with_percentages(phrases: list[Phrase], frame: Frame, near: Frame, engine: Engine) -> list[Phrase]:
    """Return the phrases and the percentages of rows that have none under a heading that promises them.

    What was read in such a cell, and is no percentage, goes.
    """
    places: list[Corners] = []
    for head in phrases:
        if "%" in head.text and len(head.text) <= _LONGEST and not any(c.isdigit() for c in head.text):
            places += _empty(head, phrases)
    places = [c for i, c in enumerate(places[:_MOST]) if not any(_meets(o, c) for o in places[:i])]
    unit = near.back(np.array([[0.0, 0.0], [1.0, 1.0]]))
    cuts = [crop(near.pixels, (frame.back(c) - unit[0]) / (unit[1] - unit[0])) for c in places]
    found = []
    for place, line in zip(places, engine.read_lines(cuts), strict=True):
        told = _PERCENT.match(line.text)
        if told and line.score > _SURELY:
            found.append(Phrase(told[1], place, line.score))
    return [p for p in phrases if not any(_within(p.corners, f.corners) for f in found)] + found


def _empty(head: Phrase, phrases: Sequence[Phrase]) -> list[Corners]:
    """Return where the percentages should stand of the amounts beside a heading's column."""
    left, right = float(head.corners[:, 0].min()), float(head.corners[:, 0].max())
    middle, bottom = (left + right) / 2, float(head.corners[:, 1].max())
    width = right - left
    places = []
    for phrase in phrases:
        start, end = (phrase.corners[0] + phrase.corners[3]) / 2, (phrase.corners[1] + phrase.corners[2]) / 2
        height = height_of(phrase.corners)
        if not _AMOUNT.search(phrase.text) or not start[0] < end[0] < middle:
            continue
        if left - end[0] > _BETWEEN * height or not 0 < end[1] - bottom < _FARTHEST * height:
            continue
        long = end[0] - start[0] > _LONG * height
        slope = float((end[1] - start[1]) / (end[0] - start[0])) if long else _slope(end, height, phrases)
        x0, x1 = max(float(end[0]), middle - 0.8 * width), middle + 0.8 * width
        if x1 - x0 < height:
            continue
        cell = _cell(x0, x1, end, slope, height)
        if not any(_meets(other.corners, cell) for other in phrases if other is not phrase and _tells(other)):
            places.append(cell)
    return places


def _tells(phrase: Phrase) -> bool:
    """Whether something that was read is a percentage, or holds one."""
    return "%" in phrase.text and not _ZEROS.match(phrase.text)


def _slope(at: npt.NDArray[np.float64], height: float, phrases: Sequence[Phrase]) -> float:
    """Return how the lines slope around a place: a short amount's own box tells little of that."""
    slopes, weights = [0.0], [0.0]
    for phrase in phrases:
        start, end = (phrase.corners[0] + phrase.corners[3]) / 2, (phrase.corners[1] + phrase.corners[2]) / 2
        if end[0] - start[0] > _LONG * height and abs(end[1] - at[1]) < _NEAR * height:
            slopes.append(float((end[1] - start[1]) / (end[0] - start[0])))
            weights.append(float(1 / (height + np.hypot(*(end - at)))))
    return float(np.average(slopes, weights=weights)) if sum(weights) else 0.0


def _cell(x0: float, x1: float, end: npt.NDArray[np.float64], slope: float, height: float) -> Corners:
    y0, y1 = (float(end[1]) + (x - float(end[0])) * slope for x in (x0, x1))
    half = height / 2
    return np.array([[x0, y0 - half], [x1, y1 - half], [x1, y1 + half], [x0, y0 + half]])


def _meets(other: Corners, cell: Corners) -> bool:
    """Whether something stands in a cell, or half in it."""
    (x0, y0), (x1, y1) = other.min(axis=0), other.max(axis=0)
    wide = min(x1, cell[:, 0].max()) - max(x0, cell[:, 0].min())
    return bool(wide > 0 and abs((y0 + y1) / 2 - cell[:, 1].mean()) < _APART * height_of(cell))


def _within(other: Corners, cell: Corners) -> bool:
    """Whether something stands in a cell alone."""
    slack = 0.3 * height_of(cell)
    left, right = float(other[:, 0].min()), float(other[:, 0].max())
    return _meets(other, cell) and left > cell[:, 0].min() - slack and right < cell[:, 0].max() + slack
