"""The words of a picture of a label: its title, what each number is, and where a text's lines break."""

from __future__ import annotations

from typing import Final

from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.model import Label, Reading, Span
from labelcheck.render.notes import note_text
from labelcheck.render.phrases import amount_text, basis_text, dose_line, percent_text
from labelcheck.render.titles import file_name, title_of
from labelcheck.render.wording import TEXTS

_MOST_LINES: Final = 400
_LINE_WIDTH: Final = 96


def titles(name: str, label: Label, language: OutputLanguage) -> tuple[str, str, str]:
    """Return the lines above a picture: the product, the input's name, and the dose."""
    dose = dose_line(label, language) if label.readings else TEXTS[language]["no_panel"]
    title, shown = title_of(label), file_name(name)
    return title, "" if title == shown else shown, dose


def told(reading: Reading, language: OutputLanguage) -> str:
    """Return what a number stands for: a reading's name, amount, percentage and basis, and what to check."""
    cells = (
        reading.name,
        amount_text(reading, language),
        percent_text(reading, language),
        basis_text(reading, language),
    )
    text = " · ".join(c for c in cells if c)
    if reading.status == "check":
        why = "; ".join(note_text(n, language) for n in reading.notes)
        text = f"{text} · {TEXTS[language]['check']}{': ' if why else ''}{why}"
    return text


def wrapped_spans(text: str) -> tuple[list[Span], int]:
    """Return the stretches that stand on a line each, and 1 when there are more than fit."""
    spans = []
    at = 0
    for line in text.split("\n"):
        start = at
        while at + _LINE_WIDTH < start + len(line) or start == at:
            rest = len(line) - (at - start)
            if rest <= _LINE_WIDTH:
                break
            cut = line.rfind(" ", at - start + 1, at - start + _LINE_WIDTH)
            end = start + cut if cut > 0 else at + _LINE_WIDTH
            spans.append(Span(at, end))
            at = end + (text[end] == " ")
        spans.append(Span(at, start + len(line)))
        at = start + len(line) + 1
        if len(spans) > _MOST_LINES:
            return spans[:_MOST_LINES], 1
    return spans, 0
