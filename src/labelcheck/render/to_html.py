"""HTML reports: one file that needs no network, for screens, phones and paper."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from labelcheck._version import VERSION
from labelcheck.errors import LabelcheckError
from labelcheck.knowledge import load
from labelcheck.knowledge.printing import OutputLanguage, number_text, quantity_text, rounded
from labelcheck.model import Intake, Label, Reading, Report
from labelcheck.render.phrases import amount_text, basis_text, dose_text, intake_text, reference_title
from labelcheck.render.to_image import PagePicture
from labelcheck.render.wording import BASIS, DISCLAIMER, HTML, SEVERITY, TEXTS, note_text

if TYPE_CHECKING:
    import jinja2

_NRV: Final = "eu-nrv-2011"
_UPPER: Final = ("efsa-ul-supplemental", "efsa-ul")
_LOWEST, _HIGHEST = 1.0, 10_000.0
"""Ends of the chart's logarithmic axis, in per cent of the NRV."""
_CHART: Final = 240
_MOST_TEXT: Final = 100_000

Shown = tuple[str, Report | LabelcheckError, Sequence[PagePicture]]
"""An input's name, what came of it, and its pages as pictures where it has any."""


class _Bar(NamedTuple):
    """Where on the chart an intake begins and ends, and its upper level lies; in its pixels."""

    start: float
    end: float
    upper: float | None


def reports_html(shown: Iterable[Shown], language: OutputLanguage) -> str:
    """Return one page with a section per input."""
    sections = [
        {"name": name, "error": str(one)}
        if isinstance(one, LabelcheckError)
        else _section(name, one, pictures, language)
        for name, one, pictures in shown
    ]
    return _template().render(
        sections=sections,
        language=language,
        t=TEXTS[language] | HTML[language],
        disclaimer=DISCLAIMER[language],
        version=VERSION,
        chart={"width": _CHART, "nrv": _x(100.0)},
    )


@lru_cache(maxsize=1)
def _template() -> jinja2.Template:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("labelcheck.render", "templates"),
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("report.html.j2")


def _section(name: str, report: Report, pictures: Sequence[PagePicture], language: OutputLanguage) -> dict[str, Any]:
    label = report.label
    return {
        "name": name,
        "error": None,
        "product": label.product or name,
        "dose": dose_text(label.daily_dose, language),
        "has_dose": label.daily_dose is not None,
        "empty": not label.readings,
        "findings": [_finding(f, language) for f in report.findings],
        "intakes": [_intake(i, language) for i in report.intakes],
        "readings": [_reading(n, r, language) for n, r in enumerate(label.readings)],
        "pages": _pages(label, pictures),
        "marked": [] if pictures or label.pieces else _marked(label),
        "ingredients": label.ingredients,
        "diagnostics": label.diagnostics,
        "source": label.source,
        "rules": report.rules,
        "reference": reference_title(label.reference, language) if label.reference else None,
    }


def _finding(finding: Any, language: OutputLanguage) -> dict[str, Any]:  # noqa: ANN401
    open_end = finding.verdict == "undetermined"
    return {
        "severity": "open" if open_end else finding.severity,
        "word": TEXTS[language]["undecided"] if open_end else SEVERITY[language][finding.severity].capitalize(),
        "message": finding.message(language),
        "evidence": [e.text for e in finding.evidence],
        "basis": BASIS[language][finding.basis],
        "rule": finding.rule,
        "sources": finding.sources,
    }


def _intake(intake: Intake, language: OutputLanguage) -> dict[str, Any]:
    name, amount, share = intake_text(intake, language)
    return {
        "name": name,
        "amount": amount,
        "share": share,
        "check": intake.status == "check",
        "notes": "; ".join(note_text(n, language) for n in intake.notes),
        "arithmetic": intake.arithmetic,
        "upper": _upper_text(intake, language),
        "bar": _bar(intake),
    }


def _upper(intake: Intake) -> Decimal | None:
    references = load().references
    found = [references[i].groups[0].values.get(intake.nutrient) for i in _UPPER]
    return next((v for v in found if v is not None), None)


def _upper_text(intake: Intake, language: OutputLanguage) -> str:
    upper = _upper(intake)
    return "" if upper is None else quantity_text(rounded(upper), intake.unit, language)


def _bar(intake: Intake) -> _Bar | None:
    reference = load().references[_NRV].groups[0].values.get(intake.nutrient)
    if not reference or not intake.high:
        return None
    upper = _upper(intake)
    low, high = (float(v / reference * 100) for v in (intake.low, intake.high))
    return _Bar(_x(low), _x(high), None if upper is None else _x(float(upper / reference * 100)))


def _x(percent: float) -> float:
    """Return where a percentage lies on the chart."""
    inside = min(max(percent, _LOWEST), _HIGHEST)
    return round(_CHART * math.log(inside / _LOWEST) / math.log(_HIGHEST / _LOWEST), 1)


def _reading(number: int, reading: Reading, language: OutputLanguage) -> dict[str, Any]:
    percent = ""
    if reading.percent is not None:
        whole = reading.percent.value.quantize(Decimal("0.1"), ROUND_HALF_UP).normalize()
        percent = f"{number_text(Decimal(f'{whole:f}'), language)} %"
    return {
        "number": number,
        "name": reading.name,
        "part": reading.role == "part",
        "amount": amount_text(reading, language),
        "percent": percent,
        "basis": basis_text(reading, language),
        "check": reading.status == "check",
        "notes": "; ".join(note_text(n, language) for n in reading.notes),
        "confidence": f"{round(reading.confidence * 100)} %",
    }


def _pages(label: Label, pictures: Sequence[PagePicture]) -> list[dict[str, Any]]:
    """Return the pages with the boxes of readings; a PDF's own words where there is no picture."""
    by_page: dict[int, dict[str, Any]] = {
        p.number: {"number": p.number, "width": p.width, "height": p.height, "uri": p.uri, "words": [], "boxes": []}
        for p in pictures
    }
    for piece in label.pieces:
        page = by_page.setdefault(
            piece.page,
            {"number": piece.page, "width": 0.0, "height": 0.0, "uri": None, "words": [], "boxes": []},
        )
        if page["uri"] is None:
            box = piece.word.box
            page["width"], page["height"] = max(page["width"], box.x1 + 12), max(page["height"], box.y1 + 12)
            page["words"].append(
                {"text": piece.word.text, "x": box.x0, "y": box.y1, "size": box.y1 - box.y0, "length": box.x1 - box.x0}
            )
    for number, reading in enumerate(label.readings):
        place, page_of = reading.place, by_page.get(reading.place.page)
        if place.box is not None and page_of is not None:
            page_of["boxes"].append(
                {"number": number, "box": place.box, "check": reading.status == "check", "name": reading.name}
            )
    return [by_page[n] for n in sorted(by_page)]


def _marked(label: Label) -> list[dict[str, Any]]:
    """Return the printed text in stretches; those of a reading with its number. What overlaps is marked once."""
    text = label.printed[:_MOST_TEXT]
    stretches: list[dict[str, Any]] = []
    at = 0
    spans = sorted((r.place.span, n, r.status == "check") for n, r in enumerate(label.readings))
    for span, number, check in spans:
        if span.start < at or span.end > len(text):
            continue
        stretches.append({"text": text[at : span.start], "number": None, "check": False})
        stretches.append({"text": text[span.start : span.end], "number": number, "check": check})
        at = span.end
    stretches.append({"text": text[at:], "number": None, "check": False})
    return stretches
