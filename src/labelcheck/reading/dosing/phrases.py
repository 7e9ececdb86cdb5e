"""Phrases: tokens that are read as one, with what they were made of."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from labelcheck.model import ForWhom, Timing
from labelcheck.reading.lex.tokens import Token

Tokens = Sequence[Token]
_ONE: Final = Decimal(1)
MOST_TIMES: Final = 24
"""A day has no more hours; a larger number counts something else."""


def phrase(
    kind: str,
    tokens: Tokens,
    *,
    low: Decimal = _ONE,
    high: Decimal = _ONE,
    name: str = "",
    timing: Timing | None = None,
    whom: ForWhom | None = None,
) -> Token:
    """Return tokens as one of a kind: numbers from ``low`` to ``high``, or a timing, or for whom."""
    return Token(kind, tokens[0].start, tokens[-1].end, low, high, name, tuple(tokens), timing, whom)


def of_kind(tokens: Tokens, kind: str) -> list[Token]:
    """Return those of a kind."""
    return [t for t in tokens if t.kind == kind]
