"""Shopify's product export. A product with several variants or pictures has further rows under the same handle."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from labelcheck.catalogue.columns import find_columns
from labelcheck.catalogue.containers import Broken, Head, Progress, rows_of
from labelcheck.catalogue.format import Format, Input, Plan, has_columns, table_plan
from labelcheck.catalogue.product import Product

_PRESET: Final = {
    "id": ("Handle", "URL handle"),
    "name": ("Title",),
    "brand": ("Vendor",),
    "category": ("Type", "Product Category"),
    "text": ("Body (HTML)", "Body HTML", "Description"),
}


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del path, first
    return 10 if has_columns(head, "Handle", "Body (HTML)") or has_columns(head, "URL handle", "Vendor") else 0


def _plan(source: Input, head: Head | None) -> Plan:
    plan = table_plan("shopify", source, head, _PRESET)
    if head is None:
        return plan
    columns = find_columns(head.columns, source.columns, _PRESET)
    titles, handles = columns.by_field["name"], columns.by_field["id"]

    def products(progress: Progress) -> Iterator[Product]:
        last: object = None
        for row in rows_of(source.path, head.container, source.table, progress, columns.wanted):
            if not isinstance(row, Broken):
                handle = next((row.get(c) for c in handles), None)
                # a variant or a further picture of the product above: no title of its own
                if handle == last and not any(row.get(c) for c in titles):
                    continue
                last = handle
            yield columns.product(row)

    notes = (*plan.notes, "rows of variants and further pictures belong to the product above")
    return Plan("shopify", notes, products, plan.container)


FORMAT = Format("shopify", "Shopify's product export (CSV)", _recognise, _plan)
