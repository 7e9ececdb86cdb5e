"""A text line by line: words, quantities and kinds, each line by itself, so that equal lines are worked once."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck.knowledge import Knowledge, Word
from labelcheck.knowledge.fold import fold
from labelcheck.reading.lex.again import Again
from labelcheck.reading.lex.quantity import BOUNDS, Quantity, scan
from labelcheck.reading.lex.units import QUALIFIERS, SYMBOLS

_LONGEST_KEPT: Final = 300
"""Characters of a line that is kept."""
_MOST_KEPT: Final = 200_000
"""Characters of all lines that are kept: some thousands."""
_LONGEST_LINE: Final = 4000
"""Characters; a label's run-on text has hundreds."""
_CYRILLIC_VE: Final = "Вв"
_NO_KINDS: Final[frozenset[str]] = frozenset()
_NAMING: Final = frozenset({"nutrient", "form", "anion", "short-name", "reference"})


_MASS: Final = "|".join(u for u, symbol in SYMBOLS.items() if symbol in ("mg", "µg", "g", "ng", "IU") and "." not in u)
_PARTED: Final = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,6}(?:[.,]\d{1,4})?)(?P<gap>[ ]{0,4}\n[ ]{0,4})"
    rf"(?:{_MASS})(?![^\W_]|[ ][^\W\d_])(?!.*\n[ ]*(?:{_MASS}|%)[ ]*(?:\n|\Z))",
    re.IGNORECASE,
)
"""A number that ends a line, over a unit that begins one with no word behind it."""
_UNIT_BEGINS: Final = re.compile(rf"\n[ ]{{0,4}}(?:{_MASS})", re.IGNORECASE)
"""Asked first: few labels hold such a line, and digits are many."""
_CAPITALS: Final = re.compile(r"[ ]*((?:[αa]-)?[A-Z]{2,3})(?![^\W_])")
_CAPITALS_BEGIN: Final = re.compile(r"\n[ ]*(?:[αa]-)?[A-Z]{2,3}(?![^\W_])")
"""Asked first: few labels have such a line."""


@dataclass(slots=True, eq=False)
class Line:
    """One printed line: ``start:end`` of the clean text, without its line end.

    ``kinds`` are the kinds of all its words. Not frozen, like other nouns that a label has dozens of: a frozen one
    takes three times as long to make.
    """

    number: int
    start: int
    end: int
    quantities: list[Quantity]
    words: list[Word]
    kinds: AbstractSet[str]


class _Lexed(NamedTuple):
    """What stands on a line, by places within it."""

    words: list[Word]
    quantities: list[Quantity]
    kinds: AbstractSet[str]


_NOTHING: Final = _Lexed([], [], _NO_KINDS)


@lru_cache(maxsize=2)
def _kept(_knowledge: Knowledge) -> Again[_Lexed]:
    """Return lines that were lexed, for those that are alike: from label to label a third of them repeat, and more."""
    return Again(_MOST_KEPT, _LONGEST_KEPT)


def _within(line: Line) -> _Lexed:
    """Return what stands on a line by places within it."""
    by = -line.start
    return _Lexed([w.moved(by) for w in line.words], [q.moved(by) for q in line.quantities], line.kinds)


def lex_lines(clean: str, low: str, folded: str, knowledge: Knowledge) -> tuple[list[Line], list[Word], list[Quantity]]:
    """Return the lines of a text, and all words and quantities on them. Each line is lexed by itself, and those alike once."""
    pieces = clean.split("\n")
    if len(clean) > _LONGEST_LINE:
        pieces = [piece for line in pieces for piece in _cut(line)]
    kept = _kept(knowledge)
    lines: list[Line] = []
    new: dict[str, Line] = {}
    known: list[Line] = []
    alike: list[Line] = []
    start = 0
    for number, printed in enumerate(pieces):
        end = start + len(printed)
        lexed = kept.kept.get(printed) if printed else _NOTHING
        if lexed is not None:
            line = _placed(lexed, number, start, end)
            if printed:
                known.append(line)
        else:
            line = Line(number, start, end, [], [], _NO_KINDS)
            if new.setdefault(printed, line) is not line:
                alike.append(line)
                known.append(line)
        lines.append(line)
        start = end + 1
    if not new:
        return lines, [w for n in lines for w in n.words], [q for n in lines for q in n.quantities]
    if len(clean) > _LONGEST_LINE:
        clean, low, folded = ["\n".join([text[n.start : n.end] for n in lines]) for text in (clean, low, folded)]
    if known:
        clean, low, folded = [_with_blanks(text, known) for text in (clean, low, folded)]
    words, quantities = _fill(new.values(), clean, low, folded, knowledge)
    _fill_alike(alike, pieces, new)
    for printed, line in new.items():
        if kept.seen(printed, printed):
            kept.keep(printed, printed, _within(line))
    if len(new) < len(lines):
        return lines, [w for n in lines for w in n.words], [q for n in lines for q in n.quantities]
    return lines, words, quantities


def _placed(lexed: _Lexed, number: int, start: int, end: int) -> Line:
    """Return a line like one that was lexed."""
    words = [w.moved(start) for w in lexed.words] if lexed.words else []
    quantities = [q.moved(start) for q in lexed.quantities] if lexed.quantities else []
    return Line(number, start, end, quantities, words, lexed.kinds)


def _fill_alike(lines: Sequence[Line], pieces: Sequence[str], lexed: Mapping[str, Line]) -> None:
    """Put words and quantities on lines that print what others of their text do, which are lexed."""
    for line in lines:
        like = lexed[pieces[line.number]]
        by = line.start - like.start
        line.words = [w.moved(by) for w in like.words]
        line.quantities = [q.moved(by) for q in like.quantities]
        line.kinds = like.kinds


def _with_blanks(text: str, known: list[Line]) -> str:
    """Return a text of the same length with spaces in place of some lines."""
    parts: list[str] = []
    done = 0
    for line in known:
        parts += (text[done : line.start], " " * (line.end - line.start))
        done = line.end
    return "".join([*parts, text[done:]])


def _fill(
    lines: Iterable[Line], clean: str, low: str, folded: str, knowledge: Knowledge
) -> tuple[list[Word], list[Quantity]]:
    """Put words and quantities on lines, which hold all that ``clean`` prints; return them all."""
    words = knowledge.lexicon.find_folded(folded)
    if any(letter in clean for letter in _CYRILLIC_VE):
        _tell_prepositions(words, clean)
    _tell_common_words(words, low, knowledge.marked)
    names = [w for w in words if "nutrient" in w.meanings or "form" in w.meanings]
    quantities = scan(low, names, knowledge)
    word_starts, starts = [w.start for w in words], [q.start for q in quantities]
    w = q = 0
    for line in lines:
        first, w = w, bisect_left(word_starts, line.end, w)
        if w > first:
            line.words = words[first:w]
            line.kinds = _kinds(line.words)
        first, q = q, bisect_left(starts, line.end, q)
        if q > first:
            line.quantities = quantities[first:q]
    return words, quantities


def add_from_lines_before(lines: Sequence[Line], clean: str) -> None:
    """Take in what a line end parted from an amount: the sign before it, and the qualifier behind its unit.

    "<" and "0,5 g"; "680 mcg" and "DFE". In capitals alone: in small letters it may be a word.
    """
    signs = any(sign in clean for sign in BOUNDS)
    if not signs and _CAPITALS_BEGIN.search(clean) is None:
        return
    for above, line in itertools.pairwise(lines):
        ending = clean[above.start : above.end].rstrip()[-1:] if signs else ""
        if ending in BOUNDS and line.quantities:
            first = line.quantities[0]
            if first.bound is None and not clean[line.start : first.start].strip():
                first.bound = BOUNDS[ending]
        last = above.quantities[-1] if above.quantities else None
        if last is None or last.unit not in ("mg", "µg") or last.qualifier is not None:
            continue
        behind = _CAPITALS.match(clean, line.start, line.end)
        if behind is not None and not clean[last.end : above.end].strip():
            last.qualifier = QUALIFIERS.get(behind[1].lower())


def with_units_rejoined(clean: str, knowledge: Knowledge) -> str:
    """Return a text of the same length in which a space stands for the line end between a number and its unit.

    "Magnesium 150" over "mg". The number of a name is no amount ("Omega 3" over "mg"), and units below each other are
    a column's, which nobody can tell from here.
    """
    if _UNIT_BEGINS.search(clean) is None:
        return clean
    parts: list[str] = []
    done = 0
    for match in _PARTED.finditer(clean):
        start, at = clean.rfind("\n", 0, match.start()) + 1, match.end("number")
        words = knowledge.lexicon.find_folded(fold(clean[start:at]))
        if not words or words[-1].end > match.start() - start:
            continue
        parts += (clean[done:at], match["gap"].replace("\n", " "))
        done = match.end("gap")
    return "".join([*parts, clean[done:]]) if parts else clean


def lower(text: str) -> str:
    """Return a text in lower case, of the same length."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _tell_prepositions(words: list[Word], clean: str) -> None:
    """Make the Cyrillic letter of "В 1 капсуле" the preposition that it is: it looks like the B of vitamin B1."""
    for word, following in itertools.pairwise(words):
        counted = "dose-form" in following.meanings and clean[word.end : following.start] in ("", " ")
        if counted and clean[word.start] in _CYRILLIC_VE and " " in clean[word.start : word.end]:
            word.end, word.meanings = word.start + 1, {"per": ""}


def _tell_common_words(words: list[Word], low: str, marked: AbstractSet[str]) -> None:
    """Leave "bør" the common word that it is: without its mark it is spelled like the nutrient "bor"."""
    for word in words:
        if "common" in word.meanings and low[word.start : word.end] in marked:
            word.meanings = {kind: value for kind, value in word.meanings.items() if kind not in _NAMING}


def _kinds(words: list[Word]) -> AbstractSet[str]:
    if len(words) == 1:
        return words[0].meanings.keys()
    if not words:
        return _NO_KINDS
    return frozenset().union(*[w.meanings for w in words])


def _cut(line: str) -> list[str]:
    """Return a line in pieces short enough to look at as a whole, cut where a space stands for the line end."""
    pieces = []
    while len(line) > _LONGEST_LINE:
        at = max(line.rfind(mark, 0, _LONGEST_LINE) + len(mark) - 1 for mark in ("; ", ". ", ", "))
        if at < _LONGEST_LINE // 2:
            at = line.rfind(" ", 0, _LONGEST_LINE)
        if at <= 0:
            at = _LONGEST_LINE
        pieces.append(line[:at])
        line = line[at + 1 :]
    return [*pieces, line]
