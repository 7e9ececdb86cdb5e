"""SARIF 2.1.0 of a whole run: each finding at its product's place, with a fingerprint that outlives other rows.

Written piece by piece, so that its size does not matter.
"""

from __future__ import annotations

import hashlib
import json
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from labelcheck._version import VERSION
from labelcheck.catalogue.aside import written_aside
from labelcheck.catalogue.export import rows
from labelcheck.render.to_sarif import LEVELS, SCHEMA, uri
from labelcheck.rules.policy import IN_BASELINE

if TYPE_CHECKING:
    from labelcheck.rules.engine import RuleSet
    from labelcheck.rules.rule import Rule

_FINGERPRINT: Final = "labelcheck/v1"


def write_sarif(out: Path, source: str, rules: RuleSet, language: str) -> Path:
    """Write the findings of a finished run as SARIF; return the file."""
    target = out / "catalogue.sarif"
    index = {rule: i for i, rule in enumerate(rules.rules)}
    driver = {
        "name": "labelcheck", "version": VERSION, "semanticVersion": VERSION, "rules": [_rule(r) for r in rules],
    }  # fmt: skip
    failed: list[dict[str, Any]] = []
    with written_aside(target) as aside, aside.open("w", encoding="utf-8") as file:
        file.write(f'{{"$schema": {json.dumps(SCHEMA)}, "version": "2.1.0", "runs": [{{\n')
        file.write(f'"tool": {{"driver": {json.dumps(driver, ensure_ascii=False)}}},\n"results": [')
        found = groupby(rows(out, "findings"), key=lambda f: f["row"])
        row, findings = next(found, (None, iter(())))
        first = True
        for product in rows(out, "products"):
            if product["status"] == "failed":
                failed.append(_failure(product, source))
            if row != product["row"]:
                continue
            for finding in findings:
                result = _result(finding, product, source, index, language)
                file.write(("\n" if first else ",\n") + json.dumps(result, ensure_ascii=False))
                first = False
            row, findings = next(found, (None, iter(())))
        invocation = {"executionSuccessful": not failed, "toolExecutionNotifications": failed}
        file.write(f'\n],\n"invocations": [{json.dumps(invocation, ensure_ascii=False)}]\n}}]}}\n')
    return target


def _rule(rule: Rule) -> dict[str, Any]:
    sources = [{"title": s.title, "year": s.year, "locator": s.locator, "url": s.url} for s in rule.sources]
    url = next((s.url for s in rule.sources if s.url), None)
    told: dict[str, Any] = {
        "id": rule.id,
        "shortDescription": {"text": rule.title["en"]},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"basis": rule.basis, "sources": sources},
    }
    return told | ({"helpUri": url} if url else {})


def _place(product: dict[str, Any], source: str) -> list[dict[str, Any]]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(product["file"] or source)}}
    if product["line"] is not None and product["file"] is None:
        physical["region"] = {"startLine": product["line"]}
    name = product["id"] or product["name"] or f"row {product['row']}"
    return [{"physicalLocation": physical, "logicalLocations": [{"name": name, "kind": "object"}]}]


def _failure(product: dict[str, Any], source: str) -> dict[str, Any]:
    text = f"{product['id'] or product['name'] or product['row']}: {product['detail'] or product['outcome']}"
    return {"level": "error", "message": {"text": text}, "locations": _place(product, source)}


def _result(
    finding: dict[str, Any], product: dict[str, Any], source: str, index: dict[str, int], language: str
) -> dict[str, Any]:
    open_ = finding["verdict"] == "undetermined"
    key = product["id"] or product["name"] or product["digest"]
    text = repr((key, finding["rule"], tuple(finding["nutrients"] or ())))
    result: dict[str, Any] = {
        "ruleId": finding["rule"],
        "ruleIndex": index.get(finding["rule"], -1),
        "kind": "open" if open_ else "fail",
        "level": "none" if open_ else LEVELS[finding["severity"]],
        "message": {"text": finding[f"message_{language}"] or finding["message_en"]},
        "locations": _place(product, source),
        "partialFingerprints": {
            _FINGERPRINT: hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        },
        "properties": {
            "severity": finding["severity"], "basis": finding["basis"], "nutrients": finding["nutrients"],
            "evidence": finding["evidence"], "product": product["id"], "brand": product["brand"],
        },
    }  # fmt: skip
    if finding["waived"] is not None:
        kind = "external"
        result["suppressions"] = [{"kind": kind, "status": "accepted", "justification": finding["waived"]}]
        result["baselineState"] = "unchanged" if finding["waived"] == IN_BASELINE else "new"
    return result
