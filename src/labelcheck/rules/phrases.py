"""Phrases of many languages found in a text in one pass.

A phrase is a line of words that must stand in one sentence, in any order: ``"överskrid* inte|ej dos*|*dos"``.
``|`` separates words of which one will do, ``*`` stands for any letters before or after, and ``_`` for the space
between words that stand side by side. Case and accents do not matter.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, TypedDict

import ahocorasick_rs

from labelcheck.knowledge.fold import fold, fold_words

_STOP: Final = re.compile(r"[.!?;•✓\n](?:(?<!\n)[.!?;•✓]*(?=\s+[^a-zåäöæøéü\s\d]|\s*$)|(?<=\n)[ \t]*\n|(?<=[•✓]))")
"""One set of first characters, which ``re`` finds fast."""
_LINE: Final = re.compile(r"\n(?=\s*[A-ZÅÄÖÆØÉÜ*])")
_TITLE: Final = re.compile(r"\s*[^\n]{3,80}\n(?=\s*[A-ZÅÄÖÆØÉÜ*])")
"""The first line names the product, and the second opens with a capital: no sentence runs over both."""
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
    """Phrases of one meaning, as they are written, and the languages they are of."""

    phrases: tuple[str, ...]
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
    return _cut_before(text) if len(text) <= _SHORT else _cut(text)


_SHORT: Final = 200
"""Characters of a text that many labels have, as directions in a column: what was found in it is kept."""
_KEPT: Final = 1024


def _cut(text: str) -> Text:
    ends: list[int] = []
    title = _TITLE.match(text)
    start = 0
    if title:
        start = title.end()
        ends.append(start)
    for stop in (*(m.end() for m in _STOP.finditer(text)), len(text)):
        if stop - start > _LONGEST:
            ends += (m.end() for m in _LINE.finditer(text, start, stop))
        if stop > start:
            ends.append(stop)
        start = stop
    if len(ends) > _MOST:
        ends = [*ends[:: len(ends) // _MOST + 1], len(text)]
    return Text(fold(text).replace("\n", " "), tuple(ends) or (0,))


_cut_before: Final = lru_cache(maxsize=_KEPT)(_cut)


def pieces(texts: Iterable[str]) -> Text:
    """Return short texts, such as ingredients, each a sentence of its own."""
    ends, length, kept = [], 0, list(texts)
    for text in kept[:_MOST]:
        length += len(text) + 1
        ends.append(length)
    return Text(fold("\n".join(kept[:_MOST])).replace("\n", " "), tuple(ends) or (0,))


_Groups = list[list[int]]
"""A phrase with its stems as numbers."""


class Hits:
    """Which sentences of a text hold which wordlists; a set of sentences is kept in the bits of an int."""

    def __init__(
        self, text: Text, masks: dict[int, int], found: dict[str, int], led: dict[str, list[tuple[int, _Groups]]]
    ) -> None:
        """``found``: the sentences with phrases of one word; ``led``: those with a longer phrase's first word, and its rest."""
        self.text = text
        self._masks = masks
        self._found = found
        self._led = led
        self.touched: Final = found.keys() | led.keys()
        """The wordlists of which a phrase stands somewhere, or begins to."""

    def any_of(self, wordlist: str) -> int:
        """Return the sentences that hold a phrase of the wordlist."""
        led = self._led.get(wordlist)
        if led is not None:
            found = self._found.get(wordlist, 0)
            for mask, rest in led:
                found |= self._sentences_with(mask, rest)
            self._found[wordlist] = found
            # last, so that nobody who asks at the same time finds neither
            self._led.pop(wordlist, None)
        return self._found.get(wordlist, 0)

    def _sentences_with(self, mask: int, rest: _Groups) -> int:
        masks = self._masks
        for group in rest:
            any_stem = 0
            for stem in group:
                any_stem |= masks.get(stem, 0)
            mask &= any_stem
            if not mask:
                return 0
        return mask


def numbers(mask: int) -> list[int]:
    """Return the sentence numbers in a set, lowest first."""
    return [i for i in range(mask.bit_length()) if mask >> i & 1]


class Packed(TypedDict):
    """The phrases of all wordlists, as plain values that a file can hold."""

    stems: str
    """What the automaton looks for, a line each: a word's edges are spaces, so that what is found needs no second look."""
    phrases: dict[str, list[list[list[int]]]]
    """Per wordlist, each phrase with its stems as line numbers."""


def packed(wordlists: Mapping[str, Iterable[str]]) -> Packed:
    r"""Return the phrases of wordlists by id, ready for an index.

    >>> packed({"x": ["overskrid* ej|inte"]})
    {'stems': ' overskrid\n ej \n inte ', 'phrases': {'x': [[[0], [1, 2]]]}}
    """
    lines: dict[str, int] = {}

    def line(stem: Stem) -> int:
        edges = ("" if stem.open_start else " ", "" if stem.open_end else " ")
        return lines.setdefault(f"{edges[0]}{stem.text}{edges[1]}", len(lines))

    phrases = {
        name: [[[line(stem) for stem in group] for group in parse(phrase)] for phrase in written]
        for name, written in wordlists.items()
    }
    return {"stems": "\n".join(lines), "phrases": phrases}


class Index:
    """One automaton over the stems of all wordlists."""

    def __init__(self, of: Packed) -> None:
        """Build from packed phrases."""
        stems = of["stems"].split("\n") if of["stems"] else []
        self._edges = [1 if stem[-1] == " " else 0 for stem in stems]
        self._leads: dict[int, list[tuple[str, _Groups]]] = {}
        for name, phrases in of["phrases"].items():
            for first, *rest in phrases:
                for lead in first:
                    self._leads.setdefault(lead, []).append((name, rest))
        self._automaton = ahocorasick_rs.AhoCorasick(stems) if stems else None
        self._kept: dict[Text, Hits] = {}

    def find(self, text: Text) -> Hits:
        """Return what of the wordlists stands in ``text``; short texts, as directions in a table, are found again as they were."""
        if len(text.folded) > _SHORT:
            return self._find(text)
        known = self._kept.get(text)
        if known is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            known = self._kept[text] = self._find(text)
        return known

    def _find(self, text: Text) -> Hits:
        masks: dict[int, int] = {}
        ends = text.ends
        if self._automaton is None:
            return Hits(text, masks, {}, {})
        edges = self._edges
        sentence, bit, last = 0, 1, len(ends) - 1
        limit, before = ends[0], 0
        # one space in front shifts all by one
        for stem, _, stop in self._automaton.find_matches_as_indexes(f" {text.folded} ", overlapping=True):
            end = stop - 1 - edges[stem]
            # matches come in the order of their ends, but for the space behind a whole word
            while sentence < last and end > limit:
                sentence += 1
                before, limit = limit, ends[sentence]
                bit <<= 1
            masks[stem] = masks.get(stem, 0) | (bit if end > before or not sentence else bit >> 1)
        found: dict[str, int] = {}
        led: dict[str, list[tuple[int, _Groups]]] = {}
        for stem, mask in masks.items():
            for name, rest in self._leads.get(stem, ()):
                if rest:
                    led.setdefault(name, []).append((mask, rest))
                else:
                    found[name] = found.get(name, 0) | mask
        return Hits(text, masks, found, led)
