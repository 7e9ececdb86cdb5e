"""SARIF 2.1.0, the format in which code hosts and editors show findings with their places."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from labelcheck._version import VERSION
from labelcheck.errors import LabelcheckError
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.model import Finding, Place, Report
from labelcheck.render.to_json import dumps

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: Final = {
    "error": "error", "warning": "warning", "caution": "warning", "notice": "note", "info": "note", "positive": "note",
}  # fmt: skip


def reports_sarif(outcomes: Iterable[tuple[str, Report | LabelcheckError]], language: OutputLanguage) -> str:
    """Return one run with the findings of all reports; inputs that failed are notifications of the run."""
    rules: dict[str, dict[str, Any]] = {}
    results: list[dict[str, Any]] = []
    notifications: list[dict[str, Any]] = []
    for name, outcome in outcomes:
        if isinstance(outcome, LabelcheckError):
            location = {"physicalLocation": {"artifactLocation": {"uri": uri(name)}}}
            notifications.append({"level": "error", "message": {"text": str(outcome)}, "locations": [location]})
            continue
        for finding in outcome.told:
            rules.setdefault(finding.rule, _rule(finding))
            results.append(_result(finding, name, language, list(rules).index(finding.rule)))
    run = {
        "tool": {
            "driver": {
                "name": "labelcheck",
                "version": VERSION,
                "semanticVersion": VERSION,
                "rules": list(rules.values()),
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}],
        "results": results,
    }
    return dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(finding: Finding) -> dict[str, Any]:
    sources = [{"title": s.title, "year": s.year, "locator": s.locator, "url": s.url} for s in finding.sources]
    rule: dict[str, Any] = {
        "id": finding.rule,
        "shortDescription": {"text": finding.rule.replace("-", " ")},
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
        "properties": {"basis": finding.basis, "sources": sources},
    }
    url = next((s.url for s in finding.sources if s.url), None)
    return rule | ({"helpUri": url} if url else {})


def _result(finding: Finding, name: str, language: OutputLanguage, index: int) -> dict[str, Any]:
    places = list(dict.fromkeys(e.place for e in finding.evidence if e.place is not None))
    artifact = {"uri": uri(name)}
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "kind": "open" if finding.verdict == "undetermined" else "fail",
        "level": "none" if finding.verdict == "undetermined" else LEVELS[finding.severity],
        "message": {"text": finding.message(language)},
        "locations": [_location(artifact, p) for p in places] or [{"physicalLocation": {"artifactLocation": artifact}}],
        "properties": {
            "severity": finding.severity,
            "basis": finding.basis,
            "nutrients": list(finding.nutrients),
            "evidence": [e.text for e in finding.evidence],
        },
    }
    rectangles = [
        {"left": p.box.x0, "top": p.box.y0, "right": p.box.x1, "bottom": p.box.y1} for p in places if p.box is not None
    ]
    if rectangles:
        result["attachments"] = [{"artifactLocation": artifact, "rectangles": rectangles}]
    return result


def _location(artifact: dict[str, Any], place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": artifact}
    if place.box is None:
        physical["region"] = {"charOffset": place.span.start, "charLength": place.span.end - place.span.start}
    corners = {"corners": [list(point) for point in place.corners]} if place.corners else {}
    label = {"pageLabel": place.page_label} if place.page_label else {}
    return {"physicalLocation": physical, "properties": {"page": place.page, **label, **corners}}


def uri(name: str) -> str:
    """Return a file's name as a relative URI reference."""
    return quote(PurePath(name).as_posix(), safe="/-._~")
