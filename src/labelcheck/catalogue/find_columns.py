"""Which column of a table is what: by preset, by its name in the languages we know, or as the caller says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from labelcheck.catalogue.amount_column import amount_column, column_of_cells
from labelcheck.catalogue.column_names import FIELDS, LONG, column_field, ends_with_per, fields_by_name, folded
from labelcheck.catalogue.column_words import percent_of
from labelcheck.catalogue.columns import TEXTS, Columns
from labelcheck.catalogue.html import as_shown
from labelcheck.catalogue.layouts import amount_heading, amounts_beside, by_beginning
from labelcheck.errors import UsageError

_META: Final = re.compile(
    r"Meta: _?(?P<meta>.+)|(?P<field>.+?) \((?:product|variant)\.metafields\.[\w.-]+\)", re.IGNORECASE
)
"""What a shop adds of its own to the columns of an export: WooCommerce's metas, Shopify's metafields."""


def find_columns(
    names: Sequence[str],
    chosen: Mapping[str, Sequence[str]],
    preset: Mapping[str, Sequence[str]] | None = None,
    plain: Callable[[str], str] = as_shown,
    *,
    nested: bool = False,
) -> Columns:
    """Return the columns of a table.

    Args:
        names: the names of its columns.
        chosen: what the caller says, by field; goes before everything.
        preset: the columns of a known export; without one, they are found by their names.
        plain: how texts become plain; by default from HTML.
        nested: whether cells may be objects, in which amounts are looked for whatever the column's name is.

    Raises:
        UsageError: a chosen column is not there, or no column holds anything to check.

    """
    _refuse_unknown(names, chosen)
    by_field: dict[str, list[str]] = {f: list(chosen.get(f, ())) for f in FIELDS}
    sets = amounts_beside(names) if preset is None and not chosen.get("nutrient") else []
    taken = {c for columns in (*chosen.values(), *(s.values() for s in sets)) for c in columns}
    for field, column in _found(names, preset):
        if not chosen.get(field) and column not in taken:
            by_field[field].append(column)
    if not by_field["times"]:
        by_field.pop("count")  # "Antal": what the pack holds
        if not by_field["dose"]:
            by_field.pop("form")
    used = {c for columns in by_field.values() for c in columns}
    if not by_field["amount"]:
        by_beginning(names, by_field, used)
    if by_field["amount"] and not by_field["nutrient"] and not any(by_field[f] for f in _TELLING):
        by_field["nutrition"] = by_field.pop("amount")  # "Teneur", with names and units in its cells
        by_field["amount"] = []
    if not (by_field["amount"] and (by_field["nutrient"] or (by_field["attribute"] and by_field["id"]))):
        for field in LONG:
            used -= set(by_field.pop(field))
        if (per := [c for c in _told_apart(names) if c not in taken]) and not sets:
            by_field["per"] = per[:1]
            used |= set(per[:1])
    used |= taken
    own = {n: inner for n in names if n not in used and (inner := n if preset is None else _own(n)) is not None}
    amounts = {n: amount for n, inner in own.items() if (amount := amount_column(inner)) is not None}
    percents = {n: p for n, inner in own.items() if n not in amounts and (p := percent_of(inner)) is not None}
    if preset is None and not by_field.get("nutrient"):
        amounts |= {
            n: a._replace(unit_from=_unit_beside(n, names))
            for n in own
            if n not in amounts and n not in percents and (a := column_of_cells(n)) is not None
        }
        used |= {a.unit_from for a in amounts.values() if a.unit_from}
    telling = (
        amounts or sets or any(by_field.get(f) for f in _TELLING) or any(map(ends_with_per, by_field.get("per", ())))
    )
    if not telling and preset is None and not (nested and any(by_field.values())):
        raise UsageError(
            "no column holds a text, a file or amounts; name one: --column text=NAME. "
            f"The columns are {', '.join(names)}"[:2000]
        )
    unused = [n for n in names if n not in used and n not in amounts and n not in percents]
    return Columns(by_field, amounts, unused, plain, percents, sets)


def _unit_beside(name: str, names: Sequence[str]) -> str | None:
    """Return the column that tells the units of another: "zinc-unit" beside "zinc"."""
    begin = f"{folded(name)} "
    return next(
        (
            n
            for n in names
            if (f := folded(n)).startswith(begin) and fields_by_name().get(f.removeprefix(begin)) == "unit"
        ),
        None,
    )


def _told_apart(names: Sequence[str]) -> list[str]:
    """Return columns that say what the amounts of a row are for."""
    return [n for n in names if column_field(n) == "per"]


def _refuse_unknown(names: Sequence[str], chosen: Mapping[str, Sequence[str]]) -> None:
    for field, columns in chosen.items():
        if field not in FIELDS:
            raise UsageError(f"--column {field}=…: no such field; they are {', '.join(FIELDS)}")
        for column in columns:
            if column not in names:
                raise UsageError(f"--column {field}={column}: no such column; they are {', '.join(names)}"[:2000])


def _own(name: str) -> str | None:
    """Return what a shop calls a column that it added to an export, None of the export's own columns.

    >>> _own("Meta: nutrition_facts"), _own("Dose (product.metafields.custom.dose)"), _own("Tags")
    ('nutrition_facts', 'Dose', None)
    """
    match = _META.fullmatch(name)
    return None if match is None else match["meta"] or match["field"]


def _found(names: Sequence[str], preset: Mapping[str, Sequence[str]] | None) -> list[tuple[str, str]]:
    if preset is not None:
        by_name = {n.casefold(): n for n in names}
        known = [
            (f, by_name[c.casefold()]) for f, columns in preset.items() for c in columns if c.casefold() in by_name
        ]
        own = [(column_field(_own(n) or ""), n) for n in names]
        return known + [(f, n) for f, n in own if f in TEXTS]
    by_name = fields_by_name()
    order = {n: i for i, n in enumerate(by_name)}
    exact = sorted((order[folded(n)], n) for n in names if folded(n) in by_name)
    found = [(by_name[folded(n)], n) for _, n in exact]
    rows_of_amounts = any(field == "nutrient" for field, _ in found)
    by_words = [
        (column_field(n), n)
        for n in names
        if folded(n) not in by_name and amount_column(n) is None and not (rows_of_amounts and amount_heading(n))
    ]
    return found + [(f, n) for f, n in by_words if f is not None]


_TELLING: Final = ("text", "nutrition", "files", "ingredients", "nutrient", "attribute")
"""Fields without one of which, and without columns of amounts, a table has nothing to read."""
