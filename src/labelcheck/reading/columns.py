"""What each amount of a row is printed for: columns of headings, phrases in the row, footers below."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from dataclasses import replace
from typing import Final

from labelcheck.model import ServingBasis
from labelcheck.reading import number
from labelcheck.reading.draft import Draft, Group
from labelcheck.reading.headers import Header
from labelcheck.reading.marks import Mark, basis_of
from labelcheck.reading.places import InOrder
from labelcheck.reading.quantity import Quantity
from labelcheck.reading.region import has_letters
from labelcheck.reading.serving import Serving
from labelcheck.reading.sheet import Line, Sheet

_BARE: Final = re.compile(
    r"(?<![\w.,])(\d{1,3}(?:[ ]\d{3})+|\d+(?:[.,]\d+)?)[ ]?[*†‡]*(?=[ ]*(?:$|\t|\||[ ]{2,}|[*†‡]))"
)
_BRACKETED: Final = re.compile(r"[ ]?\((\d{1,5}(?:[.,]\d+)?)[*†‡]*\)")
"""A percentage as "(50)", where a heading says what stands in brackets."""
_FULL_STOP: Final = re.compile(r"[ *)]*\.(?!\.)[ ]")
COLUMN_UNCLEAR: Final = "column-unclear"
"""The note of a row with several amounts where it is not told what one of them is for."""
_FAR: Final = 60
_GAP: Final = re.compile(r"\t| {2,}|\|")
"""Between two cells."""
_OF_REFERENCE: Final = re.compile(r"(?<![^\W\d_])(?:av|af|of|der|des|de|du|van|the|dagligt|daily)(?![^\W\d_])")
_JOINT: Final = re.compile(
    r"[ )*]*(?:[,;+&/]|\n?(?:och|og|and|und|sekä|ja|et|en|i|oraz|y|e)\b|,\s*\n)+[ ]*(?:(?:och|og|and|und|sekä|ja|et|en|i|oraz|y|e)[ ]+)?\n?[ ]*"
)
_REACH: Final = 1500
"""How far back in a line a phrase may say what amounts are for."""


def assign(
    sheet: Sheet, rows: list[Draft], marks: InOrder[Mark], headers: list[Header], size: Serving | None
) -> dict[int, ServingBasis | None]:
    """Return the basis of each group, by ``id``; fill in percentages printed without their sign."""
    found: dict[int, ServingBasis | None] = {}
    numbers = [h.first for h in headers if h.bases]
    firsts = [h.first for h in headers]
    phrased = {sheet.line_at(m.start).number for m in marks}
    phrased |= {sheet.line_at(w.start).number for w in sheet.by_kind.get("per_day", ())}
    of_rows = {draft.line.number for draft in rows}
    over = [_header_for(headers[max(0, i - 4) : i]) for i in (bisect_right(firsts, d.line.number) for d in rows)]
    for draft, header in zip(rows, over, strict=True):
        _bare_columns(sheet, draft, header)
        _set_reference_aside(draft, header)
        _see_places(draft, header)
    for draft, header in zip(rows, over, strict=True):
        below = bisect_right(firsts, draft.line.number)
        if not draft.plain or draft.groups[0].percent is None:
            _bare_percentages(sheet, draft, header)
        columns = _columns(sheet, draft, header)
        first = columns[0]
        if draft.plain and first is not None and first.quantity and draft.line.number not in phrased:
            found[id(draft.groups[0])] = first
            continue
        if size is not None and size.low < size.high and not any(columns) and len(columns) == 2:
            # "Serving Size 1 or 2 gummies" over two columns
            columns = [basis_of(replace(size, high=size.low)), basis_of(size)]
        for group, column in zip(draft.groups, columns, strict=True):
            basis = _inline(sheet, draft, group, marks) or column
            several = len(draft.groups) > 1 or (header is not None and len(header.bases) > 1)
            if basis is None and several and not draft.note:
                draft.note = COLUMN_UNCLEAR
            if basis is None and numbers and not (header and header.bases):
                basis = _footer(draft, [h for h in headers[below : below + 4] if h.first not in of_rows])
            if basis is not None and basis.kind == "serving" and basis.quantity is None and size is not None:
                sized = basis_of(size)
                basis = ServingBasis("serving", sized.quantity, sized.of)
            if basis is None and size is not None:
                sized = basis_of(size)
                basis = ServingBasis("serving", sized.quantity, sized.of)
            found[id(group)] = basis
    _along_lists(sheet, rows, found, marks)
    return found


def _bare_columns(sheet: Sheet, draft: Draft, header: Header | None) -> None:
    """Read the further cells of a row whose unit stands in its name: "Protein (g)   3.8   12.4".

    What each cell is, the heading tells; where it has another number of columns, the row is to be checked.
    """
    first = draft.groups[0].amount
    if first is None or first.unit_start != first.end or len(draft.groups) > 1 or header is None:
        return
    percents = [q for q in draft.line.quantities if q.unit == "%"]
    cells = [
        m
        for m in _BARE.finditer(sheet.clean, first.end, draft.line.end)
        if not any(q.start <= m.start() < q.end for q in percents)
    ]
    slots = [s for s in header.slots if s != "percent" or not percents]
    if not cells or slots.count("amount") <= 1:
        return
    if len(cells) + 1 == slots.count("amount"):
        slots = ["amount"] * (len(cells) + 1)
    if len(cells) + 1 != len(slots) or slots[0] != "amount":
        draft.note = draft.note or COLUMN_UNCLEAR
        return
    for cell, slot in zip(cells, slots[1:], strict=True):
        parsed = number.parse(cell.group(1), ",")
        if parsed is None:
            draft.note = draft.note or COLUMN_UNCLEAR
            return
        unit, qualifier = ("%", None) if slot == "percent" else (first.unit, first.qualifier)
        end = cell.end(1)
        quantity = Quantity(cell.start(1), end, parsed.values, unit, parsed.mark, qualifier, unit_start=end)
        if slot == "percent":
            draft.groups[-1].percent = quantity
        else:
            draft.groups.append(Group(quantity))
    for percent in percents:
        before = [g for g in draft.groups if g.amount is not None and g.amount.end <= percent.start]
        if before and before[-1].percent is None and draft.groups[0].percent is percent:
            draft.groups[0].percent, before[-1].percent = None, percent


def _set_reference_aside(draft: Draft, header: Header | None) -> None:
    """Take the amount of a column of reference intakes out of a row: 70 g of "Fat  6.8 g  70 g" below "RI adults"."""
    if header is None or header.reference_at is None or len(draft.groups) != len(header.bases) + 1:
        return
    reference = draft.groups.pop(header.reference_at)
    if reference.percent is not None and draft.groups[0].percent is None and len(draft.groups) == 1:
        draft.groups[0].percent, reference.percent = reference.percent, None
    draft.aside += reference.tokens()


def _see_places(draft: Draft, header: Header | None) -> None:
    """Note on a heading where the amounts of a full row do not stand under it."""
    if header is None or not 1 < len(header.bases) == len(draft.groups):
        return
    at = [_nearest(g.start - draft.line.start, header) for g in draft.groups]
    header.in_line = header.in_line and at == header.bases


def _header_for(above: list[Header]) -> Header | None:
    best = None
    for header in above:
        if header.bases or best is None:
            best = header if header.bases else best or header
        elif header.percent:
            best.percent = True
    return best


def _footer(draft: Draft, below: list[Header]) -> ServingBasis | None:
    """Return a basis told only below the rows: "Mängd per tablett och procent av referensintaget (RI)."."""
    later = [h for h in below if len(h.bases) == 1]
    return later[0].bases[0] if later and later[0].first - draft.line.number < _FAR else None


def _inline(sheet: Sheet, draft: Draft, group: Group, marks: InOrder[Mark]) -> ServingBasis | None:
    """Return what a phrase in the row itself says: before the name ("En tablett innehåller"), or right after the amount."""
    first = group.start
    last = max(t.end for t in group.tokens())
    before: Mark | None = None
    for mark in marks.between(max(draft.line.start, first - _REACH), min(draft.line.end, last + _REACH)):
        if mark.end <= min(first, draft.start) and mark.certain:
            before = mark
        if mark.certain and _right_behind(sheet, draft, group, mark):
            return mark.basis
    after_name = draft.end if draft.name_after and draft.end > last else last
    ends = (after_name, *(t.end for t in (group.amount, *group.also) if t))
    for word in sheet.words_between(min(ends), min(last + 30, draft.line.end)):
        between = (sheet.clean[end : word.start] for end in ends if end <= word.start)
        if "per_day" in word.meanings and not all(text.strip(" /(,") for text in between):
            return ServingBasis("daily-dose")
    return before.basis if before is not None else None


def _right_behind(sheet: Sheet, draft: Draft, group: Group, mark: Mark) -> bool:
    """Whether a phrase follows the amount, or the name behind it: "125 mg (33 % RI) per kapsel (2 g)"."""
    ends = [t.end for t in group.tokens() if t.end <= mark.start]
    if group.amount is None or group.amount.end > mark.start:
        return False
    end = max(ends)
    if draft.end <= mark.start:
        end = max(end, draft.end)
    rest = sheet.clean[end : mark.start]
    for word in sheet.words_between(end, mark.start):
        if "other_unit" in word.meanings:  # "120 mg / 5 mmol per 10 ml"
            rest, end = sheet.clean[word.end : mark.start], word.end
    if not has_letters(rest):
        return not rest.strip(" ()*,/")
    for word in sheet.words_between(end, mark.start):
        if word.meanings.keys() & {"per", "each", "reference", "not_established"}:
            rest = rest.replace(sheet.clean[word.start : word.end], "", 1)
    return not _OF_REFERENCE.sub("", rest).strip(" ()*,/%")


def _along_lists(sheet: Sheet, rows: list[Draft], found: dict[int, ServingBasis | None], marks: InOrder[Mark]) -> None:
    """Give what stands behind a list to all of it: "Kalcium 400 mg, magnesium 200 mg per tablett"."""
    for draft, following in reversed(list(itertools.pairwise(rows))):
        group, then = draft.groups[-1], following.groups[0]
        basis = found[id(then)]
        if following.parent is not None and following.parent.line is following.line and following.of_which:
            # "Iron 65 mg (as ferrous sulfate 325 mg) per tablet": what follows the bracket is said of both
            whole = following.parent
            if found[id(whole.groups[-1])] is None and basis is not None and len(whole.groups) == 1:
                found[id(whole.groups[-1])], whole.listed = basis, True
        if found[id(group)] is not None or basis is None or group.amount is None or len(draft.groups) > 1:
            continue
        start = max([draft.end, *[t.end for t in group.tokens()]])
        joint = sheet.low[start : min(following.start, then.start)]
        if not _JOINT.fullmatch(joint) and not (_opens_shares(sheet, start, joint) and then.amount is not None):
            continue
        told = any(
            m.certain and _right_behind(sheet, following, then, m)
            for m in marks.between(then.start, _behind(following))
        )
        if told or following.listed:
            found[id(group)], draft.listed = basis, True


def _opens_shares(sheet: Sheet, start: int, joint: str) -> bool:
    """Whether what stands between two rows leads on to shares of the first: "Omega-3 684 mg: EPA 410", ", varav EPA"."""
    for word in sheet.words_between(start, start + len(joint)):
        if "of_which" in word.meanings:
            joint = joint.replace(sheet.low[word.start : word.end], ":", 1)
    return ":" in joint and not joint.strip(" ,(:–-")


def _behind(draft: Draft) -> int:
    return min(draft.line.end, draft.last_end + _REACH)


def _columns(sheet: Sheet, draft: Draft, header: Header | None) -> list[ServingBasis | None]:
    groups = draft.groups
    if header is None or not header.bases:
        return [None] * len(groups)
    bases = header.bases
    if len(groups) == len(bases):
        return list(bases)
    if len(bases) == 1:
        return [bases[0]] * len(groups) if len(groups) == 1 else [bases[0], *[None] * (len(groups) - 1)]
    printed = sheet.clean[draft.line.start : draft.line.end]
    if header.cells:
        shift = 1 if header.cells[0] == 0 and not _GAP.search(printed, 0, draft.start - draft.line.start) else 0
        at = [sum(c in "\t|" for c in printed[: group.start - draft.line.start]) for group in groups]
        at = [i - shift for i in at]  # a heading that prints nothing over the names
        return [header.bases[header.cells.index(i)] if i in header.cells else None for i in at]
    if len(groups) > 1 and not _GAP.search(printed, groups[0].start - draft.line.start):
        return [None] * len(groups)  # places tell nothing in "Zinc 5 mg 10 mg 50 mg"
    if not header.in_line:
        return [None] * len(groups)
    return [_nearest(group.start - draft.line.start, header) for group in groups]


def _nearest(offset: int, header: Header) -> ServingBasis | None:
    """Return the column whose heading begins closest to a cell; None when two are as close."""
    distances = sorted((abs(offset - start), i) for i, start in enumerate(header.starts))
    if len(distances) > 1 and distances[1][0] - distances[0][0] <= 3:
        return None
    return header.bases[distances[0][1]]


def _bare_percentages(sheet: Sheet, draft: Draft, header: Header | None) -> None:
    """Read "200 mg   53   400 mg   107" under a heading that says "% RI"."""
    if header is None or not header.percent or any(g.percent for g in draft.groups):
        return
    for i, group in enumerate(draft.groups):
        if group.amount is None:
            continue
        start = max(t.end for t in (group.amount, *group.also))
        end = draft.groups[i + 1].start if i + 1 < len(draft.groups) else draft.tail_end or draft.line.end
        rest = sheet.clean[start:end]
        match = _BRACKETED.match(rest) or _BARE.search(rest)
        if match is None and i + 1 == len(draft.groups):
            match, start = _on_next_line(sheet, draft.line)
        elif match is not None and (
            rest[: match.start()].strip(" \t|*()–-.…·") or _FULL_STOP.match(rest[: match.start()])
        ):
            match = None
        if match is None:
            continue
        parsed = number.parse(match.group(1), ",")
        if parsed is not None:
            at = start + match.start(1)
            group.percent = Quantity(at, start + match.end(1), parsed.values, "%", unit_start=start + match.end(1))


def _on_next_line(sheet: Sheet, line: Line) -> tuple[re.Match[str] | None, int]:
    if line.number + 1 >= len(sheet.lines):
        return None, 0
    following = sheet.lines[line.number + 1]
    text = sheet.clean[following.start : following.end]
    match = re.compile(r"\s*(\d{1,5}(?:[.,]\d+)?)[ ]?[*†‡]*\s*$").match(text)
    return match, following.start
