"""Tables that stand beside a catalogue's own: further sheets of its workbook, further files. They are joined by the key of both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final, NamedTuple

from labelcheck.catalogue.column_names import column_field, folded
from labelcheck.catalogue.columns import Columns
from labelcheck.catalogue.containers import Head, Progress, TableOptions, head_of, rows_of, workbook
from labelcheck.catalogue.find_columns import find_columns
from labelcheck.catalogue.format import Input, Plan
from labelcheck.catalogue.names import named
from labelcheck.catalogue.product import Nutrient, Product
from labelcheck.errors import LabelcheckError, UsageError

NO_ROWS: Final = "not-in-other-table"
"""The note on a product of which another table, that tells of the others, has no row."""
NO_PRODUCT: Final = "not-among-products"
"""The note on rows of another table whose product is not in the table of products; their amounts are to check."""
TWO_TABLES: Final = "tables-disagree"
_SAMPLE: Final = 1_000
"""Products that are looked at to tell whether the keys agree."""
_HALF: Final = 2
_GTIN: Final = 8
"""Digits from which a number without its leading zeros is still the same: a barcode."""
_OWN: Final = ("id", "name", "brand", "category", "language")


class Other(NamedTuple):
    """Another table, and its column of the key that is ``key`` in the table of products."""

    title: str
    source: Input
    head: Head
    key: str
    own_key: str
    columns: Columns


def in_order(source: Input) -> Input:
    """Return an input whose first file is the table of products, and those beside it the others.

    Raises:
        UsageError: one of several files is no table, or they have no key in common.

    """
    if not source.beside:
        return source
    heads = [(p, head_of(p, TableOptions())) for p in (source.path, *source.beside)]
    if no_table := [p.name for p, head in heads if head is None]:
        raise UsageError(f"{', '.join(no_table)}: several inputs are tables with a key in common; this is none")
    first = max(heads, key=lambda h: _of_products(h[1].columns if h[1] else ()))[0]
    return replace(source, path=first, beside=tuple(p for p, _ in heads if p != first))


def _of_products(names: Sequence[str]) -> int:
    """Return how much a table looks like one of products, a row each."""
    fields = {column_field(n) for n in names}
    return ("nutrient" not in fields) * 2 + ("name" in fields)


def others(source: Input, head: Head | None) -> list[Other]:
    """Return the tables beside that of the products which can be joined to it.

    Raises:
        UsageError: a file that was named has no key in common with the table of products.

    """
    if head is None:
        return []
    found, chosen = [], source.columns.get("id", ())
    if head.container == "xlsx" and source.table.sheet is None:
        for title in workbook.others(source.path, source.table):
            table = replace(source.table, sheet=title)
            other = _other(title, Input(source.path, table), head, chosen)
            found += [other] if other is not None else []
    for path in source.beside:
        other = _other(path.name, Input(path), head, chosen)
        if other is None:
            raise UsageError(
                f"{path.name}: no key in common with {source.path.name}; both need a column of one name, as SKU or EAN, "
                "and this one amounts, texts or doses"
            )
        found.append(other)
    return found


def _other(title: str, source: Input, head: Head, chosen: Sequence[str]) -> Other | None:
    first = tuple(chosen) or tuple(n for n in head.columns if column_field(n) == "id")
    try:
        mine = head_of(source.path, source.table)
        if mine is None or (keys := _keys(first, mine.columns)) is None:
            return None
        columns = find_columns(mine.columns, {"id": [keys[1]]}, nested=True)
    except LabelcheckError:
        return None  # an empty sheet, or one of remarks
    main = {f for n in head.columns if (f := column_field(n)) is not None}
    told = {f for f, c in columns.by_field.items() if c and f not in _OWN}
    if not (columns.amount_rows and "nutrient" not in main) and not (told or columns.amounts):
        return None
    if not columns.amount_rows and (told & main or columns.amounts):
        return None  # products of its own, as those of another country
    return Other(title, source, mine, *keys, columns)


def _keys(first: Sequence[str], second: Sequence[str]) -> tuple[str, str] | None:
    """Return the columns of the key in both tables: of one name, or the only ones of a key that each has.

    ``first`` are those of the key in the table of products, ``second`` all of the other.
    """
    own = [n for n in second if column_field(n) == "id"]
    by_name = {folded(n): n for n in (*second, *own)}
    same = next(((n, by_name[folded(n)]) for n in first if folded(n) in by_name), None)
    if same is not None:
        return same
    return (first[0], own[0]) if len(first) == len(own) == 1 else None


class _Rows(NamedTuple):
    other: Other
    by_key: dict[str, list[Product]]
    strict: bool
    """Whether the keys have one name; else half of the products must have a row."""


def joined(source: Input, plan: Plan, found: Sequence[Other]) -> Plan:
    """Return a plan whose products have what the other tables tell of them."""
    held = [_held(o) for o in found]
    sample = [_key(p.id) for p in islice(plan.products(Progress()), _SAMPLE)]
    agreeing = [r for r in held if _agrees(r, sample)]
    notes = [
        f"joined by {r.other.key}: {r.other.title}" if r in agreeing
        else f"not joined, its {r.other.own_key} has other values than {r.other.key}: {r.other.title}"
        for r in held
    ]  # fmt: skip
    if source.beside and len(agreeing) < len(held):
        raise UsageError("; ".join(n for n in notes if n.startswith("not joined")))

    def products(progress: Progress) -> Iterator[Product]:
        used: list[set[str]] = [set() for _ in agreeing]
        for product in plan.products(progress):
            key, whole = _key(product.id), product
            if product.outcome is None:
                for rows, seen in zip(agreeing, used, strict=True):
                    seen.add(key)
                    whole = _with(whole, rows, rows.by_key.get(key))
            yield whole
        for rows, seen in zip(agreeing, used, strict=True):
            for key, alone in rows.by_key.items():
                if key not in seen:
                    yield _alone(alone)

    return replace(plan, notes=(*plan.notes, *notes), products=products)


def _key(value: str | None) -> str:
    text = (value or "").strip().casefold()
    return text.lstrip("0") if text.isdigit() and len(text.lstrip("0")) >= _GTIN else text


def _held(other: Other) -> _Rows:
    by_key: dict[str, list[Product]] = defaultdict(list)
    rows = rows_of(other.source.path, other.head.container, other.source.table, Progress(), other.columns.wanted)
    for product in map(other.columns.product, rows):
        by_key[_key(product.id)].append(product)
    by_key.pop("", None)
    return _Rows(other, dict(by_key), folded(other.key) == folded(other.own_key))


def _agrees(rows: _Rows, sample: Sequence[str]) -> bool:
    told = sum(key in rows.by_key for key in sample)
    return told > 0 if rows.strict else told * _HALF >= len(sample) > 0


def _with(product: Product, rows: _Rows, more: Sequence[Product] | None) -> Product:
    """Return a product with what the rows of another table tell of it; to check where a table with a row each has several."""
    if not more:
        return product._replace(notes=(*product.notes, f"{NO_ROWS}: {rows.other.title}"))
    texts = dict.fromkeys(t for p in (product, *more) if (t := p.text))
    notes = dict.fromkeys(n for p in (product, *more) for n in p.notes)
    given = [n for p in more for n in p.nutrients]
    several = len(more) > 1 and not rows.other.columns.amount_rows
    return product._replace(
        nutrients=_once(product.nutrients, given),
        text="\n".join(texts) or None,
        notes=(*notes, *((TWO_TABLES,) if several and len({p.text for p in more}) > 1 else ())),
    )


def _once(own: Sequence[Nutrient], given: Sequence[Nutrient]) -> tuple[Nutrient, ...]:
    """Return amounts of two tables: one that both tell stands once, and both are to check where they differ."""
    found = list(own)
    for nutrient in given:
        alike = [i for i, n in enumerate(own) if _what(n) == _what(nutrient) and n.basis == nutrient.basis]
        if any((own[i].value, own[i].unit, own[i].of) == (nutrient.value, nutrient.unit, nutrient.of) for i in alike):
            continue
        for i in alike:
            found[i] = found[i]._replace(note=found[i].note or TWO_TABLES)
        found.append(nutrient._replace(note=nutrient.note or (TWO_TABLES if alike else None)))
    return tuple(found)


def _what(nutrient: Nutrient) -> object:
    return nutrient.nutrient or named(nutrient.name).nutrient or nutrient.name


def _alone(rows: Sequence[Product]) -> Product:
    """Return rows that are of none of the products; their amounts are to check."""
    first = rows[0]
    texts = dict.fromkeys(p.text for p in rows if p.text)
    nutrients = tuple(n for p in rows for n in p.nutrients)
    return first._replace(text="\n".join(texts) or None, nutrients=nutrients, notes=(*first.notes, NO_PRODUCT))
