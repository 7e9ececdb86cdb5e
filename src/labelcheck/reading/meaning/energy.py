"""Energy as a witness for what gives it: fat, carbohydrate and protein of a panel add up to its kilocalories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from labelcheck import units
from labelcheck.knowledge import Knowledge
from labelcheck.model import Reading, ServingBasis

_SLACK: Final = 0.2
"""Rounding of each figure, and other factors: of organic acids, of fibre that a carbohydrate includes."""
_LEAST: Final = 10.0
"""Kilocalories that rounding alone may make."""


def against_energy(readings: Sequence[Reading], knowledge: Knowledge) -> frozenset[int]:
    """Return the readings of each panel column whose sum is not what its energy says; one of them is wrong."""
    columns: dict[ServingBasis | None, dict[str, list[int]]] = {}
    for i, reading in enumerate(readings):
        if reading.amount is not None and reading.nutrient is not None and reading.role != "compound":
            columns.setdefault(reading.basis, {}).setdefault(reading.nutrient, []).append(i)
    summed = [n for n in knowledge.kcal if not _wholes(n, knowledge)]
    found: set[int] = set()
    for rows in columns.values():
        if any(len(rows.get(n, ())) != 1 for n in ("energy", *summed)):
            continue
        told = {n: _amount(readings[rows[n][0]], "g") for n in knowledge.kcal if n in rows}
        if not _agrees(_amount(readings[rows["energy"][0]], "kcal"), told, knowledge):
            found |= {*(rows[n][0] for n in summed), rows["energy"][0]}
    return frozenset(found)


def _agrees(energy: float, grams: Mapping[str, float], knowledge: Knowledge) -> bool:
    """Whether an energy is between what is told gives at least and at most."""
    kcal = knowledge.kcal
    most = sum(amount * kcal[n] for n, amount in grams.items() if knowledge.nutrients[n].part_of is None)
    least = most
    for part in kcal:
        for whole in _wholes(part, knowledge):
            if knowledge.nutrients[part].part_of == whole:
                # all of it may be polyols
                least -= grams.get(whole, 0.0) * (kcal[whole] - kcal[part])
            else:
                # the carbohydrate of some labels holds the fibre
                amount = grams.get(part, 0.0)
                least -= amount * kcal[part] + kcal[whole] * min(amount, grams.get(whole, 0.0))
    return least * (1 - _SLACK) - _LEAST <= energy <= most * (1 + _SLACK) + _LEAST


def _wholes(nutrient: str, knowledge: Knowledge) -> list[str]:
    """Return what gives energy and holds, or may hold, what another nutrient gives."""
    known = knowledge.nutrients[nutrient]
    return [w for w in (known.part_of or "", *known.within) if w in knowledge.kcal]


def _amount(reading: Reading, unit: str) -> float:
    """Return the amount in grams, or in kilocalories."""
    amount = reading.amount
    factor = None if amount is None else units.factor(amount.unit, unit)
    return 0.0 if amount is None else float(amount.value * (factor or 1))
