"""Boxes in which an engine found two lines at once: small cells of two lines, "4,9 g" over "2,8 g", are read as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np

from labelcheck.sources.ocr.crop import crop
from labelcheck.sources.ocr.engine import Corners, Pixels

_TWICE: Final = 1.55
"""Usual heights from which a box may hold two lines."""
_MOST: Final = 3.4
_WHITE: Final = 0.12
"""Of the densest row of pixels, the ink that a row between two lines may hold."""
_RULED: Final = 0.9
_LINE: Final = 0.45
"""Usual heights of one line's letters, at least."""


def unstacked(picture: Pixels, corners: Sequence[Corners]) -> list[Corners]:
    """Return the boxes with those of two lines cut in two."""
    if len(corners) < 4:
        return list(corners)
    heights = [float(np.hypot(*(c[3] - c[0] + c[2] - c[1]))) / 2 for c in corners]
    usual = float(np.median(heights))
    found: list[Corners] = []
    for box, height in zip(corners, heights, strict=True):
        at = _between(crop(picture, box), usual) if _TWICE * usual < height < _MOST * usual else None
        found += [box] if at is None else _cut(box, at)
    return found


def _between(cut: Pixels, usual: float) -> float | None:
    """Return at which part of its height a picture is white, or ruled, from side to side between two lines."""
    gray = np.asarray(cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    _, ink = cv2.threshold(gray, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = 1 - ink if float(ink.mean()) > 0.5 else ink
    rows = ink.mean(axis=1)
    rows[rows > _RULED] = 0.0
    white = rows <= _WHITE * float(rows.max())
    height = len(rows)
    for at in sorted(np.flatnonzero(white).tolist(), key=lambda y: abs(y - height / 2)):
        above, below = np.flatnonzero(~white[:at]), np.flatnonzero(~white[at:])
        if above.size and below.size and min(np.ptp(above), np.ptp(below)) + 1 >= _LINE * usual:
            return (at + 0.5) / height
    return None


def _cut(box: Corners, at: float) -> list[Corners]:
    left, right = box[0] + (box[3] - box[0]) * at, box[1] + (box[2] - box[1]) * at
    return [np.array([box[0], box[1], right, left]), np.array([left, right, box[2], box[3]])]
