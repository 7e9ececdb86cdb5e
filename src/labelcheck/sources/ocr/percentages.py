"""Percentages that finding lost: narrow cells at a bottle's edge, read where their heading and their row meet.

No place is guessed where something can be read from another: the column is that of a heading with a percent sign, the
line that of an amount beside it, and the pixels are the full picture's. Print that a bottle's edge squeezes is read
stretched as well, and told where looks agree: of "100%" one look alone easily loses a nought.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from labelcheck.sources.ocr.crop import crop
from labelcheck.sources.ocr.engine import Corners, Engine, Line, Phrase, Pixels
from labelcheck.sources.ocr.found import height_of
from labelcheck.sources.ocr.frame import Frame

_AMOUNT: Final = re.compile(r"\d\s?[^\W\d_]{1,4}[.\s…·]*$")
_PERCENT: Final = re.compile(r"^[.\s…·:]*(<?)(?!00)(\d{1,4}|\d{1,2}[.,]{1,2}\d{3})\s?(%?)[*†‡+\s]*$")
"""A percentage, or one whose sign was not seen; nobody prints three decimals of one."""
_TAIL: Final = re.compile(r"(\d[\d.,]*)(?:\s?[^\W\d_]){1,8}\s?0{2,4}\s?%$")
"""An amount, and the percentage behind it whose first digit was not seen."""
_WHOLE: Final = re.compile(r"((\d[\d.,]*)(?:\s?[^\W\d_]){1,8})\s?([1-9]\d{2,4}\s?%)$")
_TOLD: Final = re.compile(r"\d\s?%")
_ZEROS: Final = re.compile(r"^[.\s…·:]*0{2,4}\s?%")
"""The tail of a percentage whose first digit was not seen."""
_LONGEST: Final = 16
"""Characters of a heading that stands over percentages."""
_SURELY: Final = 0.85
_STRETCHES: Final = (1.0, 1.5, 2.0)
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

    What was read in such a cell, and is no percentage, goes. A phrase whose percentage lost its first digit is read again.
    """
    heads = [p for p in phrases if "%" in p.text and len(p.text) <= _LONGEST and not any(c.isdigit() for c in p.text)]
    places = [corners for head in heads for corners in _empty(head, phrases)]
    places = [c for i, c in enumerate(places[:_MOST]) if not any(_meets(o, c) for o in places[:i])]
    plain = _stretched(places, frame, near, engine, _STRETCHES[:1])
    # most cells are empty, and stretched ones cost the most
    seen = [(place, look) for place, look in zip(places, plain, strict=True) if any(c.isdigit() for c in look[0].text)]
    wide = _stretched([place for place, _ in seen], frame, near, engine, _STRETCHES[1:])
    told = [(place, _agreed([*look, *more])) for (place, look), more in zip(seen, wide, strict=True)]
    found = [Phrase(text, place, score) for place, (text, score) in told if text]
    kept = [p for p in phrases if not any(_within(p.corners, f.corners) for f in found)]
    return _with_tails(kept, frame, near, engine) + found


def _with_tails(phrases: list[Phrase], frame: Frame, near: Frame, engine: Engine) -> list[Phrase]:
    """Return the phrases, those that end in the tail of a percentage as two looks at them stretched agree."""
    tailed = [i for i, p in enumerate(phrases) if _TAIL.search(p.text)][:_MOST]
    looks = _stretched([phrases[i].corners for i in tailed], frame, near, engine, _STRETCHES[1:])
    better = list(phrases)
    for i, lines in zip(tailed, looks, strict=True):
        first, *whole = _TAIL.search(phrases[i].text), *(_WHOLE.search(line.text.strip()) for line in lines)
        told = [(w[2], w[3]) for w in whole if w is not None]
        if first and whole[0] and len(told) == len(lines) and set(told) == {(first[1], whole[0][3])}:
            text = f"{whole[0].string[: whole[0].end(1)]} {whole[0][3]}"
            better[i] = phrases[i]._replace(text=text, score=min(line.score for line in lines))
    return better


def _stretched(
    places: Sequence[Corners], frame: Frame, near: Frame, engine: Engine, factors: Sequence[float]
) -> list[list[Line]]:
    """Return what is read at each place of the large picture, once for each factor that it is stretched by."""
    unit = near.back(np.array([[0.0, 0.0], [1.0, 1.0]]))
    cuts = [crop(near.pixels, (frame.back(c) - unit[0]) / (unit[1] - unit[0])) for c in places]
    read = [engine.read_lines([_wider(cut, factor) for cut in cuts]) for factor in factors]
    return [[lines[i] for lines in read] for i in range(len(places))]


def _wider(cut: Pixels, factor: float) -> Pixels:
    if factor == 1.0:
        return cut
    return np.asarray(cv2.resize(cut, None, fx=factor, fy=1.0, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _agreed(lines: Sequence[Line]) -> tuple[str, float]:
    """Return the percentage that two looks tell, one of them surely and one with its sign; no text where none does."""
    seen = [(m, line.score) for line in lines if (m := _PERCENT.match(line.text))]
    for (one, score), (other, second) in combinations(seen, 2):
        digits = [re.sub("[.,]", "", m[2]) for m in (one, other)]
        if one[1] == other[1] and digits[0] == digits[1] and max(score, second) > _SURELY and (one[3] or other[3]):
            return f"{one[1]}{digits[0]}%", max(score, second)
    return "", 0.0


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
        # a heading squeezed at the edge is narrower than its percentages
        x0, x1 = max(float(end[0]), middle - max(0.8 * width, 0.7 * height)), middle + max(0.8 * width, 0.5 * height)
        if x1 - x0 < height:
            continue
        cell = _cell(x0, x1, end, slope, height)
        if not any(_meets(other.corners, cell) for other in phrases if other is not phrase and _tells(other)):
            places.append(cell)
    return places


def _tells(phrase: Phrase) -> bool:
    """Whether something that was read is a percentage, or holds one."""
    return _TOLD.search(phrase.text) is not None and not _ZEROS.match(phrase.text)


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
