"""Health claims: what the label says a nutrient does."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts
from labelcheck.rules.outcome import NO, Name, Outcome, unknown
from labelcheck.rules.parameters import Kind
from labelcheck.rules.phrases import numbers

_NRV: Final = "eu-nrv-2011"
_SHARE: Final = Decimal("0.15")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Kind):
    """A sentence claims an effect ("bidrar till", "supports"), on a topic of the claims file, and ``test`` is met.

    "unauthorised": the topic is authorised for no nutrient of the product, or not for the one that the sentence
    names; "too-little": it is authorised for a nutrient that the daily dose holds less than 15 % of the NRV of.
    Offers ``text``, ``topic`` and ``nutrient``.
    """

    kind: Literal["claim"] = "claim"
    test: Literal["unauthorised", "too-little"]

    def judge(self, facts: Facts) -> Outcome:
        """Return whether there is such a sentence; the first one is shown."""
        hits = facts.hits
        framed = hits.any_of("claim-frame") & ~hits.any_of("claim-disclaimer")
        if not framed:
            return NO
        doubt: Outcome | None = None
        for topic in facts.claims:
            for sentence in numbers(framed & hits.any_of(topic.words)):
                outcome = self._sentence(facts, sentence, topic.title, topic.nutrients)
                if outcome.truth:
                    return outcome
                if outcome.truth is None:
                    doubt = outcome
        return doubt or NO

    def _sentence(self, facts: Facts, sentence: int, title: dict[str, str], authorised: frozenset[str]) -> Outcome:
        start, end = facts.hits.text.sentence(sentence)
        clean = facts.text.clean[start:end]
        words = facts.knowledge.lexicon.find(clean)
        named = {w.meanings["nutrient"] for w in words if "nutrient" in w.meanings}
        named |= {facts.knowledge.forms[w.meanings["form"]].nutrient for w in words if "form" in w.meanings}
        nutrients = facts.knowledge.nutrients
        if any(nutrients[n].kind == "botanical" for n in named):
            # claims for plants await a decision of the EU and may be used meanwhile
            return NO
        # a sentence that names none speaks of whatever the product holds: the heart claim is the fish oil's, not vitamin E's
        meant = named or {n for n in facts.readings if nutrients[n].kind in ("vitamin", "mineral") or n in authorised}
        allowed = meant & authorised
        shown = " ".join(clean.split()).strip(" -–•*")
        place = facts.text.place(start, end)
        values = {"text": shown, "topic": title, "nutrient": Name("nutrient", tuple(sorted(allowed or meant))[:3])}
        found = Outcome(True, values, (Evidence(shown, place),), tuple(sorted(allowed or meant))[:3])
        if self.test == "unauthorised":
            return found if meant and not allowed else NO
        return _too_little(facts, allowed, found)

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset({"text", "topic", "nutrient"})


def _too_little(facts: Facts, allowed: set[str], found: Outcome) -> Outcome:
    values = facts.knowledge.references[_NRV].groups[0].values
    enough = unsure = False
    for nutrient in allowed & values.keys():
        intake = facts.intake(nutrient)
        if intake is None or intake.status == "check":
            unsure = True
        elif intake.high >= values[nutrient] * _SHARE:
            enough = True
    if enough or not allowed & values.keys():
        return NO
    if unsure:
        return unknown("daily-dose" if facts.label.daily_dose is None else "reading", nutrients=found.nutrients)
    return found
