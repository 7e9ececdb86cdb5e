"""Print that stands on one ground: the phrases of one panel, apart from those of the bottle, shelf or panel beside it.

Two phrases belong together where nothing parts them: neighbours of a line or of a column with the same ground
between. A rule between them is crossed, an edge behind which the ground stays another is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from labelcheck.sources.ocr.engine import Corners, Pixels

_LETTER: Final = 12.0
"""Pixels of a usual phrase's height in the picture in which grounds are compared."""
_ASIDE: Final = 25.0
"""Heights of white within a table's row."""
_BELOW: Final = 2.2
_LEVEL: Final = 1.1
"""Heights by which cells of one row may stand apart, tilted or centred beside two lines."""
_UNEVEN: Final = 2.6
_HEADING: Final = 5.0
"""How many times as high the larger of two phrases may be that stand side by side, or above each other."""
_OTHER: Final = 42.0
"""Levels of 255 by which two grounds differ."""
_RULE: Final = 0.6
_BAR: Final = 1.0
"""Heights of what is crossed between neighbours of a line, and of a column."""


_BAR_LINES: Final = 3.0
_SHARED: Final = 0.8
_ENCLOSED: Final = 2
_SHORT: Final = 2.0


Two = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]


class _Box(NamedTuple):
    """A phrase: its left and right end's middle, its height, its ground's colour told in two ways, and the rectangle around it."""

    start: npt.NDArray[np.float64]
    end: npt.NDArray[np.float64]
    height: float
    colours: Two
    x0: float
    y0: float
    x1: float
    y1: float


def grounds(picture: Pixels, corners: Sequence[Corners]) -> list[int]:
    """Return for each phrase the number of the ground that it stands on, counted from 0 in the order of phrases."""
    if not corners:
        return []
    heights = [float(np.hypot(*(c[3] - c[0] + c[2] - c[1]))) / 2 for c in corners]
    scale = min(1.0, _LETTER / max(float(np.median(heights)), 1.0))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    plain = np.asarray(cv2.medianBlur(np.asarray(small, dtype=np.uint8), 3), dtype=np.uint8)
    boxes = [_box(np.asarray(c) * scale, plain) for c in corners]
    parent = list(range(len(boxes)))
    for i, one in enumerate(boxes):
        for j in range(i + 1, len(boxes)):
            if _root(parent, i) != _root(parent, j) and _together(plain, one, boxes[j]):
                parent[_root(parent, i)] = _root(parent, j)
    _add_bars(boxes, parent)
    _add_enclosed(boxes, parent)
    numbers: dict[int, int] = {}
    return [numbers.setdefault(_root(parent, i), len(numbers)) for i in range(len(boxes))]


def _add_bars(boxes: Sequence[_Box], parent: list[int]) -> None:
    """Join a line or two on a ground of their own, a heading's bar or every other row, with what they stand over or under."""
    groups: dict[int, list[_Box]] = {}
    for i, box in enumerate(boxes):
        groups.setdefault(_root(parent, i), []).append(box)
    around = {n: _around(members) for n, members in groups.items()}
    bars = {n for n, area in around.items() if area.y1 - area.y0 < _BAR_LINES * area.height}
    while True:
        near = [
            (abs(_gap(around[bar], around[n])), bar, n)
            for bar in bars
            for n in groups
            if n != bar and _stacked(around[bar], around[n])
        ]
        if not near:
            return
        _, bar, n = min(near)
        parent[bar] = n
        groups[n] += groups.pop(bar)
        around[n] = _around(groups[n])
        bars.discard(bar)


def _add_enclosed(boxes: Sequence[_Box], parent: list[int]) -> None:
    """Join a phrase or two that stand amid others of their ground's colour: a short cell among dotted leaders."""
    groups: dict[int, list[_Box]] = {}
    for i, box in enumerate(boxes):
        groups.setdefault(_root(parent, i), []).append(box)
    for n, members in groups.items():
        if len(members) > _ENCLOSED:
            continue
        area = _around(members)
        for other, around in groups.items():
            if len(around) <= _ENCLOSED or not _inside(area, _around(around)):
                continue
            nearest = min(around, key=lambda b: abs(b.x0 - area.x0) + abs(b.y0 - area.y0))
            if min(float(np.abs(a - b).max()) for a, b in zip(nearest.colours, area.colours, strict=True)) < _OTHER:
                parent[n] = other
                break


def _inside(one: _Box, other: _Box) -> bool:
    return other.x0 <= one.x0 and one.x1 <= other.x1 and other.y0 <= one.y0 and one.y1 <= other.y1


def _around(members: Sequence[_Box]) -> _Box:
    """Return the rectangle around phrases, as high as their letters."""
    x0, y0 = min(b.x0 for b in members), min(b.y0 for b in members)
    x1, y1 = max(b.x1 for b in members), max(b.y1 for b in members)
    height = sorted(b.height for b in members)[len(members) // 2]
    return _Box(members[0].start, members[0].end, height, members[0].colours, x0, y0, x1, y1)


def _gap(one: _Box, other: _Box) -> float:
    return max(one.y0, other.y0) - min(one.y1, other.y1)


def _stacked(bar: _Box, other: _Box) -> bool:
    """Whether a bar stands right above or below, over nearly all of the width of one of the two."""
    low, high = sorted((bar.height, other.height))
    shared = min(bar.x1, other.x1) - max(bar.x0, other.x0)
    narrower = min(bar.x1 - bar.x0, other.x1 - other.x0)
    return shared > _SHARED * narrower and -0.5 * low < _gap(bar, other) < _BELOW * low and high < _HEADING * low


def _root(parent: list[int], one: int) -> int:
    while parent[one] != one:
        parent[one] = parent[parent[one]]
        one = parent[one]
    return one


def _box(c: npt.NDArray[np.float64], picture: Pixels) -> _Box:
    height = float(np.hypot(*(c[3] - c[0] + c[2] - c[1]))) / 2
    (x0, y0), (x1, y1) = c.min(axis=0).tolist(), c.max(axis=0).tolist()
    inside = picture[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1]
    if not inside.size:
        inside = picture[:1, :1]
    whole = np.median(inside.reshape(-1, 3), axis=0)
    # bold letters may cover most of a small box, and glare its edge: what is one ground by either is one
    edge = np.concatenate([inside[0], inside[-1], inside[:, 0], inside[:, -1]])
    colours = (whole, np.median(edge, axis=0) if x1 - x0 < _SHORT * height else whole)
    return _Box((c[0] + c[3]) / 2, (c[1] + c[2]) / 2, max(height, 1.0), colours, x0, y0, x1, y1)


def _together(picture: Pixels, one: _Box, other: _Box) -> bool:
    """Whether two phrases are neighbours, and nothing parts them."""
    low, high = sorted((one.height, other.height))
    aside = max(one.x0, other.x0) - min(one.x1, other.x1)
    below = max(one.y0, other.y0) - min(one.y1, other.y1)
    if aside < 0 and below < -0.3 * low:
        return high < _UNEVEN * low
    if aside > _ASIDE * low or below > _BELOW * high or high > _HEADING * low:
        return False
    if aside >= -0.5 * low and high < _UNEVEN * low:
        left, right = (one, other) if one.x0 + one.x1 < other.x0 + other.x1 else (other, one)
        if abs(_off(left, right)) < _LEVEL * high:
            return _even(picture, (left.end, right.start), (left, right), _RULE * low)
    if aside > low or below > _BELOW * high:
        return False
    above, under = (one, other) if one.y0 + one.y1 < other.y0 + other.y1 else (other, one)
    x = (max(above.x0, under.x0) + min(above.x1, under.x1)) / 2
    ends = (np.array([x, above.y1]), np.array([x, under.y0]))
    return _even(picture, ends, (above, under), _BAR * high)


def _off(left: _Box, right: _Box) -> float:
    """Return how far the right one starts below the line on which the left one, or it itself, runs."""
    offs = []
    for box in (left, right):
        along = box.end - box.start
        if abs(along[0]) > 2 * box.height:
            offs.append(right.start[1] - left.end[1] - (right.start[0] - left.end[0]) * along[1] / along[0])
    return min(offs, key=abs) if offs else float(right.start[1] - left.end[1])


def _even(picture: Pixels, ends: Two, boxes: tuple[_Box, _Box], crossed: float) -> bool:
    """Whether the ground between two phrases is theirs, and what lies on it is no wider than ``crossed`` pixels."""
    return any(
        _is_even(picture, ends, colours, crossed) for colours in zip(boxes[0].colours, boxes[1].colours, strict=True)
    )


def _is_even(picture: Pixels, ends: Two, colours: Two, crossed: float) -> bool:
    start, end = ends
    count = int(np.hypot(*(end - start))) + 1
    steps = np.linspace(0.0, 1.0, count)[:, None]
    points = (start + (end - start) * steps).round().astype(int)
    x = np.clip(points[:, 0], 0, picture.shape[1] - 1)
    y = np.clip(points[:, 1], 0, picture.shape[0] - 1)
    seen = np.concatenate([colours[:1], picture[y, x].astype(np.float64), colours[1:]])
    ground = colours[0] + (colours[1] - colours[0]) * np.linspace(0.0, 1.0, count + 2)[:, None]
    if float(np.abs(colours[1] - colours[0]).max()) > _OTHER and float(np.abs(seen[2:] - seen[:-2]).max()) > _OTHER:
        return False
    longest = run = 0
    for other in np.abs(seen - ground).max(axis=1) > _OTHER:
        run = run + 1 if other else 0
        longest = max(longest, run)
    return longest <= max(crossed, 2.0)
