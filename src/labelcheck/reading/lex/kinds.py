"""What a token of the directions may be."""

from __future__ import annotations

from typing import Final

from labelcheck.knowledge.dosing import DOSING_KINDS, DosingKind


class Kind:
    """Kinds of tokens besides those of :class:`~labelcheck.knowledge.dosing.DosingKind`.

    The first ones are words with a value, then what other sections of the language files tell, then marks, and last
    what the grammar makes of them.
    """

    NUMBER: Final = "number"
    ORDINAL: Final = "ordinal"
    OFTEN: Final = "often"
    PERIOD: Final = "period"
    RATE: Final = "rate"
    WHEN: Final = "when"
    WEEKDAY: Final = "weekday"
    GROUP: Final = "group"
    PHASE: Final = "phase"
    FORM: Final = "form"
    UNIT: Final = "unit"

    DIRECTIONS: Final = "directions"
    DAILY: Final = "daily"
    SIZE: Final = "size"
    EXCEED: Final = "exceed"
    CONTAINS: Final = "contains"
    EQUALS: Final = "equals"
    TAKE: Final = "take"
    APPROX: Final = "approx"
    PANEL: Final = "panel"
    OTHER_HEADING: Final = "other-heading"
    OTHER: Final = "other"

    COMMA: Final = "comma"
    COLON: Final = "colon"
    DASH: Final = "dash"
    OPEN: Final = "open"
    CLOSE: Final = "close"
    SLASH: Final = "slash"
    STOP: Final = "stop"
    BREAK: Final = "break"

    SERVING: Final = "serving"
    SUM: Final = "sum"
    COUNT: Final = "count"
    FREQUENCY: Final = "frequency"
    LIMIT: Final = "limit"
    DURATION: Final = "duration"
    PER_BODY: Final = "per-body"
    PER_HOUR: Final = "per-hour"
    ASIDE: Final = "aside"


NAMED: Final = {name: str(kind) for name, kind in vars(Kind).items() if name.isupper()} | DOSING_KINDS
"""All kinds, by the names that the grammar knows them by."""
ALL: Final = tuple(NAMED.values())
BEARING: Final = frozenset({
    Kind.NUMBER, Kind.ORDINAL, Kind.OFTEN, Kind.PERIOD, Kind.RATE, Kind.WEEKDAY, Kind.GROUP, Kind.PHASE,
    Kind.WHEN, DosingKind.KG, Kind.SUM, Kind.COUNT, Kind.FREQUENCY, Kind.LIMIT, Kind.DURATION, Kind.SERVING,
    Kind.PER_BODY, Kind.PER_HOUR, DosingKind.TIMES, DosingKind.EVERY_OTHER, DosingKind.EVERY_AFTER,
    DosingKind.WORKDAYS, DosingKind.WEEKEND, DosingKind.YEARS, DosingKind.BODY_WEIGHT, DosingKind.AT_MOST,
    DosingKind.AT_LEAST, DosingKind.RAISE, DosingKind.THEN, DosingKind.AS_NEEDED, DosingKind.CONDITION,
    DosingKind.MULTIPLE, DosingKind.PAUSE, DosingKind.ANOTHER, DosingKind.DIVIDED,
    DosingKind.HEAPED, DosingKind.EXCEPT,
})  # fmt: skip
"""Kinds that change a dose: where one is left over beside a dose, the dose is in doubt."""
