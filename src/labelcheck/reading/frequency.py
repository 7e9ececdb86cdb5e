"""How often and how much: "2 kapslar 2 gånger dagligen", "varannan dag", "1–3 dagar i veckan"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from labelcheck.knowledge import Word
from labelcheck.reading import number
from labelcheck.reading.places import InOrder
from labelcheck.reading.serving import Serving
from labelcheck.reading.sheet import Sheet

_TIMES: Final = re.compile(
    rf"(?:(?P<low>{number.PATTERN})[ ]?(?:-|–|till|til|to|bis|à)[ ]?)?(?P<count>{number.PATTERN})\)?[ ]*$"
)
_MULTIPLIED: Final = re.compile(rf"(?P<times>{number.PATTERN})[ ]?[x×][ ]?(?P<what>[^\W\d_]*[ ]?)$")
_TRAILING: Final = re.compile(r"\)?[ ]?[x×][ ]?(?P<times>\d)(?!\d)")
_EVENING: Final = r"(?:kväll|kveld|aften|morgon|morgen|natten|illalla|iltaisin|aamulla|lunch|middag|frukost|frokost)"
_AND_MORE: Final = re.compile(
    r"[^.;:()\d\n]{0,24}?\b(?:och|og|and|und|ja)[ ](?:"
    rf"(?P<count>[1-9])[ ](?:(?:vid|till|på|ved|til|om)[ ])?{_EVENING}|"
    r"(?:en|én|1|one|eine|yksi|ett|et)[ ](?!vid (?:behov|förkylning|brist))(?:vid|till|på|at|in|with|am|zu|zum|ved|til|om|i)\b)"
)
"""The evening's number alone: "1 tablett på morgonen och 1 på kvällen", "2 tablettia aamulla ja 1 illalla"."""
_HOURS: Final = re.compile(r"[ ]+(\d{1,2})(?:[.:]?(?:e|de|te|th))?[ ]+(?:timme|time|hour|stunde)")
_DAY: Final = 24
_THRICE: Final = re.compile(
    r"[ ](?:på morgonen|om morgenen|morgon|morgen|aamulla), ?(?:till |til |på )?[^\W\d_]+,? (?:och|og|ja) "
    r"(?:på |om |til |till )?(?:kväll|kveld|aften|illalla)"
)
_MONTH: Final = re.compile(
    r"[^.;:()\d\n]{0,20}?(?:i månaden|per månad|varje månad|/månad|i måneden|om måneden|pr\.? måned|per måned|hver måned|kuukaudessa"
    r"|kuussa|a month|per month|every month|monthly|im monat|pro monat)\b"
)
_DAYS_OF_MONTH: Final = 30
_A_WEEK: Final = re.compile(r"[ ]?/[ ]?v(?!\w)")
"""Swedish for "a week", in short: "2 ggr/v"."""
_RAISED: Final = re.compile(
    r"\b(?:öka|ökas|øk|økes|øges|øg|increase|increased|lisää|steigern|erhöhen)\b[^.;\d\n]{1,40}?\b(?:till|til|to|auf)[ ](\d{1,2})(?![\d.,])"
)
_TO: Final = frozenset({"-", "–", "till", "til", "to", "bis", "or", "eller", "oder", "tai", "à"})
_EVERY: Final = {"every_other_day": 2, "every_third_day": 3}
_WEEK: Final = 7
_COUNT: Final = {"once": 1, "twice": 2, "thrice": 3}
_AND: Final = re.compile(
    r"[^.;:()\d]{0,28}?(?:\boch\b|\bog\b|\band\b|\bund\b|\bja\b|\bet\b|\by\b|\be\b|\ben\b|\bi\b|\boraz\b|\bи\b|\+|,|&)[ ]*"
)
_OFTEN: Final = frozenset(
    {"per_day", "per_week", "times", "once", "twice", "thrice", "every_other_day", "every_third_day"}
)
_REACH: Final = 60
_NEAR: Final = 20
_MOST_TIMES: Final = 10


@dataclass(slots=True, eq=False)
class Clause:
    """A stretch of text between full stops and line ends; ``heading`` where it stands under "Dosering:"."""

    start: int
    end: int
    words: list[Word]
    kinds: frozenset[str]
    heading: bool


@dataclass(slots=True)
class Taken:
    """A serving times how often it is taken; at ``start:end`` of the text."""

    low: Decimal
    high: Decimal
    start: int
    end: int
    interval: int = 1
    intakes: int | None = None


def how_often(sheet: Sheet, clause: Clause, serving: Serving, servings: InOrder[Serving]) -> Taken:
    """Return how much of a serving is taken per interval of days, as the words around it say."""
    taken = Taken(serving.low, serving.high, serving.start, serving.end)
    before = sheet.low[max(clause.start, serving.start - 20) : serving.start]
    multiplied = _MULTIPLIED.search(before) or _TRAILING.match(sheet.low, serving.end)
    total = _is_total(sheet, clause, serving) or "divided" in clause.kinds
    for word in clause.words:
        kinds = word.meanings.keys() & _OFTEN
        if not kinds or not -_REACH < word.start - serving.end < _REACH or serving.start <= word.start < serving.end:
            continue
        if _of_another(word, serving, servings):
            continue
        if total and kinds & {"times", "once", "twice", "thrice"}:
            taken.intakes = taken.intakes or _split(sheet, clause, word)
            continue
        taken.start, taken.end = min(taken.start, word.start), max(taken.end, word.end)
        if taken.intakes is None:
            _multiply(sheet, clause, word, taken, counted=multiplied is None)
        for kind, days in _EVERY.items():
            if kind in kinds:
                taken.interval = days
        if "times" in kinds and _A_WEEK.match(sheet.low, word.end):
            taken.interval = _WEEK
        if "per_week" in kinds and not _is_total(sheet, clause, serving):
            taken.interval = _WEEK
            days = _days_before(sheet, clause, word)
            taken.low, taken.high = taken.low * days, taken.high * days
    _add_more(sheet, clause, serving, servings, taken)
    if _MONTH.match(sheet.low, serving.end):
        taken.interval = _DAYS_OF_MONTH
    every = _every(sheet, clause)
    if every:
        taken.interval, taken.start = every[0], min(taken.start, every[1])
    if multiplied and taken.intakes is None:
        times = number.parse(multiplied["times"], ",")
        if times and times.values[0] <= _MOST_TIMES:
            taken.intakes = int(times.values[0]) or None
            taken.low, taken.high = taken.low * times.values[0], taken.high * times.values[0]
    if taken.intakes is None:
        taken.intakes = serving.times or _at_once(clause, serving)
    return taken


def _at_once(clause: Clause, serving: Serving) -> int | None:
    """Return 1 where all of the day's dose is taken "på en gång" or at one time of the day, else None."""
    if clause.kinds & {"divided", "times", "twice", "thrice"}:
        return None
    told = [w for w in clause.words if w.meanings.keys() & {"at_once", "time_of_day"}]
    if len(told) != 1 or not -_REACH < told[0].start - serving.end < _REACH:
        # "morgon och kväll" is two times
        return 1 if told and all("at_once" in w.meanings for w in told) else None
    return 1


def _of_another(word: Word, serving: Serving, servings: InOrder[Serving]) -> bool:
    """Whether another serving stands between a word and this one, so that the word is said of that."""
    first, last = min(word.start, serving.end), max(word.start, serving.start)
    return any(
        s.counted
        and s is not serving
        # "30 ml (2 x 15 ml)": the times are those within the bracket
        and ((first < s.start < last and s.of not in ("gram", "ml")) or s.start <= word.start < s.end)
        for s in servings
    )


def _split(sheet: Sheet, clause: Clause, word: Word) -> int | None:
    """Return on how many occasions a day's dose is taken: 2 in "4 kapslar per dag fördelat på två tillfällen"."""
    counted = next((count for kind, count in _COUNT.items() if kind in word.meanings), None)
    if counted is not None:
        return counted
    times = _times(sheet, clause, word) if "times" in word.meanings else None
    return int(times[1]) if times and times[0] == times[1] and 0 < times[1] <= _MOST_TIMES else None


def _multiply(sheet: Sheet, clause: Clause, word: Word, taken: Taken, *, counted: bool) -> None:
    """Multiply by "2–3 gånger", "en gång", "två gånger"."""
    if "times" in word.meanings and counted:
        times = _times(sheet, clause, word)
        if times:
            taken.intakes = int(times[1])
            taken.low, taken.high = taken.low * times[0], taken.high * times[1]
            return
    for kind, count in _COUNT.items():
        if kind in word.meanings:
            taken.intakes = count
            fewer = re.search(r"(\d)[ ]?[-–][ ]?$", sheet.low[max(clause.start, word.start - 4) : word.start])
            least = Decimal(fewer[1]) if fewer else _spelled_least(sheet, clause, word.start, Decimal(count))
            taken.low, taken.high = taken.low * least, taken.high * count
            return


def _add_more(sheet: Sheet, clause: Clause, serving: Serving, servings: InOrder[Serving], taken: Taken) -> None:
    """Add the evening's serving, and what the dose may be raised to."""
    again = _AND_MORE.match(sheet.low, serving.end) if taken.intakes is None else None
    if again is not None:
        count = Decimal(again["count"] or 1)
        taken.low, taken.high, taken.intakes = taken.low + count, taken.high + count, 2
    hourly = 3 if _THRICE.match(sheet.low, serving.end) else _times_by_hours(sheet, clause)
    if hourly and taken.intakes is None:
        taken.low, taken.high, taken.intakes = taken.low * hourly, taken.high * hourly, hourly
    more = _and_again(sheet, clause, serving, servings)
    if more is not None:
        taken.low, taken.high, taken.intakes = taken.low + more.low, taken.high + more.high, 2
        taken.end = max(taken.end, more.end)
    for most in (_raised_to(sheet, serving), _most_per_day(sheet, serving)):
        if most is not None and most > taken.high:
            taken.high = most


def _times_by_hours(sheet: Sheet, clause: Clause) -> int:
    """Return how often a day "var 12:e timme" is; 0 where nothing like it is said."""
    for word in clause.words:
        match = _HOURS.match(sheet.low, word.end) if "every" in word.meanings else None
        if match and int(match[1]) and not _DAY % int(match[1]):
            return _DAY // int(match[1])
    return 0


def _and_again(sheet: Sheet, clause: Clause, serving: Serving, servings: InOrder[Serving]) -> Serving | None:
    """Return the evening's serving of "2 tabletter morgon och 2 tabletter kväll"."""
    if clause.kinds & {"children", "times", "twice", "contains"}:
        return None
    following = next((s for s in servings.between(serving.end, serving.end + _REACH) if s.counted), None)
    if following is None or following.of != serving.of:
        return None
    if following.of in ("gram", "ml") and not _at_a_time(clause, serving, following):
        return None
    if _is_total(sheet, clause, serving) and "," in sheet.low[serving.end : following.start]:
        # "6 tabletter dagligen, 2 tabletter 3 gånger dagligen" says the same dose again
        return None
    return following if _AND.fullmatch(sheet.low, serving.end, following.start) else None


def _at_a_time(clause: Clause, serving: Serving, following: Serving) -> bool:
    """Whether each of two servings has its time of the day: "10 ml morgon och 10 ml kväll"."""
    times = [w for w in clause.words if "time_of_day" in w.meanings]
    return any(serving.end <= w.start < following.start for w in times) and any(w.start >= following.end for w in times)


def _every(sheet: Sheet, clause: Clause) -> tuple[int, int] | None:
    """Return the days between doses of "alle 5 Tage", "var 5:e dag", and where that stands."""
    for word in clause.words:
        if "every" not in word.meanings:
            continue
        match = re.compile(r"[ ]+(\d{1,2})(?:[.:]?(?:e|de|a|te|th|rd|nd|\.)?)[ ]+").match(sheet.low, word.end)
        day = next((w for w in clause.words if match and w.start == match.end() and "days" in w.meanings), None)
        if match and day is not None and int(match.group(1)) > 1:
            return int(match.group(1)), word.start
    return None


def _days_before(sheet: Sheet, clause: Clause, word: Word) -> int:
    """Return on how many days a week: 3 in "3 dagar i veckan"."""
    match = re.search(r"(\d)[ ]([^\W\d_]+)[ ]*$", sheet.low[max(clause.start, word.start - 14) : word.start])
    named = match and any("days" in w.meanings for w in sheet.words_between(word.start - 14, word.start))
    return int(match[1]) if match and named else 1


def _raised_to(sheet: Sheet, serving: Serving) -> Decimal | None:
    """Return what the dose may be raised to: "öka till 3 kapslar", within the next sentences."""
    for word in sheet.by_kind.get("increase_to", ()):
        if 0 <= word.start - serving.end < 100:
            match = re.compile(r"[ ]+(\d{1,2})(?![\d.,])").match(sheet.low, word.end)
            if match:
                return Decimal(match[1])
    later = _RAISED.search(sheet.low, serving.end, serving.end + _REACH)
    return Decimal(later[1]) if later else None


def _most_per_day(sheet: Sheet, serving: Serving) -> Decimal | None:
    """Return how many a day are allowed behind a dose: "1 tablett vid behov, högst 3 per dag"."""
    for word in sheet.by_kind.get("at_most", ()):
        if 0 <= word.start - serving.end < _REACH:
            match = re.compile(r"[ ](\d{1,2})(?![\d.,])").match(sheet.low, word.end)
            near = sheet.words_between(match.end(), match.end() + _NEAR) if match else ()
            if match and any("per_day" in w.meanings for w in near):
                return Decimal(match[1])
    return None


def _is_total(sheet: Sheet, clause: Clause, serving: Serving) -> bool:
    """Whether the serving is said to be all of a day's: "4 kapslar per dag fördelat på 2 tillfällen"."""
    after = next((w for w in clause.words if w.start >= serving.end), None)
    # "1 tabletti aamulla" is of the morning alone
    daily = after is not None and "per_day" in after.meanings and "time_of_day" not in after.meanings
    return after is not None and daily and not sheet.low[serving.end : after.start].strip(" /")


def _times(sheet: Sheet, clause: Clause, word: Word) -> tuple[Decimal, Decimal] | None:
    """Return how many times: the number before "gånger", in digits or words."""
    left = sheet.low[max(clause.start, word.start - 14) : word.start]
    match = _TIMES.search(left)
    if match:
        count = number.parse(match["count"], ",")
        low = number.parse(match["low"], ",") if match["low"] else count
        if count and low:
            start = word.start - len(left) + match.start()
            return _from_once(sheet, clause, start, low.values[0]), count.values[0]
    spelled = [w for w in sheet.words_between(max(clause.start, word.start - 14), word.start) if "number" in w.meanings]
    if spelled and not sheet.low[spelled[-1].end : word.start].strip():
        value = Decimal(spelled[-1].meanings["number"])
        return _spelled_least(sheet, clause, spelled[-1].start, value), value
    return None


def _spelled_least(sheet: Sheet, clause: Clause, start: int, times: Decimal) -> Decimal:
    """Return 1 in "en till två gånger", where "två gånger" starts at ``start``; without a range as :func:`_from_once`."""
    numbers = [w for w in sheet.words_between(max(clause.start, start - 14), start) if "number" in w.meanings]
    # "to" is two in Danish
    before = [w for w in numbers if sheet.low[w.start : w.end] not in _TO]
    if before and sheet.low[before[-1].end : start].strip() in _TO:
        least = Decimal(before[-1].meanings["number"])
        if least < times:
            return least
    return _from_once(sheet, clause, start, times)


def _from_once(sheet: Sheet, clause: Clause, start: int, times: Decimal) -> Decimal:
    """Return 1 where "up to" stands before the number of times, or else the number."""
    limited = any(
        "at_most" in w.meanings and not sheet.low[w.end : start].strip() for w in clause.words if w.end <= start
    )
    return Decimal(1) if limited else times
