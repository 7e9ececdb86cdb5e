"""The rules that come with the package: every example holds, and every rule is written out."""

import re
from pathlib import Path

import pytest

from labelcheck.examples import problem
from labelcheck.model import SEVERITIES
from labelcheck.rules.conclude import _conditions
from labelcheck.rules.files import rule_files
from labelcheck.rules.loader import load_rules
from labelcheck.rules.rule import Example, Rule

FOLDER = Path(__file__).parents[2] / "rules"
RULES = load_rules()
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in RULES
    for number, example in enumerate(rule.examples, 1)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_the_examples_in_the_rule_files_hold(rule: Rule, example: Example) -> None:
    assert problem(rule, example, RULES) is None, example.label


def test_each_rule_stands_in_the_folder_of_its_topic() -> None:
    for rule in RULES:
        assert rule.origin == f"{rule.topic}/{rule.id}.yaml"


def test_the_first_line_of_each_rule_file_tells_editors_its_schema() -> None:
    for path in rule_files(FOLDER):
        if path.parent.name != "wordlists" and path.parent != FOLDER:
            assert (
                path.read_text("utf-8").splitlines()[0] == "# yaml-language-server: $schema=../../docs/rule.schema.json"
            )


def test_safety_limits_have_an_undetermined_example() -> None:
    for rule in RULES:
        if {level.severity for level in rule.levels} & set(SEVERITIES[1:3]) and all(
            getattr(level.when, "kind", "") == "intake-above" for level in rule.levels
        ):
            assert any(e.verdict == "undetermined" for e in rule.examples), rule.id


def test_each_rule_has_examples_of_both_verdicts() -> None:
    for rule in RULES:
        assert {"violated", "satisfied"} <= {e.verdict for e in rule.examples}, rule.id


def test_each_grave_rule_on_an_amount_has_an_undetermined_example() -> None:
    amounts = {"intake-above", "single-intake-above", "any-nutrient-above", "extract-share"}
    # a lesser level of these holds whatever the amount is, so that something is always told
    always_told = {"melatonin-dose", "vitamin-k-warfarin"}
    for rule in RULES:
        kinds = {
            getattr(part, "kind", "")
            for level in rule.levels
            if level.severity in SEVERITIES[:3]
            for part in _conditions(level.when)
        }
        if kinds & amounts and rule.id not in always_told:
            assert any(e.verdict == "undetermined" for e in rule.examples), rule.id


def test_an_opinion_says_that_it_is_one() -> None:
    said = re.compile(r"artik(el|lar)|åsikt|källa|många|anses|brukar", re.IGNORECASE)
    for rule in RULES:
        for level in rule.levels:
            if level.basis == "opinion" and level.severity != "positive":
                assert said.search(level.message["sv"]), (rule.id, level.message["sv"])


def test_an_opinion_is_never_graver_than_a_notice() -> None:
    for rule in RULES:
        for level in rule.levels:
            if level.basis == "opinion":
                assert SEVERITIES.index(level.severity) >= SEVERITIES.index("notice"), rule.id


def test_rules_without_a_source_say_why() -> None:
    for rule in RULES:
        for level in rule.levels:
            if not level.sources:
                assert level.basis == "convention", rule.id
            for source in level.sources:
                assert source.title
                assert source.url is None or source.url.startswith("https://")


def test_messages_have_no_leftover_english_in_swedish() -> None:
    for rule in RULES:
        for level in rule.levels:
            assert not re.search(
                r"\b(the|and|per day|supplement|of the)\b",
                level.message["sv"].replace("These statements have not been evaluated", ""),
            ), rule.id


def test_the_rating_of_an_interaction_goes_with_its_severity() -> None:
    fitting = {"major": {"error", "warning"}, "moderate": {"caution"}, "minor": {"notice", "info"}}
    rated = [(rule.id, level) for rule in RULES for level in rule.levels if level.interaction]
    assert rated
    for name, level in rated:
        assert level.severity in fitting[str(level.interaction)], name
        assert level.message["sv"].rsplit(" ", 2)[1] == "Samverkan:", name


def test_every_substance_is_found_by_each_of_its_words_and_has_sources() -> None:
    for key, substance in RULES.vocabulary.substances.items():
        assert RULES.vocabulary.words[key].phrases, key
        for standing in substance.standings:
            assert standing.sources, key
            assert standing.says["sv"].endswith("."), key
