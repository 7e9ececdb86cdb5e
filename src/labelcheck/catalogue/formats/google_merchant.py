"""Google Merchant feeds: RSS or Atom with the g: namespace, or the same columns as a delimited text."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from labelcheck.catalogue.containers import Head
from labelcheck.catalogue.format import Format, Input, Plan, has_columns, table_plan
from labelcheck.catalogue.grids import SEVERAL, tells_several
from labelcheck.catalogue.html import as_text
from labelcheck.catalogue.product import Product
from labelcheck.catalogue.xml import local, products, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_PRESET: Final = {
    "id": ("id",),
    "name": ("title",),
    "brand": ("brand",),
    "category": ("product type", "product_type", "google product category", "google_product_category"),
    "text": ("description", "product highlight", "product_highlight", "product detail", "product_detail"),
}
_CDATA: Final = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_ITEMS: Final = frozenset(("item", "entry"))
_NAMESPACE: Final = b"base.google.com/ns/1.0"


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del path
    feed = has_columns(head, "id", "title", "description", "link") and (
        has_columns(head, "image link") or has_columns(head, "image_link")
    )
    return 15 if feed or _NAMESPACE in first else 0


def _plan(source: Input, head: Head | None) -> Plan:
    if head is not None:
        return table_plan("google-merchant", source, head, _PRESET)

    return Plan("google-merchant", ("items of the feed",), partial(products, source.path, _ITEMS, _product))


def _product(item: Element) -> Product:
    details = [
        f"{text_of(e, 'attribute_name')}: {text_of(e, 'attribute_value') or ''}"
        for e in item
        if local(e.tag) == "product_detail" and text_of(e, "attribute_name")
    ]
    # a whole description in CDATA that was escaped once more
    described = _CDATA.sub(r"\1", text_of(item, "description", "summary", "content") or "")
    highlights = [
        as_text(e.text.strip())
        for e in item
        if local(e.tag) == "product_highlight" and (e.text or "").strip() and e.text
    ]
    return Product(
        text_of(item, "id"),
        text_of(item, "title"),
        text_of(item, "brand"),
        text_of(item, "product_type", "google_product_category"),
        text_of(item, "content_language"),
        "\n".join(filter(None, [as_text(described), *highlights, *details])) or None,
        notes=(SEVERAL,) if tells_several(described) else (),
    )


FORMAT = Format("google-merchant", "Google Merchant feeds (XML, TSV)", _recognise, _plan)
