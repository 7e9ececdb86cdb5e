"""Phrases of the directions, each joined to the amount that it is said of."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.reading.lex.kinds import BEARING
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

_SEPARATORS: Final = frozenset({K.COMMA, D.AND, D.OR})
_NEUTRAL: Final = frozenset({
    K.OTHER, K.OPEN, K.CLOSE, K.DASH, K.SLASH, K.ASIDE, K.APPROX, D.IN, D.WITH, D.AROUND, D.PER, D.TO, D.EVERY,
    D.BETWEEN, D.FROM, D.UNDER, D.OVER, D.OLDER, D.DURING, D.FIRST, D.EXERCISE, K.UNIT, K.OTHER_HEADING, D.KEEP_AWAY,
})  # fmt: skip
"""What neither is told of an amount nor parts two amounts."""
_LEADING: Final = frozenset({K.GROUP, K.WHEN, K.PHASE, K.DURATION, D.CONDITION, K.FREQUENCY})
_HEADS: Final = frozenset({K.SERVING, K.SUM, K.FORM, K.NUMBER})
_FOLLOW_COUNT: Final = frozenset({K.FREQUENCY, K.WHEN, K.COUNT})
_BEFORE_COUNT: Final = frozenset({K.TAKE, D.RAISE, D.MAY, D.AT_MOST})
_ENDS: Final = frozenset(
    {K.STOP, K.BREAK, K.COMMA, D.AND, D.WITH, D.IN, D.AROUND, D.AS_NEEDED, D.CONDITION, K.CLOSE, K.GROUP}
)
_NAMING: Final = frozenset({K.DAILY, D.MAY, D.FIRST, D.NOT, D.AT_ONCE})
"""What is quoted with an amount besides the words that bear on it."""
_TOLD: Final = frozenset({
    K.FREQUENCY, K.COUNT, K.WHEN, K.GROUP, K.DURATION, K.PHASE, K.PER_BODY, K.PER_HOUR, D.THEN, D.RAISE, D.MAY,
    D.AT_MOST, D.AS_NEEDED, D.CONDITION, D.DIVIDED, D.AT_ONCE,
})  # fmt: skip
"""What a dosage takes of what is told with an amount; of the rest nothing is made."""
_LASTING: Final = frozenset({K.NUMBER, K.PERIOD, K.DURATION})
"""What a sentence tells of how long a pack lasts: "räcker i ca 60 dagar vid 5 droppar dagligen"."""
_MEASURES: Final = frozenset({"gram", "ml"})
_NEVER_IMPLIED: Final = frozenset({"serving", "bottle", "gram", "ml"})
"""Of these no single one is meant where no number stands."""
_APART: Final = 10
"""Between the numbers of sentences of two stretches: neither goes on with the other."""
_LARGEST_COUNT: Final = Decimal(20)
_NEAR: Final = 2
"""Sentences within which one without an amount goes on with the one before."""
_LARGEST_PIECES: Final = Decimal(15)
"""A bare number of pieces above this is what a pack holds."""
_PIECES: Final = frozenset({"tablet", "capsule", "gummy", "sachet", "ampoule", "piece", "serving", "scoop"})


_SAYING: Final = BEARING | _HEADS | frozenset({K.DIRECTIONS, K.DAILY, K.TAKE})
"""A sentence without any of these says nothing of a dose."""


@dataclass(slots=True, eq=False)
class Clause:
    """All that is told of one amount, ``head``, between ``start`` and ``end`` of the text.

    ``opened`` is the kind of what parts it from the clause before, "" for the first. ``of`` is its sentence's number.
    """

    head: Token
    of: int
    opened: str
    modifiers: list[Token] = field(default_factory=list)
    inherited: Token | None = None
    """The group of a heading above: "Adults:"."""
    daily: bool = False
    """Under a heading that names a daily dose."""
    headed: bool = False
    """Under a heading of directions."""
    taken: bool = False
    limit: bool = False
    raised: bool = False
    negated: bool = False
    content: bool = False
    """What follows tells what the amount holds."""

    def all(self, kind: str) -> list[Token]:
        """Return the modifiers of a kind."""
        return [m for m in self.modifiers if m.kind == kind]

    def first(self, kind: str) -> Token | None:
        """Return the first modifier of a kind."""
        for modifier in self.modifiers:
            if modifier.kind == kind:
                return modifier
        return None

    @property
    def span(self) -> tuple[int, int]:
        """Where its first telling word begins and its last one ends."""
        telling = [self.head, *[m for m in self.modifiers if m.kind in BEARING or m.kind in _NAMING]]
        return min([t.start for t in telling]), max([t.end for t in telling])


@dataclass(slots=True, eq=False)
class Directions:
    """The clauses of a stretch of directions, and the words of its sentences that no clause took."""

    clauses: list[Clause] = field(default_factory=list)
    leftovers: dict[int, list[Token]] = field(default_factory=dict)
    """By the number of the sentence."""
    continued: dict[int, int] = field(default_factory=dict)
    """Which clause, by number, a sentence without an amount goes on with."""


def join(stretches: Iterable[Sequence[Token]]) -> Directions:
    """Return the clauses of all stretches of directions of a label."""
    done = Directions()
    number = 0
    for phrases in stretches:
        joiner = _Joiner(done)
        for sentence in _sentences(phrases):
            joiner.read(number, sentence)
            number += 1
        number += _APART
    return done


def _sentences(phrases: Sequence[Token]) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    for phrase in phrases:
        sentence.append(phrase)
        if phrase.kind in (K.STOP, K.BREAK):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


class _Joiner:
    """Walks through the phrases once, from left to right."""

    def __init__(self, done: Directions) -> None:
        self.done: Final = done
        self.headed = False
        self.group: Token | None = None
        self.daily = False

    def read(self, number: int, sentence: list[Token]) -> None:
        """Take in one sentence."""
        kinds = {p.kind for p in sentence}
        if (sentence[-1].name == "blank" and len(sentence) == 1) or K.PANEL in kinds:
            self.group, self.daily, self.headed = None, False, False
        if len(sentence) == 1:
            return
        if D.REPORTED in kinds or kinds <= _NEUTRAL or kinds.isdisjoint(_SAYING):
            return
        before = len(self.done.clauses)
        pending: list[Token] = []
        separated = ""
        leading: set[str] = set()
        for i, phrase in enumerate(sentence):
            kind = phrase.kind
            if kind in _SEPARATORS or kind == D.THEN:
                ahead = [p for p in pending if p.kind == D.RAISE]
                if len(self.done.clauses) > before:
                    self._flush([p for p in pending if p.kind != D.RAISE])
                    pending = ahead
                else:
                    pending = [p for p in pending if p.kind != D.NOT]
                separated = kind
                if kind == D.THEN:
                    pending.append(phrase)
                continue
            if kind in _HEADS and self._is_head(sentence, i):
                if i and sentence[i - 1].kind == K.OPEN:
                    pending = self._explain(number, pending, again=len(self.done.clauses) > before)
                clause = Clause(phrase, number, separated, headed=self.headed, inherited=self.group, daily=self.daily)
                if len(self.done.clauses) > before and not separated:
                    pending = self._share(pending, leading)
                if len(self.done.clauses) == before:
                    leading = {p.kind for p in pending if p.kind in _LEADING}
                    clause.opened = K.STOP
                self._open(clause, pending, sentence, i)
                pending, separated = [], ""
            elif kind == K.COLON:
                self.headed = self.headed or any(p.kind == K.DIRECTIONS for p in pending)
            else:
                pending.append(phrase)
        if len(self.done.clauses) > before:
            self._flush(pending)
            self._close(number, sentence, before)
        else:
            self._go_on(number, sentence, pending)

    def _explain(self, number: int, pending: list[Token], *, again: bool) -> list[Token]:
        """Give times to the amount before where a bracket sums up: "2 tablets, twice daily (4 tablets a day)"."""
        if again:
            self._flush(pending)
            return []
        last = self.done.clauses[-1] if self.done.clauses else None
        if last is None or number - last.of > 1 or last.first(K.FREQUENCY) is not None:
            return pending
        last.modifiers += [p for p in pending if p.kind == K.FREQUENCY]
        return [p for p in pending if p.kind != K.FREQUENCY]

    def _share(self, pending: list[Token], leading: set[str]) -> list[Token]:
        """Part what stands between two amounts: "1 tablet morning 2 tablets evening", "adults 2 tablets children 1"."""
        at = next((i for i, p in enumerate(pending) if p.kind in leading), len(pending))
        if not leading:
            at = next((i for i, p in enumerate(pending) if p.kind == K.GROUP), len(pending))
            if at == 0:
                at = len(pending)
        self._flush(pending[:at])
        return pending[at:]

    def _open(self, clause: Clause, pending: list[Token], sentence: list[Token], i: int) -> None:
        kinds = {p.kind for p in pending}
        following = _next(sentence, i)
        clause.modifiers += pending
        clause.taken = K.TAKE in kinds
        clause.limit = bool(kinds & {D.AT_MOST, K.EXCEED})
        clause.raised = D.RAISE in kinds
        clause.negated = D.NOT in kinds and not clause.limit
        clause.daily = clause.daily or (K.DAILY in kinds and K.EXCEED not in kinds)
        clause.content = following is not None and following.kind in (K.CONTAINS, K.EQUALS)
        if K.GROUP in kinds:
            clause.inherited = None
        last = sentence[i - 1] if i else None
        if last is not None and last.kind in (D.TO, D.IN) and any(p.kind == D.RAISE for p in sentence[i:]):
            clause.raised = True  # "auf 3 Tabletten erhöhen"
        if last is not None and last.kind == D.TO and not clause.raised:
            clause.limit = True
        self.done.clauses.append(clause)

    def _flush(self, pending: list[Token]) -> None:
        clause = self.done.clauses[-1]
        clause.modifiers += pending
        clause.daily = clause.daily or (
            any(p.kind == K.DAILY for p in pending) and not any(p.kind == K.EXCEED for p in clause.modifiers)
        )
        clause.taken = clause.taken or any(p.kind == K.TAKE for p in pending)
        clause.content = clause.content or (bool(pending) and pending[0].kind in (K.CONTAINS, K.EQUALS))

    def _close(self, number: int, sentence: list[Token], before: int) -> None:
        """Note what of a sentence with amounts no clause took."""
        clauses = self.done.clauses[before:]
        if any(c.taken for c in clauses):
            for clause in clauses:
                clause.taken = True
        for one, other in itertools.pairwise(clauses):
            group = one.first(K.GROUP) or one.inherited
            if other.first(K.GROUP) is None and group is not None and group.start < one.head.start:
                other.inherited = group  # "adults 2 tablets in the morning and 1 in the evening"
        mine = {c.head.start for c in clauses}
        mine |= {m.start for c in clauses for m in c.modifiers if m.kind in _TOLD and (m.kind != D.RAISE or c.raised)}
        packs = [p.start for p in sentence if p.kind == D.PACK]
        self.done.leftovers[number] = [
            p
            for i, p in enumerate(sentence)
            if p.kind in BEARING
            and p.start not in mine
            and not _explained(sentence, i)
            and not (packs and p.start > packs[0] and p.kind in _LASTING)
        ]

    def _go_on(self, number: int, sentence: list[Token], pending: list[Token]) -> None:
        """Take a sentence without an amount: a heading, or more of the clause before."""
        kinds = {p.kind for p in pending}
        words = sum(p.kind == K.OTHER for p in sentence)
        heading = any(p.kind == K.COLON for p in sentence) or not words
        if K.DIRECTIONS in kinds:
            self.headed = True
        if K.DAILY in kinds and heading and K.EXCEED not in kinds and not kinds & {D.PER, K.CONTAINS, K.PANEL}:
            self.daily = True
        if K.GROUP in kinds and heading and not kinds & {D.NOT, K.FREQUENCY}:
            self.group = next(p for p in pending if p.kind == K.GROUP)
        if not self.done.clauses or kinds & {
            K.PANEL,
            K.OTHER_HEADING,
            D.NOT,
            D.PACK,
            K.SIZE,
            K.EXCEED,
            K.CONTAINS,
            D.REPEAT,
        }:
            return
        if number - self.done.clauses[-1].of > _NEAR:
            return
        pending = [p for p in pending if p.kind != K.WHEN or p.low]
        clause = self.done.clauses[-1]
        named = any(w.low for w in clause.all(K.WHEN))
        timed = clause.first(K.FREQUENCY) is not None or named
        telling = [p for p in pending if p.kind in (K.FREQUENCY, K.COUNT, K.WHEN, K.DURATION, D.DIVIDED, D.AS_NEEDED)]
        if timed:
            telling = [
                p
                for p in telling
                if p.kind not in (D.AS_NEEDED, K.WHEN) and (p.kind not in (K.FREQUENCY, K.COUNT) or _repeats(p, clause))
            ]
        odd = [p for p in pending if p.kind in (D.RAISE, D.DOUBLE, D.PAUSE)]
        if D.MAY in kinds and K.FREQUENCY not in kinds:
            odd += [p for p in pending if p.kind == D.AS_NEEDED]  # "at need the dose may …"
        if kinds & {D.CONDITION, K.GROUP} and not kinds & {D.NOT, K.PERIOD}:
            odd += [p for p in pending if p.kind == K.NUMBER and p.high > 1 and p.high <= _LARGEST_COUNT]
        if telling and not timed and kinds & {K.FREQUENCY}:
            # "dissolve 2 scoops. Take 1 to 2 drinks a day": of what, is not known
            odd += [p for p in pending if p.kind == K.NUMBER and p.high > 1 and p not in odd]
        if kinds & {D.MAY, K.TAKE, D.DOUBLE}:
            odd += [p for p in pending if p.kind == K.ORDINAL or (p.kind == K.GROUP and p.name == "weight")]
        if not telling and not odd:
            return
        self.done.continued[number] = len(self.done.clauses) - 1
        self.done.leftovers[number] = odd
        if K.GROUP not in kinds or K.TAKE in kinds:
            clause.modifiers += telling

    def _is_head(self, sentence: list[Token], i: int) -> bool:
        phrase = sentence[i]
        before, following = sentence[i - 1] if i else None, _next(sentence, i)
        if phrase.kind in (K.SERVING, K.SUM):
            return self._is_dose(sentence, i, before, following)
        if phrase.kind == K.FORM:
            return _implied(sentence, i, before)
        if phrase.kind != K.NUMBER or phrase.high > _LARGEST_COUNT:
            return False
        if following is not None and following.kind == K.DASH:
            following = _next(sentence, i + 1)  # "one-a-day"
        near = following.kind if following is not None else K.STOP
        article = phrase.name == "word" and phrase.low == 1
        if phrase.low <= 0 or (before is not None and before.kind == K.NUMBER):
            return False
        if before is not None and before.kind == K.DASH and (i < 2 or sentence[i - 2].kind in (K.NUMBER, K.OTHER)):
            return False
        if article and following is not None and following.kind == K.FREQUENCY and following.name == "days":
            return False  # "gerne en søndag"
        if article and before is not None and before.kind in (D.WITH, D.IN, D.AROUND, D.DURING, D.TO, D.PER):
            return False
        if near in _FOLLOW_COUNT and following is not None and (following.kind != K.WHEN or following.low):
            return True
        if near in (D.IN, D.WITH, D.AROUND, D.TO, D.PER) and i + 2 < len(sentence):
            beyond = next((p.kind for p in sentence[i + 2 :] if p.kind not in _NEUTRAL), "")
            if beyond in _FOLLOW_COUNT:
                return True
        told = before is not None and before.kind in _BEFORE_COUNT
        if before is not None and before.kind in (D.TO, D.THEN) and any(p.kind == D.RAISE for p in sentence[:i]):
            told = True
        if before is not None and before.kind == K.COLON:
            named = next((p.kind for p in reversed(sentence[:i]) if p.kind != K.COLON), "")
            told = named in (K.GROUP, K.WHEN, K.PHASE, K.DIRECTIONS, K.DAILY)
        if any(p.kind == D.CONDITION for p in sentence[:i]) and phrase.name == "digits":
            told = True  # "in winter (October to March) 2."
        return told and (near in _ENDS or near in _FOLLOW_COUNT)

    def _is_dose(self, sentence: list[Token], i: int, before: Token | None, following: Token | None) -> bool:
        """Whether an amount may be a dose, and not what amounts are for, water, or what a pack holds."""
        phrase = sentence[i]
        kinds = {p.kind for p in sentence}
        timed = bool(kinds & _FOLLOW_COUNT)
        near = following.kind if following is not None else ""
        if before is not None:
            if before.kind == D.PER and phrase.parts and timed and not _of_amounts(sentence, i - 1):
                return True  # "montags bis freitags je 1 Tropfen"
            if before.kind in (D.PER, D.EVERY, K.PANEL, K.SIZE, K.SLASH, D.DURING):
                return False
            if before.kind == K.DASH and i > 1 and sentence[i - 2].kind in (K.PANEL, K.SIZE):
                return False
            taken = timed and K.TAKE in {p.kind for p in sentence[:i]}  # "take one serving (2 tablets) twice daily"
            if (
                before.kind in (K.OPEN, K.COLON, K.OTHER)
                and i > 1
                and sentence[i - 2].kind in (K.SIZE, K.PANEL)
                and not taken
            ):
                return False
            if before.kind in (D.IN, D.WITH) and near not in _FOLLOW_COUNT and D.RAISE not in kinds:
                return False
            if before.kind == K.CONTAINS and near not in _FOLLOW_COUNT:
                return False
            if before.kind == K.EQUALS:
                return False
        if phrase.name in _MEASURES and _in_bracket(sentence, i) and any(p.kind == K.ASIDE for p in sentence[:i]):
            return False  # "mit Flüssigkeit (ca. 200 ml)"
        if phrase.name in _MEASURES and near == K.OTHER and not timed and self.done.clauses:
            return False
        if D.PACK in kinds and not timed:
            return False
        many = phrase.name in _PIECES and phrase.low > _LARGEST_PIECES
        fewer = any(p.kind == K.SERVING and p.name == phrase.name and p.low < phrase.low for p in sentence[i + 1 :])
        if many and (near not in _FOLLOW_COUNT or fewer):
            return False
        return not _behind_daily_panel(sentence, i)


def _explained(sentence: Sequence[Token], i: int) -> bool:
    """Whether a phrase that no clause took says nothing of a dose: what a pack holds, "all the year"."""
    kind = sentence[i].kind
    if kind in (K.PERIOD, D.YEARS):
        return i == 0 or sentence[i - 1].kind not in (K.NUMBER, K.ORDINAL)
    return kind in (K.SERVING, K.SUM)  # those that are no heads were found to be packs, water, or what amounts are for


def _repeats(told: Token, clause: Clause) -> bool:
    """Whether a sentence says again how often, as "daily" behind "3 times"; how often a year a course is, is not that."""
    before = clause.first(K.FREQUENCY)
    if told.timing is None or before is None or before.timing is None:
        return told.kind == K.COUNT and told.high > 1  # "once opened"
    return told.timing.period_unit not in ("a", "mo") or before.timing.period_unit in ("a", "mo")


def _next(sentence: Sequence[Token], i: int) -> Token | None:
    """Return what follows in a sentence, but for a closing bracket and amounts in brackets."""
    for phrase in sentence[i + 1 :]:
        if phrase.kind not in (K.CLOSE, K.OPEN, K.ASIDE, K.OTHER) or (phrase.kind == K.OTHER):
            return phrase
    return None


def _implied(sentence: Sequence[Token], i: int, before: Token | None) -> bool:
    """Whether a dose form without a number is one: "Ta tabletten på morgonen"."""
    if before is not None and before.kind in (
        D.PER,
        D.EVERY,
        K.PANEL,
        K.SIZE,
        K.SLASH,
        D.IN,
        K.NUMBER,
        K.DAILY,
        D.PACK,
    ):
        return False
    if any(p.kind in (K.SERVING, K.SUM) for p in sentence) or sum(p.kind == K.FORM for p in sentence) > 1:
        return False
    if sentence[i].name in _NEVER_IMPLIED:
        return False
    kinds = {p.kind for p in sentence}
    return K.TAKE in kinds and bool(kinds & {K.FREQUENCY, K.WHEN}) and not kinds & {K.NUMBER, D.NOT}


def _in_bracket(sentence: Sequence[Token], i: int) -> bool:
    before = next((p.kind for p in reversed(sentence[:i]) if p.kind != K.APPROX), "")
    return before == K.OPEN


def _of_amounts(sentence: Sequence[Token], i: int) -> bool:
    """Whether "per" is said of an amount of a nutrient or of a panel's heading."""
    return any(p.kind in (K.ASIDE, K.PANEL, K.CONTAINS, K.UNIT) for p in sentence[:i])


def _behind_daily_panel(sentence: Sequence[Token], i: int) -> bool:
    """Whether an amount explains the column of a panel: "per dagsdos (2 tabletter)"."""
    for j in range(i - 1, -1, -1):
        kind = sentence[j].kind
        if kind == K.DAILY:
            return j > 0 and sentence[j - 1].kind in (D.PER, D.IN, K.PANEL, K.SLASH)
        if kind not in (K.OPEN, K.EQUALS, K.OTHER, K.APPROX):
            return False
    return False
