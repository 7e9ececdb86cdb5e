"""Bytes of unknown origin to text: which code page of our languages fits, and UTF-8 that was read as Windows Western."""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Iterable
from typing import Final

from labelcheck.knowledge import load

_ALPHABETS: Final = {
    "cp1252": "åäöæøéèêëàâîïôûùüçñßáíóúìòœÿ",
    "cp1250": "ąćęłńóśźżäöüß",
    "cp1251": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "cp1257": "ąćęłńóśźżāčēģīķļņšūžėįųõäöü",
}
"""Letters beyond ASCII of the languages that each code page is used for, the likeliest page first."""
_SAMPLE: Final = 400
_WORD: Final = re.compile(r"\w*[^\x00-\x7f]\w*(?:[^\x00-\x7f\s]\w*)*")
_SYMBOLS: Final = frozenset("µμ°®™©€£–—…•·‘’“”„«»²³½¼¾×±±§†‡\u00a0")
_HIT, _FITS, _ODD, _INSIDE = 3, 1, 2, 3


def code_page(lines: Iterable[bytes]) -> str:
    r"""Return the code page that lines which are not UTF-8 are written in.

    >>> code_page(["магний 100 мг".encode("cp1251")]), code_page(["järn för vuxna".encode("cp1252")])
    ('cp1251', 'cp1252')
    """
    sample = b"\n".join(line for _, line in zip(range(_SAMPLE), lines, strict=False))
    return max(_ALPHABETS, key=lambda page: _fit(sample.decode(page, errors="replace"), _ALPHABETS[page]))


def decoded(data: bytes, *, whole: bool = True) -> str:
    r"""Return the text of a file that says nothing of how it is written; a piece of one may end within a letter.

    >>> decoded("Zink 5 µ".encode()[:-1], whole=False), decoded("Zink 5 µg".encode("cp1252")), decoded("Zink".encode("utf-16"))
    ('Zink 5 ', 'Zink 5 µg', 'Zink')
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data[: len(data) // 2 * 2].decode("utf-16", errors="replace")
    try:
        return getincrementaldecoder("utf-8-sig")().decode(data, final=whole)
    except UnicodeDecodeError:
        return data.decode(code_page(iter(data.splitlines())), errors="replace")


def _fit(text: str, alphabet: str) -> int:
    """Return how much a decoded text looks like words of languages written in an alphabet."""
    score = sum(_HIT for w in load().lexicon.find(text) if not text[w.start : w.end].isascii())
    for match in _WORD.finditer(text):
        word = match[0]
        small = word.lower()
        for place, character in enumerate(word):
            if character.isascii():
                continue
            if small[place : place + 1] in alphabet:
                # a capital within a word in small letters is no letter of that word
                score += _FITS if place == 0 or not (character.isupper() and word[place - 1].islower()) else -_ODD
            elif character not in _SYMBOLS:
                score -= _ODD
            elif 0 < place < len(word) - 1 and word[place - 1].isalpha() and word[place + 1].isalpha():
                score -= _INSIDE
        if alphabet.startswith("å") and re.search(r"[^\x00-\x7f]{3}", word):
            score -= _INSIDE * len(word)
    return score


_C1: Final = {c.encode("cp1252", "ignore").decode("cp1252"): c.encode("cp1252", "ignore")[0] for c in
              "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"}  # fmt: skip
_NEXT: Final = "[\u0080-\u00bf" + "".join(_C1) + "]"
_STRONG: Final = re.compile(f"[ÂÃÎÏÐÑ]{_NEXT}")
_SPOILT: Final = re.compile(f"[\u00c2-\u00df]{_NEXT}|[\u00e0-\u00ef]{_NEXT}{{2}}|[\u00f0-\u00f4]{_NEXT}{{3}}")
_WEAK: Final = 2


def mended(text: str) -> str:
    r"""Return a text without what UTF-8 becomes when it is read as Windows Western.

    >>> mended("25 Âµg fÃ¶r vuxna"), mended("Å“ngström"), mended("på Åland")
    ('25 µg för vuxna', 'Å“ngström', 'på Åland')
    """
    if text.isascii():
        return text
    spoilt = _SPOILT.findall(text)
    if not spoilt or (len(spoilt) < _WEAK and not _STRONG.search(text)):
        return text
    return _SPOILT.sub(_right, text)


def _right(match: re.Match[str]) -> str:
    data = bytes(_C1.get(c, ord(c) & 0xFF) for c in match[0])
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
