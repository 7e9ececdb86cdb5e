"""Which of two readings of the same pixels speak of the same amount: those of one row and of one column."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from labelcheck.model import LabelText, Piece, Place, Reading, Word

_SHARED: Final = 0.6
"""Of two rows' area, what they share at least."""


class Column(NamedTuple):
    """The seen word in which an amount begins, None where none was seen, and the how manieth amount of it that is."""

    word: Word | None
    rank: int


def columns_of(readings: Sequence[Reading], text: LabelText) -> list[Column]:
    """Return for each reading where its own amount begins.

    A row's second amount is read from its name on: what an earlier amount of the row reaches over is not its own.
    """
    ends: dict[tuple[int, int], list[int]] = {}
    for reading in readings:
        span = reading.place.span
        ends.setdefault((reading.place.page, span.start), []).append(span.end)
    taken: dict[int, int] = {}
    found: list[Column] = []
    for reading in readings:
        span = reading.place.span
        before = [e for e in ends[reading.place.page, span.start] if e < span.end]
        word = _first([p for p in text.pieces_in(span) if p.end > max(before, default=span.start)], span.start)
        found.append(Column(word, taken.get(id(word), 0)))
        taken[id(word)] = taken.get(id(word), 0) + 1
    return found


def _first(own: Sequence[Piece], start: int) -> Word | None:
    """Return the first word with a number; a name's own, "B12", tells no column where another word holds the amount."""
    numbers = [p.word for p in own if any(c.isdigit() for c in p.word.text)]
    behind = [p.word for p in own if any(c.isdigit() for c in p.word.text) and p.start > start]
    return behind[0] if behind else numbers[0] if numbers else None


def same_column(
    reading: Reading, column: Column, others: Sequence[Reading], columns: Sequence[Column]
) -> Reading | None:
    """Return the reading whose amount stands in the same place; None where there is none."""
    best: Reading | None = None
    most = _SHARED
    for other, at in zip(others, columns, strict=True):
        if other.place.page != reading.place.page or at.rank != column.rank:
            continue
        if column.word is not None and at.word is not None and column.word.quad != at.word.quad:
            continue
        shared = _overlap(reading.place, other.place)
        same_basis = reading.basis == other.basis or reading.basis is None or other.basis is None
        shared += 0.2 * (other.nutrient == reading.nutrient) + 0.1 * same_basis
        if shared > most:
            best, most = other, shared
    return best


def _overlap(one: Place, other: Place) -> float:
    a, b = one.box, other.box
    if a is None or b is None:
        return 0.0
    width = min(a.x1, b.x1) - max(a.x0, b.x0)
    height = min(a.y1, b.y1) - max(a.y0, b.y0)
    if width <= 0 or height <= 0:
        return 0.0
    area = max((a.x1 - a.x0) * (a.y1 - a.y0) + (b.x1 - b.x0) * (b.y1 - b.y0) - width * height, 1e-9)
    return width * height / area
