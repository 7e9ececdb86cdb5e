"""Sentences about what people need or bear, and not about the product."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from labelcheck.knowledge import Word
from labelcheck.reading.panel.row import Row
from labelcheck.reading.sections.region import ends_sentence, has_letters
from labelcheck.reading.sections.sections import Sections

_STOP: Final = re.compile(r"[.!?](?=\s|$)|\n")


_LONGEST_SENTENCE: Final = 400
_FEW: Final = 4
"""Amounts and percentages that are looked at behind a word."""
_LONGEST_LEAD: Final = 40
_LED_ON: Final = re.compile(r"(?: [^\W\d_]+){1,3} ")
"""Between a reference value's name and the nutrient's: " for ", " für den Mineralstoff "."""
_NAMING: Final = frozenset({"nutrient", "form"})
_SPACES: Final = 20
"""Characters of space that a line may begin or end with."""


def is_advice(sections: Sections, row: Row, told_at: int) -> bool:
    """Whether a row stands in a sentence of advice: "Pregnant women need 27 mg iron", "EFSA:s övre gräns är 100 µg".

    A sentence that tells what its amounts are for, at ``told_at``, speaks of the product.
    """
    if "reference" in sections.by_kind and _is_reference(sections, row):
        return True
    if "advice" not in sections.by_kind and "former" not in sections.by_kind:
        return False
    first, last = min(row.start, row.cells[0].start), row.last_end
    start = max(0, first - _LONGEST_SENTENCE)
    for stop in _STOP.finditer(sections.clean, start, first):
        if _parts(sections, stop):
            start = stop.end()
    end = min(len(sections.clean), last + _LONGEST_SENTENCE)
    end = next((s.start() for s in _STOP.finditer(sections.clean, last, end) if _parts(sections, s)), end)
    words = sections.words_between(start, end)
    if _is_former(sections, words, first):
        return True
    if words and "contains" in words[0].meanings:
        return False  # "Contains all you need: magnesium 100 mg"
    if any("advice" in w.meanings and not sections.clean[w.end : first].strip() for w in words if w.end <= first):
        return True  # "instead of 5 mg zinc, each capsule has 10 mg"
    told = start <= told_at < first or (last <= told_at < end and not has_letters(sections.clean[last:told_at]))
    return not told and any("advice" in w.meanings for w in words)


def _is_former(sections: Sections, words: Sequence[Word], first: int) -> bool:
    """Whether an amount is the first behind words that tell of the product as it was: "the old tablet had 400 mg"."""
    told = [w.end for w in words if w.end <= first and "former" in w.meanings]
    if not told:
        return False
    behind = bisect_left(sections.quantities, told[-1], key=lambda q: q.start)
    return not any(
        q.unit != "%"
        for q in itertools.takewhile(lambda q: q.start < first, sections.quantities[behind : behind + _FEW])
    )


def _is_reference(sections: Sections, row: Row) -> bool:
    """Whether an amount is what a name's reference value is: "The NRV for iodine is 150 µg", "RDI för jod är 150 µg"."""
    if any(c.percent for c in row.cells):
        return False
    named = next((w for w in row.words if not _NAMING.isdisjoint(w.meanings)), None)
    amount = row.cells[0].start
    if named is None or not named.end <= amount or not has_letters(sections.clean[named.end : amount]):
        return False
    before = sections.words_between(max(row.line.start, named.start - _LONGEST_LEAD), named.start)
    told = next((w for w in reversed(before) if "reference" in w.meanings), None)
    if told is None or _LED_ON.fullmatch(sections.clean, told.end, named.start) is None:
        return False
    return sections.clean[max(row.line.start, told.start - 2) : told.start].strip() != "%"


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
