"""A unit that the eye took for a digit, told by its column: "4.29" among cells of "3.0 g" and "8.0 g" is 4.2 g."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import Final

from labelcheck.model import Word

_GRAMS: Final = re.compile(r"[<~]?\d{1,3}(?:[.,]\d{1,2})?\s?g")
_NINE: Final = re.compile(r"([<~]?\d{1,3}(?:[.,]\d{1,2})?)9")
_FEWEST: Final = 3
_ASIDE: Final = 1.5
"""Heights by which cells of one column may start or end apart."""


def mend_grams(words: Sequence[Word], doubt: str) -> tuple[Word, ...]:
    """Return the words with a last 9 made "g" where their column is one of grams; each such carries ``doubt``."""
    grams = [w for w in words if _GRAMS.fullmatch(w.text)]
    if len(grams) < _FEWEST:
        return tuple(words)
    height = median(w.quad[3].y - w.quad[0].y for w in grams)
    return tuple(_mended(w, grams, height * _ASIDE, doubt) for w in words)


def _mended(word: Word, grams: Sequence[Word], margin: float, doubt: str) -> Word:
    nine = _NINE.fullmatch(word.text)
    if nine is None or sum(_in_line(word, g, margin) for g in grams) < _FEWEST:
        return word
    doubts = " ".join(dict.fromkeys([*word.doubt.split(), doubt]))
    return replace(word, text=f"{nine[1]} g", raw=word.raw or word.text, doubt=doubts)


def _in_line(one: Word, other: Word, margin: float) -> bool:
    left, right = one.quad[0].x - other.quad[0].x, one.quad[1].x - other.quad[1].x
    return min(abs(left), abs(right)) < margin
