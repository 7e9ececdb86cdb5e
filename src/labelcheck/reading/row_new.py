"""The first amount of a row: which name it belongs to, before it, behind it or on the line above."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.knowledge import Word
from labelcheck.reading.draft import Draft, Group, Rows
from labelcheck.reading.naming import (
    has_name,
    leads_on,
    name_after,
    with_bracket,
    with_bracket_before,
    with_epithet,
    words_after,
)
from labelcheck.reading.naming import of_which as after_of_which
from labelcheck.reading.quantity import Quantity
from labelcheck.reading.region import has_letters, trim
from labelcheck.reading.row_more import same_thing
from labelcheck.reading.sheet import Line, Sheet
from labelcheck.reading.source import source_row

_COUNT: Final = re.compile(r"[ ]*\d[\d.,]*[ ]*")


def open_row(
    sheet: Sheet,
    line: Line,
    token: Quantity,
    at: tuple[int, bool, int],
    draft: Draft | None,
    following: Quantity | None,
    state: Rows,
    *,
    marked: bool,
) -> tuple[Draft | None, int]:
    """Open a row for ``token``; return it and where the text goes on. Text that is no row gives None."""
    begin, opening, position = at
    of_which = after_of_which(sheet, begin, token.start, inside=draft is not None and not marked)
    region = trim(sheet, of_which or begin, token.start, opening=opening and not of_which) or (
        _named_before_mark(sheet, line, begin, token) if marked and draft is None else None
    )
    if of_which and region is None and following is not None:
        providing = _providing(sheet, line, token, trim(sheet, begin, token.start, opening=opening), following)
        if providing is not None:
            state.drafts += providing
            return providing[0], following.end
    weighed = None if of_which else source_row(sheet, line, token, position, draft or _row_just_above(state, line))
    if weighed is not None:
        state.drafts.append(weighed)
        return weighed, max(weighed.end, token.end)
    known = region is not None and has_name(sheet, *region)
    given = _element_given(sheet, line, region, token, following) if region is not None and known else None
    if given is not None:
        state.drafts.append(given)
        return given, max(with_bracket(sheet, given.end), token.end)
    in_prose = draft is not None and draft.name_after and not of_which
    after = None if known and not in_prose else name_after(sheet, token, following)
    next_open = after is not None and leads_on(sheet, after, following)
    if after is not None and not (region is not None and next_open):
        new = _named_behind(sheet, line, token, after, following)
        if of_which or (draft is not None and sheet.clean[position : token.start].strip() == "("):
            new.of_which, new.parent = True, draft or _row_above(state, line)
        state.drafts.append(new)
        return new, max(new.end, token.end)
    group = Group(token)
    if region is None and draft is None:
        named = _named_above(sheet, line, group, state)
        if named is not None:
            return named, token.end
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
        if of_which or _is_source(sheet, new):
            new.of_which, new.parent = True, _row_above(state, line)
        state.drafts.append(new)
        return new, max(words[1], token.end)
    start, end = region
    start, note = _named_last(sheet, start, end)
    new = Draft(line, start, with_bracket_before(sheet, start, end, token.start), [group], note=note)
    if of_which or _is_source(sheet, new):
        new.of_which, new.parent = True, draft or _row_above(state, line)
        source = sheet.word_before(new.start)
        new.from_source = source is not None and "as_form" in source.meanings
    state.drafts.append(new)
    return new, token.end


def _named_before_mark(sheet: Sheet, line: Line, begin: int, token: Quantity) -> tuple[int, int] | None:
    """Return the name that opens a line, where only what the amount is for stands between: "Zink per 5 droppar: 10 mg".

    That ends at ``begin``.
    """
    if sheet.clean[begin : token.start].strip(" :=\t|–-") or not line.words:
        return None
    name = line.words[0]
    after = next((w for w in line.words if w.start >= name.end), None)
    if "nutrient" not in name.meanings or has_letters(sheet.clean[line.start : name.start]) or after is None:
        return None
    direct = not sheet.clean[name.end : after.start].strip() and not {"per", "each"}.isdisjoint(after.meanings)
    if not direct and "dose-form" in after.meanings and _COUNT.fullmatch(sheet.clean, name.end, after.start):
        last = sheet.word_before(begin)
        direct = last is not None and "per" in last.meanings  # "D-vitamiini 5 tippaa kohti: 25 µg"
    return (name.start, name.end) if direct else None


def _named_last(sheet: Sheet, start: int, end: int) -> tuple[int, str]:
    """Return where the name begins that an amount is of, and a note where that is unclear.

    In "Fish oil with EPA 360 mg" it is of the EPA, which is no vitamin or mineral's; "Magnesium with vitamin B6 100 mg" may
    mean either.
    """
    words = [w for w in sheet.words_between(start, end) if not {"nutrient", "together"}.isdisjoint(w.meanings)]
    if len(words) < 3 or words[-1].end != end or "together" not in words[-2].meanings:
        return start, ""
    whole, joint, share = words[-3], words[-2], words[-1]
    apart = sheet.clean[whole.end : joint.start] + sheet.clean[joint.end : share.start]
    if apart.strip() or "nutrient" not in whole.meanings or "nutrient" not in share.meanings:
        return start, ""
    nutrients = sheet.knowledge.nutrients
    of_share, of_whole = nutrients[share.meanings["nutrient"]], nutrients[whole.meanings["nutrient"]]
    if of_share.part_of is not None and of_whole.kind not in ("vitamin", "mineral"):
        return share.start, ""
    return start, "" if of_share is of_whole else "order-unclear"


def _element_given(
    sheet: Sheet, line: Line, region: tuple[int, int], token: Quantity, following: Quantity | None
) -> Draft | None:
    """Return the row of "Jernfumarat tilsvarende 60 mg jern": the amount is that of the iron, not of the salt."""
    between = sheet.words_between(region[1], token.start)
    if not any({"equals", "contains", "of_which"} & w.meanings.keys() for w in between):
        return None
    if any("nutrient" in w.meanings for w in sheet.words_between(*region)):
        return None
    after = name_after(sheet, token, following)
    if after is None or "nutrient" not in after.meanings:
        return None
    return Draft(line, after.start, after.end, [Group(token)], name_after=True, source=region)


def _named_behind(sheet: Sheet, line: Line, token: Quantity, after: Word, following: Quantity | None) -> Draft:
    """Return the row of "10 µg (400 IE) D-vitamin": what stands between amount and name belongs to the amount."""
    group = Group(token)
    end = with_bracket(sheet, with_epithet(sheet, after.end) if token.unit == "CFU" else after.end)
    if following is not None and following.end <= after.start:
        if following.unit == "%":
            group.take(following)
        elif same_thing(group, following):
            group.also.append(following)
    return Draft(line, after.start, end, [group], name_after=True)


def _named_above(sheet: Sheet, line: Line, group: Group, state: Rows) -> Draft | None:
    """Return the row of an amount on its own line: its name, or the row's first amount, stands above."""
    pending = state.pending
    if pending is not None and _is_pack_below(sheet, line, pending, group):
        return None
    if pending is not None and pending[0].number >= line.number - 2:
        new = _from_pending(sheet, line, pending, group, state)
        state.drafts.append(new)
        return new
    previous = state.drafts[-1] if state.drafts else None
    if previous is None or not previous.joined or previous.line.number != line.number - 1:
        return None
    previous.groups.append(group)
    previous.line = line
    if state.names > 1:
        # names in one column and amounts in another were transcribed column by column
        previous.note = "order-unclear"
    return previous


def _is_pack_below(sheet: Sheet, line: Line, pending: tuple[Line, int, int], group: Group) -> bool:
    """Whether grams or millilitres below the title are what a pack holds: "Energishot Ingefära" and "60 ml flaska"."""
    unit = group.amount.unit if group.amount is not None else ""
    if unit not in ("g", "ml") or sheet.clean[: pending[0].start].strip():
        return False
    # a panel that opens the text is a nutrient's name and its cells
    first = pending[0].words[0] if pending[0].words else None
    named = first is not None and "nutrient" in first.meanings and (first.start, first.end) == pending[1:]
    return unit == "ml" or not named or "dose-form" in line.kinds


def _from_pending(sheet: Sheet, line: Line, pending: tuple[Line, int, int], group: Group, state: Rows) -> Draft:
    """Return the row of an amount on its own line, whose name stands on the line before."""
    new = Draft(line, pending[1], pending[2], [group], joined=True)
    begins = after_of_which(sheet, pending[0].start, pending[2])
    if begins and begins < pending[2] and not sheet.clean[begins : pending[2]].lstrip()[:1].isdigit():
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


def _restated(sheet: Sheet, line: Line, token: Quantity, state: Rows) -> Draft | None:
    """Return the row above that a sentence restates: "Det motsvarar 50 µg per dag i genomsnitt"."""
    previous = state.drafts[-1] if state.drafts else None
    if previous is None or previous.line.number != line.number - 1 or has_name(sheet, line.start, token.start):
        return None
    said = next((w for w in sheet.words_between(line.start, token.start) if "equals" in w.meanings), None)
    if said is None or sum(c.isalpha() for c in sheet.clean[line.start : said.start]) > 8:
        return None
    return previous


def _is_source(sheet: Sheet, draft: Draft) -> bool:
    """Whether a row tells how much comes from where: "från citrat 60 mg" below magnesium."""
    words = draft.named_by(sheet)
    if not words or words[0].start != draft.start or "as_form" not in words[0].meanings:
        return False
    return any("anion" in w.meanings for w in words) and not has_name(sheet, draft.start, draft.end)


def _row_just_above(state: Rows, line: Line) -> Draft | None:
    """Return the row that ends on the line before, where no name waits for its amount in between."""
    previous = state.drafts[-1] if state.drafts else None
    return (
        previous if previous is not None and state.pending is None and previous.line.number == line.number - 1 else None
    )


def _row_above(state: Rows, line: Line) -> Draft | None:
    """Return the row that an "of which" line belongs to: the last one above that is no such line itself."""
    for draft in reversed(state.drafts):
        if draft.line.number < line.number - 8:
            return None
        if not draft.of_which:
            return draft
    return None
