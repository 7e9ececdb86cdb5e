"""Parquet: a file, or a folder of files with the same columns, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.parquet as pq

from labelcheck.catalogue.row import LARGEST, Broken, Progress, Row
from labelcheck.errors import UnreadableFile

if TYPE_CHECKING:
    from labelcheck.catalogue.containers import TableOptions

_BATCH: Final = 2_000
_BATCH_BYTES: Final = 2 * LARGEST
_SUFFIXES: Final = (".parquet", ".parq", ".pq")


def recognise(path: Path) -> bool:
    """Tell by the name of the file, or of the first data file of a folder."""
    return path.suffix.lower() in _SUFFIXES if path.is_file() else bool(path.is_dir() and _files(path))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    return sorted(
        p for p in path.rglob("*")
        if p.suffix.lower() in _SUFFIXES and p.is_file()
        and not any(part.startswith((".", "_")) for part in p.relative_to(path).parts)
    )  # fmt: skip


def columns(path: Path, options: TableOptions) -> tuple[str, ...]:
    """Return the names of the columns, of the first file that can be opened.

    Raises:
        UnreadableFile: none can.

    """
    del options
    problem: Exception | None = None
    for file in _files(path):
        try:
            return tuple(pq.read_schema(file).names)
        except (pa.ArrowException, OSError) as error:
            problem = error
    raise UnreadableFile(path.name, f"no Parquet that can be opened: {_said(problem)}") from problem


def rows(
    path: Path, options: TableOptions, progress: Progress, wanted: tuple[str, ...] | None
) -> Iterator[Row | Broken]:
    """Yield rows; those of a damaged row group are broken ones, a file that cannot be opened is one."""
    del options
    files = _files(path)
    counts = {file: _count(file) for file in files}
    progress.rows = progress.total = sum(c or 0 for c in counts.values())
    for file in files:
        name = str(file.relative_to(path)) if path.is_dir() else file.name
        try:
            # not mapped into memory: a file that is cut while it is read would end the process
            with pq.ParquetFile(file, memory_map=False, pre_buffer=False) as table:
                for group in range(table.num_row_groups):
                    yield from _group(table, group, name, progress, wanted)
        except (pa.ArrowException, OSError) as error:
            yield Broken("unreadable", f"{name}: {_said(error)}", "")


def _group(
    table: pq.ParquetFile, group: int, name: str, progress: Progress, wanted: tuple[str, ...] | None
) -> Iterator[Row | Broken]:
    """Yield as many rows as a row group has."""
    columns = None if wanted is None else [c for c in wanted if c in table.schema_arrow.names]
    about = table.metadata.row_group(group)
    left = about.num_rows
    size = max(1, min(_BATCH, _BATCH_BYTES * left // max(1, about.total_byte_size)))
    try:
        for batch in table.iter_batches(size, row_groups=[group], columns=columns, use_threads=False):
            for row in _rows(batch):
                left -= 1
                progress.done += 1
                progress.line = progress.done
                yield row
    except (pa.ArrowException, OSError) as error:
        for _ in range(left):
            progress.done += 1
            progress.line = progress.done
            yield Broken("unreadable", f"{name}: {_said(error)}", "")


def _rows(batch: pa.RecordBatch) -> Iterator[Row | Broken]:
    if batch.nbytes <= LARGEST:
        yield from batch.to_pylist()
        return
    # one by one, so that a giant is told before it becomes a Python object
    for place in range(batch.num_rows):
        row = batch.slice(place, 1)
        if row.nbytes > LARGEST:
            yield Broken("too-large", f"more than {LARGEST:,} bytes in one row", "")
        else:
            yield from row.to_pylist()


def _count(file: Path) -> int | None:
    try:
        return int(pq.read_metadata(file).num_rows)
    except (pa.ArrowException, OSError):
        return None


def _said(error: Exception | None) -> str:
    return (str(error).splitlines() or ["no data files"])[0][:300] if error else "no data files"
