"""A program of a user's: everything here is meant, and no type checker may complain."""

from __future__ import annotations

import pickle
from decimal import Decimal

import labelcheck
from labelcheck import Finding, Intake, Label, Person, Report, models


def total_magnesium(text: str) -> Decimal:
    """Return the highest magnesium intake of a label."""
    report: Report = labelcheck.check(labelcheck.read_text(text, language="sv"))
    found = [i.high for i in report.intakes if i.nutrient == "magnesium" and i.status == "ok"]
    for reading in report.label.readings:
        if reading.amount is not None and reading.percent is not None:
            print(reading.name, reading.amount.value, reading.percent.of, reading.place.span.start)  # noqa: T201
    print(report.to_json(), labelcheck.convert("1000 IU", "µg", nutrient="vitamin-d").value)  # noqa: T201
    return max(found, default=Decimal(0))


def worst(text: str, woman: Person) -> str | None:
    """Return the message of the gravest finding."""
    report = labelcheck.check_text(text, person=woman, market="FI", rules=labelcheck.load_rules())
    findings: list[Finding] = [f for f in report.told if f.severity in ("error", "warning")]
    sources = {s.title: s.year for f in findings for s in f.sources}
    print(sources, report.verdict.level, report.verdict.message("sv"))  # noqa: T201
    return findings[0].message("sv") if findings else None


def together(texts: list[str]) -> dict[str, Decimal]:
    """Return sums per nutrient."""
    stack = labelcheck.stack([labelcheck.read_text(t) for t in texts])
    sums: list[Intake] = [s.intake for s in stack.intakes]
    assert stack.products[0].label.to_json()
    return {i.nutrient: i.high for i in sums}


def stored(report: Report) -> bool:
    """Return whether what is written down is the same when it is read again."""
    again = Report.from_json(report.to_json(whole=True))
    label: Label = Label.from_dict(report.label.to_dict())
    copy: Report = pickle.loads(pickle.dumps(report))  # noqa: S301
    return again == report == copy and label == report.label and len({again, report}) == 1


def guarded(path: str) -> int:
    """Return an exit code, as the command line has it."""
    try:
        label = labelcheck.read(path, options=labelcheck.ScanOptions(ocr="tesseract"))
    except labelcheck.ExtraMissing as error:
        print(error.command)  # noqa: T201
        return error.exit_code
    except labelcheck.LabelcheckError as error:
        return error.exit_code
    dose = label.daily_dose
    return 0 if dose is not None and dose.high > 0 and dose.status == "ok" else 1


def elsewhere(text: str) -> Decimal:
    """Return the highest amount that JSON from elsewhere tells."""
    report = models.Report.model_validate_json(text)
    amounts: list[models.Amount] = [r.amount for r in report.label.readings if r.amount is not None]
    return max((a.value for a in amounts), default=Decimal(0))
