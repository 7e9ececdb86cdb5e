"""XLSX: the sheet and the row that hold the column names are found; titles above them are left out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from labelcheck.catalogue.columns import known
from labelcheck.catalogue.row import LARGEST, Broken, Progress, Row
from labelcheck.errors import InputTooLarge, UnreadableFile, UsageError

if TYPE_CHECKING:
    from labelcheck.catalogue.containers import TableOptions

_UNPACKED: Final = 2_000_000_000
_SEARCHED: Final = 30
"""Rows from the top among which the column names stand."""


def recognise(path: Path) -> bool:
    """Tell by the name."""
    return path.is_file() and path.suffix.lower() in (".xlsx", ".xlsm")


def columns(path: Path, options: TableOptions) -> tuple[str, ...]:
    """Return the column names.

    Raises:
        UnreadableFile: no workbook, or an empty one.
        UsageError: it has no sheet of the name that was asked for.

    """
    with _Opened(path) as book:
        return _header(path, _sheet(book, options))[1]


def place(path: Path, options: TableOptions) -> tuple[str, int, tuple[str, ...]]:
    """Return the sheet's title, the row of the column names counted from 1, and the names."""
    with _Opened(path) as book:
        sheet = _sheet(book, options)
        at, names = _header(path, sheet)
        return str(sheet.title), at, names


def rows(
    path: Path, options: TableOptions, progress: Progress, wanted: tuple[str, ...] | None
) -> Iterator[Row | Broken]:
    """Yield the rows below the names that are not empty."""
    del wanted
    with _Opened(path) as book:
        sheet = _sheet(book, options)
        at, names = _header(path, sheet)
        progress.total = max(0, (sheet.max_row or 0) - at)
        try:
            for cells in sheet.iter_rows(min_row=at + 1, values_only=True):
                progress.done += 1
                if any(c is not None and c != "" for c in cells):
                    yield _row(names, cells)
        except (ValueError, KeyError, OSError, SyntaxError, zipfile.BadZipFile) as error:
            yield Broken("unreadable", f"the sheet cannot be read further: {error}"[:300], "")


def is_empty(cells: Sequence[Any]) -> bool:
    """Tell whether a row holds nothing; such a row is no product."""
    return not any(c is not None and c != "" for c in cells)


def _row(names: tuple[str, ...], cells: Sequence[Any]) -> Row | Broken:
    row = {name: _cell(c) for name, c in zip(names, cells, strict=False)}
    if sum(len(c) for c in row.values() if isinstance(c, str)) > LARGEST:
        return Broken("too-large", f"more than {LARGEST:,} characters in one row", "")
    return row


def _cell(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, float) and value.is_integer():
        return int(value)  # an article number that the sheet keeps as a number
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


class _Opened:
    """A workbook opened for reading row by row."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Any:  # noqa: ANN401
        from openpyxl import load_workbook

        try:
            with zipfile.ZipFile(self._path) as archive:
                size = sum(entry.file_size for entry in archive.infolist())
            if size > _UNPACKED:
                raise InputTooLarge(self._path.name, f"unpacks to more than {_UNPACKED:,} bytes")
            self._book = load_workbook(self._path, read_only=True, data_only=True)
        except (OSError, ValueError, KeyError, SyntaxError, zipfile.BadZipFile) as error:
            raise UnreadableFile(self._path.name, f"no XLSX workbook that can be opened: {error}"[:300]) from error
        return self._book

    def __exit__(self, *_: object) -> None:
        self._book.close()


def _sheet(book: Any, options: TableOptions) -> Any:  # noqa: ANN401
    if options.sheet is not None:
        if options.sheet not in book.sheetnames:
            raise UsageError(f"--sheet {options.sheet!r}: the workbook has {', '.join(book.sheetnames)}")
        return book[options.sheet]
    return max(book.worksheets, key=lambda s: max((_score(r) for r in _top(s)), default=0))


def _top(sheet: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
    return list(sheet.iter_rows(max_row=_SEARCHED, values_only=True))


def _score(cells: Sequence[Any]) -> int:
    """Return how much a row looks like column names: known names count most, then texts that are short."""
    texts = [c for c in cells if isinstance(c, str) and c.strip()]
    return 100 * sum(known(t) for t in texts) + sum(len(t) < 40 for t in texts)


def _header(path: Path, sheet: Any) -> tuple[int, tuple[str, ...]]:  # noqa: ANN401
    top = _top(sheet)
    if not any(any(c is not None for c in cells) for cells in top):
        raise UnreadableFile(path.name, f"the sheet {sheet.title!r} is empty")
    at = max(range(len(top)), key=lambda i: (_score(top[i]), -i))
    above = top[at - 1] if at else ()
    names: list[str] = []
    for number, cell in enumerate(top[at]):
        # a name merged over two rows stands in the upper one
        over = above[number] if number < len(above) else None
        name = " ".join(str(cell if cell not in (None, "") else over or f"column {number + 1}").split())
        names.append(name if name not in names else f"{name} {number + 1}")
    return at + 1, tuple(names)
