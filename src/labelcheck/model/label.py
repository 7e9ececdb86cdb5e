"""A label as read, and the report on it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from labelcheck.model.intake import DailyDose, Intake
from labelcheck.model.place import Place
from labelcheck.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Source:
    """Where a label came from. ``sha256`` is of the bytes as given."""

    name: str
    kind: Literal["text", "pdf", "image"]
    sha256: str
    pages: int = 1


class Ingredient(NamedTuple):
    """One entry of an ingredient list; ``function`` is the additive's function class, ``form`` a known form."""

    name: str
    form: str | None
    function: str | None
    place: Place


class Diagnostic(NamedTuple):
    """Something on the label that was not understood or needs a look; ``code`` is stable, ``message`` English."""

    code: str
    message: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says.

    ``reference`` is the table that its percentages use, as inferred from them. ``weights`` tells what one of a
    dose form weighs or measures ("1 skopa (5 g)"): dose form, number, "gram" or "ml".
    """

    source: Source
    printed: str
    languages: tuple[str, ...]
    product: str | None
    daily_dose: DailyDose | None
    servings_per_container: Decimal | None
    weights: tuple[tuple[str, Decimal, str], ...]
    reference: str | None
    readings: tuple[Reading, ...]
    ingredients: tuple[Ingredient, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A label and what it amounts to per day."""

    label: Label
    intakes: tuple[Intake, ...]
