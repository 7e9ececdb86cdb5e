"""Shopify's product export. A product with several variants or pictures has further rows under the same handle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from labelcheck.catalogue.columns import Columns, cell_text, find_columns
from labelcheck.catalogue.containers import Broken, Head, Progress, Row, rows_of
from labelcheck.catalogue.format import Format, Input, Plan, has_columns, table_plan
from labelcheck.catalogue.product import Product

_PRESET: Final = {
    "id": ("Handle", "URL handle"),
    "name": ("Title",),
    "brand": ("Vendor",),
    "category": ("Type", "Product Category"),
    "text": ("Body (HTML)", "Body HTML", "Description"),
}
_SKU: Final = "Variant SKU"
_OPTION: Final = re.compile(r"Option\d value", re.IGNORECASE)
_STRENGTH: Final = re.compile(r"\d[\d.,]*[ ]?(?:mg|µg|μg|mcg|ug|g|iu|ie)(?!\w)", re.IGNORECASE)


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del path, first
    return 10 if has_columns(head, "Handle", "Body (HTML)") or has_columns(head, "URL handle", "Vendor") else 0


def _plan(source: Input, head: Head | None) -> Plan:
    plan = table_plan("shopify", source, head, _PRESET)
    if head is None:
        return plan
    columns = find_columns(head.columns, source.columns, _PRESET)
    options = tuple(c for c in head.columns if _OPTION.fullmatch(c))

    def products(progress: Progress) -> Iterator[Product]:
        wanted = (*columns.wanted, *options, _SKU)
        rows = rows_of(source.path, head.container, source.table, progress, wanted)
        for group in _groups(rows, columns, progress):
            yield _product(group, columns, options)

    notes = (*plan.notes, "rows of variants and further pictures belong to the product above")
    return Plan("shopify", notes, products, plan.container, row_each=False)


def _groups(rows: Iterable[Row | Broken], columns: Columns, progress: Progress) -> Iterator[list[Row] | Broken]:
    """Yield the rows of each product: those under its handle that have no title of their own follow it."""
    group: list[Row] = []
    begun: int | None = None
    for row in rows:
        line = progress.line
        if group and not isinstance(row, Broken) and _follows(row, group[0], columns):
            group.append(row)
            continue
        if group:
            progress.line = begun
            yield group
        group, begun = [], line
        if isinstance(row, Broken):
            progress.line = line
            yield row
        else:
            group = [row]
    if group:
        progress.line = begun
        yield group


def _follows(row: Row, first: Row, columns: Columns) -> bool:
    """Tell whether a row is a further one of a product: under its handle or none, and without a title."""
    return _value(row, columns, "id") in ("", _value(first, columns, "id")) and not _value(row, columns, "name")


def _value(row: Row, columns: Columns, field: str) -> str:
    return next((text for c in columns.by_field.get(field, ()) if (text := cell_text(row.get(c)).strip())), "")


def _product(group: list[Row] | Broken, columns: Columns, options: tuple[str, ...]) -> Product:
    """Return one product of its rows: what a further row adds in a column of texts stands below the first's."""
    if isinstance(group, Broken):
        return columns.product(group)
    first = dict(group[0])
    for field in ("text", "nutrition", "ingredients", "dose"):
        for column in columns.by_field.get(field, ()):
            told = dict.fromkeys(t for row in group if (t := cell_text(row.get(column)).strip()))
            first[column] = "\n".join(told)
    product = columns.product(first)
    strengths: dict[str, str] = {}
    for cells in group:
        for option in options:
            if _STRENGTH.search(value := cell_text(cells.get(option)).strip()):
                strengths.setdefault(value, cell_text(cells.get(_SKU)).strip())
    if len(strengths) > 1:
        variants = ", ".join(f"{value} ({sku})" if sku else value for value, sku in strengths.items())
        return product._replace(notes=(*product.notes, f"variants-differ: {variants}"[:200]))
    return product


FORMAT = Format("shopify", "Shopify's product export (CSV)", _recognise, _plan)
