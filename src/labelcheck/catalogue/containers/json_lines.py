"""JSONL: one JSON object per line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from labelcheck.catalogue.row import LARGEST, Broken, Progress, Row
from labelcheck.errors import UnreadableFile

if TYPE_CHECKING:
    from labelcheck.catalogue.containers import TableOptions

_SAMPLE: Final = 50
_DEPTH: Final = "nested too deeply"


def recognise(path: Path) -> bool:
    """Tell by the name."""
    return path.is_file() and path.suffix.lower() in (".jsonl", ".ndjson")


def columns(path: Path, options: TableOptions) -> tuple[str, ...]:
    """Return the keys of the first rows.

    Raises:
        UnreadableFile: no line among them is an object.

    """
    names: dict[str, None] = {}
    for number, row in enumerate(rows(path, options, Progress(), None)):
        if number >= _SAMPLE:
            break
        if not isinstance(row, Broken):
            names.update(dict.fromkeys(row))
    if not names:
        raise UnreadableFile(path.name, f"none of its first {_SAMPLE} lines is a JSON object")
    return tuple(names)


def rows(
    path: Path, options: TableOptions, progress: Progress, wanted: tuple[str, ...] | None
) -> Iterator[Row | Broken]:
    """Yield objects; a line that is none is broken."""
    del wanted
    try:
        file = path.open("rb")
    except OSError as error:
        raise UnreadableFile(path.name, (error.strerror or str(error)).lower()) from error
    with file:
        progress.total = path.stat().st_size
        while line := file.readline(LARGEST):
            progress.done += len(line)
            progress.line = (progress.line or 0) + 1
            if len(line) == LARGEST and not line.endswith(b"\n"):
                while (rest := file.readline(LARGEST)) and not rest.endswith(b"\n"):
                    progress.done += len(rest)
                yield Broken("too-large", f"more than {LARGEST:,} bytes in one row", _text(line[:200], options))
            elif line.strip():
                yield _row(line, options)


def _text(line: bytes, options: TableOptions) -> str:
    try:
        return line.decode(options.encoding or "utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _row(line: bytes, options: TableOptions) -> Row | Broken:
    text = _text(line, options)
    try:
        value: Any = json.loads(text)
    except ValueError as error:
        return Broken("broken-row", f"no JSON: {error}", text[:200].strip())
    except RecursionError:
        return Broken("broken-row", _DEPTH, text[:200].strip())
    if not isinstance(value, dict):
        return Broken("broken-row", "no JSON object", text[:200].strip())
    return value
