"""Volumes that are told in two measures: "1 fl oz (30 ml)"."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from labelcheck.reading.lex.quantity import Quantity

_ONE: Final = Decimal(1)
_ROUNDED: Final = Decimal("0.05")
"""Of a fluid ounce: labels say 28, 29, 29.6 and 30 ml."""


def as_told(found: list[Quantity], low: str) -> list[Quantity]:
    """Return the quantities with one for "1 fl oz (30 ml)": what a label prints beside it is what its measure holds."""
    if not [q for q in found if q.measure is not None]:
        return found
    kept: list[Quantity] = []
    told: Decimal | None = None
    for quantity in found:
        last = kept[-1] if kept else None
        if last is None or (quantity.measure is None) == (last.measure is None) or not _is_same(last, quantity, low):
            kept.append(quantity)
            continue
        metric, other = (quantity, last) if quantity.measure is None else (last, quantity)
        told = metric.value / (other.value / (other.measure or _ONE)) if other.value else told
        last.values, last.measure = metric.values, told if other is last else _ONE
        last.end = quantity.end + low.startswith(")", quantity.end)
    for quantity in kept:
        measure = quantity.measure
        if told is not None and measure is not None and measure not in (told, _ONE):
            quantity.values = tuple([v / measure * told for v in quantity.values])
            quantity.high = quantity.high / measure * told if quantity.high is not None else None
            quantity.measure = told
    return kept


def told_measures(quantities: Sequence[Quantity]) -> list[tuple[int, int, Decimal]]:
    """Return where units stand that are told in another: from where to where, and how much one of each is."""
    return [(q.unit_start, q.end, q.measure) for q in quantities if q.measure is not None]


def _is_same(one: Quantity, other: Quantity, low: str) -> bool:
    """Whether two volumes beside each other are one, rounded."""
    if one.unit != "ml" or other.unit != "ml" or one.high is not None or other.high is not None:
        return False
    if low[one.end : other.start].strip(" ~≈") not in ("(", "/", "=", "(="):
        return False
    return abs(one.value - other.value) <= _ROUNDED * max(one.value, other.value)
