"""WooCommerce's product export."""

from __future__ import annotations

from pathlib import Path

from labelcheck.catalogue.containers import Head
from labelcheck.catalogue.format import has_columns, table_format


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del path, first
    return 10 if has_columns(head, "SKU", "Short description", "Categories") else 0


FORMAT = table_format(
    "woocommerce",
    "WooCommerce's product export (CSV)",
    _recognise,
    {
        "id": ("SKU", "ID", "GTIN, UPC, EAN, or ISBN"),
        "name": ("Name",),
        "brand": ("Brands", "Brand"),
        "category": ("Categories",),
        "text": ("Short description", "Description"),
    },
)
