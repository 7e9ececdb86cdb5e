"""Tables of HTML as grids: a cell that spans rows or columns stands in each of them; and whether a table tells several products."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import escape, unescape
from html.parser import HTMLParser
from typing import Final, NamedTuple

from labelcheck.catalogue.amounts import measured, unit_of
from labelcheck.catalogue.column_names import column_field
from labelcheck.catalogue.column_words import basis_in
from labelcheck.catalogue.names import basis_of
from labelcheck.knowledge import load

Grid = tuple[tuple[str, ...], ...]
"""Rows of cells, all of one length."""
SEVERAL: Final = "several-products"
"""The note on a product whose text has a table of several products."""
_CELLS: Final = 100_000
"""Of a grid: what spans more is cut off, a cell may claim to span a thousand columns."""
_SPAN: Final = 1_000
_TABLE: Final = re.compile(r"<(?P<end>/?)table\b[^<>]*>", re.IGNORECASE)
_HEADS: Final = 4
"""Lines at the top of a table among which its headings stand."""


class _Cell(NamedTuple):
    text: str
    down: int
    across: int


class _Cells(HTMLParser):
    """The cells of one table that has no other inside it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[_Cell]] = []
        self.outside: list[str] = []
        self._said: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self._said = None
        elif tag in ("td", "th"):
            self._said = []
            if not self.rows:
                self.rows.append([])
            told = dict(attrs)
            self.rows[-1].append(_Cell("", _span(told.get("rowspan")), _span(told.get("colspan"))))
        elif self._said is not None:
            self._said.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._said = None
        elif self._said is not None:
            self._said.append(" ")

    def handle_data(self, data: str) -> None:
        if self._said is not None:
            self._said.append(data)
            self.rows[-1][-1] = self.rows[-1][-1]._replace(text=" ".join("".join(self._said).split()))
        elif words := data.split():
            self.outside.append(" ".join(words))


def _span(told: str | None) -> int:
    return min(max(int(told), 1), _SPAN) if told is not None and told.isascii() and told.isdigit() else 1


def _tables(html: str) -> Iterator[tuple[int, int]]:
    """Yield where each table begins and ends that has no other inside it."""
    begin: int | None = None
    for tag in _TABLE.finditer(html):
        if not tag["end"]:
            begin = tag.start()
        elif begin is not None:
            yield begin, tag.end()
            begin = None


def grids(html: str) -> list[Grid]:
    """Return the tables of HTML, those inside others for themselves.

    >>> grids("<table><tr><td rowspan=2>A<td>1</tr><tr><td>2</tr></table>")
    [(('A', '1'), ('A', '2'))]
    """
    return [_grid(_rows(html[begin:end])) for begin, end in _tables(html)]


def _rows(table: str) -> list[list[_Cell]]:
    return _cells(table).rows


def _cells(table: str) -> _Cells:
    parser = _Cells()
    parser.feed(table)
    parser.close()
    return parser


class _Placed(NamedTuple):
    """A cell in its columns, and the first and last row that it spans."""

    begin: int
    end: int
    text: str
    first: int
    last: int


def _grid(rows: list[list[_Cell]]) -> Grid:
    """Return the rows with a column wherever a cell begins or ends: within a cell that spans a thousand there are no others."""
    lines: list[tuple[list[_Placed], list[_Placed]]] = []
    above: list[_Placed] = []
    count = 0
    for i, cells in enumerate(rows):
        above = [cell for cell in above if cell.last >= i]
        own: list[_Placed] = []
        column = at = 0
        for cell in cells:
            while at < len(above) and above[at].begin <= column:
                column = max(column, above[at].end)
                at += 1
            own.append(_Placed(column, column + cell.across, cell.text, i, min(i + cell.down, len(rows)) - 1))
            column += cell.across
        lines.append((own, above))
        above = sorted(above + [cell for cell in own if cell.last > i]) if own else above
        if (count := count + len(own) + len(above)) > _CELLS:
            return ()
    edges = sorted({edge for own, _ in lines for one in own for edge in one[:2]})
    if len(edges) * len(lines) > _CELLS:
        return ()
    column_at = {edge: j for j, edge in enumerate(edges)}
    grid = []
    for own, held in lines:
        line = [""] * max(0, len(edges) - 1)
        # where two claim a place it is the upper one's
        for one in (*own, *sorted(held, key=lambda one: one.first, reverse=True)):
            begin, end = column_at[one.begin], column_at[one.end]
            line[begin:end] = [one.text] * (end - begin)
        grid.append(tuple(line))
    return tuple(grid)


def spread(html: str) -> str:
    """Return HTML whose tables have no cells that span; units in a second line of headings go to the amounts below.

    What such a table says outside its cells, as a caption does, stands before it.

    >>> spread("<table><tr><th><th colspan=2>A</tr><tr><th><th>mg<th>%</tr><tr><td>Zn<td>5<td>50</tr></table>")
    '<table><tr><td></td><td>A</td><td>A</td></tr><tr><td>Zn</td><td>5 mg</td><td>50 %</td></tr></table>'
    """
    parts, at = [], 0
    for begin, end in _tables(html):
        if "span" in (table := html[begin:end]).lower():
            cells = _cells(table)
            lines = [_line(row) for row in _with_units(_grid(cells.rows))]
            # a caption tells what the amounts are for
            said = "".join(f"<p>{escape(words)}</p>" for words in cells.outside)
            parts += [html[at:begin], f"{said}<table>{''.join(lines)}</table>"]
            at = end
    return "".join((*parts, html[at:]))


def _line(row: Sequence[str]) -> str:
    alone = len(set(row)) == 1  # a title over the whole table
    return f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in (row[:1] if alone else row))}</tr>"


def _with_units(grid: Grid) -> Grid:
    """Return a grid whose line of bare units below its headings has gone to the bare numbers below."""
    for at in range(1, min(_HEADS, len(grid) - 1)):
        units = {j: unit for j, c in enumerate(grid[at]) if (unit := _bare_unit(c)) is not None}
        others = [c for j, c in enumerate(grid[at]) if j not in units and c]
        if units and all(c in grid[at - 1] for c in others):
            below = (
                tuple(f"{c} {units[j]}" if j in units and _NUMBER.fullmatch(c) else c for j, c in enumerate(row))
                for row in grid[at + 1 :]
            )
            return (*grid[:at], *below)
    return grid


_NUMBER: Final = re.compile(r"[<>~]?[ ]?\d[\d.,  ]*")


def _bare_unit(cell: str) -> str | None:
    words = cell.strip("()[] ")
    return "%" if "%" in words else words if words and unit_of(words) is not None else None


def turned(grid: Grid) -> Grid:
    """Return a grid with its columns as rows."""
    return tuple(zip(*grid, strict=True))


def tells_several(html: str) -> bool:
    """Tell whether a table of a text tells amounts of several products, or of what nobody can tell to be one."""
    if "<t" not in html and "<T" not in html:
        return False
    for begin, end in _tables(html):
        table = html[begin:end]
        if "span=" in table.lower():
            grid = _grid(_rows(table))
        else:
            lines = [_CELL.split(row)[1:] for row in _ROW.split(table)[1:]]
            if max(map(len, lines), default=0) < _WIDE:
                continue  # names and values
            grid = _grid([[_Cell(_plain(cell), 1, 1) for cell in cells] for cells in lines])
        if len(grid) > 1 and (across(grid) or _down(grid)):
            return True
    return False


_ROW: Final = re.compile(r"<tr\b", re.IGNORECASE)
_CELL: Final = re.compile(r"<t[dh]\b[^<>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
_WIDE: Final = 3


def _plain(cell: str) -> str:
    return " ".join(unescape(_TAG.sub(" ", cell)).split())


def across(grid: Grid) -> bool:
    """Tell whether amounts stand in two columns whose headings say neither what they are for nor what they hold."""
    head = next((row for row in grid[:_HEADS] if sum(map(bool, row)) > 1), grid[0])
    below = grid[grid.index(head) + 1 :]
    if any(map(_is_amount, head)) or not any(is_nutrient(row[0]) for row in below):
        return False
    odd = [j for j, h in enumerate(head) if j and h and not _is_heading(h) and any(_is_amount(row[j]) for row in below)]
    return len({head[j] for j in odd}) > 1


def _down(grid: Grid) -> bool:
    """Tell whether blocks of rows begin with names of products: in a column of their own, or in lines between."""
    named = not any(map(_is_amount, grid[0]))
    own = next((j for j, c in enumerate(grid[0]) if named and column_field(c) in ("name", "id")), None)
    if own is not None:
        blocks = {row[own] for row in grid[1:] if row[own] and any(map(_is_amount, row))}
        return len(blocks) > 1 and any(is_nutrient(c) for row in grid[1:] for j, c in enumerate(row) if j != own)
    lines = {row[0] for row in grid if len(row) > 1 and len(set(row)) == 1 and row[0]}
    if len(set(filter(_names_product, lines))) > 1:
        return True
    first = {
        row[0]
        for row in grid
        if row[0] and not is_nutrient(row[0]) and any(map(is_nutrient, row[1:])) and any(map(_is_amount, row))
    }
    return len([c for c in first if not _is_heading(c)]) > 1


@lru_cache(maxsize=4096)
def _is_heading(text: str) -> bool:
    """Tell whether a heading says what stands below it, as one of a product's own table does."""
    if "%" in text or unit_of(text) is not None or column_field(text) is not None:
        return True
    return basis_in(text) is not None or basis_of(text) is not None


@lru_cache(maxsize=4096)
def is_nutrient(text: str) -> bool:
    """Tell whether a text is the name of a nutrient and nothing more, a bracket aside.

    >>> is_nutrient("varav mättat fett"), is_nutrient("Zinc (as zinc citrate)"), is_nutrient("Zink Forte"), is_nutrient("Vitaminer")
    (True, True, False, False)
    """
    known, rest = _known_words(_BRACKET.sub("", text))
    return known and not rest


@lru_cache(maxsize=4096)
def _names_product(text: str) -> bool:
    """Tell whether a title is that of a product with a nutrient's name: "Zink Forte"."""
    known, rest = _known_words(text)
    return known and rest and basis_in(text) is None


def _known_words(text: str) -> tuple[bool, bool]:
    """Tell whether a text has the name of a nutrient, and whether it has more."""
    if len(text) > _LONGEST:
        return False, True
    rest, known = list(text), False
    for word in load().lexicon.find(text):
        if not _OF_NAMES.isdisjoint(word.meanings):
            known = known or not _NAMING.isdisjoint(word.meanings)
            rest[word.start : word.end] = " " * (word.end - word.start)
    return known, any(c.isalnum() for c in rest)


_NAMING: Final = frozenset(("nutrient", "form"))
_OF_NAMES: Final = _NAMING | {"of_which"}
_BRACKET: Final = re.compile(r"[(\[][^()\[\]]*[)\]]")
_LONGEST: Final = 80


def _is_amount(cell: str) -> bool:
    if not any(c.isdigit() for c in cell):
        return False
    return measured(cell).note is None or _NUMBER.fullmatch(cell) is not None
