"""The directions of a label, read: regions to tokens to phrases to clauses to dosages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.knowledge.fold import fold
from labelcheck.model import Dosage, Unused
from labelcheck.reading.dosing.clauses import join
from labelcheck.reading.dosing.dosages import dosages
from labelcheck.reading.dosing.grammar import parse
from labelcheck.reading.dosing.regions import find_regions
from labelcheck.reading.lex.kinds import Kind
from labelcheck.reading.lex.tokens import Token, language_of, lexers, tokenize
from labelcheck.reading.marks import Mark
from labelcheck.reading.places import InOrder
from labelcheck.reading.quantity import told_measures
from labelcheck.reading.sheet import Sheet
from labelcheck.reading.trace import Trace

_DIRECTING: Final = frozenset({"per_day", "take", "times", "once", "twice", "thrice", "time_of_day", "per_week"})
_LONGEST_DIRECTIONS: Final = 50_000
"""Characters; the directions of a label in all languages are some thousands."""
_NEAR: Final = 16
"""Characters before a mark in which "the daily dose of" stands."""
_LONGEST: Final = 120
"""Characters of the longest phrase that says what amounts are for."""


def read_directions(
    sheet: Sheet, languages: Sequence[str], marks: InOrder[Mark], knowledge: Knowledge, trace: Trace | None = None
) -> tuple[Dosage, ...]:
    """Return all that the directions say, in order; empty where the label has none.

    ``marks`` tell where amounts of a panel are said to be for: what stands there is no dose. A word that is known and
    that no dosage used stands in that dosage's ``unused``, and its status is "check".
    """
    lexing = lexers(knowledge)
    bases = InOrder(m for m in marks if m.certain and _heads_panel(sheet, m))
    held = told_measures(sheet.quantities)
    stretches = []
    allowed = _LONGEST_DIRECTIONS
    cut: int | None = None
    for start, end in find_regions(sheet, lexing):
        if allowed <= 0:
            cut = start
            break
        if end - start > allowed:
            cut = end = sheet.clean.rfind(" ", start, start + allowed) + 1 or start + allowed
        allowed -= end - start
        headings = tuple([(m.start - start, m.end - start) for m in bases.between(start - _LONGEST, end)])
        here = tuple([(a - start, b - start, holds) for a, b, holds in held if start <= a < end])
        code, phrases = _phrases(
            sheet.clean[start:end], sheet.low[start:end], headings, here, tuple(languages), knowledge
        )
        stretches.append((start, phrases))
        if trace is not None:
            part = sheet.clean[start:end]
            trace.note("directions", f"{code}: {' '.join(_tree(part, p) for p in phrases if p.kind != Kind.OTHER)}")
    found = dosages(join(stretches), sheet.text)
    if cut is not None and found:
        rest = Unused(" ".join(sheet.clean[cut : cut + 60].split()), sheet.text.place(cut, cut + 60))
        found = (*found[:-1], replace(found[-1], status="check", unused=(*found[-1].unused, rest)))
    if trace is not None:
        for dosage in found:
            left = ", ".join(repr(u.text) for u in dosage.unused)
            trace.note("dosage", f"{dosage.text!r}: {dosage.status}" + (f"; unused: {left}" if left else ""))
    return found


@lru_cache(maxsize=2048)
def _phrases(
    clean: str,
    low: str,
    headings: tuple[tuple[int, int], ...],
    measures: tuple[tuple[int, int, Decimal], ...],
    languages: tuple[str, ...],
    knowledge: Knowledge,
) -> tuple[str, tuple[Token, ...]]:
    """Return the language and the phrases of a stretch, by places within it: products share their directions.

    ``headings`` are the places of a panel's headings in it, ``measures`` those of units told in millilitres.
    """
    lexing = lexers(knowledge)
    folded = fold(low)
    code = language_of(folded, lexing, languages)
    tokens = tokenize(clean, low, folded, lexing, code, measures=measures)
    headings = tuple([h for h in headings if not _for_a_group(clean, h[0], tokens)])
    if headings:
        panel = Kind.PANEL
        tokens = [t._replace(kind=panel) if any(a <= t.start < b for a, b in headings) else t for t in tokens]
    return code, tuple(parse(tokens))


def _for_a_group(clean: str, at: int, tokens: list[Token]) -> bool:
    """Whether a group or a time stands before a place on its line: "on training days 3 tablets" is no heading."""
    start = clean.rfind("\n", 0, max(at, 0)) + 1
    return any(t.kind in (Kind.GROUP, Kind.WHEN, Kind.WEEKDAY) for t in tokens if start <= t.start < at)


def _heads_panel(sheet: Sheet, mark: Mark) -> bool:
    """Whether a mark stands in a heading, and not in a sentence that tells the dose: "the daily dose of 5 drops contains"."""
    if not sheet.line_at(mark.start).kinds.isdisjoint(_DIRECTING):
        return False
    told = [w for w in sheet.words_between(mark.start - _NEAR, mark.end) if "daily_dose" in w.meanings]
    bracketed = "(" in sheet.clean[min([mark.start, *(w.end for w in told)]) : mark.end]
    return not told or mark.basis.quantity is None or bracketed or told[0].start > mark.start


def _tree(part: str, token: Token) -> str:
    if not token.parts:
        return f"{token.kind}:{' '.join(part[token.start : token.end].split())!r}"
    return f"{token.kind}({' '.join(_tree(part, p) for p in token.parts if p.kind != 'other')})"
