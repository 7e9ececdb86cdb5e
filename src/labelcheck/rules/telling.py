"""Which findings are shown, which are told within others, and in which order: one story once, health first."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from labelcheck.model import SEVERITIES, Finding
from labelcheck.rules.outcome import Outcome
from labelcheck.rules.rule import Level, Rule

RANK: Final = {s: i for i, s in enumerate(SEVERITIES)}
GRAVE: Final = frozenset({"error", "warning", "caution"})
_PLACES: Final = {"health": 1, "reading": 1, "product": 1, "claim": 2, "label": 3}
"""What concerns a person's health goes before everything, what the law asks of a label after everything."""


class Told(NamedTuple):
    """A finding with the rule, level and outcome that it comes from."""

    rule: Rule
    level: Level
    outcome: Outcome
    finding: Finding


def arranged(told: Mapping[str, Told], waived: frozenset[str] = frozenset()) -> list[Told]:
    """Return what is told, in order; what others contradict is gone, what others tell as well is marked so.

    A rule whose finding is ``waived`` tells no other's story: the other is then told by itself.
    """
    superseded = {
        other
        for one in told.values()
        for other in one.rule.supersedes
        if other in told and (one.finding.verdict == "violated" or told[other].finding.verdict == "undetermined")
    }
    kept = {i: one for i, one in told.items() if i not in superseded}
    covering: dict[str, list[Finding]] = {}
    for one in kept.values():
        for i in one.rule.covers if one.finding.rule not in waived else ():
            if i in kept:
                covering.setdefault(i, []).append(one.finding)
    covers = {i: _cover(one.finding, covering.get(i, []), kept) for i, one in kept.items()}
    marked = []
    for i, one in kept.items():
        cover = covers[i]
        while cover is not None and (above := covers.get(cover)) is not None:
            cover = above
        marked.append(one if cover is None else one._replace(finding=replace(one.finding, covered_by=cover)))
    return sorted(marked, key=lambda one: _order(one.finding))


def _cover(finding: Finding, others: Sequence[Finding], told: Mapping[str, Told]) -> str | None:
    """Return which of the ``others``, that may cover a finding, tells its story: of all its nutrients, and as gravely."""
    if finding.severity == "positive":
        return _spoiled(told)
    covering = [
        other
        for other in others
        if RANK[other.severity] <= RANK[finding.severity]
        and (other.verdict == "violated" or finding.verdict == "undetermined")
    ]
    if not covering or not set(finding.nutrients) <= {n for f in covering for n in f.nutrients}:
        return None
    return min(covering, key=lambda f: RANK[f.severity]).rule


def _spoiled(told: Mapping[str, Told]) -> str | None:
    """Return the gravest finding beside which nothing of the product is called good."""
    grave = [
        t.finding
        for t in told.values()
        if t.finding.severity in GRAVE and t.finding.concern in ("health", "product", "reading")
    ]
    return min(grave, key=lambda f: RANK[f.severity]).rule if grave else None


def _order(finding: Finding) -> tuple[int, bool, int, bool]:
    place = _PLACES[finding.concern]
    if finding.concern == "health" and RANK[finding.severity] <= RANK["notice"]:
        place = 0
    return place, finding.verdict != "violated", RANK[finding.severity], finding.concern != "health"
