"""Printed lines out of straightened words, and rows whose cells wrap over several lines."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Final

from labelcheck.layout.straighten import Laid

_CORE: Final = 0.65
"""The part of a box's height that the letters fill."""
_SHARED: Final = 0.5
_INTERLEAVED: Final = 0.68
"""Heights between two lines of which one stands between two lines of the other column."""
_CELL: Final = 0.9
_MOST_LINES: Final = 9
_HIGH: Final = 1.2
_MUCH: Final = 0.5
AMOUNT: Final = re.compile(r"\d\s*(?:mg|[µμu]g|mcg|g|kcal|kJ|IE|IU|%|[a-z]g)(?![^\W\d])", re.IGNORECASE)
UNITS: Final = re.compile(r"\b(?:mg|[µμu]g|mcg|g|kcal|kj|ie|iu|re|ne|te|rae|dfe|[a-z]g|nrv|ri|dv|rda)\b", re.IGNORECASE)
NAME: Final = re.compile(r"[^\W\d_]{3,}")


@dataclass(slots=True)
class Row:
    """Words on one level, from left to right; ``stacked`` are further lines of its cells, in order."""

    words: list[Laid] = field(default_factory=list)
    level: float = 0.0
    height: float = 0.0

    def add(self, laid: Laid) -> None:
        """Take in one word."""
        self.words.insert(bisect_left([w.left for w in self.words], laid.left), laid)
        weights = [max(w.right - w.left, 1.0) for w in self.words]
        self.level = sum(w.level * n for w, n in zip(self.words, weights, strict=True)) / sum(weights)
        self.height = max(self.height, laid.height)


def find_rows(words: list[Laid]) -> list[Row]:
    """Return the printed lines from top to bottom."""
    rows: list[Row] = []
    for laid in sorted(words, key=lambda w: (w.level, w.left)):
        best: Row | None = None
        for row in reversed(rows[-12:]):
            if _same_line(row, laid) and (best is None or abs(row.level - laid.level) < abs(best.level - laid.level)):
                best = row
        if best is None:
            best = Row()
            rows.append(best)
        best.add(laid)
    rows.sort(key=lambda r: r.level)
    return _settled(rows)


def _settled(rows: list[Row]) -> list[Row]:
    """Return the lines, with a word on the next one where that is much nearer: high print reaches over two lines."""
    for above, below in itertools.pairwise(rows):
        for laid in [w for w in above.words if len(above.words) > 1 and w.height > _HIGH * below.height]:
            rest = Row()
            for word in above.words:
                if word is not laid:
                    rest.add(word)
            nearer = abs(below.level - laid.level) < _MUCH * abs(rest.level - laid.level) if rest.words else False
            if nearer and _same_line(below, laid):
                above.words, above.level, above.height = rest.words, rest.level, rest.height
                below.add(laid)
    return rows


def _same_line(row: Row, laid: Laid) -> bool:
    near = min(row.words, key=lambda w: max(w.left - laid.right, laid.left - w.right))
    overlap = min(near.right, laid.right) - max(near.left, laid.left)
    if overlap > 0.4 * min(near.right - near.left, laid.right - laid.left):
        return False
    smaller = min(near.height, laid.height) * _CORE
    larger = max(near.height, laid.height) * _CORE
    level = near.level if abs(near.level - laid.level) > abs(row.level - laid.level) else row.level
    shared = (smaller + larger) / 2 - abs(level - laid.level)
    return min(shared, smaller) >= _SHARED * smaller


def join_wrapped(rows: list[Row]) -> list[list[Row]]:
    """Return the lines in groups: a group is one row of a table, with cells of one or more lines.

    A cell of two lines beside one of a single line shows as lines half a step apart that share no column.
    """
    groups: list[list[Row]] = []
    for row in rows:
        group = groups[-1] if groups else None
        if group and len(group) < _MOST_LINES and _interleaved(group, row):
            group.append(row)
        else:
            groups.append([row])
    return [part for group in groups for part in _plausible(group)]


def _interleaved(group: list[Row], row: Row) -> bool:
    last = group[-1]
    step = row.level - last.level
    if step > _INTERLEAVED * max(_typical(last), _typical(row)) or _overlap(last, row):
        return False
    if len(group) > 1:
        # the line before the last must be in a column that this line goes on with, or in one of its own
        return _overlap(group[-2], row) or row.level - group[-2].level < 1.6 * last.height
    return True


def _plausible(group: list[Row]) -> list[list[Row]]:
    """Return a group, or its lines one by one where it is two rows that happen to stand close."""
    if len(group) == 2 and not _beside(group[0], group[1]):
        return [[row] for row in group]
    # what stands half a step lower beside two rows, a neighbour's letter or a percentage of both, makes them no one row
    if sum(names_amount(row) for row in group) > 1:
        return [[row] for row in group]
    return [group]


def names_amount(row: Row) -> bool:
    """Whether a line holds a name before an amount."""
    text = " ".join(w.word.text for w in row.words)
    amount = AMOUNT.search(text)
    return amount is not None and NAME.search(UNITS.sub(" ", text[: amount.start()])) is not None


def _beside(one: Row, other: Row) -> bool:
    """Whether two lines without a third between them can be one row: they overlap by half their height."""
    return abs(one.level - other.level) < 0.5 * min(_typical(one), _typical(other))


def _typical(row: Row) -> float:
    heights = sorted(w.height for w in row.words)
    return heights[len(heights) // 2]


def _overlap(one: Row, other: Row) -> bool:
    for a in one.words:
        for b in other.words:
            if min(a.right, b.right) - max(a.left, b.left) > 0.15 * min(a.right - a.left, b.right - b.left):
                return True
    return False


def cells_of(group: list[Row], gap: float = _CELL) -> list[list[Laid]]:
    """Return the cells of a row from left to right, each with its words in reading order.

    Words of one line are of one cell up to a ``gap`` in heights; words of different lines where they stand above
    each other.
    """
    if len(group) == 1:
        cells: list[list[Laid]] = []
        for laid in group[0].words:
            last = cells[-1][-1] if cells else None
            if last is not None and laid.left - last.right < gap * min(last.height, laid.height):
                cells[-1].append(laid)
            else:
                cells.append([laid])
        return cells
    stacks: list[tuple[float, float, list[tuple[int, Laid]]]] = []
    runs = [(number, run) for number, row in enumerate(group) for run in cells_of([row], gap)]
    for number, run in sorted(runs, key=lambda r: r[1][0].left):
        left, right = run[0].left, max(w.right for w in run)
        numbered = [(number, w) for w in run]
        if stacks:
            first, last_right, held = stacks[-1]
            if min(right, last_right) - left > 0.15 * min(right - left, last_right - first):
                stacks[-1] = (first, max(last_right, right), held + numbered)
                continue
        stacks.append((left, right, numbered))
    return [[laid for _, laid in sorted(items, key=lambda i: (i[0], i[1].left))] for _, _, items in stacks]
