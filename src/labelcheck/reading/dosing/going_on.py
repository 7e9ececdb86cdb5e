"""A sentence of the directions without an amount: more of the dose before it, or what puts that in doubt."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.reading.dosing import groups
from labelcheck.reading.dosing.clause import Clause, Directions
from labelcheck.reading.dosing.heads import LARGEST_COUNT, OFTEN
from labelcheck.reading.dosing.times import as_often, at_least
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

_GOING_ON: Final = frozenset({K.FREQUENCY, K.COUNT, K.WHEN, K.DURATION, D.DIVIDED, D.AS_NEEDED})
"""What a sentence without an amount tells of the one before."""
_TELLING_OF_ELSE: Final = frozenset({K.PANEL, K.OTHER_HEADING, D.NOT, D.PACK, K.SIZE, K.EXCEED, K.CONTAINS, D.REPEAT})
"""A sentence without an amount that has one of these goes on with none."""
_OPTIONAL: Final = frozenset({D.MAY, D.CONDITION, D.AS_NEEDED})
"""What is told beside these is not always done: "may be taken twice daily"."""
_TAKING: Final = frozenset({D.CONDITION, K.GROUP, K.TAKE, D.MAY})
"""Beside these a number that nothing takes may be a dose."""
_OPENING: Final = frozenset({K.DURATION, D.IN, D.WITH, D.AROUND, D.DURING, D.CONDITION, D.AS_NEEDED, K.GROUP})
"""Behind the number that a sentence opens with, these may tell when, or for whom, it is a dose."""
_SEASONAL: Final = frozenset({D.DURING, D.IN, D.UNDER, D.CONDITION})
"""What a sentence opens with that may tell of a time with another dose."""
_RAISING: Final = _OPTIONAL | {D.MULTIPLE, D.RAISE}
_MULTIPLYING: Final = _RAISING | {
    K.STOP,
    K.BREAK,
    K.COMMA,
    K.OTHER,
    K.TAKE,
    K.FORM,
    K.DAILY,
    K.SIZE,
    D.IN,
    D.TO,
    D.WITH,
    D.DURING,
    D.AT_MOST,
    D.AROUND,
    D.PER,
    D.FROM,
}
"""Beside these nothing is told but that a dose is multiplied."""
_LISTED: Final = frozenset(
    {K.WHEN, D.IN, D.WITH, D.TO, D.PER, D.AROUND, D.AND, K.COMMA, K.DASH, K.SLASH, K.STOP, K.BREAK}
)
"""Of a line with no more than these and times, those are what is told."""
_THEN_ALONE: Final = frozenset(
    {D.THEN, K.FREQUENCY, K.STOP, K.BREAK, K.COMMA, K.OTHER, K.TAKE, D.IN, D.PER, D.WITH, K.WHEN, D.AROUND, K.ASIDE}
)
"""Beside "then" these tell how often alone."""
_LATER: Final = frozenset({K.DURATION, K.PHASE, D.THEN})
"""A sentence with one of these may tell of another dose."""
_GROUPED: Final = 3
"""Sentences within which groups, or phases, are told their doses one after the other."""
_NEAR: Final = 2
"""Sentences within which one without an amount goes on with the one before."""


class _Sentence(NamedTuple):
    """A sentence without an amount: ``words`` are all of it, ``pending`` what no amount took."""

    number: int
    words: Sequence[Token]
    pending: Sequence[Token]

    @property
    def kinds(self) -> set[str]:
        """The kinds of what is pending."""
        return {p.kind for p in self.pending}

    @property
    def days(self) -> list[Token]:
        """What of it names days."""
        return [p for p in self.pending if p.kind == K.FREQUENCY and names_days(p)]


def go_on(done: Directions, number: int, sentence: Sequence[Token], pending: list[Token]) -> None:
    """Take a sentence without an amount for more of the last clause, or for what puts it in doubt.

    ``pending`` is what of it no amount took.
    """
    clause = done.clauses[-1] if done.clauses else None
    if clause is None:
        _before_any(done, number, pending)
        return
    one = _Sentence(number, sentence, pending)
    kinds, days = one.kinds, one.days
    near = number - clause.of <= _NEAR
    if _lists_times(done, one):
        return
    if not kinds.isdisjoint(_TELLING_OF_ELSE):
        _of_else(done, one)
    elif near or (days and K.TAKE in kinds):
        if D.PAUSE in kinds and _rests(pending, clause):
            return
        if _multiplied(done, number, pending) or then_as_often(done, number, pending):
            return
        untimed = _untimed(done)
        if near and untimed and _are_its_days(days, kinds):
            for each in untimed:
                each.modifiers += days
            done.go_on_with_last(number, [])
        else:
            _tell_more(done, one._replace(pending=[p for p in pending if p.kind != K.WHEN or p.low]))


def _before_any(done: Directions, number: int, pending: Sequence[Token]) -> None:
    """Leave over the numbers of a sentence that tells times, and no amount that is known, before the first dose.

    "Use as needed" is said of the dose behind it.
    """
    kinds = {p.kind for p in pending}
    if kinds.isdisjoint(_TELLING_OF_ELSE):
        done.needs += [(number, p) for p in pending if p.kind == D.AS_NEEDED]
    timed = K.FREQUENCY in kinds or any(p.kind == K.WHEN and p.low for p in pending)
    if timed and kinds.isdisjoint(_TELLING_OF_ELSE):
        done.continued[number], done.leftovers[number] = 0, [p for p in pending if p.kind == K.NUMBER]


def _lists_times(done: Directions, one: _Sentence) -> bool:
    """Read a list of times below an amount: "1 capsule", "- at breakfast", "- at dinner" count as times of one line do."""
    clause = done.clauses[-1]
    if not {p.kind for p in one.words} <= _LISTED or any(m.kind in (K.FREQUENCY, K.COUNT) for m in clause.modifiers):
        return False
    whens = [p for p in one.pending if p.kind == K.WHEN and p.low]
    follows = clause.of == one.number - 1 or done.continued.get(one.number - 1) == len(done.clauses) - 1
    if not follows or not whens or not any(w.low for w in clause.all(K.WHEN)):
        return False
    clause.modifiers += whens
    done.go_on_with_last(one.number, [])
    return True


def _multiplied(done: Directions, number: int, pending: Sequence[Token]) -> bool:
    """Read "in winter the dose may be doubled": the dose before it, and up to so many times that."""
    clause = done.clauses[-1]
    kinds = {p.kind for p in pending}
    factors = [p.low for p in pending if p.kind == D.MULTIPLE]
    if len(factors) != 1 or factors[0] <= 1 or kinds.isdisjoint(_OPTIONAL) or not kinds <= _MULTIPLYING:
        return False
    if not done.last_is_alone:
        return False
    head = clause.head._replace(low=clause.head.low * factors[0], high=clause.head.high * factors[0])
    more = [m for m in clause.modifiers if m.kind in OFTEN] + [p for p in pending if p.kind in _RAISING]
    inherited = clause.first(K.GROUP) or clause.inherited
    done.clauses.append(Clause(head, number, K.STOP, more, inherited, clause.daily, clause.headed, raised=True))
    return True


def then_as_often(done: Directions, number: int, pending: Sequence[Token]) -> bool:
    """Read "3 times daily in the first week, once daily thereafter": the same amount in a later phase."""
    clause = done.clauses[-1]
    kinds = {p.kind for p in pending}
    often = [p for p in pending if p.kind == K.FREQUENCY]
    phased = any(d.timing is not None and d.timing.bounds is not None for d in clause.all(K.DURATION))
    if D.THEN not in kinds or len(often) != 1 or not done.last_is_alone or not kinds <= _THEN_ALONE:
        return False
    if clause.first(K.FREQUENCY) is None or not (phased or clause.first(K.PHASE)):
        return False
    inherited = clause.first(K.GROUP) or clause.inherited
    done.clauses.append(Clause(clause.head, number, K.STOP, [*pending], inherited, clause.daily, clause.headed))
    return True


def _untimed(done: Directions) -> list[Clause]:
    """Return the clauses that days told behind them are told of: the last one's, and those of other groups before it.

    "Women 2 capsules, men 3. Pregnant women 1. In the morning. Every other day." is said of all three; none where one
    of them tells how often itself.
    """
    last = done.clauses[-1]
    told = [c for c in done.clauses if last.of - c.of <= _NEAR and (c.of == last.of or c.first(K.GROUP) is not None)]
    return [] if any(c.first(K.FREQUENCY) for c in told) else told


def _of_else(done: Directions, one: _Sentence) -> None:
    """Take what a sentence of something else tells of a dose: that it is repeated, forbidden on days, or enough."""
    clause = done.clauses[-1]
    number, sentence, pending = one
    kinds, days = one.kinds, one.days
    near = number - clause.of <= _NEAR
    whens = [p for p in pending if p.kind == K.WHEN and p.low]
    if D.REPEAT in kinds and whens and near:
        again = clause.first(K.FREQUENCY) is None and clause.first(K.WHEN) is not None and D.NOT not in kinds
        if again:  # "Repeat in the evening"; beside a number of times it is not known what is repeated
            clause.modifiers += whens
        done.go_on_with_last(number, [] if again else whens)
    elif days and K.TAKE in kinds and not kinds.isdisjoint((D.NOT, K.EXCEED)):
        done.go_on_with_last(number, days)  # "not to be taken more than 3 days a week"
    elif D.PACK in kinds and near:
        # "when you feel better one is enough"
        later = not kinds.isdisjoint(_LATER) or {D.AROUND, K.FREQUENCY} <= kinds
        done.go_on_with_last(number, _ending_numbers(_told(sentence) if later else sentence))


def _are_its_days(days: Sequence[Token], kinds: set[str]) -> bool:
    """Whether a sentence tells the days of a dose that was told at times: "1 at breakfast. To be taken five days a week"."""
    certain = len(days) == 1 and kinds.isdisjoint(_OPTIONAL | {D.AT_MOST})
    return certain and (K.TAKE in kinds or _forbids_days(days))


def _tell_more(done: Directions, one: _Sentence) -> None:
    """Give the last clause what a sentence tells of it, and leave over what nothing is made of."""
    clause, untimed = done.clauses[-1], _untimed(done)
    timed = _is_timed(clause)
    telling = [
        p for p in one.pending if p.kind in _GOING_ON and (not timed or (_adds(p, clause) and _is_of_dose(p, one)))
    ]
    doubted = _unsettling(one.words, one.pending) + _of_another_dose(one.words, one.kinds)
    if untimed:
        for each in untimed[:-1]:
            each.doubted += one.days
        doubted += one.days
    else:
        doubted += _told_otherwise(one, clause, telling)
    telling = [p for p in telling if p not in doubted]
    if telling and not _is_timed(clause) and K.FREQUENCY in one.kinds:
        # "dissolve 2 scoops. Take 1 to 2 drinks a day": of what, is not known
        doubted += [p for p in one.pending if p.kind == K.NUMBER and p.high > 1 and p not in doubted]
    if not telling and not doubted:
        return
    done.go_on_with_last(one.number, doubted)
    if K.TAKE in one.kinds or all(groups.is_of_days(p.whom) for p in one.pending if p.kind == K.GROUP):
        _give(done, telling)


def _is_of_dose(told: Token, one: _Sentence) -> bool:
    """Whether a number of times is that of a dose: "3 times, with food" is, and "tested 3 times by a laboratory" is not."""
    return told.kind != K.COUNT or K.TAKE in one.kinds or not any(p.kind == K.OTHER for p in one.words)


def _is_timed(clause: Clause) -> bool:
    """Whether a clause tells how often or at which times."""
    return clause.first(K.FREQUENCY) is not None or any(w.low for w in clause.all(K.WHEN))


def _told_otherwise(one: _Sentence, clause: Clause, telling: Sequence[Token]) -> list[Token]:
    """Return what tells another number of times than the clause does: days that are not added to it, and what may be left undone."""
    otherwise = [p for p in one.pending if p.kind == K.FREQUENCY and _is_otherwise(p, clause)]
    directed = K.TAKE in one.kinds or K.GROUP in one.kinds
    optional = not one.kinds.isdisjoint(_OPTIONAL)
    return [p for p in otherwise if (optional if p in telling else directed and p in one.days)]


def _is_otherwise(told: Token, clause: Clause) -> bool:
    """Whether a phrase begins at another number of times than a clause does."""
    before = clause.first(K.FREQUENCY)
    if before is None or before.timing is None or told.timing is None:
        return False
    # "1 capsule daily. May be taken once or twice daily" takes nothing back
    return not as_often(at_least(before.timing), at_least(told.timing))


def _give(done: Directions, telling: Sequence[Token]) -> None:
    """Add what a sentence tells to the last clause, and days to those of other groups: "not at the weekend" is said of all."""
    clause = done.clauses[-1]
    clause.modifiers += telling
    for each in done.clauses[:-1]:
        if clause.of - each.of <= _GROUPED:
            each.modifiers += [p for p in telling if p.kind == K.FREQUENCY and names_days(p)]


def _of_another_dose(sentence: Sequence[Token], kinds: set[str]) -> list[Token]:
    """Return the number that a sentence ends with where it tells of later: "after a month, one is enough", "cut back to one"."""
    first, following = [*sentence[:2], *[None] * 2][:2]
    opens = first is not None and first.kind == K.NUMBER and first.name == "word" and 1 < first.low <= LARGEST_COUNT
    if opens and first is not None and following is not None and following.kind in _OPENING:
        return [first._replace(name="counted")]  # "one daily; two in times of stress"
    if not kinds.isdisjoint(_LATER) or {D.AROUND, K.FREQUENCY} <= kinds:
        return _ending_numbers(_told(sentence))
    if D.NOT in kinds:
        return []
    closing = [p.kind for p in _told(sentence) if p.kind not in (K.STOP, K.BREAK, K.COLON)][-2:]
    if closing == [K.GROUP, K.NUMBER]:
        return _ending_numbers(sentence)  # "vegetarians 2 capsules daily; everyone else 1"
    # "those who rarely eat fish take two", whatever the verb; "during the pollen season 2"
    certain = D.TO in kinds or (first is not None and first.kind in _SEASONAL) or _in_words(sentence)
    return [n for n in _ending_numbers(sentence) if D.TO in kinds or (n.high > 1 and certain)]


def names_days(told: Token) -> bool:
    """Whether a phrase tells on which days, and not how often on each or how often a course is taken."""
    timing = told.timing
    return timing is not None and timing.period_unit in ("d", "wk") and (timing.period_unit != "d" or timing.period > 1)


def _forbids_days(days: Iterable[Token]) -> bool:
    """Whether a phrase tells the days by those on which none is taken: "not on Sundays"."""
    return any(p.kind in (D.NOT, D.PAUSE, D.EXCEPT) for token in days for p in token.parts)


def _rests(pending: Sequence[Token], clause: Clause) -> bool:
    """Whether a pause is on days of which the dose before is not told: "Monday to Friday. Pause at the weekend"."""
    days = {d for f in clause.all(K.FREQUENCY) if f.timing for d in f.timing.day_of_week}
    if days and any(p.kind == K.GROUP and p.whom is not None and p.whom.activity == "rest" for p in pending):
        return True  # "Monday and Friday. The other days are free"
    pauses = {d for p in pending if p.kind == K.FREQUENCY and p.timing for d in p.timing.day_of_week}
    return bool(days) and bool(pauses) and not days & pauses


def _adds(told: Token, clause: Clause) -> bool:
    """Whether a phrase tells more of an amount of which a time is told already."""
    if told.kind in (D.AS_NEEDED, K.WHEN):
        return False
    return told.kind not in (K.FREQUENCY, K.COUNT) or _repeats(told, clause)


def _repeats(told: Token, clause: Clause) -> bool:
    """Whether a sentence says again how often, as "daily" behind "3 times"; how often a year a course is, is not that."""
    before = clause.first(K.FREQUENCY)
    if told.timing is None or before is None or before.timing is None:
        return told.kind == K.COUNT and told.high > 1  # "once opened"
    return told.timing.period_unit not in ("a", "mo") or before.timing.period_unit in ("a", "mo")


def _told(sentence: Sequence[Token]) -> list[Token]:
    """Return a sentence without the words that are not known, and without those of a pack, which "is enough" is one of."""
    return [p for p in sentence if p.kind not in (K.OTHER, D.PACK)]


def _ending_numbers(sentence: Sequence[Token]) -> list[Token]:
    """Return the number that a sentence ends with, which may be a dose: "after a month, one is enough" is told by its end."""
    told = [p for p in sentence if p.kind not in (K.STOP, K.BREAK, K.CLOSE)]
    last = told[-1] if told else None
    if last is None or last.kind != K.NUMBER or not 1 <= last.low <= last.high <= LARGEST_COUNT:
        return []
    return [last._replace(name="counted")]


def _in_words(sentence: Sequence[Token]) -> bool:
    """Whether the number that ends a sentence is written out, as it is in no name: "rich in omega 3"."""
    told = [p for p in sentence if p.kind not in (K.STOP, K.BREAK, K.CLOSE)]
    return bool(told) and told[-1].name == "word"


def _unsettling(sentence: Sequence[Token], pending: Sequence[Token]) -> list[Token]:
    """Return what a sentence without an amount of its own says against the amount before: nothing is made of it."""
    kinds = {p.kind for p in pending}
    odd = [p for p in pending if p.kind in (D.RAISE, D.MULTIPLE, D.PAUSE)]
    if D.MAY in kinds and K.FREQUENCY not in kinds:
        odd += [p for p in pending if p.kind == D.AS_NEEDED]  # "at need the dose may …"
    if D.THEN in kinds:
        odd += [p for p in pending if p.kind == K.PERIOD]  # "then a week without"
    if K.ASIDE not in kinds:
        odd += [p for p in pending if p.kind == K.NUMBER and p.name == "another"]
    if kinds & _TAKING and not any(p.kind == D.NOT for p in sentence):
        around = {t.start for a, b in itertools.pairwise(sentence) for t in (a, b) if K.PERIOD in (a.kind, b.kind)}
        odd += [p for p in pending if p.kind == K.NUMBER and 1 < p.high <= LARGEST_COUNT and p.start not in around]
    if kinds & {D.MAY, K.TAKE, D.MULTIPLE}:
        odd += [p for p in pending if p.kind == K.ORDINAL or (p.kind == K.GROUP and p.name == "weight")]
    return odd
