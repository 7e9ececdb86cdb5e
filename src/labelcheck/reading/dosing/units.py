"""Dosages in the units that the label's amounts are printed for, and the dose that only a panel tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from labelcheck.model import Dosage, Dose, ServingBasis, Timing
from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PrintedBasis
from labelcheck.reading.servings.serving import Serving

_UNCOUNTED: Final = frozenset({"gram", "ml", "serving", "piece"})
"""What says nothing of the form that a bare number counts."""


def in_label_units(
    dosages: Sequence[Dosage],
    sections: Sections,
    servings: InOrder[Serving],
    printed_bases: InOrder[PrintedBasis],
    size: Serving | None,
) -> tuple[Dosage, ...]:
    """Return the dosages, told in what the label counts: a serving of a told size in its units, "2 st" in the panel's.

    Where the directions are silent, the number in "Innehåll per dagsdos (2 tabletter)" is the dose.
    """
    daily = next(
        (m for m in printed_bases if m.certain and m.basis.kind == "daily-dose" and m.basis.quantity and m.basis.of),
        None,
    )
    if not dosages:
        return (_told_by_panel(sections, daily),) if daily is not None else ()
    named = {m.basis.of for m in printed_bases if m.certain and m.basis.of is not None and m.basis.of not in _UNCOUNTED}
    only = named.pop() if len(named) == 1 else None
    if only is None:
        # one thing is counted on the label, whatever else its amounts are printed for
        counted = {s.of for s in servings if s.of not in _UNCOUNTED}
        only = counted.pop() if len(counted) == 1 else None
    return tuple(_in_units(d, size, only, daily.basis if daily is not None else None, servings) for d in dosages)


def _told_by_panel(sections: Sections, phrase: PrintedBasis) -> Dosage:
    quantity = phrase.basis.quantity or Decimal(1)
    dose = Dose(quantity, quantity, phrase.basis.of or "serving")
    place = sections.text.place(phrase.start, phrase.end)
    return Dosage(1, " ".join(sections.clean[phrase.start : phrase.end].split()), place, dose, Timing(1, 1))


def _in_units(
    dosage: Dosage, size: Serving | None, only: str | None, daily: ServingBasis | None, servings: InOrder[Serving]
) -> Dosage:
    dose = dosage.dose
    if dose.of == "serving" and size is not None and size.of != "serving":
        dose = replace(dose, low=dose.low * size.high, high=dose.high * size.high, of=size.of)
    elif dose.of == "piece" and only is not None:
        dose = replace(dose, of=only)
    elif daily is not None and daily.quantity and daily.of and _weighs(dosage, daily, servings):
        # "2 x täglich 1 Messlöffel (5 g)" beside "pro Tagesdosis (10 g)": the panel's own unit
        each = daily.quantity / (dosage.timing.frequency or 1)
        dose = replace(dose, low=each, high=each, of=daily.of)
    most = dosage.max_per_day
    if most is not None and most.of in ("piece", "") and dose.of != most.of:
        most = replace(most, of=dose.of)
    return (
        dosage if dose is dosage.dose and most is dosage.max_per_day else replace(dosage, dose=dose, max_per_day=most)
    )


def _weighs(dosage: Dosage, basis: ServingBasis, servings: InOrder[Serving]) -> bool:
    """Whether the panel states the same dose by weight or volume."""
    dose, timing = dosage.dose, dosage.timing
    if dose.of == basis.of or dose.low != dose.high or timing.frequency != timing.frequency_max or not timing.frequency:
        return False
    taken = dose.high * timing.frequency
    return any(
        s.weight is not None and s.of == dose.of and s.weight[1] == basis.of and s.weight[0] * taken == basis.quantity
        for s in servings
    )
