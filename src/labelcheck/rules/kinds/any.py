"""One of several conditions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from labelcheck.model import Person
from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import Figures, Floor, lowest
from labelcheck.rules.outcome import NO, Outcome, joined
from labelcheck.rules.parameters import Kind, Problems
from labelcheck.rules.rule import Calls, Known

Condition = Any
"""Any kind; the rule schema puts the union of all kinds here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf(Kind):
    """At least one of ``of`` holds; all that do are shown."""

    kind: Literal["any"] = "any"
    of: tuple[Condition, ...]

    def judge(self, facts: Facts) -> Outcome:
        """Return yes where one holds, else unknown where one cannot be told."""
        outcomes: list[Outcome] = [c.judge(facts) for c in self.of]
        held = [o for o in outcomes if o.truth]
        if held:
            return joined(held, truth=True)
        open_ends = [o for o in outcomes if o.truth is None]
        return joined(open_ends, truth=None) if open_ends else NO

    def sure(self, facts: Facts) -> Outcome:
        """Return yes where one holds for certain."""
        held = [o for o in (c.sure(facts) for c in self.of) if o.truth]
        return joined(held, truth=True) if held else NO

    def possible(self, person: Person) -> bool:
        """Whether it can hold for this person, whatever the label."""
        return any(c.possible(person) for c in self.of)

    def floor(self, figures: Figures) -> Floor | None:
        """Return the lowest floor of its conditions, where all have one of the same nutrient."""
        return lowest(c.floor(figures) for c in self.of)

    def bare(self) -> bool:
        """Whether it can be asked of an ingredient list without a panel: where all its conditions can."""
        return all(c.bare() for c in self.of)

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together."""
        return all(c.sums() for c in self.of)

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset.intersection(*(c.offers() for c in self.of)) if self.of else frozenset()

    def needs(self) -> frozenset[str] | None:
        """Return the nutrients of all its conditions; any may hold alone."""
        wanted = [c.needs() for c in self.of]
        known = [n for n in wanted if n is not None]
        return frozenset().union(*known) if len(known) == len(wanted) else None

    def calls(self) -> Calls | None:
        """Return all that calls for its conditions; any may hold alone."""
        called = [c.calls() for c in self.of]
        known = [c for c in called if c is not None]
        if len(known) < len(called):
            return None
        return Calls(frozenset().union(*(c.nutrients for c in known)), frozenset().union(*(c.words for c in known)))

    def problems(self, known: Known) -> Problems:
        """Return the problems of its conditions."""
        return [(("of", str(i), *keys), text) for i, c in enumerate(self.of) for keys, text in c.problems(known)]
