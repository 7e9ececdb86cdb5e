"""Large pictures: a small one is looked over, and each ground with print is read as near as its letters ask for.

A picture of 24 megapixels is looked for text in one of one megapixel, which costs a second. What is small there is
cut out and read by itself, made level by itself: the bottles of a shelf bend and tilt each in its own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from labelcheck.sources.ocr.engine import Corners, Engine, Phrase
from labelcheck.sources.ocr.found import height_of, read_at, read_part, width_of
from labelcheck.sources.ocr.frame import Frame, cut, scaled
from labelcheck.sources.ocr.ground import grounds

_OVERVIEW: Final = 1280
"""Pixels on the longer side at which a large picture is looked over."""
_WANTED: Final = 40.0
"""Pixels of a phrase's box at which small print is read."""
_SMALL: Final = 15.0
_PLAIN: Final = 24.0
"""Pixels of a phrase's box in the overview from which nothing need be looked for nearer."""
_FEW: Final = 6
"""Phrases of a part for which looking nearer costs more than it finds."""
_SMALLEST: Final = 9.0
_LONGEST: Final = 2200
_MARGIN: Final = 1.5


class _Part(NamedTuple):
    """The phrases of one ground in the overview, and the rectangle around them."""

    number: int
    corners: list[Corners]
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def letter(self) -> float:
        """The box of its small print, in pixels of the overview."""
        heights = sorted(min(height_of(c), width_of(c)) for c in self.corners)
        return heights[len(heights) // 4]


def read_large(near: Frame, engine: Engine, steps: list[str]) -> list[tuple[list[Phrase], Frame]]:
    """Return what stands on each ground of a large picture, in the order of reading, with the frame it was read in."""
    ratio = max(near.size) / _OVERVIEW
    overview = scaled(near, 1 / ratio)
    corners = engine.find(overview.pixels)
    numbers = grounds(overview.pixels, corners)
    parts = _parts(corners, numbers)
    found = []
    for part in sorted(parts, key=cmp_to_key(_before)):
        if part.letter >= (_PLAIN if len(part.corners) > _FEW else _SMALLEST):
            places = [c * ratio for c in part.corners]
            found.append(read_at(near, places, engine, steps, search=False))
            continue
        phrases, frame = _read_near(near, part, ratio, engine, steps)
        kept = [p for p in phrases if _ground_of(p, frame, near, ratio, parts) == part.number]
        found.append((kept, frame))
        # blurred print is found from afar alone: what the overview shows and looking nearer lost is read where it stands
        seen = [_middle(p, frame, near, ratio) for p in kept]
        lost = [c * ratio for c in part.corners if not any(_holds(c, at) for at in seen)]
        if lost:
            steps.append(f"{len(lost)} lines seen from afar alone")
            found.append(read_at(near, lost, engine, steps, search=False))
    return found


def _holds(corners: Corners, at: npt.NDArray[np.float64]) -> bool:
    """Whether a phrase of the overview is where something was read: a long line may be read in pieces."""
    low, high = corners.min(axis=0), corners.max(axis=0)
    return bool(np.all(low <= at) and np.all(at <= high))


def _parts(corners: Sequence[Corners], numbers: Sequence[int]) -> list[_Part]:
    parts = []
    for number in sorted(set(numbers)):
        members = [np.asarray(c) for c, n in zip(corners, numbers, strict=True) if n == number]
        points = np.concatenate(members)
        (x0, y0), (x1, y1) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        parts.append(_Part(number, members, x0, y0, x1, y1))
    return parts


def _before(one: _Part, other: _Part) -> int:
    """Return which part is read first: the upper one, of two side by side the left one."""
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    beside = shared > 0.5 * min(one.y1 - one.y0, other.y1 - other.y0)
    away = one.x0 - other.x0 if beside else one.y0 - other.y0
    return (away > 0) - (away < 0)


def _read_near(near: Frame, part: _Part, ratio: float, engine: Engine, steps: list[str]) -> tuple[list[Phrase], Frame]:
    """Return what stands in a part, read where its small print is as large as it need be."""
    width, height = near.size
    margin = _MARGIN * part.letter
    x0, y0 = max(0, int((part.x0 - margin) * ratio)), max(0, int((part.y0 - margin) * ratio))
    x1, y1 = min(width, int((part.x1 + margin) * ratio) + 1), min(height, int((part.y1 + margin) * ratio) + 1)
    whole = cut(near, x0, y0, x1, y1)
    most = min(1.0, _LONGEST / max(whole.size))
    factor = min(most, _WANTED / (part.letter * ratio))
    steps.append(f"looked nearer at {x0},{y0} to {x1},{y1}, at {factor:.2f} of its size")

    def nearer(corners: list[Corners], _: Frame) -> Frame | None:
        heights = sorted(map(height_of, corners))
        return scaled(whole, most) if heights[len(heights) // 3] < _SMALL and factor < most else None

    return read_part(scaled(whole, factor), engine, steps, nearer)


def _middle(phrase: Phrase, frame: Frame, near: Frame, ratio: float) -> npt.NDArray[np.float64]:
    """Return where the middle of a phrase stands in the overview."""
    unit = near.back(np.array([[0.0, 0.0], [1.0, 1.0]]))
    return np.asarray((frame.back(phrase.corners).mean(axis=0) - unit[0]) / (unit[1] - unit[0]) / ratio)


def _ground_of(phrase: Phrase, frame: Frame, near: Frame, ratio: float, parts: Sequence[_Part]) -> int:
    """Return the ground of the phrase in the overview that is nearest to a phrase read."""
    middle = _middle(phrase, frame, near, ratio)
    best, least = 0, float("inf")
    for part in parts:
        for corners in part.corners:
            low, high = corners.min(axis=0), corners.max(axis=0)
            away = float(np.hypot(*np.maximum(np.maximum(low - middle, middle - high), 0.0)))
            if away < least:
                best, least = part.number, away
    return best
