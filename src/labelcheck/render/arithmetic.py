"""How an intake came about, in words: "300 mg per capsule × 1–2 capsules a day"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck.knowledge.printing import DOSE_FORMS, UNITS, OutputLanguage, number_text, tidy
from labelcheck.model import Term, Times
from labelcheck.render.phrases import figures_text


class _Words(NamedTuple):
    """What stands between the figures."""

    compound: str
    per_day: str
    untold: str
    per: str
    a_day: str
    every: str
    each: str
    parts: str


_WORDS: Final[dict[str, _Words]] = {
    "en": _Words(
        compound="of the compound",
        per_day="per day",
        untold="(taken as the day's amount: the label does not say what it is for)",
        per="per",
        a_day="a day",
        every="every {} days",
        each="({} each)",
        parts="({} to the {})",
    ),
    "sv": _Words(
        compound="av föreningen",
        per_day="per dag",
        untold="(räknat som dagens mängd: etiketten säger inte vad den avser)",
        per="per",
        a_day="om dagen",
        every="var {}:e dag",
        each="({} styck)",
        parts="({} per {})",
    ),
}
_ONE: Final = Decimal(1)
_WORD: Final = re.compile(r"[a-z]{4,}")


def arithmetic_text(terms: Sequence[Term], language: OutputLanguage) -> str:
    """Return how an intake came about; English is what programs get, its figures without marks between thousands."""
    return " + ".join([_term(t, language) for t in terms])


def arithmetic_in(english: str, language: OutputLanguage) -> str:
    """Return the English arithmetic that tables keep in words and figures of another language.

    >>> arithmetic_in("1.4 mg per 2 capsules × 1–2 capsules a day", "sv")
    '1,4 mg per 2 kapslar × 1–2 kapslar om dagen'
    """
    if language == "en":
        return english
    for said, told in _phrases(language):
        english = said.sub(told, english)
    forms = _form_words(language)
    return _WORD.sub(lambda m: forms.get(m[0], m[0]), figures_text(english, language))


@lru_cache(maxsize=2)
def _phrases(language: OutputLanguage) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return patterns of what English says between figures, and what stands there in the language."""
    found = []
    for said, told in zip(_WORDS["en"], _WORDS[language], strict=True):
        pattern = re.escape(said).replace(r"\{\}", r"([^()]*?)")
        found.append((re.compile(rf"(?<!\w){pattern}(?!\w)"), told.replace("{}", r"\1", 1).replace("{}", r"\2")))
    return tuple(found)


@lru_cache(maxsize=2)
def _form_words(language: OutputLanguage) -> dict[str, str]:
    """Return words of dose forms, one and many, by the English ones."""
    return {
        english: told
        for of, both in DOSE_FORMS["en"].items()
        for english, told in zip(both, DOSE_FORMS[language].get(of, both), strict=True)
    }


def _term(term: Term, language: OutputLanguage) -> str:
    words, unit = _WORDS[language], UNITS[language].get(term.unit, term.unit)
    if term.share is not None:
        # who gives what is told at the highest dose
        return f"{_number(term.low if term.high is None else term.high, language)} {unit} ({term.share.product})"
    high = term.low if term.high is None else term.high
    said = f"{_range(term.low, high, language)} {unit}"
    if term.fraction is not None:
        said += f" {words.compound} × {_range(*term.fraction, language)}"
    if term.times is not None:
        return f"{said} {_taken(term.times, language)}"
    return f"{said} {words.per_day if term.told else words.untold}"


def _taken(times: Times, language: OutputLanguage) -> str:
    """Return what an amount is for, how much of that is taken, and how one is counted in the other."""
    words, days, each = _WORDS[language], times.days, times.each
    per = f"{_number(times.quantity, language)} " if times.quantity != 1 else ""
    often = words.a_day if days == 1 else words.every.format(days)
    high = times.high * days
    taken = f"{_range(times.low * days, high, language)} {_form(times.taken, high, language)} {often}"
    said = f"{words.per} {per}{_form(times.of, times.quantity, language)} × {taken}"
    if each == 1:
        return said
    inverse = _ONE / each
    if inverse == inverse.to_integral_value() and each != each.to_integral_value():
        parts = f"{_number(inverse, language)} {_form(times.taken, inverse, language)}"
        return f"{said} {words.parts.format(parts, _form(times.of, _ONE, language))}"
    return f"{said} {words.each.format(f'{_number(each, language)} {_form(times.of, each, language)}')}"


def _range(low: Decimal, high: Decimal, language: OutputLanguage) -> str:
    ends = [_number(v, language) for v in (low, high)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def _number(value: Decimal, language: OutputLanguage) -> str:
    return f"{tidy(value):f}" if language == "en" else number_text(tidy(value), language)


def _form(of: str, count: Decimal, language: OutputLanguage) -> str:
    one, many = DOSE_FORMS[language].get(of, (of, of))
    return one if count <= 1 else many
