"""Panels of different things on one label: day tablets and night tablets, two products on a page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from labelcheck.model import ServingBasis
from labelcheck.reading.meaning.readings import Built
from labelcheck.reading.panel.headers import Header

_SIMILAR: Final = Decimal("0.03")
_Amounts = dict[tuple[str, ServingBasis], tuple[Decimal, str]]


def of_panels_apart(built: Sequence[Built], headers: Sequence[Header]) -> set[str]:
    """Return the nutrients of all panels that contradict another one: which of them a dose counts, is not known.

    The panel in another language tells the same amounts; where most of what two panels have in common differs, they
    are of different things.
    """
    found: set[str] = set()
    if len([h for h in headers if h.bases]) < 2:
        return found
    panels = _panels(built, headers)
    for one, other in combinations(panels[:_MOST], 2):
        shared = one.keys() & other.keys()
        differing = sum(_differ(one[key], other[key]) for key in shared)
        if 2 * differing > len(shared):
            found |= {nutrient for nutrient, _ in (*one, *other)}
    return found


_MOST: Final = 12
"""Panels that are compared with each other; a text with more is no label."""


def _panels(built: Sequence[Built], headers: Sequence[Header]) -> list[_Amounts]:
    """Return what stands under each heading that tells what amounts are for; of a nutrient told twice the first."""
    heads = [h for h in headers if h.bases]
    firsts = [h.first for h in heads]
    panels: list[_Amounts] = [{} for _ in heads]
    for each in built:
        at = bisect_right(firsts, each.row.line.number) - 1
        amount, basis, nutrient = each.cell.amount, each.cell.basis, each.identity.nutrient
        if at < 0 or amount is None or basis is None or nutrient is None or each.identity.role != "nutrient":
            continue
        panels[at].setdefault((nutrient, basis), (amount.value, amount.unit))
    return [p for p in panels if p]


def _differ(one: tuple[Decimal, str], other: tuple[Decimal, str]) -> bool:
    return one[1] == other[1] and abs(one[0] - other[0]) > _SIMILAR * max(one[0], other[0])
