"""The directions of a label, read: regions to tokens to phrases to clauses to dosages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.model import Dosage
from labelcheck.reading.dosing.clauses import join
from labelcheck.reading.dosing.dosages import dosages
from labelcheck.reading.dosing.grammar import parse
from labelcheck.reading.dosing.regions import find_regions
from labelcheck.reading.lex.kinds import Kind
from labelcheck.reading.lex.tokens import Token, language_of, lexers, tokenize
from labelcheck.reading.places import InOrder
from labelcheck.reading.quantity import measures
from labelcheck.reading.serving import Mark
from labelcheck.reading.sheet import Sheet
from labelcheck.reading.trace import Trace

_DIRECTING: Final = frozenset({"per_day", "take", "times", "once", "twice", "thrice", "time_of_day", "per_week"})
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
    held = measures(sheet.quantities)
    stretches = []
    for region in find_regions(sheet):
        code = language_of(sheet.low[region.start : region.end], lexing, languages)
        tokens = tokenize(sheet.clean, sheet.low, region.start, region.end, lexing, code, measures=held)
        phrases = parse(_without(tokens, bases))
        stretches.append(phrases)
        if trace is not None:
            trace.note("directions", f"{code}: {' '.join(_tree(sheet, p) for p in phrases if p.kind != Kind.OTHER)}")
    found = dosages(join(stretches), sheet.text)
    if trace is not None:
        for dosage in found:
            left = ", ".join(repr(u.text) for u in dosage.unused)
            trace.note("dosage", f"{dosage.text!r}: {dosage.status}" + (f"; unused: {left}" if left else ""))
    return found


def _heads_panel(sheet: Sheet, mark: Mark) -> bool:
    """Whether a mark stands in a heading, and not in a sentence that tells the dose: "the daily dose of 5 drops contains"."""
    if not sheet.line_at(mark.start).kinds.isdisjoint(_DIRECTING):
        return False
    told = [w for w in sheet.words_between(mark.start - _NEAR, mark.end) if "daily_dose" in w.meanings]
    bracketed = "(" in sheet.clean[min([mark.start, *(w.end for w in told)]) : mark.end]
    return not told or mark.basis.quantity is None or bracketed or told[0].start > mark.start


def _without(tokens: list[Token], bases: InOrder[Mark]) -> list[Token]:
    """Return the tokens with those of a panel's headings put aside."""
    if not len(bases):
        return tokens
    result = []
    for token in tokens:
        around = bases.between(token.start - _LONGEST, token.start + 1)
        of_panel = any(m.start <= token.start < m.end for m in around)
        result.append(token._replace(kind=str(Kind.PANEL)) if of_panel else token)
    return result


def _tree(sheet: Sheet, token: Token) -> str:
    if not token.parts:
        return f"{token.kind}:{' '.join(sheet.clean[token.start : token.end].split())!r}"
    return f"{token.kind}({' '.join(_tree(sheet, p) for p in token.parts if p.kind != 'other')})"
