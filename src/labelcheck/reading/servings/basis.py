"""What amounts are printed for, as one phrase of the text tells it: "per dagsdos", "per 2 tabletter"."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from labelcheck.model import ServingBasis
from labelcheck.reading.servings.serving import Serving

PIECES: Final = frozenset({"tablet", "capsule", "gummy", "sachet", "ampoule", "piece"})
NO_HEADING: Final = frozenset({"nutrient", "form", "take", "per_day"})
"""Kinds of words of which a heading has none."""
_ONE: Final = Decimal(1)


@dataclass(slots=True, eq=False)
class PrintedBasis:
    """A phrase that says what amounts are for, at ``start:end``.

    ``certain`` ones say so in words ("per kapsel"); the others are bare servings that only count in a heading.
    ``within`` is the sentence whose amounts all are for it, those before it as those behind it.
    """

    start: int
    end: int
    basis: ServingBasis
    certain: bool
    within: tuple[int, int] | None = None
    portion: bool = False
    """Whether it tells what one portion weighs or measures: "per portion 50 g"."""


def basis_of(serving: Serving) -> ServingBasis:
    """Return the basis of amounts printed for a serving.

    One dose form is a unit; a stated number of them, of grams or millilitres is a serving; 100 g or ml are
    their own kinds.
    """
    hundred = Decimal(100)
    if serving.of == "serving" and serving.weight is not None:
        weight, of = serving.weight
        return ServingBasis("serving", weight * serving.high, of)
    if serving.of == "serving":
        return ServingBasis("serving", None if not serving.counted else serving.high, "serving")
    if serving.of in ("gram", "ml"):
        if serving.high == hundred:
            return ServingBasis("per-100-g" if serving.of == "gram" else "per-100-ml", hundred, serving.of)
        return ServingBasis("serving", serving.high, serving.of)
    if serving.high == _ONE:
        return ServingBasis("unit", _ONE, serving.of)
    return ServingBasis("serving", serving.high, serving.of)
