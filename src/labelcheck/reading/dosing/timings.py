"""When and how often a clause tells its amount, and the words about it that do not fit together."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.model import Timing
from labelcheck.reading.dosing.clause import Clause
from labelcheck.reading.dosing.times import UNCLEAR, UNCOUNTED, as_often, slot
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

_DAILY: Final = Timing(1, 1)
_BETWEEN: Final = frozenset({K.OTHER, D.IN, D.PER, D.WITH})
"""What may stand between what a time lies before and that: "two hours before the meal in the evening"."""
_DAYS: Final = ("training", "rest")
"""Groups of days: "on rest days 1 capsule" is one on such a day."""


def timing_of(clause: Clause) -> tuple[Timing | None, list[Token]]:
    """Return when and how often, None where that is not told, and the words about it that do not fit together."""
    frequencies, whens = clause.all(K.FREQUENCY), clause.all(K.WHEN)
    chosen, unused = _chosen(frequencies)
    timing = chosen.timing if chosen is not None else None
    divided = clause.first(D.DIVIDED) is not None
    if divided and chosen is not None and not _is_plain(chosen) and any(_is_plain(f) for f in frequencies):
        timing = _DAILY
    if not divided:
        timing = _with_counts(clause, timing, chosen, unused)
    timing = _printed_times(clause, timing, unused)
    unused += [w for w in whens if w.name == UNCLEAR] + _led_to_another(clause)
    timing = _with_whens(clause, timing, chosen, whens, unused)
    if timing is None and (clause.daily or any(m.whom and m.whom.activity in _DAYS for m in clause.all(K.GROUP))):
        timing = _DAILY
    if timing is None:
        return None, unused
    if clause.first(D.AT_ONCE) is not None and not divided and not any(f.name == "over-the-day" for f in frequencies):
        timing = replace(timing, times_told=True)
    bounds = next((d.timing.bounds for d in clause.all(K.DURATION) if d.timing and d.timing.bounds), None)
    return (replace(timing, bounds=bounds) if bounds is not None else timing), unused


def _chosen(frequencies: list[Token]) -> tuple[Token | None, list[Token]]:
    """Return the frequency that counts of those told of one amount, and those that contradict it."""
    chosen: Token | None = None
    unused: list[Token] = []
    for each in frequencies:
        if chosen is None:
            chosen = each
        elif _on_other_days(each, chosen):
            unused.append(each)
        elif _at_another_time(each, chosen):
            chosen = _both(chosen, each)
        elif _counts_meals(each, chosen):
            chosen = each if chosen.name == "per-meal" else chosen
            chosen = chosen._replace(timing=replace(chosen.timing or _DAILY, times_told=True))
        elif as_often(each.timing, chosen.timing) or _names_day(each, chosen):
            chosen = _on_days(chosen, each)
        elif _is_plain(chosen) and (_within_a_day(each) or _on_several_days(each)):
            chosen = each
        elif not (_is_plain(each) and (_within_a_day(chosen) or _on_several_days(chosen))) and not _is_course(
            each, chosen
        ):
            unused.append(each)
    return chosen, unused


def _at_another_time(each: Token, chosen: Token) -> bool:
    """Whether both are told of a time of the day, and of another: "each morning and each evening"."""
    times = [_slots(t.timing) for t in (each, chosen)]
    return _is_every_day(each) and _is_every_day(chosen) and all(times) and not times[0] & times[1]


def _counts_meals(each: Token, chosen: Token) -> bool:
    """Whether one of two phrases tells how many meals the other means: "with each main meal, three times daily"."""
    return (each.name == "per-meal") != (chosen.name == "per-meal") and as_often(each.timing, chosen.timing)


def _is_every_day(frequency: Token) -> bool:
    timing = frequency.timing
    return timing is not None and timing.period == timing.period_max == 1 and timing.period_unit == "d"


def _both(chosen: Token, each: Token) -> Token:
    """Return a frequency of both times."""
    one, other = chosen.timing, each.timing
    if one is None or other is None:
        return chosen
    often = (one.frequency or 1) + (other.frequency or 1)
    timing = replace(one, frequency=often, frequency_max=often, when=(*one.when, *other.when), times_told=True)
    return chosen._replace(timing=timing)


def _on_other_days(each: Token, chosen: Token) -> bool:
    """Whether both name weekdays, and not the same: of which, is not known."""
    days = [set(t.timing.day_of_week) for t in (each, chosen) if t.timing is not None]
    return len(days) == 2 and bool(days[0]) and bool(days[1]) and days[0] != days[1]


def _on_several_days(frequency: Token) -> bool:
    """Whether days are told that "daily" may be said of; of a single one it is not."""
    return frequency.name == "days" and frequency.timing is not None and (frequency.timing.frequency or 0) > 1


def _names_day(each: Token, chosen: Token) -> bool:
    """Whether one tells on which day the other is: "every other week, on a Sunday"."""
    return each.name == "days" and _in_weeks(chosen) and each.timing is not None and each.timing.frequency == 1


def _with_counts(clause: Clause, timing: Timing | None, chosen: Token | None, unused: list[Token]) -> Timing | None:
    """Take in numbers of times: "daily, 3 times"."""
    whens = clause.all(K.WHEN)
    for count in clause.all(K.COUNT):
        low, high = int(count.low), int(count.high)
        if timing is not None and chosen is not None and _is_plain(chosen):
            timing = replace(timing, frequency=low, frequency_max=high, times_told=True)
        elif timing is None and (clause.daily or _counts_all(count, whens)):
            timing = Timing(low, high, times_told=True)
            # "the daily dose, 3 capsules, is xed two or three times" may be divided by it
            between = (m for m in clause.modifiers if clause.head.end <= m.start < count.start)
            unused += [count] if any(m.kind == K.OTHER for m in between) else []
        elif timing is None or timing.frequency_max != high:
            unused.append(count)
    return timing


def _counts_all(count: Token, whens: list[Token]) -> bool:
    """Whether a number of times is that of all times named: not so in "once in the morning and twice in the evening"."""
    beside = all(w.start > count.start for w in whens) or all(w.start < count.start for w in whens)
    return bool(whens) and beside and sum(w.low for w in whens) == count.high


def _on_days(chosen: Token, each: Token) -> Token:
    """Return a frequency with the weekdays that another names: "once a week, on Sunday"."""
    days = each.timing.day_of_week if each.timing is not None else ()
    if not days or chosen.timing is None:
        return chosen
    return chosen._replace(timing=replace(chosen.timing, day_of_week=days))


def _in_weeks(frequency: Token) -> bool:
    return frequency.timing is not None and frequency.timing.period_unit == "wk" and frequency.timing.frequency == 1


def _is_course(each: Token, chosen: Token) -> bool:
    """Whether a phrase tells how often a year a course is taken, beside how often a day: no dose is missed in it."""
    units = [t.timing.period_unit for t in (each, chosen) if t.timing is not None]
    return units[:1] == ["a"] and units[1:] == ["d"]


def _within_a_day(frequency: Token) -> bool:
    """Whether a phrase may tell the times of "daily": "daily, 3 times a day", and not "4 times a year"."""
    timing = frequency.timing
    return timing is not None and (timing.period_unit == "h" or (timing.period_unit == "d" and timing.period == 1))


def _is_plain(frequency: Token) -> bool:
    """Whether it is "daily" and no more."""
    if frequency.timing is None or frequency.name not in ("rate", "interval", "over-the-day"):
        return False
    return as_often(frequency.timing, _DAILY) and not frequency.timing.when


def _printed_times(clause: Clause, timing: Timing | None, unused: list[Token]) -> Timing | None:
    """Take in the times that are printed within the amount: "3 x 1 tablet", "1-0-2 tablets"."""
    times = clause.head.timing
    if times is None:
        return timing
    if clause.head.kind == K.SUM or _is_sum(clause.head):
        return timing or replace(_DAILY, times_told=False)
    if timing is None:
        return times if clause.daily or clause.headed else None
    if timing.frequency == 1 and timing.period == 1:
        return replace(timing, frequency=times.frequency, frequency_max=times.frequency_max, times_told=True)
    unused.append(clause.head)
    return timing


def _is_sum(head: Token) -> bool:
    return any(p.kind == K.SUM for p in head.parts) or any(_is_sum(p) for p in head.parts if p.kind == K.SERVING)


def _is_apart(timing: Timing, whens: list[Token]) -> bool:
    """Whether a frequency names a time of its own, and the times beside it lie in other parts of the day."""
    own = _slots(timing)
    return bool(own) and all(own.isdisjoint(_slots(w.timing)) for w in whens)


def _slots(timing: Timing | None) -> set[str]:
    """Return the parts of the day that are named and counted."""
    return {slot(w) for w in timing.when if w not in UNCOUNTED} if timing is not None else set()


def _times_named(whens: list[Token], unused: list[Token]) -> int:
    """Return how many times a day those named are."""
    slots = [_slots(token.timing) for token in whens]
    if len(whens) > 1 and all(token.low <= max(1, len(own)) for token, own in zip(whens, slots, strict=True)):
        # "morgens 2 Tabletten zum Frühstück" is one time, "morning and evening, at bedtime" are two
        return len(set().union(*slots))
    counted = int(sum(token.low for token in whens))
    meals = [token for token in whens if token.low > 1 and token.timing is not None and token.timing.when == ("meal",)]
    if not meals or len(whens) == len(meals):
        return counted
    # "with each of the three meals (morning, noon and evening)" counts the same times twice
    if counted != 2 * int(meals[0].low):
        unused += whens
    return int(meals[0].low)


def _led_to_another(clause: Clause) -> list[Token]:
    """Return a time that another is told to lie before or after, and not of it: "in the morning, two hours before lunch"."""
    told: set[str] = set()
    odd: list[Token] = []
    told_by = [m for m in clause.modifiers if m.kind not in _BETWEEN]
    for before, each in zip([None, *told_by], told_by, strict=False):
        if each.kind != K.WHEN or each.timing is None:
            continue
        own = _slots(each.timing)
        led = (
            before is not None
            and before.kind == K.ASIDE
            and before.name != "joined"
            and any(p.kind == D.AROUND for p in before.parts)
        )
        if led and told and own - told:
            odd.append(each)
        told |= own
    return odd


def _with_whens(
    clause: Clause, timing: Timing | None, chosen: Token | None, whens: list[Token], unused: list[Token]
) -> Timing | None:
    """Take in times told by name: each is one time, unless the whole day's dose was told before them."""
    if not whens:
        return timing
    named = tuple(dict.fromkeys(w for token in whens if token.timing for w in token.timing.when))
    counted = _times_named(whens, unused)
    if timing is None:
        return _by_name(clause, whens, counted, unused)
    if chosen is None:
        return replace(timing, when=named)
    if counted and _is_every_day(chosen) and _is_apart(timing, whens):
        unused += whens  # "every morning xing the evening": whether twice, is not told
        return timing
    merged = tuple(dict.fromkeys((*timing.when, *named)))
    if timing.period_unit != "d" or timing.period != 1:
        if counted > 1:
            unused += whens
        return replace(timing, when=merged)
    if counted <= 1 or timing.frequency_max == counted:
        return replace(timing, when=merged, times_told=timing.times_told or (_are_told(whens) and counted == 1))
    if not _is_plain(chosen):
        unused += whens
        return timing
    if whens[0].start < chosen.start:
        return replace(timing, frequency=counted, frequency_max=counted, when=merged, times_told=True)
    if clause.first(D.DIVIDED) is not None:
        return replace(timing, when=merged)
    # "2 tablets daily, morning and evening": of all the day's, one each
    if clause.head.low % counted or clause.head.high % counted:
        unused += whens
    return replace(timing, when=merged)


def _by_name(clause: Clause, whens: list[Token], counted: int, unused: list[Token]) -> Timing | None:
    """Return how often times that are named alone tell: each is one time."""
    named = tuple(dict.fromkeys(w for token in whens if token.timing for w in token.timing.when))
    between = (m for m in clause.modifiers if clause.head.end <= m.start < whens[0].start)
    if clause.daily and counted > 1 and clause.first(D.DIVIDED) is None and any(m.kind == K.OTHER for m in between):
        unused += whens  # "the daily amount is six capsules, which are xed between breakfast, lunch and dinner"
    return Timing(counted, counted, when=named, times_told=_are_told(whens)) if counted else None


def _are_told(whens: list[Token]) -> bool:
    """Whether all times that count tell how many they are."""
    return all(token.timing is not None and token.timing.times_told for token in whens if token.low)
