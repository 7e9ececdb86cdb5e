"""Akeneo's products in JSON, as its API gives them: the values of each attribute, by locale and channel.

The shape is that of its "standard format" (api.akeneo.com, concepts/products).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from labelcheck.catalogue.amounts import unit_of
from labelcheck.catalogue.column_names import column_field
from labelcheck.catalogue.containers import Head, Row
from labelcheck.catalogue.flattened import flat_plan, rows_in, sample_of
from labelcheck.catalogue.format import Format, Input, Plan, has_columns

_OWN: Final = ("identifier", "code", "uuid")
"""What a product, a product model, and a product without an identifier are known by."""


class _Chosen(NamedTuple):
    """The locale and the channel whose values are read."""

    locale: str | None
    channel: str | None


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del path
    known = has_columns(head, "values", "family") and b'"data"' in first
    return 12 if known and head is not None and head.container in ("json", "jsonl") else 0


def _plan(source: Input, head: Head | None) -> Plan:
    rows = rows_in("akeneo", source, head)
    entries = [e for row in sample_of(rows) for _, values in _values(row) for e in values]
    locales, channels = (Counter(e[k] for e in entries if isinstance(e.get(k), str)) for k in ("locale", "scope"))
    chosen = _Chosen(*(next(iter(c for c, _ in told.most_common(1)), None) for told in (locales, channels)))
    notes = [
        f"values of {word} {took}; not read where it has one: {', '.join(others)}"
        for word, took, told in (("locale", chosen.locale, locales), ("channel", chosen.channel, channels))
        if (others := [c for c in told if c != took])
    ]
    return flat_plan("akeneo", source, rows, partial(_flat, chosen), notes)


def _values(row: Mapping[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    values = row.get("values")
    told = values.items() if isinstance(values, dict) else ()
    return [(code, [e for e in v if isinstance(e, dict)]) for code, v in told if isinstance(v, list)]


def _flat(chosen: _Chosen, row: Row) -> Row:
    flat: Row = {}
    for code, entries in _values(row):
        if entries:
            name, cell = _cell(code, min(entries, key=partial(_farness, chosen)), chosen.locale)
            flat[name] = cell
    own = next((str(row[k]) for k in _OWN[:2] if row.get(k)), None)
    if own is None and not any(column_field(c) == "id" for c in flat):
        own = str(row.get(_OWN[2]) or "") or None
    categories = {"categories": row["categories"]} if row.get("categories") else {}
    return {**({"identifier": own} if own else {}), **categories, **flat}


def _farness(chosen: _Chosen, entry: Mapping[str, Any]) -> tuple[int, int]:
    """Return how far an entry is from what was chosen: a value of another locale is read where there is no other."""
    told = (entry.get("locale"), entry.get("scope"))
    locale, channel = (0 if t == c else 1 if t is None else 2 for t, c in zip(told, chosen, strict=True))
    return locale, channel


def _cell(code: str, entry: Mapping[str, Any], locale: str | None) -> tuple[str, Any]:
    """Return the name of a value's column and its cell; the unit of a measured one stands in the name."""
    data = entry.get("data")
    if isinstance(data, dict) and "amount" in data:
        unit, amount = str(data.get("unit") or ""), str(data["amount"])
        symbol = unit_of(unit)
        return (f"{code} ({symbol})", _number(amount)) if symbol else (code, f"{amount} {unit}".strip())
    labels = _labels(entry.get("linked_data"), locale)
    codes = data if isinstance(data, list) else [data]
    if labels:
        return code, ", ".join(labels.get(str(c), str(c)) for c in codes)
    return code, data


def _number(text: str) -> Decimal | str:
    """Return an amount as the number it is: the system writes a point and four decimals, "1.5000"."""
    try:
        whole, _, decimals = text.partition(".")
        return Decimal(".".join(filter(None, (whole, decimals.rstrip("0")))))
    except InvalidOperation:
        return text


def _labels(linked: Any, locale: str | None) -> dict[str, str]:  # noqa: ANN401
    """Return what options are called, by code: one option, or several by their codes."""
    if not isinstance(linked, dict):
        return {}
    found = {}
    for option in [linked, *linked.values()]:
        labels = option.get("labels") if isinstance(option, dict) else None
        if isinstance(labels, dict) and isinstance(option.get("code"), str):
            said = labels.get(locale) or next(iter(labels.values()), None)
            if isinstance(said, str):
                found[option["code"]] = said
    return found


FORMAT = Format("akeneo", "Akeneo's products (JSON)", _recognise, _plan)
