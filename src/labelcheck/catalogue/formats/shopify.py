"""Shopify's product export. A product with several variants or pictures has further rows under the same handle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from labelcheck.catalogue.amounts import is_strength
from labelcheck.catalogue.columns import Columns, cell_text
from labelcheck.catalogue.containers import Broken, Head, Progress, Row, rows_of
from labelcheck.catalogue.find_columns import find_columns
from labelcheck.catalogue.format import Format, Input, Plan, has_columns, table_plan
from labelcheck.catalogue.product import Product
from labelcheck.catalogue.row import first_names
from labelcheck.catalogue.witnesses import DIFFER

_PRESET: Final = {
    "id": ("Handle", "URL handle"),
    "name": ("Title",),
    "brand": ("Vendor",),
    "category": ("Type", "Product Category"),
    "text": ("Body (HTML)", "Body HTML", "Description"),
}
_KEYS: Final = ("Variant SKU", "SKU", "Variant Barcode", "Barcode")
"""Columns that tell a variant from the others, the first that is filled."""
_OPTION: Final = re.compile(r"Option\d value", re.IGNORECASE)
_OF_VARIANT: Final = re.compile(r".+\(variant\.metafields\..+\)", re.IGNORECASE)


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del path, first
    if _is_json(head):
        return 10
    return 10 if has_columns(head, "Handle", "Body (HTML)") or has_columns(head, "URL handle", "Vendor") else 0


def _is_json(head: Head | None) -> bool:
    """Tell whether a table is what the shop's interface answers, with the variants inside each product."""
    return (
        head is not None
        and head.container in ("json", "jsonl")
        and has_columns(head, "handle", "variants", "body_html")
    )


def _plan(source: Input, head: Head | None) -> Plan:
    if head is None:
        return table_plan("shopify", source, head, _PRESET)
    names = _names(source, head)
    columns = find_columns(names, source.columns, _PRESET)
    options = tuple(c for c in names if _OPTION.fullmatch(c))
    keys = tuple(c for c in _KEYS if c in names)
    own = tuple(c for c in columns.wanted if _OF_VARIANT.fullmatch(c))

    def products(progress: Progress) -> Iterator[Product]:
        wanted = None if _is_json(head) else (*columns.wanted, *options, *keys)
        rows = rows_of(source.path, head.container, source.table, progress, wanted)
        for group in _groups(_flat(rows) if _is_json(head) else rows, columns, progress):
            if isinstance(group, Broken):
                yield columns.product(group)
            else:
                yield from _products(_Group(group, columns, options, keys, own))

    notes = (
        *columns.describe(),
        "a variant of another strength, or with contents of its own, is a product; all other rows are of the product above",
    )
    return Plan("shopify", notes, products, head.container, row_each=False)


def _names(source: Input, head: Head) -> tuple[str, ...]:
    if not _is_json(head):
        return head.columns
    return first_names(_flat(rows_of(source.path, head.container, source.table, Progress())))


def _flat(products: Iterable[Row | Broken]) -> Iterator[Row | Broken]:
    """Yield products of the shop's interface as rows of its export: a row for each variant."""
    for product in products:
        if isinstance(product, Broken):
            yield product
            continue
        first = {name: product[key] for key, name in _OF_JSON.items() if product.get(key)} | _metafields(
            product, "product"
        )
        for variant in _objects(product.get("variants")) or [{}]:
            told = {name: variant[key] for key, name in _OF_JSON_VARIANT.items() if variant.get(key)}
            yield {"Handle": product.get("handle"), **first, **told, **_metafields(variant, "variant")}
            first = {}


def _metafields(owner: Row, kind: str) -> Row:
    return {
        f"{m['key']} ({kind}.metafields.{m.get('namespace', '')}.{m['key']})": m.get("value")
        for m in _objects(owner.get("metafields")) if m.get("key")
    }  # fmt: skip


def _objects(value: object) -> list[Row]:
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


_OF_JSON: Final = {
    "handle": "Handle",
    "title": "Title",
    "body_html": "Body (HTML)",
    "vendor": "Vendor",
    "product_type": "Type",
}
_OF_JSON_VARIANT: Final = {
    "option1": "Option1 Value", "option2": "Option2 Value", "option3": "Option3 Value", "sku": "Variant SKU", "barcode": "Variant Barcode",
}  # fmt: skip


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


class _Group(NamedTuple):
    """The rows of one handle, and the columns that tell its variants apart."""

    rows: list[Row]
    columns: Columns
    options: tuple[str, ...]
    keys: tuple[str, ...]
    own: tuple[str, ...]


def _products(group: _Group) -> Iterator[Product]:
    """Yield the product of a handle, or its variants where they differ in strength or have contents of their own."""
    variants: dict[tuple[tuple[str, ...], tuple[str, ...]], Row] = {}
    for row in group.rows:
        strong = tuple(o for o in _told(row, group.options) if is_strength(o))
        content = tuple(cell_text(row.get(c)).strip() for c in group.own)
        if any(_told(row, (*group.options, *group.keys))) or any(content):
            variants.setdefault((strong, content), row)
    whole = _joined(group)
    if len(variants) <= 1:
        yield group.columns.product(whole)
        return
    common = {c: v for c, v in whole.items() if c not in (*group.own, *group.options, *group.keys)}
    telling = ("text", "nutrition", "ingredients")
    lent = any(
        cell_text(common.get(c)).strip()
        for f in telling
        for c in group.columns.by_field.get(f, ())
        if c not in group.own
    )
    for (strong, _), row in variants.items():
        product = group.columns.product(
            {**common, **{c: row.get(c) for c in (*group.own, *group.options, *group.keys)}}
        )
        key = next(iter(_told(row, (*group.keys, *group.options))), "")
        notes = list(product.notes)
        if lent and not _tells_amounts(group, row):
            # whose amounts the common text tells, nobody says
            notes.append(f"{DIFFER}: {', '.join(strong) or key}"[:200])
        yield product._replace(
            id=f"{product.id}/{key}" if key else product.id,
            name=" ".join(filter(None, (product.name, *strong))) or None,
            notes=tuple(notes),
        )


def _tells_amounts(group: _Group, row: Row) -> bool:
    """Tell whether a variant has amounts or a panel of its own."""
    telling = (*group.columns.amounts, *group.columns.by_field.get("nutrition", ()))
    return any(c in group.own and cell_text(row.get(c)).strip() for c in telling)


def _told(row: Row, columns: tuple[str, ...]) -> list[str]:
    return [text for c in columns if (text := cell_text(row.get(c)).strip())]


def _joined(group: _Group) -> Row:
    """Return one row of several: what a further one adds in a column of texts stands below the first's."""
    first = dict(group.rows[0])
    for field in ("text", "nutrition", "ingredients", "dose"):
        for column in group.columns.by_field.get(field, ()):
            told = dict.fromkeys(t for row in group.rows if (t := cell_text(row.get(column)).strip()))
            first[column] = "\n".join(told)
    return first


FORMAT = Format("shopify", "Shopify's product export (CSV)", _recognise, _plan)
