"""Open Food Facts: the CSV, JSONL and Parquet exports. Its nutriments become readings as they are.

Amounts per 100 g are in the nutrient's standard unit (g; kJ and kcal for energy), those with a unit of their own
beside them in that unit. Tables may be of millions of rows with 200 columns; only those that are known are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from labelcheck.catalogue.amounts import unit_of
from labelcheck.catalogue.columns import cell_text, find_columns
from labelcheck.catalogue.containers import Broken, Head, Progress, Row, rows_of
from labelcheck.catalogue.format import Format, Input, Plan, has_columns, table_plan
from labelcheck.catalogue.product import Nutrient, Product
from labelcheck.knowledge import load

_PRESET: Final = {
    "id": ("code",),
    "name": ("product_name",),
    "brand": ("brands",),
    "category": ("categories", "main_category"),
    "language": ("lang", "lc"),
    "text": ("generic_name",),
    "dose": ("serving_size",),
    "ingredients": ("ingredients_text",),
}
_ENERGY: Final = {"energy-kj": "kJ", "energy-kcal": "kcal"}
_PER: Final = re.compile(r"(?P<name>[a-z0-9-]+)_(?P<per>100g|serving)")


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del path, first
    nutriments = head is not None and any(c == "nutriments" or c.endswith("_100g") for c in head.columns)
    return 20 if nutriments and has_columns(head, "code") else 0


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
    amounts = tuple(
        c for c in head.columns
        if c == "nutriments" or ((m := _PER.fullmatch(c)) is not None and m["name"] in _nutrients())
    )  # fmt: skip

    def products(progress: Progress) -> Iterator[Product]:
        wanted = (*columns.wanted, *amounts)
        for row in rows_of(source.path, head.container, source.table, progress, wanted):
            product = columns.product(row)
            yield product if isinstance(row, Broken) else product._replace(nutrients=_amounts(row, amounts))

    notes = (*plan.notes, f"nutriments: {len(amounts)} columns" if "nutriments" not in amounts else "nutriments")
    return Plan("open-food-facts", notes, products, plan.container)


def _amounts(row: Row, columns: tuple[str, ...]) -> tuple[Nutrient, ...]:
    nutriments = row.get("nutriments")
    if isinstance(nutriments, list):
        return tuple(n for entry in nutriments if isinstance(entry, dict) for n in _of_entry(entry))
    values: Mapping[str, Any] = nutriments if isinstance(nutriments, dict) else {c: row.get(c) for c in columns}
    found = []
    for key, value in values.items():
        match = _PER.fullmatch(key)
        if match is not None and match["name"] in _nutrients():
            nutrient = _standard(match["name"], value, match["per"])
            found += [nutrient] if nutrient else []
    per_100g = {n.name for n in found if n.basis == "per-100-g"}
    return tuple(n for n in found if n.basis == "per-100-g" or n.name not in per_100g)


def _of_entry(entry: Mapping[str, Any]) -> list[Nutrient]:
    name = str(entry.get("name") or "")
    if name not in _nutrients():
        return []
    for key, per in (("100g", "100g"), ("serving", "serving")):
        nutrient = _standard(name, entry.get(key), per)
        if nutrient:
            return [nutrient]
    return []


def _standard(name: str, value: Any, per: str) -> Nutrient | None:  # noqa: ANN401
    """Return an amount, which the export gives in g (energy in kJ or kcal), in the nutrient's own unit."""
    text = cell_text(value).strip()
    if not text:
        return None
    basis = "per-100-g" if per == "100g" else "serving"
    nutrient = _nutrients()[name]
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Nutrient(name, nutrient, None, None, basis=basis, note="no-number")
    if not number.is_finite() or number < 0 or number > 10**9:
        return Nutrient(name, nutrient, None, None, basis=basis, note="no-number")
    unit = _ENERGY.get(name) or unit_of(load().nutrients[nutrient].unit) or "g"
    if unit in ("mg", "µg"):
        # binary fractions: 0.0000025000000000000002 g is 2.5 µg
        number = round(number * (10**3 if unit == "mg" else 10**6), 6)
    elif name not in _ENERGY and unit != "g":
        unit = "kJ" if nutrient == "energy" else "g"
    shown = format(number.normalize(), "f")
    return Nutrient(name, nutrient, shown, unit, basis=basis)


FORMAT = Format("open-food-facts", "Open Food Facts' exports (CSV, JSONL, Parquet)", _recognise, _plan)
