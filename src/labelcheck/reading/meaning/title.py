"""The line that names the product."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from labelcheck.reading.lex.lines import Line
from labelcheck.reading.panel.headers import Header
from labelcheck.reading.panel.row import Row
from labelcheck.reading.sections.region import has_letters
from labelcheck.reading.sections.sections import Sections

_LONGEST: Final = 120
"""Characters of a name."""


_OPENS_PART: Final = frozenset(
    {"panel_heading", "serving_size", "servings_per_container", "section_heading", "per", "equals"}
)


_SENTENCE_END: Final = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[^\W_])")
_SHORTEST: Final = 5
"""Characters of a first sentence that may be a name: "Vit. C" is none."""
_SHARE: Final = re.compile(r"\d\s?%")
"""Of a product, not of a column: "Psyllium 99 %"."""
_NO_TITLE: Final = frozenset({"exceed", "per_day", "take", "contains"})


def product_name(sections: Sections, rows: Sequence[Row], headers: Sequence[Header] = ()) -> str | None:
    """Return the line that names the product: the first that is no heading, statement, row or directions."""
    on_rows = {d.line.number for d in rows}
    over_percentages = {h.first for h in headers if h.percent}
    for line in sections.lines[:8]:
        end = _name_end(sections, line)
        text = sections.clean[line.start : end].strip()
        if not has_letters(text) or line.number in on_rows:
            continue
        if line.number in over_percentages and not _SHARE.search(text):
            continue
        first = next((w for w in line.words if not sections.clean[line.start : w.start].strip()), None)
        opening = first.meanings.keys() if first else ()
        if sections.zone_at(line.start) is not None or not _OPENS_PART.isdisjoint(opening):
            continue
        if first is not None and "product_type" in opening and not has_letters(sections.clean[first.end : line.end]):
            continue
        kinds = {k for w in line.words if w.start < end for k in w.meanings}
        if not kinds.isdisjoint(_NO_TITLE) or len(text) > _LONGEST:
            continue
        return " ".join(sections.text.shown(line.start, end).split())
    return None


def _name_end(sections: Sections, line: Line) -> int:
    """Return where a line's first sentence ends: "Vinterljus D3. Kosttillskott. Ta 1 kapsel" names Vinterljus D3."""
    for match in _SENTENCE_END.finditer(sections.clean, line.start, line.end):
        following = sections.clean[match.end()]
        if match.start() - line.start >= _SHORTEST and (following.isupper() or following.isdigit()):
            return match.start()
    return line.end
