"""Clauses of the directions as dosages, in FHIR's words, with what each left unused."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.model import Dosage, Dose, ForWhom, LabelText, MaxDose, Per, Timing, Unused
from labelcheck.reading.dosing import groups
from labelcheck.reading.dosing.clause import Clause, Directions
from labelcheck.reading.dosing.going_on import names_days
from labelcheck.reading.dosing.relations import relate, usual_first
from labelcheck.reading.dosing.times import DAYS
from labelcheck.reading.dosing.timings import timing_of
from labelcheck.reading.dosing.told import EVERYBODY, MEASURES, Told, is_of_days, tells_another, within
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

_RESTING: Final = ForWhom(activity="rest")
_MOST_TOLD: Final = 60
"""Amounts that are compared with each other; directions with more are none."""
_FEWER: Final = 4
"""A bare number so many times below what it goes on from counts something else."""
_FEW: Final = Decimal(10)
"""Pieces that a title may give as a dose; more are what a pack holds."""
_OF_PACKS: Final = frozenset({"gram", "ml"})
_NEAR: Final = 2
"""Sentences from a dose within which an amount may tell of it."""
_BESIDE: Final = 6
"""Characters between two numbers that tell one dose: those of " till "."""


def dosages(directions: Directions, text: LabelText, title: int) -> tuple[Dosage, ...]:
    """Return what the directions say, in order, each with what of its sentence was not understood.

    ``title`` is where the line that names the product ends.
    """
    kept = _without_packs(_kept(directions.clauses), title)
    told = [_told(c) for c in kept[:_MOST_TOLD]]
    if len(kept) > _MOST_TOLD:
        told[-1].unused.append(kept[_MOST_TOLD].head)
    _inherit_forms(told)
    _inherit_times(told)
    _inherit_days(told)
    _on_other_days(told)
    told = _with_prepared(told)
    if any(t.timing is not None for t in told):
        told = [t for t in told if t.timing is not None or not (_is_bare(t) or _prepares(t, told))]
    if all(t.clause.head.kind == K.FORM for t in told):
        # no number is told at all, and one may have been printed: "Take … tablets daily"
        for one in told:
            one.unused.append(one.clause.head)
    kept = [t.clause for t in told]
    related = relate(usual_first(told), text)
    _passed_over(directions, kept, related)
    _leftovers(related, directions, title)
    _begun(related)
    return tuple(_dosage(i + 1, t, text) for i, t in enumerate(related))


def _kept(clauses: list[Clause]) -> list[Clause]:
    """Return the clauses that tell a dose: no prohibition, no content of a pack, nothing said in passing."""
    told = [_tells(c) for c in clauses]
    telling = [
        c
        for i, c in enumerate(clauses)
        if not c.negated and (told[i] or _goes_with_telling(clauses, told, i)) and not _forbids(c)
    ]
    strong: list[Clause] = []
    for c in telling:
        # "one in the morning and one in the evening gives 300 mg": the second is taken as the first is
        joined = c.opened == D.AND and bool(strong) and strong[-1].of == c.of and c.first(K.WHEN) is not None
        if not c.content or c.daily or c.taken or joined:
            strong.append(c)
    return [c for c in strong if not _lasts(c)] or strong or telling


def _without_packs(clauses: list[Clause], title: int) -> list[Clause]:
    """Leave out what the pack weighs: grams of the product's name ("Calm Evening, 250 g"), "for children, 10 ml" above it all."""
    timed = next((i for i, c in enumerate(clauses) if c.head.end > title and _says_when(c)), None)
    if timed is None:
        doses = [c for c in clauses if c.head.name not in _OF_PACKS or c.head.end > title or _says_when(c)]
        return doses if any(_says_when(c) for c in doses) else clauses
    dose = clauses[timed].head.name
    return [
        c
        for i, c in enumerate(clauses)
        if c.head.name not in _OF_PACKS
        or _says_how_often(c)
        or (c.head.end > title and (i >= timed or c.taken or c.headed or c.head.name == dose))
    ]


def _says_when(clause: Clause) -> bool:
    return _says_how_often(clause) or clause.first(K.WHEN) is not None


def _says_how_often(clause: Clause) -> bool:
    return any(m.kind in (K.FREQUENCY, K.COUNT, K.DURATION, D.CONDITION) for m in clause.modifiers)


def _goes_with_telling(clauses: list[Clause], told: list[bool], i: int) -> bool:
    """Whether "and" joins an amount to one that is told as a dose: "one tablet and two capsules daily"."""
    clause = clauses[i]
    if clause.head.kind != K.SERVING or clause.content:
        return False
    return any(
        0 < later < len(clauses)
        and clauses[other].of == clause.of
        and told[other]
        and (
            clauses[later].opened == D.AND
            or (clauses[later].opened == K.COMMA and _are_two(clauses[other].head, clause.head))
        )
        for later, other in ((i, i - 1), (i + 1, i + 1))
    )


def _are_two(told: Token, head: Token) -> bool:
    """Whether an amount before a comma is no pack: another form, or a few pieces, "1 capsule in summer, 2 in winter"."""
    return told.name != head.name or (head.name not in MEASURES and head.high <= _FEWER)


def _lasts(clause: Clause) -> bool:
    """Whether a clause tells how long a pack lasts, and no dose: "one bottle every eight weeks"."""
    every = clause.first(K.FREQUENCY)
    if clause.head.name == "bottle" and clause.first(D.PACK) is not None:
        return True
    packed = clause.head.name in _OF_PACKS and clause.first(D.PACK) is not None
    return (
        (clause.head.name == "bottle" or packed)
        and every is not None
        and every.timing is not None
        and (every.timing.period_unit in ("wk", "mo", "a"))
    )


def _forbids(clause: Clause) -> bool:
    """Whether a clause only forbids an amount of which no time is told: "do not exceed 6 tablets"."""
    exceed, daily = clause.first(K.EXCEED), clause.first(K.DAILY)
    if exceed is None or any(m.kind in (K.FREQUENCY, K.COUNT) for m in clause.modifiers):
        return False
    # "the recommended daily dose is 3 tablets and must not be exceeded" tells a dose
    return clause.limit or daily is None or not daily.start < clause.head.start < exceed.start


def _tells(clause: Clause) -> bool:
    timed = any(m.kind in (K.FREQUENCY, K.WHEN, K.COUNT) for m in clause.modifiers) or clause.daily
    if clause.content and not timed:
        return False
    if clause.first(K.PER_BODY) or clause.first(K.PER_HOUR):
        return True
    if clause.head.kind == K.NUMBER and not (timed or clause.taken or clause.raised or clause.limit or clause.headed):
        said = any(clause.first(kind) for kind in (K.GROUP, D.CONDITION, D.AS_NEEDED)) or clause.inherited is not None
        return said or tells_another(clause.head)
    said = clause.taken or clause.headed or clause.raised or clause.limit or clause.inherited is not None
    said = said or _stands_beside(clause) or tells_another(clause.head)
    grouped = clause.first(K.GROUP) is not None
    at_need = clause.first(D.AS_NEEDED) is not None or clause.first(D.CONDITION) is not None
    return timed or said or grouped or at_need


def _told(clause: Clause) -> Told:
    head = clause.head
    timing, unused = timing_of(clause)
    unused += clause.doubted
    whom = _whom(clause)
    low, high = head.low, head.high
    if head.kind == K.FORM:
        low = high = Decimal(1)
    told = Told(clause, timing, whom, head.name if head.kind != K.NUMBER else "", unused, low, high)
    if not any(p.kind == K.SERVING and p.name in MEASURES for p in within(head)):
        # how much a heaped scoop is, its weight alone tells
        unused += [p for p in within(head) if p.kind == D.HEAPED]
    told.as_needed = _is_as_needed(clause)
    body, hour = clause.first(K.PER_BODY), clause.first(K.PER_HOUR)
    if body is not None:
        told.per = Per(body.low, "kg")
    elif hour is not None:
        told.per = Per(Decimal(1), "h")
    divided = clause.first(D.DIVIDED)
    count = clause.first(K.COUNT)
    times = next((int(f.timing.frequency or 1) for f in clause.all(K.FREQUENCY) if f.timing and f.name == "times"), 1)
    if count is not None:
        times = int(count.high)
    elif divided is not None and divided.parts and divided.low == divided.high:
        times = int(divided.high)
    if divided is not None and count is not None and count.low != count.high:
        times = 1  # "divided into 1–3 doses"
    shares = timing.frequency or 1 if timing is not None else 1
    if divided is not None and count is None and shares > 1 and not clause.all(K.FREQUENCY):
        # "three capsules spread across breakfast, lunch and dinner" are the day's
        told.low, told.high = low / shares, high / shares
    elif divided is not None and times > 1 and timing is not None and timing.frequency == 1:
        told.low, told.high = low / times, high / times
        told.timing = replace(timing, frequency=times, frequency_max=times, times_told=True)
    phase = clause.first(K.PHASE) or next((p for p in clause.all(K.DURATION) if p.name == "first"), None)
    if phase is not None:
        told.phase = phase.name or "numbered"
    if clause.limit and not is_of_days(told.timing):
        told.most = MaxDose(high, told.of)
    return told


def _is_as_needed(clause: Clause) -> bool:
    """Whether it is taken as needed; "for a month, to be repeated as needed" says that of the month."""
    named = [m for m in clause.modifiers if m.kind != K.OTHER]
    kinds = [m.kind for m in named]
    return any(k == D.AS_NEEDED and D.REPEAT not in kinds[max(0, i - 1) : i] for i, k in enumerate(kinds))


def _whom(clause: Clause) -> ForWhom:
    members = clause.all(K.GROUP) or ([clause.inherited] if clause.inherited is not None else [])
    whom: ForWhom | None = None
    for member in members:
        own = member.whom or EVERYBODY
        whom = own if whom is None else groups.both(whom, own)
    return whom or EVERYBODY


def _is_bare(told: Told) -> bool:
    """Whether an amount stands with nothing that makes it a dose, as what a pack holds does: "12 capsules in the box"."""
    clause = told.clause
    said = clause.taken or clause.raised or clause.limit or told.as_needed or told.per is not None
    said = said or _stands_beside(clause) or told.is_more
    return not said and told.whom == EVERYBODY and clause.first(D.CONDITION) is None


def _stands_beside(clause: Clause) -> bool:
    """Whether an amount is told as another is: behind "then", with how it is divided, or behind a title of its own, "light training: 2 capsules"."""
    pieces = clause.head.kind == K.SERVING and clause.head.name not in MEASURES and clause.head.high <= _FEW
    return pieces and (clause.titled or any(clause.first(k) is not None for k in (D.THEN, D.DIVIDED)))


def _prepares(each: Told, told: list[Told]) -> bool:
    """Whether an amount only says how one is made ready: "dissolve 1 tablet in water", beside "take 1–3 tablets daily"."""
    solved = _is_solved(each)
    if each.of in MEASURES and each.timing is None and any(t.timing is not None and t.of == "serving" for t in told):
        return solved  # "stir 30 g into water. 1–2 servings a day"
    doses = [t for t in told if t.timing is not None and t.of == each.of]
    ready = any(t.low <= each.low <= each.high <= t.high for t in doses)
    # "mix one scoop with water. Drink two scoops a day": one at a time
    several = [t for t in doses if not t.clause.limit and not t.low % each.low and not t.high % each.low]
    shared = each.low == each.high and bool(several)
    return solved and each.whom == EVERYBODY and (ready or shared)


def _with_prepared(told: list[Told]) -> list[Told]:
    """Read "mix 2 scoops with water. Drink one serving a day": a serving is what was made ready."""
    doses = [t for t in told if t.timing is not None]
    prepared = [
        t for t in told if t.timing is None and t.of != "serving" and t.of and t.of not in MEASURES and _is_solved(t)
    ]
    if len(prepared) != 1 or not doses or any(t.of != "serving" for t in doses):
        return told
    (ready,) = prepared
    for each in doses:
        each.low, each.high, each.of = each.low * ready.low, each.high * ready.high, ready.of
        if each.most is not None:
            each.most = MaxDose(each.high, each.of)
    return [t for t in told if t is not ready]


def _is_solved(told: Told) -> bool:
    """Whether an amount is told with the water it is stirred in."""
    return any(m.kind == K.ASIDE and any(p.kind == D.SOLVENT for p in within(m)) for m in told.clause.modifiers)


def _inherit_forms(told: list[Told]) -> None:
    """Read "1 tablet in the morning and 2 in the evening": two of the same."""
    before: Told | None = None
    for each in told:
        if before is not None and not each.of and before.of in _OF_PACKS and each.high * _FEWER < before.high:
            each.unused.append(each.clause.head)  # "one 15 ml capful in the morning and one at night" is no millilitre
        each.of = each.of or (before.of if before is not None else "")
        before = each
    following = ""
    for each in reversed(told):
        each.of = each.of or following
        following = each.of


def _inherit_times(told: list[Told]) -> None:
    """Read "4–10 years: 1 tablet. Over 10 years: 2 tablets daily": daily is said of both."""
    for i, each in enumerate(told):
        counts = each.is_more or each.clause.head.kind == K.NUMBER  # "1 capsule daily, if needed 2"
        if each.timing is not None or each.per is not None or (each.as_needed and not counts):
            continue
        beside = [*reversed(told[:i]), *told[i + 1 :]]
        for other in beside:
            same = other.clause.of == each.clause.of
            grouped = each.whom not in (other.whom, EVERYBODY)
            listed = abs(other.clause.of - each.clause.of) <= 3 and (
                grouped or each.clause.raised or each.clause.first(D.CONDITION)
            )
            if other.timing is None or not (same or listed or each.clause.limit or each.clause.raised):
                continue
            if not other.timing.when or other.timing.frequency == 1:
                each.timing = replace(other.timing, when=(), bounds=None)
                break


def _inherit_days(told: list[Told]) -> None:
    """Read "Monday to Friday 1 at breakfast and 1 at lunch", and the days behind both: they are said of both."""
    for named in told:
        said = next((f for f in named.clause.all(K.FREQUENCY) if names_days(f)), None)
        if named.timing is None or said is None:
            continue
        beside = [t for t in told if t is not named and t.clause.of == named.clause.of]
        others = [t for t in beside if _is_of_any_day(t) and t.whom == named.whom]
        if not others or len(others) < len(beside):
            continue
        heads = [t.clause.head.start for t in (named, *others)]
        if said.start > max(heads) and len(named.timing.day_of_week) == 1:
            named.unused.append(said)  # "1 in the morning and 2 in the evening on Sundays"
        elif said.start < min(heads) or said.start > max(heads):
            for each in others:
                each.timing = _on_days(each.timing, said.timing or named.timing)


def _on_other_days(told: list[Told]) -> None:
    """Read "2 on Mondays, 1 on the other days": days of rest are those that the doses before did not name."""
    for i, each in enumerate(told):
        if each.whom != _RESTING or each.timing is None:
            continue
        named = {d for t in told[:i] if t.timing is not None for d in t.timing.day_of_week if t.whom == EVERYBODY}
        rest = tuple(d for d in DAYS if d not in named)
        if named and rest:
            each.whom = EVERYBODY
            each.timing = _on_days(each.timing, Timing(len(rest), len(rest), period_unit="wk", day_of_week=rest))


def _is_of_any_day(told: Told) -> bool:
    """Whether a dose is told by times of the day alone."""
    timing = told.timing
    return timing is not None and timing.period_unit == "d" and timing.period == 1 and not told.clause.all(K.FREQUENCY)


def _on_days(timing: Timing | None, named: Timing) -> Timing:
    """Return a timing of each day as one of the days named."""
    often = ((timing.frequency if timing is not None else None) or 1) * (named.frequency or 1)
    when = timing.when if timing is not None else ()
    return replace(named, frequency=often, frequency_max=often, when=when)


def _passed_over(directions: Directions, kept: list[Clause], told: list[Told]) -> None:
    """Doubt a dose beside which a few more pieces of the same form were taken for none.

    "1 tablet daily. Many choose two tablets in autumn": of no such sentence is it known that it tells no dose.
    """
    heads = {c.head.start for c in kept}
    for number, amount in directions.passing:
        pieces = amount.name not in MEASURES and amount.high <= _FEW
        if amount.start in heads or not pieces or any(p.kind == K.SERVING for p in amount.parts):
            continue  # "1 scoop = 5 g"
        beside = [t for t in told if t.of == amount.name and abs(t.clause.of - number) <= _NEAR]
        if beside and all(
            t.high < amount.high != t.high * (t.timing.frequency or 1 if t.timing else 1) for t in beside
        ):
            beside[-1].unused.append(amount)


def _begun(told: list[Told]) -> None:
    """Leave over "start with" beside a dose that nothing is told to follow: what is taken for good was not understood."""
    for i, each in enumerate(told):
        head, before = each.clause.head, None
        for m in each.clause.modifiers:
            before = m if m.end <= head.start and (before is None or m.start > before.start) else before
        follows = any(t.relation in ("then", "up-to") for t in told[i + 1 : i + 2])
        if before is not None and before.kind == D.FIRST and not follows and each.phase is None:
            each.unused.append(before)


def _leftovers(told: list[Told], directions: Directions, title: int) -> None:
    """Give each dosage what its sentence left unused; a number of the product's name is none of the dose."""
    for number, tokens in directions.leftovers.items():
        of = directions.continued.get(number)
        clause = directions.clauses[of] if of is not None and of < len(directions.clauses) else None
        owner = next((t for t in told if t.clause.of == number or t.clause is clause), None)
        if owner is None:
            continue
        for token in tokens:
            if not _is_named(token, owner.clause, title) and not _harmless(token):
                owner.unused.append(token)


def _is_named(token: Token, clause: Clause, title: int) -> bool:
    """Whether a number is of the product's name, and not told to be taken: "Take 3–2 capsules" on the first line."""
    if token.kind != K.NUMBER or token.end > min(title, clause.head.start):
        return False
    beside = clause.head.start - token.end <= _BESIDE
    return not (beside and any(m.kind == K.TAKE and m.start < token.start for m in clause.modifiers))


def _harmless(token: Token) -> bool:
    """Whether a word left over says nothing by itself: an article, a day, mealtimes."""
    if token.kind == K.NUMBER:
        return token.name == "word" and token.low == 1
    if token.kind == K.PERIOD:
        return token.name in ("d", "min")
    return token.kind in (K.GROUP, K.WHEN) and token.kind == K.WHEN and not token.low


def _dosage(sequence: int, told: Told, text: LabelText) -> Dosage:
    clause = told.clause
    clean = text.clean
    start, end = clause.span
    unused = tuple(
        Unused(" ".join(clean[t.start : t.end].split()), text.place(t.start, t.end))
        for t in sorted(told.unused, key=lambda t: t.start)
    )
    timing = told.timing if told.timing is not None else Timing()
    counted = timing.times_told or not any(m.name == "per-meal" for m in clause.modifiers)
    settled = told.timing is not None and told.per is None and counted
    return Dosage(
        sequence,
        " ".join(clean[start:end].split()),
        text.place(start, end),
        Dose(told.low, told.high, told.of or "piece", told.per),
        timing,
        told.relation,
        told.whom,
        told.phase,
        told.as_needed,
        told.most,
        "ok" if settled and not unused else "check",
        unused,
    )
