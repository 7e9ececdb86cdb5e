"""What a whole can hold: 100 g of a powder no more than 100 g of nutrients, a scoop of 9 g no more than 9 g, a capsule no spoon of salt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from labelcheck import units
from labelcheck.knowledge import Knowledge
from labelcheck.model import Reading
from labelcheck.reading.servings.serving import Serving
from labelcheck.reading.servings.sizes import DENSEST, each_weighs

MORE_THAN_WHOLE: Final = "more-than-the-whole"
"""The note of such an amount."""
_DOUBTFUL: Final = 0.5
_WHOLE_SLACK: Final = Decimal("1.05")
"""Declared values are rounded and averaged; carbohydrate by difference may count water and ash twice."""
_HOLDS: Final = {"capsule": Decimal(3), "tablet": Decimal(10)}
"""Grams of one piece whose weight is not told: twice what the largest capsule holds (size 000, 1.37 ml), and more than a
tablet for a glass of water weighs."""
_WORTH: Final = Decimal("0.01")
"""Share of the whole below which an amount makes no difference to the sum."""


def weighed(
    readings: tuple[Reading, ...], knowledge: Knowledge, servings: Iterable[Serving] = ()
) -> tuple[Reading, ...]:
    """Return the readings, those to be checked that weigh more than what they are printed for.

    ``servings`` tell what a scoop or tablet weighs, where that is printed beside it.
    """
    wholes = [r.basis.quantity for r in readings if r.basis is not None and r.basis.of in ("gram", "ml")]
    over = overweight(readings, knowledge) if any(wholes) else []
    over += beyond(readings, knowledge, servings)
    found = list(readings)
    for i in over:
        note = (MORE_THAN_WHOLE,) if MORE_THAN_WHOLE not in found[i].notes else ()
        found[i] = found[i]._replace(status="check", confidence=_DOUBTFUL, notes=(*found[i].notes, *note))
    return tuple(found) if over else readings


def overweight(readings: Sequence[Reading], knowledge: Knowledge) -> list[int]:
    """Return which amounts are, alone or together, more than the grams or millilitres that they are printed for."""
    found: dict[int, None] = {}
    by_whole: dict[Decimal, list[int]] = defaultdict(list)
    for i, r in enumerate(readings):
        if r.basis is not None and r.basis.quantity and r.basis.of in ("gram", "ml"):
            by_whole[r.basis.quantity * (DENSEST if r.basis.of == "ml" else 1)].append(i)
    for whole, members in by_whole.items():
        weighed = {i: w for i in members if (w := _weight(readings[i])) is not None}
        for i, weight in weighed.items():
            if weight > whole * _WHOLE_SLACK:
                found[i] = None
        top = _apart(readings, weighed, knowledge)
        if sum((weighed[i] for i in top), Decimal(0)) > whole * _WHOLE_SLACK:
            for i in top:
                if weighed[i] >= whole * _WORTH:
                    found[i] = None
    return list(found)


def beyond(readings: Sequence[Reading], knowledge: Knowledge, servings: Iterable[Serving] = ()) -> list[int]:
    """Return which amounts weigh more by themselves than the scoops or pieces that they are printed for."""
    told = each_weighs(servings)
    found = []
    for i, r in enumerate(readings):
        if r.basis is None or not r.basis.quantity:
            continue
        if r.basis.of in told:
            weight, most = _weight(r), told[r.basis.of]
        elif r.basis.of in _HOLDS:
            weight, most = _compound_weight(r, knowledge), _HOLDS[r.basis.of]
        else:
            continue
        if weight is not None and weight > most * r.basis.quantity * _WHOLE_SLACK:
            found.append(i)
    return found


def _compound_weight(reading: Reading, knowledge: Knowledge) -> Decimal | None:
    """Return the least that an amount weighs in the form that is told for it: 2 g of magnesium are 12 g of its citrate."""
    weight = _weight(reading)
    if weight is None or reading.role != "nutrient" or len(reading.forms) != 1:
        return weight
    share = knowledge.forms[reading.forms[0]].fraction
    return weight / share[1] if share is not None and share[1] else weight


def _weight(reading: Reading) -> Decimal | None:
    amount = reading.amount
    if amount is None or amount.bound == "<" or amount.unit not in ("g", "mg", "µg", "ng"):
        return None
    factor = units.factor(amount.unit, "g")
    return None if factor is None else amount.value * factor


def _apart(readings: Sequence[Reading], weighed: dict[int, Decimal], knowledge: Knowledge) -> list[int]:
    """Return the amounts of which none is part of another, the heaviest of each nutrient."""
    heaviest: dict[str, int] = {}
    for i, weight in weighed.items():
        nutrient = readings[i].nutrient
        if (
            nutrient is not None
            and readings[i].role != "part"
            and weight > weighed.get(heaviest.get(nutrient, -1), Decimal(-1))
        ):
            heaviest[nutrient] = i
    kinds = {knowledge.nutrients[nutrient].kind for nutrient in heaviest}
    if "macronutrient" in kinds:
        # a plant's protein and fibre are the plant's
        heaviest = {n: i for n, i in heaviest.items() if knowledge.nutrients[n].kind != "botanical"}
    return [i for nutrient, i in heaviest.items() if not _is_part(nutrient, heaviest, knowledge)]


def _is_part(nutrient: str, others: Iterable[str], knowledge: Knowledge) -> bool:
    known = knowledge.nutrients[nutrient]
    wholes = set(known.within)
    while known.part_of is not None:
        wholes.add(known.part_of)
        known = knowledge.nutrients[known.part_of]
    return not wholes.isdisjoint(others)
