"""Whether what stands between two digits is drawn as what it is read as: 1,5 that is read as 15 is ten times as much.

Nothing is recognised: a point sits on the base line, a comma reaches below it, a blank has no ink. Runs in the
guarded process.
"""

from __future__ import annotations

import unicodedata
from typing import Final, Literal, NamedTuple

import cv2
import numpy as np

from labelcheck.sources.digits import Shades

Box = tuple[float, float, float, float]
Shape = Literal["none", "point", "comma", "raised", "dash", "other"]

BLANK: Final = " "
"""Stands for all that takes no ink: spaces, and characters of no width."""
_MEANT: Final[dict[str, Shape]] = {
    ".": "point", ",": "comma", "'": "raised", "\u2019": "raised", "-": "dash", "\u2013": "dash", BLANK: "none",
}  # fmt: skip
MARKS: Final = frozenset(_MEANT)
_FURTHEST: Final = 2.0
"""Heights of a digit between two that no single mark parts."""
_INK: Final = 96
_SPECK: Final = 0.004
"""Of a digit's square: less ink is an edge's blur."""
_AS_HIGH: Final = 0.55
"""Heights of a digit, from which it is none of the marks."""
_BELOW: Final = 0.08
_RAISED: Final = 0.3
_AFLOAT: Final = 0.12
_LONG: Final = 1.5
"""Times as wide as high is a dash."""
_INTO: Final = 0.25
"""Of a digit's width: what slants reaches in over its neighbour's box."""


class Gap(NamedTuple):
    """What stands between two digits: as it is read, its font, the digits' boxes as shown, their base line, and how they are turned."""

    text: str
    font: str
    left: Box
    right: Box
    base: tuple[float, float]
    quarter: int

    @property
    def tall(self) -> float:
        """The height of the higher digit."""
        return max(_extent(self.left, self.quarter + 1), _extent(self.right, self.quarter + 1))

    @property
    def wide(self) -> float:
        """How far the digits are apart."""
        a, b = self.left, self.right
        return (b[0] - a[2], b[1] - a[3], a[0] - b[2], a[1] - b[3])[self.quarter]

    @property
    def is_close(self) -> bool:
        """Whether a single mark could stand there."""
        return -self.tall < self.wide < _FURTHEST * self.tall


def mark_of(text: str) -> str:
    """Return what a character is as a mark: itself, or blank."""
    if text.isspace() or unicodedata.category(text[0]) in ("Cf", "Mn", "Cc"):
        return BLANK
    return text


def agrees(gap: Gap, ink: Shades, scale: float, corner: tuple[float, float]) -> bool:
    """Whether a drawing of both digits shows between them what is read; ``corner`` is the drawing's top left, as shown."""
    shape = _shape(gap, ink, scale, corner)
    return shape == _MEANT[gap.text] or (gap.text == BLANK and shape == "other")


def _shape(gap: Gap, ink: Shades, scale: float, corner: tuple[float, float]) -> Shape:
    size = ink.shape
    left, right = (_upright(box, gap.quarter, scale, corner, size) for box in (gap.left, gap.right))
    base = _upright((*gap.base, *gap.base), gap.quarter, scale, corner, size)[1]
    drawn = np.rot90(ink, gap.quarter)
    tall = gap.tall * scale
    begin = left[2] - _INTO * (left[2] - left[0])
    end = right[0] + _INTO * (right[2] - right[0])
    count, _, stats, centres = cv2.connectedComponentsWithStats(np.asarray(drawn > _INK, np.uint8), connectivity=8)
    found = [
        stats[i]
        for i in range(1, count)
        if begin < centres[i][0] < end and stats[i][cv2.CC_STAT_AREA] > _SPECK * tall * tall
    ]
    if not found:
        return "none"
    top = float(min(s[cv2.CC_STAT_TOP] for s in found))
    bottom = float(max(s[cv2.CC_STAT_TOP] + s[cv2.CC_STAT_HEIGHT] for s in found))
    if len(found) > 1 or bottom - top > _AS_HIGH * tall:
        return "other"
    below = (bottom - base) / tall
    wide = max(s[cv2.CC_STAT_LEFT] + s[cv2.CC_STAT_WIDTH] for s in found) - min(s[cv2.CC_STAT_LEFT] for s in found)
    if below < -_AFLOAT and wide > _LONG * (bottom - top):
        return "dash"
    if below < -_RAISED:
        return "raised"
    return "comma" if below > _BELOW else "point" if below > -_BELOW else "other"


def _upright(box: Box, quarter: int, scale: float, corner: tuple[float, float], size: tuple[int, ...]) -> Box:
    """Return a box in pixels of the drawing turned upright."""
    x0, y0, x1, y1 = ((box[i] - corner[i % 2]) * scale for i in range(4))
    height, width = size[:2]
    for _ in range(quarter):
        x0, y0, x1, y1 = y0, width - x1, y1, width - x0
        height, width = width, height
    return x0, y0, x1, y1


def _extent(box: Box, quarter: int) -> float:
    return box[2] - box[0] if quarter % 2 == 0 else box[3] - box[1]
