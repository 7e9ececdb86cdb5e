"""A substance with a level that is in the product, and of which the label tells no amount."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from labelcheck.model import Evidence, Reading
from labelcheck.rules.blends import day_amount
from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import ReferenceLimit
from labelcheck.rules.outcome import NO, Name, Outcome
from labelcheck.rules.parameters import Kind, Problems, Words, check_nutrient, check_tables, check_words
from labelcheck.rules.phrases import Hits, numbers
from labelcheck.rules.rule import Calls, Known


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountUntold(Kind):
    """The label names ``nutrient``, or one of ``words``, which hold it, and tells no amount of it.

    ``inside`` "blend" looks at what is listed under one amount for all of it ("Energy blend 900 mg (guarana, …)"), "label"
    at the names of rows and the ingredient list too. Without ``nutrient`` it asks about each that ``references`` have a
    figure for. A row that weighs no more than the figure cannot hold too much, and does not count; nor does an ingredient
    with one of ``except_words``. On the verdict it bears as what cannot be told. Offers ``nutrient`` (all of them) and ``text`` (where the first is named).
    """

    kind: Literal["amount-untold"] = "amount-untold"
    nutrient: str | None = None
    words: Words | None = None
    except_words: Words | None = None
    references: tuple[str, ...] = ()
    inside: Literal["blend", "label"] = "label"

    def judge(self, facts: Facts) -> Outcome:
        """Return whether there is such a nutrient."""
        found: dict[str, Evidence] = {}
        for nutrient, where in self._named(facts):
            if nutrient not in found and not _told(nutrient, facts):
                found[nutrient] = where
        if not found:
            return NO
        nutrients = tuple(found)
        first = found[nutrients[0]].text
        return Outcome(
            True,
            {"nutrient": Name("nutrient", nutrients), "text": first},
            tuple(dict.fromkeys(found.values())),
            nutrients,
        )

    def _named(self, facts: Facts) -> Iterator[tuple[str, Evidence]]:
        """Yield each nutrient asked for with where it is named."""
        for number, blend in enumerate(facts.blends):
            for nutrient in self._within(facts, number, blend.text):
                if not self._too_little(nutrient, blend.reading, facts):
                    yield nutrient, Evidence(blend.reading.name, blend.reading.place)
        if self.inside == "blend" or self.nutrient is None or self.words is None:
            return
        in_rows = numbers(self._mask(facts.row_hits))
        for number in in_rows:
            reading = facts.label.readings[number]
            if not self._too_little(self.nutrient, reading, facts):
                yield self.nutrient, Evidence(reading.name, reading.place)
        for number in () if in_rows else numbers(self._mask(facts.ingredient_hits)):
            ingredient = facts.label.ingredients[number]
            yield self.nutrient, Evidence(ingredient.name, ingredient.place)

    def _within(self, facts: Facts, number: int, text: str) -> Iterator[str]:
        """Yield the nutrients asked for that a blend's list names."""
        if self.nutrient is not None and self._mask(facts.blend_hits) >> number & 1:
            yield self.nutrient
        forms = facts.knowledge.forms
        for word in facts.knowledge.lexicon.find(text):
            form = forms.get(word.meanings.get("form", ""))
            named = word.meanings.get("nutrient") or (form.nutrient if form and not form.excipient else None)
            if named is not None and self._asked(named, facts):
                yield named

    def _mask(self, hits: Hits) -> int:
        if self.words is None:
            return 0
        mask = hits.any_of(str(self.words))
        return mask & ~hits.any_of(str(self.except_words)) if self.except_words else mask

    def _asked(self, nutrient: str, facts: Facts) -> bool:
        if self.nutrient is not None:
            return nutrient == self.nutrient
        tables = facts.knowledge.references
        return any(nutrient in group.values for table in self.references for group in tables[table].groups)

    def _too_little(self, nutrient: str, reading: Reading, facts: Facts) -> bool:
        """Whether all that a row weighs a day is no more than the lowest figure."""
        unit = facts.knowledge.nutrients[nutrient].unit
        amount = day_amount(reading, facts.label, unit)
        if amount is None:
            return False
        tables = (t for t in self.references if any(nutrient in g.values for g in facts.knowledge.references[t].groups))
        figures = [facts.figures[ReferenceLimit(reference=t), nutrient] for t in tables]
        return any(figures) and all(amount <= f.value for f in figures if f is not None)

    def calls(self) -> Calls | None:
        """Return the words, which name the nutrient itself as well; without them any label may hold such a row."""
        return None if self.words is None else Calls(words=frozenset((str(self.words),)))

    def bare(self) -> bool:
        """Whether it can be asked of an ingredient list without a panel: it can."""
        return self.inside == "label"

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"nutrient", "text"})

    def problems(self, known: Known) -> Problems:
        """Return unknown ids and phrases that cannot be matched."""
        found = check_tables("references", self.references, known)
        if self.nutrient is not None:
            found += check_nutrient("nutrient", self.nutrient, known)
        elif not self.references:
            found.append((("kind",), "amount-untold needs a nutrient or references"))
        for key, words in (("words", self.words), ("except_words", self.except_words)):
            if words is not None:
                found += check_words(key, words, known)
        return found


def _told(nutrient: str, facts: Facts) -> bool:
    """Whether a row tells how much there is of a nutrient, not only what a plant or compound that holds it weighs."""
    return any(r.role != "compound" for r in facts.readings.get(nutrient, ()))
