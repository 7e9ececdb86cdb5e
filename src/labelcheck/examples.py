"""Runs the examples that stand in rule files: each is a label, and the verdict its rule must give on it."""

from __future__ import annotations

from typing import NamedTuple

from labelcheck.errors import LabelcheckError
from labelcheck.judging import facts_of_stack
from labelcheck.model import MARKET, Person
from labelcheck.pipeline import read_text
from labelcheck.rules.engine import RuleSet, verdict_of
from labelcheck.rules.rule import Example, Rule


class Result(NamedTuple):
    """What became of one example; ``problem`` is None where it came out as written."""

    rule: Rule
    number: int
    example: Example
    problem: str | None


def run_examples(rules: RuleSet, only: frozenset[str] | None = None) -> list[Result]:
    """Return the result of every example, in the order of the rules; of ``only`` some rules where given."""
    return [
        Result(rule, number, example, problem(rule, example, rules))
        for rule in rules
        if only is None or rule.id in only
        for number, example in enumerate(rule.examples, 1)
    ]


def problem(rule: Rule, example: Example, rules: RuleSet) -> str | None:
    """Return how an example of a rule does not come out as written, None where it does."""
    try:
        person = Person(**{**(example.person or {}), "flags": frozenset((example.person or {}).get("flags", ()))})
    except (LabelcheckError, TypeError) as error:
        return f"the person cannot be: {error}"
    labels = [read_text(text) for text in (example.label, *example.also)]
    facts = facts_of_stack(labels, rules, person=person, market=example.market or MARKET)
    verdict, level, outcome = verdict_of(rule, facts)
    if verdict != example.verdict:
        missing = f" ({outcome.missing} is missing)" if outcome.missing else ""
        return f"expected {example.verdict}, got {verdict}{missing}"
    if example.severity is not None and (level is None or level.severity != example.severity):
        return f"expected severity {example.severity}, got {level.severity if level else 'none'}"
    return None
