"""The directions of a label, read: regions to tokens to phrases to clauses to dosages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.model import Dosage, Unused
from labelcheck.reading.dosing.clauses import join
from labelcheck.reading.dosing.dosages import dosages
from labelcheck.reading.dosing.grammar import parse
from labelcheck.reading.dosing.intended import for_its_group
from labelcheck.reading.dosing.regions import find_regions
from labelcheck.reading.lex.kinds import Kind
from labelcheck.reading.lex.measures import told_measures
from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.lex.tokens import Token, language_of, lexers, tokenize
from labelcheck.reading.lex.trace import Trace
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PrintedBasis

_DIRECTING: Final = frozenset({"per_day", "take", "times", "once", "twice", "thrice", "time_of_day", "per_week"})
_LONGEST_DIRECTIONS: Final = 50_000
"""Characters; the directions of a label in all languages are some thousands."""
_SENTENCE_END: Final = re.compile(r"(?<=[^\W\d_])\.(?:\n|[ ]{1,3})([^\W\d_])")
"""A full stop behind a word, and what the next sentence begins with."""
_NEAR: Final = 16
"""Characters before a printed in which "the daily dose of" stands."""
_LONGEST: Final = 120
"""Characters of the longest phrase that says what amounts are for."""


def read_directions(
    sections: Sections,
    languages: Sequence[str],
    printed_bases: InOrder[PrintedBasis],
    knowledge: Knowledge,
    trace: Trace | None = None,
) -> tuple[Dosage, ...]:
    """Return all that the directions say, in order; empty where the label has none.

    ``printed_bases`` tell where amounts of a panel are said to be for: what stands there is no dose. A word that is known and
    that no dosage used stands in that dosage's ``unused``, and its status is "check".
    """
    lexing = lexers(knowledge)
    bases = InOrder(m for m in printed_bases if m.certain and _heads_panel(sections, m))
    held = told_measures(sections.quantities)
    stretches = []
    allowed = _LONGEST_DIRECTIONS
    cut: int | None = None
    for start, end in find_regions(sections, lexing):
        if allowed <= 0:
            cut = start
            break
        if end - start > allowed:
            cut = end = sections.clean.rfind(" ", start, start + allowed) + 1 or start + allowed
        allowed -= end - start
        headings = [(m.start, m.end) for m in bases.between(start - _LONGEST, end)]
        code = language_of(sections.folded[start:end], lexing, languages)
        phrases: list[Token] = []
        for first, last in _pieces(sections.clean, start, end):
            phrases += _phrases_at(sections, first, last, headings, held, code)
        stretches.append(phrases)
        if trace is not None:
            told = " ".join(_tree(sections.clean, p) for p in phrases if p.kind != Kind.OTHER)
            trace.note("directions", f"{code}: {told}")
    found = dosages(join(stretches), sections.text)
    found = for_its_group(found, sections, _sentences(sections), lambda a, b: _phrases_of(sections, a, b, languages))
    if cut is not None and found:
        rest = Unused(" ".join(sections.clean[cut : cut + 60].split()), sections.text.place(cut, cut + 60))
        found = (*found[:-1], replace(found[-1], status="check", unused=(*found[-1].unused, rest)))
    if trace is not None:
        for dosage in found:
            left = ", ".join(repr(u.text) for u in dosage.unused)
            trace.note("dosage", f"{dosage.text!r}: {dosage.status}" + (f"; unused: {left}" if left else ""))
    return found


def _sentences(sections: Sections) -> Iterator[tuple[int, int]]:
    """Yield the places of a label's sentences, which lines end too."""
    for line in sections.lines:
        yield from _pieces(sections.clean, line.start, line.end)


def _phrases_of(sections: Sections, start: int, end: int, languages: Sequence[str]) -> list[Token]:
    code = language_of(sections.folded[start:end], lexers(sections.knowledge), languages)
    if languages and code not in languages:
        code = languages[0]  # "Kind to tummies" names no German child
    return list(_phrases_at(sections, start, end, [], [], code))


def _pieces(clean: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a stretch that are read by themselves: each ends with a sentence."""
    at = start
    for match in _SENTENCE_END.finditer(clean, start, end):
        if match[1].isupper():
            yield at, match.start() + 1
            at = match.start() + 1
    if at < end:
        yield at, end


def _phrases_at(
    sections: Sections,
    start: int,
    end: int,
    headings: list[tuple[int, int]],
    held: list[tuple[int, int, Decimal]],
    code: str,
) -> Iterable[Token]:
    """Return the phrases of a piece by their places in the text."""
    here = tuple([(a - start, b - start) for a, b in headings if a < end and b > start])
    measures = tuple([(a - start, b - start, holds) for a, b, holds in held if start <= a < end])
    clean, low, folded = sections.clean[start:end], sections.low[start:end], sections.folded[start:end]
    phrases = _phrases(clean, low, folded, here, measures, code, sections.knowledge)
    return [_moved(p, start) for p in phrases] if start else phrases


def _moved(token: Token, by: int) -> Token:
    kind, start, end, low, high, name, parts, timing, whom = token
    return Token(
        kind,
        start + by,
        end + by,
        low,
        high,
        name,
        tuple([_moved(p, by) for p in parts]) if parts else parts,
        timing,
        whom,
    )


@lru_cache(maxsize=8192)
def _phrases(
    clean: str,
    low: str,
    folded: str,
    headings: tuple[tuple[int, int], ...],
    measures: tuple[tuple[int, int, Decimal], ...],
    code: str,
    knowledge: Knowledge,
) -> tuple[Token, ...]:
    """Return the phrases of a piece of directions by places within it: labels share most of their sentences.

    ``headings`` are the places of a panel's headings in it, ``measures`` those of units told in millilitres.
    """
    tokens = tokenize(clean, low, folded, lexers(knowledge), code, measures=measures)
    headings = tuple([h for h in headings if not _for_a_group(clean, h[0], tokens)])
    if headings:
        tokens = [t._replace(kind=Kind.PANEL) if any(a <= t.start < b for a, b in headings) else t for t in tokens]
    return tuple(parse(tokens))


def _for_a_group(clean: str, at: int, tokens: list[Token]) -> bool:
    """Whether a group or a time stands before a place on its line: "on training days 3 tablets" is no heading."""
    start = clean.rfind("\n", 0, max(at, 0)) + 1
    return any(t.kind in (Kind.GROUP, Kind.WHEN, Kind.WEEKDAY) for t in tokens if start <= t.start < at)


def _heads_panel(sections: Sections, printed: PrintedBasis) -> bool:
    """Whether a printed stands in a heading, and not in a sentence that tells the dose: "the daily dose of 5 drops contains"."""
    if not sections.line_at(printed.start).kinds.isdisjoint(_DIRECTING):
        return False
    told = [w for w in sections.words_between(printed.start - _NEAR, printed.end) if "daily_dose" in w.meanings]
    bracketed = "(" in sections.clean[min([printed.start, *(w.end for w in told)]) : printed.end]
    return not told or printed.basis.quantity is None or bracketed or told[0].start > printed.start


def _tree(part: str, token: Token) -> str:
    if not token.parts:
        return f"{token.kind}:{' '.join(part[token.start : token.end].split())!r}"
    return f"{token.kind}({' '.join(_tree(part, p) for p in token.parts if p.kind != 'other')})"
