"""Lists and objects inside a field: amounts with their units, or names with their values, as systems export them in JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from labelcheck.catalogue.product import Nutrient

FieldOf = Callable[[str], str | None]
"""Which field a key is by its name."""
_MOST: Final = 500
_DEPTH: Final = 6


def nested_amounts(value: Any, field_of: FieldOf, row: Callable[[Mapping[str, str]], Nutrient]) -> Iterator[Nutrient]:  # noqa: ANN401
    """Yield the amounts that a cell holds as objects: ``row`` makes one of its cells by field.

    What an outer object says of its list, as what the amounts are for, holds for each.
    """
    for number, cells in enumerate(_objects(value, {}, field_of, 0)):
        if number >= _MOST:
            break
        if cells.get("nutrient") and (cells.get("amount") or cells.get("percent")):
            yield row(cells)


def _objects(value: Any, told: dict[str, str], field_of: FieldOf, depth: int) -> Iterator[dict[str, str]]:  # noqa: ANN401
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for part in value:
            yield from _objects(part, told, field_of, depth + 1)
    elif isinstance(value, dict):
        own = {
            f: str(v)
            for k, v in value.items()
            if not isinstance(v, dict | list) and v is not None and (f := _field(k, field_of))
        }
        yield {**told, **own}
        shared = {f: v for f, v in own.items() if f in ("per", "serving")}
        for part in value.values():
            if isinstance(part, dict | list):
                yield from _objects(part, {**told, **shared}, field_of, depth + 1)


def _field(key: str, field_of: FieldOf) -> str | None:
    field = field_of(key)
    return {"name": "nutrient", "serving": "per"}.get(field or "", field)


def nested_text(value: Any, depth: int = 0) -> str:  # noqa: ANN401
    """Return what a cell of objects says, as lines of names and values: "Portionsstorlek: 30 g".

    >>> nested_text([{"key": "dosage", "value": "1 softgel per day"}]), nested_text({"quantity": 2, "unit": "capsule", "per": "day"})
    ('dosage: 1 softgel per day', '2 capsule per day')
    """
    if isinstance(value, list):
        joint = "\n" if any(isinstance(v, dict) for v in value) else ", "
        return joint.join(filter(None, (nested_text(v, depth + 1) for v in value[:_MOST]))) if depth <= _DEPTH else ""
    if not isinstance(value, dict):
        return "" if value is None else str(value)
    plain = {str(k): str(v) for k, v in value.items() if isinstance(v, str | int | float) and str(v).strip()}
    told = next((plain[k] for k in ("value", "text", "@value") if plain.get(k)), None)
    if told is not None:
        name = next((plain[k] for k in ("name", "key", "label") if plain.get(k)), None)
        return f"{name}: {told}" if name else told
    if plain.get("name"):
        return plain["name"]
    words = [f"{k} {v}" if k == "per" else v for k, v in plain.items()]
    return " ".join(words)
