"""Several rows of a table in one: cells that hold a line for each, as text out of web pages and documents has them.

"Fett", below it "varav mättat | 10 g", "2 g | 3 g", "0,6 g" are two rows of two columns.
"""

from __future__ import annotations

from typing import NamedTuple

from labelcheck.reading.draft import Draft, Group
from labelcheck.reading.naming import of_which
from labelcheck.reading.quantity import Quantity
from labelcheck.reading.region import has_letters, trim
from labelcheck.reading.sheet import Line, Sheet

_MOST_ROWS = 8


class Stack(NamedTuple):
    """The rows of a stack, and the numbers of its first and last line."""

    rows: list[Draft]
    first: int
    last: int


def find_stack(sheet: Sheet, line: Line) -> Stack | None:
    """Return the stack whose first amounts stand on ``line``; None where there is none.

    Every cell must hold as many lines as the first one holds names, and every line but those one quantity.
    """
    if "|" not in sheet.clean[line.start : line.end] or not line.quantities:
        return None
    above = line.number
    while above and line.number - above < _MOST_ROWS and _is_name(sheet, sheet.lines[above - 1]):
        above -= 1
    for first in range(above, line.number):
        found = _read(sheet, first, line.number)
        if found is not None:
            return found
    return None


def _is_name(sheet: Sheet, line: Line) -> bool:
    """Whether a line may be one of the names in a cell."""
    text = sheet.clean[line.start : line.end].strip()
    return bool(text) and "|" not in text and not line.quantities and has_letters(text) and text[-1] not in ".:"


def _read(sheet: Sheet, first: int, number: int) -> Stack | None:
    count = number - first + 1
    cells: list[list[tuple[int, int]]] = [[]]
    last = first
    for last in range(first, len(sheet.lines)):
        line = sheet.lines[last]
        at = line.start
        for i, piece in enumerate(sheet.clean[line.start : line.end].split("|")):
            if i:
                if len(cells[-1]) != count:
                    return None
                cells.append([])
            cells[-1].append((at, at + len(piece)))
            at += len(piece) + 1
        if len(cells) > 1 and len(cells[-1]) == count:
            break
        if len(cells[-1]) > count:
            return None
    else:
        return None
    columns = [[_quantity(sheet, piece) for piece in cell] for cell in cells[1:]]
    names = [_name(sheet, piece) for piece in cells[0]]
    # a cell of one line would be an ordinary row's
    if count < 2 or any(q is None for column in columns for q in column) or any(n is None for n in names):
        return None
    rows: list[Draft] = []
    for i, named in enumerate(names):
        if named is None:
            return None
        (start, end), part = named
        line = sheet.line_at(start)
        groups: list[Group] = []
        for column in columns:
            quantity = column[i]
            if quantity is not None and quantity.unit == "%" and groups:
                groups[-1].take(quantity)
            elif quantity is not None and quantity.unit != "%":
                groups.append(Group(quantity))
        if not groups:
            return None
        whole = next((r for r in reversed(rows) if not r.of_which), None)
        rows.append(Draft(line, start, end, groups, joined=True, of_which=part, parent=whole if part else None))
    return Stack(rows, first, last)


def _quantity(sheet: Sheet, piece: tuple[int, int]) -> Quantity | None:
    start, end = piece
    inside = [q for q in sheet.line_at(start).quantities if start <= q.start < end]
    return inside[0] if len(inside) == 1 and not has_letters(sheet.clean[start : inside[0].start]) else None


def _name(sheet: Sheet, piece: tuple[int, int]) -> tuple[tuple[int, int], bool] | None:
    start, end = piece
    begins = of_which(sheet, start, end)
    region = trim(sheet, begins or start, end, opening=True)
    return None if region is None else (region, bool(begins))
