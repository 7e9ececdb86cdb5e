"""From lines to row drafts: which amounts and percentages belong to which printed name."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.reading import number
from labelcheck.reading.bare import bare_amounts, bare_shares, has_fatty_acids, is_whole, unit_in_heading
from labelcheck.reading.draft import LONGEST_NAME, Draft, Rows
from labelcheck.reading.marks import Mark
from labelcheck.reading.naming import has_name
from labelcheck.reading.packs import before_the_amount, in_list, pure_counts, weighs_a_piece
from labelcheck.reading.percentage import is_reference_percent
from labelcheck.reading.places import InOrder
from labelcheck.reading.plain import plain_row
from labelcheck.reading.quantity import Quantity
from labelcheck.reading.region import has_letters, trim
from labelcheck.reading.row import Row, finished
from labelcheck.reading.row_more import continues, stands_for_above
from labelcheck.reading.row_new import open_row
from labelcheck.reading.row_percent import give_percent
from labelcheck.reading.serving import Serving
from labelcheck.reading.sheet import Line, Sheet, Zone
from labelcheck.reading.stacked import find_stack

_BARE_NUMBER: Final = re.compile(r"\s*\d{1,5}(?:[.,]\d+)?\s*[*†]*\s*")


_OTHER: Final = re.compile(rf"[ /=|\t]*[(\[]?(?:{number.PATTERN})[ ]?")
_ENERGIES: Final = frozenset({"kJ", "kcal"})


def find_rows(sheet: Sheet, marks: InOrder[Mark], servings: InOrder[Serving]) -> list[Row]:
    """Return the rows of all lines outside ingredient lists and footnotes, in order."""
    certain: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.certain:
            certain.setdefault(sheet.line_at(mark.start).number, []).append(mark)
    in_marks = {
        q.start
        for at, here in certain.items()
        for q in sheet.lines[at].quantities
        if any(m.start <= q.start < m.end for m in here)
    }
    packs: dict[int, list[int]] = {}
    for serving in servings:
        if serving.counted and serving.of not in ("gram", "ml"):
            packs.setdefault(sheet.line_at(serving.start).number, []).append(serving.end)
    counts = pure_counts(sheet, servings)
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
        tokens = [q for q in line.quantities if q.start not in in_marks and q.start not in counts]
        if tokens and line.number in packs:
            tokens = [q for q in tokens if not weighs_a_piece(sheet, q, packs[line.number])]
        if tokens and zones:
            tokens = [q for q in tokens if not in_list(sheet, q)]
        if all(t.unit == "%" for t in tokens):
            # "Iron (mg)   3.0 (25 %)": a percentage is not the amount
            tokens = sorted([*bare_amounts(sheet, line, heading_unit), *tokens], key=lambda t: t.start)
        if tokens and all(t.unit == "%" and not is_reference_percent(sheet, t) for t in tokens):
            tokens = []  # "Ashwagandhaextrakt, varav 5 % withanolider": the amount stands below
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
            _line_rows(sheet, line, tokens, certain.get(line.number, []), state)
        else:
            _name_only(sheet, line, state, marked=line.number in certain)
    return finished(sheet, state.drafts)


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


def _other_energies(sheet: Sheet, line: Line, tokens: list[Quantity], state: Rows) -> bool:
    """Give the row above its energy in the other unit: "1500 kJ   450 kJ" and below it "360 kcal   108 kcal"."""
    above = state.drafts[-1] if state.drafts else None
    if above is None or above.line.number != line.number - 1 or len(above.groups) != len(tokens):
        return False
    if has_letters(sheet.clean[line.start : tokens[0].start]) or above.last_end > above.line.end:
        return False
    pairs = [({q.unit for q in (g.amount, *g.also) if q}, t.unit) for g, t in zip(above.groups, tokens, strict=True)]
    if not all(unit in _ENERGIES and units and units < _ENERGIES and unit not in units for units, unit in pairs):
        return False
    for group, token in zip(above.groups, tokens, strict=True):
        group.also.append(token)
    above.on_plain_line = False
    return True


def _behind_other_unit(sheet: Sheet, position: int, end: int) -> int:
    """Return where the text goes on behind an amount in a unit that is not read: "300 mg (12.3 mmol)  90 mg"."""
    match = _OTHER.match(sheet.clean, position, end)
    word = sheet.word_at(match.end()) if match else None
    if word is None or "other_unit" not in word.meanings or word.end > end:
        return position
    return word.end + (sheet.clean[word.end : word.end + 1] in (")", "]"))


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


def _one_each(
    sheet: Sheet, line: Line, tokens: list[Quantity], ahead: dict[int, Quantity]
) -> tuple[list[Quantity], dict[int, Quantity]]:
    """Give each of several rows on a line its percentage, where these stand together behind: "… | 67 % 45 %"."""
    count = len(tokens) // 2
    amounts, percents = tokens[:count], tokens[count:]
    if count < 2 or len(tokens) % 2 or ahead or any(t.unit == "%" for t in amounts):
        return tokens, ahead
    if any(p.unit != "%" or p.bound for p in percents):
        return tokens, ahead
    ends = [line.start, *(a.end for a in amounts)]
    if not all(has_name(sheet, end, amount.start) for end, amount in zip(ends, amounts, strict=False)):
        return tokens, ahead
    return amounts, {a.start: p for a, p in zip(amounts, percents, strict=True)}


def _line_rows(sheet: Sheet, line: Line, tokens: list[Quantity], marks: list[Mark], state: Rows) -> None:
    plain = None if marks else plain_row(sheet, line, tokens)
    if plain is not None:
        state.drafts.append(plain)
        state.pending = None
        return
    position = line.start
    draft: Draft | None = None
    spare: Quantity | None = None
    tokens, ahead = before_the_amount(sheet, line, tokens)
    tokens, ahead = _one_each(sheet, line, tokens, ahead)
    skip_to = max((p.end for p in ahead.values() if not has_letters(sheet.clean[line.start : p.start])), default=0)
    if _other_energies(sheet, line, tokens, state):
        return
    for i, token in enumerate(tokens):
        if token.start < position:
            continue
        position = _behind_other_unit(sheet, position, token.start) if draft is not None else position
        opening = position == line.start
        begin, marked = max(position, skip_to), False
        for m in marks:
            if position <= m.start and m.end <= token.start:
                begin, marked = m.end, True
        if token.unit == "%":
            full = draft is not None and draft.groups[-1].percent is not None
            draft = give_percent(sheet, line, token, begin, draft, state, opening=opening or marked)
            position = (
                token.end
                if draft is not None or has_letters(sheet.clean[position : token.start]) is False
                else position
            )
            # "120 mg  15 %  19 %  150 mg": the second one stands before its column
            spare = token if full and draft is not None and draft.groups[-1].percent is not token else None
            if draft is None:
                position = position if opening else token.end
            continue
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        further = continues(sheet, draft, position, token, following) if draft is not None and not marked else 0
        if further:
            position = further
            own = following is not None and following.unit == "%"
            if draft is not None and spare is not None and draft.groups[-1].amount is token and not own:
                draft.groups[-1].percent, draft.groups[-1].closed = spare, True
            spare = None
            continue
        if draft is None and stands_for_above(sheet, line, token, following, state):
            state.drafts[-1].aside.append(token)
            position = line.end
            continue
        draft, position = open_row(
            sheet, line, token, (begin, opening or marked, position), draft, following, state, marked=marked
        )
        if draft is not None and token.start in ahead and draft.groups[-1].amount is token:
            draft.groups[-1].percent, draft.groups[-1].closed = ahead[token.start], True
    if draft is not None:
        limit = line.end
        for done in reversed(state.drafts):
            if done.line is not line:
                break
            done.tail_end = done.tail_end or limit
            limit = min(limit, done.start)
    state.pending = None
