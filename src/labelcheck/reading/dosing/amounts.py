"""How much: numbers, ranges and sums, and servings made of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.model import Timing
from labelcheck.reading.dosing.phrases import MOST_TIMES, Tokens, of_kind, phrase
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token

_ONE: Final = Decimal(1)
_MOST_AMOUNT: Final = 1000
_HUNDRED: Final = 100
_MEASURES: Final = ("gram", "ml")
_GIVEN: Final = "spray"
"""The dose form that is given by a verb."""


def same_twice(tokens: Tokens) -> Token | None:
    """Read "two (2)": the same number in words and digits."""
    first, second = of_kind(tokens, K.NUMBER)
    if first.low != second.low or first.high != second.high:
        return None
    return phrase(K.NUMBER, tokens, low=first.low, high=first.high, name=first.name)


def in_brackets(tokens: Tokens) -> Token | None:
    """Read "(1) capsule"."""
    return tokens[1]._replace(start=tokens[0].start, end=tokens[-1].end)


def fraction(tokens: Tokens) -> Token | None:
    """Read "1 1/2", "two and a half", "2 halva", "half of a"."""
    numbers = of_kind(tokens, K.NUMBER)
    first, last = numbers[0], numbers[-1]
    if last.low != last.high or first.low != first.high:
        return None
    joined = len(tokens) > len(numbers)
    if 0 < last.low < 1 <= first.low:
        if joined or (first.name == last.name == "digits"):
            return phrase(K.NUMBER, tokens, low=first.low + last.low, high=first.low + last.low, name=first.name)
        return phrase(K.NUMBER, tokens, low=first.low * last.low, high=first.low * last.low, name=first.name)
    if 0 < first.low < 1 and last.low == 1 and not of_kind(tokens, D.AND) and last.name == "word":
        return phrase(K.NUMBER, tokens, low=first.low, high=first.low, name="word")
    return None


def and_a_half(tokens: Tokens) -> Token | None:
    """Read "un misurino e mezzo", a scoop and a half."""
    number, form, half = tokens[0], tokens[1], tokens[-1]
    if half.name != "word" or not 0 < half.low == half.high < 1 or number.low != number.high or number.low < 1:
        return None
    both = number.low + half.low
    return phrase(K.SERVING, tokens, low=both, high=both, name=form.name)


def range_of_numbers(tokens: Tokens) -> Token | None:
    """Read "1–2", "one to two", "between 2 and 4"."""
    first, last = of_kind(tokens, K.NUMBER)
    if not first.low <= first.high < last.low <= last.high:
        return None
    return phrase(K.NUMBER, tokens, low=first.low, high=last.high, name=last.name)


def range_of_forms(tokens: Tokens) -> Token | None:
    """Read "1 tablet or 2 tablets"."""
    forms = of_kind(tokens, K.FORM)
    number = range_of_numbers(tokens)
    if number is None or forms[0].name != forms[-1].name:
        return None
    return phrase(K.NUMBER, tokens, low=number.low, high=number.high, name="digits")


def sum_of_parts(tokens: Tokens) -> Token | None:
    """Read "1-0-2", "1+1+1": morning, noon and evening."""
    numbers = of_kind(tokens, K.NUMBER)
    dashed = tokens[1].kind in (K.DASH, K.SLASH)
    if any(n.low != n.high or n.low > 9 for n in numbers) or (dashed and len(numbers) < 3):
        return None
    if any(t.kind == D.AND and t.end - t.start > 1 for t in tokens):
        return None
    total = sum((n.low for n in numbers), Decimal(0))
    times = sum(n.low > 0 for n in numbers)
    return phrase(K.SUM, tokens, low=total, high=total, timing=Timing(times, times, times_told=True))


def telephone(tokens: Tokens) -> Token | None:
    """Set aside a telephone number: groups of digits, one of them in the hundreds."""
    return phrase(K.ASIDE, tokens) if max(n.high for n in of_kind(tokens, K.NUMBER)) >= _HUNDRED else None


def before_and_after(tokens: Tokens) -> Token | None:
    """Read "one before and one after" exercise or a meal."""
    first, second = of_kind(tokens, K.NUMBER)
    if first.low != first.high or second.low != second.high:
        return None
    total = first.low + second.low
    return phrase(K.SUM, tokens, low=total, high=total, timing=Timing(2, 2, times_told=True))


def serving(tokens: Tokens) -> Token | None:
    """Read "2 small tablets", "3 x 1 capsule"."""
    numbers, form = of_kind(tokens, K.NUMBER), tokens[-1]
    number = numbers[-1]
    if number.low <= 0 or number.high * form.low > _MOST_AMOUNT:
        return None
    if len(numbers) > 1:
        times = numbers[0]
        if times.high > MOST_TIMES or times.low != int(times.low):
            return None
        timing = Timing(int(times.low), int(times.high), times_told=True)
        return phrase(
            K.SERVING, tokens, low=number.low * form.low, high=number.high * form.low, name=form.name, timing=timing
        )
    return phrase(K.SERVING, tokens, low=number.low * form.low, high=number.high * form.low, name=form.name)


def half(tokens: Tokens) -> Token | None:
    """Read "un demi-comprimé"; of a whole number with a dash, "12-tablet", it is not known what it counts."""
    number, form = tokens[0], tokens[-1]
    told = number.low == number.high < 1 and number.low > 0
    return phrase(K.SERVING, tokens, low=number.low, high=number.high, name=form.name) if told else None


def one_serving(tokens: Tokens) -> Token | None:
    """Read "take one serving daily", the words of which may as well lead on to its size."""
    return phrase(K.SERVING, tokens, name="serving")


def sum_serving(tokens: Tokens) -> Token | None:
    """Read "1+1+1 tablets"."""
    total, form = tokens[0], tokens[-1]
    return phrase(K.SERVING, tokens, low=total.low, high=total.high, name=form.name, timing=total.timing)


def explained(tokens: Tokens) -> Token | None:
    """Read "1 scoop (5 g)", "30 ml (2 x 15 ml)": the bracket says the same again."""
    servings = [t for t in tokens if t.kind in (K.SERVING, K.SUM)]
    first, second = servings
    if first.name == second.name:
        times = second.timing.frequency or 1 if second.timing else 1
        if first.low != second.low * times:
            return None
    elif second.name not in _MEASURES and not {t.kind for t in tokens} & {K.OPEN, K.EQUALS}:
        return None
    return first._replace(end=tokens[-1].end, parts=tuple(tokens))


def weighed(tokens: Tokens) -> Token | None:
    """Read "a sachet of 20 g": what a piece weighs, or the water it is stirred in, is no dose of its own."""
    first, second = tokens[0], tokens[-1]
    if first.name in _MEASURES or second.name not in _MEASURES:
        return None
    return first._replace(end=second.end, parts=tuple(tokens))


def counted(tokens: Tokens) -> Token | None:
    """Read "Capsules per day: 3", as tables of a product's data have it."""
    form, count = of_kind(tokens, K.FORM)[0], tokens[-1]
    if count.low <= 0 or count.high * form.low > _MOST_AMOUNT or form.name in _MEASURES:
        return None
    return phrase(K.SERVING, tokens, low=count.low, high=count.high, name=form.name)


def given(tokens: Tokens) -> Token | None:
    """Read "spray 3 times", "spray daily": as many as times are told of the verb, or one."""
    form = next((t for t in tokens if t.kind == K.FORM), None)
    if form is not None and form.name != _GIVEN:
        return None
    count = next(iter(of_kind(tokens, K.COUNT)), None)
    if count is None:
        return phrase(K.SERVING, tokens, name=_GIVEN)
    return phrase(K.SERVING, tokens, low=count.low, high=count.high, name=_GIVEN)


def taken(tokens: Tokens) -> Token | None:
    """Take the verb for another where other words tell how much: "spray 2 puffs"."""
    return phrase(K.TAKE, tokens)


def not_counted(tokens: Tokens) -> Token | None:
    """Read "a few" before a dose form: what changes a dose in a way that no number tells."""
    return phrase(D.MULTIPLE, tokens, low=Decimal(0), high=Decimal(0))


def one_to(tokens: Tokens) -> Token | None:
    """Read "en til om kvelden", "en till vid behov", whose last word elsewhere leads from one number to another."""
    number = tokens[0]
    if number.name != "word" or not number.low == number.high == 1:
        return None
    return phrase(K.NUMBER, tokens, low=_ONE, high=_ONE, name="another")


def another(tokens: Tokens) -> Token | None:
    """Read "one more", "ytterligare en", "an additional 2": it adds to what was told."""
    number = next(iter(of_kind(tokens, K.NUMBER)), None)
    low, high = (number.low, number.high) if number is not None else (_ONE, _ONE)
    return phrase(K.NUMBER, tokens, low=low, high=high, name="another")
