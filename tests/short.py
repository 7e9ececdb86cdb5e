"""What a label is read as, in short, for tables of tests."""

from __future__ import annotations

import labelcheck
from labelcheck import Dosage, Label, Reading

CONTENTS = "Per capsule: zinc 10 mg"


def doses(directions: str, contents: str = CONTENTS) -> list[str]:
    """Return each dosage of a label, as "1–2 tablet × 2/d when: morning", what is not understood behind it."""
    return [_dosage(d) for d in labelcheck.read_text(f"{directions}\n{contents}\n").dosages]


def day(directions: str, contents: str = CONTENTS) -> str:
    """Return the daily dose, as "2–4 capsule"; a question mark stands behind one to check."""
    dose = labelcheck.read_text(f"{directions}\n{contents}\n").daily_dose
    if dose is None:
        return "none"
    low, high = (f"{v:.3f}".rstrip("0").rstrip(".") for v in (dose.low, dose.high))
    return f"{low if low == high else f'{low}–{high}'} {dose.of}{'?' if dose.status == 'check' else ''}"


def rows(text: str) -> list[str]:
    """Return each reading of a label, as "magnesium 300 mg 80 % per 2 capsule compound?"."""
    return [row(r) for r in labelcheck.read_text(text).readings]


def row(reading: Reading) -> str:
    """Return one reading in short."""
    parts = [reading.nutrient or f"({reading.name})"]
    for amount in (reading.amount, *reading.also):
        if amount is not None:
            high = "" if amount.high is None else f"–{amount.high:f}"
            parts.append(f"{amount.bound or ''}{amount.value:f}{high} {amount.unit}{amount.qualifier or ''}")
    if reading.percent is not None:
        parts.append(f"{reading.percent.value:f} %")
    if reading.basis is not None:
        of = f" {reading.basis.quantity:g} {reading.basis.of}" if reading.basis.quantity and reading.basis.of else ""
        parts.append(f"per{of}" if of else reading.basis.kind)
    parts += [] if reading.role == "nutrient" else [reading.role]
    return " ".join(parts) + ("?" if reading.status == "check" else "")


def notes(label: Label) -> list[str]:
    """Return the notes of all readings, each once."""
    return list(dict.fromkeys(n for r in label.readings for n in r.notes))


def _dosage(told: Dosage) -> str:
    dose, timing = told.dose, told.timing
    amount = "" if dose is None else f"{dose.low:g}{'' if dose.low == dose.high else f'–{dose.high:g}'} {dose.of}"
    parts = [f"{told.relation}:" if told.relation else "", amount]
    if timing.frequency is not None:
        most = "" if timing.frequency_max == timing.frequency else f"–{timing.frequency_max}"
        period = "" if timing.period == 1 else f"{timing.period:g} "
        parts.append(f"× {timing.frequency}{most}/{period}{timing.period_unit}")
    parts += [*timing.when, *timing.day_of_week]
    if timing.bounds is not None:
        parts.append(f"for {timing.bounds.value:g} {timing.bounds.unit}")
    whom = told.whom
    if whom.age is not None:
        parts.append(f"age {whom.age.low}–{whom.age.high} {whom.age.unit}")
    parts += [n for n in (whom.sex, whom.activity) if n]
    parts += [n for n, holds in (("pregnant", whom.pregnant), ("lactating", whom.lactating)) if holds]
    if whom.weight_kg is not None:
        parts.append(f"weight {whom.weight_kg.low}–{whom.weight_kg.high}")
    if told.phase:
        parts.append(f"phase {told.phase}")
    if told.as_needed:
        parts.append("as needed")
    if told.max_per_day is not None:
        parts.append(f"most {told.max_per_day.value:g}")
    return " ".join(p for p in parts if p) + ("?" if told.status == "check" else "")
