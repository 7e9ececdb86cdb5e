"""More amounts of a row in progress: a second unit, another column, what the amount stands for."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.knowledge import Word
from labelcheck.reading.draft import Draft, Group, Rows
from labelcheck.reading.naming import NAMES, leads_on, name_after, words_after
from labelcheck.reading.quantity import Quantity
from labelcheck.reading.region import ends_sentence, has_letters, trim
from labelcheck.reading.sheet import Line, Sheet
from labelcheck.reading.source import source_row

_CELL_GAP: Final = re.compile(r"\t| {2,}|\||\.{3,}|…|·{3,}|_{3,}")
_LISTED: Final = re.compile(r"(?:[,+&]|\b(?:och|samt|og|and|ja|sekä|und|plus)\b)[ ]*$")
_STOP: Final = re.compile(r"\.(?=[ ][^\W\d_])")
_REST: Final = re.compile(r"[^,;()\n|\t\d]{0,60}(?=[,;)])")
_MASSES: Final = {"g": 1_000_000_000, "mg": 1_000_000, "µg": 1000, "ng": 1}


def continues(sheet: Sheet, draft: Draft, position: int, token: Quantity, following: Quantity | None) -> int:
    """Add ``token`` to the row in progress if it belongs there; return where the text goes on, 0 if it does not.

    It does not where a new name stands before it or, in a list, behind it ("DHA 260 mg og 2 mg vitamin E"), or where
    it says how much of something the row gives: "Järnbisglycinat 125 mg, motsvarande 25 mg järn". What a herb's
    extract stands for ("motsvarande 800 mg torkad rot") or is made of is no amount of the row, and left out.
    """
    between = sheet.clean[position : token.start]
    last = draft.groups[-1]
    words = sheet.words_between(position, token.start)
    kinds = {k for w in words for k in w.meanings}
    if "." in between and any(
        ends_sentence(sheet.clean, position + m.start(), token.start) for m in _STOP.finditer(between)
    ):
        return 0
    explained = bool(kinds & {"equals", "contains"}) or "=" in between
    if kinds & NAMES or kinds & {"of_which"}:
        return 0
    if _tells_source(sheet, words, between) and name_after(sheet, token, following) is None:
        equivalent = last.amount is not None and token.qualifier and not last.amount.qualifier
        (last.also if equivalent else draft.aside).append(token)
        return _behind_aside(sheet, token, None)
    if has_letters(between):
        left = trim(sheet, position, token.start, opening=False)
        if left is not None and not (explained and "number" not in kinds and left[1] - left[0] < 12):
            return 0
    gap = between.strip()
    alternative = bool(last.amount) and same_thing(last, token)
    new_cell = _CELL_GAP.search(between) is not None
    bracket = gap.startswith(("(", "[")) or (gap[:1] in ("/", "=") and not new_cell)
    opened = gap.startswith(("(", "["))
    if not alternative and last.amount is not None and gap and source_row(sheet, draft.line, token, position, draft):
        return 0
    if not alternative and last.amount is not None and (opened or (explained and not draft.name_after)):
        given = name_after(sheet, token, None)
        if given is not None and gives(sheet, draft, given):
            return 0
        if explained:
            draft.aside.append(token)
            return _behind_aside(sheet, token, given)
    if draft.name_after and not (bracket or alternative):
        return 0
    if draft.name_after and alternative and not bracket:
        named = name_after(sheet, token, following)
        if named is not None and gives(sheet, draft, named):
            return 0  # "5000 IU vitamin D3, 90 mcg K2"
    if not alternative and not opened and not new_cell and _LISTED.search(sheet.low, position, token.start):
        given = name_after(sheet, token, following)
        known = any(not NAMES.isdisjoint(w.meanings) for w in draft.named_by(sheet))
        other = given is not None and (gives(sheet, draft, given) or not known)
        if given is not None and other and not leads_on(sheet, given, following):
            return 0
    if gap.startswith("/") and _is_column(last, token):
        bracket = alternative = False
    if last.amount is not None and (bracket or alternative) and not (new_cell and not alternative):
        last.also.append(token)
    elif last.amount is None:
        last.amount = token
    else:
        draft.groups.append(Group(token))
    return token.end


def _tells_source(sheet: Sheet, words: list[Word], between: str) -> bool:
    """Whether nothing but "från" or "som" stands before an amount: "4 mg astaxanthin fra 80 mg algeekstrakt"."""
    return (
        len(words) == 1
        and "as_form" in words[0].meanings
        and between.strip(" (,") == sheet.clean[words[0].start : words[0].end]
    )


def _behind_aside(sheet: Sheet, token: Quantity, given: Word | None) -> int:
    """Return where the text goes on behind what a row stands for: "motsvarande 1500 mg ingefærrot, "."""
    end = given.end if given is not None else token.end
    match = _REST.match(sheet.clean, end)
    return match.end() if match else end


def _is_column(group: Group, token: Quantity) -> bool:
    """Whether an amount behind a stroke is another column's: "600 mg / 1200 mg", not "10 µg / 400 IE"."""
    for one in (group.amount, *group.also):
        if one is None:
            continue
        if one.unit == token.unit and one.value != token.value:
            return True
        if one.unit in _MASSES and token.unit in _MASSES:
            return one.value * _MASSES[one.unit] != token.value * _MASSES[token.unit]
    return False


def gives(sheet: Sheet, draft: Draft, given: Word) -> bool:
    """Whether ``given`` is something else than the row itself: the element of a compound, or another nutrient."""
    own = [w for w in draft.named_by(sheet) if not NAMES.isdisjoint(w.meanings)]
    if all("nutrient" not in w.meanings for w in own):
        return bool(own)
    nutrient = given.meanings.get("nutrient")
    if nutrient is not None and any(_is_salt_of(nutrient, w) for w in draft.named_by(sheet)):
        return True  # "Magnesium (bisglycinat) 1000 mg motsvarande 120 mg magnesium"
    return nutrient not in {w.meanings.get("nutrient") for w in own}


def _is_salt_of(nutrient: str, word: Word) -> bool:
    """Whether a word names an anion, or a form whose id begins with the mineral's, as only salts' ids do."""
    return "anion" in word.meanings or word.meanings.get("form", "").startswith(f"{nutrient}-")


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
