"""Words of one page that stand on several grounds: which are read by themselves, and which are one table all the same."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from labelcheck.layout.blocks import holds_rows, in_step
from labelcheck.layout.rows import Row, find_rows
from labelcheck.layout.straighten import Laid, lay
from labelcheck.model import Word

_HEADING: Final = 2
"""Lines of a heading."""
_CLEAR: Final = 0.5


def apart(words: Sequence[Word], *, bent: bool) -> list[list[Word]]:
    """Return the words ground by ground, in the order in which the grounds begin.

    A column on a ground of its own goes with the table whose lines it keeps to, where neither is a table alone.
    """
    numbers = list(dict.fromkeys(w.ground for w in words))
    if len(numbers) < 2:
        return [list(words)] if words else []
    groups = {n: [w for w in words if w.ground == n] for n in numbers}
    # columns are read across, in the commonest direction; what stands askew is no column of theirs
    _join(groups, lay(words, bent=bent)[0])
    return list(groups.values())


def _join(groups: dict[int, list[Word]], laid: Sequence[Laid]) -> None:
    """Join groups that are columns of one table, seen in straight coordinates."""
    held: dict[int, list[Laid]] = {n: [] for n in groups}
    for seen in laid:
        held[seen.word.ground].append(seen)
    pairs = list(itertools.permutations(groups, 2))
    rows = {n: find_rows(words) for n, words in held.items()}
    while True:
        pair = next(
            ((a, b) for a, b in pairs if held.get(a) and held.get(b) and _belongs(held[b], rows[b], held[a], rows[a])),
            None,
        )
        if pair is None:
            return
        table, column = pair
        groups[table] += groups.pop(column)
        held[table] += held.pop(column)
        rows[table] = find_rows(held[table])


def _belongs(part: list[Laid], lines: list[Row], table: list[Laid], rows: list[Row]) -> bool:
    """Whether a group, given with its lines, is a column or the heading of another."""
    if holds_rows(rows) and max(w.right for w in part) < min(w.left for w in table):
        # a table that names its amounts begins with the names: before them stands the torn edge of a neighbour
        return False
    return _is_column(lines, table, rows) or _is_heading(part, lines, table, rows)


def _is_heading(part: list[Laid], lines: list[Row], table: list[Laid], rows: list[Row]) -> bool:
    """Whether a group is a line or two between two lines of another, which is a table: its heading on a ground of its own."""
    if len(lines) > _HEADING or holds_rows(lines) or not holds_rows(rows):
        return False
    if min(w.left for w in part) < min(w.left for w in table) or max(w.right for w in part) > max(
        w.right for w in table
    ):
        return False
    levels = [row.level for row in rows]
    return all(min(levels) < line.level < max(levels) and not _crosses(line, table) for line in lines)


def _crosses(line: Row, table: list[Laid]) -> bool:
    """Whether a line runs over words of a table."""
    return any(
        abs(w.level - line.level) < _CLEAR * min(w.height, line.height)
        and min(w.right, one.right) > max(w.left, one.left)
        for w in table
        for one in line.words
    )


def _is_column(lines: list[Row], table: list[Laid], rows: list[Row]) -> bool:
    """Whether a group that is no table alone is a column of another: it keeps to the other's lines."""
    if len(lines) > len(rows) or holds_rows(lines):
        return False
    inside = min(w.level for w in table) - table[0].height, max(w.level for w in table) + table[0].height
    if not all(inside[0] < line.level < inside[1] for line in lines):
        return False
    return len(lines) > 2 and in_step(lines, rows)
