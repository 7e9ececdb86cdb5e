"""A rule as the engine runs it: read from a file, checked, its references resolved."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, NamedTuple, Protocol

from labelcheck.model import Concern, Person, RuleBasis, RuleSource, Severity
from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import Figures, Floor
from labelcheck.rules.outcome import Outcome

Text = dict[str, str]
"""A text per language code; "sv" and "en" are always there."""


class Calls(NamedTuple):
    """What calls for a condition: one of ``nutrients`` declared, or a phrase of one of the wordlists ``words``."""

    nutrients: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


class Condition(Protocol):
    """What every kind of condition offers."""

    def judge(self, facts: Facts) -> Outcome:
        """Return whether it holds on a label."""

    def sure(self, facts: Facts) -> Outcome:
        """Return what it finds where it holds for certain; of anything else only that it does not."""

    def needs(self) -> frozenset[str] | None:
        """Return nutrients of which one must be declared for it to hold; None when it may hold without any."""

    def calls(self) -> Calls | None:
        """Return what must stand on the label for it to be true or to be settled by the label; None for no such thing."""

    def bars(self) -> frozenset[str]:
        """Return nutrients that keep it from holding where they are declared."""

    def possible(self, person: Person) -> bool:
        """Whether it can hold for this person, whatever the label."""

    def floor(self, figures: Figures) -> Floor | None:
        """Return a nutrient and the amount per day below which it cannot hold, where there is such an amount."""

    def bare(self) -> bool:
        """Whether it can be asked of an ingredient list without a panel."""

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together."""

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""

    def problems(self, known: "Known") -> list[tuple[tuple[str, ...], str]]:
        """Return what is wrong with its parameters: the path of keys, and the problem."""


class Known(Protocol):
    """What parameters may refer to."""

    nutrients: Any
    forms: Any
    references: Any
    languages: Any
    words: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Applies:
    """Whom and what a rule is for; what is left out does not narrow it.

    ``market``: codes of countries, or EU (with the EEA), US. ``route``: supplements to swallow, unless told.
    """

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    market: tuple[str, ...] = ()
    age_from: int | None = None
    age_to: int | None = None
    sex: Literal["female", "male"] | None = None
    pregnant: bool | None = None
    lactating: bool | None = None
    any_flag: tuple[str, ...] = ()
    route: Literal["oral", "skin", "any"] = "oral"

    def to(self, person: Person, markets: frozenset[str], *, topical: bool) -> bool:
        """Whether the rule is for this person and market, and for products taken as this one is."""
        return not (
            (self.route != "any" and (self.route == "skin") != topical)
            or (self.market and not markets & set(self.market))
            or (self.age_from is not None and person.years < self.age_from)
            or (self.age_to is not None and person.years > self.age_to)
            or (self.sex is not None and person.sex not in (None, self.sex))
            or (self.pregnant is not None and person.pregnant != self.pregnant)
            or (self.lactating is not None and person.lactating != self.lactating)
            or (self.any_flag and not person.flags & set(self.any_flag))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One condition of a rule with the message it gives; a rule's levels are tried in order."""

    when: Condition
    severity: Severity
    basis: RuleBasis
    concern: Concern
    title: Text
    message: Text
    applies: Applies
    sources: tuple[RuleSource, ...]
    interaction: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A label and the verdict the rule must give on it; ``also`` are labels of products taken with it."""

    label: str
    verdict: Literal["violated", "satisfied", "undetermined"]
    severity: Severity | None = None
    person: dict[str, Any] | None = None
    market: str | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule. ``origin`` is the file it was read from, ``folder`` the folder of a user's own rules."""

    id: str
    topic: str
    title: Text
    severity: Severity
    basis: RuleBasis
    concern: Concern
    applies: Applies
    supersedes: tuple[str, ...]
    covers: tuple[str, ...]
    sought: Text | None
    levels: tuple[Level, ...]
    why: str
    known_problems: str | None
    sources: tuple[RuleSource, ...]
    examples: tuple[Example, ...]
    origin: str
    folder: str | None = None

    def levels_for(self, person: Person, markets: frozenset[str], *, topical: bool) -> tuple[Level, ...]:
        """Return the levels that can hold for this person and market, and for products taken as this one is."""
        if not self.applies.to(person, markets, topical=topical):
            return ()
        return tuple(
            level
            for level in self.levels
            if (level.applies is self.applies or level.applies.to(person, markets, topical=topical))
            and level.when.possible(person)
        )

    def sums(self) -> bool:
        """Whether the rule can be asked of several products taken together."""
        return all(level.when.sums() for level in self.levels)

    def calls(self) -> Calls | None:
        """Return what must stand on the label for the rule to say anything; None for no such thing."""
        return calls_of(self.levels)


def calls_of(levels: Iterable[Level]) -> Calls | None:
    """Return what must stand on a label for one of several levels to say anything."""
    called = [level.when.calls() for level in levels]
    known = [c for c in called if c is not None]
    if len(known) < len(called):
        return None
    return Calls(frozenset().union(*(c.nutrients for c in known)), frozenset().union(*(c.words for c in known)))
