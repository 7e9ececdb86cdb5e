"""Which row rows are the label's nutrition panel, and which are titles, claims and directions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.panel.evidence import Evidence, score
from labelcheck.reading.panel.headers import Header
from labelcheck.reading.panel.row import Row
from labelcheck.reading.panel.signs import LineSigns, Signs, evidence_of, is_cell_gap, line_signs, look
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PrintedBasis
from labelcheck.reading.servings.serving import Serving
from labelcheck.reading.servings.sizes import each_weighs

_HARMLESS: Final = frozenset({"nutrient", "form", "anion", "common", "as_form"})
_REACH: Final = 80
_SPREAD: Final = 4
_MENTION: Final = 3
"""How much more there is for a row than for a mention of it elsewhere."""


@dataclass(slots=True, eq=False)
class Judged:
    """A row with what speaks for and against its being a row of the panel, and the sum of that."""

    row: Row
    evidence: tuple[Evidence, ...]
    score: int
    nutrients: frozenset[str]


def _plain_evidence(*, percent: bool, cell: bool) -> tuple[tuple[Evidence, ...], int]:
    evidence = [Evidence.UNDER_HEADING, Evidence.ALONE, Evidence.KNOWN]
    if percent:
        evidence.append(Evidence.PERCENT)
    if cell:
        evidence.append(Evidence.TABLE)
    return tuple(evidence), score(tuple(evidence))


_PLAIN: Final = {
    (percent, cell): _plain_evidence(percent=percent, cell=cell) for percent in (False, True) for cell in (False, True)
}
"""The evidence on a plain row under a heading, by whether it has a percentage and whether a cell's edge is in it."""


def judge(
    sections: Sections,
    rows: list[Row],
    headers: list[Header],
    printed_bases: InOrder[PrintedBasis],
    servings: Iterable[Serving] = (),
) -> list[Judged]:
    """Return each row with its evidence, in order."""
    each = each_weighs(servings)
    first_line = next((line.number for line in sections.lines if sections.clean[line.start : line.end].strip()), 0)
    told_from: dict[int, int] = {}
    for phrase in printed_bases:
        if phrase.certain:
            told_from.setdefault(sections.line_at(phrase.start).number, phrase.start)
    by_line: dict[int, list[Row]] = {}
    for row in rows:
        by_line.setdefault(row.line.number, []).append(row)
    lasts = [h.last for h in headers]
    others = "related" in sections.by_kind
    """Whether the text names products besides the label's own."""
    facts: dict[int, LineSigns] = {}
    judged = []
    for row in rows:
        number = row.line.number
        under = _under(lasts, number)
        plain = under and row.on_plain_line and number != first_line and len(row.cells) == 1 and not others
        quick = _judge_plain(sections, row) if plain else None
        if quick is None:
            if number not in facts:
                facts[number] = line_signs(sections, number, by_line)
            above = bool(headers) and headers[-1].first > number and any(c.basis for c in row.cells)
            heading = Evidence.UNDER_HEADING if under else Evidence.ABOVE_FOOTER if above else None
            signs = look(sections, row, facts[number], heading, told_from, by_line, each)
            quick = _judge(sections, signs, first_line, by_line)
        judged.append(quick)
    return judged


def _judge(sections: Sections, signs: Signs, first_line: int, others: dict[int, list[Row]]) -> Judged:
    evidence = evidence_of(sections, signs, first_line, others)
    nutrients = frozenset([w.meanings["nutrient"] for w in signs.words if "nutrient" in w.meanings])
    return Judged(signs.row, evidence, score(evidence), nutrients)


def _under(lasts: list[int], number: int) -> bool:
    """Whether a line stands within reach of a heading above it; ``lasts`` are the last lines of headings, in order."""
    index = bisect_left(lasts, number) - 1
    return index >= 0 and number < lasts[index] + _REACH


def _judge_plain(sections: Sections, row: Row) -> Judged | None:
    """Return the verdict on a plain row under a heading, which needs no further evidence."""
    cell = row.cells[0]
    amount, percent = cell.amount, cell.percent
    zoned = row.line.number in sections.zones_by_line
    if amount is None or (zoned and sections.zone_at(row.start) is not None):
        return None
    nutrients = []
    for word in row.words:
        meanings = word.meanings
        if not _HARMLESS.issuperset(meanings):
            return None
        if "nutrient" in meanings:
            nutrients.append(meanings["nutrient"])
    if amount.unit == "ml" and percent is None:
        return None
    apart = is_cell_gap(sections.clean[row.end : amount.start])
    evidence, total = _PLAIN[percent is not None, apart]
    return Judged(row, evidence, total, frozenset(nutrients))


def choose(judged: list[Judged]) -> tuple[list[Judged], list[Judged]]:
    """Return the panel's rows and the rest.

    Rows of the panel are those with about as much for them as the best; when nothing on the label looks like a
    panel, its best mentions are all there is. A row out of prose that only repeats what the panel has is no row.
    """
    rows = [j for j in judged if Evidence.ADVICE not in j.evidence]
    if not rows:
        return [], judged
    best = max([j.score for j in rows])
    least = max(2, best - _SPREAD) if best >= 2 else best
    if best >= 7:
        least = 3
    if min([j.score for j in rows]) > best - _MENTION and len(rows) == len(judged):
        # none has so much less for it than another that it may only repeat that
        return [j for j in judged if j.score >= least], [j for j in judged if j.score < least]
    best_of: dict[str, list[Judged]] = {}
    for one in sorted(rows, key=lambda j: -j.score):
        for nutrient in one.nutrients:
            best_of.setdefault(nutrient, []).append(one)
    kept: list[Judged] = []
    rest: list[Judged] = []
    for one in judged:
        row = one.score >= least and Evidence.ADVICE not in one.evidence and not _is_mention(one, best_of)
        (kept if row else rest).append(one)
    return kept, rest


def _is_mention(one: Judged, best_of: dict[str, list[Judged]]) -> bool:
    if not one.nutrients or Evidence.TABLE in one.evidence or any(c.percent for c in one.row.cells):
        return False
    if Evidence.UNDER_HEADING in one.evidence and Evidence.ALONE in one.evidence:
        return False
    for nutrient in one.nutrients:
        for other in best_of[nutrient]:
            if other.score < one.score + _MENTION:
                break
            if other.row.line is not one.row.line and other.row.start != one.row.start:
                return True
    return False
