"""How text and vocabulary are made comparable, character for character.

Folding keeps the length of a text, so that every match lies at its own offsets: letters become lower case, accents
go, Cyrillic letters that look like Latin ones become those (labels print "Витамин B12" with either), and whatever
is no letter or digit becomes a space. Only names are matched on folded text; amounts and units never are, since
there a lost µ is a thousandfold dose.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_LOOK_ALIKES: Final = dict(zip("авсекмнорту", "abcekmhopty", strict=True)) | {"х": "x", "і": "i", "ё": "e"}
_LETTERS: Final = {"ø": "o", "ł": "l", "æ": "a", "đ": "d", "ð": "d", "ı": "i", "ﬁ": "f"}


class _Folding(dict[int, int]):
    """Fills itself: ``str.translate`` asks only once for each character."""

    def __missing__(self, key: int) -> int:
        char = chr(key)
        lower = char.lower()
        if len(lower) > 1:
            lower = lower[0]
        lower = _LETTERS.get(lower, _LOOK_ALIKES.get(lower, lower))
        base = unicodedata.normalize("NFKD", lower)[:1]
        base = _LOOK_ALIKES.get(base, base)
        folded = ord(base) if base.isalnum() else 0x20
        self[key] = folded
        return folded


_TABLE: Final = _Folding({0x0A: 0x0A})
_ASCII: Final = bytes(range(128))
_ASCII_FOLDED: Final = bytes(map(_TABLE.__getitem__, _ASCII)) + bytes(range(128, 256))
_MOST_OTHERS: Final = 60
"""Different letters outside ASCII, above which one step for each is no gain."""


def fold(text: str) -> str:
    """Return ``text`` folded, of the same length; line ends are kept.

    >>> fold("D-vitamin (µg)"), fold("Järn"), fold("ВИТАМИН В6")
    ('d vitamin  μg ', 'jarn', 'bиtamиh b6')
    """
    # translating bytes, and one replacement for each other letter, is some times faster than asking for each character
    encoded = text.encode("utf-8", "surrogatepass")
    if len(encoded) == len(text):
        return encoded.translate(_ASCII_FOLDED).decode()
    others = set(encoded.translate(None, _ASCII).decode("utf-8", "surrogatepass"))
    if len(others) > _MOST_OTHERS:
        return text.translate(_TABLE)
    folded = encoded.translate(_ASCII_FOLDED).decode("utf-8", "surrogatepass")
    for char in sorted(others):  # what a letter becomes, where that folds further, sorts before it: "ǣ" is "æ", not "a"
        folded = folded.replace(char, chr(_TABLE[ord(char)]))
    return folded


def fold_words(text: str) -> str:
    """Return ``text`` folded with single spaces, as vocabulary is kept."""
    return " ".join(fold(text).split())
