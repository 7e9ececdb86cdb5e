"""Whether something that is no text stands against a number as one more digit: "90" with a drawn 1 before it shows 190.

Frames, rules and grounds reach past the number; letters do not. Runs in the guarded process.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

Shades = npt.NDArray[np.uint8]
Box = tuple[float, float, float, float]

_ROUND: Final = 0.55
"""Of the number's height, looked at on each side."""
_NEAR: Final = 0.42
_DARK: Final = 60
"""Of 255, in any colour, from the ground."""
_AS_HIGH: Final = (0.35, 1.0)
"""Of the box's height, which has room for accents and descenders, is a digit."""
_MIDDLE: Final = (0.2, 0.8)


def is_joined(rest: Shades, box: Box, scale: float, *, turned: bool) -> bool:
    """Whether a drawing without its text shows, against the box of a number, what could be a digit of it."""
    if turned:
        rest = np.asarray(rest.swapaxes(0, 1))
        box = (box[1], box[0], box[3], box[2])
    x0, y0, x1, y1 = (edge * scale for edge in box)
    tall = y1 - y0
    left, top = max(0, round(x0 - _ROUND * tall)), max(0, round(y0 - _ROUND * tall))
    part = rest[top : max(0, round(y1 + _ROUND * tall)), left : max(0, round(x1 + _ROUND * tall))]
    # a digit has ink at half its height; rules above and below have none there
    across = part[round(y0 + _MIDDLE[0] * tall) - top : round(y0 + _MIDDLE[1] * tall) - top + 1]
    if across.size == 0 or int(across.max()) - int(across.min()) < _DARK:
        return False
    if int(np.ptp(across.reshape(-1, part.shape[-1]), axis=0).max()) < _DARK:
        return False
    ground = np.median(part.reshape(-1, part.shape[-1]), axis=0)
    marks = np.abs(part.astype(np.int16) - ground.astype(np.int16)).max(axis=-1) > _DARK
    if not marks.any():
        return False
    count, _, stats, centres = cv2.connectedComponentsWithStats(np.asarray(marks, np.uint8), connectivity=8)
    height, width = marks.shape
    for i in range(1, count):
        x, y, wide, high = (int(v) for v in stats[i][:4])
        if x == 0 or y == 0 or x + wide == width or y + high == height:
            continue
        beside, down = centres[i][0] + left, (centres[i][1] + top - y0) / tall
        if not _AS_HIGH[0] * tall <= high <= _AS_HIGH[1] * tall or wide > tall:
            continue
        if _MIDDLE[0] < down < _MIDDLE[1] and x0 - _NEAR * tall < beside < x1 + _NEAR * tall:
            return True
    return False
