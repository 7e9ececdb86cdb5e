"""Columns of a heading that are for a day: "Per 100 g   Per portion (5 g)   Per day (2 portions)"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from labelcheck.knowledge import Word
from labelcheck.model import ServingBasis
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.sections.region import has_letters
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PIECES, PrintedBasis
from labelcheck.reading.servings.heading_bases import CELL, amounts_below, has_amounts_below, is_cell

_GAP: Final = re.compile(r"[\t|]|[ ]{2}")
"""Between two cells."""
_EXPLAINED: Final = re.compile(r"[*†‡]*[ ]?(?:\([^()]*\))?[*†‡ ]*")
"""Behind the day, to the end of its cell: "(2 portions)"."""
_NO_COLUMN: Final = frozenset({"nutrient", "form", "take", "directions_heading"})
"""Kinds of words that no heading of columns has."""
_LEADING: Final = frozenset({"per", "panel_heading"})
"""What may stand before the day in its cell."""


def with_days(sections: Sections, found: list[PrintedBasis]) -> list[PrintedBasis]:
    """Return what amounts are for with the columns for a day, in order; what their brackets count is part of them."""
    days = [w for w in sections.by_kind.get("per_day", ()) if "time_of_day" not in w.meanings]
    done = found
    for word in days:
        line = sections.line_at(word.start)
        if not line.kinds.isdisjoint(_NO_COLUMN) or _GAP.search(sections.clean, line.start, line.end) is None:
            continue
        day = _day_column(sections, line, word, done)
        if day is not None:
            kept = [b for b in done if b.end <= day.start or b.start >= day.end]
            kept = [replace(b, certain=True) if _heads_beside(sections, line, b) else b for b in kept]
            done = sorted([*kept, day], key=lambda b: b.start)
    return done


def _day_column(sections: Sections, line: Line, word: Word, found: list[PrintedBasis]) -> PrintedBasis | None:
    """Return the column that a word for the day heads; None where its cell says more, or stands beside no other column."""
    cells = [*CELL.finditer(sections.clean, line.start, line.end)]
    cell = next((c for c in cells if c.start() <= word.start and word.end <= c.end()), None)
    if cell is None or len(cells) < 2:
        return None
    lead = sections.words_between(cell.start(), word.start)
    if any(_LEADING.isdisjoint(w.meanings) for w in lead) or (
        not lead and has_letters(sections.clean[cell.start() : word.start])
    ):
        return None
    here = [b for b in found if line.start <= b.start < line.end]
    others = [b for b in here if not cell.start() <= b.start < cell.end()]
    if not any(b.certain or _heads_beside(sections, line, b) for b in others):
        return None
    if not has_amounts_below(sections, line):
        return None
    counted = next((b for b in here if word.end <= b.start < cell.end()), None)
    rest = sections.clean[word.end : cell.end()]
    alone = counted is not None and rest.strip(" *†‡") == sections.clean[counted.start : counted.end]
    if not alone and _EXPLAINED.fullmatch(rest) is None:
        return None
    quantity, of = (counted.basis.quantity, counted.basis.of) if counted is not None else (None, None)
    return PrintedBasis(cell.start(), cell.end(), ServingBasis("daily-dose", quantity, of), certain=True)


def _heads_beside(sections: Sections, line: Line, printed: PrintedBasis) -> bool:
    """Whether a number of pieces heads the column beside the day's, with no word for that: "1 capsule   Daily"."""
    inside = line.start <= printed.start < line.end and not printed.certain
    return (
        inside and printed.basis.of in PIECES and is_cell(sections, line, printed) and amounts_below(sections, line) > 1
    )
