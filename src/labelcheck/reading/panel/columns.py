"""What each amount of a row is printed for: columns of headings, phrases in the row, footers below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.model import ServingBasis
from labelcheck.reading.lex import number
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.beside import along_lists, inline_basis, is_of_another
from labelcheck.reading.panel.headers import Header
from labelcheck.reading.panel.numbered import (
    BARE,
    COLUMN_UNCLEAR,
    accounted,
    is_reference_intake,
    with_columns,
    without_unread,
)
from labelcheck.reading.panel.row import Cell, Row
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PrintedBasis, basis_of
from labelcheck.reading.servings.serving import Serving

_BRACKETED: Final = re.compile(r"[ ]?\((\d{1,5}(?:[.,]\d+)?)[*†‡]*\)")
"""A percentage as "(50)", where a heading says what stands in brackets."""
_FULL_STOP: Final = re.compile(r"[ *)]*\.(?!\.)[ ]")
_FAR: Final = 60
_AS_CLOSE: Final = 3
"""Characters by which a cell must stand closer to one column than to the next."""
_ABOVE: Final = 4
"""Headings that are asked, above a row and below it."""
_GAP: Final = re.compile(r"\t| {2,}|\|")
"""Between two cells."""


@dataclass(slots=True, eq=False)
class _Over:
    """The heading over a row: its place among all, and whether a percentage stands in it or in one that follows it."""

    at: int
    header: Header
    percent: bool


@dataclass(slots=True, eq=False)
class _Panel:
    """What the bases of all rows are told from."""

    sections: Sections
    printed_bases: InOrder[PrintedBasis]
    headers: Sequence[Header]
    firsts: Sequence[int]
    """The first lines of the headings, in order."""
    told: bool
    """Whether any heading gives columns."""
    of_rows: frozenset[int]
    """Lines that hold rows."""
    named: frozenset[int]
    """Those of them that name a nutrient."""
    phrased: frozenset[int]
    """Lines that hold a phrase which may say what amounts are for."""
    size: Serving | None


def assign(
    sections: Sections,
    rows: Sequence[Row],
    printed_bases: InOrder[PrintedBasis],
    headers: Sequence[Header],
    size: Serving | None,
) -> list[Row]:
    """Return the rows with what each cell is for; numbers without unit or sign are filled in as the heading tells."""
    panel = _Panel(
        sections,
        printed_bases,
        headers,
        [h.first for h in headers],
        any(h.bases for h in headers),
        frozenset([row.line.number for row in rows]),
        frozenset([r.line.number for r in rows if r.on_plain_line or any("nutrient" in w.meanings for w in r.words)]),
        frozenset(
            [sections.line_at(m.start).number for m in printed_bases]
            + [sections.line_at(w.start).number for w in sections.by_kind.get("per_day", ())]
        ),
        size,
    )
    over = _headers_over(rows, headers, panel.firsts)
    shaped = [row if o is None else in_columns(sections, row, o.header) for row, o in zip(rows, over, strict=True)]
    # where the amounts of a full row do not stand under their columns, places tell nothing
    skewed = {
        o.at
        for row, o in zip(shaped, over, strict=True)
        if o is not None and len(row.cells) > 1 and _is_skewed(row, o.header)
    }
    based = []
    for row, o in zip(shaped, over, strict=True):
        bare = o is not None and o.percent and row.cells[0].percent is None
        based.append(
            _based(
                panel,
                accounted(sections, _with_percentages(sections, row, o.header) if bare and o is not None else row),
                o,
                in_line=o is None or o.at not in skewed,
            )
        )
    return along_lists(sections, _beside_pairs(panel, based, over), printed_bases)


def _headers_over(rows: Sequence[Row], headers: Sequence[Header], firsts: Sequence[int]) -> list[_Over | None]:
    """Return the heading over each row: the nearest that gives columns."""
    best_of: dict[int, int] = {}
    percents: set[int] = set()
    belows = [bisect_right(firsts, row.line.number) for row in rows]
    for below in dict.fromkeys(belows):
        best = -1
        for i in range(max(0, below - _ABOVE), below):
            if headers[i].bases or best < 0:
                best = i
            elif headers[i].percent:
                percents.add(best)
        best_of[below] = best
    over = {
        below: None if at < 0 else _Over(at, headers[at], headers[at].percent or at in percents)
        for below, at in best_of.items()
    }
    return [over[below] for below in belows]


def _based(panel: _Panel, row: Row, over: _Over | None, *, in_line: bool) -> Row:
    """Return a row with what each of its cells is for."""
    cells = row.cells
    if row.on_plain_line and len(cells) == 1 and over is not None and len(over.header.bases) == 1:
        (only,) = over.header.bases
        if only.quantity and row.line.number not in panel.phrased:
            cell = cells[0]
            return row.with_cells(Cell(cell.amount, cell.also, cell.percent, only))
    columns: list[ServingBasis | None] = [None] * len(cells)
    if over is not None and not _is_running_text(panel, over.header):
        columns = _columns(panel.sections, row, over.header, in_line=in_line)
    size = panel.size
    if size is not None and size.low < size.high and len(columns) == 2 and _tell_size_alone(columns, size):
        # "Serving Size 1 or 2 gummies" over two columns
        columns = [basis_of(replace(size, high=size.low)), basis_of(size)]
    under_columns = over is not None and bool(over.header.bases)
    several = len(row.cells) > 1 or (over is not None and len(over.header.bases) > 1)
    based, note = [], row.note
    for cell, column in zip(cells, columns, strict=True):
        basis = inline_basis(panel.sections, row, cell, panel.printed_bases) or column
        if basis is None and several:
            note = note or COLUMN_UNCLEAR
        if basis is None and panel.told and not under_columns:
            basis = _footer(panel, row)
        if size is not None and (basis is None or (basis.kind == "serving" and basis.quantity is None)):
            sized = basis_of(size)
            basis = ServingBasis("serving", sized.quantity, sized.of)
        if is_of_another(panel.sections, row, cell, panel.printed_bases):
            basis = ServingBasis("serving")
        based.append(Cell(cell.amount, cell.also, cell.percent, basis))
    return row.with_cells(*based) if note == row.note else replace(row, cells=tuple(based), note=note)


def _beside_pairs(panel: _Panel, rows: list[Row], over: Sequence[_Over | None]) -> list[Row]:
    """Return the rows, those of one amount among rows of two servings with the serving under which the amount stands."""
    size = panel.size
    if size is None or size.low >= size.high:
        return rows
    pair = [basis_of(replace(size, high=size.low)), basis_of(size)]
    keys = [None if o is None else o.at for o in over]
    starts: dict[int | None, list[list[int]]] = {}
    for row, key in zip(rows, keys, strict=True):
        if [c.basis for c in row.cells] == pair:
            starts.setdefault(key, []).append([c.start - row.line.start for c in row.cells])
    return [
        _beside(panel.sections, row, pair, starts[key])
        if key in starts
        and len(row.cells) == 1
        and row.cells[0].basis == pair[1]
        and row.line.number not in panel.phrased
        else row
        for row, key in zip(rows, keys, strict=True)
    ]


def _beside(sections: Sections, row: Row, pair: Sequence[ServingBasis], starts: Sequence[Sequence[int]]) -> Row:
    at = row.cells[0].start - row.line.start
    away = [abs(at - median(column)) for column in zip(*starts, strict=True)]
    before = sections.clean[row.line.start : row.cells[0].start]
    # places tell nothing in running text, nor behind tabs
    if abs(away[0] - away[1]) <= _AS_CLOSE or "\t" in before or "|" in before or not _GAP.search(before):
        return replace(row, cells=(replace(row.cells[0], basis=None),), note=row.note or COLUMN_UNCLEAR)
    return row.with_cells(replace(row.cells[0], basis=pair[away.index(min(away))]))


def _is_running_text(panel: _Panel, header: Header) -> bool:
    """Whether a line tells several servings among its own amounts, and heads nothing below: "2 capsules give …, 4 give"."""
    return len(header.bases) > 1 and not header.cells and header.first in panel.named


def _tell_size_alone(columns: Sequence[ServingBasis | None], size: Serving) -> bool:
    """Whether nothing is told of two columns but, of one or both alike, a serving size of two numbers: "1 or 2 gummies"."""
    told = {c for c in columns if c is not None and not (c.kind == "serving" and c.quantity is None)}
    return told <= {basis_of(replace(size, high=size.low)), basis_of(size)} and len(told) < len(columns)


def _is_whole(row: Row) -> bool:
    """Whether a row is one amount with its unit, of which a heading tells no further cells."""
    first = row.cells[0].amount
    return len(row.cells) == 1 and (first is None or first.unit_start != first.end)


def in_columns(sections: Sections, row: Row, header: Header) -> Row:
    """Return a row with the cells that its heading tells of: those without a unit, and not those of a reference."""
    first = row.cells[0].amount
    if _is_whole(row):
        return row
    if len(row.cells) > 1 or first is None:
        return _without_reference(row, header, sections.knowledge)
    row = without_unread(sections, row, first, header)
    return _without_reference(with_columns(sections, row, first, header), header, sections.knowledge)


def _without_reference(row: Row, header: Header, knowledge: Knowledge) -> Row:
    """Return a row without the amount of a column of reference intakes: 70 g of "Fat  6.8 g  70 g" below "RI adults".

    What is no reference intake of any table may be an amount of the product: then what the first is for is not clear.
    """
    at = header.reference_at if len(row.cells) == len(header.bases) + 1 else None
    if at is None:
        return row
    reference = row.cells[at]
    cells = [*row.cells[:at], *row.cells[at + 1 :]]
    note = row.note if is_reference_intake(row, reference, knowledge) else row.note or COLUMN_UNCLEAR
    if reference.percent is not None and cells[0].percent is None and len(cells) == 1:
        cells[0], reference = replace(cells[0], percent=reference.percent), replace(reference, percent=None)
    return replace(row, cells=tuple(cells), aside=(*row.aside, *reference.tokens()), note=note)


def _is_skewed(row: Row, header: Header) -> bool:
    """Whether the amounts of a full row do not stand under the columns of its heading."""
    if not 1 < len(header.bases) == len(row.cells):
        return False
    return [_nearest(c.start - row.line.start, header) for c in row.cells] != [*header.bases]


def _footer(panel: _Panel, row: Row) -> ServingBasis | None:
    """Return a basis told only below the rows: "Mängd per tablett och procent av referensintaget (RI)."."""
    at = bisect_right(panel.firsts, row.line.number)
    for header in panel.headers[at : at + _ABOVE]:
        if len(header.bases) == 1 and header.first not in panel.of_rows and header.first not in panel.named:
            return header.bases[0] if header.first - row.line.number < _FAR else None
    return None


def _columns(sections: Sections, row: Row, header: Header, *, in_line: bool) -> list[ServingBasis | None]:
    """Return the column of each cell: by their number, their tabs and pipes, or where they stand."""
    cells, bases = row.cells, header.bases
    nothing: list[ServingBasis | None] = [None] * len(cells)
    if not bases:
        return nothing
    if len(cells) == len(bases):
        return [*bases]
    if len(bases) == 1:
        # where a heading says what one column is for and not the other, the column is the one that it stands over
        apart = (
            [abs(cell.start - row.line.start - header.starts[0]) for cell in cells] if in_line and header.starts else []
        )
        under = apart.index(min(apart)) if apart else 0
        return [bases[0] if i == under else None for i in range(len(cells))]
    printed = sections.clean[row.line.start : row.line.end]
    if header.cells:
        # a heading that prints nothing over the names
        shift = 1 if header.cells[0] == 0 and not _GAP.search(printed, 0, row.start - row.line.start) else 0
        at = [sum(c in "\t|" for c in printed[: cell.start - row.line.start]) - shift for cell in cells]
        return [bases[header.cells.index(i)] if i in header.cells else None for i in at]
    if len(cells) > 1 and not _GAP.search(printed, cells[0].start - row.line.start):
        return nothing  # places tell nothing in "Zinc 5 mg 10 mg 50 mg"
    return [_nearest(cell.start - row.line.start, header) for cell in cells] if in_line else nothing


def _nearest(offset: int, header: Header) -> ServingBasis | None:
    """Return the column whose heading begins closest to a cell; None when two are as close."""
    distances = sorted((abs(offset - start), i) for i, start in enumerate(header.starts))
    if len(distances) > 1 and distances[1][0] - distances[0][0] <= _AS_CLOSE:
        return None
    return header.bases[distances[0][1]]


def _with_percentages(sections: Sections, row: Row, header: Header) -> Row:
    """Return a row with the percentages of "200 mg   53   400 mg   107" under a heading that says "% RI"."""
    if any(c.percent for c in row.cells):
        return row
    if header.slots[:1] == ["percent"] and header.slots.count("percent") == 1:
        return _with_first_percentage(sections, row)
    cells: list[Cell] = []
    for i, cell in enumerate(row.cells):
        behind = row.cells[i + 1].start if i + 1 < len(row.cells) else row.tail_end or row.line.end
        last = i + 1 == len(row.cells)
        cells.append(replace(cell, percent=_bare_percentage(sections, row, cell, behind, last=last)))
    return row.with_cells(*cells)


def _with_first_percentage(sections: Sections, row: Row) -> Row:
    """Return a row with the percentage that stands before its amounts: "Zinc   50   5 mg   10 mg"; it is taken as the first's."""
    first = row.cells[0]
    printed = [*BARE.finditer(sections.clean, row.end, first.start)] if row.end < first.start else []
    parsed = number.parse(printed[0].group(1)) if len(printed) == 1 else None
    if parsed is None:
        return row
    start, end = printed[0].span(1)
    percent = Quantity(start, end, parsed.values, "%", parsed.mark, unit_start=end)
    return row.with_cells(replace(first, percent=percent), *row.cells[1:])


def _bare_percentage(sections: Sections, row: Row, cell: Cell, behind: int, *, last: bool) -> Quantity | None:
    """Return the number behind a cell's amount, before ``behind``, as the percentage that it is."""
    if cell.amount is None:
        return None
    unread = [q.end for q in row.aside if cell.amount.end < q.start < behind and q.unit_start == q.end]
    start = max([t.end for t in (cell.amount, *cell.also)] + unread)
    rest = sections.clean[start:behind]
    match = _BRACKETED.match(rest) or BARE.search(rest)
    if match is None and last:
        match, start = _on_next_line(sections, row.line)
    elif match is not None:
        before = rest[: match.start()]
        match = None if before.strip(" \t|*()–-.…·") or _FULL_STOP.match(before) else match
    parsed = number.parse(match.group(1)) if match is not None else None
    if match is None or parsed is None:
        return None
    end = start + match.end(1)
    if any(q.start < end and q.end > start + match.start(1) for q in row.aside):
        return None  # what a column of reference intakes holds
    return Quantity(start + match.start(1), end, parsed.values, "%", parsed.mark, unit_start=end)


def _on_next_line(sections: Sections, line: Line) -> tuple[re.Match[str] | None, int]:
    if line.number + 1 >= len(sections.lines):
        return None, 0
    following = sections.lines[line.number + 1]
    text = sections.clean[following.start : following.end]
    match = re.compile(r"\s*(\d{1,5}(?:[.,]\d+)?)[ ]?[*†‡]*\s*$").match(text)
    return match, following.start
