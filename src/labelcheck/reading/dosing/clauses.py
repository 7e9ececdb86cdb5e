"""Phrases of the directions, each joined to the amount that it is said of."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.reading.dosing import groups
from labelcheck.reading.dosing.clause import Clause, Directions
from labelcheck.reading.dosing.going_on import go_on, then_as_often
from labelcheck.reading.dosing.heads import HEADS, NEUTRAL, is_head, what_follows
from labelcheck.reading.lex.kinds import BEARING
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

_SEPARATORS: Final = frozenset({K.COMMA, D.AND, D.OR})
_LEADING_WORDS: Final = 2
_LEADING: Final = frozenset({K.GROUP, K.WHEN, K.PHASE, K.DURATION, D.CONDITION, K.FREQUENCY})
_TOLD: Final = frozenset({
    K.FREQUENCY, K.COUNT, K.WHEN, K.GROUP, K.DURATION, K.PHASE, K.PER_BODY, K.PER_HOUR, D.THEN, D.RAISE, D.MAY,
    D.AT_MOST, D.AS_NEEDED, D.CONDITION, D.DIVIDED, D.AT_ONCE,
})  # fmt: skip
"""What a dosage takes of what is told with an amount; of the rest nothing is made."""
_INSERTED: Final = frozenset({D.AS_NEEDED, D.CONDITION, D.MAY})
_LASTING: Final = frozenset({K.NUMBER, K.PERIOD, K.DURATION})
"""What a sentence tells of how long a pack lasts: "räcker i ca 60 dagar vid 5 droppar dagligen"."""
_OF_ELSE: Final = frozenset({
    K.PANEL, K.CONTAINS, K.EQUALS, K.SIZE, K.ASIDE, K.EXCEED, D.PACK, D.NOT, D.AT_ONCE, K.UNIT,
})  # fmt: skip
"""In a sentence with one of these an amount may be what a serving holds, or a pack."""
_NEAR: Final = 2
"""Sentences from "use as needed" within which a dose is told."""
_APART: Final = 10
"""Between the numbers of sentences of two stretches: neither goes on with the other."""
_SAYING: Final = BEARING | HEADS | frozenset({K.DIRECTIONS, K.DAILY, K.TAKE})
"""A sentence without any of these says nothing of a dose."""


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


def _is_reported(sentence: Sequence[Token]) -> bool:
    """Whether a sentence tells what others did: "users may take 2" and "users: 2 a day" tell what one may do."""
    following = {a.start: b.kind for a, b in itertools.pairwise(sentence)}
    return any(p.kind == D.REPORTED and following.get(p.start) not in (D.MAY, K.COLON) for p in sentence)


def _before_report(sentence: list[Token]) -> list[Token]:
    """Return what a sentence tells to take before a dash or comma behind which it reports: "one every other day – research shows"."""
    at = next((i for i, p in enumerate(sentence) if p.kind == D.REPORTED), -1)
    parted = next((i for i in range(at - 1, 0, -1) if sentence[i].kind in (K.DASH, K.COMMA)), -1)
    told = {p.kind for p in sentence[: max(parted, 0)]}
    takes = {K.TAKE, K.SERVING} <= told and not told.isdisjoint((K.FREQUENCY, K.WHEN))
    return sentence[:parted] if takes else sentence


class _Joiner:
    """Walks through the phrases once, from left to right."""

    def __init__(self, done: Directions) -> None:
        self.done: Final = done
        self.headed = False
        self.group: Token | None = None
        self.daily = False
        self._before = 0
        """Clauses before this sentence's."""
        self._pending: list[Token] = []
        """Phrases that wait for the amount that they are said of."""
        self._parted = ""
        """The kind of what stood last between two amounts."""
        self._inside = False
        """Whether a bracket is open: what it tells before an amount is that amount's."""
        self._leading: set[str] = set()
        """Kinds that stood before the sentence's first amount, as they may before each."""

    def read(self, number: int, sentence: list[Token]) -> None:
        """Take in one sentence."""
        kinds = {p.kind for p in sentence}
        if (sentence[-1].name == "blank" and len(sentence) == 1) or K.PANEL in kinds:
            self.group, self.daily, self.headed = None, False, False
        if D.REPORTED in kinds and D.CONDITION in kinds and K.ASIDE not in kinds and self.done.clauses:
            # "three times as much when you have a cold" is no report
            self.done.go_on_with_last(number, [p for p in sentence if p.kind in (K.NUMBER, K.COUNT)])
        sentence = _before_report(sentence)
        kinds = {p.kind for p in sentence}
        alone = len(sentence) == 1 and sentence[0].kind not in (K.SERVING, K.WHEN)
        if alone or kinds <= NEUTRAL or (D.REPORTED in kinds and _is_reported(sentence)) or kinds.isdisjoint(_SAYING):
            return
        self._before, self._pending, self._parted, self._leading = len(self.done.clauses), [], "", set()
        self._inside = False
        for i, phrase in enumerate(sentence):
            if phrase.kind in _SEPARATORS or phrase.kind == D.THEN:
                self._part(phrase)
            elif phrase.kind in HEADS and is_head(sentence, i, first=self.done.tells_none):
                self._begin(number, sentence, i)
            elif phrase.kind == K.COLON:
                self.headed = self.headed or any(p.kind == K.DIRECTIONS for p in self._pending)
            else:
                self._bracket(phrase)
                joined = phrase.kind == K.ASIDE and i > 0 and sentence[i - 1].kind == D.AND
                self._pending.append(phrase._replace(name="joined") if joined else phrase)
        if kinds.isdisjoint(_OF_ELSE):
            servings = (p for b, p in itertools.pairwise([None, *sentence]) if p is not None and p.kind == K.SERVING)
            self.done.passing += [(number, p) for p in servings]
        if self._began:
            if not then_as_often(self.done, number, self._pending):
                self._flush(self._pending)
            self._close(number, sentence)
        else:
            self._take_heading(sentence, {p.kind for p in self._pending})
            go_on(self.done, number, sentence, self._pending)

    @property
    def _began(self) -> bool:
        """Whether the sentence has told an amount."""
        return len(self.done.clauses) > self._before

    def _bracket(self, phrase: Token) -> None:
        """Give what was told before a bracket to the amount before it."""
        grouped = any(p.kind == K.GROUP for p in self._pending)  # "children: a spoon (5 ml)"
        if phrase.kind == K.OPEN and self._began and not grouped:
            self._flush(self._pending)
            self._pending = []
        if phrase.kind in (K.OPEN, K.CLOSE):
            self._inside = phrase.kind == K.OPEN

    def _part(self, separator: Token) -> None:
        """Give what was told so far to the amount before: another may follow."""
        inserted = separator.kind == K.COMMA and self._parted == D.AND and self._began
        if inserted and all(p.kind in _INSERTED for p in self._pending):
            return  # "2 in the morning and, if needed, 2 in the evening"
        if self._began:
            self._flush([p for p in self._pending if p.kind != D.RAISE])
            self._pending = [p for p in self._pending if p.kind == D.RAISE]
        else:
            self._pending = [p for p in self._pending if p.kind != D.NOT]
        self._parted = separator.kind
        if separator.kind == D.THEN:
            self._pending.append(separator)

    def _begin(self, number: int, sentence: list[Token], i: int) -> None:
        """Open a clause for the amount at a place of the sentence."""
        if i and sentence[i - 1].kind == K.OPEN:
            self._pending = self._explain(number, self._pending)
        clause = Clause(sentence[i], number, self._parted, headed=self.headed, inherited=self.group, daily=self.daily)
        clause.titled = i > 1 and sentence[i - 1].kind == K.COLON and any(p.kind == D.EXERCISE for p in sentence[:i])
        if self._began and not self._parted and not self._inside:
            self._pending = self._share(self._pending)
        if not self._began:
            self._leading = {p.kind for p in self._pending if p.kind in _LEADING}
            clause.opened = K.STOP
            before = [p.kind for p in sentence[:i]]
            clause.led = K.COMMA in before and before[: before.index(K.COMMA)].count(K.OTHER) >= _LEADING_WORDS
        self._open(clause, self._pending, sentence, i)
        self._pending, self._parted = [], ""

    def _explain(self, number: int, pending: list[Token]) -> list[Token]:
        """Give times to the amount before where a bracket sums up: "2 tablets, twice daily (4 tablets a day)"."""
        if self._began and any(p.kind == K.GROUP for p in pending):
            return pending  # "adults: 2 tablets, children: a spoon (5 ml)" is told of the children
        if self._began:
            self._flush(pending)
            return []
        last = self.done.clauses[-1] if self.done.clauses else None
        if last is None or number - last.of > 1 or last.first(K.FREQUENCY) is not None:
            return pending
        last.modifiers += [p for p in pending if p.kind == K.FREQUENCY]
        return [p for p in pending if p.kind != K.FREQUENCY]

    def _share(self, pending: list[Token]) -> list[Token]:
        """Part what stands between two amounts: "1 tablet morning 2 tablets evening", "adults 2 tablets children 1"."""
        at = next((i for i, p in enumerate(pending) if p.kind in self._leading), len(pending))
        if not self._leading:
            at = next((i for i, p in enumerate(pending) if p.kind == K.GROUP), len(pending))
            if at == 0:
                at = len(pending)
        self._flush(pending[:at])
        return pending[at:]

    def _open(self, clause: Clause, pending: list[Token], sentence: list[Token], i: int) -> None:
        kinds = {p.kind for p in pending}
        following = what_follows(sentence, i)
        clause.modifiers += [*pending, *(p for p in clause.head.parts if p.kind == K.FREQUENCY)]
        clause.modifiers += [p for number, p in self.done.needs if clause.of - number <= _NEAR]
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
        if last is not None and last.kind == D.TO and not clause.raised and sentence[i - 2 : i - 1] != []:
            clause.limit = sentence[i - 2].kind not in (K.OTHER, K.FORM)  # "stick to two"
        self.done.clauses.append(clause)

    def _flush(self, pending: list[Token]) -> None:
        clause = self.done.clauses[-1]
        clause.modifiers += pending
        clause.daily = clause.daily or (
            any(p.kind == K.DAILY for p in pending) and not any(p.kind == K.EXCEED for p in clause.modifiers)
        )
        kinds = {p.kind for p in pending}
        # "if you miss a dose, do not take two" tells of none
        clause.taken = clause.taken or (K.TAKE in kinds and D.NOT not in kinds)
        clause.content = clause.content or (bool(pending) and pending[0].kind in (K.CONTAINS, K.EQUALS))

    def _close(self, number: int, sentence: list[Token]) -> None:
        """Note what of a sentence with amounts no clause took."""
        clauses = self.done.clauses[self._before :]
        if any(c.taken for c in clauses):
            for clause in clauses:
                clause.taken = True
        for one, other in itertools.pairwise(clauses):
            group = one.first(K.GROUP) or one.inherited
            if other.first(K.GROUP) is None and group is not None and group.start < one.head.start:
                other.inherited = group  # "adults 2 tablets in the morning and 1 in the evening"
            elif group is not None and groups.is_child(group.whom):
                other.modifiers = [_of_children(m) for m in other.modifiers]
        mine = {c.head.start for c in clauses}
        mine |= {m.start for c in clauses for m in c.modifiers if m.kind in _TOLD and (m.kind != D.RAISE or c.raised)}
        packs = [p.start for p in sentence if p.kind == D.PACK]
        self.done.leftovers[number] = [
            p._replace(name="counted") if _is_one_at_a_time(sentence, i) else p
            for i, p in enumerate(sentence)
            if p.kind in BEARING
            and p.start not in mine
            and not _explained(sentence, i)
            and not (packs and p.kind in _LASTING and _is_of_pack(sentence, i, packs[0]))
        ]

    def _take_heading(self, sentence: list[Token], kinds: set[str]) -> None:
        """Note what a heading says of the sentences below it."""
        heading = not any(p.kind == K.OTHER for p in sentence) or any(p.kind == K.COLON for p in sentence)
        if K.DIRECTIONS in kinds:
            self.headed = True
        if K.DAILY in kinds and heading and kinds.isdisjoint((K.EXCEED, D.PER, K.CONTAINS, K.PANEL)):
            self.daily = True
        if K.GROUP in kinds and heading and kinds.isdisjoint((D.NOT, K.FREQUENCY)):
            self.group = next(p for p in self._pending if p.kind == K.GROUP)


def _of_children(modifier: Token) -> Token:
    """Return a group as one of children where it opens with an age in months: "Children: 2 ml, from 6 months 5 ml"."""
    if modifier.kind != K.GROUP or not groups.from_months(modifier.whom):
        return modifier
    return modifier._replace(whom=groups.both(groups.CHILDREN, modifier.whom or groups.CHILDREN))


def _is_of_pack(sentence: Sequence[Token], i: int, pack: int) -> bool:
    """Whether a number tells what a pack holds or how long it lasts; "one is enough for most, two in hard training" does not."""
    if _is_of_bottle(sentence, i):
        return True
    word = sentence[i].kind == K.NUMBER and sentence[i].name == "word" and sentence[i].low > 1
    counted = next((p.kind for p in sentence[i + 1 :] if p.kind != K.OTHER), "")
    lasting = word and counted in (K.PERIOD, K.FORM, D.TO, D.OR)
    return sentence[i].start > pack and (lasting or not word)


def _is_one_at_a_time(sentence: Sequence[Token], i: int) -> bool:
    """Whether "one" may be a dose: "and one whenever evening comes", "three a day, but one is plenty"."""
    if sentence[i].kind != K.NUMBER or sentence[i].name != "word":
        return False
    behind = next((p for p in sentence[i + 1 :] if p.kind not in NEUTRAL), None)
    if i == 0:
        return False
    if behind is None or behind.kind in (K.STOP, K.BREAK):
        # "on training days three capsules, otherwise one"
        return i > 1 and sentence[i - 1].kind == K.OTHER and sentence[i - 2].kind == K.COMMA
    if behind.kind == D.PACK:
        return True
    near = not any(p.kind == D.AROUND for p in sentence[i + 1 : i + 4])  # "a while before breakfast" is no dose
    return sentence[i - 1].kind in (D.AND, K.COMMA) and near and behind.kind == K.WHEN and behind.low > 0


def _is_of_bottle(sentence: Sequence[Token], i: int) -> bool:
    """Whether a number counts what a bottle holds: "a bottle of 90 lasts six months"."""
    before = next((p for p in reversed(sentence[:i]) if p.kind not in NEUTRAL), None)
    return before is not None and before.kind in (K.SERVING, K.FORM) and before.name == "bottle"


def _explained(sentence: Sequence[Token], i: int) -> bool:
    """Whether a phrase that no clause took says nothing of a dose: what a pack holds, "all the year"."""
    kind = sentence[i].kind
    if kind in (K.PERIOD, D.YEARS):
        return i == 0 or sentence[i - 1].kind not in (K.NUMBER, K.ORDINAL)
    if kind == D.EXCEPT:
        behind = next((p for p in sentence[i + 1 :] if p.kind not in NEUTRAL), None)
        return behind is not None and behind.kind == K.GROUP and not groups.is_of_days(behind.whom)
    if kind == D.TIMES and i == 0 and sentence[1:] and sentence[1].kind in (K.SERVING, K.NUMBER):
        return True  # "toma un cazo al día": the noun is a verb, too
    if kind == D.TIMES:
        return i + 1 < len(sentence) and sentence[i + 1].kind in (D.MAY, D.RAISE)  # "la prise peut être portée à 2"
    return kind in (K.SERVING, K.SUM)  # those that are no heads were found to be packs, water, or what amounts are for
