"""The kinds of catalogue that are read: a module each, found by looking."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from labelcheck.catalogue.beside import joined, others
from labelcheck.catalogue.containers import Head, head_of
from labelcheck.catalogue.format import Format, Input, Plan
from labelcheck.errors import UnreadableFile, UnsupportedFormat, UsageError

_HEAD = 65_536


@lru_cache(maxsize=1)
def formats() -> dict[str, Format]:
    """Return the formats by name."""
    found = [import_module(f"{__name__}.{m.name}").FORMAT for m in iter_modules(__path__)]
    return {f.name: f for f in found}


def plan(source: Input, name: str | None = None) -> Plan:
    """Return how a catalogue will be read; ``name`` is the format's where it should not be told by the content.

    Raises:
        InputError: there is no such file, or it is of no kind that is read.
        UsageError: an unknown format, or a table whose columns are not understood.

    """
    if not source.path.exists():
        raise UnreadableFile(str(source.path), "no such file or folder")
    if name is not None and name not in formats():
        raise UsageError(f"--input-format {name}: they are {', '.join(sorted(formats()))}")
    head = head_of(source.path, source.table)
    found = others(source, head)
    if not found:
        return _plan(source, name, head)
    named = replace(source, columns={"id": [found[0].key], **source.columns}, helped=True)
    return joined(named, _plan(named, name, head), found)


def _plan(source: Input, name: str | None, head: Head | None) -> Plan:
    if name is not None:
        return formats()[name].plan(source, head)
    first = _first(source.path)
    score, chosen = max(((f.recognise(source.path, head, first), f) for f in formats().values()), key=lambda p: p[0])
    if not score:
        raise UnsupportedFormat(
            source.path.name, f"no catalogue that is known; --input-format names it: {', '.join(sorted(formats()))}"
        )
    return chosen.plan(source, head)


def _first(path: Path) -> bytes:
    if not path.is_file():
        return b""
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise UnreadableFile(str(path), (error.strerror or str(error)).lower()) from error
