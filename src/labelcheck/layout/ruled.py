"""Rows of tables that are ruled: a cell's lines belong together, and so do the cells of a row.

Rules are evidence and no more: a frame around a whole panel is a cell, too. Lines are joined only within a row that
has several cells, of a few lines each, none with amounts on two lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from labelcheck.layout.rows import Row, find_rows
from labelcheck.layout.straighten import Laid
from labelcheck.model import Box

_MOST_LINES: Final = 4
_SLACK: Final = 1.0
"""Points by which the edges of a row's cells may differ."""
_NUMBER: Final = re.compile(r"\d")


def joined_by_rules(words: Sequence[Laid], cells: Sequence[Box]) -> tuple[list[list[Row]], list[Laid]]:
    """Return the rows of several lines that rules hold together, each as its lines, and the words that are in none."""
    taken: set[int] = set()
    groups: list[list[Row]] = []
    for row in _rows(cells):
        inside = [[w for w in words if _is_in(w, cell)] for cell in row]
        held = [cell for cell in inside if cell]
        lines = find_rows([w for cell in held for w in cell])
        if len(held) > 1 and len(lines) > 1 and all(_is_one(cell) for cell in held):
            groups.append(lines)
            taken |= {id(w) for cell in held for w in cell}
    return groups, [w for w in words if id(w) not in taken]


def _rows(cells: Sequence[Box]) -> list[list[Box]]:
    """Return the cells side by side between the same two rules."""
    rows: list[list[Box]] = []
    for cell in sorted(cells, key=lambda c: (c.y0, c.x0)):
        for row in reversed(rows[-3:]):
            if abs(row[0].y0 - cell.y0) < _SLACK and abs(row[0].y1 - cell.y1) < _SLACK:
                row.append(cell)
                break
        else:
            rows.append([cell])
    return rows


def _is_in(laid: Laid, cell: Box) -> bool:
    return cell.x0 < (laid.left + laid.right) / 2 < cell.x1 and cell.y0 < laid.level < cell.y1


def _is_one(words: list[Laid]) -> bool:
    """Whether a cell's lines can be of one row: few, and at most one with a number of its own."""
    lines = find_rows(words)
    numbers = sum(any(_NUMBER.match(w.word.text) for w in line.words) for line in lines)
    return len(lines) <= _MOST_LINES and (len(lines) == 1 or numbers < 2)
