"""CSV: one row per reading, for spreadsheets. Nothing in a cell can run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from labelcheck.errors import LabelcheckError
from labelcheck.model import Reading, Report

COLUMNS: Final = (
    "source", "product", "name", "nutrient", "forms", "value", "high", "unit", "qualifier", "bound", "also",
    "percent", "percent_of", "basis", "basis_quantity", "basis_of", "role", "status", "notes", "confidence",
    "page", "start", "end", "error",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def reports_csv(outcomes: Iterable[tuple[str, Report | LabelcheckError]]) -> str:
    """Return a table with a heading line; an input without readings, or one that failed, has a row of its own."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for name, outcome in outcomes:
        if isinstance(outcome, LabelcheckError):
            writer.writerow({"source": inert(name), "error": inert(str(outcome))})
            continue
        about = {"source": inert(name), "product": inert(outcome.label.product or "")}
        rows = [about | _row(r) for r in outcome.label.readings]
        writer.writerows(rows or [about])
    return out.getvalue()


def inert(text: str) -> str:
    """Return text that a spreadsheet shows as text: one that begins like a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(reading: Reading) -> dict[str, str]:
    amount, percent, basis = reading.amount, reading.percent, reading.basis
    return {
        "name": inert(reading.name),
        "nutrient": reading.nutrient or "",
        "forms": " ".join(reading.forms),
        "value": f"{amount.value:f}" if amount else "",
        "high": f"{amount.high:f}" if amount and amount.high is not None else "",
        "unit": amount.unit if amount else "",
        "qualifier": (amount.qualifier or "") if amount else "",
        "bound": (amount.bound or "") if amount else "",
        "also": "; ".join(f"{a.value:f} {a.unit}" for a in reading.also),
        "percent": f"{percent.value:f}" if percent else "",
        "percent_of": (percent.of or "") if percent else "",
        "basis": basis.kind if basis else "",
        "basis_quantity": f"{basis.quantity:f}" if basis and basis.quantity is not None else "",
        "basis_of": (basis.of or "") if basis else "",
        "role": reading.role,
        "status": reading.status,
        "notes": inert("; ".join(reading.notes)),
        "confidence": f"{reading.confidence:g}",
        "page": str(reading.place.page),
        "start": str(reading.place.span.start),
        "end": str(reading.place.span.end),
    }
