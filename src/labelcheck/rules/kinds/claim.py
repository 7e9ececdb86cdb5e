"""Health claims: what the label says a nutrient does."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from labelcheck.model import Evidence
from labelcheck.rules.facts import Facts, Least, Topic
from labelcheck.rules.measure import Measure, added, measure
from labelcheck.rules.outcome import MOST_QUOTED, NO, Name, Outcome, Quantity, unknown
from labelcheck.rules.parameters import Kind
from labelcheck.rules.phrases import numbers
from labelcheck.rules.rule import Calls

_FRAME: Final = "claim-frame"
_NRV: Final = "eu-nrv-2011"
_NAMED: Final = 3
"""Nutrients that one finding names."""


class _Found(NamedTuple):
    """A sentence that claims something of a topic, and the nutrients that it is about."""

    evidence: Evidence
    topic: Topic
    nutrients: tuple[str, ...]
    amounts: tuple[Quantity, Quantity] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Kind):
    """Sentences claim an effect ("bidrar till", "supports"), on a topic of the claims file, and ``test`` is met.

    "unauthorised": the topic is authorised for no nutrient of the product, or not for the one that the sentence
    names; "too-little": it is authorised for a nutrient that the daily dose holds less than 15 % of the NRV of;
    "below-amount": the daily dose gives less than the amount without which the claim may not be used; "untold-amount":
    it gives less than the amount that the effect is said to come with. All such sentences are shown. Offers ``text``,
    ``topic`` and ``nutrient``, and for amounts ``intake`` and ``limit`` of the first sentence.
    """

    kind: Literal["claim"] = "claim"
    test: Literal["unauthorised", "too-little", "below-amount", "untold-amount"]

    def judge(self, facts: Facts) -> Outcome:
        """Return whether there are such sentences."""
        hits = facts.hits
        framed = hits.any_of(_FRAME) & ~hits.any_of("claim-disclaimer")
        if not framed:
            return NO
        doubt: Outcome | None = None
        found: list[_Found] = []
        for topic in facts.claims:
            for sentence in numbers(framed & hits.any_of(topic.words)):
                one = self._sentence(facts, sentence, topic)
                if isinstance(one, _Found):
                    found.append(one)
                elif one.truth is None:
                    doubt = one
        return _told(found) if found else doubt or NO

    def _sentence(self, facts: Facts, sentence: int, topic: Topic) -> _Found | Outcome:
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
        carries = topic.nutrients | topic.withdrawn
        meant = named or {n for n in facts.readings if nutrients[n].kind in ("vitamin", "mineral") or n in carries}
        allowed = meant & topic.nutrients
        shown = Evidence(" ".join(clean.split()).strip(" -–•*"), facts.text.place(start, end))
        found = _Found(shown, topic, tuple(sorted(allowed or meant))[:_NAMED])
        if self.test == "unauthorised":
            return found if meant and not allowed else NO
        if self.test == "too-little":
            return _too_little(facts, allowed, found)
        needed = self.test == "below-amount"
        return _below(facts, allowed, found, [a for a in topic.amounts if a.needed == needed])

    def calls(self) -> Calls:
        """Return the words that claim something."""
        return Calls(words=frozenset((_FRAME,)))

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        amounts = {"intake", "limit"} if self.test in ("below-amount", "untold-amount") else set()
        return frozenset({"text", "topic", "nutrient", *amounts})


def _told(found: list[_Found]) -> Outcome:
    """Return one outcome of all sentences, those on several topics once."""
    sentences = list(dict.fromkeys(f.evidence for f in found))[:MOST_QUOTED]
    titles = {str(f.topic.words): f.topic.title for f in found}
    nutrients = tuple(dict.fromkeys(n for f in found for n in f.nutrients))[:_NAMED]
    values: dict[str, Any] = {
        "text": '"; "'.join(s.text for s in sentences),
        "topic": {c: ", ".join(t[c] for t in titles.values()) for c in found[0].topic.title},
        "nutrient": Name("nutrient", nutrients),
    }
    if found[0].amounts is not None:
        values["intake"], values["limit"] = found[0].amounts
    return Outcome(True, values, tuple(sentences), nutrients)


def _too_little(facts: Facts, allowed: set[str], found: _Found) -> _Found | Outcome:
    table = facts.knowledge.references[_NRV]
    values, least = table.groups[0].values, table.significant or Decimal(0)
    enough = unsure = False
    for nutrient in allowed & values.keys():
        intake = facts.intake(nutrient)
        if intake is None or intake.status == "check":
            unsure = True
        elif intake.high >= values[nutrient] * least:
            enough = True
    if enough or not allowed & values.keys():
        return NO
    if unsure:
        return _open(facts, found.nutrients)
    return found


def _below(facts: Facts, allowed: set[str], found: _Found, amounts: list[Least]) -> _Found | Outcome:
    """Return the sentence where the day's amount of what it is about is below the one that its claim takes."""
    undeclared = bool(allowed) and not any(facts.declared(n) for n in allowed)
    for least in amounts:
        # "EPA and DHA" is named as one, and declared apart
        if not (undeclared or allowed & set(least.nutrients)):
            continue
        given: Measure | Outcome = NO
        for nutrient in least.nutrients:
            given = added(given, measure(facts, nutrient))
        if isinstance(given, Outcome):
            if given.truth is None:
                return _open(facts, least.nutrients)
            continue
        limit = facts.figures[least.at_least, given.nutrient]
        if limit is None or given.high >= limit.value:
            continue
        if given.of is not None or given.doubtful:
            return _open(facts, least.nutrients)
        return found._replace(amounts=(given.shown, Quantity(limit.value, limit.unit)))
    return NO


def _open(facts: Facts, nutrients: tuple[str, ...]) -> Outcome:
    return unknown("daily-dose" if facts.label.daily_dose is None else "reading", nutrients=nutrients)
