"""Print that an engine passed over: ink of letter height on the lines of what it found, in none of its phrases.

Detectors lose short cells among dotted leaders and thin print beside thick. A lost amount is a lost row, so what
is left over is cut out and read by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from labelcheck.sources.ocr.bend import ink_of
from labelcheck.sources.ocr.engine import Corners, Pixels

_LETTER: Final = 0.5
"""Of a phrase's box, the height of its letters."""
_MOST: Final = 40
_FEWEST: Final = 4
_COVERED: Final = 0.5
_PALE: Final = 0.5
"""Of the usual contrast of print, what print has at least."""


def missed(picture: Pixels, found: Sequence[Corners]) -> list[Corners]:
    """Return where print stands in a level picture beside the phrases found; nothing where there are few of those."""
    if len(found) < _FEWEST:
        return []
    boxes = np.array([[c[:, 0].min(), c[:, 1].min(), c[:, 0].max(), c[:, 1].max()] for c in found])
    heights = boxes[:, 3] - boxes[:, 1]
    box = float(np.median(heights))
    letter = _LETTER * box
    left, top = (max(0, int(v)) for v in boxes[:, :2].min(axis=0))
    right, bottom = (int(v) for v in boxes[:, 2:].max(axis=0))
    gray = np.asarray(cv2.cvtColor(picture[top:bottom, left:right], cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    if min(gray.shape) < 8:
        return []
    ink = _letters(_uncovered(_unruled(ink_of(gray), letter), found, left, top), letter)
    grown = cv2.morphologyEx(
        ink, cv2.MORPH_CLOSE, np.ones((max(1, int(0.4 * letter)), max(3, int(1.3 * letter))), np.uint8)
    )
    _, _, stats, _ = cv2.connectedComponentsWithStats(grown, connectivity=8)
    lines = (boxes[:, 1] + boxes[:, 3]) / 2
    places = []
    for x, y, w, h, _ in stats[1:].tolist():
        middle = top + y + h / 2
        on_a_line = float(np.abs(lines - middle).min()) < 0.3 * box
        if not on_a_line or not 0.6 * letter <= h <= 2.2 * letter or w < 0.5 * letter:
            continue
        x0, x1 = left + x - 0.3 * letter, left + x + w + 0.3 * letter
        places.append(
            (
                w,
                np.array(
                    [[x0, middle - box / 2], [x1, middle - box / 2], [x1, middle + box / 2], [x0, middle + box / 2]]
                ),
            )
        )
    clear = _PALE * float(np.median([_contrast(gray, c, (left, top)) for c in found]))
    places = [p for p in places if _contrast(gray, p[1], (left, top)) > clear]
    places.sort(key=lambda p: -p[0])
    return [corners for _, corners in places[:_MOST] if not _is_covered(corners, boxes)]


def _is_covered(corners: Corners, boxes: npt.NDArray[np.float64]) -> bool:
    """Whether a place is for the most part one that was found: what is left over of it is read already."""
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    wide = np.minimum(boxes[:, 2], x1) - np.maximum(boxes[:, 0], x0)
    high = np.minimum(boxes[:, 3], y1) - np.maximum(boxes[:, 1], y0)
    shared = np.clip(wide, 0, None) * np.clip(high, 0, None)
    return bool(shared.max() > _COVERED * (x1 - x0) * (y1 - y0))


def _contrast(gray: Pixels, corners: Corners, offset: tuple[int, int]) -> float:
    """Return by how many grey levels print and ground differ; texture behind a label differs by less than print."""
    (x0, y0), (x1, y1) = corners.min(axis=0) - offset, corners.max(axis=0) - offset
    inside = gray[max(0, int(y0)) : int(y1) + 1, max(0, int(x0)) : int(x1) + 1]
    low, high = np.percentile(inside, (5, 95)) if inside.size else (0.0, 0.0)
    return float(high - low)


def _unruled(ink: Pixels, letter: float) -> Pixels:
    """Return ink without upright rules: cut up by the phrases beside them, they would look like ones."""
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(3, int(2.2 * letter)), 1), np.uint8))
    return np.asarray(cv2.subtract(ink, cv2.dilate(upright, np.ones((3, 3), np.uint8))), dtype=np.uint8)


def _uncovered(ink: Pixels, found: Sequence[Corners], left: int, top: int) -> Pixels:
    covered = np.zeros_like(ink)
    cv2.fillPoly(covered, [(c - (left, top)).astype(np.int32) for c in found], 255)
    return np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(covered)), dtype=np.uint8)


def _letters(ink: Pixels, letter: float) -> Pixels:
    """Return the ink that has the height of letters and digits: no rules, no dots of leaders, no specks."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    widths, heights = stats[:, 2], stats[:, 3]
    kept = (heights >= 0.45 * letter) & (heights <= 2.0 * letter) & (widths <= 6 * letter) & (widths >= 0.08 * letter)
    kept[0] = False
    return np.asarray(np.where(kept[labels], 255, 0), dtype=np.uint8)
