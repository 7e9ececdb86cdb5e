"""Open Food Facts: the CSV, JSONL and Parquet exports. Its nutriments become readings, none is left out.

Up to schema 1002 products have ``nutriments``: ``zinc_100g`` is in grams (energy in kJ or kcal), ``zinc_value`` in
``zinc_unit`` as the contributor typed it, ``zinc_modifier`` its "<". From 1003 on they have ``nutrition`` with
``input_sets`` as typed and one ``aggregated_set``. Tables may be of millions of rows with 200 columns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from labelcheck.catalogue.amounts import quantity, unit_of
from labelcheck.catalogue.columns import cell_text
from labelcheck.catalogue.containers import Broken, Head, Progress, Row, rows_of
from labelcheck.catalogue.find_columns import find_columns
from labelcheck.catalogue.format import Format, Input, Plan, has_columns, table_plan
from labelcheck.catalogue.names import basis_of, named
from labelcheck.catalogue.product import Nutrient, Product
from labelcheck.knowledge import load


def _in_languages(*fields: str) -> tuple[str, ...]:
    """Return fields with those of single languages: "product_name", "product_name_fr"."""
    return tuple(name for f in fields for name in (f, *(f"{f}_{code}" for code in load().dosing)))


_PRESET: Final = {
    "id": ("code",),
    "name": _in_languages("product_name"),
    "brand": ("brands",),
    "category": ("categories", "main_category"),
    "language": ("lang", "lc"),
    "text": _in_languages("generic_name", "other_information"),
    "dose": _in_languages("preparation"),
    "serving": ("serving_size",),
    "ingredients": ("ingredients_text",),
}
_ENERGY: Final = {"energy-kj": "kJ", "energy-kcal": "kcal", "energy": "kJ"}
_KEY: Final = re.compile(
    r"(?P<name>[a-z]{2}:[\w-]+|[a-z0-9-]+?)(?P<prepared>_prepared)?_(?P<part>100g|serving|value|unit|modifier)"
)
_OTHERS: Final = re.compile(
    r"nova-group|nutrition-score.*|nutriscore.*|carbon-footprint.*|fruits-vegetables.*|ph|energy-from-fat|ecoscore.*|"
    r"collagen-meat-protein-ratio|water-hardness|acidity|unsaturated-fat|erythritol-.*|nutrition-score|glycemic-index"
)
"""What stands among the nutriments and is none: scores, ratios and what is worked out from others."""
_MODIFIERS: Final = {"<": "<", ">": ">", "~": "~", "≤": "<", "≥": ">"}
_FIELDS: Final = ("nutriments", "nutrition")
_BESIDE: Final = ("serving_quantity", "serving_quantity_unit", "serving_size")
_IN_ENTRY: Final = {"100g": "100g", "serving": "serving", "value": "value", "unit": "unit", "modifier": "modifier"}
_PER: Final = {
    "100g": "per-100-g",
    "100ml": "per-100-ml",
    "serving": "serving",
    "1kg": None,
    "100g_prepared": "per-100-g",
}


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del path, first
    if head is None or not has_columns(head, "code"):
        return 0
    new = has_columns(head, "nutrition") and (has_columns(head, "schema_version") or head.container != "csv")
    return 20 if new or any(c == "nutriments" or c.endswith("_100g") for c in head.columns) else 0


@lru_cache(maxsize=1)
def _nutrients() -> dict[str, str]:
    """Return our ids by the names of Open Food Facts."""
    known = {c["off"]: i for i, c in load().codes.items() if "off" in c}
    return known | dict.fromkeys(_ENERGY, "energy")


def _plan(source: Input, head: Head | None) -> Plan:
    plan = table_plan("open-food-facts", source, head, _PRESET)
    if head is None:
        return plan
    columns = find_columns(head.columns, source.columns, _PRESET)
    amounts = tuple(c for c in head.columns if c in _FIELDS or _KEY.fullmatch(c) is not None)
    beside = tuple(c for c in _BESIDE if c in head.columns)

    def products(progress: Progress) -> Iterator[Product]:
        wanted = (*columns.wanted, *amounts, *beside)
        for row in rows_of(source.path, head.container, source.table, progress, wanted):
            product = columns.product(row)
            yield product if isinstance(row, Broken) else product._replace(nutrients=_amounts(row, amounts))

    nested = [f for f in _FIELDS if f in amounts]
    notes = [n for n in plan.notes if not n.startswith("not read")]
    notes.append(", ".join(nested) if nested else f"nutriments: {len(amounts)} columns")
    return Plan("open-food-facts", tuple(notes), products, plan.container)


def _amounts(row: Row, columns: tuple[str, ...]) -> tuple[Nutrient, ...]:
    nutrition = _object(row.get("nutrition"))
    if isinstance(nutrition, dict) and (found := tuple(_of_sets(nutrition))):
        return found
    nutriments = _object(row.get("nutriments"))
    if isinstance(nutriments, list):
        entries = {str(e.get("name") or ""): e for e in nutriments if isinstance(e, dict)}
        by_name = {name: {p: entry.get(k) for k, p in _IN_ENTRY.items()} for name, entry in entries.items()}
    else:
        values = nutriments if isinstance(nutriments, dict) else {c: row.get(c) for c in columns}
        by_name = _by_name(values)
    serving = _serving(row)
    found_all = [n for name, fields in by_name.items() for n in _of_fields(name, fields, serving)]
    # what a powder gives when it is stirred into milk comes after what is in the powder
    found_all.sort(key=lambda n: n.note == "as-prepared")
    both = {n.name for n in found_all} & set(_ENERGY)
    return tuple(n for n in found_all if n.name != "energy" or both == {"energy"})


def _object(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return None
    return value


def _by_name(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for key, value in values.items():
        match = _KEY.fullmatch(key)
        if match is not None and value is not None:
            found.setdefault(match["name"] + (match["prepared"] or ""), {})[match["part"]] = value
    return found


_Basis = tuple[str | None, str | None, str | None]


def _serving(row: Mapping[str, Any]) -> _Basis:
    """Return what amounts per serving are for."""
    value, unit, _ = quantity(
        cell_text(row.get("serving_quantity")), cell_text(row.get("serving_quantity_unit")) or "g"
    )
    if value is not None and unit in ("g", "ml") and Decimal(value):
        return "serving", value, "gram" if unit == "g" else "ml"
    basis = basis_of(cell_text(row.get("serving_size")))
    if basis is None or basis.quantity is None:
        return "serving", None, None
    return basis.kind, format(basis.quantity, "f"), basis.of


def _of_fields(name: str, fields: Mapping[str, Any], serving: _Basis) -> Iterator[Nutrient]:
    """Yield the amount of one name per 100 g, else per serving."""
    plain, _, prepared = name.partition("_")
    if not plain or _OTHERS.fullmatch(plain):
        return
    note = "as-prepared" if prepared else None
    bound = _MODIFIERS.get(cell_text(fields.get("modifier")).strip())
    for part, basis in (("100g", ("per-100-g", None, None)), ("serving", serving)):
        text = cell_text(fields.get(part)).strip()
        if text:
            yield _as_typed(_standard(plain, text, basis, note), text, fields)._replace(bound=bound)
            return
    typed = cell_text(fields.get("value")).strip()
    if typed:
        value, unit, odd = quantity(typed, cell_text(fields.get("unit")))
        yield _named(plain, value, unit, (None, None, None), odd or note)._replace(bound=bound)


def _as_typed(standard: Nutrient, text: str, fields: Mapping[str, Any]) -> Nutrient:
    """Return the amount in the unit that it was typed in, where the export did not convert it to grams."""
    typed, unit = cell_text(fields.get("value")).strip(), cell_text(fields.get("unit")).strip()
    if not typed or not unit or not _number(typed) or _number(typed) != _number(text):
        return standard
    if unit.lstrip().startswith("%"):
        return standard._replace(value=None, unit=None, percent=format(_number(typed) or Decimal(0), "f"))
    known = unit_of(unit)
    if known in (None, "g", "kJ", "kcal", "ml"):
        return standard
    note = standard.note or (None if known == "IU" else "unit-not-converted")
    return standard._replace(value=format(_number(typed) or Decimal(0), "f"), unit=known, note=note)


def _number(text: str) -> Decimal | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and 0 <= value <= 10**9 else None


def _standard(name: str, text: str, basis: _Basis, note: str | None) -> Nutrient:
    """Return an amount, which the export gives in g (energy in kJ or kcal), in the nutrient's own unit."""
    number = _number(text)
    if number is None:
        return _named(name, None, None, basis, f"no-number: {text[:60]}")
    nutrient = _nutrients().get(name) or named(name).nutrient
    unit = _ENERGY.get(name) or (unit_of(load().nutrients[nutrient].unit) if nutrient else None) or "g"
    if unit in ("mg", "µg"):
        # binary fractions: 0.0000025000000000000002 g is 2.5 µg
        number = round(number * (10**3 if unit == "mg" else 10**6), 6)
    elif name not in _ENERGY and unit != "g":
        unit = "kJ" if nutrient == "energy" else "g"
    return _named(name, format(number.normalize(), "f"), unit, basis, note)


def _named(name: str, value: str | None, unit: str | None, basis: _Basis, note: str | None) -> Nutrient:
    kind, per, of = basis
    shown = name.partition(":")[2] or name
    return Nutrient(shown, _nutrients().get(name), value, unit, basis=kind, quantity=per, of=of, note=note)


def _of_sets(nutrition: Mapping[str, Any]) -> Iterator[Nutrient]:
    """Yield the amounts of schema 1003: as typed where they were typed from the pack, else of the set made of them all."""
    sets = [s for s in _listed(nutrition.get("input_sets")) if isinstance(s.get("nutrients"), Mapping)]
    from_pack = [s for s in sets if s.get("source") in ("packaging", "manufacturer")]
    if not from_pack:
        from_pack = [s for s in _listed(nutrition.get("aggregated_set")) if s.get("nutrients")] or sets
    from_pack.sort(key=lambda s: s.get("preparation") == "prepared")
    for one in from_pack:
        basis = _set_basis(one)
        for name, fields in one["nutrients"].items():
            if isinstance(fields, Mapping) and not _OTHERS.fullmatch(str(name)):
                yield from _typed(str(name), fields, basis, _set_note(one, fields))


def _listed(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    values: Iterable[Any] = value if isinstance(value, list) else [value]
    return [v for v in values if isinstance(v, dict)]


def _set_note(one: Mapping[str, Any], fields: Mapping[str, Any]) -> str | None:
    if one.get("preparation") == "prepared":
        return "as-prepared"
    source = fields.get("source") or one.get("source")
    return "estimated" if source in ("estimate", "usda", "database-usda") else None


def _set_basis(one: Mapping[str, Any]) -> _Basis:
    per = str(one.get("per") or "")
    value, unit, _ = quantity(cell_text(one.get("per_quantity")), cell_text(one.get("per_unit")) or "g")
    if per == "serving" and value is not None and unit in ("g", "ml") and Decimal(value):
        return "serving", value, "gram" if unit == "g" else "ml"
    return _PER.get(per), None, None


def _typed(name: str, fields: Mapping[str, Any], basis: _Basis, note: str | None) -> Iterator[Nutrient]:
    text = cell_text(fields.get("value_string") or fields.get("value")).strip()
    if not text:
        return
    unit = cell_text(fields.get("unit")).strip() or _ENERGY.get(name) or "g"
    bound = _MODIFIERS.get(cell_text(fields.get("modifier")).strip())
    if unit.startswith("%"):
        number = _number(text)
        percent = None if number is None else format(number, "f")
        yield _named(name, None, None, basis, note)._replace(percent=percent, bound=bound)
        return
    value, known, odd = quantity(text, unit)
    if value is not None and "." in value:
        value = format(round(Decimal(value), 9).normalize(), "f")
    yield _named(name, value, known, basis, odd or note)._replace(bound=bound)


FORMAT = Format(
    "open-food-facts", "Open Food Facts' exports and answers (CSV, JSON, JSONL, Parquet)", _recognise, _plan
)
