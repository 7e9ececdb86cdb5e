"""How the doses of directions belong together: added, raised to, afterwards, instead, or told twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.model import LabelText, MaxDose, Relation, Timing
from labelcheck.model.dosage import DAYS_OF, PeriodUnit
from labelcheck.reading.dosing.heads import OFTEN
from labelcheck.reading.dosing.times import slot
from labelcheck.reading.dosing.told import EVERYBODY, MEASURES, Told, is_of_days
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

_LASTING: Final = "maintenance"
"""The phase behind which no other comes."""
_PASSING: Final = ("loading", "start", "first")
"""Phases that another comes behind, wherever they are told."""

_TWICE: Final = 2


def usual_first(told: list[Told]) -> list[Told]:
    """Put the lower dose before one that a condition goes before: "in winter 2 capsules a day, otherwise 1".

    Of phases the one that lasts is put last: "maintenance: 1 capsule daily; loading: 4 capsules for 5 days".
    """
    for each in told:
        each.conditional = each.clause.first(D.CONDITION) is not None or _is_led(each)
    ordered = told[:1]
    for each in told[1:]:
        before = ordered[-1]
        added = _added(each, before)
        phased = before.phase == _LASTING and each.phase in _PASSING and each.whom == before.whom
        if phased or (before.conditional and not added and _is_usual(each, before)):
            ordered.insert(-1, each)
        else:
            each.conditional = each.conditional or (before.conditional and added)
            ordered.append(each)
    return ordered


def _is_led(told: Told) -> bool:
    """Whether words that are not known open a sentence of more: "in times of exams, up to 2", "for energy, take one more"."""
    return told.clause.led and (told.clause.limit or told.is_more)


def _is_usual(each: Told, conditional: Told) -> bool:
    """Whether a dose is what a conditional one raises: lower, for the same people, and said of itself."""
    clause = each.clause
    if (
        clause.raised
        or clause.limit
        or clause.first(D.THEN) is not None
        or conditional.clause.first(D.CONDITION) is None
    ):
        return False
    usual, raised = _a_day(each), _a_day(conditional)
    alike = each.of == conditional.of and each.whom in (conditional.whom, EVERYBODY)
    return alike and usual is not None and raised is not None and usual[2] == raised[2] and usual[1] <= raised[0]


def relate(told: list[Told], text: LabelText) -> list[Told]:
    """Return the doses with their relation to the one before; the same told twice stands once."""
    kept: list[Told] = []
    restated: set[int] = set()
    """Sentences that told a dose again."""
    for each in told:
        if not kept:
            if each.is_more or each.clause.raised:
                each.unused.append(each.clause.head)  # more than what, is not told
        elif _is_told(each, kept, restated):
            continue
        else:
            _follow(each, kept[-1], restated, text)
        kept.append(each)
    for each in kept:
        if each.clause.limit and each.relation is None:
            each.low = min(each.low, Decimal(0) if each.of in MEASURES else Decimal(1))
    return _without_parts(kept)


def _is_told(each: Told, kept: list[Told], restated: set[int]) -> bool:
    """Whether an amount tells nothing that those before do not: their limit, their sum, or the same again."""
    clause, before = each.clause, kept[-1]
    if clause.limit and _limits(each, kept):
        return True
    if _sums_up(each, before):
        return True
    if each.is_more:
        return False
    if each.timing is None and any(_restates(each, k) for k in kept):
        return True
    # what a bracket says again is of its own sentence: "week 2: 1 scoop a day; then 2 a day (1 morning, 1 evening)"
    beside = [k for k in kept if k.clause.of == clause.of] or kept
    phased = (each.phase is not None and before.phase is not None) or clause.first(D.THEN) is not None
    again = any(_same(each, k) for k in beside) and (_spells_out(each, before) or not _added(each, before))
    if not again or phased:
        return False
    restated.add(clause.of)
    return True


def _follow(each: Told, before: Told, restated: set[int], text: LabelText) -> None:
    """Tell how a dose belongs to the one before, and leave over what does not fit."""
    clause = each.clause
    each.relation = _relation(each, before)
    if each.relation == "also" and clause.of in restated and before.clause.of < clause.of:
        # "one in the morning. When xing, one in the morning and one at night" may be another day's dose
        each.unused.append(clause.head)
    if each.is_more and is_of_days(each.timing) and not is_of_days(before.timing):
        each.unused.append(clause.head)  # "once a week has gone by, add a second"
    if each.relation == "up-to" and (each.is_more or _joins(each, before)):
        _add(each, before)
    else:
        _doubt(each, before, text)


def _doubt(each: Told, before: Told, text: LabelText) -> None:
    """Leave over what does not fit the dose before."""
    clause = each.clause
    if each.of != before.of:
        return
    if each.relation == "also":
        each.unused += _of_another_kind(each, before, text)
    elif each.relation in ("up-to", "then") and clause.raised and not _is_higher(each, before):
        # "increase by 1 drop every day": by how much, and not to what
        before.unused += [m for m in clause.modifiers if m.kind == D.RAISE] or [clause.head]
    elif each.relation in ("up-to", "instead") and each.whom in (before.whom, EVERYBODY):
        lower = clause.first(D.CONDITION) is not None and not _is_higher(each, before)
        besides = each.relation == "up-to" or (each.named and not before.named)
        if lower or (besides and _a_day(each) == _a_day(before)):
            # of "1 at breakfast. At need take 1 at noon" nobody knows whether that is a second one
            each.unused.append(clause.head)


def _is_higher(each: Told, before: Told) -> bool:
    """Whether a dose is more than another, at a time or by the day: "raised to 1 capsule 3 times daily"."""
    one, other = _a_day(each), _a_day(before)
    more = one is not None and other is not None and one[2] == other[2] and one[1] > other[1]
    return more or each.high > before.high


def _of_another_kind(each: Told, before: Told, text: LabelText) -> list[Token]:
    """Return what tells units apart: of "a yellow tablet and a blue tablet", each may hold something else."""
    kinds = [[t for t in told.tokens if t.kind == K.OTHER] for told in (before, each)]
    named = [[text.clean[t.start : t.end].casefold() for t in tokens] for tokens in kinds]
    return [] if named[0] == named[1] or not all(named) else kinds[0] + kinds[1]


def _limits(limit: Told, kept: list[Told]) -> bool:
    """Whether a limit belongs to a dose told before; it is noted there."""
    if limit.clause.raised or limit.conditional or limit.clause.first(D.MAY) is not None:
        return False
    if limit.clause.first(D.AS_NEEDED) is not None and any(m.kind in OFTEN for m in kept[-1].clause.modifiers):
        return False  # "one in the evening, and up to two if needed"
    for each in reversed(kept):
        if limit.whom in (each.whom, EVERYBODY) and limit.of in (each.of, "", "piece"):
            if is_of_days(limit.timing):
                # "1 a day, no more than 5 a week": on which days not, is not told
                each.unused += [] if _keeps_within(each, limit) else [limit.clause.head]
                return True
            each.most = MaxDose(limit.high, each.of)
            if each.timing is None and each.per is None and limit.timing is not None:
                # "Dissolve 1 tablet. At most 2 tablets a day": from one to two
                each.timing, each.high = limit.timing, max(each.high, limit.high)
            return True
    # "no more than 5 g of EPA and DHA" beside a dose in capsules is none of the product
    return limit.of in MEASURES and all(k.of != limit.of for k in kept)


def _keeps_within(each: Told, limit: Told) -> bool:
    """Whether a dose is no more in the days that a limit is told for."""
    doses = [_a_day(told) for told in (each, limit)]
    most = [d[1] / DAYS_OF[d[2]] for d in doses if d is not None]
    return len(most) == len(doses) and most[0] <= most[1]


def _restates(each: Told, other: Told) -> bool:
    """Whether an amount without a time says again what was told: the same in another language, or what to do with it."""
    return each.whom == other.whom and each.of == other.of and (each.low, each.high) == (other.low, other.high)


def _sums_up(each: Told, before: Told) -> bool:
    """Whether an amount without a time of its own is what another comes to in a day: "1 three times a day (total 3)"."""
    clause, often = each.clause, before.timing.frequency if before.timing is not None else None
    told = any(m.kind in OFTEN for m in clause.modifiers) or each.is_more or clause.raised or clause.limit
    if told or often is None or often < _TWICE or clause.of != before.clause.of or each.of != before.of:
        return False
    return each.whom == before.whom and (each.low, each.high) == (before.low * often, before.high * often)


def _same(one: Told, other: Told) -> bool:
    if one.whom != other.whom or one.of != other.of or one.per != other.per:
        return False
    if one.clause.raised or one.conditional or other.conditional:
        return False
    # "10 drops 3 times a day. 30 drops at bedtime" tells two doses that happen to be as much
    once = one.named and not other.named and one.clause.of != other.clause.of
    if once and one.timing is not None and other.timing is not None and _often(one.timing) < _often(other.timing):
        return False
    return _a_day(one) == _a_day(other)


def _often(timing: Timing) -> int:
    return timing.frequency or 1


def _a_day(told: Told) -> tuple[Decimal, Decimal, PeriodUnit] | None:
    timing = told.timing
    if timing is None:
        return None
    low, high = told.low * (timing.frequency or 1), told.high * (timing.frequency_max or 1)
    return low / timing.period_max, high / timing.period, timing.period_unit


def _spells_out(each: Told, before: Told) -> bool:
    """Whether an amount tells how the day's before it is shared out: "2 capsules daily, 1 each morning and evening"."""
    if each.timing is None or before.timing is None or each.clause.opened == D.AND or not _same(each, before):
        return False
    return not before.named and (before.timing.frequency or 1) == 1 < (each.timing.frequency or 1)


def _added(each: Told, before: Told) -> bool:
    """Whether two amounts are taken both: at other times, or joined by "and"."""
    if each.whom != before.whom or each.timing is None or before.timing is None:
        return False
    if each.is_more:
        return True
    times: tuple[set[str], set[str]] = set(each.timing.when), set(before.timing.when)
    if each.clause.of != before.clause.of and any(t.clause.first(K.FREQUENCY) for t in (each, before)):
        # "1 at bedtime. Dosage: 1 a day, in the evening": another sentence tells the day's dose
        times = {slot(when) for when in each.timing.when}, {slot(when) for when in before.timing.when}
    apart = each.named and before.named and not times[0] & times[1]
    days = (set(each.timing.day_of_week), set(before.timing.day_of_week))
    apart = apart or (all(days) and not days[0] & days[1])
    together = each.clause.of == before.clause.of and each.clause.opened in (D.AND, K.COMMA)
    # "tres en el desayuno, tres en la comida": a meal that is not known to be lunch is a time as well
    at_a_time = each.named or (before.named and each.clause.first(K.WHEN) is not None)
    return apart or (together and (each.of != before.of or at_a_time or each.clause.opened == D.AND))


def _joins(each: Told, before: Told) -> bool:
    """Whether what may be taken is joined to a dose at another time: "2 in the morning and, if needed, 2 in the evening"."""
    joined = each.clause.of == before.clause.of and each.clause.opened in (D.AND, K.COMMA)
    return joined and each.named and not each.clause.raised and _added(each, before)


def _add(each: Told, before: Told) -> None:
    """Make one more than the dose before the whole of what that may be raised to: "in winter you can add a second"."""
    one, other = _a_day(each), _a_day(before)
    if each.timing is None or one is None or other is None or one[2] != other[2]:
        each.unused.append(each.clause.head)
        return
    each.low, each.high = one[0] + other[0], one[1] + other[1]
    each.timing = replace(each.timing, frequency=1, frequency_max=1, period=Decimal(1), period_max=Decimal(1))


def _relation(each: Told, before: Told) -> Relation:
    clause = each.clause
    phases = (before.phase is not None, each.phase is not None)
    if (
        clause.raised
        and each.phase is not None
        and clause.first(D.MAY) is None
        and each.whom in (before.whom, EVERYBODY)
    ):
        return "then"  # "increase to 2 from week 5"
    if clause.raised and clause.first(D.MAY) is not None and each.whom in (before.whom, EVERYBODY):
        return "up-to"  # "if that is too little, you may then go up to 3"
    if clause.first(D.THEN) is not None and not any(phases) and _follows_in_a_day(each, before):
        return "also"
    passing = phases[0] and before.phase != _LASTING
    if clause.first(D.THEN) is not None or all(phases) or (passing and not each.named and each.whom == before.whom):
        return "then"
    may = clause.first(D.CONDITION) or clause.first(D.MAY) or clause.first(D.AS_NEEDED)
    optional = may is not None or _is_led(each)
    if clause.raised or (optional and each.whom in (before.whom, EVERYBODY)):
        return "up-to"
    if each.whom != before.whom:
        return "instead"
    if _added(each, before):
        return "also"
    return "instead"


def _follows_in_a_day(each: Told, before: Told) -> bool:
    """Whether "then" leads from one time of the day to a later one: "one in the morning, then a second in the evening"."""
    named = each.named and before.named and each.clause.of == before.clause.of
    lasting = any(t.timing is not None and t.timing.bounds is not None for t in (each, before))
    return named and not lasting and _added(each, before)


def _without_parts(kept: list[Told]) -> list[Told]:
    """Drop the parts of a whole day's dose that was told before them: "2 a day, 1 in the morning, 1 at night"."""
    result: list[Told] = []
    i = 0
    while i < len(kept):
        whole = kept[i]
        parts = []
        j = i + 1
        while j < len(kept) and kept[j].named and kept[j].whom == whole.whom and kept[j].of == whole.of:
            parts.append(kept[j])
            j += 1
        result.append(whole)
        i += 1
        often = whole.timing.frequency if whole.timing is not None and not whole.named else None
        daily = often == 1 or whole.clause.first(D.DIVIDED) is not None
        if not parts or not daily:
            continue
        of_a_day = whole.clause.first(K.FREQUENCY) is not None and whole.clause.first(K.WHEN) is None
        if len(parts) > 1 and sum((p.high for p in parts), Decimal(0)) == whole.high * (often or 1):
            i = j
        elif of_a_day and parts[0].clause.of == whole.clause.of and not any(p.is_more for p in parts):
            # they are no shares of "2 capsules a day", which has two in the morning and two in the evening
            whole.unused += [p.clause.head for p in parts]
    return result
