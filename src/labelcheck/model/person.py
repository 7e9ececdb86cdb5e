"""For whom a label is checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from labelcheck.errors import UsageError

Sex = Literal["female", "male"]
FLAGS: Final = (
    "ace-inhibitor", "antibiotics", "anticoagulant", "arb", "bisphosphonate", "diuretic", "gabapentin", "haemochromatosis",
    "kidney-disease", "kidney-stones", "levothyroxine", "metformin", "planning-pregnancy", "post-menopausal",
    "potassium-sparing-diuretic", "ppi", "smoker", "thyroid-disease",
    "vegan", "warfarin",
)  # fmt: skip
"""Conditions, medicines and habits that rules ask about."""
MARKET: Final = "SE"
"""The country whose rules apply when none is named."""
_OLDEST: Final = 130


@dataclass(frozen=True, slots=True)
class Person:
    """Who takes the product; by default a healthy adult of either sex.

    ``age`` is in whole years. ``flags`` are of :data:`FLAGS`; rules of one's own may ask about others.

    Raises:
        UsageError: what cannot be: an age below 0, a pregnant man, a pregnancy at the age of 5.

    """

    sex: Sex | None = None
    age: int | None = None
    pregnant: bool = False
    lactating: bool = False
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
        if isinstance(self.flags, str) or not all(isinstance(f, str) for f in self.flags):
            raise UsageError("flags are a set of words, as {'warfarin', 'smoker'}")
        object.__setattr__(self, "flags", frozenset(self.flags))

    @property
    def years(self) -> int:
        """The age, or that of an adult where it is not told."""
        return 30 if self.age is None else self.age
