"""What a table says of its own abbreviations, above its names or on a sheet of its own: "Mg = magnesium", "DD=pr. dagsdosis"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from labelcheck.catalogue.amount_column import amount_column, column_of_cells
from labelcheck.catalogue.amounts import unit_of
from labelcheck.catalogue.column_names import column_field
from labelcheck.catalogue.column_words import basis_in, percent_of
from labelcheck.catalogue.row import Broken, Row

_CODE: Final = r"[^\W_][\w.%/+-]{0,30}"
_COLUMN: Final = re.compile(rf"(?P<column>{_CODE})\s*:\s*(?={_CODE}\s*=)")
_PAIR: Final = re.compile(
    rf"(?P<code>{_CODE})\s*(?:=|:(?=\s))\s*(?P<meaning>[^=;,|\t\n]{{1,80}}?)\s*(?=[;,|\t\n]|\s{{2}}|$)"
)
_LONGEST: Final = 120


class Legend(NamedTuple):
    """What the names of columns mean, and what the cells of a column mean, by its name."""

    names: Mapping[str, str]
    cells: Mapping[str, Mapping[str, str]]

    def meant(self, row: Row | Broken) -> Row | Broken:
        """Return a row with its names and cells as the legend has them."""
        if isinstance(row, Broken):
            return row
        return {self.names.get(n, n): self._cell(n, v) for n, v in row.items()}

    def _cell(self, name: str, value: Any) -> Any:  # noqa: ANN401
        codes = self.cells.get(name)
        return value if codes is None or not isinstance(value, str) else codes.get(value.strip().casefold(), value)


NONE: Final = Legend({}, {})


def legend_of(lines: Iterable[str], pairs: Iterable[tuple[str, str]], columns: Sequence[str]) -> Legend:
    """Return what lines and pairs of code and meaning say of these columns.

    >>> legend_of(["Mg = magnesium; BAS: S=per tablett, D=per dagsdos"], [], ["Nr", "Mg (mg)", "BAS"])
    Legend(names={'Mg (mg)': 'magnesium (mg)', 'BAS': 'per'}, cells={'BAS': {'s': 'per tablett', 'd': 'per dagsdos'}})
    """
    by_name = {n.casefold(): n for n in columns}
    told: dict[str, str] = {}
    cells: dict[str, dict[str, str]] = {}
    exact: set[str] = set()
    for line in lines:
        _take(line, by_name, told, cells)
        exact |= {m["code"] for m in _PAIR.finditer(line)}
    for code, meaning in pairs:
        if len(meaning) <= _LONGEST:
            told.setdefault(code.casefold(), meaning)
            exact.add(code)
    names = {n: meant for n in columns if (meant := _meaning(n, told, exact)) is not None}
    cells = {by_name[c]: codes for c, codes in cells.items()}
    for column, codes in cells.items():
        if column not in names and all(basis_in(m) is not None for m in codes.values()):
            names[column] = "per"
    taken = set(columns) - set(names)
    return Legend({n: m for n, m in names.items() if m not in taken}, cells)


def _take(line: str, by_name: Mapping[str, str], told: dict[str, str], cells: dict[str, dict[str, str]]) -> None:
    """Add what a line says: codes of a column's cells stand behind its name."""
    heads = [m for m in _COLUMN.finditer(line) if m["column"].casefold() in by_name]
    for match in _PAIR.finditer(line):
        head = next((h for h in reversed(heads) if h.end() <= match.start("code")), None)
        code, meaning = match["code"].casefold(), match["meaning"].strip()
        if any(h.start() == match.start() for h in heads):
            continue
        if head is not None and code not in by_name:
            cells.setdefault(head["column"].casefold(), {})[code] = meaning
        else:
            told.setdefault(code, meaning)


def _meaning(name: str, told: Mapping[str, str], exact: set[str]) -> str | None:
    """Return what a column's name means by the legend, whole or word by word; None where that is not understood either."""
    whole = told.get(name.casefold(), "")
    if not whole:
        words = _WORD.split(name)
        # "Mg (mg)": the second is no abbreviation of the first
        whole = "".join(w if unit_of(w) and w not in exact else told.get(w.casefold(), w) for w in words)
    return whole if whole != name and _is_understood(whole) else None


_WORD: Final = re.compile(r"([\s_()\[\],]+)")


def _is_understood(name: str) -> bool:
    found = column_field(name) or amount_column(name) or percent_of(name) or column_of_cells(name)
    return found is not None


def told_pairs(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> list[tuple[str, str]]:
    """Return code and meaning of a sheet that explains names of columns: two of them begin its rows, each before a text."""
    by_name = {n.casefold() for n in columns}
    pairs = [
        (cells[0], cells[1])
        for row in rows
        if len(cells := [" ".join(c.split()) for c in row if isinstance(c, str) and c.strip()]) > 1
    ]
    return pairs if sum(code.casefold() in by_name for code, _ in pairs) > 1 else []
