"""Labels, reports and stacks as plain values and back, with nothing left out: for files, queues and other processes.

The JSON of schema "labelcheck/report/1" is for readers of results, and leaves out what only labelcheck needs again (the
printed text, the words of a picture). This form holds every field, by its name in Python; decimals are text.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, Final, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from labelcheck.errors import UsageError

WHOLE_SCHEMA: Final = "labelcheck/object/1"
T = TypeVar("T")
_PLAIN: Final = (str, int, float, bool)


def to_whole(value: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return an object with all its fields, made of what JSON knows."""
    return {"schema": WHOLE_SCHEMA, "type": type(value).__name__, **_fields_of(value)}


def from_whole(told: object, kind: type[T], own: dict[type[Any], type[Any]]) -> T:
    """Return the object that :func:`to_whole` made a dictionary of; ``own`` are the classes to make for others.

    Raises:
        UsageError: it is no such dictionary, or one of another type; the message names the field.

    """
    if not isinstance(told, dict):
        raise UsageError(f"{kind.__name__}: a dictionary is needed, as to_dict gives it, not {type(told).__name__}")
    if told.get("schema") != WHOLE_SCHEMA:
        raise UsageError(
            f"{kind.__name__}: schema {told.get('schema')!r} cannot be made an object again, {WHOLE_SCHEMA!r} can: "
            "to_dict() and to_json(whole=True) write it"
        )
    if told.get("type") != kind.__name__:
        raise UsageError(f"this is a {told.get('type')}, not a {kind.__name__}")
    fields = {k: v for k, v in told.items() if k not in ("schema", "type")}
    made: T = _made(kind, fields, kind.__name__, own)
    return made


def _fields_of(value: Any) -> dict[str, Any]:  # noqa: ANN401
    kind: Any = type(value)
    return {name: _plain(getattr(value, name)) for name in _names(kind)}


def _plain(value: Any) -> Any:  # noqa: ANN401
    if value is None or isinstance(value, _PLAIN):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if dataclasses.is_dataclass(value) or hasattr(value, "_fields"):
        return _fields_of(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, dict):
        return dict(value)
    return [_plain(v) for v in value]


@cache
def _names(kind: Any) -> tuple[str, ...]:  # noqa: ANN401
    """Return the names of a class's fields, in order."""
    if dataclasses.is_dataclass(kind):
        return tuple(f.name for f in dataclasses.fields(kind))
    return tuple(kind._fields)


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401
    return get_type_hints(kind)


def _made(kind: Any, told: Any, where: str, own: dict[type[Any], type[Any]]) -> Any:  # noqa: ANN401
    """Return the value of type ``kind`` that ``told`` stands for."""
    origin = get_origin(kind)
    if origin is Union or origin is types.UnionType:
        return _one_of(get_args(kind), told, where, own)
    if origin is Literal:
        if told not in get_args(kind):
            raise UsageError(f"{where}: {told!r} is none of {', '.join(map(repr, get_args(kind)))}")
        return told
    if origin is not None:
        return _many(kind, told, where, own)
    if kind is Decimal:
        try:
            return Decimal(told) if isinstance(told, str) else _wrong(where, "a decimal number as text", told)
        except InvalidOperation:
            return _wrong(where, "a decimal number as text", told)
    if kind is float and isinstance(told, int) and not isinstance(told, bool):
        return float(told)
    if kind in _PLAIN:
        fits = isinstance(told, kind) and not (kind is int and isinstance(told, bool))
        return told if fits else _wrong(where, kind.__name__, told)
    return _object(own.get(kind, kind), told, where, own)


def _object(kind: type[Any], told: Any, where: str, own: dict[type[Any], type[Any]]) -> Any:  # noqa: ANN401
    if not isinstance(told, dict):
        _wrong(where, f"the fields of {kind.__name__}", told)
    known: Any = kind
    hints, names = _hints(known), _names(known)
    unknown = sorted(set(told) - set(names))
    if unknown:
        raise UsageError(f"{where}: no field {unknown[0]!r}; they are {', '.join(names)}")
    try:
        return kind(**{n: _made(hints[n], told[n], f"{where}.{n}", own) for n in names if n in told})
    except TypeError as error:
        # a field without a default is missing
        raise UsageError(f"{where}: {error}") from error


def _one_of(kinds: tuple[Any, ...], told: Any, where: str, own: dict[type[Any], type[Any]]) -> Any:  # noqa: ANN401
    if told is None and types.NoneType in kinds:
        return None
    # of "Decimal or float" a Decimal is what the object itself keeps
    (kind, *_) = [k for k in kinds if k is not types.NoneType]
    return _made(kind, told, where, own)


def _many(kind: Any, told: Any, where: str, own: dict[type[Any], type[Any]]) -> Any:  # noqa: ANN401
    origin, inner = get_origin(kind), get_args(kind)
    if origin is dict:
        if not isinstance(told, dict):
            _wrong(where, "a dictionary", told)
        return {_made(inner[0], k, where, own): _made(inner[1], v, f"{where}.{k}", own) for k, v in told.items()}
    if not isinstance(told, list | tuple):
        _wrong(where, "a list", told)
    collect: Callable[[list[Any]], Any] = origin
    if origin is tuple and (len(inner) != 2 or inner[1] is not Ellipsis):
        if len(inner) != len(told):
            _wrong(where, f"a list of {len(inner)}", told)
        return tuple(_made(k, v, f"{where}[{i}]", own) for i, (k, v) in enumerate(zip(inner, told, strict=True)))
    return collect([_made(inner[0], v, f"{where}[{i}]", own) for i, v in enumerate(told)])


def _wrong(where: str, wanted: str, told: Any) -> Any:  # noqa: ANN401
    raise UsageError(f"{where}: {wanted} is needed, not {told!r:.60}")
