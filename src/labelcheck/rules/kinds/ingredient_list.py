"""Whether there is an ingredient list at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, YES, Outcome
from labelcheck.rules.parameters import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class IngredientList(Kind):
    """The label prints an ingredient list."""

    kind: Literal["ingredient-list"] = "ingredient-list"

    def judge(self, facts: Facts) -> Outcome:
        """Return whether an ingredient was read."""
        return YES if facts.label.ingredients else NO
