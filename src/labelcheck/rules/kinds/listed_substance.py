"""Substances that law or an authority has singled out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import LISTED_AS, Facts, Standing, StandingOf, Substance
from labelcheck.rules.outcome import NO, Outcome
from labelcheck.rules.parameters import Kind
from labelcheck.rules.phrases import numbers

_FREE: Final = "free-of"
"""The wordlist of sentences that say what is not in a product."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSubstance(Kind):
    """The label names a substance of ``substances.yaml`` whose standing in the market is ``status``.

    All of them are told, each with its own sources. A sentence that says that the product is free of it does not
    count. Offers ``list`` (their names) and ``says`` (a sentence on each).
    """

    kind: Literal["listed-substance"] = "listed-substance"
    status: Standing

    def judge(self, facts: Facts) -> Outcome:
        """Return whether there is such a substance."""
        found: list[tuple[Substance, StandingOf, Evidence]] = []
        for key in facts.listed:
            substance = facts.substances[key]
            standing = next((s for s in substance.standings if s.markets & facts.markets), None)
            if standing is None or standing.status != self.status:
                continue
            evidence = _where(facts, key)
            if evidence is not None:
                found.append((substance, standing, evidence))
        if not found:
            return NO
        values = {
            "list": {c: ", ".join(s.name[c] for s, _, _ in found) for c in found[0][0].name},
            "says": {c: " ".join(s.says[c] for _, s, _ in found) for c in found[0][0].name},
        }
        sources = tuple(dict.fromkeys(x for _, s, _ in found for x in s.sources))
        return Outcome(True, values, tuple(e for _, _, e in found), sources=sources)

    def bare(self) -> bool:
        """Whether it can be asked of an ingredient list without a panel: it can."""
        return True

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"list", "says"})


def _where(facts: Facts, key: str) -> Evidence | None:
    """Return the ingredient or row that is the substance, or failing that the sentence that names it."""
    if facts.only_named:
        named = facts.product_hits.any_of(key) & ~facts.product_hits.any_of(_FREE)
        return Evidence(facts.label.product or "") if named else None
    as_listed = f"{LISTED_AS}{key}"
    ingredients = facts.ingredient_hits
    for number in numbers((ingredients.any_of(key) | ingredients.any_of(as_listed)) & ~ingredients.any_of(_FREE))[:1]:
        ingredient = facts.label.ingredients[number]
        return Evidence(ingredient.name, ingredient.place)
    for number in numbers(facts.row_hits.any_of(as_listed)) if as_listed in facts.hits.touched else ():
        reading = facts.label.readings[number]
        return Evidence(reading.name, reading.place)
    for number in numbers(facts.hits.any_of(key) & ~facts.hits.any_of(_FREE))[:1]:
        return facts.sentence(number)
    return None
