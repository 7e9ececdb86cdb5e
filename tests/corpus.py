"""The golden corpus: every folder of samples/ with a label.txt and its expected.json."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import labelcheck
from labelcheck.model import Reading

ROOT = Path(__file__).parent.parent / "samples"


@dataclass(frozen=True)
class Sample:
    """One sample; ``id`` is "sv/some-slug"."""

    id: str
    text: str
    expected: dict[str, Any]


@lru_cache(maxsize=1)
def all_samples() -> tuple[Sample, ...]:
    """Return all samples in the order of their ids."""
    found = []
    for path in sorted(ROOT.glob("*/*/label.txt")):
        expected = json.loads((path.parent / "expected.json").read_text("utf-8"))
        found.append(Sample(f"{path.parent.parent.name}/{path.parent.name}", path.read_text("utf-8"), expected))
    return tuple(found)


def checked(sample: Sample) -> labelcheck.Report:
    """Return the report on a sample, made once."""
    return _checked(sample.text)


@cache
def _checked(text: str) -> labelcheck.Report:
    return labelcheck.check(labelcheck.read_text(text))


def _number(value: str | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(value).normalize()


def _words(name: str) -> str:
    return "".join(name.casefold().replace("\u00ad", "").split())


def same_name(printed: str, read: str) -> bool:
    """Whether two names are the same but for case and spaces."""
    return _words(printed) == _words(read)


def reading_faults(want: dict[str, Any], got: Reading) -> list[str]:
    """Return in what a reading differs from what is expected of it, but for the name."""
    faults = []
    amount = want["amount"]
    if amount is None or got.amount is None:
        if (amount is None) != (got.amount is None):
            faults.append(f"amount {got.amount}")
    elif (
        _number(amount["value"]) != _number(got.amount.value)
        or amount["unit"] != got.amount.unit
        or amount.get("qualifier") != got.amount.qualifier
        or amount.get("bound") != got.amount.bound
    ):
        faults.append(f"amount {got.amount} is not {amount}")
    also = {(_number(a["value"]), a["unit"]) for a in want.get("also", [])}
    if also != {(_number(a.value), a.unit) for a in got.also}:
        faults.append(f"also {got.also}")
    if _number(want["percent"]) != (_number(got.percent.value) if got.percent else None):
        faults.append(f"percent {got.percent} is not {want['percent']}")
    if want["nutrient"] is not None and want["nutrient"] != got.nutrient:
        faults.append(f"nutrient {got.nutrient} is not {want['nutrient']}")
    if want["role"] != got.role:
        faults.append(f"role {got.role} is not {want['role']}")
    if want.get("status", "ok") != got.status:
        faults.append(f"status {got.status} {got.notes} is not {want.get('status')}")
    basis = want["basis"]
    if basis is not None and (
        got.basis is None
        or basis["kind"] != got.basis.kind
        or (basis["quantity"] is not None and _number(basis["quantity"]) != _number(got.basis.quantity))
    ):
        faults.append(f"basis {got.basis} is not {basis}")
    missing = set(want["forms"]) - set(got.forms)
    if missing:
        faults.append(f"forms {got.forms} lack {missing}")
    return faults


def faults(sample: Sample) -> list[str]:
    """Return everything in which the reading of a sample differs from its expected.json."""
    label = labelcheck.read_text(sample.text)
    report = labelcheck.check(label)
    want = sample.expected
    found = []
    remaining = list(label.readings)
    for expected in want["readings"]:
        value = expected["amount"] and _number(expected["amount"]["value"])
        named = [r for r in remaining if _words(r.name) == _words(expected["name"])]
        near = named or [
            r
            for r in remaining
            if _words(expected["name"]) in _words(r.name) or _words(r.name) in _words(expected["name"])
        ]
        exact = [r for r in near if r.amount and value == _number(r.amount.value)] or near
        if not exact:
            found.append(f"missing: {expected['name']} {expected['amount']}")
            continue
        got = exact[0]
        remaining.remove(got)
        found += [f"{expected['name']}: {fault}" for fault in reading_faults(expected, got)]
        if not named:
            found.append(f"{expected['name']}: name {got.name!r}")
    found += [f"stray: {r.name!r} {r.amount}" for r in remaining]
    found += _dose_faults(want, label)
    found += _intake_faults(want, report)
    if want["languages"] and not set(want["languages"]) <= set(label.languages):
        found.append(f"languages {label.languages} lack {want['languages']}")
    return found


def _dose_faults(want: dict[str, Any], label: labelcheck.Label) -> list[str]:
    dose = want["daily_dose"]
    got = label.daily_dose
    if dose is None or got is None:
        return [] if dose is None and got is None else [f"dose {got} is not {dose}"]
    same = all(abs(Decimal(dose[k]) - getattr(got, k)) <= Decimal("0.01") * Decimal(dose[k]) for k in ("low", "high"))
    return [] if same and dose["of"] == got.of else [f"dose {got.low}–{got.high} {got.of} ({got.text!r}) is not {dose}"]


def _intake_faults(want: dict[str, Any], report: labelcheck.Report) -> list[str]:
    intakes = {i.nutrient: i for i in report.intakes}
    if want["intakes"] is None:
        claimed = [i.nutrient for i in report.intakes if i.status == "ok"]
        return [f"claims intakes of {claimed}"] if claimed else []
    found = []
    for nutrient, (low, high, unit) in want["intakes"].items():
        got = intakes.get(nutrient)
        near = (
            got is not None
            and got.unit == unit
            and all(abs(a - Decimal(b)) <= Decimal("0.01") * Decimal(b) for a, b in ((got.low, low), (got.high, high)))
        )
        if not near:
            found.append(
                f"intake of {nutrient}: {got and (str(got.low), str(got.high), got.unit)} is not {low}–{high} {unit}"
            )
    return found
