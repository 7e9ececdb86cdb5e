"""Tables of any container to rows: a module per container, each giving dicts of named cells, or why a row is broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from labelcheck.catalogue.containers import (
    blocks,
    delimited,
    html_table,
    json_file,
    json_lines,
    parquet,
    workbook,
    xml_file,
)
from labelcheck.catalogue.legend import NONE as NO_LEGEND
from labelcheck.catalogue.legend import Legend, legend_of, told_pairs
from labelcheck.catalogue.row import Broken, Progress, Row

__all__ = ["Broken", "Head", "Progress", "Row", "TableOptions", "head_of", "rows_of"]


@dataclass(frozen=True, slots=True)
class TableOptions:
    """How a table is written, where that should not be told by its content."""

    delimiter: str | None = None
    encoding: str | None = None
    sheet: str | None = None


class Head(NamedTuple):
    """The container of a table ("csv", "json", "jsonl", "xml", "blocks", "html", "parquet", "xlsx") and the names of its columns."""

    container: str
    columns: tuple[str, ...]
    turned: bool = False
    """Whether each product is a column of it, not a row."""


_MODULES: dict[str, Any] = {
    "parquet": parquet,
    "xlsx": workbook,
    "jsonl": json_lines,
    "json": json_file,
    "xml": xml_file,
    "blocks": blocks,
    "html": html_table,
    "csv": delimited,
}


def head_of(path: Path, options: TableOptions) -> Head | None:
    """Return what kind of table stands at a path, or None where none does.

    Raises:
        InputError: it is a table that cannot be opened, as a truncated Parquet file.

    """
    for name, module in _MODULES.items():
        if module.recognise(path):
            turned = hasattr(module, "products_across") and module.products_across(path, options)
            return Head(name, module.columns(path, options), turned)
    return None


def legend(path: Path, head: Head, options: TableOptions) -> Legend:
    """Return what a table says of its own abbreviations, above its names or on another sheet."""
    module = _MODULES[head.container]
    lines = module.lines_above(path, options) if hasattr(module, "lines_above") else []
    sheets = workbook.told_beside(path, options) if head.container == "xlsx" else []
    pairs = [pair for sheet in sheets for pair in told_pairs(sheet, head.columns)]
    return legend_of(lines, pairs, head.columns) if lines or pairs else NO_LEGEND


def rows_of(
    path: Path, container: str, options: TableOptions, progress: Progress, wanted: tuple[str, ...] | None = None
) -> Iterator[Row | Broken]:
    """Yield the rows of a table; ``wanted`` are the columns that will be looked at, None for all."""
    yield from _MODULES[container].rows(path, options, progress, wanted)
