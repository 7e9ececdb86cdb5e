"""What a nutritionist and a food-law officer found wrong, each point in three languages."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from labelcheck import Person, check, read_text
from labelcheck.rules.loader import load_rules

POINTS: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "points.yaml").read_text("utf-8"))
FAULTS = {
    "sv": r"ren magnesiumbisglycinat|rött jäst ris|rådes|\b2 gånger så mycket|hettande|får alltså säljas|kraftigt laxerande",
    "en": r"loosen the stomach|turns loose|(are|is) told of\b",
}
"""Words that no Swede, or no Briton, would say; and some that say more than is known."""


@pytest.mark.parametrize("point", POINTS, ids=lambda p: f"{p['point']}: {p['text'][:40]}")
def test_points(point: dict[str, Any]) -> None:
    report = check(read_text(point["text"]), person=Person(**point.get("person", {})), market=point.get("market", "SE"))
    shown = {f.rule: f.severity for f in report.told}
    for rule, severity in point.get("told", {}).items():
        assert shown.get(rule) == severity, (rule, shown)
    assert not shown.keys() & set(point.get("quiet", ()))
    assert report.verdict.level == point.get("level", report.verdict.level)


def test_most_points_have_two_more_languages() -> None:
    counts = Counter(p["point"] for p in POINTS)
    assert sum(n >= 3 for n in counts.values()) >= 16


def test_messages_read_as_people_speak() -> None:
    for rule in load_rules():
        for level in rule.levels:
            for language, faults in FAULTS.items():
                assert not re.search(faults, level.message[language], re.IGNORECASE), (rule.id, level.message[language])
