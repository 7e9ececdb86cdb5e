"""The grammar of directions: rules over kinds of tokens, the same for every language.

Each rule turns a run of tokens into one phrase, or declines. They are applied in order, each wherever it fits, so that
a rule may rest on the phrases of those before it. The phrases keep their parts: they are the tree that
``read --explain`` shows. The vocabulary of the field is HL7 FHIR's Dosage and Timing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import Final, NamedTuple, cast

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.model import DayOfWeek, Duration, ForWhom, PeriodUnit, Timing, When
from labelcheck.reading.dosing import groups
from labelcheck.reading.lex.kinds import ALL, NAMED
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

Tokens = Sequence[Token]
_ONE: Final = Decimal(1)
_FIRST: Final = 0x4E00
_CODES: Final = {kind: chr(_FIRST + i) for i, kind in enumerate(ALL)}
"""A letter for each kind, so that runs of kinds can be matched by regular expressions."""
_POURED: Final = frozenset({"ml", "gram", "teaspoon", "tablespoon", "bottle", "serving"})
_DAYS: Final[tuple[DayOfWeek, ...]] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNCOUNTED: Final = frozenset({"meal", "before-exercise", "after-exercise"})
"""Times that do not tell how many they are a day."""
_SLOTS: Final = {"breakfast": "morning", "lunch": "noon", "dinner": "evening", "night": "evening"}
MEALS_A_DAY: Final = 3
_MOST_TIMES: Final = 24
_MOST_AMOUNT: Final = 1000
_LONGEST_SENTENCE: Final = 400
"""Tokens; a text with longer ones is no directions, and is cut."""


class Rule(NamedTuple):
    """``pattern`` names kinds; ``make`` returns the phrase, or None where the rule does not hold after all.

    ``needs`` are kinds without one of which the pattern cannot match. An ``opening`` rule holds only where no amount
    stands before in the sentence.
    """

    name: str
    pattern: str
    make: Callable[[Tokens], Token | None]
    needs: str
    opening: bool = False


def _phrase(
    kind: str,
    tokens: Tokens,
    *,
    low: Decimal = _ONE,
    high: Decimal = _ONE,
    name: str = "",
    timing: Timing | None = None,
    whom: ForWhom | None = None,
) -> Token:
    return Token(kind, tokens[0].start, tokens[-1].end, low, high, name, tuple(tokens), timing, whom)


def _of(tokens: Tokens, kind: str) -> list[Token]:
    return [t for t in tokens if t.kind == kind]


# --- numbers


def _same_twice(tokens: Tokens) -> Token | None:
    """Read "two (2)": the same number in words and digits."""
    first, second = _of(tokens, K.NUMBER)
    if first.low != second.low or first.high != second.high:
        return None
    return _phrase(K.NUMBER, tokens, low=first.low, high=first.high, name=first.name)


def _fraction(tokens: Tokens) -> Token | None:
    """Read "1 1/2", "two and a half", "2 halva", "half of a"."""
    numbers = _of(tokens, K.NUMBER)
    first, last = numbers[0], numbers[-1]
    if last.low != last.high or first.low != first.high:
        return None
    joined = len(tokens) > len(numbers)
    if 0 < last.low < 1 <= first.low:
        if joined or (first.name == last.name == "digits"):
            return _phrase(K.NUMBER, tokens, low=first.low + last.low, high=first.low + last.low, name=first.name)
        return _phrase(K.NUMBER, tokens, low=first.low * last.low, high=first.low * last.low, name=first.name)
    if 0 < first.low < 1 and last.low == 1 and not _of(tokens, D.AND) and last.name == "word":
        return _phrase(K.NUMBER, tokens, low=first.low, high=first.low, name="word")
    return None


def _range(tokens: Tokens) -> Token | None:
    """Read "1–2", "one to two", "between 2 and 4"."""
    first, last = _of(tokens, K.NUMBER)
    if not first.low <= first.high < last.low <= last.high:
        return None
    return _phrase(K.NUMBER, tokens, low=first.low, high=last.high, name=last.name)


def _range_of_forms(tokens: Tokens) -> Token | None:
    """Read "1 tablet or 2 tablets"."""
    forms = _of(tokens, K.FORM)
    number = _range(tokens)
    if number is None or forms[0].name != forms[-1].name:
        return None
    return _phrase(K.NUMBER, tokens, low=number.low, high=number.high, name="digits")


def _sum(tokens: Tokens) -> Token | None:
    """Read "1-0-2", "1+1+1": morning, noon and evening."""
    numbers = _of(tokens, K.NUMBER)
    dashed = tokens[1].kind in (K.DASH, K.SLASH)
    if any(n.low != n.high or n.low > 9 for n in numbers) or (dashed and len(numbers) < 3):
        return None
    if any(t.kind == D.AND and t.end - t.start > 1 for t in tokens):
        return None
    total = sum((n.low for n in numbers), Decimal(0))
    times = sum(n.low > 0 for n in numbers)
    return _phrase(K.SUM, tokens, low=total, high=total, timing=Timing(times, times, times_told=True))


# --- for whom


def _age(tokens: Tokens) -> Token | None:
    return groups.age(tokens, _phrase)


def _months(tokens: Tokens) -> Token | None:
    return groups.age(tokens, _phrase, months=True)


def _weight(tokens: Tokens) -> Token | None:
    return groups.weight(tokens, _phrase)


def _group(tokens: Tokens) -> Token | None:
    return groups.joined(tokens, _phrase)


def _training(tokens: Tokens) -> Token | None:
    """Read "when training: 4 tablets": the dose of a day with exercise."""
    return _phrase(K.GROUP, tokens, name="training", whom=ForWhom(activity="training"))


def _per_body(tokens: Tokens) -> Token | None:
    number = next(iter(_of(tokens, K.NUMBER)), None)
    value = number.low if number is not None else _ONE
    return _phrase(K.PER_BODY, tokens, low=value, high=value)


# --- how much


def _serving(tokens: Tokens) -> Token | None:
    """Read "2 small tablets", "3 x 1 capsule"."""
    numbers, form = _of(tokens, K.NUMBER), tokens[-1]
    number = numbers[-1]
    if number.low <= 0 or number.high * form.low > _MOST_AMOUNT:
        return None
    if len(numbers) > 1:
        times = numbers[0]
        if times.high > _MOST_TIMES or times.low != int(times.low):
            return None
        timing = Timing(int(times.low), int(times.high), times_told=True)
        return _phrase(
            K.SERVING, tokens, low=number.low * form.low, high=number.high * form.low, name=form.name, timing=timing
        )
    return _phrase(K.SERVING, tokens, low=number.low * form.low, high=number.high * form.low, name=form.name)


def _one_serving(tokens: Tokens) -> Token | None:
    """Read "take one serving daily", the words of which may as well lead on to its size."""
    return _phrase(K.SERVING, tokens, name="serving")


def _sum_serving(tokens: Tokens) -> Token | None:
    total, form = tokens[0], tokens[-1]
    return _phrase(K.SERVING, tokens, low=total.low, high=total.high, name=form.name, timing=total.timing)


def _explained(tokens: Tokens) -> Token | None:
    """Read "1 scoop (5 g)", "30 ml (2 x 15 ml)": the bracket says the same again."""
    servings = [t for t in tokens if t.kind in (K.SERVING, K.SUM)]
    first, second = servings
    measures = ("gram", "ml")
    if first.name == second.name:
        times = second.timing.frequency or 1 if second.timing else 1
        if first.low != second.low * times:
            return None
    elif second.name not in measures and not {t.kind for t in tokens} & {K.OPEN, K.EQUALS}:
        return None
    return first._replace(end=tokens[-1].end, parts=tuple(tokens))


def _another(tokens: Tokens) -> Token | None:
    return _phrase(K.NUMBER, tokens, low=_ONE, high=_ONE, name="another")


# --- how often


def _period(token: Token) -> PeriodUnit | None:
    return cast("PeriodUnit", token.name) if token.name in ("h", "d", "wk", "mo", "a") else None


def _rate(token: Token) -> tuple[Decimal, PeriodUnit]:
    """Return the period of "daily" (1 d) and "on alternate days" (2 d)."""
    count, _, unit = token.name.rpartition(" ")
    return Decimal(count or 1), cast("PeriodUnit", unit)


def _interval(tokens: Tokens) -> Token | None:
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
    return _phrase(K.FREQUENCY, tokens, timing=timing, name="interval")


def _plain_rate(tokens: Tokens) -> Token | None:
    count, unit = _rate(tokens[-1])
    return _phrase(K.FREQUENCY, tokens, timing=Timing(1, 1, count, count, unit), name="rate")


def _over_the_day(tokens: Tokens) -> Token | None:
    if tokens[-1].name != "d":
        return None
    return _phrase(K.FREQUENCY, tokens, timing=Timing(1, 1), name="over-the-day")


def _divided(tokens: Tokens) -> Token | None:
    """Read "divided over 3 meals", "in 2–3 divided doses": on how many occasions, where that is not told as times."""
    number = next(t for t in tokens if t.kind == K.NUMBER)
    form = next((t for t in tokens if t.kind == K.FORM), None)
    if (form is not None and form.name != "serving") or number.high > _MOST_TIMES or number.low < 1:
        return None
    return _phrase(D.DIVIDED, tokens, low=number.low, high=number.high)


def _each_meal(tokens: Tokens) -> Token | None:
    if tokens[-1].name != "meal":
        return None
    timing = Timing(MEALS_A_DAY, MEALS_A_DAY, when=("meal",))
    return _phrase(K.FREQUENCY, tokens, timing=timing, name="per-meal")


def _per_hour(tokens: Tokens) -> Token | None:
    period = next((t for t in tokens if t.kind == K.PERIOD), None)
    if period is not None and period.name != "h":
        return None
    return _phrase(K.PER_HOUR, tokens)


def _count(tokens: Tokens) -> Token | None:
    """Read "2–3 times", "twice", "once or twice"."""
    often = [t for t in tokens if t.kind in (K.OFTEN, K.NUMBER)]
    low, high = min(t.low for t in often), max(t.high for t in often)
    if high > _MOST_TIMES or low != int(low) or high != int(high) or low < 1:
        return None
    if any(t.kind == D.AT_MOST for t in tokens):
        low = _ONE
    return _phrase(K.COUNT, tokens, low=low, high=high)


def _times_behind(tokens: Tokens) -> Token | None:
    """Read "x 3", behind an amount."""
    return _count(tokens) if tokens[0].name == "x" else None


def _count_in(tokens: Tokens) -> Token | None:
    """Read "3 times a day", "once every 2 weeks", "daily 2 times"."""
    every = next(t for t in tokens if t.kind == K.FREQUENCY)
    count = next((t for t in tokens if t.kind in (K.COUNT, K.NUMBER)), None)
    if every.timing is None or every.name not in ("rate", "interval"):
        return None
    low, high = (int(count.low), int(count.high)) if count is not None else (1, 1)
    if count is not None and (count.low != low or count.high != high or high > _MOST_TIMES):
        return None
    old = every.timing
    timing = Timing(low, high, old.period, old.period_max, old.period_unit, old.when, times_told=True)
    return _phrase(K.FREQUENCY, tokens, timing=timing, name="times")


def _once_in(tokens: Tokens) -> Token | None:
    """Read "раз в 2 недели", "een keer per 2 weken": times, and a number of periods behind a preposition."""
    number = next(iter([t for t in tokens[1:] if t.kind == K.NUMBER]), None)
    unit = _period(tokens[-1])
    if unit is None:
        return None
    count = tokens[0]
    low, high = (int(count.low), int(count.high)) if count.kind == K.COUNT else (1, 1)
    periods = (number.low, number.high) if number is not None else (_ONE, _ONE)
    return _phrase(K.FREQUENCY, tokens, timing=Timing(low, high, *periods, unit, times_told=True), name="times")


def _days_in(tokens: Tokens) -> Token | None:
    """Read "3 days a week", "5 dagar i veckan"."""
    number, period = tokens[0], tokens[1]
    every = tokens[-1].timing
    if period.name != "d" or every is None or every.period_unit not in ("wk", "mo") or every.period != 1:
        return None
    if number.high > 31 or number.low != int(number.low):
        return None
    return _phrase(
        K.FREQUENCY,
        tokens,
        timing=Timing(int(number.low), int(number.high), period_unit=every.period_unit),
        name="days",
    )


def _weekdays(tokens: Tokens) -> Token | None:
    """Read "every Monday and Thursday", "Mon–Fri"."""
    named = [cast("DayOfWeek", t.name) for t in tokens if t.kind == K.WEEKDAY]
    if len(named) == 2 and any(t.kind in (K.DASH, D.TO) for t in tokens):
        first, last = _DAYS.index(named[0]), _DAYS.index(named[1])
        named = list(_DAYS[first : last + 1]) if first < last else named
    days = tuple(d for d in _DAYS if d in named)
    every_other = tokens[0].kind == D.EVERY_OTHER
    weeks = Decimal(2) if every_other else _ONE
    timing = Timing(len(days), len(days), weeks, weeks, "wk", day_of_week=days)
    return _phrase(K.FREQUENCY, tokens, timing=timing, name="days")


def _named_days(tokens: Tokens) -> Token | None:
    days = _DAYS[:5] if tokens[-1].kind == D.WORKDAYS else _DAYS[5:]
    return _phrase(
        K.FREQUENCY, tokens, timing=Timing(len(days), len(days), period_unit="wk", day_of_week=days), name="days"
    )


def _whens(tokens: Tokens) -> Token | None:
    """Read "morning, noon and evening"; "in the morning before breakfast" is one time."""
    if any(t.timing is not None for t in tokens):
        return None
    named: list[When] = []
    counted, joined, either = 0, True, False
    listed = any(t.kind == D.AND for t in tokens) or len(_of(tokens, K.WHEN)) > 2
    for token in tokens:
        if token.kind in (K.COMMA, D.AND, D.OR, K.SLASH, K.DASH):
            joined = True
            either = either or token.kind == D.OR
        elif token.kind == K.WHEN:
            when = cast("When", token.name)
            # "abends, vor dem Schlafengehen" is one time, "morgon, middag och kväll" are three
            again = when in named or (not listed and any(slot(when) == slot(w) for w in named))
            counted += joined and not again and when not in UNCOUNTED
            named.append(when)
            joined = False
    counted = 1 if either and counted else counted
    timing = Timing(when=tuple(dict.fromkeys(named)), times_told=counted > 0 and not either)
    return _phrase(K.WHEN, tokens, low=Decimal(counted), high=Decimal(counted), timing=timing)


def slot(when: When) -> str:
    """Return the part of the day that a time lies in: breakfast is in the morning."""
    return _SLOTS.get(when, when)


# --- for how long, and the rest


def _duration(tokens: Tokens) -> Token | None:
    """Read "for 10 days", "the first two weeks", "10 jours durant"."""
    number = next(iter(_of(tokens, K.NUMBER)), None)
    period = next(t for t in tokens if t.kind == K.PERIOD)
    unit = _period(period)
    if unit is None or unit == "h":
        return None
    value = number.high if number is not None else _ONE
    first = any(t.kind == D.FIRST or (t.kind == K.ORDINAL and t.low == 1) for t in tokens)
    # the twelfth week is no week long, and "at least" tells no end
    open_ = any(t.kind == D.AT_LEAST or (t.kind == K.ORDINAL and t.low != 1 and number is None) for t in tokens)
    timing = Timing(bounds=None if open_ else Duration(value, unit))
    return _phrase(K.DURATION, tokens, name="first" if first else "", timing=timing)


def _week(tokens: Tokens) -> Token | None:
    """Read "until week 12", "12th week of pregnancy": when it ends or begins, the dose being the same."""
    period = next((t for t in tokens if t.kind == K.PERIOD), None)
    return _phrase(K.DURATION, tokens, timing=Timing()) if period is None or period.name == "wk" else None


def _numbered_phase(tokens: Tokens) -> Token | None:
    """Read "week 1", "week 2–4:"."""
    if tokens[0].name not in ("d", "wk", "mo"):
        return None
    return _phrase(K.PHASE, tokens, name="numbered")


def _aside(tokens: Tokens) -> Token | None:
    return _phrase(K.ASIDE, tokens)


def _solvent(tokens: Tokens) -> Token | None:
    form = next((t for t in tokens if t.kind == K.FORM), None)
    return _phrase(K.ASIDE, tokens) if form is None or form.name in _POURED else None


def _lead(tokens: Tokens) -> Token | None:
    """Read "30 minutes before", "at least 2 hours after": when, beside other things."""
    period = next(t for t in tokens if t.kind == K.PERIOD)
    return _phrase(K.ASIDE, tokens) if period.name in ("min", "h") else None


def _before(tokens: Tokens) -> Token | None:
    """Read "from one month before" a pregnancy: when it begins, and nobody's age."""
    period = next(t for t in tokens if t.kind == K.PERIOD)
    return _phrase(K.DURATION, tokens, timing=Timing()) if period.name in ("wk", "mo") else None


def _minutes(tokens: Tokens) -> Token | None:
    return _phrase(K.ASIDE, tokens) if tokens[-1].name == "min" else None


def _limit(tokens: Tokens) -> Token | None:
    return _phrase(D.AT_MOST, tokens)


_LISTED: Final = "(?:COMMA|AND|OR|SLASH|DASH|IN|WITH|TO|PER|AROUND|OTHER)+"
RULES: Final = (
    Rule("two (2)", "NUMBER OPEN NUMBER CLOSE", _same_twice, "OPEN"),
    Rule("1-0-2", "NUMBER (?:(?:DASH|AND|SLASH) NUMBER)+", _sum, "NUMBER"),
    Rule("one and a half", "NUMBER (?:AND NUMBER?|OTHER)? NUMBER", _fraction, "NUMBER"),
    Rule("between 2 and 4", "BETWEEN NUMBER (?:AND|DASH|TO) NUMBER", _range, "BETWEEN"),
    Rule("1–2", "NUMBER (?:TO|DASH TO?|OR|SLASH|COMMA? OR|TO AT_MOST|AT_MOST) NUMBER", _range, "NUMBER"),
    Rule("1 tablet or 2 tablets", "NUMBER FORM (?:TO|DASH|OR) NUMBER (?=FORM)", _range_of_forms, "FORM"),
    Rule("more than (no dose)", "NOT TAKE? (?:OTHER )?OVER", _limit, "NOT"),
    Rule("one more", "ANOTHER", _another, "ANOTHER"),
    Rule("per 10 kg", "(?:PER|EVERY|SLASH) NUMBER? KG (?:OTHER? BODY_WEIGHT)?", _per_body, "KG"),
    Rule("over 60 kg", "(?:OVER|UNDER|FROM)? NUMBER KG (?:OPEN NUMBER OTHER CLOSE)? (?:OLDER|BODY_WEIGHT)?", _weight, "KG"),
    Rule("6–12 months", "(?<=GROUP)(?:OPEN|COMMA)? (?:FROM|OVER|UNDER)* NUMBER PERIOD OLDER?", _months, "GROUP"),
    Rule("from a month before", "FROM NUMBER PERIOD AROUND (?=GROUP|IN|OTHER|TO|DURING|AT_MOST|UNDER|AND|STOP|COMMA)", _before, "AROUND"),
    Rule("from 6 months", "FROM NUMBER PERIOD (?!IN? AROUND)", _months, "FROM"),
    Rule("6–12 months:", "NUMBER PERIOD (?=COLON)", _months, "COLON"),
    Rule("4–10 years", "(?:FROM|OVER|UNDER|TO|AT_MOST|DURING)* NUMBER (?:AND )?DASH? (?:YEARS|PERIOD) YEARS? OLDER?",
         _age, "NUMBER"),
    Rule("10 years and over", "(?:FROM|OVER)? NUMBER (?:AND|OLDER) (?:PERIOD|YEARS)", _age, "NUMBER"),
    Rule("ages 4–10", "(?<=GROUP) (?:OPEN|COMMA|AND)? (?:FROM|OVER|UNDER|OLDER)? NUMBER OTHER? (?:OLDER|AND)? (?=COLON|DASH|CLOSE|COMMA|TAKE|BREAK)",
         _age, "GROUP"),
    Rule("ages 3+", "FROM NUMBER (?:AND|OLDER) (?=COLON|DASH|CLOSE|COMMA|TAKE|BREAK|STOP)", _age, "FROM"),
    Rule("women from 50 and men from 70 years", "(?<=GROUP)FROM NUMBER (?=AND|OR|COMMA)", _age, "FROM"),
    Rule("when training:", "(?:IN|WITH|DURING|UNDER) OTHER? EXERCISE (?=COLON|TAKE|NUMBER|COMMA)", _training, "EXERCISE",
         opening=True),
    Rule("for whom", "GROUP (?:(?:OTHER|IN|WITH|OPEN|COMMA|SLASH|AND|OR|FROM)* GROUP)* (?:CLOSE)?", _group, "GROUP"),
    Rule("amount of a nutrient", "(?:UNDER|OVER|APPROX)? NUMBER UNIT (?:OTHER? RATE)?", _aside, "UNIT"),
    Rule("16 vitamins", "NUMBER OTHER? SUBSTANCES", _aside, "SUBSTANCES"),
    Rule("% daily value", "UNIT (?:OTHER|IN)? RATE", _aside, "UNIT"),
    Rule("divided over 3 meals", "DIVIDED (?:OTHER|IN)? NUMBER (?:OTHER )?(?:WHEN|FORM)", _divided, "DIVIDED"),
    Rule("in 2 divided doses", "NUMBER FORM? DIVIDED", _divided, "DIVIDED"),
    Rule("a glass (200 ml) of water", "(?:NUMBER OTHER?)? SOLVENT OPEN NUMBER FORM CLOSE SOLVENT*", _solvent, "SOLVENT"),
    Rule("a glass of water", "(?:IN|WITH|TO|OTHER)? NUMBER OTHER? OTHER? FORM? (?:OTHER|IN)? SOLVENT+", _solvent, "SOLVENT"),
    Rule("water", "SOLVENT+", _solvent, "SOLVENT"),
    Rule("3 x 1 tablet", "NUMBER TIMES (?=NUMBER)NUMBER (?:OTHER|HEAPED)? FORM", _serving, "TIMES"),
    Rule("1+1+1 tablets", "SUM OTHER? OTHER? FORM", _sum_serving, "SUM"),
    Rule("take one serving", "(?<=TAKE)SIZE (?=FREQUENCY|COUNT|RATE|OFTEN|WHEN|STOP|BREAK)", _one_serving, "SIZE"),
    Rule("2 tablets", "NUMBER (?:OTHER OTHER?|OPEN OTHER CLOSE|APPROX|HEAPED OTHER?)? FORM", _serving, "FORM"),
    Rule("1 scoop (5 g)", "(?:SERVING|SUM) (?:(?:OTHER OTHER?)?OPEN|EQUALS|SLASH|COMMA) (?:EQUALS|APPROX|OTHER)* (?:NUMBER OTHER? OR)? SERVING (?:OTHER)? CLOSE?",
         _explained, "SERVING"),
    Rule("daily for 10 days", "(?<=RATE)(?:PER|IN|OVER|UNDER|DURING) (?:AT_LEAST|AT_MOST|APPROX)? NUMBER PERIOD", _duration, "RATE"),
    Rule("every 2 weeks", "(?:EVERY|EVERY_OTHER|PER|SLASH) (?:NUMBER|ORDINAL (?:DASH|TO|OR) ORDINAL|ORDINAL)? (?:IN|OTHER)? (?:PERIOD|WHEN)", _interval, "PERIOD"),
    Rule("every evening", "(?:EVERY|EVERY_OTHER) ORDINAL? IN? WHEN", _interval, "WHEN"),
    Rule("at intervals of 2 weeks", "NUMBER PERIOD EVERY_AFTER", _interval, "EVERY_AFTER"),
    Rule("each meal", "(?:EVERY|PER) OTHER? WHEN", _each_meal, "WHEN"),
    Rule("daily", "RATE", _plain_rate, "RATE"),
    Rule("spread over the day", "DIVIDED (?:OVER|IN|OTHER|DURING|PER|TO)* PERIOD", _over_the_day, "DIVIDED"),
    Rule("per hour", "(?:PER|EVERY) PERIOD (?:OTHER|IN)* EXERCISE", _per_hour, "EXERCISE"),
    Rule("3 times", "(?:AT_MOST )?NUMBER DASH? TIMES", _count, "TIMES"),
    Rule("x 3", "(?<=[SERVING CLOSE])TIMES NUMBER", _times_behind, "TIMES"),
    Rule("once or twice", "(?:AT_MOST )?OFTEN (?:(?:OR|TO|DASH) (?:OFTEN|NUMBER TIMES))?", _count, "OFTEN"),
    Rule("1–2 times", "NUMBER (?:OR|TO|DASH) COUNT", _count, "COUNT"),
    Rule("3 times a day", "COUNT (?:COMMA|IN|OTHER)? FREQUENCY", _count_in, "COUNT"),
    Rule("once in 2 weeks", "(?:COUNT|TIMES) (?:IN|PER|SLASH|EVERY|TO) NUMBER? PERIOD", _once_in, "PERIOD"),
    Rule("times a day", "TIMES FREQUENCY", _count_in, "TIMES"),
    Rule("daily 3 times", "FREQUENCY COUNT", _count_in, "COUNT"),
    Rule("3 days a week", "NUMBER PERIOD OTHER? FREQUENCY", _days_in, "PERIOD"),
    Rule("on Mondays", "(?:EVERY|EVERY_OTHER|IN)* WEEKDAY (?:(?:COMMA|AND|OR|DASH|TO|IN|EVERY|SLASH|OTHER)+ WEEKDAY)*",
         _weekdays, "WEEKDAY"),
    Rule("on weekdays", "(?:IN|OTHER)? (?:WORKDAYS|WEEKEND)", _named_days, "WORKDAYS WEEKEND"),
    Rule("30 minutes before", "(?:AT_LEAST|APPROX|OTHER)? NUMBER PERIOD (?:IN|OTHER)? (?:AROUND|EXERCISE)", _lead, "PERIOD"),
    Rule("2 minutes", "(?:AT_LEAST|AT_MOST|APPROX)? NUMBER PERIOD", _minutes, "PERIOD"),
    Rule("12th week of pregnancy", "(?:FROM|TO|DURING|AT_MOST|UNDER)? (?:IN|OTHER)? (?:NUMBER|ORDINAL) STOP? PREGNANCY_WEEK", _week, "PREGNANCY_WEEK"),
    Rule("week 12 of pregnancy", "PERIOD NUMBER (?:IN|OTHER)? (?=GROUP)", _week, "PERIOD"),
    Rule("pregnancy week 12", "(?:FROM|TO|DURING|AT_MOST|UNDER)? PREGNANCY_WEEK (?:NUMBER|ORDINAL)?", _week, "PREGNANCY_WEEK"),
    Rule("until week 12", "(?:TO|DURING|AT_MOST|UNDER) (?:IN|OTHER)? PERIOD NUMBER", _week, "PERIOD"),
    Rule("for 2 weeks", "(?:DURING|IN|UNDER|OVER|FIRST|AROUND)+ (?:AT_LEAST|AT_MOST|APPROX|OTHER)* FIRST? NUMBER? (?:FIRST|ORDINAL)? PERIOD (?:DURING)?",
         _duration, "PERIOD"),
    Rule("2 weeks long", "(?:AT_LEAST|AT_MOST)? NUMBER PERIOD DURING", _duration, "PERIOD"),
    Rule("the first 2 weeks", "(?:FIRST|ORDINAL) NUMBER? PERIOD", _duration, "PERIOD"),
    Rule("2 first weeks", "NUMBER FIRST PERIOD", _duration, "PERIOD"),
    Rule("week 1", "PERIOD NUMBER (?=CLOSE|COLON|DASH|COMMA|SERVING|TAKE|OPEN|BREAK|OTHER)", _numbered_phase, "PERIOD"),
    Rule("morning and evening: 1 tablet", f"WHEN (?:{_LISTED} WHEN)*", _whens, "WHEN", opening=True),
    Rule("1 tablet morning and evening", f"WHEN (?:{_LISTED} WHEN)*(?!(?:IN|OTHER|TAKE)*(?:SERVING|NUMBER|SUM))", _whens, "WHEN"),
    Rule("evening", "WHEN", _whens, "WHEN"),
)  # fmt: skip


class _Compiled(NamedTuple):
    rule: Rule
    pattern: re.Pattern[str]
    needs: tuple[str, ...]


@lru_cache(maxsize=1)
def _compiled() -> tuple[_Compiled, ...]:
    def code(match: re.Match[str]) -> str:
        return _CODES[NAMED[match[0]]]

    done = []
    for rule in RULES:
        pattern = re.sub(r"[A-Z_]{2,}", code, rule.pattern).replace(" ", "")
        done.append(_Compiled(rule, re.compile(pattern), tuple(_CODES[NAMED[n]] for n in rule.needs.split())))
    return tuple(done)


def parse(tokens: Sequence[Token]) -> list[Token]:
    """Return the phrases of a stretch of directions; what no rule took stands among them as it was."""
    phrases: list[Token] = []
    sentence: list[Token] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        sentence.append(token)
        if following is not None and following.kind == D.PREGNANCY_WEEK:
            continue  # "bis zur 12. Schwangerschaftswoche"
        if token.kind in (K.STOP, K.BREAK) or len(sentence) >= _LONGEST_SENTENCE:
            phrases += _sentence(sentence)
            sentence = []
    return phrases + _sentence(sentence)


def _sentence(tokens: list[Token]) -> list[Token]:
    """Apply the rules to one sentence; no phrase reaches over its end."""
    kinds = "".join([_CODES[t.kind] for t in tokens])
    number = position = 0
    while found := _next_match(kinds, number, position):
        number, start, end = found
        made = _compiled()[number].rule.make(tokens[start:end])
        if made is not None:
            tokens[start:end] = [made]
            kinds = kinds[:start] + _CODES[made.kind] + kinds[end:]
        position = start + 1
    return tokens


@lru_cache(maxsize=1 << 14)
def _next_match(kinds: str, number: int, position: int) -> tuple[int, int, int] | None:
    """Return the next rule from rule ``number`` on that fits, that one from ``position`` on, and where; None for no more.

    Sentences differ in their numbers and share their kinds: what fits, most have in common.
    """
    rules = _compiled()
    for i in range(number, len(rules)):
        rule, pattern, needs = rules[i]
        if needs[0] not in kinds and (len(needs) == 1 or needs[1] not in kinds):
            continue
        at = position if i == number else 0
        while match := pattern.search(kinds, at):
            start, end = match.span()
            if end > start and not (rule.opening and _AMOUNT.search(kinds, 0, start)):
                return i, start, end
            at = start + 1
    return None


_AMOUNT: Final = re.compile("[" + "".join(_CODES[k] for k in (K.SERVING, K.SUM, K.NUMBER)) + "]")
