"""Digits that a PDF sets small and high are footnote marks or exponents: "9" with a raised 2 is no 92.

Small digits behind a larger one are so on the base line, too, and below it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

Glyph = tuple[str, float, float, float, float, float, float, float, float, int]
"""Character, its box, where it begins on its base line, the line's angle, the font's size, and its place in the file."""

_SMALLER: Final = 0.82
_HIGHER: Final = 0.18
"""Of the larger letter's size, at least; more than ``_HIGHEST`` stands on another line."""
_HIGHEST: Final = 0.8
_NEAR: Final = 0.35
_TURNED: Final = 0.02
_DIGITS: Final = "0123456789"
_RAISED: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_AS_RAISED: Final = str.maketrans(_DIGITS, _RAISED)


def with_raised(glyphs: Sequence[Glyph | None]) -> list[Glyph | None]:
    """Return the letters of a page, None for a space, raised digits as the characters that are."""
    found = list(glyphs)
    base: Glyph | None = None
    last: Glyph | None = None
    for at, glyph in enumerate(found):
        if glyph is None:
            # pdfium makes a line's end of a letter on another level
            continue
        if base is not None and _is_raised(glyph, base, after=last):
            found[at] = (glyph[0].translate(_AS_RAISED), *glyph[1:])
        else:
            base = glyph
        last = glyph
    # before what they are of: from its first letter back
    base = last = None
    for at in range(len(found) - 1, -1, -1):
        glyph = found[at]
        if glyph is None:
            continue
        if base is not None and _is_raised(glyph, base, before=last):
            found[at] = (glyph[0].translate(_AS_RAISED), *glyph[1:])
        elif glyph[0] not in _RAISED:
            base = glyph
        last = glyph
    return found


def _is_raised(glyph: Glyph, base: Glyph, *, after: Glyph | None = None, before: Glyph | None = None) -> bool:
    """Whether a digit is small and high beside a letter, next to what stands before or behind it."""
    if glyph[0] not in _DIGITS or abs(glyph[7] - base[7]) > _TURNED or glyph[8] > _SMALLER * base[8]:
        return False
    cos, sin = math.cos(base[7]), math.sin(base[7])
    rise = (glyph[6] - base[6]) * cos - (glyph[5] - base[5]) * sin
    lowest = -_HIGHEST if base[0] in _DIGITS else _HIGHER
    if not lowest * base[8] < rise < _HIGHEST * base[8]:
        return False
    left, right = (after, glyph) if after is not None else (glyph, before)
    if left is None or right is None:
        return False
    ends = max(x * cos + y * sin for x in (left[1], left[3]) for y in (left[2], left[4]))
    begins = min(x * cos + y * sin for x in (right[1], right[3]) for y in (right[2], right[4]))
    return abs(begins - ends) < _NEAR * base[8]
