"""How a table lays out its amounts: several beside each other in a row, or a row each with columns of what they are for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from labelcheck.catalogue.column_names import LONG, column_field, fields_by_name, folded
from labelcheck.catalogue.column_words import tells_basis, without_unit
from labelcheck.catalogue.names import named


def amounts_beside(names: Sequence[str]) -> list[dict[str, str]]:
    """Return columns by field for each amount that a row tells with its name: "Wirkstoff 1", "Menge 1", "Wirkstoff 2".

    The first may have no number. None where there is one amount only.
    """
    by_name = fields_by_name()
    found: dict[str, dict[str, str]] = {}
    for name in names:
        match = _NUMBERED.fullmatch(name)
        words, count = (match["name"], match["number"]) if match else (name, "1")
        field = by_name.get(folded(words)) or by_name.get(folded(without_unit(words))) if words else None
        if field in LONG:
            found.setdefault(count, {}).setdefault(field, name)
    whole = [s for s in found.values() if "nutrient" in s and "amount" in s]
    return whole if len(whole) > 1 else []


_NUMBERED: Final = re.compile(r"(?P<name>[^\d]*[^\d\W])[ _.-]*(?P<number>\d{1,2})")


def key_of_rows(names: Sequence[str]) -> str | None:
    """Return the column that tells which product a row of one attribute is of, where no name says so.

    >>> key_of_rows(("Artikel", "Merkmal", "Wert")), key_of_rows(("SKU", "Attribute", "Value")), key_of_rows(("Name", "Value"))
    ('Artikel', None, None)
    """
    fields = [column_field(n) for n in names]
    if len(names) != _OF_ATTRIBUTES or "attribute" not in fields or "amount" not in fields or "id" in fields:
        return None
    return next((n for n, f in zip(names, fields, strict=True) if f not in ("attribute", "amount")), None)


_OF_ATTRIBUTES: Final = 3


def amount_heading(name: str) -> str | None:
    """Return whether a heading that says what amounts are for is of amounts or percentages: "Menge pro Tablette"."""
    field = "percent" if "%" in name else fields_by_name().get(folded(name).partition(" ")[0])
    return field if field in ("amount", "percent") and tells_basis(name.replace("%", " ")) else None


def by_beginning(names: Sequence[str], by_field: dict[str, list[str]], used: set[str]) -> None:
    """Find the amounts of a table with a row each where their heading says what they are for: "Menge pro Tablette"."""
    if not by_field["nutrient"]:
        return
    for name in names:
        if name in used or not tells_basis(name.replace("%", " ")):
            continue
        field = amount_heading(name)
        if field is None and named(without_unit(name)).nutrient is None:
            field = "amount"  # "Per 100 ml"
        if field is not None:
            by_field[field].append(name)
            used.add(name)
