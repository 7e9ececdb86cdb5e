"""Plain text for people: what to check first, then the amounts per day."""

from __future__ import annotations

import textwrap
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from labelcheck.knowledge import Knowledge, load
from labelcheck.knowledge.printing import DOSE_FORMS, OutputLanguage, number_text, quantity_text, rounded
from labelcheck.model import Amount, DailyDose, Diagnostic, Finding, Intake, Label, Reading, Report, Stack
from labelcheck.render.wording import BASIS, DISCLAIMER, NOTES, REFERENCES, SEVERITY, TEXTS, note_text

_NRV: Final = "eu-nrv-2011"
_WIDTH: Final = 88
_QUIET: Final = frozenset({"decimal-mark-settled-by-percent", "decimal-mark-settled-by-second-unit"})


def dose_text(dose: DailyDose | None, language: OutputLanguage) -> str:
    """Return the daily dose in words, or that the label gives none."""
    texts = TEXTS[language]
    if dose is None:
        return texts["no_dose"]
    low, high = (number_text(v, language) for v in (dose.low, dose.high))
    if dose.interval_days > 1:
        every = texts.get(f"every_{dose.interval_days}") or texts["every"].format(days=dose.interval_days)
        units = dose.high * dose.interval_days
        whole = units.quantize(Decimal(1)) if abs(units - units.to_integral_value()) < Decimal("0.01") else units
        one, many = DOSE_FORMS[language].get(dose.of, (dose.of, dose.of))
        return f"{number_text(whole, language)} {one if whole <= 1 else many} {every}"
    count = low if dose.low == dose.high else f"{low}–{high}"
    one, many = DOSE_FORMS[language].get(dose.of, (dose.of, dose.of))
    return f"{count} {one if dose.high <= 1 else many} {texts['day']}"


def report_text(report: Report, language: OutputLanguage) -> str:
    """Return a report: product, dose, what to check, intakes against the NRV, and the disclaimer."""
    label = report.label
    knowledge = load()
    texts = TEXTS[language]
    lines = _head(label, language)
    lines += findings_text(report.findings, language)
    lines += _doubts(label, report.intakes, language)
    if report.intakes:
        rows = [(texts["per_day"], "", texts["nrv"], "")]
        rows += [intake_text(i, language) for i in report.intakes]
        lines += ["", *_table(rows), *_below(report, knowledge, language)]
    elif label.readings:
        rows = [(texts["read"], "", "", "")]
        rows += [_reading_row(r, language) for r in label.readings]
        lines += ["", *_table(rows)]
    if label.readings:
        lines += ["", *textwrap.wrap(DISCLAIMER[language], _WIDTH)]
    return "\n".join(lines) + "\n"


def stack_text(stack: Stack, language: OutputLanguage) -> str:
    """Return several products taken together: what the rules find on the sums, and who gives what."""
    texts = TEXTS[language]
    names = load().names[language]
    lines = [texts["of_products"].format(count=len(stack.products))]
    lines += [f"  - {p.label.product or p.label.source.name}" for p in stack.products]
    found = findings_text(stack.findings, language)
    lines += ["", f"{texts['on_sums']}:", *(found or [texts["nothing_found"]])]
    rows = [(texts["together"], "", texts["nrv"], "")]
    for s in stack.intakes:
        rows.append(intake_text(s.intake, language))
        for share in s.shares if len(stack.products) > 1 else ():
            amount = texts["no_amount"]
            if share.low is not None and share.high is not None:
                ends = [quantity_text(rounded(v), s.intake.unit, language) for v in (share.low, share.high)]
                amount = ends[0] if ends[0] == ends[1] else _range(*ends)
            rows.append((f"  {share.product}", amount, "", ""))
        if "product-without-amount" in s.intake.notes:
            rows.append((f"  ! {NOTES['product-without-amount'][language]}", "", "", ""))
    lines += ["", *_table(rows)]
    if any(s.intake.nutrient in names for s in stack.intakes):
        lines += ["", texts["nrv_is"]]
    lines += ["", *textwrap.wrap(DISCLAIMER[language], _WIDTH)]
    return "\n".join(lines) + "\n"


def findings_text(findings: tuple[Finding, ...], language: OutputLanguage) -> list[str]:
    """Return the findings, the gravest first, each with its arithmetic, basis and source."""
    lines: list[str] = []
    for finding in findings:
        word = TEXTS[language]["undecided"].upper() if finding.verdict == "undetermined" else ""
        head = f"{word or SEVERITY[language][finding.severity]}: {finding.message(language)}"
        lines += ["", *textwrap.wrap(head, _WIDTH, subsequent_indent="  ")]
        shown = [e.text for e in finding.evidence if any(c in e.text for c in "=><≥≤≠↔")]
        lines += textwrap.wrap("; ".join(shown), _WIDTH, initial_indent="  ", subsequent_indent="  ")
        lines += textwrap.wrap(
            _grounds(finding, language), _WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
        )
    return lines


def _grounds(finding: Finding, language: OutputLanguage) -> str:
    sources = finding.sources
    told = ""
    if sources:
        first = sources[0]
        told = ", ".join(str(x) for x in (first.title, first.year, first.locator) if x)
        told += f" (+{len(sources) - 1})" if len(sources) > 1 else ""
    return f"[{BASIS[language][finding.basis]}{': ' if told else ''}{told}] {finding.rule}"


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
        empty = any(d.code == "empty" for d in label.diagnostics)
        return [*lines, texts["empty" if empty else "no_panel"]]
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
            said = "; ".join(note_text(n, language) for n in notes)
            lines.append(f"  ! {reading.name} {amount_text(reading, language)}: {said}")
            explained.add(reading.nutrient or "")
    names = load().names[language]
    for intake in intakes:
        if intake.status == "check" and intake.nutrient not in explained:
            name = names.get(intake.nutrient, intake.nutrient)
            said = "; ".join(note_text(n, language) for n in intake.notes if n not in _QUIET)
            lines.append(f"  ! {name[:1].upper()}{name[1:]}: {said}")
    lines += [f"  ! {_diagnostic(d, label, language)}" for d in label.diagnostics if d.code == "amount-not-understood"]
    wrapped = [piece for line in lines for piece in textwrap.wrap(line, _WIDTH, subsequent_indent="    ")]
    return ["", f"{texts['notes']}:", *wrapped] if lines else []


def _diagnostic(diagnostic: Diagnostic, label: Label, language: OutputLanguage) -> str:
    shown = diagnostic.message
    if diagnostic.place is not None:
        start, end = diagnostic.place.span
        shown = " ".join(label.printed[start:end].split())
    return TEXTS[language]["nameless"].format(amount=shown)


def _below(report: Report, knowledge: Knowledge, language: OutputLanguage) -> list[str]:
    """Return what the table leaves out, and which reference its percentages and the label's are of."""
    texts = TEXTS[language]
    said = []
    counted = {i.nutrient for i in report.intakes}
    left_out: dict[str, str] = {}
    for reading in report.label.readings:
        if reading.amount is not None and reading.role != "part" and reading.nutrient not in counted:
            left_out.setdefault(reading.name.casefold(), f"{reading.name} {amount_text(reading, language)}")
    if left_out:
        said.append(f"{texts['not_counted']}: {'; '.join(left_out.values())}.")
    if counted & knowledge.references[_NRV].groups[0].values.keys():
        said.append(texts["nrv_is"])
    if report.label.daily_dose is not None and report.label.daily_dose.for_children:
        said.append(texts["for_children"])
    reference = report.label.reference
    if reference not in (None, _NRV) and any(r.percent for r in report.label.readings):
        said.append(texts["other_reference"].format(title=reference_title(str(reference), language)))
    lines = [line for text in said for line in textwrap.wrap(text, _WIDTH)]
    return ["", *lines] if lines else []


def reference_title(table: str, language: OutputLanguage) -> str:
    """Return what a table of reference values is called."""
    title = load().references[table].title
    return REFERENCES.get(table, title) if language == "sv" else title


def intake_text(intake: Intake, language: OutputLanguage) -> tuple[str, str, str, str]:
    """Return an intake's name, amount, share of the NRV, and mark where it must be checked."""
    knowledge = load()
    name = knowledge.names[language].get(intake.nutrient) or intake.nutrient
    estimated = "elemental-amount-estimated" in intake.notes
    ends = [quantity_text(rounded(v, estimated=estimated), intake.unit, language) for v in (intake.low, intake.high)]
    amount = ends[0] if ends[0] == ends[1] else _range(*ends)
    if intake.qualifier:
        amount = f"{amount} {intake.qualifier}"
    if estimated:
        amount = f"{TEXTS[language]['about']} {amount}"
    reference = knowledge.references[_NRV].groups[0].values.get(intake.nutrient)
    share = ""
    if reference:
        shares = [number_text(_whole(v / reference * 100), language) for v in (intake.low, intake.high)]
        share = f"{shares[0]} %" if shares[0] == shares[1] else f"{shares[0]}–{shares[1]} %"
    mark = f"! {TEXTS[language]['check']}" if intake.status == "check" else ""
    return name[:1].upper() + name[1:], amount, share, mark


def _range(low: str, high: str) -> str:
    """Return "10–20 mg" for "10 mg" and "20 mg", and "1 million–2 billion CFU" as such."""
    first, _, unit = low.partition(" ")
    return f"{first}–{high}" if high.partition(" ")[2] == unit else f"{low}–{high}"


def _whole(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def _reading_row(reading: Reading, language: OutputLanguage) -> tuple[str, str, str, str]:
    texts = TEXTS[language]
    name = f"  {texts['part']} {reading.name}" if reading.role == "part" else reading.name
    percent = f"{number_text(reading.percent.value, language)} %" if reading.percent else ""
    basis = basis_text(reading, language)
    if reading.status == "check":
        basis = f"{basis}  ! {texts['check']}".strip()
    return name, amount_text(reading, language), percent, basis


def basis_text(reading: Reading, language: OutputLanguage) -> str:
    """Return what a reading's amount is for: "2 capsules", or nothing where it is not told."""
    basis = reading.basis
    if basis is not None and basis.of is not None and basis.quantity is not None:
        one, many = DOSE_FORMS[language].get(basis.of, (basis.of,) * 2)
        return f"{number_text(basis.quantity, language)} {one if basis.quantity <= 1 else many}"
    return TEXTS[language]["day"] if basis is not None and basis.kind == "daily-dose" else ""


def amount_text(reading: Reading, language: OutputLanguage) -> str:
    """Return a reading's amounts as printed: "2,000 IU / 50 µg"."""
    return " / ".join(_printed(a, language) for a in (reading.amount, *reading.also) if a is not None)


def _printed(amount: Amount, language: OutputLanguage) -> str:
    shown = quantity_text(amount.value, amount.unit, language)
    if amount.high is not None:
        shown = _range(shown, quantity_text(amount.high, amount.unit, language))
    bound = f"{amount.bound} " if amount.bound else ""
    return f"{bound}{shown} {amount.qualifier or ''}".rstrip()


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
