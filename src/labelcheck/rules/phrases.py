"""Phrases of many languages found in a text in one pass.

A phrase is a line of words that must stand in one sentence, in any order: ``"överskrid* inte|ej dos*|*dos"``.
``|`` separates words of which one will do, ``*`` stands for any letters before or after, and ``_`` for the space
between words that stand side by side. Case and accents do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

import ahocorasick_rs

from labelcheck.knowledge.fold import fold, fold_words

_STOP: Final = re.compile(r"[.!?;•✓]+(?=\s+[^a-zåäöæøéü\s]|\s*$)|\n[ \t]*\n|[•✓]")
_LINE: Final = re.compile(r"\n(?=\s*[A-ZÅÄÖÆØÉÜ*])")
_LONGEST: Final = 300
_MOST: Final = 2000
"""Sentences told apart in one text; a longer one is no label, and its sentences are taken several at a time."""


class Stem(NamedTuple):
    """One folded word; ``open_start`` and ``open_end`` where letters may precede or follow."""

    text: str
    open_start: bool
    open_end: bool


Phrase = tuple[tuple[Stem, ...], ...]
"""Groups of stems; a sentence holds the phrase when it holds one stem of each group."""


class WordList(NamedTuple):
    """Phrases of one meaning, and the languages they are of."""

    phrases: tuple[Phrase, ...]
    languages: frozenset[str]


def parse(text: str) -> Phrase:
    """Return a phrase as it is matched.

    >>> parse("överskrid* ej|inte")
    ((Stem(text='overskrid', open_start=False, open_end=True),), (Stem(text='ej', open_start=False, open_end=False), Stem(text='inte', open_start=False, open_end=False)))

    Raises:
        ValueError: a word without letters.

    """
    groups = tuple(tuple(_stem(word) for word in group.split("|")) for group in text.split())
    if not groups:
        raise ValueError("a phrase needs a word")
    return groups


def _stem(word: str) -> Stem:
    folded = fold_words(word.strip("*").replace("_", " "))
    if "*" in word.strip("*"):
        raise ValueError(f"{word!r}: a * stands at the start or the end of a word only")
    if not folded:
        raise ValueError(f"{word!r} holds no letter or digit")
    return Stem(folded, word.startswith("*"), word.endswith("*"))


class Text(NamedTuple):
    """A text cut into sentences; ``ends`` are where each ends."""

    folded: str
    ends: tuple[int, ...]

    def sentence(self, number: int) -> tuple[int, int]:
        """Return where a sentence starts and ends."""
        return (self.ends[number - 1] if number else 0), self.ends[number]


def sentences(text: str) -> Text:
    """Return ``text`` folded, with the ends of its sentences; a line end inside a sentence is none."""
    ends: list[int] = []
    start = 0
    for stop in (*(m.end() for m in _STOP.finditer(text)), len(text)):
        if stop - start > _LONGEST:
            ends += (m.end() for m in _LINE.finditer(text, start, stop))
        if stop > start:
            ends.append(stop)
        start = stop
    if len(ends) > _MOST:
        ends = [*ends[:: len(ends) // _MOST + 1], len(text)]
    return Text(fold(text).replace("\n", " "), tuple(ends) or (0,))


def pieces(texts: Iterable[str]) -> Text:
    """Return short texts, such as ingredients, each a sentence of its own."""
    ends, length, kept = [], 0, list(texts)
    for text in kept[:_MOST]:
        length += len(text) + 1
        ends.append(length)
    return Text(fold("\n".join(kept[:_MOST])).replace("\n", " "), tuple(ends) or (0,))


class Hits:
    """Where the stems of an index stand in one text, as sets of sentence numbers kept in the bits of an int."""

    def __init__(self, text: Text, masks: dict[Stem, int], spans: dict[Stem, list[tuple[int, int]]]) -> None:
        self.text = text
        self._masks = masks
        self._spans = spans

    def sentences_with(self, phrase: Phrase) -> int:
        """Return the sentences that hold the phrase."""
        mask = -1
        for group in phrase:
            found = 0
            for stem in group:
                found |= self._masks.get(stem, 0)
            mask &= found
            if not mask:
                return 0
        return mask

    def any_of(self, phrases: Iterable[Phrase]) -> int:
        """Return the sentences that hold one of the phrases."""
        mask = 0
        for phrase in phrases:
            mask |= self.sentences_with(phrase)
        return mask

    def span(self, phrases: Iterable[Phrase], sentence: int) -> tuple[int, int]:
        """Return the stretch of the sentence that the words of the first fitting phrase span."""
        low, high = self.text.sentence(sentence)
        for phrase in phrases:
            if self.sentences_with(phrase) >> sentence & 1:
                inside = [
                    s for group in phrase for stem in group for s in self._spans.get(stem, ()) if low <= s[0] < high
                ]
                return min(s[0] for s in inside), max(s[1] for s in inside)
        return low, high


def numbers(mask: int) -> list[int]:
    """Return the sentence numbers in a set, lowest first."""
    return [i for i in range(mask.bit_length()) if mask >> i & 1]


class Index:
    """One automaton over the stems of all phrases."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        by_text: dict[str, set[Stem]] = {}
        for phrase in phrases:
            for group in phrase:
                for stem in group:
                    by_text.setdefault(stem.text, set()).add(stem)
        self._stems = [tuple(sorted(s)) for s in by_text.values()]
        self._automaton = ahocorasick_rs.AhoCorasick(list(by_text)) if by_text else None

    def find(self, text: Text) -> Hits:
        """Return where the stems stand in ``text``."""
        masks: dict[Stem, int] = {}
        spans: dict[Stem, list[tuple[int, int]]] = {}
        folded, ends = text.folded, text.ends
        if self._automaton is None:
            return Hits(text, masks, spans)
        sentence = 0
        length = len(folded)
        # matches come in the order of their ends, so a start may lie in an earlier sentence only by a word's length
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            before = start > 0 and folded[start - 1] != " "
            after = end < length and folded[end] != " "
            while sentence + 1 < len(ends) and end > ends[sentence]:
                sentence += 1
            for stem in self._stems[number]:
                if (before and not stem.open_start) or (after and not stem.open_end):
                    continue
                masks[stem] = masks.get(stem, 0) | 1 << sentence
                spans.setdefault(stem, []).append((start, end))
        return Hits(text, masks, spans)
