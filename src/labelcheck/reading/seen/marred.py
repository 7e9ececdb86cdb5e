"""What stands where a page's print is struck out, or printed or drawn over, is for the reader to look at: no engine tells it either."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from labelcheck.model import Box, Dosage, LabelText, Piece, Reading, Unused
from labelcheck.reading.seen.trust import DOUBTED

MARRED: Final = "print-marred"
"""The note of what stands in such a place."""
_REACHES: Final = 0.3
"""Of the smaller of two boxes: print in the line above or below reaches less far in."""

Places = Mapping[int, Sequence[Box]]
"""Boxes by page."""


def doubted_where_marred(readings: Sequence[Reading], text: LabelText, places: Places) -> tuple[Reading, ...]:
    """Return the readings, to be checked where one of their words is marred."""
    return tuple(
        r._replace(status="check", notes=(*r.notes, MARRED), confidence=min(r.confidence, DOUBTED))
        if any(_is_marred(piece, places) for piece in text.pieces_in(r.place.span))
        else r
        for r in readings
    )


def marred_words(dosages: Sequence[Dosage], text: LabelText, places: Places) -> list[str]:
    """Return the marred words of directions, as a text has them."""
    return [p.word.text for d in dosages for p in text.pieces_in(d.place.span) if _is_marred(p, places)]


def doses_doubted(dosages: Sequence[Dosage], marred: Sequence[str]) -> tuple[Dosage, ...]:
    """Return the dosages; where words of the directions are marred, all are to be checked, and tell them as not understood."""
    if not marred:
        return tuple(dosages)
    words = tuple(dict.fromkeys(marred))
    return tuple(
        replace(d, status="check", unused=d.unused + tuple(Unused(word, d.place) for word in words)) for d in dosages
    )


def _is_marred(piece: Piece, places: Places) -> bool:
    word = piece.word.box
    return any(_meet(word, box) > _REACHES * min(_area(word), _area(box)) for box in places.get(piece.page, ()))


def _meet(one: Box, other: Box) -> float:
    wide, high = min(one.x1, other.x1) - max(one.x0, other.x0), min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide * high if wide > 0 and high > 0 else 0.0


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)
