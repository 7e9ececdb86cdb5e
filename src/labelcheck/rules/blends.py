"""What is listed under one amount for all of it: "Energy blend 900 mg (guarana, caffeine, green tea)"."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from labelcheck import units
from labelcheck.knowledge import Knowledge
from labelcheck.model import Label, Reading

_LONGEST: Final = 600
"""Letters that a list under one amount runs on for at most."""
_LIST: Final = re.compile(r"\s*\(([^)]*)|\s*:?\s*((?:[^.;\n]|\.\d|\n(?!\s*\n))+)")
"""Within brackets, or up to the end of a sentence or paragraph."""
_SINGLE: Final = frozenset({"vitamin", "mineral", "macronutrient", "fatty-acid"})
"""Kinds of nutrients whose amount is their own, whatever stands behind it."""


class Blend(NamedTuple):
    """A row whose amount is of several things, and the text that lists them."""

    reading: Reading
    text: str


def blends(label: Label, knowledge: Knowledge) -> tuple[Blend, ...]:
    """Return the rows with an amount, of no vitamin or mineral, that a list stands behind."""
    found = []
    starts: list[int] | None = None
    for reading in label.readings:
        own = reading.nutrient is not None and knowledge.nutrients[reading.nutrient].kind in _SINGLE
        if own or reading.amount is None or reading.role == "part":
            continue
        starts = sorted(_starts(label)) if starts is None else starts
        start, end = reading.place.span
        stop = next((s for s in starts if s >= end), len(label.printed))
        listed = _LIST.match(label.printed[end : min(stop, end + _LONGEST)])
        text = (listed[1] or listed[2] or "") if listed is not None else ""
        if reading.nutrient is None or "," in text:
            found.append(Blend(reading, f"{label.printed[start:end]}\n{text}"))
    return tuple(found)


def _starts(label: Label) -> Iterable[int]:
    """Yield where other parts of a label begin: rows, directions, ingredients."""
    yield from (r.place.span.start for r in label.readings)
    yield from (d.place.span.start for d in label.dosages)
    yield from (i.place.span.start for i in label.ingredients[:1])


def day_amount(reading: Reading, label: Label, unit: str) -> Decimal | None:
    """Return the most that a row gives per day in ``unit``; None where the label does not tell it plainly."""
    dose, basis, amount = label.daily_dose, reading.basis, reading.amount
    factor = None if amount is None else units.factor(amount.unit, unit)
    if amount is None or factor is None:
        return None
    value = (amount.high or amount.value) * factor
    if basis is not None and basis.kind == "daily-dose":
        return value
    if dose is None or dose.in_doubt:
        return None
    if basis is None:
        return value * max(dose.high, Decimal(1))  # of one, at most
    return value * dose.high / basis.quantity if basis.of == dose.of and basis.quantity else None
