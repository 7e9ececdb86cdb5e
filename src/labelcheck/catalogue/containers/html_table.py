"""HTML: the table of a page that holds products, one below another or one beside another, as spreadsheets are saved for the web."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from labelcheck.catalogue.column_names import column_field
from labelcheck.catalogue.columns import amount_column
from labelcheck.catalogue.encodings import decoded
from labelcheck.catalogue.grids import Grid, across, grids, is_nutrient, turned
from labelcheck.catalogue.headings import headed, score, with_units
from labelcheck.catalogue.row import Broken, Progress, Row
from labelcheck.errors import InputTooLarge, UnreadableFile

if TYPE_CHECKING:
    from labelcheck.catalogue.containers import TableOptions

_LARGEST: Final = 256_000_000
_HEAD: Final = 65_536
_SUFFIXES: Final = (".html", ".htm", ".xls")
_TOP: Final = 5
"""Lines of a table among which its names stand."""


class _Table(NamedTuple):
    names: tuple[str, ...]
    rows: Grid
    at: int
    """The line of the first row, from 1."""


def recognise(path: Path) -> bool:
    """Tell by a table of several products; a page that tells its product for machines is of another kind."""
    if not path.is_file() or path.suffix.lower() not in _SUFFIXES:
        return False
    with path.open("rb") as file:
        first = file.read(_HEAD).replace(b"\x00", b"").lower()  # UTF-16 of Latin letters
    return b"<" in first and _table(path) is not None


def columns(path: Path, options: TableOptions) -> tuple[str, ...]:
    """Return the names of the columns, or of the rows of a table with a product in each column."""
    table = _table(path, options.encoding)
    return table.names if table is not None else ()


def rows(
    path: Path, options: TableOptions, progress: Progress, wanted: tuple[str, ...] | None
) -> Iterator[Row | Broken]:
    """Yield a row for each product, or for each amount of one."""
    del wanted
    table = _table(path, options.encoding)
    found = table.rows if table is not None else ()
    progress.total = progress.rows = len(found)
    for number, cells in enumerate(found):
        progress.done = number + 1
        progress.line = number + (table.at if table is not None else 1)
        if any(cells):
            yield dict(zip(table.names if table is not None else (), cells, strict=True))


def _table(path: Path, encoding: str | None = None) -> _Table | None:
    stat = path.stat()
    return _held(path, encoding, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1)
def _held(path: Path, encoding: str | None, changed: int, size: int) -> _Table | None:
    del changed
    if size > _LARGEST:
        raise InputTooLarge(path.name, f"more than {_LARGEST:,} bytes of HTML; CSV may be of any size")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path.name, (error.strerror or str(error)).lower()) from error
    text = data.decode(encoding, errors="replace") if encoding else decoded(data)
    if "ld+json" in text:
        return None
    found = [t for grid in grids(text) for g in (grid, turned(grid)) if (t := _products(g)) is not None]
    return max(found, key=lambda t: len(t.names) * len(t.rows), default=None)


def _products(grid: Grid) -> _Table | None:
    """Return a table whose rows below a line of names are several products, None of any other."""
    if len(grid) <= 1 or len(grid[0]) <= 1:
        return None
    at = max(range(min(_TOP, len(grid) - 1)), key=lambda i: (score(grid[i]), -i))
    below = grid[at + 1 :]
    names = _named(grid, at)
    if below and (units := with_units(names, below[0])) is not None:
        names, below, at = units, below[1:], at + 1
    fields = [column_field(n) for n in names]
    own = next((j for f in ("id", "name") for j, found in enumerate(fields) if found == f), None)
    if own is None:
        if not across(turned(grid)):  # "", "Zinc", "Magnesium" above the names of products and their amounts
            return None
        own = 0
    told = any(f in _TELLING for f in fields) or any(amount_column(n) or is_nutrient(n) for n in names)
    if not told or len({row[own] for row in below if row[own]}) <= 1:
        return None
    return _Table(names, below, at + 2)


_TELLING: Final = ("text", "nutrition", "dose", "ingredients", "nutrient")


def _named(grid: Grid, at: int) -> tuple[str, ...]:
    names: list[str] = []
    for j, cell in enumerate(grid[at]):
        over = grid[at - 1][j] if at and grid[at - 1][j] != cell else None
        name = headed(cell or over or f"column {j + 1}", over)
        names.append(name if name not in names else f"{name} {j + 1}")
    return tuple(names)
