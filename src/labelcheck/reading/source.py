"""What gives an amount: "Iron 65 mg (as ferrous sulfate 325 mg)" prints the salt's weight behind the iron's."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from labelcheck.knowledge import Word
from labelcheck.reading.draft import Draft, Group
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.quantity import Quantity
from labelcheck.reading.region import has_letters, trim
from labelcheck.reading.sheet import Sheet

_NAMES: Final = frozenset({"form", "anion"})
_LEAD: Final = re.compile(r"[ \t,;:–-]*(?P<bracket>[(\[])?[ ]*")
_CLOSED: Final = re.compile(r"[)\];]|[.!?][ ]")


class _Source(NamedTuple):
    """Where the compound is named; ``told`` whether a word says that it is where the amount comes from."""

    start: int
    end: int
    told: bool


def source_row(sheet: Sheet, line: Line, token: Quantity, position: int, draft: Draft | None) -> Draft | None:
    """Return the row of a compound whose weight follows the amount of what it gives; None where ``token`` is no such.

    ``draft`` is the row in progress, ``position`` where the text behind it begins. A bracket that opens between, or
    a word such as "as", "from", tells that no new nutrient begins.
    """
    if draft is None:
        return None
    named = _before(sheet, position, token.start) or _behind(sheet, position, token)
    if named is None and draft.from_source and _goes_on(sheet, draft, token):
        region = trim(sheet, position, token.start, opening=False)
        named = _Source(*region, told=True) if region is not None and _is_compound(sheet, *region) else None
    if named is None:
        return None
    whole = draft.parent if draft.from_source and draft.parent is not None else draft
    return Draft(
        line,
        named.start,
        named.end,
        [Group(token)],
        name_after=named.start > token.start,
        of_which=True,
        parent=whole,
        from_source=named.told,
    )


def _before(sheet: Sheet, start: int, end: int) -> _Source | None:
    """Return the compound of "(as ferrous sulfate" or ", från magnesiumoxid" before an amount."""
    at, opened = _opening(sheet, start, end)
    told = _behind_words(sheet, at, end)
    if (not opened and told == at) or _CLOSED.search(sheet.clean, told, end):
        return None
    region = trim(sheet, told, end, opening=False)
    if region is None or not _is_compound(sheet, *region):
        return None
    words = [w for w in sheet.words_between(*region) if not _NAMES.isdisjoint(w.meanings)]
    # outside a bracket the next row may begin here: "Iron 14 mg as ferrous sulfate, Zinc 10 mg"
    if not opened and has_letters(sheet.clean[words[-1].end : region[1]]):
        return None
    return _Source(*region, told=told > at)


def _behind(sheet: Sheet, start: int, token: Quantity) -> _Source | None:
    """Return the compound of "(325 mg as ferrous sulfate)" and "(from 325 mg ferrous sulfate)"."""
    at, _ = _opening(sheet, start, token.start)
    told = _behind_words(sheet, at, token.start)
    if told < token.start or not sheet.clean[start:at].strip() + sheet.clean[at:told]:
        return None
    end = sheet.line_at(token.start).end
    begins = token.end + sheet.clean.startswith(" ", token.end)
    after = _behind_words(sheet, begins, end)
    if told == at and after == begins:
        return None  # "(325 mg ferrous sulfate)" is a row of its own wherever it stands
    first = next(iter(sheet.words_between(after, end)), None)
    if first is None or has_letters(sheet.clean[after : first.start]) or _NAMES.isdisjoint(first.meanings):
        return None
    return _Source(first.start, first.end, told=True)


def _opening(sheet: Sheet, start: int, end: int) -> tuple[int, bool]:
    """Return where the text goes on behind separators and an opening bracket, and whether there is one."""
    lead = _LEAD.match(sheet.clean, start, end)
    return (start, False) if lead is None else (lead.end(), lead["bracket"] is not None)


def _behind_words(sheet: Sheet, start: int, end: int) -> int:
    """Return where the text goes on behind "as", "in the form of"."""
    while (word := sheet.word_at(start)) is not None and "as_form" in word.meanings and word.end < end:
        start = word.end + sheet.clean.startswith(" ", word.end)
    return start


def _goes_on(sheet: Sheet, draft: Draft, token: Quantity) -> bool:
    """Whether the bracket that holds one compound is still open before the next one's amount."""
    between = sheet.clean[draft.last_end : token.start]
    return draft.line.start <= token.start <= draft.line.end and _CLOSED.search(between) is None


def _is_compound(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a stretch names a form or an anion, and no nutrient by itself."""
    words = sheet.words_between(start, end)
    return any(not _NAMES.isdisjoint(w.meanings) for w in words) and not any(
        "nutrient" in w.meanings and "form" not in w.meanings and not _beside_anion(words, i)
        for i, w in enumerate(words)
    )


def _beside_anion(words: list[Word], index: int) -> bool:
    """Whether a nutrient's name is part of its salt's: "Magnesium (bisglycinat)", "jern (II) fumarat"."""
    near = [*words[max(0, index - 1) : index], *words[index + 1 : index + 2]]
    return any("anion" in w.meanings for w in near)
