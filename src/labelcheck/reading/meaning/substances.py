"""Doses of the product, told apart from a substance's amount a day: "Creatine 3 g per day. Take 3 capsules daily"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from labelcheck.model import Dosage, Reading


def of_product(dosages: tuple[Dosage, ...], readings: Sequence[Reading]) -> tuple[Dosage, ...]:
    """Return the dosages without those in grams that a reading tells of a known nutrient for the day, beside doses in pieces.

    Where the label tells no other dose, the grams may as well be those of a powder, and stay.
    """
    if not any(d.dose.of == "gram" for d in dosages) or all(d.dose.of == "gram" for d in dosages):
        return dosages
    kept = [d for d in dosages if not any(_is_told_by(d, r) for r in readings)]
    if len(kept) == len(dosages):
        return dosages
    first, *others = kept
    # what is left of two doses that stand for each other is the only one
    first = replace(first, relation=None)
    return tuple(replace(d, sequence=n) for n, d in enumerate((first, *others), 1))


def _is_told_by(dosage: Dosage, reading: Reading) -> bool:
    amount, basis = reading.amount, reading.basis
    if reading.nutrient is None or amount is None or basis is None or basis.kind != "daily-dose":
        return False
    told, printed = dosage.place.span, reading.place.span
    grams = amount.value / _MILLI if amount.unit == "mg" else amount.value
    return (
        dosage.dose.of == "gram"
        and dosage.relation in (None, "instead")
        and dosage.whom.everybody
        and dosage.dose.low == dosage.dose.high == grams
        and amount.unit in ("g", "mg")
        and told.start < printed.end
        and printed.start < told.end
    )


_MILLI: Final = Decimal(1000)
