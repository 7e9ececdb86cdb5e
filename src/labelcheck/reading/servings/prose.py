"""Servings that running text tells amounts for, whatever its verb: "Í einni teskeið (5 ml) eru 10 µg af D-vítamíni"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from labelcheck.knowledge import Word
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.sections.region import ends_before_number, ends_sentence
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.serving import Serving

_BRACKET: Final = re.compile(r"\([^()]*\)")
_CELL: Final = re.compile(r"\t| {2}|\|")
_STOP: Final = re.compile(r"[.!?;](?=\s|$)")
_TAKEN: Final = frozenset({
    "take", "times", "once", "twice", "thrice", "per_day", "per_week", "time_of_day", "exceed", "at_most",
    "servings_per_container", "serving_size", "adults", "children",
})  # fmt: skip
"""Words of a sentence that tells what to take, or what a pack holds."""
_GIVES: Final = frozenset({"contains", "equals"})
_MEASURES: Final = frozenset({"gram", "ml", "serving"})
_MOST: Final = 8
"""Pieces of which a sentence may tell what they give together."""


def told_in_prose(sections: Sections, serving: Serving, line: Line) -> tuple[int, int] | None:
    """Return the sentence that a serving stands in where it tells what that gives, and not what to take.

    Of one piece it tells that where its amounts stand before it, too: "With 400 mg magnesium this is a strong capsule";
    several may be what a pack holds, and need a word that says so.
    """
    if serving.low != serving.high or serving.of in _MEASURES or serving.high > _MOST:
        return None
    start, end = sentence(sections, line, serving.start)
    amounts = [q for q in line.quantities if start <= q.start < end and _is_amount(q, serving)]
    if not amounts or _CELL.search(sections.clean[start:end].strip()):
        return None
    words = _outside_brackets(sections, serving, start, end)
    kinds = {k for w in words if "common" not in w.meanings for k in w.meanings}
    named = any(not {"nutrient", "form"}.isdisjoint(w.meanings) for w in words)
    if not named or not kinds.isdisjoint(_TAKEN):
        return None
    behind = next((q.start for q in amounts if q.start >= serving.end), None)
    if not serving.counted:
        each = behind is not None and _each_gives(sections, [w for w in words if serving.end <= w.start < behind])
        return (start, end) if each else None
    if serving.high == 1:
        return start, end
    told = behind is not None and any(
        w.start < behind
        and ("daily_dose" in w.meanings or (serving.end <= w.start and not _GIVES.isdisjoint(w.meanings)))
        for w in words
    )
    return (start, end) if told else None


def _outside_brackets(sections: Sections, serving: Serving, start: int, end: int) -> list[Word]:
    """Return the words of a sentence but what it tells in passing: "4 capsules (2 with lunch and 2 with dinner)"."""
    asides = [
        (m.start(), m.end())
        for m in _BRACKET.finditer(sections.clean, start, end)
        if not m.start() <= serving.start < m.end()
    ]
    return [w for w in sections.words_between(start, end) if not any(a <= w.start < b for a, b in asides)]


def _each_gives(sections: Sections, words: Sequence[Word]) -> bool:
    """Whether "each" and what it gives stand behind a form: "kapsler, som hver rummer 30 mg", "capsules, each with 30 mg"."""
    each = next((w for w in words if "each" in w.meanings), None)
    if each is None or any("dose-form" in w.meanings for w in words):
        return False
    following = next((w for w in words if w.start >= each.end), None)
    if following is None or "contains" not in following.meanings:
        return False
    return not sections.clean[each.end : following.start].strip()


def sentence(sections: Sections, line: Line, at: int) -> tuple[int, int]:
    """Return where the sentence begins and ends, within its line, that a place stands in."""
    start, end = line.start, line.end
    for stop in _STOP.finditer(sections.clean, start, end):
        mark = stop.start()
        if stop.group() == "." and not _ends(sections, mark, end):
            continue
        if mark >= at:
            return start, mark
        start = mark + 1
    return start, end


def _ends(sections: Sections, mark: int, end: int) -> bool:
    """Whether the full stop at ``mark`` ends a sentence, before a capital letter or "2 capsules a day"."""
    behind = mark + 1
    while behind < end and sections.clean[behind] == " ":
        behind += 1
    if sections.clean[behind : behind + 1].isdigit():
        return ends_before_number(sections.clean, mark, behind, sections.knowledge)
    return ends_sentence(sections.clean, mark, end, sections.knowledge)


def _is_amount(quantity: Quantity, serving: Serving) -> bool:
    return quantity.unit not in ("%", "ml") and not serving.start <= quantity.start < serving.end
