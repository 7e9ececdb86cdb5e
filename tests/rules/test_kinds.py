"""The kinds of condition: each module registers one, and tells what it needs."""

import pkgutil

import pytest

from labelcheck.rules import kinds as room
from labelcheck.rules.engine import RuleSet
from labelcheck.rules.kinds import kinds
from labelcheck.rules.loader import load_rules
from labelcheck.rules.rule import Calls


def test_each_module_registers_exactly_one_kind() -> None:
    modules = {m.name for m in pkgutil.iter_modules(room.__path__)}
    homes = [k.__module__.rpartition(".")[2] for k in kinds().values()]
    assert sorted(homes) == sorted(modules)


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_is_used_by_a_shipped_rule(kind: str) -> None:
    assert kind in {k for rule in load_rules() for level in rule.levels for k in _inside(level.when)}


def _inside(condition: object) -> set[str]:
    found = {str(getattr(condition, "kind", ""))}
    of = getattr(condition, "of", ())
    for child in of if isinstance(of, tuple) else (of,):
        if not isinstance(child, str):
            found |= _inside(child)
    return found


def test_rules_are_found_by_what_they_need() -> None:
    rules = load_rules()
    assert isinstance(rules, RuleSet)
    assert rules.rules["zinc-above-ul"].calls() == Calls(frozenset({"zinc"}))
    assert rules.rules["eu-daily-portion"].calls() is None
    assert rules.rules["calcium-without-magnesium"].calls() == Calls(frozenset({"calcium"}))
    assert rules.rules["st-johns-wort-medicines"].calls() == Calls(words=frozenset({"st-johns-wort"}))
