"""HTML reports: one file that needs no network, for screens, phones and paper."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from labelcheck._version import VERSION
from labelcheck.errors import LabelcheckError
from labelcheck.knowledge import load
from labelcheck.knowledge.levels import AMERICA, UpperLevel, upper_level
from labelcheck.knowledge.printing import OutputLanguage, number_text, quantity_text, rounded
from labelcheck.model import Conclusion, Finding, Intake, Label, Reading, Report, Stack, StackIntake, quad_of
from labelcheck.render.dosages import counted_text, dosage_lines
from labelcheck.render.groups import grouped
from labelcheck.render.legend import told
from labelcheck.render.notes import note_text
from labelcheck.render.people import person_text
from labelcheck.render.phrases import (
    amount_text,
    arithmetic_texts,
    basis_text,
    dose_line,
    dose_text,
    form_levels_text,
    intake_text,
    is_arithmetic,
    per_text,
    reference_title,
    served_text,
)
from labelcheck.render.refusal import refusal
from labelcheck.render.remarks import left_out_text, own_findings, scope_texts
from labelcheck.render.titles import file_name, title_of
from labelcheck.render.to_image import PagePicture
from labelcheck.render.wording import BASIS, DISCLAIMER, HTML, SEVERITY, TEXTS

if TYPE_CHECKING:
    import jinja2

_NRV: Final = "eu-nrv-2011"
_TIED: Final = re.compile(r"(?<=\d) (?=(?:[kmµn]?g|ml|IE|IU|%|\d{3})\b)")
_LOWEST, _HIGHEST = 1.0, 10_000.0
"""Ends of the chart's logarithmic axis, in per cent of the NRV."""
_CHART: Final = 240
_MOST_TEXT: Final = 100_000
_PARTIAL: Final = "product-without-amount"

Shown = tuple[str, Report | LabelcheckError, Sequence[PagePicture]]
"""An input's name, what came of it, and its pages as pictures where it has any."""


class _Bar(NamedTuple):
    """Where on the chart an intake begins and ends, and its upper level lies; in its pixels."""

    start: float
    end: float
    upper: float | None


def reports_html(shown: Iterable[Shown], language: OutputLanguage) -> str:
    """Return one document with a section per input."""
    sections = _sections(shown, language)
    title = (
        sections[0].get("product") or file_name(sections[0]["name"]) if len(sections) == 1 else HTML[language]["title"]
    )
    return document(title, _render("reports.html.j2", language, 1, sections=sections), language)


def reports_part(shown: Iterable[Shown], language: OutputLanguage, level: int) -> str:
    """Return the sections of a document for a page that has :func:`style` and :func:`script`; headings begin at ``level``."""
    return _render("reports.html.j2", language, level, sections=_sections(shown, language))


def stack_html(stack: Stack, language: OutputLanguage) -> str:
    """Return one document: what products give together, and a section for each of them."""
    title = TEXTS[language]["of_products"].format(count=len(stack.products))
    shown = [(p.label.source.name, p, ()) for p in stack.products]
    body = _render(
        "stack.html.j2", language, 1, title=title, stack=_sums(stack, language), sections=_sections(shown, language)
    )
    return document(title, body, language)


def stack_part(stack: Stack, language: OutputLanguage, level: int) -> str:
    """Return what products give together, for a page that has :func:`style`; headings begin at ``level``."""
    return _render("sums.html.j2", language, level, stack=_sums(stack, language))


def document(title: str, body: str, language: OutputLanguage) -> str:
    """Return a whole page that needs nothing beside itself, around parts that are markup already."""
    return (
        _environment()
        .get_template("document.html.j2")
        .render(
            title=title,
            body=body,
            language=language,
            style=style(),
            script=script(),
            disclaimer=DISCLAIMER[language],
            version=VERSION,
        )
    )


@lru_cache(maxsize=1)
def style() -> str:
    """Return the style sheet of reports."""
    return _file("report.css")


@lru_cache(maxsize=1)
def script() -> str:
    """Return the script of reports; they are whole without it."""
    return _file("report.js")


def _file(name: str) -> str:
    return (files("labelcheck.render") / "templates" / name).read_text("utf-8")


def _render(template: str, language: OutputLanguage, level: int, **parts: Any) -> str:  # noqa: ANN401
    return (
        _environment()
        .get_template(template)
        .render(
            **parts,
            t=TEXTS[language] | HTML[language],
            level=level,
            version=VERSION,
            chart={"width": _CHART, "nrv": _x(100.0)},
        )
    )


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("labelcheck.render", "templates"),
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


def _sections(shown: Iterable[Shown], language: OutputLanguage) -> list[dict[str, Any]]:
    return [
        {"name": name, "error": refusal(one, language)}
        if isinstance(one, LabelcheckError)
        else _section(name, one, pictures, language)
        for name, one, pictures in shown
    ]


def _section(name: str, report: Report, pictures: Sequence[PagePicture], language: OutputLanguage) -> dict[str, Any]:
    label = report.label
    pages = _pages(report, pictures, language)
    marked = [] if pictures or label.pieces else _marked(label)
    return {
        "name": name,
        "error": None,
        "product": title_of(label),
        "dose": dose_line(label, language),
        "dosages": dosage_lines(label, language),
        "counted": counted_text(language),
        "served": served_text(label, language),
        "person": person_text(report.person, language, report.whose),
        "verdict": _verdict(report.verdict, language),
        "empty": not label.readings,
        "findings": _groups(report.findings, label.printed, language),
        "intakes": [_intake(i, report, [_arithmetic(i, label, language)], language) for i in report.intakes],
        "remarks": [x for x in (left_out_text(report, language), *scope_texts(report, language)) if x],
        "level_is": _level_is(report, language),
        "readings": [_reading(n, r, language) for n, r in enumerate(label.readings)],
        "pages": pages,
        "marked": marked,
        "placed": {b["number"] for p in pages for b in p["boxes"]} | {m["number"] for m in marked},
        "ingredients": label.ingredients,
        "diagnostics": label.diagnostics,
        "source": label.source,
        "rules": report.rules,
        "reference": reference_title(label.reference, language) if label.reference else None,
    }


def _sums(stack: Stack, language: OutputLanguage) -> dict[str, Any]:
    return {
        "products": [title_of(p.label) for p in stack.products],
        "person": person_text(stack.person, language),
        "verdict": _verdict(stack.verdict, language),
        "findings": _groups(stack.findings, "", language),
        "own": [
            (
                TEXTS[language]["on_its_own"].format(product=product),
                _groups(findings, "", language),
            )
            for product, findings in own_findings(stack)
        ],
        "level_is": _level_is(stack, language),
        "intakes": [_intake(s.levelled, stack, _shares(s, language), language) for s in stack.intakes],
    }


def _verdict(verdict: Conclusion, language: OutputLanguage) -> dict[str, str]:
    return {"level": verdict.level, "message": _TIED.sub("\u00a0", verdict.message(language))}


def _groups(findings: Iterable[Finding], printed: str, language: OutputLanguage) -> dict[str, Any]:
    """Return findings as they are shown: the reader's own open, the label's folded under headings with counts."""
    groups, texts = grouped(findings), TEXTS[language]
    folded = [
        (texts[key].format(count=len(group)), [_finding(f, printed, language) for f in group])
        for key, group in (
            ("doseless", groups.doseless),
            ("claims", groups.claims),
            ("label_law", groups.label),
            ("unseen", groups.unseen),
        )
        if group
    ]
    return {"first": [_finding(f, printed, language) for f in groups.first], "folded": folded}


def _finding(finding: Finding, printed: str, language: OutputLanguage) -> dict[str, Any]:
    """Return what is shown of a finding: of its evidence, arithmetic and what is printed, but no ids."""
    open_end = finding.verdict == "undetermined"
    return {
        "severity": "open" if open_end else finding.severity,
        "word": TEXTS[language]["undecided"] if open_end else SEVERITY[language][finding.severity].capitalize(),
        "message": finding.message(language),
        "arithmetic": arithmetic_texts(finding, language),
        "quoted": [e.text for e in finding.evidence if not is_arithmetic(e.text) and e.text in printed],
        "basis": BASIS[language][finding.basis],
        "rule": finding.rule,
        "sources": [
            {
                "title": s.title,
                "called": s.called(language),
                "year": s.year,
                "locator": s.found_at(language),
                "url": s.url,
            }
            for s in finding.sources
        ],
        "more": _more_sources(len(finding.sources) - 1, language),
    }


def _more_sources(count: int, language: OutputLanguage) -> str:
    return HTML[language]["one_more_source" if count == 1 else "more_sources"].format(count=count)


def _intake(intake: Intake, whole: Report | Stack, said: Sequence[str], language: OutputLanguage) -> dict[str, Any]:
    name, amount, share = intake_text(intake, language)
    upper = upper_level(intake, whole.person, whole.market, load())
    notes = "; ".join(note_text(n, language) for n in intake.notes) if intake.status == "check" else ""
    return {
        "name": name,
        "amount": amount,
        "share": share,
        "check": intake.status == "check",
        "above": _above(intake, upper, language),
        "said": [x for x in (notes, *said, form_levels_text(intake, whole.person, whole.market, language)) if x],
        "upper": "" if upper is None else quantity_text(rounded(upper.value), upper.unit, language),
        "bar": _bar(intake, upper),
    }


def _above(intake: Intake, upper: UpperLevel | None, language: OutputLanguage) -> str:
    """Return that an amount is above its level, or is so at the highest dose only; otherwise nothing."""
    if upper is None or intake.high <= upper.value:
        return ""
    return TEXTS[language]["above" if intake.low > upper.value else "above_high"]


def _level_is(whole: Report | Stack, language: OutputLanguage) -> str:
    return TEXTS[language]["nasem_is" if whole.market in AMERICA else "efsa_is"]


def _arithmetic(intake: Intake, label: Label, language: OutputLanguage) -> str:
    """Return which printed amount is taken how often, where that is not the same amount."""
    if len(intake.readings) != 1 or label.daily_dose is None:
        return ""
    reading = label.readings[intake.readings[0]]
    per = per_text(reading, language) if reading.basis and reading.basis.of else ""
    if not per or reading.amount is None or intake.low == reading.amount.value == intake.high:
        return ""
    return f"{amount_text(reading, language)} {per}, {dose_text(label.daily_dose, language)}"


def _shares(summed: StackIntake, language: OutputLanguage) -> list[str]:
    """Return what each product gives of a sum, where there are several."""
    said = []
    for share in summed.shares if len(summed.shares) > 1 else ():
        amount = TEXTS[language]["no_amount"]
        if share.low is not None and share.high is not None:
            low, high = (quantity_text(rounded(v), summed.intake.unit, language) for v in (share.low, share.high))
            number, _, unit = low.rpartition(" ")
            amount = low if low == high else f"{number if high.endswith(f' {unit}') else low}–{high}"
        said.append(f"{share.product}: {amount}")
    if _PARTIAL in summed.intake.notes and summed.intake.status != "check":
        said.append(note_text(_PARTIAL, language))
    return said


def _bar(intake: Intake, upper: UpperLevel | None) -> _Bar | None:
    reference = load().references[_NRV].groups[0].values.get(intake.nutrient)
    if not reference or not intake.high:
        return None
    low, high = (float(v / reference * 100) for v in (intake.low, intake.high))
    return _Bar(_x(low), _x(high), None if upper is None else _x(float(upper.value / reference * 100)))


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


def _shown(number: int, report: Report, language: OutputLanguage) -> str:
    """Return what a box is of: the reading as it stands in the table, and what it comes to per day."""
    daily = [
        f"{TEXTS[language]['per_day']}: {intake_text(i, language)[1]}"
        for i in report.intakes
        if i.readings == (number,)
    ]
    return " · ".join([told(report.label.readings[number], language), *daily])


def _pages(report: Report, pictures: Sequence[PagePicture], language: OutputLanguage) -> list[dict[str, Any]]:
    """Return the pages with the boxes of readings; a PDF's own words where there is no picture."""
    label = report.label
    by_page: dict[int, dict[str, Any]] = {p.number: _page(p.number, p.width, p.height, p.uri) for p in pictures}
    for piece in label.pieces:
        page = by_page.setdefault(piece.page, _page(piece.page))
        if piece.page_label:
            page["called"] = f"{piece.page} ({piece.page_label})"
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
                {
                    "number": number,
                    "points": " ".join(f"{x},{y}" for x, y in place.corners or quad_of(place.box)),
                    "check": reading.status == "check",
                    "told": _shown(number, report, language),
                }
            )
    return [by_page[n] for n in sorted(by_page)]


def _page(number: int, width: float = 0.0, height: float = 0.0, uri: str | None = None) -> dict[str, Any]:
    return {"called": str(number), "width": width, "height": height, "uri": uri, "words": [], "boxes": []}


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
