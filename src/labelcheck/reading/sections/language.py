"""Which languages a label is written in."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final

from labelcheck.reading.sections.sections import Sections

_CLOSE: Final = 0.98
_LONGEST: Final = 12
_SHARE: Final = 0.45
_FIRST: Final = ("sv",)
"""Of languages that every word tells alike, the one that most labels here are printed in: "Ta 1 tablett om dagen"."""
_CYRILLIC: Final = re.compile("[а-яА-Я][а-яА-Я]{2}")


def find_languages(sections: Sections) -> tuple[str, ...]:
    """Return the languages of the text, the strongest first; empty for a text that does not tell.

    Each word found speaks for the languages it belongs to, the more the fewer they are; a language that holds
    less than about half the strongest one's words, or no word of its own, is borrowed vocabulary, not another text on the pack.
    """
    votes: defaultdict[str, float] = defaultdict(float)
    distinct: defaultdict[str, int] = defaultdict(int)
    lengths: defaultdict[frozenset[str], int] = defaultdict(int)
    for word in sections.words:
        lengths[word.languages] += min(word.end - word.start, _LONGEST)
    for languages, length in lengths.items():
        share = length / len(languages)
        for code in languages:
            votes[code] += share
        if len(languages) <= 2:
            for code in languages:
                distinct[code] += length
    if _CYRILLIC.search(sections.clean):
        votes["ru"] *= 2
    ranked = sorted(votes, key=lambda c: (-votes[c], c not in _FIRST, c))
    best = ranked[0] if ranked else ""
    if not distinct[best] or (len(ranked) > 1 and votes[ranked[1]] > _CLOSE * votes[best] and not distinct[ranked[1]]):
        return (best,) if best and len(ranked) == 1 else ()
    others = [
        c
        for c in ranked[1:]
        if votes[c] >= _SHARE * votes[best]
        and distinct[c] >= 0.3 * distinct[best] > 0
        # one that has no word of its own is told by what it shares
        and any(c in languages and best not in languages for languages in lengths)
    ]
    return (best, *others)
