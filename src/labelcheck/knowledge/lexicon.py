"""All words of all languages, found in a text in one pass."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import ahocorasick_rs

from labelcheck.knowledge.fold import fold

NAMES: Final = frozenset({"nutrient", "form", "anion", "dose-form"})
"""Kinds whose words may carry an ending ("magnesiumet", "D-vitamiinia")."""


_BLOCK: Final = 4000
_LINE_END: Final = "\n"
_LINE_END_AND_SPACE: Final = "\n "
_APART: Final = " \n"
"""What ends a word for certain."""
_BY_HAND: Final = 5_000
"""Characters that are searched word by word before the automaton is made, which takes longer than a few labels do."""
_GLUED: Final = re.compile(r"\d+(?: \d+)? ?(?:mg|[µμ]g|mcg|ug|g|iu|ie|ui|mkg|mг|mkг|г|me)\b")
"""Digits with a unit, on folded text: where Cyrillic letters look like Latin ones, and marks are spaces."""


@dataclass(slots=True, eq=False)
class Word:
    """A word found at ``start:end`` of a text; ``end`` takes in its ending. ``meanings``: kind to value."""

    start: int
    end: int
    meanings: dict[str, str]
    languages: frozenset[str]

    def moved(self, by: int) -> Word:
        """Return the same so many characters on."""
        return Word(self.start + by, self.end + by, self.meanings, self.languages)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Yield ``start, end`` of blocks that end at a line end, or failing that at a space."""
    start = 0
    while start < len(text):
        end = start + _BLOCK
        if end < len(text):
            cut = text.rfind("\n", start, end)
            cut = cut if cut > start else text.rfind(" ", start, end)
            end = cut if cut > start else end
        yield start, min(end, len(text))
        start = end


class _Entry:
    """What words with the same meanings mean."""

    __slots__ = ("endings", "languages", "meanings")

    def __init__(self, meanings: dict[str, str], languages: frozenset[str], endings: frozenset[str]) -> None:
        self.meanings = meanings
        self.languages = languages
        self.endings = endings


class Lexicon:
    """One automaton over the words of every language: longest match, whole words, endings allowed on names."""

    def __init__(
        self,
        words: str,
        meanings: str,
        endings: dict[str, list[str]],
        *,
        plants: Collection[str] = (),
        plant_parts: Mapping[str, list[str]] | None = None,
    ) -> None:
        """Build from compiled knowledge: words and their meanings, a line each, and endings per language.

        ``plants`` are nutrients whose names may carry ``plant_parts`` of their language as well.

        A text holds few of thousands of words: a line of meanings is read when the first word that has it is met.
        """
        self._texts = words.split("\n")
        self._meanings = meanings.split("\n")
        self._number = {text: number for number, text in enumerate(self._texts)}
        self._endings = endings
        self._plants = frozenset(plants)
        self._plant_parts = plant_parts or {}
        self._entries: list[_Entry | None] = [None] * len(self._texts)
        """What was read, by word; words with the same meanings share theirs."""
        self._shared: dict[str, _Entry] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for text in self._texts:
            lengths[text[0]].add(len(text))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        """Of the words that begin with a letter, longest first."""
        self._searched = 0
        self._automaton: ahocorasick_rs.AhoCorasick | None = None

    def _longest_at(self, text: str) -> dict[int, tuple[int, int]]:
        """Return the number and end of the longest known word from each place, that of the space before it."""
        if self._automaton is None:
            self._searched += len(text)
            if self._searched <= _BY_HAND:
                return self._by_hand(text)
            # one that tells the longest of each place by itself takes twice as long to make
            self._automaton = ahocorasick_rs.AhoCorasick([" " + known for known in self._texts])
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return {start: (number, end) for number, start, end in found}  # the last of a place is the longest

    def _by_hand(self, text: str) -> dict[int, tuple[int, int]]:
        found: dict[int, tuple[int, int]] = {}
        space, last = text.find(" "), len(text)
        while space >= 0:
            start = space + 1
            for length in self._lengths.get(text[start : start + 1], ()):
                number = self._number.get(text[start : start + length]) if start + length <= last else None
                if number is not None:
                    found[space] = number, start + length
                    break
            space = text.find(" ", start)
        return found

    def _entry(self, number: int) -> _Entry:
        """Return what a word means."""
        entry = self._entries[number]
        if entry is None:
            line = self._meanings[number]
            entry = self._shared.get(line)
            if entry is None:
                entry = self._shared[line] = self._read_entry(line)
            self._entries[number] = entry
        return entry

    def _read_entry(self, line: str) -> _Entry:
        read = _read(line)
        inflected = {c for kind, _, codes in read if kind in NAMES for c in codes}
        plant = {c for kind, value, codes in read if kind == "nutrient" and value in self._plants for c in codes}
        return _Entry(
            {kind: value for kind, value, _ in read},
            frozenset(c for _, _, codes in read for c in codes),
            frozenset(e for c in inflected for e in self._endings[c])
            | frozenset(e for c in plant for e in self._plant_parts.get(c, ())),
        )

    def find(self, text: str) -> list[Word]:
        """Return the words of ``text`` from left to right, not overlapping.

        >>> from labelcheck.knowledge import load
        >>> [w.meanings for w in load().lexicon.find("D-vitamiinia 20")]
        [{'nutrient': 'vitamin-d'}]
        """
        return self.find_folded(fold(text))

    def find_folded(self, text: str) -> list[Word]:
        """Return the words of a text that is folded."""
        found: list[Word] = []
        if len(text) > _BLOCK:
            # a search that starts anew looks at its whole line again: long lines are searched in blocks
            for start, end in _blocks(text):
                for word in self.find_folded(text[start:end]):
                    word.start, word.end = word.start + start, word.end + start
                    found.append(word)
            return found
        # every pattern begins with a space, and no word runs over a line end: each line has a space before it
        folded = f" {text.replace(_LINE_END, _LINE_END_AND_SPACE)}\n"
        longest = self._longest_at(folded)
        places = sorted(longest)
        line_end, line = folded.find("\n"), 0
        at = done = skip_to = 0
        while at < len(places):
            start = places[at]
            at += 1
            if start < done:
                continue
            number, done = longest[start]
            if start < skip_to:
                continue
            while line_end < start:
                line_end, line = folded.find("\n", line_end + 1), line + 1
            entry, known = self._entries[number] or self._entry(number), self._texts[number]
            whole = done if folded[done] in _APART else self._whole(entry, known, folded, done)
            if whole < 0:
                entry, whole = self._stem(known, folded, start) or (entry, whole)
            if whole >= 0:
                found.append(Word(start - line, whole - 1 - line, entry.meanings, entry.languages))
                skip_to = whole - 1
                continue
            shorter = self._shorter(known, start)
            if shorter is not None:
                found.append(Word(start - line, shorter[1] - 1 - line, shorter[0].meanings, shorter[0].languages))
            if " " in known:
                # one that turns out to end within a word ("per dag" in "per dagsdos") has swallowed what begins there
                skip_to = done = shorter[1] if shorter is not None else start + 1 + len(known.partition(" ")[0])
                at = bisect_left(places, done)
        return found

    def _whole(self, entry: _Entry, word: str, folded: str, end: int) -> int:
        """Return where the word with its ending stops, or -1 when the match is the head of another word."""
        after = folded[end : end + 1]
        if not after or not after.isalnum():
            return end
        if after.isdigit():
            # glued cells: "Биотин30 мкг", "Koenzym Q1030 mg"
            return -1 if word[-1].isdigit() and not _GLUED.match(folded, end) else end
        stop = end + 1
        while folded[stop : stop + 1].isalpha():
            stop += 1
        rest = folded[end:stop]
        if rest in entry.endings and not folded[stop : stop + 1].isdigit():
            return stop
        return -1

    def _stem(self, word: str, folded: str, start: int) -> tuple[_Entry, int] | None:
        """Return the longest head of a word that its ending makes whole: "bergamott" in "bergamottextrakt".

        The longest match may be another language's word that only begins like it ("bergamotte").
        """
        begin = start + 1
        for length in range(len(word) - 1, word.rfind(" ") + 2, -1):
            number = self._number.get(word[:length])
            if number is not None and folded[begin + length].isalpha():
                entry = self._entry(number)
                whole = self._whole(entry, word[:length], folded, begin + length)
                if whole >= 0:
                    return entry, whole
        return None

    def _shorter(self, text: str, start: int) -> tuple[_Entry, int] | None:
        while " " in text:
            text = text.rpartition(" ")[0]
            number = self._number.get(text)
            if number is not None:
                return self._entry(number), start + 1 + len(text)
        return None

    def meanings(self, word: str) -> dict[str, str]:
        """Return what a folded word means, by kind; empty for an unknown one."""
        number = self._number.get(word)
        return {} if number is None else self._entry(number).meanings

    def words(self, kind: str) -> dict[str, list[str]]:
        """Return the folded words of a kind, by value."""
        found: dict[str, list[str]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            meanings = self._entry(number).meanings
            if kind in meanings:
                found[meanings[kind]].append(text)
        return dict(found)


def meanings_line(meanings: Iterable[tuple[str, str, Iterable[str]]]) -> str:
    """Return meanings (kind, value, languages) as the compiled file holds them.

    >>> meanings_line([("form", "zinc-oxide", ["da", "sv"]), ("nutrient", "zinc", ["sv"])])
    'form|zinc-oxide|da,sv;nutrient|zinc|sv'
    """
    return ";".join(f"{kind}|{value}|{','.join(codes)}" for kind, value, codes in meanings)


def _read(line: str) -> list[tuple[str, str, list[str]]]:
    read = []
    for meaning in line.split(";"):
        kind, value, codes = meaning.split("|")
        read.append((kind, value, codes.split(",")))
    return read
