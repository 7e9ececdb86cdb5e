"""Blocks that are read one after the other: two labels side by side, a panel beside a column of prose.

A table has gaps between its columns, too. A gap divides blocks only where each side makes sense alone: where both
hold names and amounts, or one does and the other holds prose that keeps no step with it.
"""

from __future__ import annotations

import re
from typing import Final

from labelcheck.layout.rows import Row, find_rows
from labelcheck.layout.straighten import Laid

_GUTTER: Final = 0.8
_BREAK: Final = 2.6
"""Line heights of white between two lines that part blocks."""
_FEWEST: Final = 2
_AMOUNT: Final = re.compile(r"\d\s*(?:mg|[µμu]g|mcg|g|kcal|kJ|IE|IU|%|[a-z]g)(?![^\W\d])", re.IGNORECASE)
_UNITS: Final = re.compile(
    r"\b(?:mg|[µμu]g|mcg|g|kcal|kj|ie|iu|re|ne|te|rae|dfe|[a-z]g|nrv|ri|dv|rda)\b", re.IGNORECASE
)
_NAME: Final = re.compile(r"[^\W\d_]{3,}")
_DEEPEST: Final = 6


def find_blocks(words: list[Laid], depth: int = 0) -> list[list[Laid]]:
    """Return the words block by block, in the order in which they are read."""
    if len(words) < 4 or depth >= _DEEPEST:
        return [words] if words else []
    cut = _gutter(words)
    if cut is not None:
        left = [w for w in words if (w.left + w.right) / 2 < cut]
        right = [w for w in words if (w.left + w.right) / 2 >= cut]
        return find_blocks(left, depth + 1) + find_blocks(right, depth + 1)
    for part in _bands(words):
        if len(part) < len(words):
            return [block for band in _bands(words) for block in find_blocks(band, depth + 1)]
    return [words]


def _bands(words: list[Laid]) -> list[list[Laid]]:
    """Return the words in bands parted by white across the whole width."""
    ordered = sorted(words, key=lambda w: w.level)
    bands = [[ordered[0]]]
    for laid in ordered[1:]:
        if laid.level - max(w.level for w in bands[-1][-20:]) > _BREAK * laid.height:
            bands.append([])
        bands[-1].append(laid)
    return bands


def _gutter(words: list[Laid]) -> float | None:
    """Return where the words part into two blocks side by side; None where they do not."""
    ordered = sorted(words, key=lambda w: w.left)
    heights = sorted(w.height for w in words)
    height = heights[len(heights) // 2]
    reach = ordered[0].right
    gutters = []
    for laid in ordered[1:]:
        if laid.left - reach > _GUTTER * height:
            gutters.append((laid.left - reach, (laid.left + reach) / 2))
        reach = max(reach, laid.right)
    for _, at in sorted(gutters, reverse=True):
        left = find_rows([w for w in words if w.right <= at])
        right = find_rows([w for w in words if w.left >= at])
        if _parted(left, right):
            return at
    return None


def _parted(left: list[Row], right: list[Row]) -> bool:
    own_left, own_right = holds_rows(left), holds_rows(right)
    if own_left and own_right:
        return True
    if own_right and _is_prose(left):
        return not in_step(left, right)
    return own_left and _is_prose(right) and not in_step(right, left)


def _text(row: Row) -> str:
    return " ".join(w.word.text for w in row.words)


def holds_rows(rows: list[Row]) -> bool:
    """Whether some rows hold a name before an amount."""
    found = 0
    for row in rows:
        text = _text(row)
        amount = _AMOUNT.search(text)
        if amount and _NAME.search(_UNITS.sub(" ", text[: amount.start()])):
            found += 1
    return found >= _FEWEST


def _is_prose(rows: list[Row]) -> bool:
    """Whether most rows hold words and no amounts."""
    spoken = sum(bool(_NAME.search(_UNITS.sub(" ", _text(r)))) and not _AMOUNT.search(_text(r)) for r in rows)
    return spoken > 0.7 * len(rows) and sum(len(_text(r)) for r in rows) > 6 * len(rows)


def in_step(prose: list[Row], table: list[Row]) -> bool:
    """Whether the lines of a column stand on those of the table: then it is one of its columns."""
    levels = [r.level for r in table]
    beside = [r for r in prose if levels and levels[0] - r.height < r.level < levels[-1] + r.height]
    near = sum(min(abs(r.level - at) for at in levels) < 0.3 * r.height for r in beside)
    return bool(beside) and near >= 0.8 * len(beside)
