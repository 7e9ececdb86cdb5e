"""Sentences about what people need or bear, and not about the product."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.reading.panel.row import Row
from labelcheck.reading.sections.region import ends_sentence
from labelcheck.reading.sections.sections import Sections

_STOP: Final = re.compile(r"[.!?](?=\s|$)|\n")


_LONGEST_SENTENCE: Final = 400


_SPACES: Final = 20
"""Characters of space that a line may begin or end with."""


def is_advice(sections: Sections, row: Row, told_at: int) -> bool:
    """Whether a row stands in a sentence of advice: "Pregnant women need 27 mg iron", "EFSA:s övre gräns är 100 µg".

    A sentence that tells what its amounts are for, at ``told_at``, speaks of the product.
    """
    if "advice" not in sections.by_kind:
        return False
    first, last = min(row.start, row.cells[0].start), row.last_end
    start = max(0, first - _LONGEST_SENTENCE)
    for stop in _STOP.finditer(sections.clean, start, first):
        if _parts(sections, stop):
            start = stop.end()
    end = min(len(sections.clean), last + _LONGEST_SENTENCE)
    end = next((s.start() for s in _STOP.finditer(sections.clean, last, end) if _parts(sections, s)), end)
    words = sections.words_between(start, end)
    if words and "contains" in words[0].meanings:
        return False  # "Contains all you need: magnesium 100 mg"
    return not start <= told_at < end and any("advice" in w.meanings for w in words)


def _parts(sections: Sections, stop: re.Match[str]) -> bool:
    """Whether a mark or a line end ends a sentence; a line that goes on in small letters or with a number does not."""
    clean = sections.clean
    following = clean[stop.end() : stop.end() + _SPACES].lstrip()[:1]
    if stop.group() != "\n":
        amount = any(q.end == stop.start() for q in sections.line_at(stop.start()).quantities)
        return (
            not following
            or (amount and following.isupper())
            or ends_sentence(clean, stop.start(), min(len(clean), stop.end() + 3), sections.knowledge)
        )
    wrapped = following.islower() or (
        following.isdigit() and clean[max(0, stop.start() - _SPACES) : stop.start()].rstrip()[-1:].isalpha()
    )
    return not wrapped or clean.startswith("\n", stop.end())
