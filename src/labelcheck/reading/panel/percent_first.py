"""What stands in a column before the names: rows' numbers, percentages.

"% NRV | Nutrient | per 2 tablets" over "50 | Zinc (mg) | 5".
"""

from __future__ import annotations

import re
from typing import Final

from labelcheck.reading.lex import number
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.sections.sections import Sections

_FIRST: Final = re.compile(
    r"[ ]*(?:(?P<num>\d{1,3}(?:[ .]\d{3})+|\d{1,5}(?:[.,]\d+)?)[ ]?(?P<sign>%)?|[-–—])[*†‡]*(?:[ ]{2,}|[ ]*[\t|])[ \t|]*(?=[^\W\d_])"
)
"""A number or a dash in a cell of its own before a name."""
_ORDINAL: Final = re.compile(r"[ ]*(?P<num>\d{1,2})(?:[.)][ ]?|[ ]{2}|[ ]*[\t|])[ \t|]*(?=[^\W\d_])")
"""The number of a row, before its name."""
_CELL: Final = re.compile(r"[ \t|]*((?:[^ \t|]|[ ](?![ \t|]))+)(?:[ ]{2}|[ ]?[\t|])")
"""The first cell of a heading."""
_MOST: Final = 60
"""Rows that may stand below one heading."""
_HEADING_LINES: Final = 3


def first_percent(sections: Sections, line: Line) -> tuple[int, Quantity | None] | None:
    """Return where a row goes on behind a percentage that stands before its name, and that percentage.

    The percentage is None for a dash, and where it is printed with its sign, as it is found then already. None for a line
    that opens otherwise, and where no heading above says that percentages stand first.
    """
    match = _FIRST.match(sections.clean, line.start, line.end)
    if match is None or not _below_percents(sections, line):
        return None
    parsed = number.parse(match["num"]) if match["num"] and not match["sign"] else None
    if parsed is None:
        return match.end(), None
    start, end = match.span("num")
    return match.end(), Quantity(start, end, parsed.values, "%", parsed.mark, unit_start=end)


def behind_ordinal(sections: Sections, line: Line) -> int:
    """Return where a row begins behind its number in a list of rows: "2   Copper (mg)   1" below "1   Zinc (mg)   10"."""
    own = _ORDINAL.match(sections.clean, line.start, line.end)
    if own is None:
        return line.start
    for at, step in ((line.number - 1, -1), (line.number + 1, 1)):
        other = sections.lines[at] if 0 <= at < len(sections.lines) else None
        beside = _ORDINAL.match(sections.clean, other.start, other.end) if other is not None else None
        if beside is not None and int(beside["num"]) == int(own["num"]) + step:
            return own.end()
    return line.start


def _below_percents(sections: Sections, line: Line) -> bool:
    """Whether the heading above a line, and above others like it, opens with a column of percentages."""
    left = _HEADING_LINES
    for above in reversed(sections.lines[max(0, line.number - _MOST) : line.number]):
        if _FIRST.match(sections.clean, above.start, above.end):
            continue
        opening = _CELL.match(sections.clean, above.start, above.end)
        if opening is not None and opening.start(1) - above.start < _HEADING_LINES:
            start, end = opening.span(1)
            named = sections.words_between(start, end)
            if "%" in opening[1] or (len(named) == 1 and "reference" in named[0].meanings):
                return True
        left -= 1
        if not left:
            break
    return False
