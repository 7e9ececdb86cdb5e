"""Grams, millilitres and milligrams that weigh a pack, a piece or a serving, and no nutrient."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.reading.quantity import Quantity
from labelcheck.reading.serving import Serving
from labelcheck.reading.sheet import Sheet

_EACH: Final = re.compile(r"[ ]*(?:à|á|a|da|de|of|om|av|af|zu|zu je|på|po|van|x|×)[ ]*")


def weighs_a_piece(sheet: Sheet, quantity: Quantity, packs: list[int]) -> bool:
    """Whether an amount is what one piece of a pack weighs: "24 capsule da 400 mg", "60 tabletter à 500 mg"."""
    return any(
        end <= quantity.start <= end + 8 and _EACH.fullmatch(sheet.low, end, quantity.start) is not None
        for end in packs
    )


def pure_counts(sheet: Sheet, servings: list[Serving]) -> set[int]:
    """Return where grams and millilitres stand that weigh a serving or a pack and no nutrient."""
    found = set()
    for serving in servings:
        if serving.weight is not None:
            found |= {q.start for q in sheet.quantities if serving.start <= q.start < serving.end}
    for word in sheet.by_kind.get("serving_size", []) + sheet.by_kind.get("servings_per_container", []):
        line = sheet.line_at(word.start)
        found |= {q.start for q in line.quantities if q.start >= word.end and q.unit in ("g", "ml")}
    return found


def in_list(sheet: Sheet, quantity: Quantity) -> bool:
    """Whether an amount stands in an ingredient list or a footnote."""
    zone = sheet.zone_at(quantity.start)
    return zone is not None and zone.kind in ("ingredients", "footnote")
