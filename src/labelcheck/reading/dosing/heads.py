"""Which amounts of a sentence are doses, and not what amounts are for, water, or what a pack holds."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

NEUTRAL: Final = frozenset({
    K.OTHER, K.OPEN, K.CLOSE, K.DASH, K.SLASH, K.ASIDE, K.APPROX, D.IN, D.WITH, D.AROUND, D.PER, D.TO, D.EVERY,
    D.BETWEEN, D.FROM, D.UNDER, D.OVER, D.OLDER, D.DURING, D.FIRST, D.EXERCISE, K.UNIT, K.OTHER_HEADING, D.KEEP_AWAY,
})  # fmt: skip
"""What neither is told of an amount nor parts two amounts."""
HEADS: Final = frozenset({K.SERVING, K.SUM, K.FORM, K.NUMBER})
LARGEST_COUNT: Final = Decimal(20)
OFTEN: Final = frozenset({K.FREQUENCY, K.WHEN, K.COUNT})
"""What tells how often, or at which times."""
_AT_NEED: Final = frozenset({D.AS_NEEDED, D.CONDITION})
_BEFORE_COUNT: Final = frozenset({K.TAKE, D.RAISE, D.MAY, D.AT_MOST})
_ENDS: Final = frozenset(
    {K.STOP, K.BREAK, K.COMMA, D.AND, D.WITH, D.IN, D.AROUND, D.AS_NEEDED, D.CONDITION, K.CLOSE, K.GROUP}
)
_INTRODUCING: Final = frozenset({D.WITH, D.IN, D.AROUND, D.DURING, D.TO, D.PER})
"""Behind these "one" is an article."""
_UP_TO: Final = frozenset({D.TO, D.THEN, D.IN, K.OTHER})
"""Behind a word that raises, before the number raised to; a language may have its preposition in the number's ending."""
_LEADING_ON: Final = frozenset({D.IN, D.WITH, D.AROUND, D.TO, D.PER})
_TELLING: Final = frozenset({K.GROUP, K.WHEN, K.PHASE, K.DIRECTIONS, K.DAILY})
"""Before a colon: what follows is a dose."""
_FOR_WHAT: Final = frozenset({D.PER, D.EVERY, K.PANEL, K.SIZE, K.SLASH, D.DURING})
"""Behind these an amount is what others are for."""
_NOT_IMPLIED_BEHIND: Final = frozenset({D.PER, D.EVERY, K.PANEL, K.SIZE, K.SLASH, D.IN, K.NUMBER, K.DAILY, D.PACK})
_NEVER_IMPLIED: Final = frozenset({"serving", "bottle", "gram", "ml"})
"""Of these no single one is meant where no number stands."""
_MEASURES: Final = frozenset({"gram", "ml"})
_LARGEST_PIECES: Final = Decimal(15)
"""A bare number of pieces above this is what a pack holds."""
_FEW: Final = Decimal(4)
_COUNTED: Final = frozenset({K.NUMBER, K.SERVING, K.SUM, K.PERIOD, K.DURATION, K.FREQUENCY})
_REACH: Final = 100
"""Phrases on either side that tell whether an amount is a dose: a text made to be hostile has sentences without end."""
_PIECES: Final = frozenset({"tablet", "capsule", "gummy", "sachet", "ampoule", "piece", "serving", "scoop"})


class _Amount(NamedTuple):
    """A phrase at its place in a sentence; ``before`` and ``after`` are the kinds beside it, "" for none."""

    sentence: Sequence[Token]
    at: int
    phrase: Token
    before: str
    following: Token | None

    @property
    def after(self) -> str:
        return self.following.kind if self.following is not None else ""

    @property
    def second_before(self) -> str:
        return self.sentence[self.at - 2].kind if self.at > 1 else ""

    def anywhere(self, *kinds: str) -> bool:
        """Whether a kind stands in the sentence."""
        return any(p.kind in kinds for p in self.sentence)

    def later(self, *kinds: str) -> bool:
        """Whether phrases of all kinds follow in the sentence, in their order."""
        following = iter(self.sentence[self.at + 1 :])
        return all(any(p.kind == kind for p in following) for kind in kinds)

    def earlier(self, *kinds: str) -> bool:
        """Whether a kind stands before it in the sentence."""
        return any(p.kind in kinds for p in self.sentence[: self.at])


def is_head(sentence: Sequence[Token], at: int, *, first: bool) -> bool:
    """Whether the amount at a place of a sentence is a dose; ``first`` where none was told before."""
    if len(sentence) > 2 * _REACH:
        begin = max(0, at - _REACH)
        sentence, at = sentence[begin : at + _REACH], at - begin
    phrase = sentence[at]
    amount = _Amount(sentence, at, phrase, sentence[at - 1].kind if at else "", what_follows(sentence, at))
    if phrase.kind in (K.SERVING, K.SUM):
        return _is_dose(amount, first=first)
    if phrase.kind == K.FORM:
        return _is_implied(amount, first=first)
    return phrase.kind == K.NUMBER and _is_count(amount)


# --- bare numbers


def _is_count(amount: _Amount) -> bool:
    """Whether a number without a form is a dose: "2 morning and evening", "Adults: 2"."""
    phrase = amount.phrase
    if not 0 < phrase.low <= phrase.high <= LARGEST_COUNT or amount.before == K.NUMBER:
        return False
    if amount.after == K.DASH:
        amount = amount._replace(following=what_follows(amount.sentence, amount.at + 1))  # "one-a-day"
    if amount.before == K.DASH and amount.second_before in ("", K.NUMBER, K.OTHER):
        return False
    if _is_article(amount):
        return False
    if _is_timed(amount.following) or _is_timed_further_on(amount):
        return True
    end = amount.after or K.STOP
    return _is_led_to(amount) and (end in _ENDS or end in OFTEN)


def _is_article(amount: _Amount) -> bool:
    """Whether a "one" counts nothing: "gerne en søndag", "in one glass"."""
    if amount.phrase.name != "word" or amount.phrase.low != 1:
        return False
    following = amount.following
    if amount.earlier(K.GROUP) and _leads_to_time(amount):
        return False  # "those under 50 kg make do with one in the morning"
    on_a_day = following is not None and following.kind == K.FREQUENCY and following.name == "days"
    return on_a_day or amount.before in _INTRODUCING


def _is_timed(following: Token | None) -> bool:
    return following is not None and following.kind in OFTEN and (following.kind != K.WHEN or following.low > 0)


def _is_timed_further_on(amount: _Amount) -> bool:
    """Whether words lead on to a time: "1 with food in the morning"."""
    if amount.after not in _LEADING_ON:
        return False
    return next((p.kind for p in amount.sentence[amount.at + 2 :] if p.kind not in NEUTRAL), "") in OFTEN


def _is_led_to(amount: _Amount) -> bool:
    """Whether what stands before says that a dose follows."""
    if amount.earlier(D.CONDITION) and amount.phrase.name == "digits":
        return True  # "in winter (October to March) 2."
    if amount.before == K.GROUP and amount.earlier(K.SERVING) and amount.after in ("", K.STOP, K.BREAK, K.COMMA, D.AND):
        return True  # "children take one tablet a day, adults two"
    if amount.before == K.GROUP and amount.after in (K.COMMA, D.AND) and amount.later(K.GROUP, K.SERVING):
        return True  # "adults 2, children 1 capsule"
    if amount.phrase.name == "another" and amount.earlier(K.SERVING) and {amount.before, amount.after} & _AT_NEED:
        return True  # "1 capsule daily, another if needed"
    if amount.before in _AT_NEED and amount.earlier(K.SERVING) and amount.after in ("", K.STOP, K.BREAK, K.CLOSE):
        return True  # "1 capsule daily, if needed 2"
    # "rano dwie tabletki, wieczorem jedna", and not the particle of "nehmen 2 Kapseln abends ein"
    listed = amount.second_before in (K.COMMA, D.AND)
    ends = listed and amount.after in ("", K.STOP, K.BREAK) and amount.earlier(K.SERVING)
    if amount.before == K.WHEN and (ends or amount.after in (K.COMMA, D.AND)):
        return True  # "mornings one, noon one and evenings two capsules"
    if amount.before == K.COLON:
        before = amount.sentence[: amount.at]
        return next((p.kind for p in reversed(before) if p.kind != K.COLON), "") in _TELLING
    return amount.before in _BEFORE_COUNT or (amount.before in _UP_TO and amount.earlier(D.RAISE))


# --- servings


def _is_dose(amount: _Amount, *, first: bool) -> bool:
    """Whether a number of tablets, grams … may be a dose."""
    timed = amount.anywhere(*OFTEN)
    if amount.before == D.PER and amount.phrase.parts and timed and not _is_of_amounts(amount):
        return True  # "montags bis freitags je 1 Tropfen"
    if _is_for_amounts(amount, timed=timed) or _is_size(amount, first=first):
        return False
    if not timed and (
        (amount.anywhere(D.PACK) and not _suffices(amount))
        or (_is_measure(amount) and amount.after == K.OTHER and not first)
    ):
        return False
    if _is_measure(amount) and amount.earlier(K.PANEL, K.CONTAINS) and amount.after not in OFTEN:
        return False  # "the daily dose of 3 gummies gives 20 µg vitamin D and only 2 g of sugar"
    if _is_measure(amount) and _is_in_bracket(amount) and amount.earlier(K.ASIDE):
        return False  # "mit Flüssigkeit (ca. 200 ml)"
    return not _is_pack(amount) and not _is_behind_daily_panel(amount)


def _suffices(amount: _Amount) -> bool:
    """Whether a few pieces stand before the verb that a pack lasts by, and no other number: "half a tablet is enough"."""
    others = [p for p in amount.sentence if p.kind in _COUNTED and p is not amount.phrase]
    return amount.phrase.name in _PIECES and amount.phrase.high <= _FEW and not others and amount.after == D.PACK


def _is_for_amounts(amount: _Amount, *, timed: bool) -> bool:
    """Whether other amounts are told for it: "per 2 tablets", "Serving size: 2 tablets"."""
    if amount.before in _FOR_WHAT or amount.before == K.EQUALS:
        return True
    if amount.before == K.DASH:
        return amount.second_before in (K.PANEL, K.SIZE)
    if amount.before in (K.OPEN, K.COLON, K.OTHER) and amount.second_before in (K.SIZE, K.PANEL):
        return not (timed and amount.earlier(K.TAKE))  # "take one serving (2 tablets) twice daily"
    return False


def _is_size(amount: _Amount, *, first: bool) -> bool:
    """Whether it tells what something holds or is dissolved in."""
    if amount.after in OFTEN or (amount.before == D.IN and amount.second_before == K.DAILY):
        return False  # "in the daily dose of 3 gummies"
    if amount.before == D.WITH and amount.phrase.name in _PIECES and _leads_to_time(amount):
        return False  # "one makes do with one capsule at breakfast"
    led = amount.before in (D.IN, D.WITH) and not amount.anywhere(D.RAISE)
    return amount.before == K.CONTAINS or (led and (first or not _is_of_group(amount)))


def _leads_to_time(amount: _Amount) -> bool:
    """Whether a time of the day follows an amount with a small word between: "a capsule at breakfast"."""
    behind = [p for p in amount.sentence[amount.at + 1 : amount.at + 3] if p.kind not in (D.TO, D.IN)]
    return bool(behind) and behind[0].kind == K.WHEN and behind[0].low > 0


def _is_of_group(amount: _Amount) -> bool:
    """Whether no amount was told yet of the group named last: "adults take 20 ml, children make do with 10 ml"."""
    before = reversed(amount.sentence[: amount.at])
    last = next((p.kind for p in before if p.kind in (K.GROUP, K.SERVING, K.SUM, K.NUMBER, K.ASIDE)), "")
    return last == K.GROUP


def _is_measure(amount: _Amount) -> bool:
    return amount.phrase.name in _MEASURES


def _is_in_bracket(amount: _Amount) -> bool:
    before = amount.sentence[: amount.at]
    return next((p.kind for p in reversed(before) if p.kind != K.APPROX), "") == K.OPEN


def _is_of_amounts(amount: _Amount) -> bool:
    """Whether "per" before it is said of an amount of a nutrient or of a panel's heading."""
    return any(p.kind in (K.ASIDE, K.PANEL, K.CONTAINS, K.UNIT) for p in amount.sentence[: amount.at - 1])


def _is_pack(amount: _Amount) -> bool:
    """Whether there are more pieces than anybody takes at once, of which no time is told or fewer are taken."""
    phrase = amount.phrase
    if phrase.name not in _PIECES or phrase.low <= _LARGEST_PIECES:
        return False
    later = amount.sentence[amount.at + 1 :]
    fewer = any(p.kind == K.SERVING and p.name == phrase.name and p.low < phrase.low for p in later)
    return amount.after not in OFTEN or fewer


def _is_behind_daily_panel(amount: _Amount) -> bool:
    """Whether an amount explains the column of a panel: "per dagsdos (2 tabletter)"."""
    sentence = amount.sentence
    for j in range(amount.at - 1, -1, -1):
        kind = sentence[j].kind
        if kind == K.DAILY:
            return j > 0 and sentence[j - 1].kind in (D.PER, D.IN, K.PANEL, K.SLASH)
        if kind not in (K.OPEN, K.EQUALS, K.OTHER, K.APPROX):
            return False
    return False


# --- forms


def _is_implied(amount: _Amount, *, first: bool) -> bool:
    """Whether a dose form without a number is one: "Ta tabletten på morgonen"."""
    if amount.before in _NOT_IMPLIED_BEHIND or amount.phrase.name in _NEVER_IMPLIED:
        return False
    if amount.anywhere(K.SERVING, K.SUM, K.NUMBER, D.NOT) or sum(p.kind == K.FORM for p in amount.sentence) > 1:
        return False
    if amount.before == K.GROUP and amount.after == K.FREQUENCY:
        return True  # "men the capsule every other day"
    # "1 capsule every other day. The capsule is taken at 7": of that one
    mine = first or amount.anywhere(K.GROUP)
    return mine and amount.anywhere(K.TAKE) and amount.anywhere(K.FREQUENCY, K.WHEN)


def what_follows(sentence: Sequence[Token], i: int) -> Token | None:
    """Return what follows in a sentence, but for a closing bracket and amounts in brackets."""
    return next((p for p in sentence[i + 1 :] if p.kind not in (K.CLOSE, K.OPEN, K.ASIDE)), None)
