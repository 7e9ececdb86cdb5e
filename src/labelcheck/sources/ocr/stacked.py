"""Boxes in which an engine found several lines at once: small cells of two lines, "4,9 g" over "2,8 g", or a narrow column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from labelcheck.sources.ocr.crop import crop
from labelcheck.sources.ocr.engine import Corners, Pixels

_TWICE: Final = 1.55
"""Usual heights from which a box may hold two lines."""
_MOST: Final = 3.4
_NARROW: Final = 3.0
"""Usual heights of a column of percentages' width, at most."""
_FEWEST: Final = 3
_PALE: Final = 0.4
"""Of the rows that hold letters, the ink of one between two cells; lines that slope leave no row white."""
_SPECK: Final = 0.25
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


def columns(picture: Pixels, corners: Sequence[Corners]) -> dict[int, list[Corners]]:
    """Return which boxes may be narrow columns of cells found as one, and their cells; or a word that runs down."""
    if len(corners) < 4:
        return {}
    heights = [float(np.hypot(*(c[3] - c[0] + c[2] - c[1]))) / 2 for c in corners]
    usual = float(np.median(heights))
    found = {}
    for i, (box, height) in enumerate(zip(corners, heights, strict=True)):
        if height >= _MOST * usual and float(np.hypot(*(box[1] - box[0]))) < _NARROW * usual:
            cells = _cells(box, crop(picture, box), usual)
            if len(cells) > 1:
                found[i] = cells
    return found


def _cells(box: Corners, cut: Pixels, usual: float) -> list[Corners]:
    """Return a narrow column cut into its cells, at the palest rows between them; as it is where these are not told apart."""
    rows = _inked(cut)
    rows = np.convolve(np.pad(rows, 1, mode="edge"), np.ones(3) / 3, mode="valid")
    low = rows < _PALE * float(np.percentile(rows, 90))
    starts = np.flatnonzero(~low & np.roll(low, 1) | ((np.arange(len(low)) == 0) & ~low))
    ends = [int(start + np.argmax(np.append(low[start:], True))) for start in starts]
    spans = [(start, end) for start, end in zip(starts.tolist(), ends, strict=True) if end - start >= _SPECK * usual]
    if len(spans) < _FEWEST or any(end - start > usual for start, end in spans):
        return [box]
    height = len(rows)
    cells = []
    for start, end in spans:
        middle, half = (start + end) / 2, usual / 2
        top, bottom = max(0.0, middle - half) / height, min(float(height), middle + half) / height
        down, along = box[3] - box[0], box[2] - box[1]
        cells.append(
            np.array([box[0] + down * top, box[1] + along * top, box[1] + along * bottom, box[0] + down * bottom])
        )
    return cells


def _between(cut: Pixels, usual: float) -> float | None:
    """Return at which part of its height a picture is white, or ruled, from side to side between two lines."""
    rows = _inked(cut)
    rows[rows > _RULED] = 0.0
    white = rows <= _WHITE * float(rows.max())
    height = len(rows)
    for at in sorted(np.flatnonzero(white).tolist(), key=lambda y: abs(y - height / 2)):
        above, below = np.flatnonzero(~white[:at]), np.flatnonzero(~white[at:])
        if above.size and below.size and min(np.ptp(above), np.ptp(below)) + 1 >= _LINE * usual:
            return (at + 0.5) / height
    return None


def _inked(cut: Pixels) -> npt.NDArray[np.float64]:
    """Return how much of each row of a picture is print."""
    gray = np.asarray(cv2.cvtColor(cut, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    _, ink = cv2.threshold(gray, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink = 1 - ink if float(ink.mean()) > 0.5 else ink
    return np.asarray(ink.mean(axis=1), dtype=np.float64)


def _cut(box: Corners, at: float) -> list[Corners]:
    left, right = box[0] + (box[3] - box[0]) * at, box[1] + (box[2] - box[1]) * at
    return [np.array([box[0], box[1], right, left]), np.array([left, right, box[2], box[3]])]
