"""Runs rules on a label: those that may say something, each level until one holds, one story told once."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final, NamedTuple

from labelcheck.model import Conclusion, Finding, Person, RuleSource, Verdict
from labelcheck.rules.conclude import conclusion
from labelcheck.rules.facts import LISTED, LISTED_AS, Facts, Least, StandingOf, Substance, Topic, Vocabulary
from labelcheck.rules.kinds import kinds
from labelcheck.rules.limits import Figures, Floor, ReferenceLimit, lowest
from labelcheck.rules.message import OTHER_SIDE, messages, rated, unseen
from labelcheck.rules.outcome import NO, Outcome
from labelcheck.rules.phrases import Index, Packed, WordList, packed
from labelcheck.rules.rule import Applies, Example, Level, Rule, calls_of
from labelcheck.rules.telling import GRAVE, RANK, Told, arranged

_CLAIM: Final = "claim:"
"""Before the topic of a claim: the wordlist with its words."""
_PERSONS: Final = 64
"""Persons and markets whose rules are kept in order; a catalogue has one."""
_KEPT: Final = 1024
"""Sets of nutrients and words whose rules are kept in order: products of one kind are much alike."""
_MANY: Final = 20
_MANY_SMALL: Final = 100
_SETTLED_BY_LABEL: Final = frozenset({"daily-dose", "dose-unit", "reading"})


class _Asked(NamedTuple):
    """A rule, those of its levels that can hold for the person and market, and below which amount none of them does.

    ``bars`` are nutrients that keep all of them from holding where they are declared. ``open`` is whether it is told where
    it cannot be decided: of what is not grave nobody hears then, and it need not be worked out.
    """

    rule: Rule
    levels: tuple[Level, ...]
    floor: Floor | None
    bars: frozenset[str]
    open: bool


class _Narrowed(NamedTuple):
    """The rules for one person and market: those always asked, and those that a nutrient or a word calls for, in their order."""

    always: list[tuple[int, _Asked]]
    by_nutrient: dict[str, list[tuple[int, _Asked]]]
    by_word: dict[str, list[tuple[int, _Asked]]]
    kept: dict[tuple[frozenset[str], frozenset[str], frozenset[str]], list[_Asked]]
    """What some sets of nutrients and words call for, as found before."""

    def called_by(self, nutrients: frozenset[str], declared: frozenset[str], words: frozenset[str]) -> list[_Asked]:
        """Return the rules for a label that declares or gives these nutrients and holds phrases of these wordlists."""
        found = dict(self.always)
        for nutrient in nutrients:
            found.update(self.by_nutrient.get(nutrient, ()))
        for each in words:
            found.update(self.by_word[each])
        return [found[n] for n in sorted(found) if found[n].bars.isdisjoint(declared)]


class RuleSet:
    """Rules ready to run, found by the nutrients they need. ``sha256`` is of all their files."""

    def __init__(self, rules: dict[str, Rule], vocabulary: Vocabulary, sha256: str) -> None:
        """Index the rules by what they need."""
        self.rules: Final = rules
        self.vocabulary: Final = vocabulary
        self.sha256: Final = sha256
        self._rules: Final = list(rules.values())
        self._narrowed: dict[tuple[Person, frozenset[str], bool], _Narrowed] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Let other processes have the rules; the index of their words is built there anew."""
        words, claims, _, substances = self.vocabulary
        return _again, (self.rules, words, claims, substances, self.sha256)

    def __eq__(self, other: object) -> bool:
        """Whether the same rules of the same files."""
        return isinstance(other, RuleSet) and self.sha256 == other.sha256 and self.rules == other.rules

    def __hash__(self) -> int:
        return hash(self.sha256)

    @cached_property
    def flags(self) -> frozenset[str]:
        """The flags of persons that some rule asks about."""
        asked: set[str] = set()
        for rule in self.rules.values():
            asked.update(rule.applies.any_flag)
            for level in rule.levels:
                asked.update(level.applies.any_flag, *(w.any_flag for w in _parts(level.when) if w.kind == "person"))
        return frozenset(asked)

    def __len__(self) -> int:
        """Return the number of rules."""
        return len(self.rules)

    def __iter__(self) -> Iterator[Rule]:
        """Yield the rules."""
        return iter(self.rules.values())

    def _usable(self, facts: Facts) -> list[_Asked]:
        """Return the rules for this person, market and route that the label's nutrients call for, in their order."""
        key = (facts.person, facts.markets, facts.topical)
        narrowed = self._narrowed.get(key)
        if narrowed is None:
            if len(self._narrowed) >= _PERSONS:
                self._narrowed.clear()
            narrowed = self._narrowed[key] = self._narrow(*key, facts.figures)
        declared = frozenset(facts.readings)
        called = (declared.union(facts.intakes), declared, frozenset(facts.hits.touched & narrowed.by_word.keys()))
        known = narrowed.kept.get(called)
        if known is None:
            if len(narrowed.kept) >= _KEPT:
                narrowed.kept.clear()
            known = narrowed.kept[called] = narrowed.called_by(*called)
        return known

    def _narrow(self, person: Person, markets: frozenset[str], topical: bool, figures: Figures) -> _Narrowed:  # noqa: FBT001
        always: list[tuple[int, _Asked]] = []
        by_nutrient: dict[str, list[tuple[int, _Asked]]] = {}
        by_word: dict[str, list[tuple[int, _Asked]]] = {}
        for number, rule in enumerate(self._rules):
            levels = rule.levels_for(person, markets, topical=topical)
            if not levels:
                continue
            asked = _Asked(
                rule,
                levels,
                lowest(level.when.floor(figures) for level in levels),
                _bars(levels),
                any(level.severity in GRAVE for level in levels),
            )
            called = calls_of(levels)
            if called is None:
                always.append((number, asked))
                continue
            for nutrient in called.nutrients:
                by_nutrient.setdefault(nutrient, []).append((number, asked))
            for words in called.words:
                by_word.setdefault(words, []).append((number, asked))
        return _Narrowed(always, by_nutrient, by_word, {})

    def check(self, facts: Facts) -> tuple[Finding, ...]:
        """Return what the rules find, health first; of a text without a panel only what its words tell of health."""
        return self.answer(facts)[0]

    def answer(
        self, facts: Facts, waived: Callable[[Finding], str | None] | None = None
    ) -> tuple[tuple[Finding, ...], Conclusion]:
        """Return what the rules find, and the one line that it comes to.

        What is ``waived`` stands among the findings, tells no other finding's story and is no part of the one line.
        """
        told = self._told(facts)
        out = frozenset(i for i, one in told.items() if waived(one.finding) is not None) if waived else frozenset[str]()
        order = arranged(told, out)
        return tuple(one.finding for one in order), conclusion(order, facts, out)

    def _told(self, facts: Facts) -> dict[str, Told]:
        told: dict[str, Told] = {}
        bare = not facts.label.readings
        if facts.says_nothing:
            return told
        for rule, asked, floor, _, may_be_open in self._usable(facts):
            levels = tuple(v for v in asked if v.concern == "health" and v.when.bare()) if bare else asked
            if not levels:
                continue
            if floor is not None:
                intake = facts.intakes.get(floor.nutrient)
                if intake is not None and intake.high < floor.amount:
                    continue
            if facts.products > 1 and not rule.sums():
                continue
            one = _judge(rule, levels, facts) if may_be_open else _sure(rule, levels, facts)
            if one is not None:
                told[rule.id] = one
        return told


def _again(
    rules: dict[str, Rule],
    words: dict[str, WordList],
    claims: tuple[Topic, ...],
    substances: dict[str, Substance],
    sha256: str,
) -> RuleSet:
    return RuleSet(rules, Vocabulary(words, claims, Index(packed_words(words)), substances), sha256)


def _bars(levels: tuple[Level, ...]) -> frozenset[str]:
    return frozenset.intersection(*(level.when.bars() for level in levels))


def _parts(when: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield a condition and all that it is made of."""
    yield when
    inner = getattr(when, "of", ())
    for part in (inner,) if hasattr(inner, "judge") else inner:
        if hasattr(part, "judge"):
            yield from _parts(part)


def _sure(rule: Rule, levels: tuple[Level, ...], facts: Facts) -> Told | None:
    """Return the finding of the first level that holds, of a rule that is not told where it cannot be decided."""
    for level in levels:
        outcome = level.when.sure(facts)
        if outcome.truth:
            return _found(rule, level, outcome, facts, "violated")
    return None


def _judge(rule: Rule, levels: tuple[Level, ...], facts: Facts) -> Told | None:
    """Return the finding of the first level that holds; failing that, of the first that cannot be told."""
    verdict, level, outcome = _decided(levels, facts)
    if level is None or verdict == "satisfied":
        return None
    if verdict == "undetermined" and (
        level.severity not in GRAVE or outcome.missing not in _SETTLED_BY_LABEL or _out_of_reach(outcome)
    ):
        return None
    return _found(rule, level, outcome, facts, "violated" if verdict == "violated" else "undetermined")


def _found(rule: Rule, level: Level, outcome: Outcome, facts: Facts, verdict: Verdict) -> Told:
    if outcome.absent and level.concern == "label" and facts.partial:
        return _not_seen(rule, level, outcome.nutrients, facts.label.source.kind)
    said = messages(outcome, level.message, level.title, facts.label.daily_dose, facts.knowledge)
    return _told(rule, level, outcome, verdict, said)


def _not_seen(rule: Rule, level: Level, nutrients: tuple[str, ...], kind: str) -> Told:
    """Return that something is not seen on what shows a part of a label; all such labels are told the same."""
    key = (id(rule), id(level), nutrients, kind)
    known = _NOT_SEEN.get(key)
    if known is None:
        if len(_NOT_SEEN) >= _KEPT:
            _NOT_SEEN.clear()
        outcome = Outcome(None, missing=OTHER_SIDE, nutrients=nutrients)
        known = _NOT_SEEN[key] = _told(rule, level, outcome, "undetermined", unseen(rule.sought or level.title, kind))
    return known


_NOT_SEEN: Final[dict[tuple[int, int, tuple[str, ...], str], Told]] = {}
"""By the identity of rule and level, which what is kept holds fast."""


def _told(rule: Rule, level: Level, outcome: Outcome, verdict: Verdict, said: dict[str, str]) -> Told:
    severity = level.severity
    if outcome.missing == OTHER_SIDE:
        severity = max("notice", severity, key=RANK.__getitem__)
    finding = Finding(
        rule.id,
        severity,
        level.basis,
        verdict,
        said,
        outcome.nutrients,
        outcome.evidence,
        tuple(dict.fromkeys((*outcome.sources, *level.sources))) if outcome.sources else level.sources,
        level.concern,
        outcome.missing if verdict == "undetermined" else None,
    )
    return Told(rule, level, outcome, finding)


def _out_of_reach(outcome: Outcome) -> bool:
    """Whether nobody would take as many a day as it needs: above 20 tablets, or 100 drops or grams."""
    threshold = outcome.threshold
    if threshold is None:
        return False
    return threshold.units >= (_MANY_SMALL if threshold.of in ("drop", "gram", "ml") else _MANY)


def verdict_of(rule: Rule, facts: Facts) -> tuple[str, Level | None, Outcome]:
    """Return "violated", "satisfied" or "undetermined", and the level and outcome that decide it."""
    return _decided(rule.levels_for(facts.person, facts.markets, topical=facts.topical), facts)


def _decided(levels: tuple[Level, ...], facts: Facts) -> tuple[str, Level | None, Outcome]:
    open_end: tuple[Level, Outcome] | None = None
    for level in levels:
        outcome = level.when.judge(facts)
        if outcome.truth:
            return "violated", level, outcome
        if outcome.truth is None and open_end is None:
            open_end = (level, outcome)
    if open_end is not None:
        return "undetermined", *open_end
    return "satisfied", None, NO


def word_lists(compiled: Mapping[str, Any]) -> dict[str, WordList]:
    """Return all wordlists of checked and joined files by id: those of claims and of substances too."""
    written = {
        **compiled["words"],
        **{f"{_CLAIM}{topic}": c["words"] for topic, c in compiled["claims"].items()},
        **{f"{LISTED}{i}": s["words"] for i, s in compiled["substances"].items()},
        **{f"{LISTED_AS}{LISTED}{i}": s["listed_as"] for i, s in compiled["substances"].items() if s.get("listed_as")},
    }
    return {
        i: WordList(tuple(p for phrases in by_language.values() for p in phrases), frozenset(by_language))
        for i, by_language in written.items()
    }


def packed_words(words: Mapping[str, WordList]) -> Packed:
    """Return the phrases of wordlists, ready for an index."""
    return packed({i: w.phrases for i, w in words.items()})


def build(compiled: dict[str, Any]) -> RuleSet:
    """Return a rule set of checked and joined files; "index" holds the phrases of their wordlists where they are packed."""
    words = word_lists(compiled)
    topics = tuple(
        Topic(
            f"{_CLAIM}{topic}", c["title"], frozenset(c["nutrients"]), _leasts(c["amounts"]), frozenset(c["withdrawn"])
        )
        for topic, c in compiled["claims"].items()
    )
    rules = {i: _rule(r) for i, r in compiled["rules"].items() if r["enabled"]}
    substances = {f"{LISTED}{i}": _substance(s) for i, s in compiled["substances"].items()}
    index = Index(compiled.get("index") or packed_words(words))
    return RuleSet(rules, Vocabulary(words, topics, index, substances), compiled.get("sha256") or digest_of(compiled))


def digest_of(compiled: Mapping[str, Any]) -> str:
    """Return a digest of all that rules, their words, claims and substances say."""
    parts = ("rules", "words", "claims", "substances")
    text = json.dumps([compiled[k] for k in parts], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _leasts(amounts: list[dict[str, Any]]) -> tuple[Least, ...]:
    return tuple(Least(tuple(a["nutrients"]), a["at_least"], a["needed"]) for a in amounts)


def _substance(s: dict[str, Any]) -> Substance:
    standings = tuple(
        StandingOf(v["status"], frozenset(v["markets"]), v["says"], tuple(RuleSource(**x) for x in v["sources"]))
        for v in s["standings"]
    )
    return Substance(s["name"], standings)


def _rule(r: dict[str, Any]) -> Rule:
    applies = Applies(**_tuples(r["applies"]))
    levels = tuple(
        Level(
            when=_revived(v["when"]),
            severity=v["severity"],
            basis=v["basis"],
            concern=v["concern"],
            title=v["title"],
            message=rated(v["message"], v["interaction"]),
            applies=applies if v["applies"] == r["applies"] else Applies(**_tuples(v["applies"])),
            sources=tuple(RuleSource(**s) for s in v["sources"]),
            interaction=v["interaction"],
        )
        for v in r["levels"]
    )
    return Rule(
        id=r["id"],
        topic=r["topic"],
        title=r["title"],
        severity=r["severity"],
        basis=r["basis"],
        concern=r["concern"],
        applies=applies,
        supersedes=tuple(r["supersedes"]),
        covers=tuple(r["covers"]),
        sought=r["sought"],
        levels=levels,
        why=r["why"],
        known_problems=r["known_problems"],
        sources=tuple(RuleSource(**s) for s in r["sources"]),
        examples=tuple(Example(**_tuples(e)) for e in r["examples"]),
        origin=r["origin"],
        folder=r.get("folder"),
    )


def _tuples(value: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in value.items()}


def _revived(value: Any) -> Any:  # noqa: ANN401
    """Return conditions and limits made of the plain values that a JSON file holds."""
    if isinstance(value, list):
        return tuple(_revived(v) for v in value)
    if not isinstance(value, dict):
        return value
    fields = {k: _revived(v) for k, v in value.items()}
    if "kind" in fields:
        return kinds()[fields["kind"]](**fields)
    if "reference" in fields:
        return ReferenceLimit(**fields)
    return fields
