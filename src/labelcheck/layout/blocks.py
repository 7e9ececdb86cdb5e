"""Blocks that are read one after the other: two labels side by side, a panel beside a column of prose.

A table has gaps between its columns, too. A gap divides blocks only where each side makes sense alone: where both
hold names and amounts, or one does and the other holds prose that keeps no step with it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Final

from labelcheck.layout.rows import AMOUNT, NAME, UNITS, Row, find_rows, names_amount
from labelcheck.layout.straighten import Laid
from labelcheck.layout.tiles import begins_tiles

_GUTTER: Final = 0.8
_SEAM: Final = -0.3
"""Line heights between two labels without a gutter: the widest of their lines may reach into each other."""
_BREAK: Final = 2.6
"""Line heights of white between two lines that part blocks."""
_CLOSE: Final = 0.1
"""Line heights between two tables under one heading, at least."""
_FEWEST: Final = 2
_WORDY: Final = 4
"""Characters of a line of prose, on the whole."""
_SENTENCE: Final = 3
"""Words of a line that no two columns of a table share."""
_LANE: Final = 4
"""Lines that a gap between tables goes through, at least."""
_WHOLE: Final = 0.8
_TORN: Final = 0.6
_TRIED: Final = 8
_DEEPEST: Final = 6
_UNIT_BEGINS: Final = re.compile(rf"%|{UNITS.pattern}", re.IGNORECASE)


def find_blocks(words: list[Laid], depth: int = 0) -> list[list[Laid]]:
    """Return the words block by block, in the order in which they are read."""
    if len(words) < 4 or depth >= _DEEPEST:
        return [words] if words else []
    cut = _gutter(words)
    if cut is not None:
        left = [w for w in words if (w.left + w.right) / 2 < cut]
        right = [w for w in words if (w.left + w.right) / 2 >= cut]
        return find_blocks(left, depth + 1) + find_blocks(right, depth + 1)
    bands = _bands(words)
    if len(bands) > 1:
        return [block for band in bands for block in find_blocks(band, depth + 1)]
    lane = _lane(words)
    if lane is not None:
        return [block for part in lane for block in find_blocks(part, depth + 1)]
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
        if laid.left - reach > _SEAM * height:
            gutters.append((laid.left - reach, (laid.left + reach) / 2))
        reach = max(reach, laid.right)
    for wide, at in sorted(gutters, reverse=True):
        left = find_rows([w for w in words if (w.left + w.right) / 2 < at])
        right = find_rows([w for w in words if (w.left + w.right) / 2 >= at])
        if _parted(left, right) if wide > _GUTTER * height else _are_whole(left, right):
            return at
    return None


def _lane(words: list[Laid]) -> list[list[Laid]] | None:
    """Return the words above, left of, right of and below a gap that some lines in a row share; None where there is none.

    Two tables side by side often stand under one heading and over one list of ingredients.
    """
    rows = find_rows(words)
    heights = sorted(w.height for w in words)
    height = heights[len(heights) // 2]
    return _best_lane(rows, _gaps(rows, _GUTTER * height), _parted) or _best_lane(
        rows, _gaps(rows, _CLOSE * height), _are_whole
    )


def _best_lane(
    rows: list[Row], gaps: list[float], parts: Callable[[list[Row], list[Row]], bool]
) -> list[list[Laid]] | None:
    """Return the words around the longest of the gaps that parts what stands on its sides."""
    tried: list[tuple[int, int, int, float]] = []
    for at in gaps:
        first: int | None = None
        for number, row in enumerate([*rows, None]):
            free = row is not None and not any(w.left < at < w.right for w in row.words)
            if free and first is None:
                first = number
            elif not free and first is not None:
                if number - first >= _LANE:
                    tried.append((number - first, first, number, at))
                first = None
    for _, first, last, at in sorted(tried, reverse=True)[:_TRIED]:
        inside = [w for row in rows[first:last] for w in row.words]
        left, right = [w for w in inside if w.right <= at], [w for w in inside if w.left >= at]
        if left and right and parts(find_rows(left), find_rows(right)):
            above = [w for row in rows[:first] for w in row.words]
            below = [w for row in rows[last:] for w in row.words]
            return [part for part in (above, left, right, below) if part]
    return None


def _gaps(rows: list[Row], wide: float) -> list[float]:
    """Return the middles of gaps within lines that are as wide, those close together once."""
    middles = sorted(
        (one.right + other.left) / 2
        for row in rows
        for one, other in itertools.pairwise(row.words)
        if other.left - one.right > wide
    )
    found: list[float] = []
    for at in middles:
        if not found or at - found[-1] > wide / 2:
            found.append(at)
    return found


def _parted(left: list[Row], right: list[Row]) -> bool:
    if _is_torn(left, right):
        return False
    if _are_alike(left, right) or (_begins_with_amounts(left) and _begins_with_amounts(right)):
        return True
    own_left, own_right = holds_rows(left), holds_rows(right)
    if (own_left and begins_tiles(right)) or (own_right and (begins_tiles(left) or _is_edge(left, right))):
        return True
    if own_left and own_right:
        # a right half that begins with amounts has its names in the left one
        return _begins_with_names(right)
    if own_left and _is_beside(right, left):
        return True
    if own_right and _is_prose(left):
        return not in_step(left, right)
    return own_left and _is_prose(right) and not in_step(right, left)


def _is_edge(strip: list[Row], table: list[Row]) -> bool:
    """Whether a column is the torn edge of what stands beside a table: words beside few of its rows, which name themselves."""
    if any(AMOUNT.search(_text(row)) for row in strip) or not _begins_with_names(table):
        return False
    amounts = [row for row in table if names_amount(row)]
    beside = sum(any(abs(row.level - s.level) < 0.5 * row.height for s in strip) for row in amounts)
    return len(amounts) >= _LANE and beside <= _TORN * len(amounts)


def _is_beside(part: list[Row], table: list[Row]) -> bool:
    """Whether what stands right of a table is none of its columns: it speaks, and most rows are whole without it."""
    amounts = [row for row in table if AMOUNT.search(_text(row))]
    if len(part) < _LANE or len(amounts) < _LANE or sum(map(names_amount, amounts)) < _WHOLE * len(amounts):
        return False
    beside = sum(any(abs(row.level - line.level) < 0.5 * row.height for line in part) for row in amounts)
    spoken = sum(
        line.level > amounts[0].level and NAME.search(UNITS.sub(" ", _text(line))) is not None for line in part
    )
    return beside <= _TORN * len(amounts) and spoken >= _FEWEST


def _text(row: Row) -> str:
    return " ".join(w.word.text for w in row.words)


def holds_rows(rows: list[Row]) -> bool:
    """Whether some rows hold a name before an amount."""
    return sum(map(names_amount, rows)) >= _FEWEST


def _are_alike(left: list[Row], right: list[Row]) -> bool:
    """Whether both sides say the same in some words and each names its amounts: labels side by side, not columns."""
    both = {_text(row) for row in left if _is_sentence(row)} & {_text(row) for row in right}
    return bool(both) and all(any(map(names_amount, rows)) and _begins_with_names(rows) for rows in (left, right))


def _are_whole(left: list[Row], right: list[Row]) -> bool:
    """Whether each side is a table by itself, however close they stand: a name before each amount, an amount in each."""
    whole = all(holds_rows(rows) and _begins_with_names(rows) for rows in (left, right))
    return whole and not _is_torn(left, right)


def _is_torn(left: list[Row], right: list[Row]) -> bool:
    """Whether a number stands on one side and its unit on the other."""
    ends = [row for row in left if _text(row)[-1:].isdigit()]
    begins = [row for row in right if _UNIT_BEGINS.match(_text(row))]
    return any(abs(one.level - other.level) < 0.5 * other.height for one in ends for other in begins)


def _is_sentence(row: Row) -> bool:
    return len(NAME.findall(UNITS.sub(" ", _text(row)))) >= _SENTENCE


def _begins_with_amounts(rows: list[Row]) -> bool:
    """Whether some lines hold an amount before its name, and none with an amount begins otherwise."""
    amounts = [text for text in map(_text, rows) if AMOUNT.search(text)]
    return len(amounts) >= _FEWEST and all(_amount_first(text) for text in amounts)


def _amount_first(text: str) -> bool:
    amount = AMOUNT.search(text)
    if amount is None or NAME.search(text[: amount.start()]):
        return False
    return NAME.search(UNITS.sub(" ", text[amount.end() :])) is not None


def _begins_with_names(rows: list[Row]) -> bool:
    """Whether most rows with an amount have a name before it."""
    amounts = [row for row in rows if AMOUNT.search(_text(row))]
    return sum(map(names_amount, amounts)) > 0.7 * len(amounts)


def _is_prose(rows: list[Row]) -> bool:
    """Whether most rows hold words and no amounts."""
    spoken = sum(bool(NAME.search(UNITS.sub(" ", _text(r)))) and not AMOUNT.search(_text(r)) for r in rows)
    return spoken > 0.7 * len(rows) and sum(len(_text(r)) for r in rows) > _WORDY * len(rows)


def in_step(prose: list[Row], table: list[Row]) -> bool:
    """Whether the lines of a column stand on those of the table: then it is one of its columns."""
    levels = [r.level for r in table]
    beside = [r for r in prose if levels and levels[0] - r.height < r.level < levels[-1] + r.height]
    near = sum(min(abs(r.level - at) for at in levels) < 0.3 * r.height for r in beside)
    return bool(beside) and near >= 0.8 * len(beside)
