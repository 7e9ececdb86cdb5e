"""Plain text for people: what to check first, then the amounts per day."""

from __future__ import annotations

import textwrap
from decimal import Decimal
from typing import Final

from labelcheck.knowledge import Knowledge, load
from labelcheck.model import DailyDose, Diagnostic, Intake, Label, Reading, Report
from labelcheck.render.wording import DISCLAIMER, DOSE_FORMS, NOTES, TEXTS, OutputLanguage

_NRV: Final = "eu-nrv-2011"
_WIDTH: Final = 88
_QUIET: Final = frozenset({"decimal-mark-settled-by-percent", "decimal-mark-settled-by-second-unit"})


def number_text(value: Decimal, language: OutputLanguage) -> str:
    """Return a number as the language prints it: "1 250,5" in Swedish, "1,250.5" in English."""
    text = f"{value:,f}"
    if language == "sv":
        return text.replace(",", "\u00a0").replace(".", ",")
    return text


def dose_text(dose: DailyDose | None, language: OutputLanguage) -> str:
    """Return the daily dose in words, or that the label gives none."""
    texts = TEXTS[language]
    if dose is None:
        return texts["no_dose"]
    low, high = (number_text(v, language) for v in (dose.low, dose.high))
    if dose.interval_days > 1:
        units = dose.high * dose.interval_days
        whole = units.quantize(Decimal(1)) if abs(units - units.to_integral_value()) < Decimal("0.01") else units
        one, many = DOSE_FORMS[language].get(dose.of, (dose.of, dose.of))
        return f"{number_text(whole, language)} {one if whole <= 1 else many} {texts['every'].format(days=dose.interval_days)}"
    count = low if dose.low == dose.high else f"{low}–{high}"
    one, many = DOSE_FORMS[language].get(dose.of, (dose.of, dose.of))
    return f"{count} {one if dose.high <= 1 else many} {texts['day']}"


def report_text(report: Report, language: OutputLanguage) -> str:
    """Return a report: product, dose, what to check, intakes against the NRV, and the disclaimer."""
    label = report.label
    knowledge = load()
    texts = TEXTS[language]
    lines = _head(label, language)
    lines += _doubts(label, report.intakes, language)
    if report.intakes:
        rows = [(texts["per_day"], "", texts["nrv"], "")]
        rows += [_intake_row(i, knowledge, language) for i in report.intakes]
        lines += ["", *_table(rows)]
    elif label.readings:
        rows = [(texts["read"], "", "", "")]
        rows += [_reading_row(r, language) for r in label.readings]
        lines += ["", *_table(rows)]
    lines += ["", *textwrap.wrap(DISCLAIMER[language], _WIDTH)]
    return "\n".join(lines) + "\n"


def label_text(label: Label, language: OutputLanguage) -> str:
    """Return what was read, row by row as printed."""
    texts = TEXTS[language]
    lines = _head(label, language)
    lines += _doubts(label, (), language)
    if label.readings:
        rows = [(texts["nutrient"], texts["amount"], "%", texts["basis"])]
        rows += [_reading_row(r, language) for r in label.readings]
        lines += ["", *_table(rows)]
    if label.ingredients:
        names = ", ".join(i.name for i in label.ingredients)
        lines += ["", *textwrap.wrap(f"{texts['ingredients']}: {names}", _WIDTH)]
    return "\n".join(lines) + "\n"


def _head(label: Label, language: OutputLanguage) -> list[str]:
    texts = TEXTS[language]
    lines = [label.product or label.source.name]
    if not label.readings:
        return [*lines, texts["no_panel"]]
    dose = dose_text(label.daily_dose, language)
    lines.append(f"{texts['dose']}: {dose}" if label.daily_dose else dose)
    return lines


def _doubts(label: Label, intakes: tuple[Intake, ...], language: OutputLanguage) -> list[str]:
    texts = TEXTS[language]
    lines = []
    explained: set[str] = set()
    for reading in label.readings:
        notes = [n for n in reading.notes if n not in _QUIET]
        if reading.status == "check" and notes:
            said = "; ".join(NOTES.get(n, {}).get(language, n) for n in notes)
            lines.append(f"  ! {reading.name} {_amount(reading, language)}: {said}")
            explained.add(reading.nutrient or "")
    names = load().names[language]
    for intake in intakes:
        if intake.status == "check" and intake.nutrient not in explained:
            name = names.get(intake.nutrient, intake.nutrient)
            said = "; ".join(NOTES.get(n, {}).get(language, n) for n in intake.notes if n not in _QUIET)
            lines.append(f"  ! {name[:1].upper()}{name[1:]}: {said}")
    lines += [f"  ! {_diagnostic(d)}" for d in label.diagnostics if d.code == "amount-not-understood"]
    wrapped = [piece for line in lines for piece in textwrap.wrap(line, _WIDTH, subsequent_indent="    ")]
    return ["", f"{texts['notes']}:", *wrapped] if lines else []


def _diagnostic(diagnostic: Diagnostic) -> str:
    return diagnostic.message


def _intake_row(intake: Intake, knowledge: Knowledge, language: OutputLanguage) -> tuple[str, str, str, str]:
    name = knowledge.names[language].get(intake.nutrient) or intake.nutrient
    low, high = (number_text(_rounded(v), language) for v in (intake.low, intake.high))
    amount = f"{low} {intake.unit}" if low == high else f"{low}–{high} {intake.unit}"
    reference = knowledge.references[_NRV].groups[0].values.get(intake.nutrient)
    share = ""
    if reference:
        shares = [number_text((v / reference * 100).quantize(Decimal(1)), language) for v in (intake.low, intake.high)]
        share = f"{shares[0]} %" if shares[0] == shares[1] else f"{shares[0]}–{shares[1]} %"
    mark = f"! {TEXTS[language]['check']}" if intake.status == "check" else ""
    return name[:1].upper() + name[1:], amount, share, mark


def _rounded(value: Decimal) -> Decimal:
    """Return at most three decimals, enough to show and not to mislead."""
    shown = round(value, 3).normalize()
    return shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown


def _reading_row(reading: Reading, language: OutputLanguage) -> tuple[str, str, str, str]:
    texts = TEXTS[language]
    name = f"  {texts['part']} {reading.name}" if reading.role == "part" else reading.name
    percent = f"{number_text(reading.percent.value, language)} %" if reading.percent else ""
    basis = ""
    if reading.basis is not None and reading.basis.of is not None and reading.basis.quantity is not None:
        one, many = DOSE_FORMS[language].get(reading.basis.of, (reading.basis.of,) * 2)
        basis = f"{number_text(reading.basis.quantity, language)} {one if reading.basis.quantity <= 1 else many}"
    elif reading.basis is not None and reading.basis.kind == "daily-dose":
        basis = texts["day"]
    if reading.status == "check":
        basis = f"{basis}  ! {texts['check']}".strip()
    return name, _amount(reading, language), percent, basis


def _amount(reading: Reading, language: OutputLanguage) -> str:
    shown = []
    for amount in (reading.amount, *reading.also):
        if amount is not None:
            bound = f"{amount.bound} " if amount.bound else ""
            high = f"–{number_text(amount.high, language)}" if amount.high is not None else ""
            qualifier = f" {amount.qualifier}" if amount.qualifier else ""
            shown.append(f"{bound}{number_text(amount.value, language)}{high} {amount.unit}{qualifier}")
    return " / ".join(shown)


def _table(rows: list[tuple[str, str, str, str]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    widths[0] = min(widths[0], 44)
    lines = []
    for row in rows:
        first = textwrap.wrap(row[0], widths[0], subsequent_indent="    ") or [""]
        rest = f"{row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}  {row[3]}".rstrip()
        lines += first[:-1]
        lines.append(f"{first[-1]:<{widths[0]}}  {rest}".rstrip())
    return lines
