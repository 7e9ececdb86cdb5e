"""What a token of the directions may be."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from labelcheck.knowledge.dosing import DosingKind


class Kind(StrEnum):
    """Kinds of tokens besides those of :class:`~labelcheck.knowledge.dosing.DosingKind`.

    The first ones are words with a value, then what other sections of the language files tell, then marks, and last
    what the grammar makes of them.
    """

    NUMBER = "number"
    ORDINAL = "ordinal"
    OFTEN = "often"
    PERIOD = "period"
    RATE = "rate"
    WHEN = "when"
    WEEKDAY = "weekday"
    GROUP = "group"
    PHASE = "phase"
    FORM = "form"
    UNIT = "unit"

    DIRECTIONS = "directions"
    DAILY = "daily"
    SIZE = "size"
    EXCEED = "exceed"
    CONTAINS = "contains"
    EQUALS = "equals"
    TAKE = "take"
    APPROX = "approx"
    PANEL = "panel"
    OTHER_HEADING = "other-heading"
    OTHER = "other"

    COMMA = "comma"
    COLON = "colon"
    DASH = "dash"
    OPEN = "open"
    CLOSE = "close"
    SLASH = "slash"
    STOP = "stop"
    BREAK = "break"

    SERVING = "serving"
    SUM = "sum"
    COUNT = "count"
    FREQUENCY = "frequency"
    LIMIT = "limit"
    DURATION = "duration"
    PER_BODY = "per-body"
    PER_HOUR = "per-hour"
    ASIDE = "aside"


ALL: Final[tuple[str, ...]] = (*map(str, Kind), *map(str, DosingKind))
BEARING: Final = frozenset(
    map(
        str,
        (
            Kind.NUMBER, Kind.ORDINAL, Kind.OFTEN, Kind.PERIOD, Kind.RATE, Kind.WEEKDAY, Kind.GROUP, Kind.PHASE,
            Kind.WHEN, DosingKind.KG, Kind.SUM, Kind.COUNT, Kind.FREQUENCY, Kind.LIMIT, Kind.DURATION, Kind.SERVING,
            Kind.PER_BODY, Kind.PER_HOUR, DosingKind.TIMES, DosingKind.EVERY_OTHER, DosingKind.EVERY_AFTER,
            DosingKind.WORKDAYS, DosingKind.WEEKEND, DosingKind.YEARS, DosingKind.BODY_WEIGHT, DosingKind.AT_MOST,
            DosingKind.AT_LEAST, DosingKind.RAISE, DosingKind.THEN, DosingKind.AS_NEEDED, DosingKind.CONDITION,
            DosingKind.DOUBLE, DosingKind.PAUSE, DosingKind.ANOTHER, DosingKind.DIVIDED,
            DosingKind.HEAPED,
        ),
    )
)  # fmt: skip
"""Kinds that change a dose: where one is left over beside a dose, the dose is in doubt."""
