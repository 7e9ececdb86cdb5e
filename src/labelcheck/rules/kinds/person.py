"""Who takes the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck.model import Person
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, YES, Outcome
from labelcheck.rules.parameters import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonIs(Kind):
    """The person fits all that is given; what nobody told is not assumed.

    ``any_flag``: one of these conditions, medicines or habits was told.
    """

    kind: Literal["person"] = "person"
    sex: Literal["female", "male"] | None = None
    age_from: int | None = None
    age_to: int | None = None
    pregnant: bool | None = None
    lactating: bool | None = None
    any_flag: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Outcome:
        """Return whether the person fits."""
        return YES if self.possible(facts.person) else NO

    def possible(self, person: Person) -> bool:
        """Whether the person fits."""
        p = person
        return (
            (self.sex is None or p.sex == self.sex)
            and (self.age_from is None or p.years >= self.age_from)
            and (self.age_to is None or p.years <= self.age_to)
            and (self.pregnant is None or p.pregnant == self.pregnant)
            and (self.lactating is None or p.lactating == self.lactating)
            and (not self.any_flag or bool(p.flags & set(self.any_flag)))
        )

    def bare(self) -> bool:
        """Whether it can be asked of an ingredient list without a panel: it can."""
        return True

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together: it can."""
        return True
