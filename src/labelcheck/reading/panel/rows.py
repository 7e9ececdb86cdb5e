"""From lines to row candidates: which amounts and percentages belong to which printed name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.bare import bare_amounts, bare_shares, has_fatty_acids, is_whole
from labelcheck.reading.panel.candidate import LONGEST_NAME, Rows
from labelcheck.reading.panel.heading_units import UnitColumn, units_in_heading
from labelcheck.reading.panel.packs import in_list, pure_counts, weighs_a_piece
from labelcheck.reading.panel.percent_first import behind_ordinal, first_percent
from labelcheck.reading.panel.percentage import is_reference_percent
from labelcheck.reading.panel.row import Row, finished
from labelcheck.reading.panel.row_line import line_rows
from labelcheck.reading.panel.stacked import find_stack, is_torn
from labelcheck.reading.sections.region import has_letters, trim
from labelcheck.reading.sections.sections import Sections, Zone
from labelcheck.reading.servings.basis import PrintedBasis
from labelcheck.reading.servings.serving import Serving

_BARE_NUMBER: Final = re.compile(r"\s*\d{1,5}(?:[.,]\d+)?\s*[*†]*\s*")


def find_rows(sections: Sections, printed_bases: InOrder[PrintedBasis], servings: InOrder[Serving]) -> list[Row]:
    """Return the rows of all lines outside ingredient lists and footnotes, in order."""
    certain: dict[int, list[PrintedBasis]] = {}
    for phrase in printed_bases:
        if phrase.certain:
            certain.setdefault(sections.line_at(phrase.start).number, []).append(phrase)
    aside = pure_counts(sections, servings)
    aside |= {
        q.start
        for at, here in certain.items()
        for q in sections.lines[at].quantities
        if any(m.start <= q.start < m.end for m in here)
    }
    packs: dict[int, list[int]] = {}
    for serving in servings:
        if serving.counted and serving.of not in ("gram", "ml"):
            packs.setdefault(sections.line_at(serving.start).number, []).append(serving.end)
    state = Rows()
    heading: tuple[UnitColumn, ...] = ()
    stacked_to = -1
    fatty = has_fatty_acids(sections)
    for line in sections.lines:
        if line.start == line.end or line.number <= stacked_to:
            continue
        zones = sections.zones_on(line)
        if zones and _all_in_list(zones, line):
            state.pending = None
            continue
        tokens = _tokens(sections, line, aside, packs.get(line.number, ()), heading)
        if fatty and "nutrient" in line.kinds:
            shares = bare_shares(sections, line, _whole_above(sections, line, state))
            tokens = sorted([*tokens, *shares], key=lambda t: t.start) if shares else tokens
        based = certain.get(line.number, ()) if not tokens else ()
        units = () if line.quantities and not based else units_in_heading(sections, line, based)
        # "mg" over "per capsule": the heading goes on
        goes_on = tokens or based or not line.words or not line.kinds.isdisjoint(("form", "anion"))
        heading = units or (heading if goes_on else ())
        stack = find_stack(sections, line) if tokens and state.pending is not None else None
        if tokens and state.pending is not None and _explains_name(sections, line, state):
            continue
        if stack is not None:
            state.candidates += stack.rows
            state.pending, stacked_to = None, stack.last
        elif tokens:
            _add_rows(sections, line, tokens, certain.get(line.number, ()), state)
        else:
            _name_only(sections, line, state, marked=line.number in certain or len(units) > 1)
    return finished(sections, state.candidates)


def _tokens(
    sections: Sections, line: Line, aside: set[int], packs: Sequence[int], heading: Sequence[UnitColumn]
) -> list[Quantity]:
    """Return the amounts and percentages of a line that may be a row's; those that begin at ``aside`` are not."""
    tokens = [q for q in line.quantities if q.start not in aside] if aside else line.quantities
    if tokens and packs:
        tokens = [q for q in tokens if not weighs_a_piece(sections, q, packs)]
    if tokens and line.number in sections.zones_by_line:
        tokens = [q for q in tokens if not in_list(sections, q)]
    begin, percent = line.start, None
    if not sections.clean[begin].isalpha():
        begin, percent = first_percent(sections, line) or (behind_ordinal(sections, line), None)
    if not tokens or (tokens[0].unit == "%" and all(t.unit == "%" for t in tokens)):
        # "Iron (mg)   3.0 (25 %)": a percentage is not the amount
        tokens = sorted([*bare_amounts(sections, line, heading, begin), *tokens], key=lambda t: t.start)
        if all(t.unit == "%" and not is_reference_percent(sections, t) for t in tokens):
            return []  # "Ashwagandhaextrakt, varav 5 % withanolider": the amount stands below
    return [percent, *tokens] if percent is not None and tokens else tokens


def _add_rows(
    sections: Sections, line: Line, tokens: list[Quantity], printed_bases: Sequence[PrintedBasis], state: Rows
) -> None:
    """Add the rows of a line, to check where they stand beside a cell of several names."""
    if state.pending is not None and is_torn(sections, line):
        state.torn = len(state.candidates)
    elif state.torn is not None and has_letters(sections.clean[line.start : tokens[0].start]):
        state.torn = None
    line_rows(sections, line, tokens, printed_bases, state)
    if state.torn is not None:
        for candidate in state.candidates[state.torn :]:
            candidate.note = candidate.note or "order-unclear"


def _whole_above(sections: Sections, line: Line, state: Rows) -> Quantity | None:
    """Return the amount of the fatty acids or the oil that the lines above tell: its shares may leave the unit out."""
    for candidate in reversed(state.candidates[-3:]):
        first = candidate.groups[0].amount
        if first is None or candidate.line.number < line.number - 3 or len(candidate.groups) > 1:
            return None
        if not is_whole(sections, candidate.start, candidate.end):
            return None
        if first.unit_start != first.end:
            return first if first.unit in ("g", "mg", "µg") else None
    return None


def _explains_name(sections: Sections, line: Line, state: Rows) -> bool:
    """Take a line in brackets between a name and its amount into the name: "Zinc", "(from 70 mg zinc gluconate)", "10 mg"."""
    above = state.pending
    printed = sections.clean[line.start : line.end].strip()
    if above is None or above[0].number != line.number - 1 or not (printed.startswith("(") and printed.endswith(")")):
        return False
    following = next((n for n in sections.lines[line.number + 1 : line.number + 2] if n.quantities), None)
    if following is None or has_letters(sections.clean[following.start : following.quantities[0].start]):
        return False
    if line.kinds.isdisjoint({"form", "as_form"}):
        return False
    state.pending = (line, above[1], line.start + len(sections.clean[line.start : line.end].rstrip()))
    return True


def _all_in_list(zones: list[Zone], line: Line) -> bool:
    """Whether a line stands in an ingredient list or a footnote as a whole."""
    return any(
        z.kind in ("ingredients", "footnote") and not z.amounts and z.start <= line.start and z.end >= line.end
        for z in zones
    )


def _name_only(sections: Sections, line: Line, state: Rows, *, marked: bool) -> None:
    """Keep a line without amounts: it may be the name of the next line's, or more of a row's forms."""
    printed = sections.clean[line.start : line.end]
    if state.candidates and state.candidates[-1].line.number >= line.number - 2:
        if _BARE_NUMBER.fullmatch(printed):
            return
        first = line.words[0] if line.words else None
        if first and "as_form" in first.meanings and not sections.clean[line.start : first.start].strip(" -–•*·("):
            state.candidates[-1].tail_end = line.end
            return
    if marked or sections.zone_at(line.start):
        state.pending = None
        return
    above = state.pending
    if (
        above is not None
        and above[0].number == line.number - 1
        and _open_bracket(sections, above[1], above[0].end)
        and len(printed) <= LONGEST_NAME
    ):
        # "Calcium (from" over "calcium carbonate)"
        state.pending = (line, above[1], line.start + len(printed.rstrip()))
        return
    named = len(printed) <= LONGEST_NAME and not printed.rstrip().endswith((".", ":"))
    region = trim(sections, line.start, line.end, opening=True) if named else None
    if region is None:
        if has_letters(printed):
            state.pending = None
        return
    if above is not None and above[0].number == line.number - 1 and _is_form_of(sections, line, above):
        # "Sinkki" and below " - sinkkiglukonaatti": one name over two lines
        state.pending = (line, above[1], region[1])
        return
    closing = region[1]
    while sections.clean[closing : closing + 1] == ")":
        closing += 1
    state.names = state.names + 1 if state.pending and state.pending[0].number == line.number - 1 else 1
    state.pending = (line, region[0], max(region[1], closing if _open_bracket(sections, *region) else region[1]))


def _is_form_of(sections: Sections, line: Line, above: tuple[Line, int, int]) -> bool:
    """Whether a line that opens with a dash names nothing but a form of the nutrient on the line above."""
    if not sections.clean[line.start : line.end].lstrip().startswith(("-", "–", "•")):
        return False
    if any("nutrient" in w.meanings for w in line.words) or "form" not in line.kinds:
        return False
    named = [w for w in sections.words_between(above[1], above[2]) if "nutrient" in w.meanings]
    return len(named) == 1 and named[0].start == above[1]


def _open_bracket(sections: Sections, start: int, end: int) -> bool:
    text = sections.clean[start:end]
    return text.count("(") > text.count(")")
