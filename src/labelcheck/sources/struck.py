"""What a page draws through its print: a line that strikes a word out, a decimal mark that is no text. Runs in the guarded process."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

Shades = npt.NDArray[np.uint8]
Box = tuple[float, float, float, float]

_DARK: Final = 60
"""Of 255, in any colour, from the ground."""
_ACROSS: Final = 0.9
"""Of a word's width."""
_THIN: Final = 0.25
"""Of the word's height, which has room for accents and descenders."""
_MIDDLE: Final = (0.28, 0.72)
"""Of the height: an underline and the rules of a table are further out."""
_WITHIN: Final = 0.35
"""Of the width, in the middle: a line across from corner to corner has half of itself there, and a frame only its sides."""
_MARK: Final = (0.06, 0.45)
"""Of the height, in the longer direction."""
_LOW: Final = (0.5, 1.05)
_FEET_UP: Final = (1, 2)
"""Quarters after which letters stand with their feet to the left or up."""
_MOST_MARKS: Final = 3
"""More specks in a number are a ground with a grain."""
_SAME_PLACE: Final = 0.6
_LONGEST_UNIT: Final = 3
"""Letters, and of a longer word an m is of no account."""


def is_struck(rest: Shades, box: Box, scale: float, *, turned: bool) -> bool:
    """Whether a drawing without its text shows a line through a word from end to end."""
    marks, _ = _marks(rest, box, scale, turned=turned)
    if marks is None or not marks.any():
        return False
    height, width = marks.shape
    middle = slice(round(_MIDDLE[0] * height), round(_MIDDLE[1] * height))
    count, names = cv2.connectedComponents(np.asarray(marks, np.uint8), connectivity=8)
    for i in range(1, count):
        line = names == i
        thick = line.sum(axis=0)
        across = np.count_nonzero(thick)
        if across < _ACROSS * width or np.median(thick[thick > 0]) > max(1.0, _THIN * height):
            continue
        if np.count_nonzero(line[middle].any(axis=0)) >= _WITHIN * width:
            return True
    return False


def has_mark(rest: Shades, box: Box, letters: Sequence[tuple[str, Box]], scale: float, quarter: int) -> bool:
    """Whether a drawing without its text shows, between two digits of a word, what could be their decimal mark.

    ``quarter`` is how often the word is turned clockwise.
    """
    side = quarter % 2
    gaps = [
        sorted(((a[side] + a[side + 2]) / 2 * scale, (b[side] + b[side + 2]) / 2 * scale))
        for (one, a), (other, b) in pairwise(letters)
        if one.isdigit() and other.isdigit()
    ]
    if not gaps:
        return False
    marks, (left, _) = _marks(rest, box, scale, turned=bool(side))
    if marks is None or not marks.any():
        return False
    height = marks.shape[0]
    count, _, stats, centres = cv2.connectedComponentsWithStats(np.asarray(marks, np.uint8), connectivity=8)
    if not 1 < count <= _MOST_MARKS + 1:
        return False
    for (x, _, wide, high, _), (across, down) in zip(stats[1:].tolist(), centres[1:].tolist(), strict=True):
        if x == 0 or x + wide == marks.shape[1] or not _MARK[0] * height <= max(wide, high) <= _MARK[1] * height:
            continue
        below = 1 - down / height if quarter in _FEET_UP else down / height
        if _LOW[0] < below < _LOW[1] and any(a < across + left < b for a, b in gaps):
            return True
    return False


def are_piled(letters: Sequence[tuple[str, Box]]) -> bool:
    """Whether a digit, or a letter of a short word that may be a unit's, stands in one place with its neighbour.

    So do those for which a single glyph stands: what it draws is not to be compared with either.
    """
    counts = "0123456789" + ("m\u00b5\u03bc" if len(letters) <= _LONGEST_UNIT else "")
    return any(
        one.isalnum() and other.isalnum() and (one in counts or other in counts) and _share(a, b) > _SAME_PLACE
        for (one, a), (other, b) in pairwise(letters)
    )


def _share(a: Box, b: Box) -> float:
    """Return how much of the smaller of two boxes lies in the other."""
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    smaller = min((one[2] - one[0]) * (one[3] - one[1]) for one in (a, b))
    return wide * high / max(smaller, 0.01) if wide > 0 and high > 0 else 0.0


def _marks(
    rest: Shades, box: Box, scale: float, *, turned: bool
) -> tuple[npt.NDArray[np.bool_] | None, tuple[int, int]]:
    """Return what stands out from the ground in a word's box, upright or turned to be, and the left and top of it."""
    if turned:
        rest = np.asarray(rest.swapaxes(0, 1))
        box = (box[1], box[0], box[3], box[2])
    x0, y0, x1, y1 = (max(0, round(edge * scale)) for edge in box)
    part = rest[y0:y1, x0:x1]
    if not part.size:
        return None, (x0, y0)
    flat = part.reshape(-1, part.shape[-1])
    if int((flat.max(axis=0) - flat.min(axis=0)).max()) < _DARK:
        return None, (x0, y0)
    ground = np.median(flat, axis=0)
    return np.abs(part.astype(np.int16) - ground.astype(np.int16)).max(axis=-1) > _DARK, (x0, y0)
