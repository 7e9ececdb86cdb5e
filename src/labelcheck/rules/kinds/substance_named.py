"""What the product is of, said where its kind is: in its name, or beside words such as "food supplement"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Outcome
from labelcheck.rules.parameters import Kind, Problems, Words, check_words
from labelcheck.rules.phrases import numbers
from labelcheck.rules.rule import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstanceNamed(Kind):
    """The product's name, or a sentence with one of ``beside``, names a substance that labels declare amounts of."""

    kind: Literal["substance-named"] = "substance-named"
    beside: Words

    def judge(self, facts: Facts) -> Outcome:
        """Return whether a nutrient, plant or other substance of the vocabulary is named there."""
        clean = facts.text.clean
        sentences = (facts.hits.text.sentence(n) for n in numbers(facts.hits.any_of(str(self.beside))))
        for text in (facts.label.product or "", *(clean[start:end] for start, end in sentences)):
            for word in facts.knowledge.lexicon.find(text):
                if "nutrient" in word.meanings or "form" in word.meanings:
                    return Outcome(True, evidence=(Evidence(" ".join(text.split())),))
        return NO

    def problems(self, known: Known) -> Problems:
        """Return unknown wordlists and phrases that cannot be matched."""
        return check_words("beside", self.beside, known)
