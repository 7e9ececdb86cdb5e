"""For whom a label is checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final, Literal, get_args

from labelcheck.errors import UsageError
from labelcheck.model.dosage import Activity

Sex = Literal["female", "male"]
FLAGS: Final = (
    "ace-inhibitor", "antacid", "antibiotics", "anticoagulant", "arb", "bisphosphonate", "blood-pressure-medicine",
    "contraceptive-pill", "diabetes-medicine", "digoxin", "diuretic", "gabapentin", "haemochromatosis", "heart-disease",
    "immunosuppressant", "kidney-disease", "kidney-stones", "levothyroxine", "liver-disease", "metformin", "planning-pregnancy", "post-menopausal", "potassium-sparing-diuretic",
    "ppi", "smoker", "ssri", "statin", "thyroid-disease", "vegan", "warfarin",
)  # fmt: skip
"""Conditions, medicines and habits that rules ask about."""
MARKET: Final = "SE"
"""The country whose rules apply when none is named."""
_OLDEST: Final = 130


@dataclass(frozen=True, slots=True)
class Person:
    """Who takes the product; by default a healthy adult of either sex.

    ``age`` is in whole years, ``weight_kg`` in kilograms of body weight: any number, kept as a Decimal. ``activity`` is
    that of the day: "training", "rest", or "athlete" for who trains much. ``flags`` are of :data:`FLAGS`; rules of one's
    own may ask about others, and :func:`labelcheck.check` refuses what no rule asks about.

    Raises:
        UsageError: what cannot be: an age below 0, a pregnant man, a pregnancy at the age of 5, a weight of 0.

    """

    sex: Sex | None = None
    age: int | None = None
    pregnant: bool = False
    lactating: bool = False
    weight_kg: Decimal | float | None = None
    activity: Activity | None = None
    flags: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.sex not in (None, "female", "male"):
            raise UsageError(f"sex {self.sex!r}: it is 'female', 'male' or left out")
        if self.age is not None and (isinstance(self.age, bool) or not isinstance(self.age, int)):
            raise UsageError(f"age {self.age!r}: it is a whole number of years")
        if self.age is not None and not 0 <= self.age <= _OLDEST:
            raise UsageError(f"age {self.age}: it lies between 0 and {_OLDEST} years")
        for word, told in (("pregnant", self.pregnant), ("lactating", self.lactating)):
            if not isinstance(told, bool):
                raise UsageError(f"{word} {told!r}: it is True or False")
            if told and self.sex == "male":
                raise UsageError(f"a {word} person cannot be male; leave out sex or {word}")
            if told and self.age is not None and not 10 <= self.age <= 65:
                raise UsageError(f"a {word} person aged {self.age} cannot be meant; check the age")
        if self.weight_kg is not None:
            object.__setattr__(self, "weight_kg", _kilograms(self.weight_kg))
        if self.activity is not None and self.activity not in _ACTIVITIES:
            raise UsageError(f"activity {self.activity!r}: it is {', '.join(_ACTIVITIES)}")
        if isinstance(self.flags, str) or not all(isinstance(f, str) for f in self.flags):
            raise UsageError("flags are a set of words, as {'warfarin', 'smoker'}")
        object.__setattr__(self, "flags", frozenset(self.flags))

    @property
    def years(self) -> int:
        """The age, or that of an adult where it is not told."""
        return 30 if self.age is None else self.age


_ACTIVITIES: Final = get_args(Activity)
_LIGHTEST, _HEAVIEST = Decimal("0.5"), Decimal(500)


def _kilograms(value: object) -> Decimal:
    try:
        weight = Decimal(str(value))
    except InvalidOperation:
        weight = Decimal(-1)
    if isinstance(value, bool) or not weight.is_finite() or not _LIGHTEST <= weight <= _HEAVIEST:
        raise UsageError(f"weight {value!r}: it is a number of kilograms between {_LIGHTEST} and {_HEAVIEST}")
    return weight


_OTHERWISE: Final = {
    "thyroid-medicine": ("levothyroxine",), "blood-thinner": ("warfarin", "anticoagulant"), "antidepressant": ("ssri",),
    "cholesterol-medicine": ("statin",), "birth-control": ("contraceptive-pill",), "diabetes": ("diabetes-medicine", "metformin"),
    "hypertension": ("blood-pressure-medicine",), "water-tablets": ("diuretic",), "menopause": ("post-menopausal",),
}  # fmt: skip
"""What people call flags whose names are not like it: the nearest by spelling would be another illness."""


def check_flags(flags: Iterable[str], known: Iterable[str]) -> None:
    """Refuse what no rule asks about, with the nearest that one does.

    Raises:
        UsageError: an unknown flag.

    """
    from difflib import get_close_matches

    allowed = sorted(known)
    for flag in sorted(set(flags) - set(allowed)):
        meant = [f for f in _OTHERWISE.get(flag, ()) if f in allowed]
        near = meant or get_close_matches(flag, allowed, 2)
        hint = f"did you mean {' or '.join(near)}?" if near else f"known are {', '.join(allowed)}"
        raise UsageError(f"no rule asks about the flag {flag!r}; {hint}")
