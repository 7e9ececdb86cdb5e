"""Units that headings tell: "mg" over a column, "Minerals (mg)", "mg" and "µg" over a column each."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck.knowledge import Knowledge
from labelcheck.reading.lex.connectives import pattern_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.units import unit_pattern, unit_symbol
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PrintedBasis

_GAP: Final = re.compile(r"[\t|]|  ")
_MARKED: Final = re.compile(r"[\t|]")
_DIGIT: Final = re.compile(r"\d")
_NAMED_NUMBER: Final = re.compile(r"[ ]*[-–•]?[ ]?[^\W\d_][^\t|]*?(?:[\t|]|[ ]{2})[ ]*\d")
"""A name and a number in the next cell."""
_LONGEST_HEADING: Final = 160
_LONGEST_UNIT: Final = 12
"""Of a unit alone on its line, in brackets and between spaces."""
_APART: Final = 3
"""Characters by which a number stands nearer to its unit than to another."""


class UnitColumn(NamedTuple):
    """A unit in a heading: where on its line it stands, in which cell, its symbol."""

    start: int
    end: int
    cell: int
    unit: str


@lru_cache(maxsize=2)
def _said_in(knowledge: Knowledge) -> re.Pattern[str]:
    """Return a cell that says in words what unit amounts are in: "Angaben in mg", "Mängder i mg"."""
    joints = pattern_of(knowledge, "before_basis")
    return re.compile(
        rf"(?:^|[\t|]|(?<![ ])[ ]{{2}})[ ]*+[(]?(?:[^\W\d_]+[ ]){{1,2}}(?:{joints})[ ]{_unit(knowledge)}[)]?[ :]*(?=\t|\||[ ]{{2,}}|$)"
    )


@lru_cache(maxsize=2)
def _of_group(knowledge: Knowledge) -> re.Pattern[str]:
    """Return the heading of a group of rows that tells their unit: "Minerals (mg)", "Trace elements, µg"."""
    words = r"[ ]*[^\W\d_]+(?:[ -][^\W\d_]+){0,3}"
    joints = pattern_of(knowledge, "before_basis")
    return re.compile(rf"{words}(?:[ ]?[(\[](?:(?:{joints})[ ])?|,[ ]){_unit(knowledge)}[)\]]?[ :]*")


@lru_cache(maxsize=2)
def _in_heading(knowledge: Knowledge) -> re.Pattern[str]:
    """Return a unit, in all spellings, that stands alone in a heading's cell."""
    return re.compile(
        rf"(?:^|[\t|]|(?<![ ])[ ]{{2}})[ ]*+[(\[]?{_unit(knowledge)}(?P<per>[ ]?/[ ]?[^\t|()\[\]]{{1,20}}?)?[)\]]?[ ]*(?=\t|\||[ ]{{2,}}|$)"
    )


def _unit(knowledge: Knowledge) -> str:
    return rf"(?P<unit>{unit_pattern(knowledge)})"


def units_in_heading(sections: Sections, line: Line, bases: Sequence[PrintedBasis] = ()) -> tuple[UnitColumn, ...]:
    """Return the units that a heading gives to the columns below it.

    ``bases`` are the phrases on it that say what amounts are for: "mg per 100 g".
    """
    low = sections.low[line.start : line.end]
    if len(bases) == 1:
        (printed,) = bases
        # blanks stand for it, that what is behind it keeps its place
        start, end = printed.start - line.start, printed.end - line.start
        before, behind = low[:start].rstrip(), low[end:].rstrip(" :")
        low = f"{before}{behind}" if not before or not behind.strip() else f"{low[:start]}{' ' * (end - start)}{behind}"
    if len(low) > _LONGEST_HEADING:
        return ()
    named = ("nutrient" in line.kinds and not _over_numbers(sections, line)) or _DIGIT.search(low) is not None
    return _units_of(low, sections.knowledge, named=named)


@lru_cache(maxsize=1024)
def _units_of(low: str, knowledge: Knowledge, *, named: bool) -> tuple[UnitColumn, ...]:
    """Return the units of a heading's line: labels share most of those, and the patterns of all units take long."""
    said = None if named else _said_in(knowledge).search(low) or _of_group(knowledge).fullmatch(low)
    if said is not None:
        return (UnitColumn(said.start("unit"), said.end("unit"), 0, unit_symbol(said["unit"], knowledge)),)
    if len(low) > _LONGEST_UNIT and not _GAP.search(low):
        return ()
    plain = not _DIGIT.search(low)
    pattern = _in_heading(knowledge)
    found: list[UnitColumn] = []
    match = pattern.search(low)
    while match is not None:
        if match["per"] or plain:
            start, end = match.span("unit")
            found.append(UnitColumn(start, end, _cell_at(low, start), unit_symbol(match["unit"], knowledge)))
        match = pattern.search(low, match.end("unit"))
    return tuple(found)


def _over_numbers(sections: Sections, line: Line) -> bool:
    """Whether a line that names nutrients heads a group of rows: "Fats and fatty acids (g)" over "Fat   92   4.6"."""
    below = sections.lines[line.number + 1] if line.number + 1 < len(sections.lines) else None
    if below is None or below.quantities or "nutrient" not in below.kinds:
        return False
    return _NAMED_NUMBER.match(sections.clean, below.start, below.end) is not None


def unit_at(sections: Sections, line: Line, start: int, end: int, heading: Sequence[UnitColumn]) -> str:
    """Return the unit of the column that a number at ``start:end`` stands in; "" where that cannot be seen."""
    if len({h.unit for h in heading}) == 1:
        return heading[0].unit
    printed = sections.clean[line.start : line.end]
    if _MARKED.search(printed):
        cell = _cell_at(printed, start - line.start)
        return next((h.unit for h in heading if h.cell == cell), "")
    left, right = start - line.start, end - line.start
    apart = sorted([(max(h.start - right, left - h.end, 0), h.unit) for h in heading])
    return apart[0][1] if apart[1][0] - apart[0][0] >= _APART else ""


def _cell_at(printed: str, at: int) -> int:
    return len(_MARKED.findall(printed, 0, at))
