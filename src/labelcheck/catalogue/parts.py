"""The files of the four tables: written aside, made durable, renamed, published together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from labelcheck.catalogue.answers import SCHEMAS, Tables
from labelcheck.catalogue.ledger import Part

NAMES: Final = tuple(SCHEMAS)


class Parts:
    """The parts of an output folder: published ones in its tables, others aside."""

    def __init__(self, out: Path, aside: Path) -> None:
        self._out = out
        self._aside = aside
        for name in NAMES:
            (aside / name).mkdir(parents=True, exist_ok=True)
        self._kept: dict[str, Tables] = {}

    def path(self, part: Part, table: str) -> Path:
        """Return where a part's file stands."""
        published = self._out / table / part.file
        return published if published.exists() else self._aside / table / part.file

    def stand(self, part: Part) -> bool:
        """Tell whether all files of a part are there."""
        return all(self.path(part, name).is_file() for name in NAMES)

    def write(self, part: Part, tables: Tables) -> None:
        """Write a part aside. It is whole or not there, also when the power fails."""
        for name, table in zip(NAMES, tables, strict=True):
            target = self._aside / name / part.file
            unfinished = target.with_suffix(".unfinished")
            with unfinished.open("wb") as file:
                pq.write_table(table, file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(target)
            _sync(target.parent)

    def read(self, part: Part) -> Tables | None:
        """Return a part's tables, None when they cannot be read; the last few are kept at hand."""
        tables = self._kept.pop(part.file, None)
        if tables is None:
            try:
                tables = Tables(
                    *(pq.read_table(self.path(part, n), partitioning=None, schema=SCHEMAS[n]) for n in NAMES)
                )
            except (OSError, pa.ArrowException):
                return None
        self._kept[part.file] = tables
        while len(self._kept) > 3:
            self._kept.pop(next(iter(self._kept)))
        return tables

    def show(self, parts: Sequence[Part]) -> None:
        """Move parts that stand aside into the tables."""
        for name in NAMES:
            (self._out / name).mkdir(exist_ok=True)
            for part in parts:
                aside = self._aside / name / part.file
                if aside.exists():
                    aside.replace(self._out / name / part.file)
            _sync(self._out / name)

    def tidy(self, parts: Iterable[Part]) -> None:
        """Remove files of parts that are no longer wanted, and what unfinished writing left."""
        wanted = {p.file for p in parts}
        for name in NAMES:
            for folder in (self._out / name, self._aside / name):
                for file in folder.glob("part-*"):
                    if file.name not in wanted or folder.parent == self._aside:
                        file.unlink()


def _sync(folder: Path) -> None:
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def joined(parts: Sequence[Tables]) -> Tables:
    """Return tables put together, in the order of the products' rows."""
    tables = [pa.concat_tables([getattr(p, n) for p in parts]) for n in NAMES]
    keys = ([("row", "ascending")], *([[("row", "ascending"), ("position", "ascending")]] * (len(NAMES) - 1)))
    rows = tables[0].column("row").to_pylist()
    if rows == sorted(rows):
        return Tables(*tables)
    return Tables(*(t.sort_by(k) for t, k in zip(tables, keys, strict=True)))


def renumbered(tables: Tables, rows: Sequence[tuple[int, int]]) -> Tables:
    """Return the answers of chosen products under other row numbers: (place in ``tables.products``, new row)."""
    products = tables.products.take(pa.array([place for place, _ in rows], pa.int64()))
    old = products.column("row").to_pylist()
    new = [row for _, row in rows]
    products = products.set_column(0, "row", pa.array(new, pa.int64()))
    return Tables(products, *(_moved(t, list(zip(old, new, strict=True))) for t in tables[1:]))


def _moved(table: pa.Table, rows: list[tuple[int, int]]) -> pa.Table:
    runs = pc.run_end_encode(table.column("row").combine_chunks())
    if isinstance(runs, pa.ChunkedArray):
        runs = runs.combine_chunks()
    at: dict[int, tuple[int, int]] = {}
    start = 0
    for row, end in zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True):
        at[row] = (start, end)
        start = end
    places: list[int] = []
    numbers: list[int] = []
    for old, new in rows:
        first, last = at.get(old, (0, 0))
        places.extend(range(first, last))
        numbers.extend([new] * (last - first))
    return table.take(pa.array(places, pa.int64())).set_column(0, "row", pa.array(numbers, pa.int64()))


def with_lines(tables: Tables, lines: Sequence[int | None]) -> Tables:
    """Return the tables with ``line`` set."""
    index = tables.products.schema.get_field_index("line")
    return tables._replace(products=tables.products.set_column(index, "line", pa.array(lines, pa.int64())))


def with_duplicates(tables: Tables, duplicates: dict[int, int]) -> Tables:
    """Return the tables with ``duplicate_of`` set."""
    rows = tables.products.column("row").to_pylist()
    column = pa.array([duplicates.get(r) for r in rows], pa.int64())
    index = tables.products.schema.get_field_index("duplicate_of")
    return tables._replace(products=tables.products.set_column(index, "duplicate_of", column))
