"""JSON: an array of objects, one object, or products by their key, wherever in the file they stand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from labelcheck.catalogue.column_names import known_name
from labelcheck.catalogue.row import Broken, Progress, Row, first_names
from labelcheck.errors import InputTooLarge, UnreadableFile

if TYPE_CHECKING:
    from labelcheck.catalogue.containers import TableOptions

_LARGEST: Final = 256_000_000
_SAMPLE: Final = 50
_DEPTH: Final = 6
_LINKED: Final = frozenset(("@context", "@graph", "@type"))
"""Keys of JSON-LD, which is a format of its own."""
_FEW: Final = 2
"""Keys of known names that an object has that is a product."""


def recognise(path: Path) -> bool:
    """Tell by the name and by what the file holds."""
    return path.is_file() and path.suffix.lower() == ".json" and _products(path) is not None


def columns(path: Path, options: TableOptions) -> tuple[str, ...]:
    """Return the keys of the first objects."""
    return first_names(rows(path, options, Progress(), None))


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
    """Return the products of a file, None where it holds none or is JSON-LD."""
    found = listed(_loaded(path, changed, size))
    objects = [r for r in found[:_SAMPLE] if isinstance(r, dict)]
    return found if objects and all(_LINKED.isdisjoint(r) for r in objects) else None


def held(path: Path) -> Any:  # noqa: ANN401
    """Return what a file holds.

    Raises:
        InputTooLarge: it is larger than is held in memory.
        UnreadableFile: it is no JSON.

    """
    stat = path.stat()
    return _loaded(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=1)
def _loaded(path: Path, changed: int, size: int) -> Any:  # noqa: ANN401
    del changed
    if size > _LARGEST:
        raise InputTooLarge(
            path.name, f"more than {_LARGEST:,} bytes of JSON; JSONL, an object on each line, may be of any size"
        )
    try:
        return json.loads(path.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError as error:
        raise UnreadableFile(path.name, (error.strerror or str(error)).lower()) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(path.name, f"no JSON: {error}") from error


def listed(value: Any) -> list[Any]:  # noqa: ANN401
    """Return the products inside a value: the list, object or objects by key, with the most keys of known names.

    Of those alike the outermost counts: the nutrients of a product are a list inside it.
    """
    if isinstance(value, list) and any(isinstance(v, dict) for v in value):
        return _whole(value)
    if isinstance(value, dict) and isinstance(product := value.get("product"), dict) and _LINKED.isdisjoint(value):
        return [{**{k: v for k, v in value.items() if not isinstance(v, dict | list)}, **product}]
    found: tuple[Any, list[Any]] = max(_candidates(value, 0), key=lambda c: c[0], default=(0, []))
    return _whole(found[1])


def _candidates(value: Any, depth: int) -> Iterator[tuple[tuple[bool, int], list[Any]]]:  # noqa: ANN401
    """Yield what may be the products, each with how good: whether its objects are products, and how far out it stands."""
    if depth > _DEPTH or not isinstance(value, dict) or not _LINKED.isdisjoint(value):
        return
    for part in value.values():
        if isinstance(part, list) and any(isinstance(v, dict) for v in part):
            yield (_is_product(part), -depth), part
    if all(isinstance(v, dict) for v in value.values()) and _is_product(list(value.values())):
        yield (True, -depth), [{"id": k, **v} if "id" not in v else v for k, v in value.items()]
    if _is_product([value]):
        yield (True, 1 - depth), [value]
    for part in value.values():
        yield from _candidates(part, depth + 1)


def _whole(found: list[Any]) -> list[Any]:
    """Return products without what only wraps each of them: {"product": {…}}, {"cursor": "x", "node": {…}}."""
    inner = [_wrapped(v) for v in found]
    return inner if inner and None not in inner else found


def _wrapped(value: Any) -> dict[str, Any] | None:  # noqa: ANN401
    if not isinstance(value, dict):
        return None
    objects = [v for v in value.values() if isinstance(v, dict)]
    plain = len(value) == 1 or not any(isinstance(v, list) or known_name(k) for k, v in value.items())
    return objects[0] if len(objects) == 1 and plain and (len(value) == 1 or _is_product(objects)) else None


def _is_product(found: list[Any]) -> bool:
    keys = {k for v in found[:_SAMPLE] if isinstance(v, dict) for k in v}
    return sum(map(known_name, keys)) >= _FEW
