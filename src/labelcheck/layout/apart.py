"""Words of one page that stand on several grounds: which are read by themselves, and which are one table all the same."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from labelcheck.layout.blocks import holds_rows, in_step
from labelcheck.layout.rows import find_rows
from labelcheck.layout.straighten import Laid, lay
from labelcheck.model import Word


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
    while True:
        found = [(a, b) for a, b in pairs if held.get(a) and held.get(b) and _is_column(held[b], held[a])]
        if not found:
            return
        table, column = found[0]
        groups[table] += groups.pop(column)
        held[table] += held.pop(column)


def _is_column(column: list[Laid], table: list[Laid]) -> bool:
    """Whether a group that is no table alone is a column of another: it keeps to the other's lines."""
    lines, rows = find_rows(column), find_rows(table)
    if len(lines) > len(rows) or holds_rows(lines):
        return False
    inside = min(w.level for w in table) - table[0].height, max(w.level for w in table) + table[0].height
    if not all(inside[0] < line.level < inside[1] for line in lines):
        return False
    return len(lines) > 2 and in_step(lines, rows)
