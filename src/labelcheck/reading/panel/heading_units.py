"""Units that headings tell: "mg" over a column, "Minerals (mg)", "mg" and "µg" over a column each."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck import units
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
_BEFORE: Final = re.compile(r"(?:^|[\t|]|[ ]{2})[ ]*[(\[]?$")
_BEHIND: Final = re.compile(r"[)\]]?[ ]*(?:$|[\t|]|(?<=[ ])[ ])")
"""Around what fills a cell."""
_SIGN: Final = re.compile(r"[(\[,]")
_UNREAD: Final = "?"
ALONE: Final = frozenset(u for u in units.TOLD if not units.UNITS[u].spellings)
"""Units that are read where a heading tells no other: "mmol per 100 g"."""
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


@lru_cache(maxsize=2)
def _closing(knowledge: Knowledge) -> re.Pattern[str]:
    """Return a unit that closes a heading's cell: "Amount (mg)", "Content, mg"."""
    return re.compile(rf"(?:[(\[]|,[ ]){_unit(knowledge)}[)\]]?[ ]*(?=\t|\||[ ]{{2,}}|$)")


def _unit(knowledge: Knowledge) -> str:
    return rf"(?P<unit>{unit_pattern(knowledge)})"


def units_in_heading(
    sections: Sections, line: Line, bases: Sequence[PrintedBasis] = (), *, sure: bool = False
) -> tuple[UnitColumn, ...]:
    """Return the units that a heading gives to the columns below it.

    ``bases`` are the phrases on it that say what amounts are for: "mg per 100 g". Where it is ``sure`` that the line is a
    heading, numbers in it are of no amount.
    """
    low = sections.low[line.start : line.end]
    for printed in bases:
        # blanks stand for it, that what is behind it keeps its place
        start, end = printed.start - line.start, printed.end - line.start
        behind = low[end:].rstrip(" :") if len(bases) == 1 else low[end:]
        alone = len(bases) == 1 and not behind.strip()
        low = low[:start].rstrip() if alone else f"{low[:start]}{' ' * (end - start)}{behind}"
    if len(low) > _LONGEST_HEADING:
        return ()
    named = ("nutrient" in line.kinds and not _over_numbers(sections, line)) or _DIGIT.search(low) is not None
    said = () if named else _said_of(low, sections.knowledge)
    if said or (len(low) > _LONGEST_UNIT and not _GAP.search(low)):
        return said
    plain = sure or not _DIGIT.search(low)
    found = _columns_of(low, sections.knowledge, plain=plain, closing=plain and "nutrient" not in line.kinds)
    if plain and "other_unit" in line.kinds:
        others = _unread(line, low)
        symbol = low[others[0].start : others[0].end] if len(others) == 1 and not found else ""
        return (others[0]._replace(unit=symbol),) if symbol in ALONE else tuple(sorted([*found, *others]))
    return found


@lru_cache(maxsize=1024)
def _said_of(low: str, knowledge: Knowledge) -> tuple[UnitColumn, ...]:
    """Return the unit that a heading's line says in words of all below it; labels share most of those lines."""
    said = _said_in(knowledge).search(low) or _of_group(knowledge).fullmatch(low)
    if said is None:
        return ()
    return (UnitColumn(said.start("unit"), said.end("unit"), 0, unit_symbol(said["unit"], knowledge)),)


@lru_cache(maxsize=1024)
def _columns_of(low: str, knowledge: Knowledge, *, plain: bool, closing: bool) -> tuple[UnitColumn, ...]:
    """Return the units of a heading's cells; where one holds a number only those that say "per" are."""
    pattern = _in_heading(knowledge)
    found: list[re.Match[str]] = []
    match = pattern.search(low)
    while match is not None:
        if match["per"] or plain:
            found.append(match)
        match = pattern.search(low, match.end("unit"))
    if not found and closing and _SIGN.search(low):
        found = [*_closing(knowledge).finditer(low)]
    return tuple(
        UnitColumn(m.start("unit"), m.end("unit"), _cell_at(low, m.start("unit")), unit_symbol(m["unit"], knowledge))
        for m in found
    )


def _unread(line: Line, low: str) -> list[UnitColumn]:
    """Return the columns of units that are not read, "mmol" beside "mg": their symbol is ""."""
    places = [(w.start - line.start, w.end - line.start) for w in line.words if "other_unit" in w.meanings]
    return [
        UnitColumn(start, end, _cell_at(low, start), "")
        for start, end in places
        if _BEFORE.search(low, 0, start) and _BEHIND.match(low, end)
    ]


def is_unread(sections: Sections, line: Line, start: int, end: int, heading: Sequence[UnitColumn]) -> bool:
    """Whether a number at ``start:end`` stands in the column of a unit that is not read."""
    if all(h.unit for h in heading):
        return False
    known = [h if h.unit else h._replace(unit=_UNREAD) for h in heading]
    if unit_at(sections, line, start, end, known) != _UNREAD:
        return False
    if _MARKED.search(sections.clean, line.start, line.end):
        return True
    # a column of percentages may follow
    left, right = start - line.start, end - line.start
    return any(not h.unit and max(h.start - right, left - h.end) < _APART for h in heading)


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
