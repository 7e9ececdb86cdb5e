"""XLSX: the sheet and the row that hold the column names are found; titles above them are left out.

A heading that is merged over several columns goes before the names below it, units below the names go behind them. A formula whose value was not stored, as
programs write them, is given as its text: it is no amount, and no empty cell either.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from labelcheck.catalogue.column_names import column_field
from labelcheck.catalogue.headings import headed, is_over, is_turned, score, with_units
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
        sheet = _sheet(book, options)
        lines = _turned(sheet)
        return _header(path, sheet)[1] if lines is None else tuple(" ".join(str(c[0]).split()) for c in lines)


def products_across(path: Path, options: TableOptions) -> bool:
    """Tell whether the sheet that is read has a product in each column."""
    with _Opened(path) as book:
        return _turned(_sheet(book, options)) is not None


def _turned(sheet: Any) -> list[tuple[Any, ...]] | None:  # noqa: ANN401
    """Return the lines of a sheet with a product in each column, None of any other."""
    if not is_turned(_top(sheet)):
        return None
    lines = [cells for cells in sheet.iter_rows(max_row=_EXPLAINED, values_only=True) if not is_empty(cells)]
    return lines if is_turned(lines) else None


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
        if (lines := _turned(sheet)) is not None:
            names = tuple(" ".join(str(c[0]).split()) for c in lines)
            for cells in list(zip_longest(*lines))[1:]:
                progress.done += 1
                if not is_empty(cells):
                    yield _row(names, cells)
            return
        at, names = _header(path, sheet)
        formulas = _formulas(path, sheet, at)
        progress.total = max(0, (sheet.max_row or 0) - at)
        try:
            for cells in sheet.iter_rows(min_row=at + 1, values_only=True):
                progress.done += 1
                progress.line = at + progress.done
                if formulas is not None:
                    written = next(formulas, ())
                    cells = tuple(
                        f if c is None and isinstance(f, str) and f.startswith("=") else c
                        for c, f in zip_longest(cells, written)
                    )
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
        try:
            with zipfile.ZipFile(self._path) as archive:
                size = sum(entry.file_size for entry in archive.infolist())
            if size > _UNPACKED:
                raise InputTooLarge(self._path.name, f"unpacks to more than {_UNPACKED:,} bytes")
            self._book = _loaded(self._path, data_only=True)
        except (OSError, ValueError, KeyError, SyntaxError, zipfile.BadZipFile) as error:
            raise UnreadableFile(self._path.name, f"no XLSX workbook that can be opened: {error}"[:300]) from error
        return self._book

    def __exit__(self, *_: object) -> None:
        self._book.close()


def _loaded(path: Path, *, data_only: bool) -> Any:  # noqa: ANN401
    from openpyxl import load_workbook

    return load_workbook(path, read_only=True, data_only=data_only)


def _formulas(path: Path, sheet: Any, at: int) -> Iterator[tuple[Any, ...]] | None:  # noqa: ANN401
    """Return the rows as they were written, None where no cell of the sheet holds a formula."""
    if not _Marks.of(path, sheet).formulas:
        return None
    rows: Iterator[tuple[Any, ...]] = _loaded(path, data_only=False)[sheet.title].iter_rows(
        min_row=at + 1, values_only=True
    )
    return rows


class _Marks(NamedTuple):
    """What of a sheet the reader that goes row by row does not tell: whether it has formulas, and what is merged."""

    formulas: bool
    merged: tuple[tuple[int, int, int], ...]
    """Row, first and last column of ranges that are merged over columns, from 1."""

    @classmethod
    def of(cls, path: Path, sheet: Any) -> _Marks:  # noqa: ANN401
        """Look for them in the sheet's XML."""
        formulas, merged, rest = False, [], b""
        try:
            with zipfile.ZipFile(path) as archive, archive.open(sheet._worksheet_path) as file:  # noqa: SLF001
                while chunk := file.read(_CHUNK):
                    text = rest + chunk
                    formulas = formulas or _FORMULA.search(text) is not None
                    # a mark that is cut in two at the end of a piece is seen whole in the next
                    merged += [m.groups() for m in _MERGED.finditer(text)]
                    rest = text[-_MARK:]
        except (OSError, KeyError, AttributeError, zipfile.BadZipFile):
            return cls(formulas=False, merged=())
        from openpyxl.utils import column_index_from_string

        places = {
            (int(row), column_index_from_string(first.decode()), column_index_from_string(last.decode()))
            for first, row, last in merged
        }
        return cls(formulas, tuple(sorted(p for p in places if p[1] < p[2])))


_CHUNK: Final = 1_000_000
_MARK: Final = 80
_FORMULA: Final = re.compile(rb"<f[ >/]")
_MERGED: Final = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})\d{1,7}"')


def _sheet(book: Any, options: TableOptions) -> Any:  # noqa: ANN401
    if options.sheet is not None:
        if options.sheet not in book.sheetnames:
            raise UsageError(f"--sheet {options.sheet!r}: the workbook has {', '.join(book.sheetnames)}")
        return book[options.sheet]
    found = [(s, max(_top(s), key=score, default=())) for s in book.worksheets]
    best = max(found, key=lambda f: score(f[1]), default=(book.worksheets[0], ()))
    fields = [{column_field(c) for c in names if isinstance(c, str)} for _, names in found]
    if "nutrient" in fields[[s for s, _ in found].index(best[0])]:
        # a sheet of amounts has more names that are known than that of the products whose amounts they are
        of_products = [
            s for (s, _), f in zip(found, fields, strict=True) if {"id", "name"} <= f and "nutrient" not in f
        ]
        return next(iter(of_products), best[0])
    return best[0]


def lines_above(path: Path, options: TableOptions) -> list[str]:
    """Return the lines above the names, which may explain them."""
    with _Opened(path) as book:
        sheet = _sheet(book, options)
        top, at = _top(sheet), _header(path, sheet)[0]
        return [";".join(c for c in cells if isinstance(c, str)) for cells in top[: at - 1]]


def told_beside(path: Path, options: TableOptions) -> list[list[tuple[Any, ...]]]:
    """Return the first rows of the sheets beside the one that is read: one of them may explain the names of columns."""
    with _Opened(path) as book:
        own = _sheet(book, options).title
        return [list(s.iter_rows(max_row=_EXPLAINED, values_only=True)) for s in book.worksheets if s.title != own]


_EXPLAINED: Final = 500


def others(path: Path, options: TableOptions) -> list[str]:
    """Return the titles of the sheets beside the one that is read."""
    with _Opened(path) as book:
        own = _sheet(book, options).title
        return [str(s.title) for s in book.worksheets if s.title != own]


def _top(sheet: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
    return list(sheet.iter_rows(max_row=_SEARCHED, values_only=True))


def _header(path: Path, sheet: Any) -> tuple[int, tuple[str, ...]]:  # noqa: ANN401
    top = _top(sheet)
    if not any(any(c is not None for c in cells) for cells in top):
        raise UnreadableFile(path.name, f"the sheet {sheet.title!r} is empty")
    at = max(range(len(top)), key=lambda i: (score(top[i]), -i))
    if at + 1 < len(top) and is_over(*([c if isinstance(c, str) else "" for c in cells] for cells in top[at : at + 2])):
        at += 1
    above = top[at - 1] if at else ()
    heads = _heads(path, sheet, at, above)
    names: list[str] = []
    for number, cell in enumerate(top[at]):
        # a name merged over two rows stands in the upper one
        over = above[number] if number < len(above) else None
        name = " ".join(str(cell if cell not in (None, "") else over or f"column {number + 1}").split())
        name = headed(name, heads.get(number))
        names.append(name if name not in names else f"{name} {number + 1}")
    below = with_units(names, top[at + 1]) if at + 1 < len(top) else None
    return (at + 1, tuple(names)) if below is None else (at + 2, below)


def _heads(path: Path, sheet: Any, at: int, above: Sequence[Any]) -> dict[int, str]:  # noqa: ANN401
    """Return the headings over the names by place: each over its own column, a merged one over all of its columns."""
    found = {n: " ".join(c.split()) for n, c in enumerate(above) if isinstance(c, str) and c.strip()}
    if not found:
        return {}
    for row, first, last in _Marks.of(path, sheet).merged:
        if row == at and first - 1 in found:
            found |= dict.fromkeys(range(first - 1, last), found[first - 1])
    return found
