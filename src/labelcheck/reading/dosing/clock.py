"""Hours of the clock: times of the day told by them, and hours when somebody answers."""

from __future__ import annotations

from typing import Final

from labelcheck.reading.dosing import times
from labelcheck.reading.dosing.phrases import Tokens, of_kind, phrase
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

_EARLIEST: Final = 7
_NOON: Final = 12
_MIDNIGHT: Final = 24
"""Hours of the clock."""
_HOURS: Final = "hours"


def clock(tokens: Tokens) -> Token | None:
    """Read "9am", written as one word."""
    number, when = tokens
    if number.end != when.start or not 0 < number.low == number.high <= _NOON:
        return None
    return when._replace(start=number.start)


def clock_times(tokens: Tokens) -> Token | None:
    """Read "at 8 am and 8 pm": hours before noon and after it."""
    hours, named = of_kind(tokens, K.NUMBER), of_kind(tokens, K.WHEN)
    if named[0].name == named[1].name or any(not 0 < h.low == h.high <= _NOON for h in hours):
        return None
    return times.whens([t for t in tokens if t.kind != K.NUMBER])


def hours_open(tokens: Tokens) -> Token | None:
    """Set aside the hours when somebody answers: "9 am to 5 pm"; no dose is so large as the first of them."""
    opens, shuts = of_kind(tokens, K.NUMBER)
    told = _EARLIEST <= opens.low <= _NOON and shuts.low <= _NOON and tokens[1].name == "morning" != tokens[-1].name
    return phrase(K.ASIDE, tokens, name=_HOURS) if told else None


def opening_hours(tokens: Tokens) -> Token | None:
    """Set aside the days and hours when somebody answers: "Mon–Fri 9–16"."""
    days, hours = tokens[0], tokens[-1]
    told = hours.name == _HOURS or (hours.low < hours.high and _NOON <= hours.high <= _MIDNIGHT)
    return phrase(K.ASIDE, tokens) if days.name == "days" and told else None
