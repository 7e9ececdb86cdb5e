"""Certain ingredients in the ingredient list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from labelcheck.model import Evidence, Ingredient
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Outcome, unknown
from labelcheck.rules.parameters import Kind, Problems, Words, check_words
from labelcheck.rules.rule import Known

_NO_LIST: Final = unknown("ingredients")


@dataclass(frozen=True, slots=True, kw_only=True)
class IngredientIs(Kind):
    """The ingredient list holds one of ``words``, or an additive of one of ``functions`` ("sweetener", "colour").

    Where ``functions`` are given, a word counts only for an ingredient of those functions or of none: sorbitol that
    keeps a capsule moist is no sweetener. An ingredient with one of ``except_words`` does not count. Offers ``text`` (the first one) and ``list`` (all of them).
    """

    kind: Literal["ingredient"] = "ingredient"
    words: Words | None = None
    except_words: Words | None = None
    functions: tuple[str, ...] = ()

    def judge(self, facts: Facts) -> Outcome:
        """Return whether there is such an ingredient."""
        ingredients = facts.label.ingredients
        if not ingredients:
            return _NO_LIST
        named = self._named(facts)
        if not named and facts.functions.isdisjoint(self.functions):
            return NO
        found = [i for n, i in enumerate(ingredients) if self._counts(i, named=bool(named >> n & 1))]
        if not found:
            return NO
        names = list(dict.fromkeys(i.name for i in found))
        evidence = tuple(Evidence(i.name, i.place) for i in found)
        return Outcome(True, {"text": names[0], "list": ", ".join(names)}, evidence)

    def _named(self, facts: Facts) -> int:
        """Return the ingredients that hold one of the words, and none of those that do not count."""
        if self.words is None:
            return 0
        hits = facts.ingredient_hits
        named = hits.any_of(str(self.words))
        return named & ~hits.any_of(str(self.except_words)) if named and self.except_words else named

    def _counts(self, ingredient: Ingredient, *, named: bool) -> bool:
        if ingredient.function in self.functions:
            return True
        return named and (not self.functions or ingredient.function is None)

    def bare(self) -> bool:
        """Whether it can be asked of an ingredient list without a panel: it can."""
        return True

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"text", "list"})

    def problems(self, known: Known) -> Problems:
        """Return unknown wordlists, and a condition without words or functions."""
        if self.words is None:
            return [] if self.functions else [(("kind",), "ingredient needs words or functions")]
        extra = check_words("except_words", self.except_words, known) if self.except_words else []
        return [*check_words("words", self.words, known), *extra]
