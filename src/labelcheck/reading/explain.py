"""What was done with a label's text, in words; nothing reads it back."""

from __future__ import annotations

from collections.abc import Sequence

from labelcheck.model import Dosage, Reading
from labelcheck.reading.lex.trace import Trace
from labelcheck.reading.panel.evidence import explained
from labelcheck.reading.panel.headers import Header
from labelcheck.reading.panel.judge import Judged
from labelcheck.reading.sections.sections import Sections


def explain_text(trace: Trace, sections: Sections, languages: Sequence[str]) -> None:
    """Note the lines, the parts and the languages of the text."""
    for line in sections.lines:
        if line.start < line.end:
            trace.note("line", f"{line.number + 1}: {sections.clean[line.start : line.end]}")
    for zone in sections.zones:
        trace.note("part", f"{zone.kind}: {sections.clean[zone.start : zone.end][:80]!r}")
    told = f"decimal mark {sections.decimal!r}" if sections.decimal else "decimal mark not told by the numbers"
    trace.note("numbers", told)
    trace.note("languages", ", ".join(languages) or "not told")


def explain_rows(trace: Trace, sections: Sections, kept: Sequence[Judged], rest: Sequence[Judged]) -> None:
    """Note which rows are the panel's, and what speaks for and against each."""
    for verdict, rows in (("row", kept), ("not a row", rest)):
        for judged in rows:
            name = sections.clean[judged.row.start : judged.row.end]
            trace.note(verdict, f"{name!r} (score {judged.score}: {explained(judged.evidence)})")


def explain_readings(
    trace: Trace, reference: str | None, readings: Sequence[Reading], dosages: Sequence[Dosage]
) -> None:
    """Note the reference table, the readings and the doses."""
    trace.note("reference", reference or "not told by the percentages")
    for reading in readings:
        amount = f"{reading.amount.value} {reading.amount.unit}" if reading.amount else "no amount"
        basis = "no basis"
        if reading.basis:
            basis = f"{reading.basis.kind} {reading.basis.quantity or ''} {reading.basis.of or ''}".strip()
        trace.note(
            "reading",
            f"{reading.name!r} = {reading.nutrient}: {amount}, {basis}, {reading.role}, "
            f"{' '.join((reading.status, *reading.notes))}",
        )
    for told in dosages:
        count = f"{told.dose.low}" if told.dose.low == told.dose.high else f"{told.dose.low}–{told.dose.high}"
        trace.note(
            "dose",
            f"{count} × {told.dose.of}, {told.timing.frequency} times per {told.timing.period} "
            f"{told.timing.period_unit}, from {told.text!r}",
        )
    if not dosages:
        trace.note("dose", "not told")


def explain_columns(trace: Trace, headers: Sequence[Header]) -> None:
    """Note what each heading gives."""
    for header in headers:
        columns = ", ".join(f"{b.kind} {b.quantity or ''} {b.of or ''}".strip() for b in header.bases) or "none"
        trace.note("columns", f"line {header.first + 1}: {columns}{', percentages' if header.percent else ''}")


def explain_numbers(trace: Trace, sections: Sections) -> None:
    """Note the numbers that may mean two things, and the likelier one."""
    for taken in sections.quantities:
        if len(taken.values) > 1:
            others = ", ".join(f"{v:f}" for v in taken.values)
            printed = sections.clean[taken.start : taken.end].strip()
            trace.note("number", f"{printed!r} may mean {others}: taken as {taken.value:f} where nothing else decides")
