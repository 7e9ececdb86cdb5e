"""The nouns of labelcheck: frozen, slotted, standard library only.

A label's text becomes a :class:`LabelText`; reading it gives a :class:`Label` of :class:`Reading`; nutrition turns
those into an :class:`Intake` per nutrient and day; a :class:`Report` holds them all. A reading is never
overwritten: whatever is derived from it is a new object that points back to it.
"""

from labelcheck.model.intake import DailyDose, Intake
from labelcheck.model.label import Diagnostic, Ingredient, Label, Report, Source
from labelcheck.model.page import Page, Piece, Point, Quad, Word, around, quad_of
from labelcheck.model.place import Box, Place, Span
from labelcheck.model.reading import (
    Amount,
    BasisKind,
    Bound,
    Percent,
    Qualifier,
    Reading,
    Role,
    ServingBasis,
    Status,
)
from labelcheck.model.text import LabelText

__all__ = [
    "Amount",
    "BasisKind",
    "Bound",
    "Box",
    "DailyDose",
    "Diagnostic",
    "Ingredient",
    "Intake",
    "Label",
    "LabelText",
    "Page",
    "Percent",
    "Piece",
    "Place",
    "Point",
    "Quad",
    "Qualifier",
    "Reading",
    "Report",
    "Role",
    "ServingBasis",
    "Source",
    "Span",
    "Status",
    "Word",
    "around",
    "quad_of",
]
