"""What a catalogue format is: something that recognises its files and gives their products."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from labelcheck.catalogue.amount_column import column_of_cells
from labelcheck.catalogue.column_names import column_field
from labelcheck.catalogue.column_words import percent_of
from labelcheck.catalogue.columns import Columns, known
from labelcheck.catalogue.containers import Broken, Head, Progress, Row, TableOptions, legend, rows_of
from labelcheck.catalogue.find_columns import find_columns
from labelcheck.catalogue.layouts import key_of_rows
from labelcheck.catalogue.legend import NONE as NO_LEGEND
from labelcheck.catalogue.product import Product
from labelcheck.errors import UnsupportedFormat


@dataclass(frozen=True, slots=True)
class Input:
    """A catalogue as the caller names it. ``columns`` are the chosen ones by field.

    ``beside`` are files of further tables; ``helped`` is whether such tables tell what this one does not.
    """

    path: Path
    table: TableOptions = field(default_factory=TableOptions)
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    beside: tuple[Path, ...] = ()
    helped: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How a catalogue will be read: the format's name, what was understood of its columns, and its products.

    ``row_each`` is whether each product is a row of the ``container``'s table.
    """

    format: str
    notes: tuple[str, ...]
    products: Callable[[Progress], Iterator[Product]]
    container: str | None = None
    row_each: bool = True


class Format(NamedTuple):
    """A kind of catalogue.

    ``recognise`` gets the path, its table head where it is a table, and its first bytes (none for a folder), and
    returns how sure it is, 0 for "not mine". ``plan`` says how it will be read.
    """

    name: str
    title: str
    recognise: Callable[[Path, Head | None, bytes], int]
    plan: Callable[[Input, Head | None], Plan]


def table_format(
    name: str, title: str, recognise: Callable[[Path, Head | None, bytes], int], preset: Mapping[str, Sequence[str]]
) -> Format:
    """Return a format whose products are the rows of a table with known columns."""

    def plan(source: Input, head: Head | None) -> Plan:
        return table_plan(name, source, head, preset)

    return Format(name, title, recognise, plan)


def plain_table(container: str, title: str) -> Format:
    """Return the format of a container whose columns are found by their names."""

    def recognise(path: Path, head: Head | None, first: bytes) -> int:
        del path, first
        return 1 if head is not None and head.container == container else 0

    def plan(source: Input, head: Head | None) -> Plan:
        return table_plan(container, source, head, None)

    return Format(container, title, recognise, plan)


_NESTED: Final = frozenset(("json", "jsonl", "xml"))
"""Containers whose cells may be objects, which tell amounts whatever their names are."""


def table_plan(name: str, source: Input, head: Head | None, preset: Mapping[str, Sequence[str]] | None) -> Plan:
    """Return how a table will be read.

    Raises:
        UnsupportedFormat: it is no table.

    """
    if head is None:
        raise UnsupportedFormat(source.path.name, f"this is no table, as {name} is one")
    chosen = source.columns
    fields = {column_field(c) for c in head.columns}
    if (head.container == "blocks" and "id" not in fields) or (
        head.container == "html" and fields.isdisjoint(("id", "name"))
    ):
        chosen = {"id": head.columns[:1], **chosen}  # what each block, or each column of a product, begins with
    if preset is None and (key := key_of_rows(head.columns)) is not None:
        chosen = {"id": [key], **chosen}
    told = legend(source.path, head, source.table) if preset is None else NO_LEGEND
    names = tuple(told.names.get(n, n) for n in head.columns)
    chosen = {f: [told.names.get(c, c) for c in columns] for f, columns in chosen.items()}
    nested = source.helped or head.container in _NESTED
    columns = find_columns(names, chosen, preset, nested=nested)

    def products(progress: Progress) -> Iterator[Product]:
        wanted = tuple(n for n, meant in zip(head.columns, names, strict=True) if meant in columns.wanted)
        rows = rows_of(source.path, head.container, source.table, progress, wanted)
        meant = map(told.meant, rows) if told.names or told.cells else rows
        if head.container in _NAMED_EACH and preset is None:
            found = _growing(meant, names, columns, lambda more: find_columns(more, chosen, nested=nested))
        else:
            found = map(columns.product, meant)
        return _together(found) if columns.amount_rows else found

    by_legend = [f"by the table's legend: {n} is {meant}" for n, meant in told.names.items()]
    return Plan(
        name, (*columns.describe(), *by_legend), products, head.container, not (columns.amount_rows or head.turned)
    )


def _growing(
    rows: Iterator[Row | Broken], names: Sequence[str], columns: Columns, find: Callable[[Sequence[str]], Columns]
) -> Iterator[Product]:
    """Yield the products of rows that name their cells themselves: a name may first come far down."""
    met = dict.fromkeys(names)
    for row in rows:
        if not isinstance(row, Broken) and not row.keys() <= met.keys() and len(met) < _MOST:
            new = [n for n in row if n not in met]
            met |= dict.fromkeys(new)
            if any(known(n) or column_of_cells(n) is not None or percent_of(n) is not None for n in new):
                more = find(tuple(met))
                columns = more if more.amount_rows == columns.amount_rows else columns
        yield columns.product(row)


_NAMED_EACH: Final = frozenset(("json", "jsonl", "xml", "blocks"))
"""Containers each of whose rows has names of its own."""
_MOST: Final = 2_000
"""Names that are met; more are no names of fields."""


def _together(rows: Iterator[Product]) -> Iterator[Product]:
    """Yield the products of a table that has a row for each amount: those of the same id or name, one below another."""
    for (key, *_), group in groupby(rows, key=lambda p: (p.id or p.name, p.name, p.outcome)):
        if key is None:
            yield from group
            continue
        first, *more = group
        parts = (first, *more)
        texts = dict.fromkeys(p.text for p in parts if p.text)
        yield first._replace(nutrients=tuple(n for p in parts for n in p.nutrients), text="\n".join(texts) or None)


def has_columns(head: Head | None, *names: str) -> bool:
    """Tell whether a table has all these columns, upper and lower case aside."""
    return head is not None and {n.casefold() for n in names} <= {c.casefold() for c in head.columns}


__all__ = ["Columns", "Format", "Input", "Plan", "has_columns", "plain_table", "table_format", "table_plan"]
