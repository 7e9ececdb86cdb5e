"""Label text is hostile text: what is printed for people can do nothing but be seen."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_SHOWN: Final = "\ufffd"
_DROPPED: Final = frozenset("\r\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
"""Carriage returns, soft hyphens and marks without width, which mean nothing outside their own layout."""
_PLAIN: Final[dict[str, str]] = {
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "×": "x", "·": "-", "•": "-", "…": "...", "’": "'", "‘": "'",
    "”": '"', "“": '"', "„": '"', "»": '"', "«": '"', "≥": ">=", "≤": "<=", "≠": "!=", "↔": "<->", "≈": "~",
    "α": "alpha", "β": "beta", "γ": "gamma", "å": "a", "ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "ł": "l",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "®": "(R)", "™": "(TM)", "©": "(C)", "°": " deg ", "½": "1/2",
}  # fmt: skip


def inert_text(text: str, *, keep: str = "") -> str:
    r"""Return text without anything that a terminal obeys: escape codes, line ends, marks that turn the writing about.

    ``keep`` are control characters to leave, as line ends.

    >>> inert_text("Zink\x1b[2J\r\n25\u202emg")
    'Zink\ufffd[2J 25\ufffdmg'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(c if c in keep else _inert(c) for c in text)


@lru_cache(maxsize=4096)
def _inert(character: str) -> str:
    if character in "\t\n\v\f\x85\u2028\u2029":
        return " "
    if character in _DROPPED:
        return ""
    return _SHOWN if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") else character


def spelled(text: str, encoding: str) -> str:
    """Return text in the characters that ``encoding`` has. A microgram never becomes anything like a milligram.

    >>> spelled("25 µg ≥ 10 μg, Järn – α", "ascii")
    '25 mcg >= 10 mcg, Jarn - alpha'
    >>> spelled("25 µg ≥ 10 mg", "latin-1")
    '25 µg >= 10 mg'
    """
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_spelled(c, encoding) for c in text)
    except LookupError:
        return spelled(text, "ascii")
    return text


@lru_cache(maxsize=4096)
def _spelled(character: str, encoding: str) -> str:
    for tried in (character, _PLAIN.get(character, ""), "mc" if character in "µμ" else ""):
        if tried and _fits(tried, encoding):
            return tried
    base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return base if base and base.isascii() else "?"


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
