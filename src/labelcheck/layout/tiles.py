"""Tiles and circles: names side by side with their amounts below each, as the front of a pack shows them.

Each becomes a line of its own, as a table would have it: "Energy  438 kJ  104 kcal  5 %".
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from labelcheck.layout.rows import AMOUNT, NAME, UNITS, Row, cells_of
from labelcheck.layout.straighten import Laid

_GAP: Final = 0.6
_FEWEST: Final = 3
_NEXT: Final = 2.2
"""Heights from one line of a tile to the next, at most."""
_MOST_LINES: Final = 4
_DIGIT: Final = re.compile(r"\d")
_SPACE: Final = 2.0
"""Heights between the cells of the line that a tile becomes."""


def unfolded(rows: list[Row]) -> list[Row]:
    """Return the lines of a block with each row of tiles told tile by tile."""
    found: list[Row] = []
    at = 0
    while at < len(rows):
        below = _below(rows, at)
        if below:
            found += _told(rows[at], below)
        else:
            found.append(rows[at])
        at += 1 + len(below)
    return found


def begins_tiles(rows: list[Row]) -> bool:
    """Whether any line of a block names tiles."""
    return any(_below(rows, at) for at in range(len(rows)))


def _below(rows: list[Row], at: int) -> list[Row]:
    """Return the lines of amounts below a line that names tiles; none where it does not."""
    names = cells_of([rows[at]], _GAP)
    if len(names) < _FEWEST or not all(NAME.search(_text(c)) and not _DIGIT.search(_text(c)) for c in names):
        return []
    below: list[Row] = []
    last = rows[at]
    for row in rows[at + 1 : at + 1 + _MOST_LINES]:
        text = _text(row.words)
        if row.level - last.level > _NEXT * max(row.height, last.height):
            break
        if not _DIGIT.search(text) or NAME.search(UNITS.sub(" ", text)):
            break
        below.append(row)
        last = row
    held = [cells_of([row], _GAP) for row in below]
    full = [cells for cells in held if sum(bool(AMOUNT.search(_text(c))) for c in cells) >= min(_FEWEST, len(names))]
    alone = all(len({_tile(c, names) for c in cells}) == len(cells) for cells in held)
    return below if full and alone else []


def _told(names: Row, below: list[Row]) -> list[Row]:
    """Return a line for each tile."""
    cells = cells_of([names], _GAP)
    lines = [list(cell) for cell in cells]
    for row in below:
        for cell in cells_of([row], _GAP):
            lines[_tile(cell, cells)] += _behind(lines[_tile(cell, cells)][-1], cell)
    height = (below[-1].level - names.level) / len(cells)
    told = []
    for number, line in enumerate(lines):
        row = Row()
        away = cells[0][0].left - line[0].left
        for laid in line:
            left, right = laid.left + away, laid.right + away
            row.add(replace(laid, left=left, right=right, level=names.level + number * height))
        told.append(row)
    return told


def _behind(last: Laid, cell: list[Laid]) -> list[Laid]:
    """Return the words of a cell moved behind what stands above it."""
    away = last.right + _SPACE * last.height - cell[0].left
    return [replace(laid, left=laid.left + away, right=laid.right + away) for laid in cell]


def _tile(cell: list[Laid], names: list[list[Laid]]) -> int:
    """Return which name stands over a cell."""
    middle = (cell[0].left + cell[-1].right) / 2
    return min(range(len(names)), key=lambda i: abs((names[i][0].left + names[i][-1].right) / 2 - middle))


def _text(words: list[Laid]) -> str:
    return " ".join(w.word.text for w in words)
