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
from labelcheck.sources.ocr.found import by_phrases, height_of, read_at, read_part, width_of
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
_SURELY: Final = 0.8
"""How sure an engine is of what is read from afar into a panel."""
_COVERED: Final = 0.3
_AROUND: Final = 6
"""Phrases from which it is told where another one stands."""
_SIMILAR: Final = 1.8
_SMALLEST: Final = 9.0
_LONGEST: Final = 2200
_MARGIN: Final = 1.5


class _Part(NamedTuple):
    """The phrases of one ground in the overview, or of those within it, and the rectangle around them."""

    numbers: frozenset[int]
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
        kept = [p for p in phrases if _ground_of(p, frame, near, ratio, parts) == part.numbers]
        # blurred print is found from afar alone: what the overview shows and looking nearer lost is read where it stands
        seen = [_middle(p, frame, near, ratio) for p in kept]
        lost = [c * ratio for c in part.corners if not any(_holds(c, at) for at in seen)]
        afar, far = read_at(near, lost, engine, steps, search=False)
        if lost:
            steps.append(f"{len(lost)} lines seen from afar alone")
        sure = [p for p in afar if p.score > _SURELY] if far is near and len(kept) > _FEW else []
        # they are of the same panel, and often its heading
        found.append((kept + _placed(sure, near, kept, frame), frame))
        rest = [p for p in afar if not any(p is q for q in sure)]
        if rest:
            found.append((rest, far))
    return found


def _placed(afar: Sequence[Phrase], near: Frame, kept: Sequence[Phrase], frame: Frame) -> list[Phrase]:
    """Return phrases that were read in the large picture where they stand in a frame, told by the phrases around them."""
    inside = [np.asarray(p.corners, dtype=np.float64) for p in kept]
    outside = [frame.back(c) for c in inside]
    middles = np.array([c.mean(axis=0) for c in outside])
    placed = []
    for phrase in afar:
        corners = near.back(np.asarray(phrase.corners, dtype=np.float64))
        around = np.argsort(np.hypot(*(middles - corners.mean(axis=0)).T))[:_AROUND]
        known = np.concatenate([outside[i] for i in around])
        turn, *_ = np.linalg.lstsq(
            np.column_stack([known, np.ones(len(known))]), np.concatenate([inside[i] for i in around]), rcond=None
        )
        place = np.column_stack([corners, np.ones(4)]) @ turn
        if not any(_shared(place, other) > _COVERED for other in inside):
            placed.append(phrase._replace(corners=place))
    return placed


def _shared(one: Corners, other: Corners) -> float:
    """Return how much of the smaller of two phrases' boxes the other one covers."""
    low, high = np.maximum(one.min(axis=0), other.min(axis=0)), np.minimum(one.max(axis=0), other.max(axis=0))
    smaller = min(float(np.prod(np.ptp(c, axis=0))) for c in (one, other))
    return float(np.prod(np.clip(high - low, 0.0, None))) / max(smaller, 1.0)


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
        parts.append(_Part(frozenset({number}), members, x0, y0, x1, y1))
    return _with_enclosed(parts)


def _with_enclosed(parts: list[_Part]) -> list[_Part]:
    """Return the parts, small ones that stand within another's rectangle in that: a heading between two thick rules."""
    large = [p for p in parts if len(p.corners) > _FEW]
    merged = {id(p): p for p in large}
    alone = []
    for part in parts:
        if len(part.corners) > _FEW:
            continue
        around = next((p for p in large if _encloses(p, part) and _alike(p, part)), None)
        if around is None:
            alone.append(part)
        else:
            whole = merged[id(around)]
            merged[id(around)] = whole._replace(
                corners=whole.corners + part.corners, numbers=whole.numbers | part.numbers
            )
    return [*merged.values(), *alone]


def _encloses(one: _Part, other: _Part) -> bool:
    return one.x0 <= other.x0 and other.x1 <= one.x1 and one.y0 <= other.y0 and other.y1 <= one.y1


def _alike(one: _Part, other: _Part) -> bool:
    """Whether two parts are printed about as large."""
    return 1 / _SIMILAR < other.letter / max(one.letter, 1.0) < _SIMILAR


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

    frame = scaled(whole, factor)
    # the overview tells how the lines run as well as another look would, which costs the most of all
    level = by_phrases(frame, [(c * ratio - (x0, y0)) * factor for c in part.corners])
    if level is not None:
        steps.append("levelled by the lines found: they climb or bend")
    return read_part(level or frame, engine, steps, nearer)


def _middle(phrase: Phrase, frame: Frame, near: Frame, ratio: float) -> npt.NDArray[np.float64]:
    """Return where the middle of a phrase stands in the overview."""
    unit = near.back(np.array([[0.0, 0.0], [1.0, 1.0]]))
    return np.asarray((frame.back(phrase.corners).mean(axis=0) - unit[0]) / (unit[1] - unit[0]) / ratio)


def _ground_of(phrase: Phrase, frame: Frame, near: Frame, ratio: float, parts: Sequence[_Part]) -> frozenset[int]:
    """Return the grounds of the phrase in the overview that is nearest to a phrase read."""
    middle = _middle(phrase, frame, near, ratio)
    best, least = frozenset[int](), float("inf")
    for part in parts:
        for corners in part.corners:
            low, high = corners.min(axis=0), corners.max(axis=0)
            away = float(np.hypot(*np.maximum(np.maximum(low - middle, middle - high), 0.0)))
            if away < least:
                best, least = part.numbers, away
    return best
