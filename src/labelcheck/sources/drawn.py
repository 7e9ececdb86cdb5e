"""Digits, m and µ of fonts whose map cannot be relied on, looked at where the page draws them. Runs in the guarded process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import pypdfium2

from labelcheck.sources.digits import Shades, likeness
from labelcheck.sources.fonts import LOOKED, Font, Trust

_HEIGHT: Final = 40.0
"""Pixels of a digit that is looked at."""
_SHARPEST: Final = 24.0
_PAD: Final = 3
"""Pixels around a digit that tell the background."""
_INNER: Final = 2
"""Of these are left out again: a neighbour may reach in."""
_TIE: Final = 0.03
"""Two shapes that are equally like a digit do not contradict it."""
_MOST: Final = 120
"""Digits looked at on a page."""
_UNSURE: Final = Font(Trust.UNSURE, LOOKED)

Box = tuple[float, float, float, float]


class Digit(NamedTuple):
    """A digit, m or µ of the text layer: its font's name, the box of its ink as shown, and how many quarters it is turned."""

    text: str
    font: str
    box: Box
    quarter: int


def contradicted(page: pypdfium2.PdfPage, digits: Sequence[Digit], fonts: Mapping[str, Font] | None) -> bool:
    """Whether a page's fonts lie about their digits, or may and do not draw them as they are read."""
    looked: dict[tuple[str, str], int] = {}
    total = 0
    for digit in digits:
        font = _UNSURE if fonts is None else fonts.get(digit.font, _UNSURE)
        if font.trust is Trust.LYING:
            return True
        if font.trust is Trust.PLAIN:
            continue
        key = (digit.font, digit.text)
        looked[key] = looked.get(key, 0) + 1
        if looked[key] > 1 and digit.text not in font.twice:
            continue
        total += 1
        if total > _MOST:
            return True
        found = likeness(_ink(page, digit))
        if not found or found[digit.text] < max(found.values()) - _TIE:
            return True
    return False


def _ink(page: pypdfium2.PdfPage, digit: Digit) -> Shades:
    """Return a digit drawn upright, by how much it differs from its background."""
    width, height = page.get_size()
    x0, y0, x1, y1 = digit.box
    tall = (x1 - x0) if digit.quarter % 2 else (y1 - y0)
    scale = min(_SHARPEST, _HEIGHT / max(tall, 0.1))
    pad = _PAD / scale
    crop = (max(0.0, x0 - pad), max(0.0, height - y1 - pad), max(0.0, width - x1 - pad), max(0.0, y0 - pad))
    if crop[0] + crop[2] >= width or crop[1] + crop[3] >= height:
        return np.zeros((1, 1), np.uint8)
    shades = page.render(scale=scale, crop=crop, grayscale=True).to_numpy()
    shades = shades.reshape(shades.shape[:2]).astype(np.int16)
    border = np.concatenate((shades[0], shades[-1], shades[:, 0], shades[:, -1]))
    ink = np.abs(shades - int(np.median(border)))[_INNER:-_INNER, _INNER:-_INNER]
    return np.rot90(np.asarray(ink * (255.0 / max(1, int(ink.max(initial=0)))), np.uint8), digit.quarter)
