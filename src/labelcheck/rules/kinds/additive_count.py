"""How many additives the ingredient list holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Outcome, Quantity, unknown
from labelcheck.rules.parameters import Kind, Problems, Words, check_words
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class AdditiveCount(Kind):
    """There are ``at_least`` or ``at_most`` so many additives and fillers, capsule shells among them.

    An ingredient counts when it stands under a function class, is a known additive, or is one of ``words``.
    Offers ``count`` and ``list``.
    """

    kind: Literal["additive-count"] = "additive-count"
    words: Words
    at_least: int | None = None
    at_most: int | None = None

    def judge(self, facts: Facts) -> Outcome:
        """Return whether there are as many."""
        ingredients = facts.label.ingredients
        if not ingredients:
            return unknown("ingredients")
        unique = facts.additives(str(self.words))
        count = len(unique)
        if (self.at_least is not None and count < self.at_least) or (self.at_most is not None and count > self.at_most):
            return NO
        evidence = tuple(Evidence(i.name, i.place) for i in unique.values())
        names = ", ".join(i.name for i in unique.values())
        return Outcome(True, {"count": Quantity(Decimal(count), ""), "list": names}, evidence)

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"count", "list"})

    def problems(self, known: Known) -> Problems:
        """Return unknown wordlists and a count without a bound."""
        found = check_words("words", self.words, known)
        if self.at_least is None and self.at_most is None:
            found.append((("kind",), "additive-count needs at_least or at_most"))
        return found
