"""Grams, millilitres and milligrams that weigh a pack, a piece or a serving, and no nutrient."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck.knowledge import Knowledge
from labelcheck.reading.lex.connectives import pattern_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.naming import has_name
from labelcheck.reading.panel.percentage import is_reference_percent
from labelcheck.reading.panel.row import Row
from labelcheck.reading.sections.region import has_letters
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.serving import Serving

_APART: Final = re.compile(r"[*†]*[ ]?(?:\t|[ ]{2,}|\|)")
_GAP_BEFORE: Final = re.compile(r"(?:\t|[ ]{2}|\|[ ]?)$")
_GRAMS: Final = 40
"""Lines of grams that may follow each other within a panel of other units."""
_BRACKET: Final = re.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")


class _Patterns(NamedTuple):
    """Around amounts that are no row's: ``into`` and ``poured`` around what a dose is stirred in, ``each`` before a piece's weight."""

    into: re.Pattern[str]
    poured: re.Pattern[str]
    each: re.Pattern[str]


@lru_cache(maxsize=2)
def _patterns(knowledge: Knowledge) -> _Patterns:
    return _Patterns(
        re.compile(rf"(?<![^\W\d_])(?:{pattern_of(knowledge, 'stirred_in')})[ ]$"),
        re.compile(rf"[ )]*(?:{pattern_of(knowledge, 'poured')})"),
        re.compile(rf"[ ]*(?:{pattern_of(knowledge, 'each_weighs')}|x|×)[ ]*"),
    )


def weighs_a_piece(sections: Sections, quantity: Quantity, packs: Sequence[int]) -> bool:
    """Whether an amount is what one piece of a pack weighs: "24 capsule da 400 mg", "60 tabletter à 500 mg"."""
    return any(
        end <= quantity.start <= end + 8
        and _patterns(sections.knowledge).each.fullmatch(sections.low, end, quantity.start) is not None
        for end in packs
    )


def is_solvent(sections: Sections, serving: Serving) -> bool:
    """Whether grams or millilitres are of water to mix into: "1 skopa i 300 ml vatten"."""
    line = sections.line_at(serving.start)
    before = sections.low[max(line.start, serving.start - 14) : serving.start]
    patterns = _patterns(sections.knowledge)
    return patterns.into.search(before) is not None and patterns.poured.match(sections.low, serving.end) is not None


def pure_counts(sections: Sections, servings: InOrder[Serving]) -> set[int]:
    """Return where grams and millilitres stand that weigh a serving or a pack and no nutrient."""
    found = set()
    for serving in servings:
        if serving.weight is not None or (serving.of == "ml" and is_solvent(sections, serving)):
            line = sections.line_at(serving.start)
            found |= {q.start for q in line.quantities if serving.start <= q.start < serving.end}
    for word in sections.by_kind.get("serving_size", []) + sections.by_kind.get("servings_per_container", []):
        line = sections.line_at(word.start)
        found |= {q.start for q in line.quantities if q.start >= word.end and q.unit in ("g", "ml")}
    return found


def in_list(sections: Sections, quantity: Quantity) -> bool:
    """Whether an amount stands in an ingredient list or a footnote."""
    zone = sections.zone_at(quantity.start)
    return zone is not None and not zone.amounts and zone.kind in ("ingredients", "footnote")


def before_the_amount(
    sections: Sections, line: Line, tokens: list[Quantity]
) -> tuple[list[Quantity], dict[int, Quantity]]:
    """Return the tokens of a line without those that only explain a name, and percentages printed ahead of amounts.

    "Zink (från 70 mg zinkglukonat) 10 mg": the 70 mg belong to the name. "Magnesium (100 % av RI) 375 mg" and
    "200 %   Folsyra   400 µg": the percentage is given to the amount behind it, by where the amount begins.
    """
    clean = sections.clean
    ahead: dict[int, Quantity] = {}
    dropped: set[int] = set()
    amounts = [t for t in tokens if t.unit != "%"]
    if tokens and amounts and tokens[0].unit == "%" and not has_letters(clean[line.start : tokens[0].start]):
        rest = clean[tokens[0].end : amounts[0].start]
        apart = _APART.match(rest) is not None or has_name(sections, tokens[0].end, amounts[0].start)
        if apart and has_letters(rest) and not (len(tokens) > 1 and tokens[-1].unit == "%"):
            ahead[amounts[0].start] = tokens[0]
            dropped.add(tokens[0].start)
    if len(tokens) == 2 and len(amounts) == 1 and tokens[0].unit == "%" and _in_column_before(sections, line, tokens):
        ahead[amounts[0].start] = tokens[0]
        dropped.add(tokens[0].start)
    if "(" in clean[line.start : line.end]:
        starts = [t.start for t in tokens]
        for bracket in _BRACKET.finditer(clean, line.start, line.end):
            first, last = bisect_left(starts, bracket.start()), bisect_left(starts, bracket.end())
            if first == last or last == len(tokens) or tokens[last].unit == "%":
                continue
            inside, following = tokens[first:last], tokens[last]
            if clean[bracket.end() : following.start].strip(" \t:.–-=|"):
                continue
            earlier = tokens[first - 1].end if first else line.start
            if not has_letters(clean[earlier : bracket.start()]):
                continue
            if all(t.unit == "%" for t in inside):
                if (
                    len(inside) == 1
                    and is_reference_percent(sections, inside[0])
                    and inside[0].start - bracket.start() < 4
                ):
                    ahead[following.start] = inside[0]
                    dropped.add(inside[0].start)
            elif not any(t.unit in ("IU", "%") for t in inside):
                dropped |= {t.start for t in inside}
    return [t for t in tokens if t.start not in dropped], ahead


def _in_column_before(sections: Sections, line: Line, tokens: Sequence[Quantity]) -> bool:
    """Whether a percentage has a cell of its own between a name and its amount: "Vitamin C   500 %   400 mg"."""
    clean = sections.clean
    percent, amount = tokens
    name = clean[line.start : percent.start]
    apart = _APART.match(clean, percent.end, amount.start) is not None and _GAP_BEFORE.search(name) is not None
    return apart and has_letters(name) and not clean[percent.end : amount.start].strip(" *†|\t")


def stands_between(line: int, others: Mapping[int, Sequence[Row]]) -> bool:
    """Whether a line of grams stands between lines of other amounts: "Taurine 1 g" in a list of milligrams.

    ``others`` are all rows by the number of their line.
    """
    for step in (-1, 1):
        for number in range(line + step, line + step * _GRAMS, step):
            rows = others.get(number)
            units = {unit for row in rows or () for unit in units_of(row)}
            if not rows or not units <= {"g"}:
                break
        if units <= {"g"} or "ml" in units:
            return False
    return True


def units_of(row: Row) -> set[str]:
    """Return the units of a row's amounts."""
    return {c.amount.unit for c in row.cells if c.amount is not None}
