"""For whom a product is, where its name or description says so and the directions do not: "for children from 3 years"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from labelcheck.knowledge.dosing import DosingKind as D
from labelcheck.model import Dosage, ForWhom
from labelcheck.reading.dosing import groups
from labelcheck.reading.lex.kinds import Kind as K
from labelcheck.reading.lex.tokens import Token
from labelcheck.reading.sections.sections import Sections

_NAMING: Final = 2
"""Sentences at a label's beginning that name the product: there "children" need no age to tell whom it is for."""
_LONGEST: Final = 200
"""Characters of a sentence that tells whom a product is for."""
_NOT_SO: Final = frozenset({D.NOT, D.KEEP_AWAY, K.EXCEED, D.REPORTED, D.CONDITION})
"""With these a sentence forbids or tells something else of the group it names."""
_NO_PART: Final = frozenset({"ingredients", "footnote"})
Pieces = Callable[[str, int, int], Iterator[tuple[int, int]]]
Phrases = Callable[[int, int], Sequence[Token]]


def for_its_group(
    dosages: tuple[Dosage, ...], sections: Sections, pieces: Pieces, phrases: Phrases
) -> tuple[Dosage, ...]:
    """Return the dosages, told for the children whom the product is said to be for, where they are told for everybody."""
    if not dosages or not (all(d.whom.everybody for d in dosages) or all(_unaged(d.whom) for d in dosages)):
        return dosages
    whom = _children(sections, pieces, phrases)
    return dosages if whom is None else tuple(replace(d, whom=groups.both(d.whom, whom)) for d in dosages)


def _unaged(whom: ForWhom) -> bool:
    return whom.age is not None and whom.age.low is None and whom.age.high == groups.ADULT


def _children(sections: Sections, pieces: Pieces, phrases: Phrases) -> ForWhom | None:
    unaged: ForWhom | None = None
    printed = 0
    nowhere = "children" not in sections.by_kind
    for line in sections.lines:
        if nowhere and printed >= _NAMING:
            break
        named = [w.start for w in line.words if "children" in w.meanings] if "children" in line.kinds else []
        if printed >= _NAMING and not named:
            continue
        for start, end in pieces(sections.clean, line.start, line.end):
            if not sections.clean[start:end].strip():
                continue
            printed += 1
            if printed > 1 and not any(start <= at < end for at in named):
                continue
            if end - start > _LONGEST or any(z.kind in _NO_PART for z in sections.zones_on(line)):
                continue
            whom = _told(phrases(start, end))
            if whom is None or whom.age is None:
                continue
            if whom.age.low is not None:
                return whom
            if printed <= _NAMING and unaged is None:
                unaged = whom
    return unaged


def _told(phrases: Sequence[Token]) -> ForWhom | None:
    """Return the children that a sentence names, None where it names others or says something else of them."""
    if any(p.kind in _NOT_SO for p in phrases):
        return None
    whom: ForWhom | None = None
    for phrase in phrases:
        if phrase.kind == K.GROUP and phrase.whom is not None:
            whom = phrase.whom if whom is None else groups.both(whom, phrase.whom)
    if whom is None or whom.age is None:
        return None
    low, high = groups.years(whom.age)
    return whom if high is not None and high <= groups.ADULT and (low is None or low < groups.ADULT) else None
