"""Objects of product systems as rows of a table: each is made flat, and its columns are found by the names it gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from labelcheck.catalogue.column_names import FIELDS
from labelcheck.catalogue.columns import Columns
from labelcheck.catalogue.containers import Broken, Head, Progress, Row, rows_of
from labelcheck.catalogue.find_columns import find_columns
from labelcheck.catalogue.format import Input, Plan
from labelcheck.catalogue.product import Product
from labelcheck.catalogue.row import first_names
from labelcheck.errors import UnsupportedFormat

Flat = Callable[[Row], Row | Broken]
Rows = Callable[[Progress], Iterator[Row | Broken]]
_SAMPLE: Final = 200
_KEPT: Final = 1024
"""Sets of names whose columns are kept: systems leave out what a product does not have."""


def rows_in(name: str, source: Input, head: Head | None) -> Rows:
    """Return what gives the objects of a file.

    Raises:
        UnsupportedFormat: it holds no objects.

    """
    if head is None:
        raise UnsupportedFormat(source.path.name, f"this is no table, as {name} is one")
    return lambda progress: rows_of(source.path, head.container, source.table, progress)


def sample_of(rows: Rows) -> list[Row]:
    """Return the first objects."""
    return [r for r in islice(rows(Progress()), _SAMPLE) if not isinstance(r, Broken)]


def flat_plan(name: str, source: Input, rows: Rows, flat: Flat, notes: Sequence[str] = ()) -> Plan:
    """Return how objects will be read that ``flat`` makes rows of.

    Raises:
        UsageError: a chosen column is in none of the first.

    """
    told = find_columns(first_names(flat(row) for row in sample_of(rows)), source.columns, nested=True)

    @lru_cache(maxsize=_KEPT)
    def columns_of(own: tuple[str, ...]) -> Columns:
        return find_columns(own, _among(own, source.columns), nested=True)

    def products(progress: Progress) -> Iterator[Product]:
        for found in rows(progress):
            row = found if isinstance(found, Broken) else flat(found)
            yield (told if isinstance(row, Broken) else columns_of(tuple(row))).product(row)

    return Plan(name, (*told.describe(), *notes), products, row_each=False)


def _among(names: tuple[str, ...], chosen: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    found = {f: [c for c in columns if c in names] for f, columns in chosen.items()}
    return {f: columns for f, columns in found.items() if columns or f not in FIELDS}
