"""Runs rules on a label: those that may say something, each level until one holds, one story told once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from labelcheck.model import SEVERITIES, Finding, Person, RuleSource
from labelcheck.rules.facts import Facts, Topic, Vocabulary
from labelcheck.rules.kinds import kinds
from labelcheck.rules.limits import Figures, Floor, ReferenceLimit, lowest
from labelcheck.rules.message import messages
from labelcheck.rules.outcome import NO, Outcome
from labelcheck.rules.phrases import Index, WordList, parse
from labelcheck.rules.rule import Applies, Example, Level, Rule

_RANK: Final = {s: i for i, s in enumerate(SEVERITIES)}
_PERSONS: Final = 64
"""Persons and markets whose rules are kept in order; a catalogue has one."""
_TOLD_WHEN_OPEN: Final = frozenset({"error", "warning", "caution"})
"""Severities whose rules are told of when they cannot be decided; lesser ones would only fill the page."""
_MANY: Final = 20
_MANY_SMALL: Final = 100
_SETTLED_BY_LABEL: Final = frozenset({"daily-dose", "dose-unit", "reading"})


class _Asked(NamedTuple):
    """A rule, those of its levels that can hold for the person and market, and below which amount none of them does."""

    rule: Rule
    levels: tuple[Level, ...]
    floor: Floor | None


class _Narrowed(NamedTuple):
    """The rules for one person and market: those always asked, and those that a nutrient calls for, with their order."""

    always: list[tuple[int, _Asked]]
    by_nutrient: dict[str, list[tuple[int, _Asked]]]


class RuleSet:
    """Rules ready to run, found by the nutrients they need. ``sha256`` is of all their files."""

    def __init__(self, rules: dict[str, Rule], vocabulary: Vocabulary, sha256: str) -> None:
        """Index the rules by what they need."""
        self.rules: Final = rules
        self.vocabulary: Final = vocabulary
        self.sha256: Final = sha256
        self._needs: Final = [(rule, rule.needs()) for rule in rules.values()]
        self._narrowed: dict[tuple[Person, frozenset[str], bool], _Narrowed] = {}

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
        found = dict(narrowed.always)
        for nutrient in facts.readings.keys() | facts.intakes.keys():
            found.update(narrowed.by_nutrient.get(nutrient, ()))
        return [found[n] for n in sorted(found)]

    def _narrow(self, person: Person, markets: frozenset[str], topical: bool, figures: Figures) -> _Narrowed:  # noqa: FBT001
        always: list[tuple[int, _Asked]] = []
        by_nutrient: dict[str, list[tuple[int, _Asked]]] = {}
        for number, (rule, needs) in enumerate(self._needs):
            levels = rule.levels_for(person, markets, topical=topical)
            if not levels:
                continue
            asked = _Asked(rule, levels, lowest(level.when.floor(figures) for level in levels))
            for nutrient in needs or ():
                by_nutrient.setdefault(nutrient, []).append((number, asked))
            if needs is None:
                always.append((number, asked))
        return _Narrowed(always, by_nutrient)

    def check(self, facts: Facts) -> tuple[Finding, ...]:
        """Return what the rules find, the gravest first; nothing is asked of a text without a panel."""
        if not facts.label.readings or not self.rules:
            return ()
        told: dict[str, tuple[Rule, Finding]] = {}
        for rule, levels, floor in self._usable(facts):
            if floor is not None:
                intake = facts.intakes.get(floor.nutrient)
                if intake is not None and intake.high < floor.amount:
                    continue
            if facts.products > 1 and not rule.sums():
                continue
            finding = _judge(rule, levels, facts)
            if finding is not None:
                told[rule.id] = (rule, finding)
        hidden = {
            other
            for rule, finding in told.values()
            for other in rule.supersedes
            if other in told and (finding.verdict == "violated" or told[other][1].verdict == "undetermined")
        }
        findings = [f for i, (_, f) in told.items() if i not in hidden]
        return tuple(sorted(findings, key=lambda f: (f.verdict != "violated", _RANK[f.severity])))


def _judge(rule: Rule, levels: tuple[Level, ...], facts: Facts) -> Finding | None:
    """Return the finding of the first level that holds; failing that, of the first that cannot be told."""
    verdict, level, outcome = _decided(levels, facts)
    if level is None or verdict == "satisfied":
        return None
    if verdict == "undetermined" and (
        level.severity not in _TOLD_WHEN_OPEN or outcome.missing not in _SETTLED_BY_LABEL or _out_of_reach(outcome)
    ):
        return None
    return Finding(
        rule.id,
        level.severity,
        level.basis,
        "violated" if verdict == "violated" else "undetermined",
        messages(outcome, level.message, rule.title, facts.label.daily_dose, facts.knowledge),
        outcome.nutrients,
        outcome.evidence,
        level.sources,
    )


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


def build(compiled: dict[str, Any]) -> RuleSet:
    """Return a rule set of checked and joined files."""
    claims = {
        f"claim:{topic}": (c["title"], frozenset(c["nutrients"]), c["words"]) for topic, c in compiled["claims"].items()
    }
    lists = {**compiled["words"], **{key: words for key, (_, _, words) in claims.items()}}
    words = {
        i: WordList(tuple(parse(p) for phrases in by_language.values() for p in phrases), frozenset(by_language))
        for i, by_language in lists.items()
    }
    topics = tuple(Topic(key, title, nutrients) for key, (title, nutrients, _) in claims.items())
    rules = {i: _rule(r) for i, r in compiled["rules"].items() if r["enabled"]}
    text = json.dumps([compiled[k] for k in ("rules", "words", "claims")], sort_keys=True, ensure_ascii=False)
    vocabulary = Vocabulary(words, topics, Index(words))
    return RuleSet(rules, vocabulary, hashlib.sha256(text.encode()).hexdigest())


def _rule(r: dict[str, Any]) -> Rule:
    applies = Applies(**_tuples(r["applies"]))
    levels = tuple(
        Level(
            when=_revived(v["when"]),
            severity=v["severity"],
            basis=v["basis"],
            message=v["message"],
            applies=applies if v["applies"] == r["applies"] else Applies(**_tuples(v["applies"])),
            sources=tuple(RuleSource(**s) for s in v["sources"]),
        )
        for v in r["levels"]
    )
    return Rule(
        id=r["id"],
        topic=r["topic"],
        title=r["title"],
        severity=r["severity"],
        basis=r["basis"],
        applies=applies,
        supersedes=tuple(r["supersedes"]),
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
