"""All words of all languages, found in a text in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import ahocorasick_rs

from labelcheck.knowledge.fold import fold

NAMES: Final = frozenset({"nutrient", "form", "anion", "dose-form"})
"""Kinds whose words may carry an ending ("magnesiumet", "D-vitamiinia")."""


_BLOCK: Final = 4000
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


@dataclass(slots=True, eq=False)
class _Entry:
    text: str
    meanings: dict[str, str]
    languages: frozenset[str]
    endings: frozenset[str]


class Lexicon:
    """One automaton over the words of every language: longest match, whole words, endings allowed on names."""

    def __init__(self, words: dict[str, list[list[Any]]], endings: dict[str, list[str]]) -> None:
        """Build from compiled knowledge: words with their meanings, and endings per language."""
        self._entries: dict[str, _Entry] = {}
        sets: dict[tuple[str, ...], frozenset[str]] = {}  # thousands of words share a few sets of languages
        by_languages: dict[tuple[str, ...], frozenset[str]] = {}
        for text, meanings in words.items():
            codes = tuple([c for m in meanings for c in m[2]])
            if codes not in sets:
                sets[codes] = frozenset(codes)
            inflected = tuple([c for m in meanings if m[0] in NAMES for c in m[2]])
            if inflected not in by_languages:
                by_languages[inflected] = frozenset(e for c in inflected for e in endings[c])
            kinds = {kind: value for kind, value, _ in meanings}
            self._entries[text] = _Entry(text, kinds, sets[codes], by_languages[inflected])
        self._patterns = list(self._entries.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            [" " + e.text for e in self._patterns], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
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
        # every pattern begins with a space, and no word runs over a line end
        lines = f" {text}\n"
        folded = lines.replace("\n", " ")
        position, last = 0, len(lines) - 1
        while position < last:
            line_end = lines.find("\n", position + 1)
            while position < line_end:
                position = self._search(folded, position, line_end, found)
        return found

    def _search(self, folded: str, position: int, line_end: int, found: list[Word]) -> int:
        """Add the words from ``position`` on; return where to search anew, ``line_end`` at the end.

        A phrase that turns out to end within a word ("per dag" in "per dagsdos") has swallowed what begins there.
        """
        skip_to = position
        patterns = self._patterns
        for index, begin, stop in self._automaton.find_matches_as_indexes(folded[position:line_end]):
            start, end = begin + position, stop + position
            if start < skip_to:
                continue
            entry = patterns[index]
            whole = end if folded[end] == " " else self._whole(entry, folded, end)
            if whole < 0:
                shorter = self._shorter(entry.text, start)
                if shorter is not None:
                    found.append(Word(start, shorter[1] - 1, shorter[0].meanings, shorter[0].languages))
                if " " in entry.text:
                    return shorter[1] if shorter is not None else start + 1 + len(entry.text.partition(" ")[0])
                continue
            found.append(Word(start, whole - 1, entry.meanings, entry.languages))
            skip_to = whole - 1
        return line_end

    def _whole(self, entry: _Entry, folded: str, end: int) -> int:
        """Return where the word with its ending stops, or -1 when the match is the head of another word."""
        after = folded[end : end + 1]
        if not after or not after.isalnum():
            return end
        if after.isdigit():
            # glued cells: "Биотин30 мкг", "Koenzym Q1030 mg"
            return -1 if entry.text[-1].isdigit() and not _GLUED.match(folded, end) else end
        stop = end + 1
        while folded[stop : stop + 1].isalpha():
            stop += 1
        rest = folded[end:stop]
        if rest in entry.endings and not folded[stop : stop + 1].isdigit():
            return stop
        return -1

    def _shorter(self, text: str, start: int) -> tuple[_Entry, int] | None:
        while " " in text:
            text = text.rpartition(" ")[0]
            entry = self._entries.get(text)
            if entry is not None:
                return entry, start + 1 + len(text)
        return None

    def meanings(self, word: str) -> dict[str, str]:
        """Return what a folded word means, by kind; empty for an unknown one."""
        entry = self._entries.get(word)
        return entry.meanings if entry else {}

    def words(self, kind: str) -> dict[str, list[str]]:
        """Return the folded words of a kind, by value."""
        found: dict[str, list[str]] = defaultdict(list)
        for entry in self._patterns:
            if kind in entry.meanings:
                found[entry.meanings[kind]].append(entry.text)
        return dict(found)
