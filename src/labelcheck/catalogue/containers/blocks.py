"""Products as blocks of lines, a name and its value on each: "Artikel: 5501", "Dosering: 2 tabletter dagligen"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from labelcheck.catalogue.column_names import known_name
from labelcheck.catalogue.encodings import decoded
from labelcheck.catalogue.row import LARGEST, Broken, Progress, Row, first_names
from labelcheck.errors import InputTooLarge, UnreadableFile

if TYPE_CHECKING:
    from labelcheck.catalogue.containers import TableOptions

_LARGEST: Final = 256_000_000
_HEAD: Final = 65_536
_LINE: Final = re.compile(r"(?P<name>[^\W\d_][^:=\t;|]{0,50}?)[ ]*[:=][ \t]*(?P<value>.*)")
_FEW: Final = 2


def recognise(path: Path) -> bool:
    """Tell by lines of names and values whose first name comes again, or of which most are known."""
    if not path.is_file() or path.suffix.lower() not in (".txt", ".text"):
        return False
    with path.open("rb") as file:
        lines = decoded(file.read(_HEAD), whole=False).splitlines()
    names = [m["name"] for line in lines if (m := _LINE.match(line))]
    filled = sum(bool(line.strip()) for line in lines)
    known = {n for n in names if known_name(n)}
    return len(names) * 2 > filled and names.count(names[0]) > 1 and len(known) >= _FEW


def columns(path: Path, options: TableOptions) -> tuple[str, ...]:
    """Return the names of the first blocks."""
    return first_names(rows(path, options, Progress(), None))


def rows(
    path: Path, options: TableOptions, progress: Progress, wanted: tuple[str, ...] | None
) -> Iterator[Row | Broken]:
    """Yield a row for each block; a line without a name goes on with the value above it.

    Raises:
        InputTooLarge: it is larger than is held in memory.
        UnreadableFile: it cannot be opened.

    """
    del wanted
    try:
        if path.stat().st_size > _LARGEST:
            raise InputTooLarge(path.name, f"more than {_LARGEST:,} bytes of text; CSV may be of any size")
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path.name, (error.strerror or str(error)).lower()) from error
    progress.total = len(data)
    text = data.decode(options.encoding, errors="replace") if options.encoding else decoded(data)
    block: dict[str, list[str]] = {}
    begins = last = None
    line_of_block = 1
    for number, line in enumerate(text.splitlines(), 1):
        progress.done += len(line)
        match = _LINE.match(line)
        name = match["name"].strip() if match else None
        if name is not None and begins is None:
            begins = name
        if name is not None and name == begins and block:
            progress.line = line_of_block
            yield _row(block)
            block, line_of_block = {}, number
        if match and name and name not in block:
            block[name], last = [match["value"].strip()], name
        elif line.strip(" \t-=_*#") and last is not None and block:
            block[last].append(line.strip())
        elif line.strip(" \t-=_*#") and begins is not None:
            yield Broken("broken-row", "a line that belongs to no product", line[:200])
    if block:
        progress.line = line_of_block
        yield _row(block)


def _row(block: dict[str, list[str]]) -> Row | Broken:
    row: Row = {name: "\n".join(lines) for name, lines in block.items()}
    if sum(map(len, row.values())) > LARGEST:
        return Broken("too-large", f"more than {LARGEST:,} characters in one block", "")
    return row
