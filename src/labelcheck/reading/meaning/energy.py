"""Energy as a witness for what gives it: fat, carbohydrate and protein of a panel add up to its kilocalories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from labelcheck.model import Reading, ServingBasis

_KCAL: Final = {"fat": 9.0, "carbohydrate": 4.0, "protein": 4.0}
"""Kilocalories per gram: Regulation (EU) No 1169/2011, Annex XIV."""
_FIBRE: Final = 2.0
_JOULE: Final = 4.184
_SLACK: Final = 0.2
"""Rounding of each figure, and other factors: of organic acids, of fibre that a carbohydrate includes."""
_LEAST: Final = 10.0
_POLYOL: Final = 1.6
"""Kilocalories per gram by which polyols give less than other carbohydrate."""


def against_energy(readings: Sequence[Reading]) -> frozenset[int]:
    """Return the readings of each panel column whose sum is not what its energy says; one of them is wrong."""
    columns: dict[ServingBasis | None, dict[str, list[int]]] = {}
    for i, reading in enumerate(readings):
        if reading.amount is not None and reading.nutrient is not None and reading.role != "compound":
            columns.setdefault(reading.basis, {}).setdefault(reading.nutrient, []).append(i)
    found: set[int] = set()
    for rows in columns.values():
        sources = [rows[n][0] for n in _KCAL if len(rows.get(n, ())) == 1]
        if len(sources) == len(_KCAL) and len(rows.get("energy", ())) == 1 and not _agrees(readings, rows):
            found |= {*sources, rows["energy"][0]}
    return frozenset(found)


def _agrees(readings: Sequence[Reading], rows: dict[str, list[int]]) -> bool:
    told = _amount(readings[rows["energy"][0]])
    grams = {n: _amount(readings[rows[n][0]]) for n in (*_KCAL, "fibre") if n in rows}
    most = sum(grams[n] * kcal for n, kcal in _KCAL.items()) + _FIBRE * grams.get("fibre", 0.0)
    least = most - _FIBRE * grams.get("fibre", 0.0) - grams["carbohydrate"] * _POLYOL
    least -= _KCAL["carbohydrate"] * min(grams.get("fibre", 0.0), grams["carbohydrate"])
    return least * (1 - _SLACK) - _LEAST <= told <= most * (1 + _SLACK) + _LEAST


def _amount(reading: Reading) -> float:
    """Return grams, or kilocalories."""
    amount = reading.amount
    if amount is None:
        return 0.0
    by_unit = {"mg": 0.001, "µg": 0.000001, "kJ": 1 / _JOULE}
    return float(amount.value) * by_unit.get(amount.unit, 1.0)
