"""Words that stand on the label, or do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import MOST_QUOTED, NO, Outcome, quoted, unknown
from labelcheck.rules.parameters import Kind, Problems, Words, check_words
from labelcheck.rules.phrases import numbers
from labelcheck.rules.rule import Calls, Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording(Kind):
    """A sentence holds a phrase of ``words``, and one of ``near`` where given, and none of ``unless``.

    Not to be told on a label in languages that ``words`` has no phrases of. ``inside`` "product" looks at the
    product's name only. Offers ``text``, the sentence as printed; with ``every`` all such sentences, each in quotes.
    """

    kind: Literal["wording"] = "wording"
    words: Words
    near: Words | None = None
    unless: Words | None = None
    inside: Literal["text", "product"] = "text"
    every: bool = False

    def judge(self, facts: Facts) -> Outcome:
        """Return whether there is such a sentence."""
        mask = self._mask(facts)
        if not mask:
            return NO if self._read(facts) else unknown("language")
        if self.every:
            return quoted([facts.sentence(n) for n in numbers(mask)[:MOST_QUOTED]])
        first = numbers(mask)[0]
        if self._in_name(facts):
            product = facts.label.product or ""
            return Outcome(True, {"text": product}, (Evidence(product),))
        evidence = facts.sentence(first)
        return Outcome(True, {"text": evidence.text}, (evidence,))

    def truth(self, facts: Facts) -> bool | None:
        """Return whether there is such a sentence."""
        return True if self._mask(facts) else False if self._read(facts) else None

    def _mask(self, facts: Facts) -> int:
        """Return the sentences in which it holds."""
        hits = facts.product_hits if self._in_name(facts) else facts.hits
        mask = hits.any_of(str(self.words))
        if mask and self.near is not None:
            mask &= hits.any_of(str(self.near))
        if mask and self.unless is not None:
            mask &= ~hits.any_of(str(self.unless))
        return mask

    def _in_name(self, facts: Facts) -> bool:
        """Whether the product's name is all to look at: asked for, or all that a text has for sure."""
        return self.inside == "product" or facts.only_named

    def _read(self, facts: Facts) -> bool:
        """Whether there are phrases in a language of the label."""
        spoken = facts.label.languages
        return not spoken or not facts.words[str(self.words)].languages.isdisjoint(spoken)

    def bare(self) -> bool:
        """Whether it can be asked of an ingredient list without a panel: it can."""
        return True

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"text"})

    def calls(self) -> Calls | None:
        """Return the wordlist; whether the label's language is read is nothing that the label settles."""
        return Calls(words=frozenset((str(self.words),))) if self.inside == "text" else None

    def problems(self, known: Known) -> Problems:
        """Return unknown wordlists and phrases that cannot be matched."""
        found = check_words("words", self.words, known)
        for key, words in (("near", self.near), ("unless", self.unless)):
            if words is not None:
                found += check_words(key, words, known)
        return found
