"""Checks that the parameters of several kinds share: each returns problems as (keys, text)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import Field
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar

from labelcheck.model import Person
from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import Figures, Floor, Limit, quantity
from labelcheck.rules.outcome import Outcome
from labelcheck.rules.phrases import parse
from labelcheck.rules.rule import Calls, Known

Problems = list[tuple[tuple[str, ...], str]]
Words = str | dict[str, tuple[str, ...]]
"""The id of a wordlist, or phrases per language code; the syntax is that of :mod:`labelcheck.rules.phrases`."""


class Kind(ABC):
    """Base of all kinds; unknown keys in a rule file are errors."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @classmethod
    def kind_name(cls) -> str:
        """Return the word that rule files name the kind with."""
        return str(cls.__dataclass_fields__["kind"].default)

    def needs(self) -> frozenset[str] | None:
        """Return nutrients of which one must be declared for it to hold; None when it may hold without any."""
        return None

    def truth(self, facts: Facts) -> bool | None:
        """Return whether it holds, without the figures and words that show it."""
        return self.judge(facts).truth

    @abstractmethod
    def judge(self, facts: Facts) -> Outcome:
        """Return whether it holds on a label."""

    def sure(self, facts: Facts) -> Outcome:
        """Return what it finds where it holds for certain; where it does not, or cannot be told, only that."""
        return self.judge(facts)

    def calls(self) -> Calls | None:
        """Return what of must stand on the label for it to hold: a nutrient declared, or a word; None when it may hold without any."""
        needs = self.needs()
        return None if needs is None else Calls(needs)

    def bars(self) -> frozenset[str]:
        """Return nutrients that keep it from holding where they are declared."""
        return frozenset()

    def possible(self, person: Person) -> bool:  # noqa: ARG002
        """Whether it can hold for this person, whatever the label."""
        return True

    def floor(self, figures: Figures) -> Floor | None:  # noqa: ARG002
        """Return a nutrient and the amount per day below which it cannot hold, where there is such an amount."""
        return None

    def bare(self) -> bool:
        """Whether it can be asked of an ingredient list without a panel."""
        return False

    def sums(self) -> bool:
        """Whether it can be asked of several products taken together."""
        return False

    def offers(self) -> frozenset[str]:
        """Return the names that messages may use."""
        return frozenset()

    def problems(self, known: Known) -> Problems:  # noqa: ARG002
        """Return what is wrong with the parameters."""
        return []


def _unknown(key: str, value: str, allowed: Iterable[str], what: str) -> Problems:
    from difflib import get_close_matches

    near = get_close_matches(value, list(allowed), 3)
    hint = f"; did you mean {', '.join(near)}?" if near else ""
    return [((key,), f"unknown {what} {value!r}{hint}")]


def check_nutrient(key: str, value: str, known: Known) -> Problems:
    """Return a problem where there is no such nutrient."""
    return [] if value in known.nutrients else _unknown(key, value, known.nutrients, "nutrient")


def check_forms(key: str, values: tuple[str, ...], known: Known) -> Problems:
    """Return a problem for each unknown form."""
    return [p for v in values if v not in known.forms for p in _unknown(key, v, known.forms, "form")]


def check_tables(key: str, values: tuple[str, ...], known: Known) -> Problems:
    """Return a problem for each unknown reference table."""
    return [p for v in values if v not in known.references for p in _unknown(key, v, known.references, "reference")]


def check_number(key: str, value: str | None) -> Problems:
    """Return a problem where a number in quotes is none."""
    if value is None:
        return []
    try:
        good = Decimal(value).is_finite()
    except InvalidOperation:
        good = False
    return [] if good else [((key,), f'{value!r} is no number; write it as "2.5"')]


def check_limit(key: str, limit: Limit, nutrient: str, known: Known) -> Problems:
    """Return a problem where a limit does not fit its nutrient, or its table has no figure for it."""
    if nutrient not in known.nutrients:
        return []
    if isinstance(limit, str):
        try:
            quantity(limit, known.nutrients[nutrient])
        except ValueError as error:
            return [((key,), str(error))]
        return []
    problems = check_tables(key, (limit.reference,), known) + check_number(f"{key}.share", limit.share)
    if limit.per_kg is not None:
        try:
            quantity(limit.per_kg, known.nutrients[nutrient])
        except ValueError as error:
            problems.append(((f"{key}.per_kg",), str(error)))
    table = known.references.get(limit.reference)
    row = limit.row or nutrient
    if table is not None and not any(row in g.values for g in table.groups):
        problems.append(((key,), f"{limit.reference} has no figure for {row}"))
    return problems


def check_words(key: str, words: Words, known: Known) -> Problems:
    """Return a problem where there is no such wordlist, or a phrase cannot be matched."""
    if isinstance(words, str):
        return [] if words in known.words else _unknown(key, words, known.words, "wordlist")
    problems: Problems = []
    for language, phrases in words.items():
        for phrase in phrases:
            try:
                parse(phrase)
            except ValueError as error:
                problems.append(((key, language), str(error)))
    return problems
