"""Percentages: whose they are."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.reading.draft import LONGEST_NAME, Draft, Group, Rows
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.naming import NAMES
from labelcheck.reading.percentage import is_reference_percent, letters_but_reference
from labelcheck.reading.quantity import Quantity
from labelcheck.reading.region import has_letters, trim
from labelcheck.reading.sheet import Sheet

_NOTE: Final = re.compile(r"[ \t]*(?:[*†‡]+|[¹²³])[ )]*\d")


def give_percent(
    sheet: Sheet, line: Line, token: Quantity, begin: int, draft: Draft | None, state: Rows, *, opening: bool
) -> Draft | None:
    """Give a percentage to the amount before it; a name with a percentage alone makes a row of its own."""
    if draft is None:
        region = trim(sheet, begin, token.start, opening=opening)
        previous = state.drafts[-1] if state.drafts else None
        if region is None:
            if _NOTE.match(sheet.clean, line.start) and has_letters(sheet.clean[token.end : line.end]):
                return None  # "* 63 % av referansen" explains a sign
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
            and region[1] - region[0] < LONGEST_NAME
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
        whole.take(token)
    elif last.percent is None:
        last.percent = token
        last.closed = True
    return draft


def _around_bracket(sheet: Sheet, draft: Draft, token: Quantity) -> Group | None:
    """Return whose percentage stands behind a bracket: "Vitamin A 800 µg (varav 400 µg betakaroten) 100 %".

    Behind a compound's bracket it is the element's: "Magnesiumbisglycinat 1000 mg (varav magnesium 120 mg) 32 %", and
    so behind what the element is from: "Iron 65 mg (as ferrous sulfate 325 mg) 361 %".
    """
    parent = draft.parent
    if parent is None or (
        parent.line is not draft.line or not any("nutrient" in w.meanings for w in parent.named_by(sheet))
    ):
        return None
    group = parent.groups[-1]
    between = sheet.clean[_end_of(group) : token.start]
    opened, behind = sum(map(between.count, "([")), sheet.clean[draft.last_end : token.start].strip()
    closed = opened == sum(map(between.count, ")]")) > 0 and behind in (")", "]")
    return group if group.percent is None and (closed or (draft.from_source and not opened)) else None


def _end_of(group: Group) -> int:
    return max(t.end for t in group.tokens())
