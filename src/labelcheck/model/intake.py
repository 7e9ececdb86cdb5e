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


class Intake(NamedTuple):
    """The amount of one nutrient per day; elemental for minerals.

    ``arithmetic`` shows how it came about; ``readings`` are indices into the label's readings. ``qualifier`` is
    kept where the amounts were printed with one.
    """

    nutrient: str
    low: Decimal
    high: Decimal
    unit: str
    qualifier: Qualifier | None
    forms: tuple[str, ...]
    arithmetic: str
    status: Status
    notes: tuple[str, ...]
    readings: tuple[int, ...]
