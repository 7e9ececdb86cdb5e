"""Servings that running text tells amounts for, whatever its verb: "Í einni teskeið (5 ml) eru 10 µg af D-vítamíni"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from labelcheck.knowledge import Word
from labelcheck.reading.lex.connectives import words_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.sections.region import ends_before_number, ends_sentence
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.serving import Serving

_BRACKET: Final = re.compile(r"\([^()]*\)")
_CELL: Final = re.compile(r"\t| {2}|\|")
_STOP: Final = re.compile(r"[.!?;](?=\s|$)")
_TAKEN: Final = frozenset({
    "times", "once", "twice", "thrice", "per_week", "exceed", "at_most", "servings_per_container", "serving_size",
    "children",
})  # fmt: skip
"""Words of a sentence that tells how often to take something, or what a pack holds."""
_TOLD_WITH: Final = frozenset({"take", "per_day", "time_of_day", "adults"})
"""Words beside which a sentence must say what the serving gives: "2 capsules, to be taken every day, contain 10 mg zinc"."""
_GIVES: Final = frozenset({"contains", "equals"})
_GIVING: Final = frozenset({"contains", "equals", "together"})
_LAST_WORD: Final = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[ ]$")
_LEAD: Final = 20
"""Characters before a serving that a sentence opens with: "With just two capsules"."""
_SHORT: Final = 10
"""Characters of a small word before a serving."""
_DOSES: Final = frozenset({"daily_dose", "serving"})
_MEASURES: Final = frozenset({"gram", "ml", "serving"})
_NOT_GIVEN: Final = frozenset({"%", "ml"})
"""Units of what is no amount that a serving gives."""
_MOST: Final = 8
"""Pieces of which a sentence may tell what they give together."""


def told_in_prose(sections: Sections, serving: Serving, line: Line) -> tuple[int, int] | None:
    """Return the sentence that a serving stands in where it tells what that gives, and not what to take.

    Of one piece it tells that where its amounts stand before it, too: "With 400 mg magnesium this is a strong capsule";
    several may be what a pack holds, and need a word that says so.
    """
    if serving.low != serving.high or serving.of in _MEASURES or serving.high > _MOST:
        return None
    if all(q.unit in _NOT_GIVEN for q in line.quantities):
        return None
    start, end = sentence(sections, line, serving.start)
    asides = _brackets(sections, serving, start, end)
    amounts = [q for q in line.quantities if start <= q.start < end and _is_amount(q, serving, asides)]
    if not amounts or _CELL.search(sections.clean[start:end].strip()):
        return None
    words = [w for w in sections.words_between(start, end) if not any(a <= w.start < b for a, b in asides)]
    kinds = {k for w in words for k in w.meanings}
    if kinds.isdisjoint(("nutrient", "form")) or not kinds.isdisjoint(_TAKEN):
        return None
    behind = next((q.start for q in amounts if q.start >= serving.end), None)
    gives = behind is not None and any(
        serving.end <= w.start < behind and not _GIVES.isdisjoint(w.meanings) for w in words
    )
    gives = gives or (behind is not None and "take" not in kinds and _opens_with(sections, serving, start))
    if not kinds.isdisjoint(_TOLD_WITH) and not (gives and _told_once(words, serving)):
        return None
    if not serving.counted:
        each = behind is not None and _each_gives(sections, [w for w in words if serving.end <= w.start < behind])
        return (start, end) if each else None
    if serving.high == 1:
        return start, end
    whole = behind is not None and any(not _DOSES.isdisjoint(w.meanings) and w.start < behind for w in words)
    return (start, end) if gives or whole or _is_led_in(sections, serving) else None


def _is_led_in(sections: Sections, serving: Serving) -> bool:
    """Whether "in" stands before a number of pieces: "in 2 tablets there is", "300 mg in two tablets"."""
    before = _LAST_WORD.search(sections.low, max(0, serving.start - _SHORT), serving.start)
    return before is not None and before[1] in words_of(sections.knowledge, "before_basis")


def _opens_with(sections: Sections, serving: Serving, start: int) -> bool:
    """Whether a sentence opens with "with" and the serving: "Con due compresse al giorno assumi 1500 mg"."""
    if serving.start - start > _LEAD:
        return False
    first = next(iter(sections.words_between(start, serving.start)), None)
    return first is not None and "together" in first.meanings and not sections.clean[start : first.start].strip()


def _told_once(words: Sequence[Word], serving: Serving) -> bool:
    """Whether nothing else is taken in a sentence: "one with breakfast and one with dinner give 300 mg" tells of two."""
    others = [w for w in words if "number" in w.meanings and "common" not in w.meanings]
    numbered = any(not serving.start <= w.start < serving.end for w in others)
    return not numbered and sum("time_of_day" in w.meanings for w in words) <= 1


def _brackets(sections: Sections, serving: Serving, start: int, end: int) -> list[tuple[int, int]]:
    """Return what a sentence tells in passing: "4 capsules (2 with lunch and 2 with dinner)"."""
    found = [(m.start(), m.end()) for m in _BRACKET.finditer(sections.clean, start, end)]
    return [(opens, closes) for opens, closes in found if not opens <= serving.start < closes]


def _each_gives(sections: Sections, words: Sequence[Word]) -> bool:
    """Whether "each" and what it gives stand behind a form: "kapsler, som hver rummer 30 mg", "capsules, each with 30 mg"."""
    each = next((w for w in words if "each" in w.meanings), None)
    if each is None or any("dose-form" in w.meanings for w in words):
        return False
    following = next((w for w in words if w.start >= each.end), None)
    if following is None or "contains" not in following.meanings:
        return False
    return not sections.clean[each.end : following.start].strip()


def sentence_of_each(sections: Sections, serving: Serving, line: Line) -> tuple[int, int] | None:
    """Return the rest of a sentence that tells what each of several pieces gives, and not what they give together.

    "Each" stands before the amount, beside the verb or alone, or at the sentence's end: "två tabletter, som vardera
    innehåller 15 mg zink", "two tablets with 15 mg of zinc each".
    """
    start, end = sentence(sections, line, serving.start)
    amount = next((q for q in line.quantities if serving.end <= q.start < end and q.unit != "%"), None)
    if amount is None or _CELL.search(sections.clean[start:end].strip()):
        return None
    words = sections.words_between(serving.end, end)
    if any("dose-form" in w.meanings and "each" not in w.meanings and w.start < amount.start for w in words):
        return None
    for each in (w for w in words if "each" in w.meanings):
        if each.start >= amount.end:
            alone = not sections.clean[each.end : end].strip(" .!")
        else:
            verb = next((w for w in words if w.start >= each.end and not _GIVING.isdisjoint(w.meanings)), None)
            told = verb.end if verb is not None and not sections.clean[each.end : verb.start].strip() else each.end
            alone = not sections.clean[told : amount.start].strip()
        if alone:
            return serving.start, end
    return None


def sentence(sections: Sections, line: Line, at: int) -> tuple[int, int]:
    """Return where the sentence begins and ends, within its line, that a place stands in."""
    ends = sections.sentence_ends.get(line.number)
    if ends is None:  # asked again for each serving of a line: text without line ends may tell thousands
        ends = sections.sentence_ends[line.number] = _sentence_ends(sections, line)
    following = bisect_left(ends, at)
    start = ends[following - 1] + 1 if following else line.start
    return start, ends[following] if following < len(ends) else line.end


def _sentence_ends(sections: Sections, line: Line) -> list[int]:
    """Return the places of all marks on a line that end a sentence."""
    stops = _STOP.finditer(sections.clean, line.start, line.end)
    return [m.start() for m in stops if m.group() != "." or _ends(sections, m.start(), line.end)]


def _ends(sections: Sections, mark: int, end: int) -> bool:
    """Whether the full stop at ``mark`` ends a sentence, before a capital letter or "2 capsules a day"."""
    behind = mark + 1
    while behind < end and sections.clean[behind] == " ":
        behind += 1
    if sections.clean[behind : behind + 1].isdigit():
        return ends_before_number(sections.clean, mark, behind, sections.knowledge)
    return ends_sentence(sections.clean, mark, end, sections.knowledge)


def _is_amount(quantity: Quantity, serving: Serving, asides: list[tuple[int, int]]) -> bool:
    """Whether a quantity may be what a serving gives, and not what it weighs: "a scoop (1 ml, 0.8 g)"."""
    if quantity.unit in _NOT_GIVEN or serving.start <= quantity.start < serving.end:
        return False
    return quantity.unit != "g" or not any(opens <= quantity.start < closes for opens, closes in asides)
