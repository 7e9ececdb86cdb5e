"""Units as they are spelled: the one owner of every pattern of units, made from the file of units and the languages."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple, get_args

from labelcheck import units
from labelcheck.knowledge import Knowledge
from labelcheck.model import Qualifier
from labelcheck.reading.lex.connectives import words_of
from labelcheck.reading.lex.number import LOOK_ALIKES

SYMBOLS: Final = units.spellings("amounts")
"""Spellings of every language in small letters, and the symbols of the units."""
QUALIFIERS: Final = {s: q for q in get_args(Qualifier) for s in units.UNITS[q].spellings}
"""What stands behind "µg" where it counts equivalents, in small letters."""


@lru_cache(maxsize=2)
def unit_pattern(knowledge: Knowledge) -> str:
    """Return a pattern of all spellings of units in all languages but "%", in lower case, the longest first."""
    return _branches([u for u, symbol in _units(knowledge).items() if symbol != "%"])


def _branches(words: Iterable[str]) -> str:
    """Return a pattern of words that looks at each letter once: what they begin with alike is written once.

    >>> _branches(["mg", "g", "mcg", "mgs"])
    '(?:g|m(?:cg|g(?:s)?))'
    """
    following: dict[str, list[str]] = {}
    for word in sorted(words):
        following.setdefault(word[:1], []).append(word[1:])
    ends = following.pop("", None) is not None
    branches = [re.escape(first) + (_branches(rest) if any(rest) else "") for first, rest in following.items()]
    if len(branches) == 1 and not ends:
        return branches[0]
    return f"(?:{'|'.join(branches)})" + ("?" if ends else "")


def unit_symbol(spelled: str, knowledge: Knowledge) -> str:
    """Return the symbol of a unit's spelling in lower case: "µg" for "mikrogram"."""
    return _units(knowledge)[spelled]


_ODD: Final = (
    rf"(?:\d[\d{LOOK_ALIKES}.,]{{0,12}}?[{LOOK_ALIKES}][\d{LOOK_ALIKES}.,]{{0,12}}"  # 1O  5O0
    r"|\d+(?:[.,]\d+)?e[-–+]\d{1,2})(?!\d)"  # 5E-3
)
_ODD_NUMBER: Final = re.compile(_ODD)
"""Asked first: few labels hold one, and the units behind it are many."""


@lru_cache(maxsize=2)
def _odd_numbers(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile(rf"{_ODD}(?=[ ]?(?:{unit_pattern(knowledge)})(?![^\W\d_]))")


class Spelled(NamedTuple):
    """The spellings of units in lower case: ``several`` finds those of more than one word."""

    symbols: dict[str, str]
    scales: dict[str, str]
    several: re.Pattern[str]
    knowledge: Knowledge

    def odd(self, low: str, start: int) -> re.Match[str] | None:
        """Return a number that holds what only looks like a digit, or an exponent, with its unit behind."""
        return _odd_numbers(self.knowledge).match(low, start) if _ODD_NUMBER.match(low, start) else None


@lru_cache(maxsize=2)
def spelled_units(knowledge: Knowledge) -> Spelled:
    """Return all spellings of units, and the patterns made of them."""
    symbols = _units(knowledge)
    several = "|".join(re.escape(u).replace("\\ ", "[ ]+") for u in sorted(symbols, key=len, reverse=True) if " " in u)
    return Spelled(
        symbols,
        knowledge.scale_spellings,
        re.compile(rf"[ \t]*({several})(?![^\W\d_])"),
        knowledge,
    )


@lru_cache(maxsize=2)
def _units(knowledge: Knowledge) -> dict[str, str]:
    return knowledge.unit_spellings | dict.fromkeys(("%", *words_of(knowledge, "percent")), "%")
