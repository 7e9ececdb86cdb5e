"""JSON: one array of objects, or what an interface answered with, an object that holds one product or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from labelcheck.catalogue.row import Broken, Progress, Row
from labelcheck.errors import InputTooLarge, UnreadableFile

if TYPE_CHECKING:
    from labelcheck.catalogue.containers import TableOptions

_LARGEST: Final = 256_000_000
_SAMPLE: Final = 50
_LISTS: Final = ("products", "items", "data", "results", "hits", "rows")
"""Under these an answer holds its products."""
_LINKED: Final = frozenset(("@context", "@graph", "@type"))
"""Keys of JSON-LD, which is a format of its own."""


def recognise(path: Path) -> bool:
    """Tell by the name and by what the file holds."""
    return path.is_file() and path.suffix.lower() == ".json" and _products(path) is not None


def columns(path: Path, options: TableOptions) -> tuple[str, ...]:
    """Return the keys of the first objects."""
    del options
    names: dict[str, None] = {}
    for row in (_products(path) or [])[:_SAMPLE]:
        if isinstance(row, dict):
            names.update(dict.fromkeys(row))
    return tuple(names)


def rows(
    path: Path, options: TableOptions, progress: Progress, wanted: tuple[str, ...] | None
) -> Iterator[Row | Broken]:
    """Yield the objects; an entry that is none is broken."""
    del options, wanted
    found = _products(path) or []
    progress.total = progress.rows = len(found)
    for number, row in enumerate(found, 1):
        progress.done = progress.line = number
        yield row if isinstance(row, dict) else Broken("broken-row", "no JSON object", str(row)[:200])


def _products(path: Path) -> list[Any] | None:
    stat = path.stat()
    return _held(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1)
def _held(path: Path, changed: int, size: int) -> list[Any] | None:
    """Return the products of a file, None where it holds none or is JSON-LD.

    Raises:
        InputTooLarge: it is larger than is held in memory.

    """
    del changed
    if size > _LARGEST:
        raise InputTooLarge(
            path.name, f"more than {_LARGEST:,} bytes of JSON; JSONL, an object on each line, may be of any size"
        )
    try:
        value = json.loads(path.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError as error:
        raise UnreadableFile(path.name, (error.strerror or str(error)).lower()) from error
    except (ValueError, RecursionError):
        return None
    found = _listed(value)
    objects = [r for r in found[:_SAMPLE] if isinstance(r, dict)]
    return found if objects and all(_LINKED.isdisjoint(r) for r in objects) else None


def _listed(value: Any) -> list[Any]:  # noqa: ANN401
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or not _LINKED.isdisjoint(value):
        return []
    if isinstance(product := value.get("product"), dict):
        return [{**{k: v for k, v in value.items() if not isinstance(v, dict | list)}, **product}]
    return next((v for k in _LISTS if isinstance(v := value.get(k), list) and v), [])
