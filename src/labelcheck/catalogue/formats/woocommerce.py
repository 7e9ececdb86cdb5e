"""WooCommerce's product export. Its texts hold line ends as the two characters backslash and n (woocommerce#22298)."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from labelcheck.catalogue.amounts import is_strength, measured
from labelcheck.catalogue.columns import Columns, cell_text
from labelcheck.catalogue.containers import Broken, Head, Progress, Row, rows_of
from labelcheck.catalogue.find_columns import find_columns
from labelcheck.catalogue.format import Format, Input, Plan, has_columns, table_plan
from labelcheck.catalogue.html import as_text, is_html
from labelcheck.catalogue.product import Product

_PRESET: Final = {
    "id": ("SKU", "ID", "GTIN, UPC, EAN, or ISBN"),
    "name": ("Name",),
    "brand": ("Brands", "Brand"),
    "category": ("Categories",),
    "text": ("Short description", "Description"),
}
_ESCAPED: Final = re.compile(r"\\(\\n|n(?: *\\t)*|t(?=<))")
_TEXTS: Final = ("text", "nutrition", "ingredients")
_OWN: Final = (
    "Short description",
    "Visibility in catalogue",
    "Visibility in catalog",
    "Is featured?",
    "Allow customer reviews?",
)
"""Columns of no other export; shops leave out others."""
_ATTRIBUTE: Final = re.compile(r"Attribute \d+ name")
_PARENTS: Final = 20_000
"""Products with variations that are kept at hand; an export has each before its variations."""


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del path, first
    own = any(has_columns(head, c) for c in _OWN)
    return 10 if own and has_columns(head, "SKU", "Name", "Description") else 0


def plain(text: str) -> str:
    r"""Return a text of the export as the shop shows it: a line end in HTML breaks the line there, too.

    >>> plain(r"Zink 10 mg\nJärn 14 mg").split("\n"), plain(r"a\\nb")
    (['Zink 10 mg', 'Järn 14 mg'], 'a\\nb')
    """
    text = _ESCAPED.sub(lambda m: "\n" if m[1][0] != "\\" else r"\n", text)
    return as_text(text.replace("\n", "<br>")) if "\n" in text and is_html(text) else as_text(text)


def _plan(source: Input, head: Head | None) -> Plan:
    plan = table_plan("woocommerce", source, head, _PRESET)
    if head is None:
        return plan
    columns = find_columns(head.columns, source.columns, _PRESET, plain)
    more = tuple(c for c in ("Type", "Parent", "ID", "SKU") if c in head.columns)
    attributes = [(n, n.replace(" name", " value(s)")) for n in head.columns if _ATTRIBUTE.fullmatch(n)]

    def products(progress: Progress) -> Iterator[Product]:
        parents: OrderedDict[str, Row] = OrderedDict()
        for row in rows_of(
            source.path, head.container, source.table, progress, (*columns.wanted, *more, *chain(*attributes))
        ):
            if isinstance(row, Broken):
                yield columns.product(row)
            else:
                product = _product(row, columns, parents)
                told = [
                    f"{n}: {v}"
                    for name, value in attributes
                    if (n := _cell(row, name)) and (v := _cell(row, value)) and not _is_of_packs(v)
                ]
                yield product._replace(text="\n".join(filter(None, (product.text, *told))) or None)

    notes = (*plan.notes, "a variation without a text has its parent's")
    return Plan("woocommerce", notes, products, plan.container)


def _is_of_packs(value: str) -> bool:
    """Tell whether an attribute lists what packs hold, and says nothing of a product: "10 ml, 20 ml"."""
    options = value.split(", ")
    return len(options) > 1 and not any(is_strength(o) or measured(o).note is not None for o in options)


def _cell(row: Row, column: str) -> str:
    return plain(cell_text(row.get(column))).strip()


def _product(row: Row, columns: Columns, parents: OrderedDict[str, Row]) -> Product:
    if "variable" in cell_text(row.get("Type")):
        for key in filter(None, (cell_text(row.get("SKU")).strip(), f"id:{cell_text(row.get('ID')).strip()}")):
            parents[key] = row
        while len(parents) > _PARENTS:
            parents.popitem(last=False)
    parent = parents.get(cell_text(row.get("Parent")).strip())
    told = [c for field in _TEXTS for c in columns.by_field.get(field, ())]
    if parent is None or any(cell_text(row.get(c)).strip() for c in told):
        return columns.product(row)
    lent = {c: parent.get(c) for c in (*told, *columns.by_field.get("dose", ())) if not cell_text(row.get(c)).strip()}
    product = columns.product({**row, **lent})
    category = product.category or columns.product(parent).category
    return product._replace(category=category, notes=("text-of-parent",) if product.text else ())


FORMAT = Format("woocommerce", "WooCommerce's product export (CSV)", _recognise, _plan)
