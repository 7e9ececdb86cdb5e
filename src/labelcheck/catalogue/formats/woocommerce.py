"""WooCommerce's product export. Its texts hold line ends as the two characters backslash and n (woocommerce#22298)."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from labelcheck.catalogue.amounts import is_strength, measured, strengths
from labelcheck.catalogue.column_names import column_field
from labelcheck.catalogue.columns import Columns, cell_text
from labelcheck.catalogue.containers import Broken, Head, Progress, Row, rows_of
from labelcheck.catalogue.find_columns import find_columns
from labelcheck.catalogue.format import Format, Input, Plan, has_columns, table_plan
from labelcheck.catalogue.html import as_shown, is_html
from labelcheck.catalogue.names import named
from labelcheck.catalogue.product import Product
from labelcheck.catalogue.variants import of_strength
from labelcheck.pipeline import read_text

_PRESET: Final = {
    "id": ("SKU", "ID", "GTIN, UPC, EAN, or ISBN"),
    "name": ("Name",),
    "brand": ("Brands", "Brand"),
    "category": ("Categories",),
    "text": ("Short description", "Description"),
}
_TEXTS: Final = ("text", "nutrition", "ingredients")
_NOT_LENT: Final = ("id", "name", "language", "files")
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
"""Keys of products with variations that are kept at hand."""


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del path, first
    own = any(has_columns(head, c) for c in _OWN)
    return 10 if own and has_columns(head, "SKU", "Name", "Description") else 0


def plain(text: str) -> str:
    r"""Return a text of the export as the shop shows it: a line end in HTML breaks the line there, too.

    >>> plain(r"Zink 10 mg\nJärn 14 mg").split("\n"), plain(r"a\\nb")
    (['Zink 10 mg', 'Järn 14 mg'], 'a\\nb')
    """
    return as_shown(text.replace("\n", "<br>")) if "\n" in text and is_html(text) else as_shown(text)


def _plan(source: Input, head: Head | None) -> Plan:
    plan = table_plan("woocommerce", source, head, _PRESET)
    if head is None:
        return plan
    columns = find_columns(head.columns, source.columns, _PRESET, plain)
    more = tuple(c for c in ("Type", "Parent", "ID", "SKU") if c in head.columns)
    attributes = tuple((n, n.replace(" name", " value(s)")) for n in head.columns if _ATTRIBUTE.fullmatch(n))
    wanted = (*columns.wanted, *more, *chain(*attributes))

    def products(progress: Progress) -> Iterator[Product]:
        def rows(counted: Progress) -> Iterator[Row | Broken]:
            return rows_of(source.path, head.container, source.table, counted, wanted)

        parents = _Parents(rows)
        for row in rows(progress):
            if isinstance(row, Broken):
                yield columns.product(row)
                continue
            parents.see(row)
            yield _product(row, parents.of(row), columns, attributes)

    notes = (*plan.notes, "a variation has of its parent what it does not say itself")
    return Plan("woocommerce", notes, products, plan.container)


class _Parents:
    """Products with variations, by SKU and by id; an export that was sorted anew is searched for those that stand further down."""

    def __init__(self, rows: Callable[[Progress], Iterator[Row | Broken]]) -> None:
        self._rows = rows
        self._known: OrderedDict[str, Row] = OrderedDict()
        self._searched = False

    def see(self, row: Row) -> None:
        """Keep a row, if it has variations."""
        if "variable" not in cell_text(row.get("Type")):
            return
        for key in filter(None, (cell_text(row.get("SKU")).strip(), f"id:{cell_text(row.get('ID')).strip()}")):
            self._known[key] = row
        while len(self._known) > _PARENTS:
            self._known.popitem(last=False)

    def of(self, row: Row) -> Row | None:
        """Return the parent of a variation, None of any other row and where it is not in the file."""
        key = cell_text(row.get("Parent")).strip()
        if key and key not in self._known and not self._searched:
            self._searched = True
            for other in self._rows(Progress()):
                if not isinstance(other, Broken):
                    self.see(other)
        return self._known.get(key) if key else None


_Attributes = tuple[tuple[str, str], ...]
"""The columns of names and of values."""


def _product(row: Row, parent: Row | None, columns: Columns, attributes: _Attributes) -> Product:
    whole = row if parent is None else _with_parent(row, parent, columns)
    product = columns.product(whole)
    told = {} if parent is None else _options(parent, attributes)
    told |= {n: options for n, options in _options(row, attributes).items() if options}
    strong = {n: o for n, o in told.items() if all(map(is_strength, o)) and _is_choice(n)}
    lines = [f"{n}: {', '.join(o)}" for n, o in told.items() if n not in strong and not _is_of_packs(o)]
    product = product._replace(text="\n".join(filter(None, (product.text, *lines))) or None)
    lent = whole is not row and whole != row and product.text is not None
    notes = (*product.notes, *(("text-of-parent",) if lent else ()))
    return of_strength(product._replace(notes=notes), strong.values())


def _is_choice(name: str) -> bool:
    """Tell whether an attribute's name says neither whose amount its value is nor what the value is for: "Strength"."""
    return column_field(name) in (None, "amount") and named(name).nutrient is None


def _options(row: Row, attributes: _Attributes) -> dict[str, tuple[str, ...]]:
    """Return what a row tells of each attribute; commas within an option are escaped."""
    found = {}
    for name, values in attributes:
        if (n := _cell(row, name)) and (told := _cell(row, values)):
            found[n] = tuple(o.replace("\\,", ",").strip() for o in _OPTION_END.split(told))
    return found


_OPTION_END: Final = re.compile(r"(?<!\\), ")


def _is_of_packs(options: tuple[str, ...]) -> bool:
    """Tell whether an attribute lists what packs hold, and says nothing of a product: "10 ml, 20 ml"."""
    return len(options) > 1 and not any(is_strength(o) or measured(o).note is None for o in options)


def _cell(row: Row, column: str) -> str:
    return plain(cell_text(row.get(column))).strip()


def _with_parent(row: Row, parent: Row, columns: Columns) -> Row:
    """Return a variation with what its parent says beside it.

    Where the variation has amounts of its own, only the parent's directions are lent to it.
    """
    texts = [c for field in _TEXTS for c in columns.by_field.get(field, ())]
    kept = {*(c for field in _NOT_LENT for c in columns.by_field.get(field, ())), *texts}
    own = "\n".join(filter(None, (_cell(row, c) for c in texts)))
    telling = bool(strengths(own)) or any(_cell(row, c) for c in columns.amounts)
    if telling:
        kept |= {*columns.amounts, *columns.percents}
    lent = {c: parent.get(c) for c in columns.wanted if c not in kept and not _cell(row, c) and _cell(parent, c)}
    for column in texts:
        said = _cell(parent, column)
        if telling:
            said = "" if read_text(own).daily_dose is not None else "\n".join(filter(_is_of_dose, _PART.split(said)))
        if said:
            lent[column] = "\n".join(filter(None, (_cell(row, column), said)))
    return {**row, **lent}


@lru_cache(maxsize=1024)
def _is_of_dose(said: str) -> bool:
    """Tell whether a line or sentence gives directions and no amount."""
    label = read_text(said)
    return label.daily_dose is not None and not label.readings


_PART: Final = re.compile(r"\n|(?<=[.!?])\s+")


FORMAT = Format("woocommerce", "WooCommerce's product export (CSV)", _recognise, _plan)
