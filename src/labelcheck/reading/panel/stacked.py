"""Several rows of a table in one: cells that hold a line for each, as text out of web pages and documents has them.

"Fett", below it "varav mättat | 10 g", "2 g | 3 g", "0,6 g" are two rows of two columns.
"""

from typing import NamedTuple

from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.candidate import Candidate, Group
from labelcheck.reading.panel.naming import of_which
from labelcheck.reading.sections.region import has_letters, trim
from labelcheck.reading.sections.sections import Sections

_MOST_ROWS = 8


class Stack(NamedTuple):
    """The rows of a stack, and the numbers of its first and last line."""

    rows: list[Candidate]
    first: int
    last: int


def find_stack(sections: Sections, line: Line) -> Stack | None:
    """Return the stack whose first amounts stand on ``line``; None where there is none.

    Every cell must hold as many lines as the first one holds names, and every line but those one quantity.
    """
    if "|" not in sections.clean[line.start : line.end] or not line.quantities:
        return None
    above = _first_name(sections, line)
    for first in range(above, line.number):
        found = _read(sections, first, line.number)
        if found is not None:
            return found
        if "nutrient" in sections.lines[first].kinds:
            return None  # a heading may stand over the names, and no row
    return None


def is_torn(sections: Sections, line: Line) -> bool:
    """Whether a row of cells ends a cell of several names whose amounts nobody can tell apart: the others have fewer lines."""
    printed = sections.clean[line.start : line.end]
    first = _first_name(sections, line)
    if "|" not in printed or first == line.number:
        return False
    above = sections.lines[first - 1] if first else None
    opened = _opens_cell(sections, sections.lines[first])
    if not opened and (above is None or "|" not in sections.clean[above.start : above.end]):
        return False
    bar = printed.index("|", len(printed) - len(printed.lstrip(" |")))
    named = {w.meanings["nutrient"] for w in line.words if "nutrient" in w.meanings and w.end <= line.start + bar}
    # what a mixture holds is listed below it: "Spirulina, chlorella, barley grass"
    names = [n for n in sections.lines[first : line.number] if "," not in sections.clean[n.start : n.end]]
    over = {w.meanings["nutrient"] for n in names for w in n.words if "nutrient" in w.meanings}
    # "Omega-3" may head the rows of its parts
    wholes = {sections.knowledge.nutrients[n].part_of for n in named}
    return bool(named and over - named - wholes)


def _first_name(sections: Sections, line: Line) -> int:
    """Return the number of the first of the lines above that may be names of one cell; the line's own for none."""
    above = line.number
    while above and line.number - above < _MOST_ROWS and _is_name(sections, sections.lines[above - 1]):
        above -= 1
        if _opens_cell(sections, sections.lines[above]):
            break
    return above


def _opens_cell(sections: Sections, line: Line) -> bool:
    return sections.clean[line.start : line.end].lstrip().startswith("|")


def _is_name(sections: Sections, line: Line) -> bool:
    """Whether a line may be one of the names in a cell, the first behind the bar that opens a table's row."""
    text = sections.clean[line.start : line.end].strip().removeprefix("|").strip()
    return bool(text) and "|" not in text and not line.quantities and has_letters(text) and text[-1] not in ".:"


def _read(sections: Sections, first: int, number: int) -> Stack | None:
    count = number - first + 1
    found = _cells(sections, first, count)
    if found is None or count < 2:
        return None  # a cell of one line is an ordinary row's
    (named, *columns), last = found
    rows: list[Candidate] = []
    for i, piece in enumerate(named):
        name = _name(sections, piece)
        groups = _groups([_quantity(sections, column[i]) for column in columns])
        if name is None or not groups:
            return None
        (start, end), part = name
        whole = next((r for r in reversed(rows) if not r.of_which), None)
        line = sections.line_at(start)
        rows.append(Candidate(line, start, end, groups, joined=True, of_which=part, parent=whole if part else None))
    return Stack(rows, first, last)


def _cells(sections: Sections, first: int, count: int) -> tuple[list[list[tuple[int, int]]], int] | None:
    """Return the lines of each cell from the line ``first`` on, ``count`` of each, and the number of the last line."""
    cells: list[list[tuple[int, int]]] = [[]]
    for number in range(first, len(sections.lines)):
        line = sections.lines[number]
        printed = sections.clean[line.start : line.end]
        opening = len(printed) - len(printed.lstrip().removeprefix("|")) if number == first else 0
        at = line.start + opening
        pieces = printed[opening:].split("|")
        if len(pieces) > 1 and not pieces[-1].strip():
            pieces.pop()  # the bar that closes the row
        for i, piece in enumerate(pieces):
            if i and len(cells[-1]) != count:
                return None
            if i:
                cells.append([])
            cells[-1].append((at, at + len(piece)))
            at += len(piece) + 1
        if len(cells[-1]) > count:
            return None
        if len(cells) > 1 and len(cells[-1]) == count:
            return cells, number
    return None


def _groups(quantities: list[Quantity | None]) -> list[Group]:
    """Return the columns of a row; none where a cell holds anything but one quantity."""
    groups: list[Group] = []
    for quantity in quantities:
        if quantity is None:
            return []
        if quantity.unit != "%":
            groups.append(Group(quantity))
        elif groups:
            groups[-1].take(quantity)
    return groups


def _quantity(sections: Sections, piece: tuple[int, int]) -> Quantity | None:
    start, end = piece
    inside = [q for q in sections.line_at(start).quantities if start <= q.start < end]
    return inside[0] if len(inside) == 1 and not has_letters(sections.clean[start : inside[0].start]) else None


def _name(sections: Sections, piece: tuple[int, int]) -> tuple[tuple[int, int], bool] | None:
    start, end = piece
    begins = of_which(sections, start, end)
    region = trim(sections, begins or start, end, opening=True)
    return None if region is None else (region, bool(begins))
