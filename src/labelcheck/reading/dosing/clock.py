"""Hours of the clock: times of the day told by them, and hours that tell none, as when somebody answers."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.model import Timing, When
from labelcheck.reading.dosing import times
from labelcheck.reading.dosing.phrases import Tokens, of_kind, phrase
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

_EARLIEST: Final = 7
_NOON: Final = 12
_MIDNIGHT: Final = 24
"""Hours of the clock."""
_HOURS: Final = "hours"
_UNTIL: Final[tuple[tuple[int, When], ...]] = ((11, "morning"), (14, "noon"), (17, "afternoon"))
_LIMITING: Final = frozenset({D.AROUND, D.TO, D.UNDER, D.AT_MOST, D.OVER})
"""Before an hour these tell no time of the dose."""


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


def oclock(tokens: Tokens) -> Token | None:
    """Read "kl. 8 och 20", "um 8 Uhr": each hour is a time of the day; from one hour to another tells of none."""
    hours = [t for i, t in enumerate(tokens) if t.kind == K.NUMBER and (i == 0 or tokens[i - 1].kind != K.COLON)]
    if any(h.high >= _MIDNIGHT for h in hours):
        return None
    if any(h.low < h.high for h in hours):
        return phrase(K.ASIDE, tokens, name=_HOURS)
    named: tuple[When, ...] = tuple(dict.fromkeys(_time_of(h.low) for h in hours))
    times_ = Decimal(1 if any(t.kind == D.OR for t in tokens) else len(hours))
    return phrase(K.WHEN, tokens, low=times_, high=times_, timing=Timing(when=named, times_told=True))


def limited(tokens: Tokens) -> Token | None:
    """Set aside "not after 4 o'clock", "before 14 Uhr": no time of the dose."""
    hour = of_kind(tokens, K.NUMBER)[0]
    return phrase(K.ASIDE, tokens, name=_HOURS) if hour.high < _MIDNIGHT else None


def hours(tokens: Tokens) -> Token | None:
    """Read "à 20 h", "om 8 uur en om 20 uur", where the word for an hour is that for its length: in the afternoon at the latest."""
    last = of_kind(tokens, K.NUMBER)[-1]
    if not _NOON < last.low == last.high < _MIDNIGHT or any(p.name != "h" for p in of_kind(tokens, K.PERIOD)):
        return None
    if tokens[0].kind in _LIMITING and len(of_kind(tokens, K.NUMBER)) == 1:
        return phrase(K.ASIDE, tokens, name=_HOURS)
    return oclock(tokens)


def hours_between(tokens: Tokens) -> Token | None:
    """Set aside "de 9 h à 18 h", "tussen 18 en 20 uur"."""
    last = of_kind(tokens, K.NUMBER)[-1]
    told = _NOON < last.high < _MIDNIGHT and all(p.name == "h" for p in of_kind(tokens, K.PERIOD))
    return phrase(K.ASIDE, tokens, name=_HOURS) if told else None


def _time_of(hour: Decimal) -> When:
    """Return the time of the day that an hour lies in."""
    return next((when for until, when in _UNTIL if hour < until), "evening")


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
