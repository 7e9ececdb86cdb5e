"""Headings that run over several lines: what stands below each other in a column is read as one cell.

"per" over "2" over "capsules", "pro Tages-" over "portion", "Per 2" over "tablets" beside "% NRV" over "per 2 tablets".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from labelcheck.model import LabelText, ServingBasis
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.panel.columns import in_columns
from labelcheck.reading.panel.headers import Header, find_headers
from labelcheck.reading.panel.numbered import COLUMN_UNCLEAR
from labelcheck.reading.panel.row import Row
from labelcheck.reading.panel.rows import find_rows
from labelcheck.reading.sections.sections import Sections, lay_out
from labelcheck.reading.servings.bases import find_bases
from labelcheck.reading.servings.basis import PIECES, PrintedBasis
from labelcheck.reading.servings.serving import find_servings

_MOST_LINES: Final = 4
_INDENT: Final = 8
"""Spaces before what stands in a column with nothing over the names."""
_NEAR: Final = 3
"""Characters by which what stands in one column may begin apart."""
_LONGEST: Final = 160
_ROWS: Final = 2
"""Rows that show how many columns there are."""
_RULE: Final = re.compile(r"[\s|:=_+–-]+")
_CELL: Final = re.compile(r"[^\s|]+(?:[ ][^\s|]+)*")
_MARKED: Final = re.compile(r"[\t|]")
_PARTED: Final = re.compile(r"(?<=[^\W\d_]{2})-$")
_NO_HEADING: Final = frozenset({"nutrient", "form", "servings_per_container", "serving_size"})
_CLOSING: Final = (".", "!", "?", ";")


@dataclass(slots=True, eq=False)
class _Column:
    """What stands below each other: where on its lines it begins and ends, and the places of its parts."""

    left: int
    right: int
    parts: list[tuple[int, int]] = field(default_factory=list)


class Folded(NamedTuple):
    """The headings with those of several lines read as one, what amounts are for with what those say, and the rows left."""

    headers: list[Header]
    printed_bases: InOrder[PrintedBasis]
    rows: Sequence[Row]


def fold(
    sections: Sections, headers: list[Header], printed_bases: InOrder[PrintedBasis], rows: Sequence[Row]
) -> Folded:
    """Return the headings in which what runs over several lines is read column by column.

    Only where that gives as many columns as the rows below have amounts.
    """
    rows_on = {row.line.number: row for row in rows if not _is_of_heading(sections, row)}
    told = {n for h in headers if h.bases for n in range(h.first, h.last + 1)}
    found = [
        f
        for number in rows_on
        if number - 1 not in rows_on and (f := _fold(sections, number, rows_on)) and _tells_more(f[0], told)
    ]
    if not found:
        return Folded(headers, printed_bases, rows)
    spans = [(one.first, one.last) for one, _ in found]
    kept = [h for h in headers if not any(a <= h.last and h.first <= b for a, b in spans)]
    places = [(sections.lines[a].start, sections.lines[b].end) for a, b in spans]
    printed = [m for m in printed_bases if not any(a <= m.start < b for a, b in places)]
    return Folded(
        sorted([*kept, *(h for h, _ in found)], key=lambda h: h.first),
        InOrder([*printed, *(m for _, here in found for m in here)]),
        [r for r in rows if not any(a <= r.line.number <= b for a, b in spans)],
    )


def _tells_more(header: Header, told: AbstractSet[int]) -> bool:
    """Whether a heading tells what its lines, read one by one, do not: of one column those mostly tell as much."""
    several = len(header.bases) > 1 or header.slots[0] != "amount"
    return several or told.isdisjoint(range(header.first, header.last + 1))


def _fold(sections: Sections, number: int, rows_on: Mapping[int, Row]) -> tuple[Header, list[PrintedBasis]] | None:
    """Return the heading above the first row of a panel, where it runs over lines; None for any other."""
    lines = _block(sections, number)
    if len(lines) < 2:
        return None
    marked = any(_MARKED.search(sections.clean, n.start, n.end) for n in lines)
    columns = _marked_columns(sections, lines) if marked else _set_columns(sections, lines)
    if len(columns) < 2:
        return None
    cells = [_text(sections, c) for c in columns]
    below = [rows_on[n] for n in range(number, number + _ROWS) if n in rows_on]
    header, portions = _read(sections, cells, number)
    if header is None or not _fits(sections, header, below):
        counted = _counted(sections, cells)
        header, portions = _read(sections, counted, number) if counted else (None, ())
    if header is None or not _fits(sections, header, below):
        return None
    heads = [columns[i] for i in header.cells]
    header = replace(
        header,
        first=lines[0].number,
        last=lines[-1].number,
        starts=[c.left for c in heads],
        cells=header.cells if marked else (),
    )
    printed = [
        PrintedBasis(start, end, basis, certain=True, portion=portion)
        for column, basis, portion in zip(heads, header.bases, portions, strict=True)
        for start, end in column.parts
    ]
    return header, printed


def _is_of_heading(sections: Sections, row: Row) -> bool:
    """Whether a row is a weight far in with nothing over the names: "10 ml" below "je Tages-" and "portion"."""
    line = row.line
    if not sections.clean.startswith(" " * _INDENT, line.start) or not line.kinds.isdisjoint(_NO_HEADING):
        return False
    return all(c.amount is None or (c.amount.unit in ("g", "ml") and not c.also) for c in row.cells)


def _fits(sections: Sections, header: Header, below: Sequence[Row]) -> bool:
    """Whether a heading gives as many columns as one of the rows below it has amounts."""
    shaped = [in_columns(sections, row, header) for row in below] if header.bases else []
    return any(len(row.cells) == len(header.bases) and row.note != COLUMN_UNCLEAR for row in shaped)


def _counted(sections: Sections, cells: Sequence[str]) -> list[str]:
    """Return the cells, those that say whom a number of pieces is for as the number alone: "Adults 2 tablets a day".

    Empty where fewer than two do.
    """
    alone = [_piece_in(cell, sections) for cell in cells]
    return [a or c for a, c in zip(alone, cells, strict=True)] if sum(map(bool, alone)) > 1 else []


def _piece_in(cell: str, sections: Sections) -> str:
    """Return the number of pieces that a cell counts, as it is printed; "" where it counts none, several, or a percentage."""
    if "%" in cell or not any(c.isdigit() for c in cell):
        return ""
    within = lay_out(LabelText(cell, cell), sections.knowledge)
    servings = [s for s in find_servings(within) if s.counted]
    if len(servings) != 1 or servings[0].of not in PIECES or within.quantities:
        return ""
    return cell[servings[0].start : servings[0].end]


def _block(sections: Sections, number: int) -> list[Line]:
    """Return the lines above a row that may be one heading, from top to bottom."""
    lines: list[Line] = []
    for line in reversed(sections.lines[max(0, number - _MOST_LINES - 1) : number]):
        printed = sections.clean[line.start : line.end]
        if not lines and _RULE.fullmatch(printed) and printed.strip():
            continue
        if len(lines) == _MOST_LINES or not _may_head(sections, line, printed):
            break
        lines.insert(0, line)
    return lines


def _may_head(sections: Sections, line: Line, printed: str) -> bool:
    text = printed.strip()
    if not text or len(text) > _LONGEST or ":" in text or (text.endswith(_CLOSING) and "  " not in text):
        return False
    if not line.kinds.isdisjoint(_NO_HEADING) or any(q.unit not in ("%", "g", "ml") for q in line.quantities):
        return False
    # "pour" is French for "per", and Danish "tages" half of a German word in "Tages-"
    taken = [w.end for w in line.words if "take" in w.meanings and "per" not in w.meanings]
    if any(sections.clean[end : end + 1] != "-" for end in taken):
        return False
    apart = "\t" in printed or "|" in printed or "  " in text
    return (apart or len(printed) - len(printed.lstrip()) >= _INDENT) and sections.zone_at(line.start) is None


def _marked_columns(sections: Sections, lines: Sequence[Line]) -> list[_Column]:
    """Return the columns that tabs or bars tell apart, those without text too; none where a line has neither."""
    if not all(_MARKED.search(sections.clean, n.start, n.end) for n in lines):
        return []
    columns: list[_Column] = []
    for line in lines:
        at = line.start
        for i, piece in enumerate(_MARKED.split(sections.clean[line.start : line.end])):
            if i == len(columns):
                columns.append(_Column(at - line.start, at - line.start))
            if piece.strip():
                start = at + len(piece) - len(piece.lstrip())
                columns[i].parts.append((start, at + len(piece.rstrip())))
            at += len(piece) + 1
    return columns


def _set_columns(sections: Sections, lines: Sequence[Line]) -> list[_Column]:
    """Return the columns of lines whose cells stand below each other; none where a cell stands below two."""
    columns: list[_Column] = []
    for line in lines:
        here: list[_Column] = []
        for start, end in _set_cells(sections, line, columns):
            left, right = start - line.start, end - line.start
            over = [c for c in columns if c not in here and left < c.right and c.left < right]
            over = over or [c for c in columns if c not in here and abs(c.left - left) <= _NEAR]
            if len(over) > 1:
                return []
            column = over[0] if over else _Column(left, right)
            if not over:
                columns.append(column)
            column.left, column.right = min(column.left, left), max(column.right, right)
            column.parts.append((start, end))
            here.append(column)
    return sorted(columns, key=lambda c: c.left)


def _set_cells(sections: Sections, line: Line, columns: Sequence[_Column]) -> Iterator[tuple[int, int]]:
    """Yield the cells of a line, parted too where a word begins right below a column: "2 tabletter 2 tabletter"."""
    lefts = {line.start + c.left for c in columns}
    for cell in _CELL.finditer(sections.clean, line.start, line.end):
        start, end = cell.span()
        for at in sorted(lefts):
            if start < at < end and sections.clean[at - 1] == " ":
                yield start, at - 1
                start = at
        yield start, end


def _text(sections: Sections, column: _Column) -> str:
    """Return what a column says; a word that a line end parts is one: "Tages-" over "dosis"."""
    said = ""
    for start, end in column.parts:
        part = sections.clean[start:end]
        parted = part[0].islower() and _PARTED.search(said)
        said = said[:-1] + part if parted else f"{said} {part}".lstrip()
    return said


def _read(sections: Sections, cells: Sequence[str], number: int) -> tuple[Header | None, Sequence[bool]]:
    """Return what a heading of these cells gives to the rows below it, and which of its columns tell what a portion weighs."""
    below = [sections.clean[n.start : n.end] for n in sections.lines[number : number + _ROWS]]
    text = "\n".join(["\t".join(cells), *below])
    line = lay_out(LabelText(text, text), sections.knowledge)
    servings = find_servings(line)
    bases = find_bases(line, servings)
    headers = find_headers(line, bases, find_rows(line, bases, servings))
    header = next((h for h in headers if h.first == 0 and h.last == 0), None)
    if header is None or len(header.cells) != len(header.bases):
        return None, ()
    named = {text.count("\t", 0, w.start) for w in line.by_kind.get("serving", ()) if w.end <= line.lines[0].end}
    told = [_told(b, cells[i]) for b, i in zip(header.bases, header.cells, strict=True)]
    weighed = [b.kind == "serving" and b.of in ("gram", "ml") for b in told]
    portions = [w and i in named for w, i in zip(weighed, header.cells, strict=True)]
    return replace(header, bases=told), portions


def _told(basis: ServingBasis, cell: str) -> ServingBasis:
    """Return a basis without its count where the cell adds up several: "daily dose = 1 capsule + 1 capsule"."""
    return replace(basis, quantity=None, of=None) if "+" in cell else basis
