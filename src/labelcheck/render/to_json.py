"""JSON of schema "labelcheck/report/1": stable key order, decimals as text, the same bytes for the same input."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

from labelcheck._version import VERSION
from labelcheck.errors import LabelcheckError
from labelcheck.model import (
    Amount,
    Bounds,
    Conclusion,
    DailyDose,
    Diagnostic,
    Dosage,
    Finding,
    Ingredient,
    Intake,
    Label,
    Percent,
    Place,
    Reading,
    Report,
    ServingBasis,
    Source,
    Stack,
)
from labelcheck.render.arithmetic import arithmetic_text
from labelcheck.render.wording import DISCLAIMER

SCHEMA: Final = "labelcheck/report/1"
STACK_SCHEMA: Final = "labelcheck/stack/1"


def report_json(report: Report, *, indent: int | None = None) -> str:
    """Return a report as JSON, on one line unless ``indent`` is given."""
    return dumps(report_object(report), indent=indent)


def label_json(label: Label, *, indent: int | None = None) -> str:
    """Return a label as JSON: a report without intakes and findings."""
    return dumps(label_object(label), indent=indent)


def dumps(value: dict[str, Any], *, indent: int | None = None) -> str:
    """Return JSON text; characters outside ASCII stay as they are."""
    separators = (",", ":") if indent is None else (",", ": ")
    return json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)


def error_object(name: str, error: LabelcheckError) -> dict[str, Any]:
    """Return the object that stands for an input that failed."""
    return {
        "schema": SCHEMA,
        "labelcheck": VERSION,
        "source": {"name": name},
        "error": {"code": error.code, "message": str(error), "exit_code": error.exit_code},
    }


def label_object(label: Label, rules: str | None = None) -> dict[str, Any]:
    """Return the JSON object of a label; ``rules`` is the digest of the rules it is checked by."""
    return {
        "schema": SCHEMA,
        "labelcheck": VERSION,
        "rules": rules,
        "source": _source(label.source),
        "label": {
            "languages": list(label.languages),
            "product": label.product,
            "daily_dose": _dose(label.daily_dose),
            "dosages": [_dosage(d) for d in label.dosages],
            "servings_per_container": _decimal(label.servings_per_container),
            "reference": label.reference,
            "readings": [_reading(r) for r in label.readings],
            "ingredients": [_ingredient(i) for i in label.ingredients],
            "diagnostics": [_diagnostic(d) for d in label.diagnostics],
        },
        "disclaimer": DISCLAIMER,
    }


def report_object(report: Report) -> dict[str, Any]:
    """Return the JSON object of a report."""
    value = label_object(report.label, report.rules)
    disclaimer = value.pop("disclaimer")
    value["intakes"] = [_intake(i) for i in report.intakes]
    value["findings"] = [_finding(f) for f in report.findings]
    value["verdict"] = _verdict(report.verdict)
    value["disclaimer"] = disclaimer
    return value


def stack_object(stack: Stack) -> dict[str, Any]:
    """Return the JSON object of several products taken together, schema "labelcheck/stack/1"."""
    return {
        "schema": STACK_SCHEMA,
        "labelcheck": VERSION,
        "rules": stack.rules,
        "products": [report_object(p) for p in stack.products],
        "intakes": [
            {
                **_intake(s.intake),
                "shares": [
                    {"product": p.product, "low": _decimal(p.low), "high": _decimal(p.high), "status": p.status}
                    for p in s.shares
                ],
            }
            for s in stack.intakes
        ],
        "findings": [_finding(f) for f in stack.findings],
        "verdict": _verdict(stack.verdict),
        "disclaimer": DISCLAIMER,
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _source(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "kind": source.kind,
        "sha256": source.sha256,
        "pages": source.pages,
        "gtin": source.gtin,
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    corners = {"corners": [list(point) for point in place.corners]} if place.corners else {}
    label = {"page_label": place.page_label} if place.page_label else {}
    return {
        "page": place.page,
        **label,
        "box": list(place.box) if place.box else None,
        **corners,
        "span": list(place.span),
    }


def _amount(amount: Amount | None) -> dict[str, Any] | None:
    if amount is None:
        return None
    value = {
        "value": format(amount.value, "f"),
        "unit": amount.unit,
        "qualifier": amount.qualifier,
        "bound": amount.bound,
    }
    if amount.high is not None:
        value["high"] = format(amount.high, "f")
    return value


def _percent(percent: Percent | None) -> dict[str, Any] | None:
    if percent is None:
        return None
    value: dict[str, Any] = {"value": format(percent.value, "f"), "of": percent.of}
    if percent.bound is not None:
        value["bound"] = percent.bound
    return value


def _basis(basis: ServingBasis | None) -> dict[str, Any] | None:
    if basis is None:
        return None
    return {"kind": basis.kind, "quantity": _decimal(basis.quantity), "of": basis.of}


def _dose(dose: DailyDose | None) -> dict[str, Any] | None:
    if dose is None:
        return None
    return {
        "low": _per_day(dose.low),
        "high": _per_day(dose.high),
        "of": dose.of,
        "text": dose.text,
        "interval_days": dose.interval_days,
        "intakes_per_day": dose.intakes_per_day,
        "place": _place(dose.place),
        "status": dose.status,
        "notes": [*dose.notes, *(f"depends-on-{trait}" for trait in dose.depends_on)],
    }


def _dosage(dosage: Dosage) -> dict[str, Any]:
    whom, dose, timing = dosage.whom, dosage.dose, dosage.timing
    most = dosage.max_per_day
    return {
        "sequence": dosage.sequence,
        "text": dosage.text,
        "place": _place(dosage.place),
        "relation": dosage.relation,
        "for": {
            "age": None if whom.age is None else {**_bounds(whom.age), "unit": whom.age.unit},
            "sex": whom.sex,
            "pregnant": whom.pregnant,
            "lactating": whom.lactating,
            "weight_kg": None if whom.weight_kg is None else _bounds(whom.weight_kg, text=True),
            "activity": whom.activity,
        },
        "dose": {
            "low": _per_day(dose.low),
            "high": _per_day(dose.high),
            "of": dose.of,
            "per": None if dose.per is None else {"value": _decimal(dose.per.value), "unit": dose.per.unit},
        },
        "timing": {
            "frequency": timing.frequency,
            "frequency_max": timing.frequency_max,
            "period": _per_day(timing.period),
            "period_max": _per_day(timing.period_max),
            "period_unit": timing.period_unit,
            "when": list(timing.when),
            "day_of_week": list(timing.day_of_week),
            "bounds": None
            if timing.bounds is None
            else {"value": _number(timing.bounds.value), "unit": timing.bounds.unit},
        },
        "phase": dosage.phase,
        "as_needed": dosage.as_needed,
        "max_per_day": None if most is None else {"value": _per_day(most.value), "of": most.of},
        "status": dosage.status,
        "unused": [{"text": u.text, "place": _place(u.place)} for u in dosage.unused],
    }


def _bounds(bounds: Bounds, *, text: bool = False) -> dict[str, Any]:
    show = _decimal if text else _number
    return {"low": show(bounds.low), "high": show(bounds.high)}


def _number(value: Decimal | None) -> int | float | None:
    """Return years, months and days as a JSON number, as they are counted and not measured."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _per_day(value: Decimal) -> str:
    """Return units per day; a weekly dose is a seventh, printed as 0.1429."""
    text = format(round(value, 4), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "name": reading.name,
        "nutrient": reading.nutrient,
        "forms": list(reading.forms),
        "amount": _amount(reading.amount),
        "also": [_amount(a) for a in reading.also],
        "percent": _percent(reading.percent),
        "basis": _basis(reading.basis),
        "role": reading.role,
        "part_of": reading.part_of,
        "status": reading.status,
        "confidence": reading.confidence,
        "notes": list(reading.notes),
        "place": _place(reading.place),
    }


def _ingredient(ingredient: Ingredient) -> dict[str, Any]:
    return {
        "name": ingredient.name,
        "form": ingredient.form,
        "function": ingredient.function,
        "place": _place(ingredient.place),
    }


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    return {"code": diagnostic.code, "message": diagnostic.message, "place": _place(diagnostic.place)}


def _intake(intake: Intake) -> dict[str, Any]:
    return {
        "nutrient": intake.nutrient,
        "low": format(intake.low, "f"),
        "high": format(intake.high, "f"),
        "unit": intake.unit,
        "qualifier": intake.qualifier,
        "forms": list(intake.forms),
        "arithmetic": arithmetic_text(intake.terms, "en"),
        "status": intake.status,
        "notes": list(intake.notes),
        "readings": list(intake.readings),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "covered_by": finding.covered_by,
        "concern": finding.concern,
        "basis": finding.basis,
        "verdict": finding.verdict,
        "missing": finding.missing,
        "message": finding.messages,
        "nutrients": list(finding.nutrients),
        "evidence": [{"text": e.text, "place": _place(e.place)} for e in finding.evidence],
        "sources": [
            {"title": s.title, "title_sv": s.called("sv"), "year": s.year, "locator": s.locator, "url": s.url}
            for s in finding.sources
        ],
    }


def _verdict(verdict: Conclusion) -> dict[str, Any]:
    return {"level": verdict.level, "message": verdict.messages, "rules": list(verdict.rules)}
