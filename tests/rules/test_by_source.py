"""The documents that rules and tables rest on, and how old what was read in them is."""

import json
import warnings
from datetime import UTC, date, datetime

import pytest

from labelcheck.cli.main import main
from labelcheck.knowledge import load
from labelcheck.rules.by_source import Cited, by_source
from labelcheck.rules.loader import load_rules

CITED = by_source(load_rules(), load().references.values())


def test_each_rule_with_a_source_stands_under_one() -> None:
    named = {r for c in CITED for r in c.rules}
    assert named == {r.id for r in load_rules() if any(level.sources for level in r.levels)}


def test_a_document_that_several_rules_cite_stands_once() -> None:
    monacolins = [c for c in CITED if "2022/860" in c.title]
    assert len(monacolins) == 1
    assert {"egcg-monacolin", "red-yeast-rice-not-for"} <= set(monacolins[0].rules)
    assert monacolins[0].read is not None


@pytest.mark.parametrize(
    ("read", "today", "old"),
    [
        (None, date(2030, 1, 1), False),
        ("2026-11-29", date(2028, 11, 29), False),
        ("2026-11-29", date(2028, 11, 30), True),
        ("2026-11-29", date(2027, 12, 31), False),
        ("2026-11-29", date(2029, 1, 1), True),
    ],
)
def test_figures_keep_for_two_years(read: str | None, today: date, *, old: bool) -> None:
    assert Cited("", None, None, None, read).old(today) is old


def test_days_lie_in_the_past() -> None:
    today = datetime.now(UTC).date()
    assert not [c.title for c in CITED if c.read is not None and date.fromisoformat(c.read) > today]


@pytest.mark.filterwarnings("default::UserWarning")
def test_warns_of_what_should_be_looked_up_again() -> None:
    today = datetime.now(UTC).date()
    for one in CITED:
        if one.old(today):
            warnings.warn(f"last read {one.read}, look it up again: {one.title}", UserWarning, stacklevel=1)


def test_the_command_lists_documents(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list", "--by-source", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {r["table"] for r in rows} >= {"efsa-ul", "nl-2018"}
    assert main(["rules", "list", "--by-source", "--language", "sv"]) == 0
    text = capsys.readouterr().out
    assert "läst 2026-" in text
    assert "inte läst på nytt" in text
