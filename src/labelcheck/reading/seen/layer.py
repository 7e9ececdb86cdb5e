"""What a PDF's text says beside what its page shows: a page that was seen is believed, and not where the two disagree."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from labelcheck.model import Reading
from labelcheck.reading.seen.trust import DOUBTED, shown

SAYS: Final = "layer-says"
"""The note of an amount for which the file's own text gives another."""


def against_layer(readings: Sequence[Reading], told: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return what was seen, to be checked where the text of the same page tells another amount of the same."""
    return tuple(_against(reading, told) for reading in readings)


def _against(reading: Reading, told: Sequence[Reading]) -> Reading:
    same = [one for one in told if one.amount is not None and _speaks_of(one, reading)]
    if reading.amount is None or not same or any(_amounts(one) & _amounts(reading) for one in same):
        return reading
    notes = dict.fromkeys((*reading.notes, *(f"{SAYS}: {shown(one)}" for one in same)))
    return reading._replace(status="check", notes=tuple(notes), confidence=min(reading.confidence, DOUBTED))


def _speaks_of(one: Reading, other: Reading) -> bool:
    """Whether two readings are of one substance on one page, and may be for the same."""
    if one.place.page != other.place.page or _is_per_100(one) != _is_per_100(other):
        return False
    if one.nutrient is None and other.nutrient is None:
        return one.name.casefold() == other.name.casefold()
    return one.nutrient == other.nutrient and one.role == other.role


def _amounts(reading: Reading) -> set[tuple[Decimal, str]]:
    return {(a.value, a.unit) for a in (reading.amount, *reading.also) if a is not None}


def _is_per_100(reading: Reading) -> bool:
    return reading.basis is not None and reading.basis.kind.startswith("per-100")
