"""What is said below the amounts per day: what they leave out, and whom and what they are of."""

from __future__ import annotations

from typing import Final

from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.model import Finding, Report, Stack
from labelcheck.render.groups import grouped
from labelcheck.render.phrases import NRV, amount_text, reference_title
from labelcheck.render.titles import title_of
from labelcheck.render.wording import TEXTS

_MOST_QUOTED: Final = 4
_GRAVE: Final = frozenset({"error", "warning", "caution"})
_OWN: Final = frozenset({"health", "product", "reading"})


def own_findings(stack: Stack) -> list[tuple[str, tuple[Finding, ...]]]:
    """Return by product the grave findings that the sums do not repeat, as those on what it does to a medicine.

    What the law asks of a label is left to the product's own report.
    """
    summed = {f.rule for f in stack.findings}
    by_product = [
        (
            title_of(p.label),
            tuple(
                f
                for f in p.findings
                if f.severity in _GRAVE and f.concern in _OWN and f.covered_by is None and f.rule not in summed
            ),
        )
        for p in stack.products
    ]
    return [(name, findings) for name, findings in by_product if findings]


_PARTS: Final = ("panel", "directions", "ingredients")
_OF_FILE: Final = {
    "several-labels": "several_labels", "hidden-text": "hidden_text", "page-unreadable": "page_unreadable",
    "attachment": "attachment", "text-too-small": "too_small",
}  # fmt: skip
"""What is told of a file as a whole, by the code of its diagnostic."""
_STATEMENTS: Final = 2
"""Statements that every label bears and these pictures do not show, from which they are asked for as a whole."""


def left_out_text(report: Report, language: OutputLanguage) -> str:
    """Return which printed amounts are in no amount per day; nothing where all are."""
    counted = {i.nutrient for i in report.intakes}
    names: dict[str, str] = {}
    for reading in report.label.readings:
        if reading.amount is not None and reading.role != "part" and reading.nutrient not in counted:
            names.setdefault(reading.name.casefold(), f"{reading.name} {amount_text(reading, language)}")
    return f"{TEXTS[language]['not_counted']}: {'; '.join(names.values())}." if names else ""


def scope_texts(report: Report, language: OutputLanguage) -> list[str]:
    """Return what must be known of the label's dose and percentages: for whom, what was not understood, of which table."""
    texts, label = TEXTS[language], report.label
    codes = {d.code for d in label.diagnostics}
    parts = [texts[f"part_{part}"] for part in _PARTS if f"{part}-not-seen" in codes]
    if label.source.kind == "image" and len(grouped(report.findings).unseen) >= _STATEMENTS:
        parts.append(texts["part_statements"])
    told = [texts[key] for code, key in _OF_FILE.items() if code in codes]
    told += [texts["not_seen"].format(parts=", ".join(parts))] if parts else []
    if label.daily_dose is not None and label.daily_dose.for_children:
        told.append(texts["for_children"])
    if label.daily_dose is not None and label.daily_dose.unused:
        quoted = ", ".join(texts["quoted"].format(words=words) for words in label.daily_dose.unused[:_MOST_QUOTED])
        told.append(texts["dose_unused"].format(words=quoted))
    if label.daily_dose is not None and label.daily_dose.depends_on:
        traits = texts["and"].join(texts[f"by_{t}"] for t in label.daily_dose.depends_on)
        told.append(texts["dose_depends"].format(traits=traits))
    if label.reference not in (None, NRV) and any(r.percent for r in label.readings):
        told.append(texts["other_reference"].format(title=reference_title(str(label.reference), language)))
    return told
