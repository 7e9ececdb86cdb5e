"""What looks like an amount and was not read as one: no number with a unit may go without a word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.reading.lex.number import LOOK_ALIKES
from labelcheck.reading.lex.units import unit_pattern
from labelcheck.reading.panel.row import Row
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.seen.repair import SLIPPED_UNIT

_LONGEST: Final = 20
"""Characters of a number that are looked at, and shown."""
_DIGIT: Final = re.compile(r"\d")
_ALONE: Final = re.compile(rf"[{LOOK_ALIKES}]{{1,4}}")
_STRAY: Final = re.compile(rf"(?i:(?:[^\w()]|_)*(?=[\d{LOOK_ALIKES}]*\d)[\W\d_{LOOK_ALIKES}]*)")
"""Digits and what looks like them, to the end of a name."""
_SPACES: Final = frozenset(" \t\n([|")


@lru_cache(maxsize=2)
def _units(knowledge: Knowledge) -> re.Pattern[str]:
    """Return where a unit is printed, plainly or as it is misread: "mg", "rng"."""
    # what fails at a glance goes first, a number before it; the hundred spellings take long
    behind = rf"[\d{LOOK_ALIKES}](?: |(?<=\d)(?:[^\w\s] ?)?)"
    return re.compile(rf"{behind}(?!\d|[ \n\t.,])(?P<unit>{unit_pattern(knowledge)}|{SLIPPED_UNIT})(?![^\W_])")


def unread_amounts(
    sections: Sections, knowledge: Knowledge, taken: Collection[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return where a number stands before a unit, of all that is not ``taken``: "1.5.5 mg", "5 rng", "lO mg".

    Ingredient lists and footnotes give no amounts, and what they hold is left alone.
    """
    found = []
    ends = {end for start, end in taken if start < end}
    spans: Iterator[tuple[int, int]] | None = None
    span: tuple[int, int] | None = None
    for match in _units(knowledge).finditer(sections.low):
        begin, end = match.span("unit")
        if end in ends:
            continue  # the unit of what is taken, as most are
        if spans is None:
            spans = iter(sorted(taken))
            span = next(spans, None)
        while span is not None and span[1] <= begin:
            span = next(spans, None)
        if span is not None and span[0] < end:
            continue
        start = _number_before(sections, begin)
        zone = sections.zone_at(begin) if start is not None else None
        if start is not None and (zone is None or zone.kind not in ("ingredients", "footnote")):
            found.append((start, end))
    return found


def ends_in_number(sections: Sections, row: Row) -> bool:
    """Whether a number stands between what a row names and its amount, as in "Zinc 1; 5 mg": of what, nobody says."""
    words = row.words
    if not words or words[-1].end == row.end or row.name_after or row.joined or not row.cells[0].amount:
        return False
    if not _DIGIT.search(sections.clean, words[0].end, row.end):
        return False
    named = [w for w in words if not {"nutrient", "form"}.isdisjoint(w.meanings)]
    return bool(named) and _STRAY.fullmatch(sections.clean, named[-1].end, row.end) is not None


def _number_before(sections: Sections, end: int) -> int | None:
    """Return where a number begins that ends at ``end``, a space apart at most; None for anything else."""
    low = sections.low
    stop = end - 1 if low[end - 1 : end] == " " else end
    start = stop
    while start and stop - start < _LONGEST and low[start - 1] not in _SPACES:
        start -= 1
    named = sections.words_between(start, stop)
    start = max([start, *[w.end for w in named if not {"nutrient", "form"}.isdisjoint(w.meanings)]])
    chunk = low[start:stop]
    return start if chunk and (_DIGIT.search(chunk) or _ALONE.fullmatch(chunk)) else None
