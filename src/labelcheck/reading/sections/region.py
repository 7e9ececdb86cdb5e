"""Trimming a stretch of text down to the name printed in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.knowledge.fold import fold
from labelcheck.reading.lex.connectives import pattern_of, words_of
from labelcheck.reading.lex.units import QUALIFIERS, unit_pattern
from labelcheck.reading.sections.sections import Sections

_LEAD: Final = re.compile(r"[\s,;:.|*†‡§#/–\-•·●○▪✓✔►>+=)\]’\"”“!?…_¹²³⁴⁵]+")
_TRAILING: Final = frozenset("→<≤~≈ \t\n,;:|*†‡§#/–-•·=([…._+¹²³⁴⁵")
_NUMBER_TAIL: Final = re.compile(r"(?:[\t|][ ]*|(?<! ) {2,})\d{1,4}(?:[.,]\d+)?[ \t|]*$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_LEADING_KINDS: Final = frozenset({"reference", "per_day", "contains", "equals", "approx", "not_established", "times"})
_TRAILING_KINDS: Final = frozenset({"approx", "at_least", "at_most", "less_than", "equals", "contains", "of_which"})
_BARE_LEAD: Final = re.compile(r"[ \t|]*(?:\d{1,5}(?:[.,]\d)?[ *\t|]+|\(\d{1,5}\)[,;]?[ ]+)(?=[^\W\d_]{2})")
_STOP: Final = re.compile(r"[;.!?]")
_STOPS: Final = re.compile(r"[()]|;|[.!?](?=\s+[^\W\d_])")
_CLOSING: Final = {"(": ")", "[": "]"}
_ROUND: Final = re.compile(r"[()]")
_NAME: Final = 24
"""Characters of the longest name that ends with a vitamin's letter."""
_VITAMIN: Final = re.compile(r"(?<![^\W\d_])([A-Z])(\d{0,2})$")
_WORD: Final = re.compile(r"[^\W\d_]+")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+$")
_FOLLOWING: Final = re.compile(r"\s+([^\W\d_])")
"""The letter that the next sentence may begin with."""


@lru_cache(maxsize=2)
def _ending(knowledge: Knowledge) -> re.Pattern[str]:
    """Return a joint at the end of what stands before an amount: "koenzym Q10 och"."""
    return re.compile(rf"[ ](?:{pattern_of(knowledge, 'and')})$")


@lru_cache(maxsize=2)
def _unit_tail(knowledge: Knowledge) -> re.Pattern[str]:
    """Return a unit behind a name: ", mg" of "Magnesium, mg", "(µg RE)" of "Vitamin A (µg RE)"."""
    qualifiers = "|".join(re.escape(q) for q in sorted(QUALIFIERS, key=len, reverse=True))
    return re.compile(
        rf"(?:[,(\[\t|][ ]*|(?<! ) {{2,}})(?:{unit_pattern(knowledge)})(?:[ ](?:{qualifiers}))?[)\]]?[ \t:.|…]*$"
    )


def has_letters(text: str) -> bool:
    """Whether the text holds a word at all."""
    return _LETTER.search(text) is not None


def trim(sections: Sections, start: int, end: int, *, opening: bool) -> tuple[int, int] | None:
    """Return where the name in ``clean[start:end]`` stands, or None if there is none.

    ``opening`` is true for the text that a line opens with: there a sentence or a heading before the name is cut
    off. Elsewhere words that belong to the amount before it go ("av RI) samt vitamin B6": "vitamin B6").
    """
    start = _begin(sections, start, end, opening=opening)
    end = _before_unit(sections, start, _before_number(sections, start, end))
    end = _without_trailing(sections, start, end)
    clean = sections.clean
    while start < end and clean[start] in "([" and clean.find(_CLOSING[clean[start]], start, end) < 0:
        start += 1  # "Omega-3 600 mg (EPA 330 mg, DHA 220 mg)"
    if start >= end or not has_letters(clean[start:end]):
        return None
    if _ending(sections.knowledge).search(sections.low, start, end) and not _ends_in_name(sections, end):
        return None  # "koenzym Q10 och 12 mg vitamin E": what stands before "och" belongs to the amount before it
    if clean[start].islower() and clean[start:end] in words_of(sections.knowledge, "within"):
        return None  # "i 500 ml vann"
    return start, end


def _ends_in_name(sections: Sections, end: int) -> bool:
    """Whether what looks like a joint is the end of a known name: "vitamina e" beside "EPA e"."""
    last = sections.word_ending(end)
    return last is not None and not {"nutrient", "form"}.isdisjoint(last.meanings)


def _begin(sections: Sections, start: int, end: int, *, opening: bool) -> int:
    """Return where the name begins, behind a sentence, a bullet, a bare number or words of the amount before."""
    clean = sections.clean
    start = _after_unmatched(clean, start, end)
    after = _after_opening if opening else _after_sentence
    start = after(clean, start, end, sections.knowledge)
    if not opening:
        percent = _BARE_LEAD.match(clean, start, end)
        start = percent.end() if percent else start
    while True:
        lead = _LEAD.match(clean, start, end)
        moved = lead.end() if lead else _skip_word(sections, start, end, joints=not opening)
        if moved == start:
            return start
        start = moved


def _has_cells(text: str) -> bool:
    return "\t" in text or "  " in text or "|" in text


def _before_number(sections: Sections, start: int, end: int) -> int:
    """Return where the name ends before a bare number in a cell of its own."""
    bare = _NUMBER_TAIL.search(sections.clean, start, end) if _has_cells(sections.clean[start:end]) else None
    return bare.start() if bare else end


def _before_unit(sections: Sections, start: int, end: int) -> int:
    """Return where the name ends before a unit of its own: "Magnesium, mg"."""
    text = sections.clean[start:end]
    parted = "," in text or "(" in text or "[" in text or _has_cells(text)
    unit = _unit_tail(sections.knowledge).search(sections.low, start, end) if parted else None
    return unit.start() if unit else end


def _without_trailing(sections: Sections, start: int, end: int) -> int:
    """Return where the name ends before marks and words that lead on to the amount: "ca", "innehåller"."""
    while True:
        stop = end
        while stop > start and sections.clean[stop - 1] in _TRAILING:
            stop -= 1
        last = sections.word_ending(stop) if stop == end else None
        if last is not None and last.start > start and not _TRAILING_KINDS.isdisjoint(last.meanings):
            stop = last.start
        if stop == end:
            return end
        end = stop


def _after_unmatched(clean: str, start: int, end: int) -> int:
    if clean.find(")", start, end) < 0:
        return start
    depth = 0
    for match in _ROUND.finditer(clean, start, end):
        if match.group() == "(":
            depth += 1
        elif depth:
            depth -= 1
        else:
            start = match.end()
    return start


def _after_opening(clean: str, start: int, end: int, knowledge: Knowledge) -> int:
    """Cut "PRODUCT INFORMATION: Vitamin D3:" down to what follows the colon, and earlier sentences off."""
    start = _after_sentence(clean, start, end, knowledge)
    stop = end
    while stop > start and clean[stop - 1] in " :\t.–-=|(…":
        stop -= 1
    colon = -1
    if clean.find(":", start, stop) < 0:
        return start
    depth = 0
    for i in range(start, stop):
        if clean[i] == "(":
            depth += 1
        elif clean[i] == ")":
            depth = max(0, depth - 1)
        elif clean[i] == ":" and not depth and not (clean[i - 1 : i].isalnum() and clean[i + 1 : i + 2].isalnum()):
            colon = i
    if colon >= 0 and has_letters(clean[colon + 1 : stop]):
        return colon + 1
    return start


def _after_sentence(clean: str, start: int, end: int, knowledge: Knowledge) -> int:
    if not _STOP.search(clean, start, end):
        return start
    depth = 0
    cut = start
    for match in _STOPS.finditer(clean, start, end):
        char = match.group()
        at = match.start()
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif not depth and (char == ";" or ends_sentence(clean, at, end, knowledge)):
            cut = at + 1
    return cut if has_letters(clean[cut:end]) else start


def ends_before_number(clean: str, at: int, end: int, knowledge: Knowledge) -> bool:
    """Whether nothing but the mark that ends a sentence stands between a word and a number at ``end``."""
    return clean[at:end].strip() in (".", "!", "?") and _closes(clean, at, knowledge)


def ends_sentence(clean: str, at: int, end: int, knowledge: Knowledge) -> bool:
    """Whether the mark at ``at`` ends a sentence and no abbreviation ("L. plantarum", "ca. 5")."""
    following = _FOLLOWING.match(clean, at + 1, end)
    if following is None or not following[1].isupper():
        return False
    named = _VITAMIN.search(clean, max(0, at - 4), at)
    if named is not None and (named[2] or _names_vitamin(clean[max(0, at - _NAME) : at], knowledge)):
        return True  # "… and 4 mg vitamin B6. Take one"
    return _closes(clean, at, knowledge) or clean[at - 1 : at] in ")%*"


def _names_vitamin(text: str, knowledge: Knowledge) -> bool:
    """Whether a text ends with the name of a vitamin: its letter is no initial ("L. Reuteri")."""
    folded = fold(text)
    last = next(reversed(knowledge.lexicon.find_folded(folded)), None)
    return last is not None and last.end == len(folded) and "nutrient" in last.meanings


def _closes(clean: str, at: int, knowledge: Knowledge) -> bool:
    """Whether the word before ``at`` is one that a sentence ends with, and no abbreviation."""
    word = _LAST_WORD.search(clean, max(0, at - _NAME), at)
    return (
        word is not None and len(word.group()) > 2 and word.group().lower() not in words_of(knowledge, "abbreviations")
    )


def _skip_word(sections: Sections, start: int, end: int, *, joints: bool) -> int:
    """Return where the text goes on after a word that is no part of a name; ``start`` if there is none."""
    word = sections.word_at(start)
    if (
        word is not None
        and word.end <= end
        and (joints or "contains" in word.meanings or "equals" in word.meanings)
        and not _LEADING_KINDS.isdisjoint(word.meanings)
        and "nutrient" not in word.meanings
        and "form" not in word.meanings
    ):
        return word.end
    if joints:
        match = _WORD.match(sections.low, start, end)
        if (
            match
            and match.group() in words_of(sections.knowledge, "within")
            and sections.clean[match.end() : match.end() + 1] not in ("-", "’")
            # alone, "och" is no name, but "E" may be one
            and (match.end() - start > 1 or has_letters(sections.clean[match.end() : end]))
        ):
            return match.end()
    return start
