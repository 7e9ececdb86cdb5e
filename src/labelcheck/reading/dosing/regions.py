"""Where on a label directions stand."""

import re
from typing import Final, NamedTuple

from labelcheck import units
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.tokens import Lexers
from labelcheck.reading.sections.region import has_letters
from labelcheck.reading.sections.sections import Sections

_AMOUNTS: Final = frozenset(units.TOLD) - {"g", "ml"}
"""Units that are never a dose's."""
_DIGIT: Final = re.compile(r"[\d½¼¾⅓⅔⅛]")
_INNER: Final = re.compile(r"[.!?] ")
_LAST_NUMBER: Final = re.compile(r"(?<![\w.,])[\d½¼¾⅓⅔⅛][\d.,/–-]*$")
_LAST_CELL: Final = re.compile(r"(?:[\t|]|[ ]{2})[ ]*(?:\d[\d.,\u00a0 ]*|[-–•])[*†‡]*[ |]*$")
"""A number without a unit in a cell of its own, at the end of a line."""
_LONGEST_HEAD: Final = 40
_NUMBERS: Final = frozenset({"number", "once", "twice", "thrice"})
_NO_GROUP: Final = frozenset(
    {"per", "each", "panel_heading", "dose-form", "nutrient", "form", "contains", "ingredients_heading"}
)
"""Words that head no group of people."""
_MOST_ON: Final = 3
"""Lines without a word of directions that may go on with those before."""


class Region(NamedTuple):
    """A stretch of directions."""

    start: int
    end: int


def find_regions(sections: Sections, lexers: Lexers) -> list[Region]:
    """Return the stretches of the text that may tell a dose, in order; panels and ingredient lists are none."""
    telling = {sections.line_at(at).number for at in lexers.times(sections.folded)}
    found: list[Region] = []
    start = end = -1
    on = 0
    for line in sections.lines:
        if line.number not in telling and start < 0 and "dose-form" not in line.kinds:
            continue
        row = line.number not in telling and _is_row(sections, line)
        parts = _parts(sections, line)
        if parts and not row and (line.number in telling or start < 0):
            if start >= 0 and parts[0][0] > line.start:
                found.append(Region(start, end))
                start = -1
            start = _opens(sections, line, parts[0][0]) if start < 0 else start
            found += [Region(start if n == 0 else a, b) for n, (a, b) in enumerate(parts[:-1])]
            start, end, on = parts[-1][0] if len(parts) > 1 else start, parts[-1][1], 0
        elif start >= 0:
            on += 1
            if not parts or on > _MOST_ON or row or "other_heading" in line.kinds:
                found.append(Region(start, end))
                start = -1
            elif sections.clean[line.start : line.end].strip():
                end = parts[0][1]
    if start >= 0:
        found.append(Region(start, end))
    return [r for r in found if _may_tell(sections, r, telling)]


def _is_row(sections: Sections, line: Line) -> bool:
    """Whether a line prints amounts: with their units, or in cells of numbers below a heading of units."""
    return any(q.unit in _AMOUNTS for q in line.quantities) or _is_bare_row(sections, line)


def _is_bare_row(sections: Sections, line: Line) -> bool:
    """Whether a line is a name and numbers in cells, "Zinc mg | 7.5 | 75": none of them counts what the next line names."""
    if line.kinds.isdisjoint(("nutrient", "form")) or "take" in line.kinds:
        return False
    return _LAST_CELL.search(sections.clean, line.start, line.end) is not None


def _opens(sections: Sections, line: Line, start: int) -> int:
    """Return where a stretch begins: with what of the line before goes on in it, "2" before "capsules with breakfast"."""
    if not line.number or start != line.start:
        return start
    before = sections.lines[line.number - 1]
    printed = sections.clean[before.start : before.end].rstrip()
    if printed.endswith(":") and len(printed) <= _LONGEST_HEAD and before.kinds.isdisjoint(_NO_GROUP):
        return before.start if _DIGIT.search(printed) else start  # "4–8 Jahre:"
    if not printed or printed[-1] in ".:;!?" or sections.zone_at(before.start) is not None:
        return start
    if _is_bare_row(sections, before):
        return start
    at = (
        before.start + max(printed.rfind(mark) + len(mark) for mark in (". ", "! ", "? "))
        if _INNER.search(printed)
        else before.start
    )
    if not before.kinds.isdisjoint(("nutrient", "form")) and any(q.start >= at for q in before.quantities):
        return start
    words = sections.words_between(at, before.end)
    counted = _LAST_NUMBER.search(printed) is not None or any("number" in w.meanings for w in words[-1:])
    first = sections.clean[line.start : line.end].lstrip()[:1]
    following = sections.words_between(line.start, line.end)[:1]
    # "Dosering:" is the name of a dose, too, but what stands above a heading counts no doses
    formed = any("dose-form" in w.meanings and "directions_heading" not in w.meanings for w in following)
    numbered = counted or any("number" in w.meanings for w in words) or _DIGIT.search(sections.clean, at, before.end)
    formed = formed or not has_letters(sections.clean[at : before.end])
    return at if (formed and counted) or (numbered and first.islower()) else start


def _may_tell(sections: Sections, region: Region, telling: set[int]) -> bool:
    """Whether a stretch holds a number, in digits or words, or tells to take a dose form: "Ta tabletten på morgonen"."""
    if telling.isdisjoint(range(sections.line_at(region.start).number, sections.line_at(region.end - 1).number + 1)):
        return False
    if _DIGIT.search(sections.clean, region.start, region.end):
        return True
    kinds = {k for w in sections.words_between(region.start, region.end) for k in w.meanings}
    return not kinds.isdisjoint(_NUMBERS) or ("take" in kinds and not kinds.isdisjoint(("dose-form", "serving_size")))


def _parts(sections: Sections, line: Line) -> list[tuple[int, int]]:
    """Return what of a line is neither an ingredient list nor a footnote, in order."""
    if line.start == line.end:
        return [(line.start, line.end)]
    parts, at = [], line.start
    for zone in sorted(sections.zones_on(line), key=lambda z: z.start):
        if zone.kind not in ("ingredients", "footnote"):
            continue
        if zone.start > at:
            parts.append((at, min(zone.start, line.end)))
        at = max(at, zone.end)
    if at < line.end:
        parts.append((at, line.end))
    return parts
