"""How much is taken per day."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from labelcheck.model.place import Place
from labelcheck.model.reading import Qualifier, Status

SEVERAL_UNITS: Final = "several-units"
"""The note of a dose in several kinds of units."""
Trait = Literal["age", "sex", "weight", "activity"]
"""What directions tell people apart by."""


class DosePart(NamedTuple):
    """From ``low`` to ``high`` of the dose form ``of`` a day, beside another form's: two capsules with a tablet."""

    low: Decimal
    high: Decimal
    of: str


@dataclass(frozen=True, slots=True)
class DailyDose:
    """How many of the dose form ``of`` the label tells an adult to take per day, from ``low`` to ``high``.

    A dose that is not taken every day is averaged, and ``interval_days`` tells the printed interval.
    ``intakes_per_day`` is how many times a day the dose is split, where the label tells. ``for_children`` marks
    the dose of a label that tells none for adults. ``status`` is "check" where the directions were not understood
    whole or do not settle it; ``notes`` are stable codes that say why, and ``unused`` quotes what was left over.
    ``dosages`` are the sequence numbers of the label's dosages that it is made of, and ``depends_on`` what of the
    person would narrow its span: groups of the label have different doses, and which is the person's was not told.
    ``apart`` is what is taken in other units as well ("one tablet and two capsules"), with the note "several-units".
    """

    low: Decimal
    high: Decimal
    of: str
    text: str
    place: Place
    interval_days: int = 1
    intakes_per_day: int | None = None
    for_children: bool = False
    status: Status = "ok"
    notes: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    dosages: tuple[int, ...] = ()
    depends_on: tuple[Trait, ...] = ()
    apart: tuple[DosePart, ...] = ()

    @property
    def in_doubt(self) -> bool:
        """Whether how much is taken is in doubt, as it is not where each of several units is told."""
        return self.status == "check" and not (self.apart and set(self.notes) == {SEVERAL_UNITS})


@dataclass(frozen=True, slots=True)
class Share:
    """What one product gives of a summed nutrient; ``low`` and ``high`` are None when its label does not tell.

    ``forms`` are those its own label names.
    """

    product: str
    low: Decimal | None
    high: Decimal | None
    status: Status
    forms: tuple[str, ...] = ()

    def shown(self, unit: str) -> str:
        """Return who gives what at the highest dose: "60 µg (Sollyft D)"."""
        return f"{self.high:f} {unit} ({self.product})"


class Times(NamedTuple):
    """How often an amount is taken: ``low`` to ``high`` of ``taken`` a day, where it is for ``quantity`` of ``of``.

    A dose that is not taken every day is averaged, and ``days`` tells the interval. ``each`` is how many of ``of`` one
    of ``taken`` is: 5 (grams) for "1 scoop (5 g)", 1 where both are the same.
    """

    quantity: Decimal
    of: str
    low: Decimal
    high: Decimal
    taken: str
    days: int
    each: Decimal


class Term(NamedTuple):
    """One of the amounts that are added up to an intake: "300 mg per capsule × 1–2 capsules a day".

    ``low`` is the printed amount in the nutrient's ``unit``, ``high`` the other end of a printed range. ``fraction`` is
    the least and the most of a compound's weight that is the nutrient; None where the amount is the nutrient's own.
    Without ``times`` the amount is the day's; not ``told`` where the label does not say what it is for. ``share`` is the
    product's that gives it, where several are taken together.
    """

    low: Decimal
    high: Decimal | None
    unit: str
    fraction: tuple[Decimal, Decimal] | None = None
    times: Times | None = None
    told: bool = True
    share: Share | None = None


class Intake(NamedTuple):
    """The amount of one nutrient per day; elemental for minerals.

    ``terms`` are how it came about; ``readings`` are indices into the label's readings, for each term its own.
    ``qualifier`` is kept where the amounts were printed with one.
    """

    nutrient: str
    low: Decimal
    high: Decimal
    unit: str
    qualifier: Qualifier | None
    forms: tuple[str, ...]
    terms: tuple[Term, ...]
    status: Status
    notes: tuple[str, ...]
    readings: tuple[int, ...]
