"""What the directions say, in the words of HL7 FHIR's Dosage and Timing: https://hl7.org/fhir/R5/dosage.html.

A label's directions are a list of :class:`Dosage`, one for each thing told: the adults' dose, the children's, the
evening's, a later phase's. ``relation`` says how each stands to the one before. Nothing here chooses for a person.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from labelcheck.model.place import Place
from labelcheck.model.reading import Status

Relation = Literal["also", "instead", "then", "up-to"]
"""To the dosage before: added to it, in its place (another group or choice), a later phase, what it may be raised to."""
PeriodUnit = Literal["h", "d", "wk", "mo", "a"]
"""Hours, days, weeks, months, years, in UCUM's symbols as FHIR has them."""
DAYS_OF: Final[dict[PeriodUnit, Decimal]] = {
    "h": Decimal(1) / 24, "d": Decimal(1), "wk": Decimal(7), "mo": Decimal(30), "a": Decimal(365),
}  # fmt: skip
"""The days that a period is counted as."""
Activity = Literal["training", "rest", "athlete"]
When = Literal[
    "morning", "noon", "afternoon", "evening", "night", "breakfast", "lunch", "dinner", "meal",
    "before-exercise", "after-exercise",
]  # fmt: skip
DayOfWeek = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Bounds(NamedTuple):
    """From ``low`` to ``high``, both included; None where that end is open. Ages in ``unit``, weights in kilograms."""

    low: Decimal | None
    high: Decimal | None
    unit: str


class Per(NamedTuple):
    """What an amount is told for: 10 kg of body weight, 1 h of exercise."""

    value: Decimal
    unit: Literal["kg", "h"]


class Unused(NamedTuple):
    """A number or dosing word of the directions that no dosage used."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class ForWhom:
    """The group a dosage is told for; each None where the label does not say, all None for everybody.

    ``age`` is in years ("a") or months ("mo"), ``weight_kg`` in kilograms of body weight.
    """

    age: Bounds | None = None
    sex: Literal["female", "male"] | None = None
    pregnant: bool | None = None
    lactating: bool | None = None
    weight_kg: Bounds | None = None
    activity: Activity | None = None

    @property
    def everybody(self) -> bool:
        """Whether no group is named."""
        return self == _EVERYBODY


_EVERYBODY = ForWhom()


@dataclass(frozen=True, slots=True)
class Dose:
    """How much is taken at a time: ``low`` to ``high`` of the dose form ``of``, for each ``per`` where that is told."""

    low: Decimal
    high: Decimal
    of: str
    per: Per | None = None


class Duration(NamedTuple):
    """For how long a dosage holds: 14 d."""

    value: Decimal
    unit: PeriodUnit


@dataclass(frozen=True, slots=True)
class Timing:
    """How often: ``frequency`` to ``frequency_max`` times in each ``period`` to ``period_max`` of ``period_unit``.

    ``frequency`` is None where no time is told at all. ``bounds`` is for how long, None for good. ``times_told`` is
    whether the number of times is printed: "2 tablets daily" may be taken at once or one by one.
    """

    frequency: int | None = None
    frequency_max: int | None = None
    period: Decimal = Decimal(1)
    period_max: Decimal = Decimal(1)
    period_unit: PeriodUnit = "d"
    when: tuple[When, ...] = ()
    day_of_week: tuple[DayOfWeek, ...] = ()
    bounds: Duration | None = None
    times_told: bool = False


@dataclass(frozen=True, slots=True)
class MaxDose:
    """The most that may be taken in a day: ``value`` of the dose form ``of``."""

    value: Decimal
    of: str


@dataclass(frozen=True, slots=True)
class Dosage:
    """One thing that the directions say.

    ``status`` is "check" where it was not understood whole: ``unused`` quotes what was left over. ``phase`` is as the
    label names it ("loading", "week 1").
    """

    sequence: int
    text: str
    place: Place
    dose: Dose
    timing: Timing = field(default_factory=Timing)
    relation: Relation | None = None
    whom: ForWhom = _EVERYBODY
    phase: str | None = None
    as_needed: bool = False
    max_per_day: MaxDose | None = None
    status: Status = "ok"
    unused: tuple[Unused, ...] = ()
