"""Parquet: a file, or a folder of files with the same columns, read in batches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.parquet as pq

from labelcheck.catalogue.row import Broken, Progress, Row
from labelcheck.errors import UnreadableFile

if TYPE_CHECKING:
    from labelcheck.catalogue.containers import TableOptions

_BATCH: Final = 2_000
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
    """Yield rows; a file of a folder that cannot be opened or ends early is one broken row."""
    del options
    files = _files(path)
    counts = {file: _count(file) for file in files}
    progress.rows = progress.total = sum(c or 0 for c in counts.values())
    for file in files:
        try:
            for batch in _batches(file, wanted):
                for row in batch.to_pylist():
                    progress.done += 1
                    yield row
        except (pa.ArrowException, OSError) as error:
            yield Broken("unreadable", f"{file.relative_to(path) if path.is_dir() else file.name}: {_said(error)}", "")


def _batches(file: Path, wanted: tuple[str, ...] | None) -> Iterator[pa.RecordBatch]:
    # not mapped into memory: a file that is cut while it is read would end the process
    with pq.ParquetFile(file, memory_map=False, pre_buffer=False) as table:
        there = None if wanted is None else [c for c in wanted if c in table.schema_arrow.names]
        yield from table.iter_batches(_BATCH, columns=there, use_threads=False)


def _count(file: Path) -> int | None:
    try:
        return int(pq.read_metadata(file).num_rows)
    except (pa.ArrowException, OSError):
        return None


def _said(error: Exception | None) -> str:
    return (str(error).splitlines() or ["no data files"])[0][:300] if error else "no data files"
