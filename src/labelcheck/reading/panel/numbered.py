"""Rows of numbers without units: what each number is, the heading tells.

"Protein (g)   3.8   12.4", "Zinc | mg | 5 | 50 | 10 | 100", "40   Magnesium, mg   150   50" below "% RI … daily dose … tablet".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from labelcheck.knowledge import Knowledge
from labelcheck.reading.checks.values import base_value
from labelcheck.reading.lex import number
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.headers import Header, Slot
from labelcheck.reading.panel.heading_units import ALONE, UnitColumn, is_unread, unit_at, units_in_heading
from labelcheck.reading.panel.naming import NAMES
from labelcheck.reading.panel.row import Cell, Row
from labelcheck.reading.sections.region import has_letters
from labelcheck.reading.sections.sections import Sections

_CELL_ENDS: Final = r"(?=[ ]*(?:$|\t|\||[ ]{2,}|[*†‡]))"
BARE: Final = re.compile(rf"(?<![\w.,])(\d{{1,3}}(?:[ ]\d{{3}})+|\d+(?:[.,]\d+)?)[ ]?[*†‡]*{_CELL_ENDS}")
"""A number that ends its cell."""
_NOTHING: Final = re.compile(r"(?:(?<=[\t|])|(?<=[ ]{2}))[ ]*(?:[-–•]|[*†‡]{1,3})(?=[ ]*(?:$|\t|\||[ ]{2,}))")
"""A cell that says that there is no number."""
_EMPTY: Final = re.compile(r"(?<=[\t|])[ ]*(?=[\t|])")
_SIMILAR: Final = 0.03
"""Labels round reference intakes."""
COLUMN_UNCLEAR: Final = "column-unclear"
"""The note of a row with several amounts where it is not told what one of them is for."""


class _Printed(NamedTuple):
    """A cell: the number in it, None for one that says that there is none."""

    start: int
    end: int
    parsed: number.Number | None


def with_columns(sections: Sections, row: Row, first: Quantity, header: Header) -> Row:
    """Return a row whose unit stands in its name, or in a column of its own, with its further cells.

    What each cell is, the heading tells; where it has another number of columns, the row is to be checked.
    """
    percents = [q for q in row.line.quantities if q.unit == "%"]
    slots = [s for s in header.slots if s != "percent" or not percents]
    slots = _of_one_table(sections, row, slots)
    printed = _cells(sections, row, first, percents)
    if slots.count("amount") <= 1 and (not slots or slots[0] == "amount" or len(printed) == 1):
        return row
    numbers = [p for p in printed if p.parsed is not None]
    if len(numbers) == 1 and len(printed) == 1:
        return row
    if len(printed) != len(slots):
        printed = numbers
        if len(numbers) == slots.count("amount"):
            slots = ["amount"] * len(numbers)
    if len(printed) != len(slots) or not any(p.start <= first.start < p.end for p in printed):
        return replace(row, note=row.note or COLUMN_UNCLEAR)
    filled = _filled(row, first, printed, slots, _units(sections, row, first, printed, header), sections.knowledge)
    return _with_printed_percents(filled, percents)


def _of_one_table(sections: Sections, row: Row, slots: list[Slot]) -> list[Slot]:
    """Return the columns of one of two tables side by side, where another row stands on the row's line."""
    half = len(slots) // 2
    if not half or slots != [*slots[:half], *slots[:half]]:
        return slots
    shared = 0 < row.tail_end < row.line.end or any(
        not NAMES.isdisjoint(w.meanings) for w in sections.words_between(row.line.start, row.start)
    )
    return slots[:half] if shared else slots


def _cells(sections: Sections, row: Row, first: Quantity, percents: Sequence[Quantity]) -> list[_Printed]:
    """Return the cells behind a row's name in order."""
    clean, end = sections.clean, row.tail_end if first.end < row.tail_end < row.line.end else row.line.end
    begin = min(row.end, first.start)
    found = [_Printed(m.start(), m.end(), None) for m in _NOTHING.finditer(clean, begin, end)]
    found += [_Printed(m.start(), m.end(), None) for m in _EMPTY.finditer(clean, first.start, end)]
    for match in BARE.finditer(clean, first.end, end):
        if not any(q.start <= match.start() < q.end for q in (*percents, *row.aside)):
            found.append(_Printed(match.start(), match.end(1), number.parse(match.group(1), ",")))
    found.append(_Printed(first.start, first.end, number.Number(first.values, first.mark)))
    return sorted(found)


def _units_over(sections: Sections, row: Row, header: Header) -> list[UnitColumn]:
    return [
        unit
        for line in sections.lines[header.first : header.last + 2]
        if line.number != row.line.number
        for unit in units_in_heading(sections, line, sure=line.number <= header.last)
    ]


def without_unread(sections: Sections, row: Row, first: Quantity, header: Header) -> Row:
    """Return a row with the numbers set aside that stand in a column of a unit that is not read: "mg   mmol   % NRV"."""
    if "other_unit" not in sections.by_kind:
        return row
    # beside a mass it tells the same again
    over = [h._replace(unit="") if h.unit in ALONE else h for h in _units_over(sections, row, header)]
    unread = [
        Quantity(m.start(1), m.end(1), parsed.values, first.unit, parsed.mark, unit_start=m.end(1))
        for m in BARE.finditer(sections.clean, first.end, row.line.end)
        if is_unread(sections, row.line, *m.span(1), over) and (parsed := number.parse(m.group(1), ",")) is not None
    ]
    return replace(row, aside=(*row.aside, *unread)) if unread else row


def _units(sections: Sections, row: Row, first: Quantity, printed: Sequence[_Printed], header: Header) -> Sequence[str]:
    """Return the unit of each cell: the first one's, or that of its column where the heading tells several; "" for unseen."""
    over = _units_over(sections, row, header)
    several = len({u.unit for u in over}) > 1
    if not several or unit_at(sections, row.line, first.start, first.end, over) != first.unit:
        return [first.unit] * len(printed)
    return [unit_at(sections, row.line, p.start, p.end, over) for p in printed]


def _filled(
    row: Row,
    first: Quantity,
    printed: Sequence[_Printed],
    slots: Sequence[Slot],
    units: Sequence[str],
    knowledge: Knowledge,
) -> Row:
    """Return a row with a cell for each amount, what stands in the other columns put beside."""
    cells: list[Cell] = []
    aside: list[Quantity] = []
    early: Quantity | None = None
    note = row.note
    for (start, end, parsed), slot, told in zip(printed, slots, units, strict=True):
        if parsed is None:
            continue
        if not told and slot != "percent":
            note = note or COLUMN_UNCLEAR
        amount = Quantity(start, end, parsed.values, told or first.unit, parsed.mark, first.qualifier, unit_start=end)
        percent = Quantity(start, end, parsed.values, "%", parsed.mark, unit_start=end)
        untold = cells and cells[-1].percent is None
        if slot == "reference" and is_reference_intake(row, Cell(amount), knowledge):
            aside.append(amount)
        elif untold and (slot == "percent" or (slot == "reference" and "percent" not in slots)):
            cells[-1] = replace(cells[-1], percent=percent)  # "NRV" alone may head percentages
        elif slot == "percent":
            early = percent
        elif slot == "reference":
            aside.append(amount)
            note = note or COLUMN_UNCLEAR
        else:
            whole = first if start == first.start else amount
            also, before = (row.cells[0].also, row.cells[0].percent) if whole is first else ((), None)
            cells.append(Cell(whole, also, early or (before if before and before.start < first.start else None)))
            early = None
    aside += [early] if early is not None else []
    if not cells:
        return replace(row, note=note or COLUMN_UNCLEAR)
    return replace(row, cells=tuple(cells), aside=(*row.aside, *aside), note=note)


def _with_printed_percents(row: Row, percents: Sequence[Quantity]) -> Row:
    """Return a row with the percentages that are printed with their sign, each with the amount before it."""
    cells = [*row.cells]
    for percent in percents:
        before = [i for i, c in enumerate(cells) if c.amount is not None and c.amount.end <= percent.start]
        if before and cells[before[-1]].percent is None:
            cells[before[-1]] = replace(cells[before[-1]], percent=percent)
    return row.with_cells(*cells)


def accounted(sections: Sections, row: Row) -> Row:
    """Return a row of bare numbers, to be checked where one of them is in no cell: "Zinc (mg)   5   10" below no heading.

    A single one that is the first amount's percentage of some table's reference is that.
    """
    first = row.cells[0].amount
    if first is None or first.unit_start != first.end or row.note:
        return row
    clean, end = sections.clean, row.line.end
    used = [*row.aside, *(t for cell in row.cells for t in cell.tokens())]
    left: list[number.Number | None] = []
    at = first.end
    for match in BARE.finditer(clean, first.end, end):
        if has_letters(clean[at : match.start(1)]):
            break
        at = match.end(1)
        if not any(t.start < at and match.start(1) < t.end for t in used):
            left.append(number.parse(match.group(1), ","))
    if not left or (
        len(left) == 1 and row.cells[0].percent is None and _is_share(row, first, left[0], sections.knowledge)
    ):
        return row
    return replace(row, note=COLUMN_UNCLEAR)


def _is_share(row: Row, amount: Quantity, printed: number.Number | None, knowledge: Knowledge) -> bool:
    """Whether a number is an amount's percentage of what some table gives as the reference intake."""
    if printed is None or not printed.values[0]:
        return False
    whole = replace(amount, values=tuple([v * 100 / printed.values[0] for v in amount.values]))
    return is_reference_intake(row, Cell(whole), knowledge)


def is_reference_intake(row: Row, cell: Cell, knowledge: Knowledge) -> bool:
    """Whether an amount is what some table gives as the reference intake of what the row names."""
    nutrient = next((w.meanings["nutrient"] for w in row.words if "nutrient" in w.meanings), None)
    nutrient = nutrient or next(
        (knowledge.forms[w.meanings["form"]].nutrient for w in row.words if "form" in w.meanings), None
    )
    if nutrient is None or cell.amount is None:
        return False
    value = base_value(cell.amount, cell.amount.value, nutrient, (), knowledge)
    known = [g.numbers.get(nutrient) for t in knowledge.label_references for g in t.groups]
    return value is not None and any(k is not None and abs(k - value) <= _SIMILAR * k for k in known)
