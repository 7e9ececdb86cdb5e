"""CSV and TSV: any delimiter, any encoding, read line by line so that one wrong quote costs one row.

What is not UTF-8 is in the code page that the file's other such lines fit best.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from itertools import islice, zip_longest
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from labelcheck.catalogue.columns import known
from labelcheck.catalogue.encodings import code_page
from labelcheck.catalogue.headings import are_keys, headed, is_over, is_turned, over, with_units
from labelcheck.catalogue.row import LARGEST, Broken, Progress, Row
from labelcheck.errors import UnreadableFile, UsageError

if TYPE_CHECKING:
    from labelcheck.catalogue.containers import TableOptions

_DELIMITERS: Final = ("\t", ";", ",", "|")
_LINES: Final = 400
"""Lines of one row; a description is shorter, a row whose closing quote is missing is not."""
_HEAD: Final = 65_536
_TITLES: Final = 8
"""Lines that may stand above the names of the columns."""
_SEARCHED: Final = 8_000_000
"""Bytes among which lines in another encoding are looked for, to tell which it is."""
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def recognise(path: Path) -> bool:
    """Tell whether a file may be a delimited table: by its name, or a first line with a delimiter and no zero bytes."""
    if not path.is_file():
        return False
    if path.suffix.lower() in (".csv", ".tsv", ".tab"):
        return True
    if path.suffix.lower() not in (".txt", ".gz", ""):
        return False
    head = _head(path)
    for mark, encoding in _MARKS:
        if head.startswith(mark):  # as spreadsheets save "Unicode text"
            head = head[len(mark) :].decode(encoding, errors="replace").encode()
            break
    return b"\0" not in head and any(d.encode() in head.split(b"\n", 1)[0] for d in _DELIMITERS[:2])


def columns(path: Path, options: TableOptions) -> tuple[str, ...]:
    """Return the names in the first line, or of two lines of names together.

    Raises:
        UnreadableFile: the file is empty or not there.

    """
    for header in _records(path, options, Progress()):
        if isinstance(header, Broken):
            raise UnreadableFile(path.name, f"its first line is no header: {header.why}")
        lines = _turned(path, options)
        return _headings(path, options)[0] if lines is None else tuple(" ".join(c[0].split()) for c in lines)
    raise UnreadableFile(path.name, "the file is empty; a table begins with a line of column names")


def products_across(path: Path, options: TableOptions) -> bool:
    """Tell whether the file has a product in each column."""
    return _turned(path, options) is not None


def _turned(path: Path, options: TableOptions) -> list[list[str]] | None:
    """Return the lines of a table with a product in each column, None of any other."""
    lines: list[list[str]] = []
    for cells in islice(_records(path, options, Progress()), _FIELDS + 1):
        if isinstance(cells, Broken) or (not lines and sum(map(known, cells)) > 1):
            return None
        lines += [cells] if any(c.strip() for c in cells) else []
    return lines if len(lines) <= _FIELDS and is_turned(lines) else None


_FIELDS: Final = 500
"""Lines of a table with a product in each column."""


def lines_above(path: Path, options: TableOptions) -> list[str]:
    """Return the lines above the names, which may explain them."""
    top = list(islice(_records(path, options, Progress()), _TITLES + 4))
    return [";".join(filter(None, cells)) for cells in _sound_lines(top[: _titles(top)])]


def delimiter_of(path: Path, options: TableOptions) -> str:
    """Return what parts the cells of a file."""
    head = _head(path)
    encoding, skip = _encoding(head, options)
    return _delimiter(head[skip:].decode(encoding, errors="replace"), options)


def rows(
    path: Path, options: TableOptions, progress: Progress, wanted: tuple[str, ...] | None
) -> Iterator[Row | Broken]:
    """Yield rows; a row with more cells than the header, or one that never ends, is broken."""
    del wanted  # lines are split whole
    if (turned := _turned(path, options)) is not None:
        names = tuple(" ".join(cells[0].split()) for cells in turned)
        for progress.done, cells in enumerate(list(zip_longest(*turned, fillvalue=""))[1:], 1):
            if any(c.strip() for c in cells):
                yield dict(zip(names, cells, strict=True))
        return
    names, lines = _headings(path, options)
    for record in islice(_records(path, options, progress), lines, None):
        if isinstance(record, Broken):
            yield record
        elif len(record) > len(names) and any(c.strip() for c in record[len(names) :]):
            why = f"{len(record)} cells under {len(names)} columns"
            yield Broken("broken-row", why, str(record[0])[:200], dict(zip(names, record, strict=False)))
        else:
            yield dict(zip(names, record, strict=False))


def _headings(path: Path, options: TableOptions) -> tuple[tuple[str, ...], int]:
    """Return the names of the columns, and how many lines hold them; none where the first line is none."""
    top = list(islice(_records(path, options, Progress()), _TITLES + 4))
    titles = _titles(top)
    first, second, third = [*_sound_lines(top[titles:]), None, None, None][:3]
    if first is None:
        return (), titles + 1
    names, lines = _names(first), titles + 1
    if second is not None and is_over(first, second):
        heads = over(first)
        pairs = zip_longest(second, first[: len(second)], fillvalue="")
        names = _names([headed(name, heads.get(n)) if name.strip() else up for n, (name, up) in enumerate(pairs)])
        lines += 1
        second = third
    if second is not None and are_keys(second) and not are_keys(names):
        # a name for people and one for machines: that which is known
        pairs = zip_longest(names, second, fillvalue="")
        return _names([one if not other or known(one) else other for one, other in pairs]), lines + 1
    told = None if second is None else with_units(names, second)
    return (names, lines) if told is None else (_names(list(told)), lines + 1)


def _sound_lines(top: list[list[str] | Broken]) -> Iterator[list[str]]:
    """Yield the lines before the first that is broken."""
    for cells in top:
        if isinstance(cells, Broken):
            return
        yield cells


def _titles(top: list[list[str] | Broken]) -> int:
    """Return how many lines stand above that of the names: a title and when the list was made, one cell each; remarks."""
    for number, cells in enumerate(top[: _TITLES + 1]):
        if isinstance(cells, Broken) or (sum(bool(c.strip()) for c in cells) > 1 and not _is_remark(cells)):
            named = not isinstance(cells, Broken) and sum(map(known, cells)) > 1
            return number if named else next((n for n, c in enumerate(top) if not _is_remark(c)), 0)
    return 0


def _is_remark(cells: list[str] | Broken) -> bool:
    """Tell whether a line says by its mark that it is none of the table; names of columns may begin with it, too."""
    return not isinstance(cells, Broken) and cells[0].startswith(_REMARK) and sum(map(known, cells)) <= 1


_REMARK: Final = "#"


def _names(header: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    names = []
    for number, name in enumerate(header, 1):
        name = " ".join(name.split()) or f"column {number}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return tuple(names)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise UnreadableFile(path.name, (error.strerror or str(error)).lower()) from error


def _encoding(head: bytes, options: TableOptions) -> tuple[str, int]:
    if options.encoding:
        try:
            codecs.lookup(options.encoding)
        except LookupError as error:
            raise UsageError(f"--encoding {options.encoding}: unknown; as utf-8, cp1252, utf-16-le") from error
        return options.encoding, 0
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    zeros = (head[::2].count(0), head[1::2].count(0))
    if max(zeros) > len(head) // 5:
        return ("utf-16-le" if zeros[1] > zeros[0] else "utf-16-be"), 0
    return "utf-8", 0


def _delimiter(head: str, options: TableOptions) -> str:
    """Return the delimiter that splits the header into the most parts, or that of the options."""
    if options.delimiter:
        return {"\\t": "\t", "tab": "\t"}.get(options.delimiter, options.delimiter)
    lines = [re.sub(r'"[^"]*"', "", line) for line in head.split("\n", _TITLES)[:_TITLES]]
    # a remark parts its words as it likes
    lines.sort(key=lambda line: line.startswith(_REMARK))
    line = next((line for line in lines if any(d in line for d in _DELIMITERS)), "")
    return max(_DELIMITERS, key=line.count)


class _Runaway(Exception):
    """A quote that does not close."""


class _Cut(str):
    """The beginning of a line that is longer than a row may be."""

    __slots__ = ()


class _Lines:
    """The lines of a file as text, those of the current record kept so that they can be given again."""

    def __init__(self, file: IO[bytes], encoding: str, progress: Progress, path: Path) -> None:
        self._file = file
        self._encoding = encoding
        self._path = path
        self._page: str | None = None
        self._progress = progress
        self._again: deque[str] = deque()
        self.record: list[str] = []
        self.number = 0
        self._size = 0
        wide = encoding.startswith(("utf-16", "utf-32"))
        self._reader = io.TextIOWrapper(file, encoding, "replace", newline="\n") if wide else None

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._line()
        self.record.append(line)
        self.number += 1
        self._size += len(line)
        if len(self.record) > _LINES or self._size > LARGEST:
            raise _Runaway
        return line

    def start(self) -> None:
        self.record = []
        self._size = 0

    def push_back(self, lines: list[str]) -> None:
        self._again.extendleft(reversed(lines))
        self.number -= len(lines)

    def _line(self) -> str:
        if self._reader is not None:
            text = self._reader.readline(LARGEST)
            self._progress.done = self._file.tell()
            whole = len(text) < LARGEST or text.endswith("\n")
        else:
            data = self._file.readline(LARGEST)
            self._progress.done += len(data)
            text = self._decoded(data)
            whole = len(data) < LARGEST or data.endswith(b"\n")
        if not text:
            raise StopIteration
        if not whole:
            self._skip_line()
            return _Cut(text[:200])
        return text.replace("\0", "")

    def _decoded(self, data: bytes) -> str:
        try:
            return data.decode(self._encoding)
        except UnicodeDecodeError:
            # part of the rows were pasted from another system, or all of them are of one
            if self._page is None:
                self._page = code_page(_foreign(self._path, self._encoding))
            return data.decode(self._page, errors="replace")

    def _skip_line(self) -> None:
        end = "\n" if self._reader is not None else b"\n"
        while True:
            rest = (self._reader or self._file).readline(LARGEST)
            self._progress.done = self._file.tell()
            if not rest or rest[-1:] == end:
                return


def _records(path: Path, options: TableOptions, progress: Progress) -> Iterator[list[str] | Broken]:
    csv.field_size_limit(LARGEST)
    head = _head(path)
    encoding, skip = _encoding(head, options)
    delimiter = _delimiter(head[skip:].decode(encoding, errors="replace"), options)
    with path.open("rb") as file:
        progress.total = path.stat().st_size
        file.seek(skip)
        lines = _Lines(file, encoding, progress, path)
        width: int | None = None
        while True:
            lines.start()
            first = lines.number + 1
            record = _record(lines, delimiter, width)
            if record is None:
                return
            if isinstance(record, Broken) or record:
                if width is None and not isinstance(record, Broken):
                    width = len(record)
                progress.line = first
                yield record


def _foreign(path: Path, encoding: str) -> Iterator[bytes]:
    """Yield the lines near the beginning of a file that are not in its encoding."""
    with path.open("rb") as file:
        for line in file.readlines(_SEARCHED):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                yield line


def _sound(record: list[str], lines: list[str], delimiter: str, width: int | None) -> bool:
    """Tell whether a record of several lines has the header's width and ends each quoted cell with its quote."""
    try:
        return width is None or len(next(csv.reader(lines, delimiter=delimiter, strict=True))) == width == len(record)
    except (csv.Error, StopIteration):
        return False


def _record(lines: _Lines, delimiter: str, width: int | None) -> list[str] | Broken | None:
    """Return the next record, [] for an empty line, None at the end."""
    try:
        record = next(csv.reader(lines, delimiter=delimiter), None)
    except (_Runaway, csv.Error):
        record = None if not lines.record else [""]
        runaway = True
    else:
        # a quote that swallowed rows until another one closed it gives a row of the wrong width
        runaway = len(lines.record) > 1 and record is not None and not _sound(record, lines.record, delimiter, width)
    if record is None:
        return None
    first, *rest = lines.record
    if isinstance(first, _Cut):
        lines.push_back(rest)
        return Broken("too-large", f"more than {LARGEST:,} bytes in one row", first[:200])
    if runaway and rest:
        lines.push_back(rest)
        return Broken("broken-row", "a quotation mark in this row is not closed", first[:200].rstrip("\r\n"))
    if runaway:
        return Broken("broken-row", "this row is no delimited text", first[:200].rstrip("\r\n"))
    return record
