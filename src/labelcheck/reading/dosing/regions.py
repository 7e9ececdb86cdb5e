"""Where on a label directions stand."""

from __future__ import annotations

from typing import Final, NamedTuple

from labelcheck.reading.sheet import Line, Sheet

_TELLING: Final = frozenset(
    {
        "per_day", "per_week", "times", "twice", "thrice", "every_other_day", "every_third_day", "daily_dose",
        "directions_heading", "take", "once", "every", "adults", "children", "years", "time_of_day", "dose-form", "exceed",
    }
)  # fmt: skip
_DIRECTING: Final = _TELLING - {"dose-form", "years", "children", "adults", "daily_dose"}
_AMOUNTS: Final = frozenset({"mg", "µg", "ng", "IU", "CFU", "kJ", "kcal"})
_MOST_ON: Final = 3
"""Lines without a word of directions that may go on with those before."""


class Region(NamedTuple):
    """A stretch of directions."""

    start: int
    end: int


def find_regions(sheet: Sheet) -> list[Region]:
    """Return the stretches of the text that may tell a dose, in order; panels and ingredient lists are none."""
    found: list[Region] = []
    start = end = -1
    on = 0
    for line in sheet.lines:
        here = _part(sheet, line)
        blank = not sheet.clean[line.start : line.end].strip()
        telling = here is not None and not line.kinds.isdisjoint(_TELLING) and _is_telling(line)
        zone = sheet.zone_at(line.start)
        directed = here is not None and zone is not None and zone.kind == "directions" and not _is_row(line)
        if telling or directed:
            assert here is not None  # noqa: S101
            if start < 0:
                start = here[0]
            end, on = here[1], 0
        elif start >= 0:
            on += 1
            if here is None or on > _MOST_ON or _is_row(line) or "other_heading" in line.kinds:
                found.append(Region(start, end))
                start = -1
            elif not blank:
                end = here[1]
    if start >= 0:
        found.append(Region(start, end))
    return found


def _part(sheet: Sheet, line: Line) -> tuple[int, int] | None:
    """Return what of a line is neither an ingredient list nor a footnote."""
    start, end = line.start, line.end
    for zone in sheet.zones_on(line):
        if zone.kind not in ("ingredients", "footnote"):
            continue
        if zone.start <= start and zone.end >= end:
            return None
        if zone.start <= start:
            start = zone.end
        else:
            end = min(end, zone.start)
    return (start, end) if start < end or line.start == line.end else None


def _is_row(line: Line) -> bool:
    return any(q.unit in _AMOUNTS for q in line.quantities) and line.kinds.isdisjoint(_DIRECTING)


def _is_telling(line: Line) -> bool:
    return not _is_row(line)
