"""From lines to row drafts: which amounts and percentages belong to which printed name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from labelcheck.reading import number
from labelcheck.reading.bare import bare_amounts, bare_shares, has_fatty_acids, is_whole, unit_in_heading
from labelcheck.reading.basis import PrintedBasis
from labelcheck.reading.draft import LONGEST_NAME, Rows
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.packs import in_list, pure_counts, weighs_a_piece
from labelcheck.reading.percentage import is_reference_percent
from labelcheck.reading.places import InOrder
from labelcheck.reading.quantity import Quantity
from labelcheck.reading.region import has_letters, trim
from labelcheck.reading.row import Row, finished
from labelcheck.reading.row_line import line_rows
from labelcheck.reading.serving import Serving
from labelcheck.reading.sheet import Sheet, Zone
from labelcheck.reading.stacked import find_stack

_BARE_NUMBER: Final = re.compile(r"\s*\d{1,5}(?:[.,]\d+)?\s*[*†]*\s*")


_OTHER: Final = re.compile(rf"[ /=|\t]*[(\[]?(?:{number.PATTERN})[ ]?")
_ENERGIES: Final = frozenset({"kJ", "kcal"})


def find_rows(sheet: Sheet, printed_bases: InOrder[PrintedBasis], servings: InOrder[Serving]) -> list[Row]:
    """Return the rows of all lines outside ingredient lists and footnotes, in order."""
    certain: dict[int, list[PrintedBasis]] = {}
    for phrase in printed_bases:
        if phrase.certain:
            certain.setdefault(sheet.line_at(phrase.start).number, []).append(phrase)
    aside = pure_counts(sheet, servings)
    aside |= {
        q.start
        for at, here in certain.items()
        for q in sheet.lines[at].quantities
        if any(m.start <= q.start < m.end for m in here)
    }
    packs: dict[int, list[int]] = {}
    for serving in servings:
        if serving.counted and serving.of not in ("gram", "ml"):
            packs.setdefault(sheet.line_at(serving.start).number, []).append(serving.end)
    state = Rows()
    heading_unit = ""
    stacked_to = -1
    fatty = has_fatty_acids(sheet)
    for line in sheet.lines:
        if line.start == line.end or line.number <= stacked_to:
            continue
        zones = sheet.zones_on(line)
        if zones and _all_in_list(zones, line):
            state.pending = None
            continue
        tokens = _tokens(sheet, line, aside, packs.get(line.number, ()), heading_unit)
        if fatty and "nutrient" in line.kinds:
            shares = bare_shares(sheet, line, _whole_above(sheet, line, state))
            tokens = sorted([*tokens, *shares], key=lambda t: t.start) if shares else tokens
        unit = "" if line.quantities else unit_in_heading(sheet, line)
        heading_unit = unit or (heading_unit if tokens or not line.words else "")
        stack = find_stack(sheet, line) if tokens and state.pending is not None else None
        if stack is not None:
            state.drafts += stack.rows
            state.pending, stacked_to = None, stack.last
        elif tokens:
            line_rows(sheet, line, tokens, certain.get(line.number, ()), state)
        else:
            _name_only(sheet, line, state, marked=line.number in certain)
    return finished(sheet, state.drafts)


def _tokens(sheet: Sheet, line: Line, aside: set[int], packs: Sequence[int], heading_unit: str) -> list[Quantity]:
    """Return the amounts and percentages of a line that may be a row's; those that begin at ``aside`` are not."""
    tokens = [q for q in line.quantities if q.start not in aside]
    if tokens and packs:
        tokens = [q for q in tokens if not weighs_a_piece(sheet, q, packs)]
    if tokens and sheet.zones_on(line):
        tokens = [q for q in tokens if not in_list(sheet, q)]
    if all(t.unit == "%" for t in tokens):
        # "Iron (mg)   3.0 (25 %)": a percentage is not the amount
        tokens = sorted([*bare_amounts(sheet, line, heading_unit), *tokens], key=lambda t: t.start)
        if all(t.unit == "%" and not is_reference_percent(sheet, t) for t in tokens):
            return []  # "Ashwagandhaextrakt, varav 5 % withanolider": the amount stands below
    return tokens


def _whole_above(sheet: Sheet, line: Line, state: Rows) -> Quantity | None:
    """Return the amount of the fatty acids or the oil that the lines above tell: its shares may leave the unit out."""
    for draft in reversed(state.drafts[-3:]):
        first = draft.groups[0].amount
        if first is None or draft.line.number < line.number - 3 or len(draft.groups) > 1:
            return None
        if not is_whole(sheet, draft.start, draft.end):
            return None
        if first.unit_start != first.end:
            return first if first.unit in ("g", "mg", "µg") else None
    return None


def _all_in_list(zones: list[Zone], line: Line) -> bool:
    """Whether a line stands in an ingredient list or a footnote as a whole."""
    return any(
        z.kind in ("ingredients", "footnote") and not z.amounts and z.start <= line.start and z.end >= line.end
        for z in zones
    )


def _name_only(sheet: Sheet, line: Line, state: Rows, *, marked: bool) -> None:
    """Keep a line without amounts: it may be the name of the next line's, or more of a row's forms."""
    printed = sheet.clean[line.start : line.end]
    if state.drafts and state.drafts[-1].line.number >= line.number - 2:
        if _BARE_NUMBER.fullmatch(printed):
            return
        first = line.words[0] if line.words else None
        if first and "as_form" in first.meanings and not sheet.clean[line.start : first.start].strip(" -–•*·("):
            state.drafts[-1].tail_end = line.end
            return
    if marked or sheet.zone_at(line.start):
        state.pending = None
        return
    named = len(printed) <= LONGEST_NAME and not printed.rstrip().endswith((".", ":"))
    region = trim(sheet, line.start, line.end, opening=True) if named else None
    if region is None:
        if has_letters(printed):
            state.pending = None
        return
    if (
        state.pending
        and state.pending[0].number == line.number - 1
        and _open_bracket(sheet, state.pending[1], state.pending[2])
    ):
        region = (state.pending[1], region[1])
    above = state.pending
    if above is not None and above[0].number == line.number - 1 and _is_form_of(sheet, line, above):
        # "Sinkki" and below " - sinkkiglukonaatti": one name over two lines
        state.pending = (line, above[1], region[1])
        return
    closing = region[1]
    while sheet.clean[closing : closing + 1] == ")":
        closing += 1
    state.names = state.names + 1 if state.pending and state.pending[0].number == line.number - 1 else 1
    state.pending = (line, region[0], max(region[1], closing if _open_bracket(sheet, *region) else region[1]))


def _is_form_of(sheet: Sheet, line: Line, above: tuple[Line, int, int]) -> bool:
    """Whether a line that opens with a dash names nothing but a form of the nutrient on the line above."""
    if not sheet.clean[line.start : line.end].lstrip().startswith(("-", "–", "•")):
        return False
    if any("nutrient" in w.meanings for w in line.words) or "form" not in line.kinds:
        return False
    named = [w for w in sheet.words_between(above[1], above[2]) if "nutrient" in w.meanings]
    return len(named) == 1 and named[0].start == above[1]


def _open_bracket(sheet: Sheet, start: int, end: int) -> bool:
    text = sheet.clean[start:end]
    return text.count("(") > text.count(")")
