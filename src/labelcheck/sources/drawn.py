"""Digits, m, µ and decimal marks of fonts whose map cannot be relied on, looked at where the page draws them. Runs in the guarded process."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from labelcheck.sources.digits import Shades, likeness
from labelcheck.sources.fonts import LOOKED, Font, Trust
from labelcheck.sources.marks import MARKS, Gap, agrees

_HEIGHT: Final = 40.0
"""Pixels of a digit that is looked at."""
_SHARPEST: Final = 24.0
_PAD: Final = 3
"""Pixels around a digit that tell the background."""
_INNER: Final = 2
"""Of these are left out again: a neighbour may reach in."""
_TIE: Final = 0.03
"""Two shapes that are equally like a digit do not contradict it."""
_MOST: Final = 300
"""Digits and marks looked at on a page."""
_UNSURE: Final = Font(Trust.UNSURE, LOOKED | MARKS)
_DEEPEST: Final = 15
_MOST_OBJECTS: Final = 20_000
_LONGEST: Final = 512
"""Characters of a text that replaces another."""
_MARGIN: Final = 0.4
"""Of a digit's height, around two digits: a comma reaches below them."""

Box = tuple[float, float, float, float]


class Digit(NamedTuple):
    """A digit, m or µ of the text layer: its font's name, the box of its ink as shown, and how many quarters it is turned."""

    text: str
    font: str
    box: Box
    quarter: int
    to_shown: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def contradicted(
    page: pypdfium2.PdfPage,
    digits: Sequence[Digit],
    gaps: Sequence[Gap],
    fonts: Mapping[str, Font] | None,
    before: set[tuple[int, str]],
) -> bool:
    """Whether a page's fonts lie about their digits and marks, or may and do not draw them as they are read.

    ``before`` holds what of the file's fonts was looked at on other pages, by identity, and is added to.
    """
    looked: set[tuple[str, str]] = set()
    total = 0
    all_of_them: list[Digit | Gap] = [*digits, *gaps]
    for one in all_of_them:
        font = _UNSURE if fonts is None else fonts.get(one.font, _UNSURE)
        if font.trust is Trust.LYING:
            return True
        if font.trust is Trust.PLAIN:
            continue
        if (one.font, one.text) in looked and one.text not in font.twice:
            continue
        looked.add((one.font, one.text))
        if (id(font), one.text) in before and one.text not in font.twice:
            continue
        total += 1
        if total > _MOST or not (_is_drawn(page, one) if isinstance(one, Digit) else _stands(page, one)):
            return True
        if font is not _UNSURE:
            before.add((id(font), one.text))
    return False


def replaces_digits(page: pypdfium2.PdfPage) -> bool:
    """Whether the file gives digits to be read in the place of letters that are drawn ("ActualText")."""
    for item in islice(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_DEEPEST), _MOST_OBJECTS):
        for number in range(pdfium.FPDFPageObj_CountMarks(item.raw)):
            mark = pdfium.FPDFPageObj_GetMark(item.raw, number)
            length = ctypes.c_ulong()
            text = (ctypes.c_ushort * _LONGEST)()
            if pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", text, ctypes.sizeof(text), length):
                held = bytes(text)[: max(0, min(length.value, ctypes.sizeof(text)) - 2)].decode("utf-16-le", "replace")
                if length.value > ctypes.sizeof(text) or any(c.isdigit() for c in held):
                    return True
    return False


def _is_drawn(page: pypdfium2.PdfPage, digit: Digit) -> bool:
    """Whether a digit looks like what it is read as."""
    tall = (digit.box[2] - digit.box[0]) if digit.quarter % 2 else (digit.box[3] - digit.box[1])
    ink, _ = _ink(page, digit.box, _scale(tall))
    found = likeness(np.rot90(ink, digit.quarter))
    return bool(found) and found[digit.text] >= max(found.values()) - _TIE


def _stands(page: pypdfium2.PdfPage, gap: Gap) -> bool:
    """Whether what is read between two digits is drawn there."""
    margin, scale = _MARGIN * gap.tall, _scale(gap.tall)
    (a, b, c, d), (e, f, g, h) = gap.left, gap.right
    ink, corner = _ink(page, (min(a, e) - margin, min(b, f) - margin, max(c, g) + margin, max(d, h) + margin), scale)
    return agrees(gap, ink, scale, corner)


def _scale(tall: float) -> float:
    return min(_SHARPEST, _HEIGHT / max(tall, 0.1))


def _ink(page: pypdfium2.PdfPage, box: Box, scale: float) -> tuple[Shades, tuple[float, float]]:
    """Return what is drawn in a box, by how much it differs from its background, and the drawing's top left as shown."""
    width, height = page.get_size()
    x0, y0, x1, y1 = box
    pad = _PAD / scale
    crop = (max(0.0, x0 - pad), max(0.0, height - y1 - pad), max(0.0, width - x1 - pad), max(0.0, y0 - pad))
    corner = (crop[0] + _INNER / scale, crop[3] + _INNER / scale)
    if crop[0] + crop[2] >= width or crop[1] + crop[3] >= height:
        return np.zeros((1, 1), np.uint8), corner
    shades = page.render(scale=scale, crop=crop, grayscale=True).to_numpy()
    shades = shades.reshape(shades.shape[:2]).astype(np.int16)
    border = np.concatenate((shades[0], shades[-1], shades[:, 0], shades[:, -1]))
    ink = np.abs(shades - int(np.median(border)))[_INNER:-_INNER, _INNER:-_INNER]
    return np.asarray(ink * (255.0 / max(1, int(ink.max(initial=0)))), np.uint8), corner
