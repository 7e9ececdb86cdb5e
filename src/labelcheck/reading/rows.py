"""From lines to row drafts: which amounts and percentages belong to which printed name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from labelcheck.knowledge import Word
from labelcheck.reading.bare import bare_amounts, unit_in_heading
from labelcheck.reading.draft import Draft, Group
from labelcheck.reading.naming import (
    NAMES,
    has_name,
    leads_on,
    name_after,
    with_bracket,
    with_bracket_before,
    words_after,
)
from labelcheck.reading.naming import (
    of_which as after_of_which,
)
from labelcheck.reading.packs import before_the_amount, in_list, pure_counts, weighs_a_piece
from labelcheck.reading.percentage import is_reference_percent, letters_but_reference
from labelcheck.reading.places import InOrder
from labelcheck.reading.plain import plain_row
from labelcheck.reading.quantity import Quantity
from labelcheck.reading.region import has_letters, trim
from labelcheck.reading.serving import Mark, Serving
from labelcheck.reading.sheet import Line, Sheet, Zone

_CELL_GAP: Final = re.compile(r"\t| {2,}|\||\.{3,}|…|·{3,}|_{3,}")
_BARE_NUMBER: Final = re.compile(r"\s*\d{1,5}(?:[.,]\d+)?\s*[*†]*\s*")
_LONGEST_NAME: Final = 160


@dataclass(slots=True)
class _State:
    drafts: list[Draft] = field(default_factory=list)
    pending: tuple[Line, int, int] | None = None
    names: int = 0
    """How many lines in a row held nothing but a name, before the row in progress."""


def find_rows(sheet: Sheet, marks: InOrder[Mark], servings: InOrder[Serving]) -> list[Draft]:
    """Return the row drafts of all lines outside ingredient lists and footnotes, in order."""
    certain: dict[int, list[Mark]] = {}
    for mark in marks:
        if mark.certain:
            certain.setdefault(sheet.line_at(mark.start).number, []).append(mark)
    in_marks = {
        id(q)
        for number, here in certain.items()
        for q in sheet.lines[number].quantities
        if any(m.start <= q.start < m.end for m in here)
    }
    packs: dict[int, list[int]] = {}
    for serving in servings:
        if serving.counted and serving.of not in ("gram", "ml"):
            packs.setdefault(sheet.line_at(serving.start).number, []).append(serving.end)
    counts = pure_counts(sheet, servings)
    state = _State()
    heading_unit = ""
    for line in sheet.lines:
        if line.start == line.end:
            continue
        zones = sheet.zones_on(line)
        if zones and _all_in_list(zones, line):
            state.pending = None
            continue
        tokens = [q for q in line.quantities if id(q) not in in_marks and q.start not in counts]
        if tokens and line.number in packs:
            tokens = [q for q in tokens if not weighs_a_piece(sheet, q, packs[line.number])]
        if tokens and zones:
            tokens = [q for q in tokens if not in_list(sheet, q)]
        if not tokens:
            tokens = bare_amounts(sheet, line, heading_unit)
        unit = "" if line.quantities else unit_in_heading(sheet, line)
        heading_unit = unit or (heading_unit if tokens or not line.words else "")
        if tokens:
            _line_rows(sheet, line, tokens, certain.get(line.number, []), state)
        else:
            _name_only(sheet, line, state, marked=line.number in certain)
    return state.drafts


def _all_in_list(zones: list[Zone], line: Line) -> bool:
    """Whether a line stands in an ingredient list or a footnote as a whole."""
    return any(
        z.kind in ("ingredients", "footnote") and not z.amounts and z.start <= line.start and z.end >= line.end
        for z in zones
    )


def _name_only(sheet: Sheet, line: Line, state: _State, *, marked: bool) -> None:
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
    named = len(printed) <= _LONGEST_NAME and not printed.rstrip().endswith((".", ":"))
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
    closing = region[1]
    while sheet.clean[closing : closing + 1] == ")":
        closing += 1
    state.names = state.names + 1 if state.pending and state.pending[0].number == line.number - 1 else 1
    state.pending = (line, region[0], max(region[1], closing if _open_bracket(sheet, *region) else region[1]))


def _open_bracket(sheet: Sheet, start: int, end: int) -> bool:
    text = sheet.clean[start:end]
    return text.count("(") > text.count(")")


def _line_rows(sheet: Sheet, line: Line, tokens: list[Quantity], marks: list[Mark], state: _State) -> None:
    plain = None if marks else plain_row(sheet, line, tokens)
    if plain is not None:
        state.drafts.append(plain)
        state.pending = None
        return
    position = line.start
    draft: Draft | None = None
    tokens, ahead = before_the_amount(sheet, line, tokens)
    skip_to = max((p.end for p in ahead.values() if not has_letters(sheet.clean[line.start : p.start])), default=0)
    for i, token in enumerate(tokens):
        if token.start < position:
            continue
        opening = position == line.start
        begin, marked = max(position, skip_to), False
        for m in marks:
            if position <= m.start and m.end <= token.start:
                begin, marked = m.end, True
        if token.unit == "%":
            draft = _percent(sheet, line, token, begin, draft, state, opening=opening or marked)
            position = (
                token.end
                if draft is not None or has_letters(sheet.clean[position : token.start]) is False
                else position
            )
            if draft is None:
                position = position if opening else token.end
            continue
        if draft is not None and not marked and _continues(sheet, draft, position, token):
            position = token.end
            continue
        following = tokens[i + 1] if i + 1 < len(tokens) else None
        if draft is None and _stands_for_above(sheet, line, token, following, state):
            state.drafts[-1].aside.append(token)
            position = line.end
            continue
        draft, position = _new_row(
            sheet, line, token, (begin, opening or marked, position), draft, following, state, marked=marked
        )
        if draft is not None and id(token) in ahead and draft.groups[-1].amount is token:
            draft.groups[-1].percent, draft.groups[-1].closed = ahead[id(token)], True
    if draft is not None:
        limit = line.end
        for done in reversed(state.drafts):
            if done.line is not line:
                break
            done.tail_end = done.tail_end or limit
            limit = min(limit, done.start)
    state.pending = None


def _percent(
    sheet: Sheet, line: Line, token: Quantity, begin: int, draft: Draft | None, state: _State, *, opening: bool
) -> Draft | None:
    """Give a percentage to the amount before it; a name with a percentage alone makes a row of its own."""
    if draft is None:
        region = trim(sheet, begin, token.start, opening=opening)
        previous = state.drafts[-1] if state.drafts else None
        if region is None:
            if previous is not None and previous.line.number >= line.number - 2 and previous.groups:
                group = previous.groups[-1] if previous.groups[-1].percent is None else None
                if group is not None:
                    group.percent = token
                    return previous
            rest = sheet.clean[token.end : line.end]
            if state.pending is not None and state.pending[0].number >= line.number - 2 and not has_letters(rest):
                draft = Draft(line, state.pending[1], state.pending[2], [Group(None, percent=token)], joined=True)
                state.drafts.append(draft)
                return draft
            return None
        words = sheet.words_between(region[0], region[1])
        known = any(not NAMES.isdisjoint(w.meanings) for w in words)
        if (
            known
            and not letters_but_reference(sheet, token.end, line.end)
            and region[1] - region[0] < _LONGEST_NAME
            and is_reference_percent(sheet, token)
        ):
            draft = Draft(line, region[0], region[1], [Group(None, percent=token)])
            state.drafts.append(draft)
            return draft
        return None
    last = draft.groups[-1]
    between = sheet.clean[last.start : token.start]
    if not is_reference_percent(sheet, token):
        return draft
    gap = max(begin, _end_of(last))
    region = trim(sheet, gap, token.start, opening=False) if has_letters(sheet.clean[gap : token.start]) else None
    if (
        region is not None
        and any(not NAMES.isdisjoint(w.meanings) for w in sheet.words_between(region[0], region[1]))
        and not draft.name_after
        and "(" not in between
    ) and last.percent is not None:
        new = Draft(line, region[0], region[1], [Group(None, percent=token)])
        state.drafts.append(new)
        return new
    whole = _around_bracket(sheet, draft, token)
    if whole is not None:
        whole.percent, whole.closed = token, True
    elif last.percent is None:
        last.percent = token
        last.closed = True
    return draft


def _around_bracket(sheet: Sheet, draft: Draft, token: Quantity) -> Group | None:
    """Return whose percentage stands behind a bracket: "Vitamin A 800 µg (varav 400 µg betakaroten) 100 %".

    Behind a compound's bracket it is the element's: "Magnesiumbisglycinat 1000 mg (varav magnesium 120 mg) 32 %".
    """
    parent = draft.parent
    if (
        parent is None
        or parent.line is not draft.line
        or not any("nutrient" in w.meanings for w in parent.named_by(sheet))
    ):
        return None
    group = parent.groups[-1]
    between = sheet.clean[_end_of(group) : token.start]
    closed = between.count("(") == between.count(")") > 0 and sheet.clean[draft.last_end : token.start].strip() == ")"
    return group if closed and group.percent is None else None


def _end_of(group: Group) -> int:
    return max(t.end for t in group.tokens())


def _continues(sheet: Sheet, draft: Draft, position: int, token: Quantity) -> bool:
    """Add ``token`` to the row in progress if it belongs there; return whether it is dealt with.

    It does not where a new name stands before it, or where it says how much of something the row gives:
    "Järnbisglycinat 125 mg, motsvarande 25 mg järn". What a herb's extract stands for ("motsvarande 800 mg torkad
    rot") is no amount of the row, and left out.
    """
    between = sheet.clean[position : token.start]
    last = draft.groups[-1]
    words = sheet.words_between(position, token.start)
    kinds = {k for w in words for k in w.meanings}
    explained = bool(kinds & {"equals", "contains"}) or "=" in between
    if kinds & NAMES or kinds & {"of_which"}:
        return False
    if has_letters(between):
        left = trim(sheet, position, token.start, opening=False)
        if left is not None and not (explained and "number" not in kinds and left[1] - left[0] < 12):
            return False
    gap = between.strip()
    alternative = bool(last.amount) and _same_thing(last, token)
    new_cell = _CELL_GAP.search(between) is not None
    bracket = gap.startswith("(") or (gap[:1] in ("/", "=") and not new_cell)
    if not alternative and (explained or gap.startswith("(")) and last.amount is not None and not draft.name_after:
        given = name_after(sheet, token, None)
        if given is not None and _gives(sheet, draft, given):
            return False
        if explained:
            draft.aside.append(token)
            return True
    if draft.name_after and not (bracket or alternative):
        return False
    if last.amount is not None and (bracket or alternative) and not (new_cell and not alternative):
        last.also.append(token)
        return True
    if last.amount is None:
        last.amount = token
        return True
    draft.groups.append(Group(token))
    return True


def _gives(sheet: Sheet, draft: Draft, given: Word) -> bool:
    """Whether ``given`` is something else than the row itself: the element of a compound, or another nutrient."""
    own = [w for w in draft.named_by(sheet) if not NAMES.isdisjoint(w.meanings)]
    if all("nutrient" not in w.meanings for w in own):
        return bool(own)
    return given.meanings.get("nutrient") not in {w.meanings.get("nutrient") for w in own}


def _same_thing(group: Group, token: Quantity) -> bool:
    """Whether IU stands beside a mass, or kJ beside kcal."""
    units = {q.unit for q in (group.amount, *group.also) if q}
    if token.unit in units or group.closed:
        return False
    energies = {"kJ", "kcal"}
    if token.unit in energies:
        return bool(units & energies)
    return ("IU" in units) != (token.unit == "IU") and not units & energies


def _new_row(
    sheet: Sheet,
    line: Line,
    token: Quantity,
    at: tuple[int, bool, int],
    draft: Draft | None,
    following: Quantity | None,
    state: _State,
    *,
    marked: bool,
) -> tuple[Draft | None, int]:
    """Open a row for ``token``; return it and where the text goes on. Text that is no row gives None."""
    begin, opening, position = at
    of_which = after_of_which(sheet, begin, token.start, inside=draft is not None and not marked)
    region = trim(sheet, of_which or begin, token.start, opening=opening and not of_which)
    if of_which and region is None and following is not None:
        providing = _providing(sheet, line, token, trim(sheet, begin, token.start, opening=opening), following)
        if providing is not None:
            state.drafts += providing
            return providing[0], following.end
    known = region is not None and has_name(sheet, *region)
    in_prose = draft is not None and draft.name_after and not of_which
    after = None if known and not in_prose else name_after(sheet, token, following)
    next_open = after is not None and leads_on(sheet, after, following)
    group = Group(token)
    if after is not None and not (region is not None and next_open and not marked):
        end = with_bracket(sheet, after.end)
        if following is not None and following.unit == "%" and following.end <= after.start:
            group.percent, group.closed = following, True
        new = Draft(line, after.start, end, [group], name_after=True)
        if draft is not None and (of_which or sheet.clean[position : token.start].strip() == "("):
            new.of_which, new.parent = True, draft
        state.drafts.append(new)
        return new, max(end, token.end)
    if region is None and draft is None:
        pending = state.pending
        if pending is not None and pending[0].number >= line.number - 2:
            new = _from_pending(sheet, line, pending, group, state)
            state.drafts.append(new)
            return new, token.end
        previous = state.drafts[-1] if state.drafts else None
        if previous is not None and previous.joined and previous.line.number == line.number - 1:
            previous.groups.append(group)
            previous.line = line
            if state.names > 1:
                # names in one column and amounts in another were transcribed column by column
                previous.note = "order-unclear"
            return previous, token.end
    wrapped = state.pending is not None and state.pending[0].number == line.number - 1
    if (
        region is not None
        and state.pending is not None
        and wrapped
        and sheet.clean[line.start : line.end].lstrip().startswith("(")
    ):
        region = (state.pending[1], region[1])
    above = _restated(sheet, line, token, state)
    if above is not None:
        new = Draft(line, above.start, above.end, [group], joined=True)
        state.drafts.append(new)
        return new, token.end
    if region is None:
        words = words_after(sheet, token, following, line)
        if words is None:
            return None, token.end
        new = Draft(line, words[0], words[1], [group], name_after=True)
        state.drafts.append(new)
        return new, max(words[1], token.end)
    start, end = region
    new = Draft(line, start, with_bracket_before(sheet, start, end, token.start), [group])
    if of_which:
        new.of_which = True
        new.parent = draft or _row_above(state, line)
    state.drafts.append(new)
    return new, token.end


def _from_pending(sheet: Sheet, line: Line, pending: tuple[Line, int, int], group: Group, state: _State) -> Draft:
    """Return the row of an amount on its own line, whose name stands on the line before."""
    new = Draft(line, pending[1], pending[2], [group], joined=True)
    begins = after_of_which(sheet, pending[0].start, pending[2])
    if begins and begins < pending[2]:
        # "davon Magnesium" in a cell of its own
        new.start, new.end = trim(sheet, begins, pending[2], opening=False) or (pending[1], pending[2])
        new.of_which, new.parent = True, _row_above(state, line)
    return new


def _providing(
    sheet: Sheet, line: Line, token: Quantity, region: tuple[int, int] | None, following: Quantity
) -> list[Draft] | None:
    """Return the rows of "Calcium fructoborate providing 6 mg boron 240 mg": the source, and what it provides."""
    after = name_after(sheet, token, None)
    if (
        region is None
        or after is None
        or following.unit == "%"
        or sheet.clean[after.end : following.start].strip(" ()*")
    ):
        return None
    source = Draft(line, region[0], after.end, [Group(following)])
    return [source, Draft(line, after.start, after.end, [Group(token)], of_which=True, parent=source)]


def _restated(sheet: Sheet, line: Line, token: Quantity, state: _State) -> Draft | None:
    """Return the row above that a sentence restates: "Det motsvarar 50 µg per dag i genomsnitt"."""
    previous = state.drafts[-1] if state.drafts else None
    if previous is None or previous.line.number != line.number - 1 or has_name(sheet, line.start, token.start):
        return None
    said = next((w for w in sheet.words_between(line.start, token.start) if "equals" in w.meanings), None)
    if said is None or sum(c.isalpha() for c in sheet.clean[line.start : said.start]) > 8:
        return None
    return previous


def _stands_for_above(sheet: Sheet, line: Line, token: Quantity, following: Quantity | None, state: _State) -> bool:
    """Whether a line goes on with what the row above stands for: "motsvarande 1000 mg fläderbär"."""
    previous = state.drafts[-1] if state.drafts else None
    first = line.words[0] if line.words else None
    if previous is None or previous.line.number != line.number - 1 or first is None or "equals" not in first.meanings:
        return False
    if has_letters(sheet.clean[line.start : first.start]) or has_letters(sheet.clean[first.end : token.start]):
        return False
    if _same_thing(previous.groups[-1], token):
        return False
    given = name_after(sheet, token, following)
    if given is not None:
        return not _gives(sheet, previous, given)
    after = next((w for w in line.words if w.start >= token.end), None)
    said_of_it = after is not None and not has_letters(sheet.clean[token.end : after.start])
    return not said_of_it and words_after(sheet, token, following, line) is not None


def _row_above(state: _State, line: Line) -> Draft | None:
    """Return the row that an "of which" line belongs to: the last one above that is no such line itself."""
    for draft in reversed(state.drafts):
        if draft.line.number < line.number - 8:
            return None
        if not draft.of_which:
            return draft
    return None
