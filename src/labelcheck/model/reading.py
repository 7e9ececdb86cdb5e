"""What one row of a label says."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from labelcheck.model.place import Place

Bound = Literal["<", ">", "~"]
Qualifier = Literal["RE", "NE", "DFE", "α-TE", "RAE"]
BasisKind = Literal["unit", "serving", "daily-dose", "per-100-g", "per-100-ml"]
Role = Literal["nutrient", "compound", "part"]
Status = Literal["ok", "check"]


class Amount(NamedTuple):
    """A printed amount. ``unit`` is one of g, mg, µg, ng, IU, CFU, kcal, kJ, ml.

    ``qualifier`` tells what the unit counts (niacin equivalents and the like) where it is printed beside it.
    ``bound`` is "<", ">" or "~" (about). ``high`` is the upper end where a range is printed.
    """

    value: Decimal
    unit: str
    qualifier: Qualifier | None = None
    bound: Bound | None = None
    high: Decimal | None = None


class Percent(NamedTuple):
    """A printed percentage ``of`` a reference table, by its id; ``None`` when it cannot be told which."""

    value: Decimal
    of: str | None = None
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class ServingBasis:
    """What an amount is printed for: ``quantity`` of the dose form ``of``; both ``None`` when not told."""

    kind: BasisKind
    quantity: Decimal | None = None
    of: str | None = None


class Reading(NamedTuple):
    """One printed amount of one row.

    ``role`` is "compound" when the amount is the weight of a salt and not of its element, and "part" when it is
    a share of the row ``part_of`` (an index into the label's readings) that must not be added to it.
    ``status`` is "check" when the reading must not be trusted without a look; ``notes`` tells why.
    """

    name: str
    nutrient: str | None
    forms: tuple[str, ...]
    amount: Amount | None
    also: tuple[Amount, ...]
    percent: Percent | None
    basis: ServingBasis | None
    role: Role
    status: Status
    confidence: float
    notes: tuple[str, ...]
    place: Place
    part_of: int | None = None
