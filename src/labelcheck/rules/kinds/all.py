"""Every one of several conditions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from labelcheck.model import Person
from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import Figures, Floor
from labelcheck.rules.outcome import NO, Outcome, joined
from labelcheck.rules.parameters import Kind, Problems
from labelcheck.rules.rule import Calls, Known

Condition = Any
"""Any kind; the rule schema puts the union of all kinds here."""


_CHEAP: Final = frozenset(
    {"person", "declared", "not", "ingredient-list", "dose", "form", "form-undeclared", "wording", "ingredient"}
)
"""Kinds that answer without arithmetic: asked first, as one that does not hold spares the others."""


def _is_cheap(condition: Condition) -> bool:
    """Whether a condition is asked first; the opposite of one costs what that costs."""
    kind = condition.kind
    return kind in _CHEAP and (kind != "not" or condition.of.kind in _CHEAP)


@dataclass(frozen=True, slots=True, kw_only=True)
class All(Kind):
    """All of ``of`` hold. What the first one offers goes before what the others offer."""

    kind: Literal["all"] = "all"
    of: tuple[Condition, ...]
    _order: tuple[tuple[int, Condition], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put those that answer without arithmetic first."""
        order = sorted(enumerate(self.of), key=lambda numbered: not _is_cheap(numbered[1]))
        object.__setattr__(self, "_order", tuple(order))

    def judge(self, facts: Facts) -> Outcome:
        """Return no where one does not hold, else unknown where one cannot be told."""
        outcomes: list[Outcome] = [NO] * len(self.of)
        truth: bool | None = True
        for number, condition in self._order:
            outcome: Outcome = condition.judge(facts)
            if outcome.truth is False:
                return NO
            if outcome.truth is None:
                truth = None
            outcomes[number] = outcome
        return joined(outcomes, truth)

    def sure(self, facts: Facts) -> Outcome:
        """Return no as soon as one does not hold for certain."""
        outcomes: list[Outcome] = [NO] * len(self.of)
        for number, condition in self._order:
            outcome: Outcome = condition.sure(facts)
            if not outcome.truth:
                return NO
            outcomes[number] = outcome
        return joined(outcomes, True)

    def possible(self, person: Person) -> bool:
        """Whether it can hold for this person, whatever the label."""
        return all(c.possible(person) for c in self.of)

    def floor(self, figures: Figures) -> Floor | None:
        """Return the first floor of its conditions: all of them must hold."""
        return next((f for f in (c.floor(figures) for c in self.of) if f is not None), None)

    def bare(self) -> bool:
        """Whether it can be asked of an ingredient list without a panel: where all its conditions can."""
        return all(c.bare() for c in self.of)

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together."""
        return all(c.sums() for c in self.of)

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset().union(*(c.offers() for c in self.of))

    def needs(self) -> frozenset[str] | None:
        """Return the shortest list of those of its conditions: all of them must hold."""
        wanted = [n for n in (c.needs() for c in self.of) if n is not None]
        return min(wanted, key=len) if wanted else None

    def calls(self) -> Calls | None:
        """Return the shortest of what calls for its conditions: all of them must hold."""
        called = [c for c in (c.calls() for c in self.of) if c is not None]
        return min(called, key=lambda c: len(c.nutrients) + len(c.words)) if called else None

    def bars(self) -> frozenset[str]:
        """Return what keeps any of its conditions from holding: all of them must."""
        return frozenset().union(*(c.bars() for c in self.of))

    def problems(self, known: Known) -> Problems:
        """Return the problems of its conditions."""
        return [(("of", str(i), *keys), text) for i, c in enumerate(self.of) for keys, text in c.problems(known)]
