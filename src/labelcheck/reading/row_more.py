"""More amounts of a row in progress: a second unit, another column, what the amount stands for."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.knowledge import Word
from labelcheck.reading.draft import Draft, Group, Rows
from labelcheck.reading.naming import NAMES, name_after, words_after
from labelcheck.reading.quantity import Quantity
from labelcheck.reading.region import has_letters, trim
from labelcheck.reading.sheet import Line, Sheet

_CELL_GAP: Final = re.compile(r"\t| {2,}|\||\.{3,}|…|·{3,}|_{3,}")


def continues(sheet: Sheet, draft: Draft, position: int, token: Quantity) -> bool:
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
    alternative = bool(last.amount) and same_thing(last, token)
    new_cell = _CELL_GAP.search(between) is not None
    bracket = gap.startswith("(") or (gap[:1] in ("/", "=") and not new_cell)
    opened = gap.startswith("(")
    if not alternative and last.amount is not None and (opened or (explained and not draft.name_after)):
        given = name_after(sheet, token, None)
        if given is not None and gives(sheet, draft, given):
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


def gives(sheet: Sheet, draft: Draft, given: Word) -> bool:
    """Whether ``given`` is something else than the row itself: the element of a compound, or another nutrient."""
    own = [w for w in draft.named_by(sheet) if not NAMES.isdisjoint(w.meanings)]
    if all("nutrient" not in w.meanings for w in own):
        return bool(own)
    return given.meanings.get("nutrient") not in {w.meanings.get("nutrient") for w in own}


def same_thing(group: Group, token: Quantity) -> bool:
    """Whether IU stands beside a mass, or kJ beside kcal."""
    units = {q.unit for q in (group.amount, *group.also) if q}
    if token.unit in units or group.closed:
        return False
    energies = {"kJ", "kcal"}
    if token.unit in energies:
        return bool(units & energies)
    return ("IU" in units) != (token.unit == "IU") and not units & energies


def stands_for_above(sheet: Sheet, line: Line, token: Quantity, following: Quantity | None, state: Rows) -> bool:
    """Whether a line goes on with what the row above stands for: "motsvarande 1000 mg fläderbär"."""
    previous = state.drafts[-1] if state.drafts else None
    first = line.words[0] if line.words else None
    if previous is None or previous.line.number != line.number - 1 or first is None or "equals" not in first.meanings:
        return False
    if has_letters(sheet.clean[line.start : first.start]) or has_letters(sheet.clean[first.end : token.start]):
        return False
    if same_thing(previous.groups[-1], token):
        return False
    given = name_after(sheet, token, following)
    if given is not None:
        return not gives(sheet, previous, given)
    after = next((w for w in line.words if w.start >= token.end), None)
    said_of_it = after is not None and not has_letters(sheet.clean[token.end : after.start])
    return not said_of_it and words_after(sheet, token, following, line) is not None
