"""Whether pages show several labels, as artwork sheets and catalogues do: their amounts are of no one product.

The panel in another language, or the same label printed many times, gives the same amounts again. Labels of
different products give other amounts for what both hold, or nothing in common beside the same directions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from labelcheck.model import Dosage, Reading, ServingBasis

SEVERAL: Final = "several-labels"
PANELS_DISAGREE: Final = "panels-disagree"
"""The note of what stands in one of several panels that tell different amounts for the same."""
_MOST_PARTS: Final = 60
_SAME: Final = Decimal("0.03")
"""Share by which amounts differ that are rounded otherwise."""
_SPACE: Final = re.compile(r"\s+")

Held = dict[tuple[str, ServingBasis | None, str], set[Decimal]]
"""The amounts of a part by nutrient, what they are for, and unit."""


def are_several(printed: str, blocks: Sequence[int], readings: Sequence[Reading], dosages: Sequence[Dosage]) -> bool:
    """Whether a text whose blocks begin at these offsets, each with a place of its own on a page, is of several labels."""
    if len(blocks) < 2:
        return False
    held = [_held(readings, start, end) for start, end in _ends(blocks, len(printed))]
    panels = [part for part in held if len(part) > 1][:_MOST_PARTS]
    if any(_disagree(one, other) for one, other in combinations(panels, 2)):
        return True
    labels = [
        _held(readings, start, end) for start, end in _ends(_with_directions(printed, blocks, dosages), len(printed))
    ]
    return any(
        _disagree(one, other) or not _nutrients(one) & _nutrients(other)
        for one, other in combinations([part for part in labels if part][:_MOST_PARTS], 2)
    )


def _ends(starts: Sequence[int], end: int) -> list[tuple[int, int]]:
    return list(zip(starts, [*starts[1:], end], strict=True))


def _held(readings: Sequence[Reading], start: int, end: int) -> Held:
    found: Held = {}
    for reading in readings:
        amount = reading.amount
        if reading.nutrient is None or amount is None or reading.role != "nutrient":
            continue
        told = reading.status == "ok" or reading.notes == (PANELS_DISAGREE,)
        if start <= reading.place.span.start < end and told:
            found.setdefault((reading.nutrient, reading.basis, amount.unit), set()).add(amount.value)
    return found


def _nutrients(part: Held) -> set[str]:
    return {nutrient for nutrient, _, _ in part}


def _disagree(one: Held, other: Held) -> bool:
    """Whether two parts give different amounts for half or more of what both give: one alone is a misprint."""
    both = [(one[a], other[b]) for a in one for b in other if a[::2] == b[::2] and _is_one(a[1], b[1])]
    apart = sum(all(abs(a - b) > _SAME * max(a, b) for a in less for b in more) for less, more in both)
    return bool(both) and 2 * apart >= len(both)


def _is_one(basis: ServingBasis | None, other: ServingBasis | None) -> bool:
    """Whether amounts of one product are the same for both: a product has one daily dose, in one unit."""
    if basis is None or other is None or not basis.kind == other.kind == "daily-dose":
        return basis == other
    return basis.of != other.of or basis == other


def _with_directions(printed: str, blocks: Sequence[int], dosages: Sequence[Dosage]) -> list[int]:
    """Return the blocks with which another label begins: those that print the same directions again.

    Directions stand above or below their panel, but do so alike on all labels of a sheet.
    """
    said = {_plain(d.text) for d in dosages if len(d.text.split()) > 1}
    starts, seen = [0], False
    for start, end in _ends(blocks, len(printed)):
        text = _plain(printed[start:end])
        told = any(words in text for words in said)
        if told and seen:
            starts.append(start)
        seen |= told
    return starts


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()
