"""How often and for how long: frequencies, intervals, weekdays, times of the day, durations and phases."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from decimal import Decimal
from typing import Final, cast

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.model import DayOfWeek, Duration, PeriodUnit, Timing, When
from labelcheck.reading.dosing.phrases import MOST_TIMES, Tokens, of_kind, phrase
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

_PARTS: Final = frozenset({"morning", "evening", "night"})
"""Parts of the day that are never one time."""
UNCLEAR: Final = "unclear"
"""The name of times that a word which is not known joins, or parts: "morning rather than evening"."""
_WEEK: Final = 7
"""Days."""
_MOST_DAYS: Final = 31
"""Of a month."""
_ONE: Final = Decimal(1)
_POURED: Final = frozenset({"ml", "gram", "teaspoon", "tablespoon", "bottle", "serving"})
DAYS: Final[tuple[DayOfWeek, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RANGING: Final = frozenset({K.DASH, D.TO})
_LISTING: Final = frozenset({K.COMMA, D.AND, K.SLASH})
_LEADING_UP: Final = frozenset({D.IN, D.PER})
"""Prepositions that alone lead from one day to another where they do not stand between days listed."""
UNCOUNTED: Final = frozenset({"meal", "before-exercise", "after-exercise"})
"""Times that do not tell how many they are a day."""
_SLOTS: Final = {"breakfast": "morning", "lunch": "noon", "dinner": "evening", "night": "evening"}
_MEALS_A_DAY: Final = 3
_MOST_MEALS: Final = 6


def _period(token: Token) -> PeriodUnit | None:
    return cast("PeriodUnit", token.name) if token.name in ("h", "d", "wk", "mo", "a") else None


def _rate(token: Token) -> tuple[Decimal, PeriodUnit]:
    """Return the period of "daily" (1 d) and "on alternate days" (2 d)."""
    count, _, unit = token.name.rpartition(" ")
    return Decimal(count or 1), cast("PeriodUnit", unit)


def interval(tokens: Tokens) -> Token | None:
    """Read "every 2 weeks", "per month", "every other evening", "every third day", "at intervals of 2 weeks"."""
    numbers = [t for t in tokens if t.kind in (K.NUMBER, K.ORDINAL)]
    number = numbers[0]._replace(high=numbers[-1].high) if numbers else None
    last = next(t for t in reversed(tokens) if t.kind in (K.PERIOD, K.WHEN))
    low, high = (number.low, number.high) if number is not None else (_ONE, _ONE)
    if tokens[0].kind == D.EVERY_OTHER:
        low = high = Decimal(2)
    when: tuple[When, ...] = ()
    if last.kind == K.WHEN:
        if last.name == "meal" or (number is not None and number.kind == K.NUMBER):
            return None
        unit: PeriodUnit | None = "d"
        when = (cast("When", last.name),)
    else:
        unit = _period(last)
    if unit is None or low <= 0:
        return None
    if tokens[0].kind == D.IN and number is not None and tokens[0].kind != D.PER and last.name != "h":
        return None
    timing = Timing(1, 1, low, high, unit, when, times_told=bool(when))
    if unit == "h" and low == high == 24:
        timing = Timing(1, 1, _ONE, _ONE, "d", when)
    return phrase(K.FREQUENCY, tokens, timing=timing, name="interval")


def plain_rate(tokens: Tokens) -> Token | None:
    """Read "daily", "weekly", "on alternate days"."""
    count, unit = _rate(tokens[-1])
    return phrase(K.FREQUENCY, tokens, timing=Timing(1, 1, count, count, unit), name="rate")


def over_the_day(tokens: Tokens) -> Token | None:
    """Read "spread over the day"."""
    if tokens[-1].name != "d":
        return None
    return phrase(K.FREQUENCY, tokens, timing=Timing(1, 1), name="over-the-day")


def divided(tokens: Tokens) -> Token | None:
    """Read "divided over 3 meals", "in 2–3 divided doses": on how many occasions, where that is not told as times."""
    number = next(t for t in tokens if t.kind == K.NUMBER)
    form = next((t for t in tokens if t.kind == K.FORM), None)
    if (form is not None and form.name != "serving") or number.high > MOST_TIMES or number.low < 1:
        return None
    return phrase(D.DIVIDED, tokens, low=number.low, high=number.high)


def shared(tokens: Tokens) -> Token | None:
    """Read "en 2 prises", "auf zweimal": on how many occasions what was told is taken."""
    return phrase(D.DIVIDED, tokens, low=tokens[-1].low, high=tokens[-1].high)


def meals(tokens: Tokens) -> Token | None:
    """Read "one with each of the three main meals": as many times as meals are counted."""
    count = next(iter(of_kind(tokens, K.NUMBER)))
    if not 1 < count.low == count.high <= _MOST_MEALS or tokens[-1].name != "meal":
        return None
    return phrase(K.WHEN, tokens, low=count.low, high=count.high, timing=Timing(when=("meal",), times_told=True))


def each_meal(tokens: Tokens) -> Token | None:
    """Read "with each meal"."""
    if tokens[-1].name != "meal":
        return None
    timing = Timing(_MEALS_A_DAY, _MEALS_A_DAY, when=("meal",))
    return phrase(K.FREQUENCY, tokens, timing=timing, name="per-meal")


def per_hour(tokens: Tokens) -> Token | None:
    """Read "per hour of exercise"."""
    period = next((t for t in tokens if t.kind == K.PERIOD), None)
    if period is not None and period.name != "h":
        return None
    return phrase(K.PER_HOUR, tokens)


def count(tokens: Tokens) -> Token | None:
    """Read "2–3 times", "twice", "once or twice"."""
    often = [t for t in tokens if t.kind in (K.OFTEN, K.NUMBER, K.COUNT)]
    low, high = min(t.low for t in often), max(t.high for t in often)
    if high > MOST_TIMES or low != int(low) or high != int(high) or low < 1:
        return None
    if any(t.kind == D.AT_MOST for t in tokens):
        low = _ONE
    return phrase(K.COUNT, tokens, low=low, high=high)


def times_behind(tokens: Tokens) -> Token | None:
    """Read "x 3", behind an amount."""
    return count(tokens) if tokens[0].name == "x" else None


def count_in(tokens: Tokens) -> Token | None:
    """Read "3 times a day", "once every 2 weeks", "daily 2 times"."""
    every = next(t for t in tokens if t.kind == K.FREQUENCY)
    count = next((t for t in tokens if t.kind in (K.COUNT, K.NUMBER)), None)
    if every.timing is None or every.name not in ("rate", "interval"):
        return None
    low, high = (int(count.low), int(count.high)) if count is not None else (1, 1)
    if count is not None and (count.low != low or count.high != high or high > MOST_TIMES):
        return None
    old = every.timing
    timing = Timing(low, high, old.period, old.period_max, old.period_unit, old.when, times_told=True)
    return phrase(K.FREQUENCY, tokens, timing=timing, name="times")


def once_in(tokens: Tokens) -> Token | None:
    """Read "раз в 2 недели", "een keer per 2 weken": times, and a number of periods behind a preposition."""
    number = next(iter([t for t in tokens[1:] if t.kind == K.NUMBER]), None)
    unit = _period(tokens[-1])
    if unit is None:
        return None
    count = tokens[0]
    low, high = (int(count.low), int(count.high)) if count.kind == K.COUNT else (1, 1)
    periods = (number.low, number.high) if number is not None else (_ONE, _ONE)
    return phrase(K.FREQUENCY, tokens, timing=Timing(low, high, *periods, unit, times_told=True), name="times")


def days_in(tokens: Tokens) -> Token | None:
    """Read "3 days a week", "5 dagar i veckan"."""
    number, period = tokens[0], tokens[1]
    every = tokens[-1].timing
    if period.name != "d" or every is None or every.period_unit not in ("wk", "mo") or every.period != 1:
        return None
    if number.high > 31 or number.low != int(number.low):
        return None
    return phrase(
        K.FREQUENCY,
        tokens,
        timing=Timing(int(number.low), int(number.high), period_unit=every.period_unit),
        name="days",
    )


def days_out_of(tokens: Tokens) -> Token | None:
    """Read "5 days out of 7", "an 5 von 7 Tagen", "two of three days"."""
    days, of = of_kind(tokens, K.NUMBER)
    if of.low != of.high or of.low > _MOST_DAYS or not 1 <= days.low <= days.high < of.low:
        return None
    if any(t.name != "d" for t in tokens if t.kind == K.PERIOD):
        return None
    if of.low != _WEEK:
        timing = Timing(int(days.low), int(days.high), of.low, of.low, "d")
    else:
        timing = Timing(int(days.low), int(days.high), period_unit="wk")
    return phrase(K.FREQUENCY, tokens, timing=timing, name="days")


def either(tokens: Tokens) -> Token | None:
    """Read "daily or every other day": as often as the one or the other."""
    one, other = tokens[0].timing, tokens[-1].timing
    if one is None or other is None or tokens[0].name == "days" or tokens[-1].name == "days":
        return None
    if (one.frequency, one.frequency_max, one.period_unit) != (other.frequency, other.frequency_max, other.period_unit):
        return None
    shortest, longest = min(one.period, other.period), max(one.period_max, other.period_max)
    both = replace(one, period=shortest, period_max=longest, when=tuple(dict.fromkeys((*one.when, *other.when))))
    return phrase(K.FREQUENCY, tokens, timing=both, name="interval") if shortest < longest else None


def every_to(tokens: Tokens) -> Token | None:
    """Read "var eller varannan dag", "every second to every third day": the unit is told once."""
    first, last = Decimal(2 if tokens[0].kind == D.EVERY_OTHER else 1), tokens[-1].timing
    if last is None or tokens[-1].name not in ("rate", "interval") or last.period <= first:
        return None
    return phrase(K.FREQUENCY, tokens, timing=replace(last, period=first), name="interval")


def weekdays(tokens: Tokens) -> Token | None:
    """Read "every Monday and Thursday", "Mon–Wed and Fri"; None where what stands between two days is not understood."""
    days: set[DayOfWeek] = set()
    last: DayOfWeek | None = None
    between: set[str] = set()
    for token in tokens:
        if token.kind != K.WEEKDAY:
            between.add(token.kind)
            continue
        day = cast("DayOfWeek", token.name)
        if last is not None and not between.isdisjoint(_RANGING):
            days |= _from_to(last, day)
        elif last is not None and between <= _LEADING_UP:
            days |= _from_to(last, day)  # "du lundi au vendredi"
        elif last is not None and (between.isdisjoint(_LISTING) or D.OR in between):
            return None
        days.add(day)
        last, between = day, set()
    weeks = Decimal(2) if tokens[0].kind == D.EVERY_OTHER else _ONE
    return _on(tokens, days, weeks)


def _from_to(first: DayOfWeek, last: DayOfWeek) -> set[DayOfWeek]:
    """Return all days from one to another, over the weekend too."""
    start, length = DAYS.index(first), (DAYS.index(last) - DAYS.index(first)) % 7
    return {DAYS[(start + i) % 7] for i in range(length + 1)}


def _on(tokens: Tokens, days: Container[DayOfWeek], weeks: Decimal = _ONE) -> Token | None:
    """Return how often a week "on those days" is; None for none of them."""
    named = tuple(d for d in DAYS if d in days)
    if not named:
        return None
    timing = Timing(len(named), len(named), weeks, weeks, "wk", day_of_week=named)
    return phrase(K.FREQUENCY, tokens, timing=timing, name="days")


def all_but(tokens: Tokens) -> Token | None:
    """Read "except on Sundays", "no tablet at weekends", "Sunday is a rest day": all other days."""
    rest = next(t for t in tokens if t.kind == K.FREQUENCY)
    if any(t.kind == K.GROUP and (t.whom is None or t.whom.activity != "rest") for t in tokens):
        return None
    if rest.name != "days" or rest.timing is None or not rest.timing.day_of_week or rest.timing.period != 1:
        return None
    return _on(tokens, set(DAYS).difference(rest.timing.day_of_week))


def all_days(tokens: Tokens) -> Token | None:
    """Read "weekdays and weekends alike", "semaine et week-end": every day."""
    first, last = tokens[0], tokens[-1]
    if last.name != "days" or last.timing is None or first.name not in ("days", "wk"):
        return None
    days = first.timing.day_of_week if first.timing is not None else DAYS[:5]
    if {*days, *last.timing.day_of_week} != set(DAYS):
        return None
    return phrase(K.FREQUENCY, tokens, timing=Timing(1, 1), name="rate")


def named_days(tokens: Tokens) -> Token | None:
    """Read "on weekdays", "at weekends"."""
    return _on(tokens, DAYS[:5] if tokens[-1].kind == D.WORKDAYS else DAYS[5:])


def whens(tokens: Tokens) -> Token | None:
    """Read "morning, noon and evening"; "in the morning before breakfast" is one time."""
    if any(t.timing is not None for t in tokens):
        return None
    named: list[When] = []
    counted, joined, either, unknown = 0, True, False, False
    listed = any(t.kind == D.AND for t in tokens) or len(of_kind(tokens, K.WHEN)) > 2
    beside = joint = ""
    closed = False
    for token in tokens:
        if beside == K.WHEN == token.kind:
            # "morgon middag kväll", "aamuin illoin", and not "morgens zum Frühstück"
            joined = listed or slot(cast("When", token.name)) != slot(named[-1])
        beside = token.kind
        if token.kind in (K.COMMA, D.AND, D.OR, K.SLASH, K.DASH):
            joined, joint = True, token.kind
            either = either or token.kind == D.OR
        elif token.kind == K.WHEN:
            when = cast("When", token.name)
            # "abends, vor dem Schlafengehen" is one time, "morgon, middag och kväll" are three
            apart = bool(named) and when not in UNCOUNTED and slot(when) in _PARTS and slot(named[-1]) in _PARTS
            unknown = unknown or (apart and not joined and slot(when) != slot(named[-1]))
            # behind the last of a list a comma tells more of it: "morning and evening, at bedtime"
            explains = closed and joint == K.COMMA and slot(when) == slot(named[-1])
            again = when in named or explains or (not listed and any(slot(when) == slot(w) for w in named))
            closed = closed or joint == D.AND
            counted += joined and not again and when not in UNCOUNTED
            named.append(when)
            joined = False
    if {"breakfast", "meal", "dinner"} <= set(named):
        # "desayuno, comida y cena": between the two it is lunch
        named = ["lunch" if when == "meal" else when for when in named]
        counted += 1
    counted = 1 if either and counted else counted
    timing = Timing(when=tuple(dict.fromkeys(named)), times_told=counted > 0 and not either)
    name = UNCLEAR if unknown and not either else ""
    return phrase(K.WHEN, tokens, low=Decimal(counted), high=Decimal(counted), timing=timing, name=name)


def and_whens(tokens: Tokens) -> Token | None:
    """Read "every morning and evening", "each morning or evening"."""
    every, joint, when = tokens
    timing, other = every.timing, when.timing
    if timing is None or other is None or not timing.when or not when.low or timing.period_unit != "d":
        return None
    merged = tuple(dict.fromkeys((*timing.when, *other.when)))
    if len({slot(w) for w in merged}) < len(timing.when) + when.low:
        return None
    often = (timing.frequency or 1) + (0 if joint.kind == D.OR else int(when.low))
    both = replace(timing, frequency=often, frequency_max=often, when=merged, times_told=True)
    return phrase(K.FREQUENCY, tokens, timing=both, name="times")


def slot(when: When) -> str:
    """Return the part of the day that a time lies in: breakfast is in the morning."""
    return _SLOTS.get(when, when)


def duration(tokens: Tokens) -> Token | None:
    """Read "for 10 days", "the first two weeks", "10 jours durant"."""
    number = next(reversed(of_kind(tokens, K.NUMBER)), None)
    period = next(t for t in tokens if t.kind == K.PERIOD)
    unit = _period(period)
    if unit is None or unit == "h":
        return None
    value = number.high if number is not None else _ONE
    first = any(t.kind == D.FIRST or (t.kind == K.ORDINAL and t.low == 1) for t in tokens)
    # the twelfth week is no week long, and "at least" tells no end
    open_ = any(t.kind == D.AT_LEAST or (t.kind == K.ORDINAL and t.low != 1 and number is None) for t in tokens)
    timing = Timing(bounds=None if open_ else Duration(value, unit))
    return phrase(K.DURATION, tokens, name="first" if first else "", timing=timing)


def for_one(tokens: Tokens) -> Token | None:
    """Read "for a month", whose words elsewhere tell how often: "once a month"."""
    count, unit = _rate(tokens[-1])
    if unit in ("h", "d") or count != 1:
        return None
    return phrase(K.DURATION, tokens, timing=Timing(bounds=Duration(_ONE, unit)))


def week(tokens: Tokens) -> Token | None:
    """Read "until week 12", "12th week of pregnancy": when it ends or begins, the dose being the same."""
    period = next((t for t in tokens if t.kind == K.PERIOD), None)
    return phrase(K.DURATION, tokens, timing=Timing()) if period is None or period.name == "wk" else None


def before(tokens: Tokens) -> Token | None:
    """Read "from one month before" a pregnancy: when it begins, and nobody's age."""
    period = next(t for t in tokens if t.kind == K.PERIOD)
    return phrase(K.DURATION, tokens, timing=Timing()) if period.name in ("wk", "mo") else None


def numbered_phase(tokens: Tokens) -> Token | None:
    """Read "week 1", "week 2–4:", "phase 1", "3rd week"."""
    if next(t for t in tokens if t.kind in (K.PERIOD, K.PHASE)).name not in ("d", "wk", "mo", "numbered"):
        return None
    return phrase(K.PHASE, tokens, name="numbered")


def aside(tokens: Tokens) -> Token | None:
    """Set aside what is no dose: an amount of a nutrient, "16 vitamins"."""
    return phrase(K.ASIDE, tokens)


def days_included(tokens: Tokens) -> Token | None:
    """Set aside "including weekends", "even on Sundays": they were told already."""
    last = tokens[-1]
    return phrase(K.ASIDE, tokens) if last.kind != K.FREQUENCY or last.name == "days" else None


def solvent(tokens: Tokens) -> Token | None:
    """Set aside what is drunk with it: "a glass (200 ml) of water"."""
    form = next((t for t in tokens if t.kind == K.FORM), None)
    return phrase(K.ASIDE, tokens) if form is None or form.name in _POURED else None


def solvent_of(tokens: Tokens) -> Token | None:
    """Set aside "un bicchiere d'acqua da 200 ml": how much the glass holds."""
    return phrase(K.ASIDE, tokens) if tokens[-1].name == "ml" else None


def no_other_days(tokens: Tokens) -> Token | None:
    """Set aside "on the other days none is taken": the days of the dose were told."""
    resting = any(t.whom is not None and t.whom.activity == "rest" for t in tokens if t.kind == K.GROUP)
    return phrase(K.ASIDE, tokens) if resting else None


def lead(tokens: Tokens) -> Token | None:
    """Read "30 minutes before", "at least 2 hours after": when, beside other things."""
    period = next(t for t in tokens if t.kind == K.PERIOD)
    return phrase(K.ASIDE, tokens) if period.name in ("min", "h") else None


def minutes(tokens: Tokens) -> Token | None:
    """Set aside "2 minutes", "at least 4 hours": how long something is dissolved or chewed, or kept apart from."""
    apart = tokens[0].kind == D.AT_LEAST and tokens[-1].name == "h"
    return phrase(K.ASIDE, tokens) if tokens[-1].name == "min" or apart else None


def limit(tokens: Tokens) -> Token | None:
    """Read "not more than"."""
    return phrase(D.AT_MOST, tokens)


def as_often(one: Timing | None, other: Timing | None) -> bool:
    """Whether two phrases tell the same number of times in the same period, on whatever days and times of the day.

    >>> as_often(Timing(1, 2), Timing(1, 2, when=("morning",))), as_often(Timing(1, 2), Timing(1, 1))
    (True, False)
    """
    if one is None or other is None:
        return one is other
    return (one.frequency, one.frequency_max, one.period, one.period_max, one.period_unit) == (
        other.frequency, other.frequency_max, other.period, other.period_max, other.period_unit,
    )  # fmt: skip


def at_least(timing: Timing) -> Timing:
    """Return how often at least: "once a day" for "once or twice a day"."""
    return replace(timing, frequency_max=timing.frequency, period_max=timing.period)
