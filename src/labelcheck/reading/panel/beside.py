"""What phrases beside an amount say it is for: before its name, right behind it, at the end of its list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.model import ServingBasis
from labelcheck.reading.lex.connectives import pattern_of, words_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.row import Cell, Row
from labelcheck.reading.sections.region import has_letters
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PIECES, PrintedBasis
from labelcheck.reading.servings.prose import sentence

_SENTENCE_ENDS: Final = (". ", "! ", "? ", "; ")
_GIVES: Final = frozenset({"contains"})
_SAYS: Final = frozenset({"contains", "equals", "take", "daily_dose", "serving", "dose-form"})
_PASSING: Final = 3
"""Words that are not known, in a sentence that says more than a row does."""
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_REMARK: Final = re.compile(r"\([^()\n]*\)")
_NEAR: Final = 120
"""Characters between an amount and what stands right behind it."""
_REACH: Final = 1500
"""How far back in a line a phrase may say what amounts are for."""


@lru_cache(maxsize=2)
def _of_reference(knowledge: Knowledge) -> re.Pattern[str]:
    """Return small words beside the name of a reference: "of the daily"."""
    return re.compile(rf"(?<![^\W\d_])(?:{pattern_of(knowledge, 'of_reference')})(?![^\W\d_])")


@lru_cache(maxsize=2)
def _joint(knowledge: Knowledge) -> re.Pattern[str]:
    """Return what stands between the rows of a list: a comma, "and", "och"."""
    joints = pattern_of(knowledge, "and")
    return re.compile(rf"[ )*]*(?:[,;+&/]|\n?(?:{joints})\b|,\s*\n)+[ ]*(?:(?:{joints})[ ]+)?\n?[ ]*")


def inline_basis(sections: Sections, row: Row, cell: Cell, printed_bases: InOrder[PrintedBasis]) -> ServingBasis | None:
    """Return what a phrase in the row itself says: before the name ("En tablett innehåller"), or right after the amount."""
    first = cell.start
    last = max(t.end for t in cell.tokens())
    before: PrintedBasis | None = None
    for phrase in printed_bases.between(max(row.line.start, first - _REACH), min(row.line.end, last + _REACH)):
        if phrase.end <= min(first, row.start) and not _is_of_bracket(sections, row, phrase):
            before = phrase if phrase.certain else _unless_another(sections, before, phrase)
        if phrase.certain and _right_behind(sections, row, cell, phrase):
            return phrase.basis
    named_to = row.words[0].end if row.words else row.end
    if any("per_day" in w.meanings for w in sections.words_between(named_to, min(row.end, first))):
        return ServingBasis("daily-dose")  # "Magnesium (per day) 200 mg"
    after_name = row.end if row.name_after and row.end > last else last
    ends = (after_name, *(t.end for t in (cell.amount, *cell.also) if t))
    for word in sections.words_between(min(ends), min(last + 30, row.line.end)):
        between = (sections.clean[end : word.start] for end in ends if end <= word.start)
        if "per_day" in word.meanings and not all(text.strip(" /(,") for text in between):
            return ServingBasis("serving" if _is_in_passing(sections, row, cell) else "daily-dose")
    if before is None:
        before = next((p for p in printed_bases.between(last, row.line.end) if _sums_up(p, first)), None)
    return before.basis if before is not None else None


def is_of_another(sections: Sections, row: Row, cell: Cell, printed_bases: InOrder[PrintedBasis]) -> bool:
    """Whether a sentence tells what something else holds: "A glass of milk gives 240 mg calcium", behind "1 tablet contains".

    Its verb has a subject that is no serving, and of which a word is not known.
    """
    line, first = row.line, min(row.start, cell.start)
    if line.kinds.isdisjoint(_GIVES):
        return False
    start, end = sentence(sections, line, first)
    verb = next((w for w in sections.words_between(start, first) if not _GIVES.isdisjoint(w.meanings)), None)
    if verb is None or any(p.certain and p.end > start for p in printed_bases.between(start, end)):
        return False
    known = sections.words_between(start, verb.start)
    own = words_of(sections.knowledge, "itself")
    title = sections.lines[0] if sections.lines else line
    for match in _WORD.finditer(sections.low, start, verb.start):
        named = match.group() in sections.low[title.start : title.end] and title.number != line.number
        if not named and match.group() not in own and not any(w.start <= match.start() < w.end for w in known):
            return True
    return False


def _is_in_passing(sections: Sections, row: Row, cell: Cell) -> bool:
    """Whether an amount per day stands in a sentence that tells of no giving and no taking: "research used at least 3 g daily".

    A row has hardly a word beside its name.
    """
    start, end = sentence(sections, row.line, min(row.start, cell.start))
    words = sections.words_between(start, end)
    if any(not _SAYS.isdisjoint(w.meanings) for w in words):
        return False
    loose = (m for m in _WORD.finditer(sections.clean, start, end))
    return sum(not any(w.start <= m.start() < w.end for w in words) for m in loose) > _PASSING


def _sums_up(phrase: PrintedBasis, at: int) -> bool:
    """Whether a sentence ends with what all its amounts are for: "With 400 mg magnesium it is a strong capsule"."""
    return phrase.certain and phrase.within is not None and phrase.within[0] <= at


def _right_behind(sections: Sections, row: Row, cell: Cell, phrase: PrintedBasis) -> bool:
    """Whether a phrase follows the amount, or the name behind it: "125 mg (33 % RI) per kapsel (2 g)"."""
    ends = [t.end for t in cell.tokens() if t.end <= phrase.start]
    if cell.amount is None or cell.amount.end > phrase.start or _leads_on(sections, row.line, phrase):
        return False
    end = max(ends)
    if row.end <= phrase.start:
        end = max(end, row.end)
    rest = sections.clean[end : phrase.start]
    if len(rest) > _NEAR:
        return False
    if not has_letters(rest):
        return not rest.strip(" ()*,/")
    if _only_brackets(sections, cell.amount, row, phrase):
        return True  # "200 mg (as citrate) per capsule"
    words = sections.words_between(end, phrase.start)
    for word in words:
        if "other_unit" in word.meanings:  # "120 mg / 5 mmol per 10 ml"
            rest = sections.clean[word.end : phrase.start]
    for word in words:
        if word.meanings.keys() & {"per", "each", "reference", "not_established"}:
            rest = rest.replace(sections.clean[word.start : word.end], "", 1)
    rest = _of_reference(sections.knowledge).sub("", rest).strip(" ()*,/%")
    return not rest or rest in words_of(sections.knowledge, "before_basis")  # "500 mg vitamin C in every tablet"


def _only_brackets(sections: Sections, amount: Quantity, row: Row, phrase: PrintedBasis) -> bool:
    """Whether nothing but remarks in brackets stands between an amount and a phrase, and no other amount in them."""
    if any(amount.end <= q.start < phrase.start and q.unit != "%" for q in row.line.quantities):
        return False
    return not _REMARK.sub("", sections.clean[amount.end : phrase.start]).strip(" *,/")


def _unless_another(sections: Sections, before: PrintedBasis | None, bare: PrintedBasis) -> PrintedBasis | None:
    """Return what amounts are for: a serving of no known size where the same sentence goes on to another count.

    "Two tablets give 500 mg calcium, and three, which are a day's dose, 750 mg".
    """
    of, count = bare.basis.of, bare.basis.quantity
    if before is None or of not in PIECES or before.basis.of != of or before.basis.quantity == count:
        return before
    between = sections.clean[before.end : bare.start]
    return before if any(mark in between for mark in _SENTENCE_ENDS) else replace(before, basis=ServingBasis("serving"))


def _is_of_bracket(sections: Sections, row: Row, phrase: PrintedBasis) -> bool:
    """Whether a phrase is said of an amount in brackets that close before the row: "200 mg (100 mg per capsule), zinc 10 mg"."""
    opened = sections.clean.rfind("(", row.line.start, phrase.start)
    closed = sections.clean.find(")", phrase.end, row.start)
    if opened < 0 or closed < 0 or ")" in sections.clean[opened : phrase.start]:
        return False
    return any(opened < q.start < closed and q.unit != "%" for q in row.line.quantities)


def _leads_on(sections: Sections, line: Line, phrase: PrintedBasis) -> bool:
    """Whether a phrase is of the amount behind it: "10 µg (1 drop = 2 µg)", "45 µg K2, two capsules give 90 µg"."""
    after = next((w for w in sections.words_between(phrase.end, line.end)), None)
    if after is not None and "contains" in after.meanings and not sections.clean[phrase.end : after.start].strip():
        return True
    following = next((q for q in line.quantities if q.start >= phrase.end and q.unit != "%"), None)
    if following is None:
        return False
    joint = sections.clean[phrase.end : following.start]
    if joint.strip(" :="):
        return False
    bracketed = sections.clean.rfind("(", line.start, phrase.start) > sections.clean.rfind(
        ")", line.start, phrase.start
    )
    return bool(joint.strip()) or (bracketed and sections.clean[following.end : following.end + 1] in (")", ",", ";"))


def along_lists(sections: Sections, rows: Sequence[Row], printed_bases: InOrder[PrintedBasis]) -> list[Row]:
    """Return the rows with what stands behind a list given to all of it: "Kalcium 400 mg, magnesium 200 mg per tablett"."""
    found = [*rows]
    for i in range(len(rows) - 2, -1, -1):
        following = found[i + 1]
        then = following.cells[0]
        whole = found[following.parent] if following.parent >= 0 and following.of_which else None
        if whole is not None and whole.line is following.line and len(whole.cells) == 1:
            # "Iron 65 mg (as ferrous sulfate 325 mg) per tablet": what follows the bracket is said of both
            found[whole.number] = _listed(whole, then.basis)
        row = found[i]
        last = row.cells[-1]
        if last.basis is not None or then.basis is None or last.amount is None or len(row.cells) > 1:
            continue
        start = max([row.end, *[t.end for t in last.tokens()]])
        joint = sections.low[start : min(following.start, then.start)]
        if not _joint(sections.knowledge).fullmatch(joint) and not (
            _opens_shares(sections, start, joint) and then.amount is not None
        ):
            continue
        end = min(following.line.end, following.last_end + _REACH)
        told = (m for m in printed_bases.between(then.start, end) if m.certain)
        if following.listed or any(_right_behind(sections, following, then, m) for m in told):
            found[i] = _listed(row, then.basis)
    return found


def _listed(row: Row, basis: ServingBasis | None) -> Row:
    """Return a row of one cell with what is said behind the list that it is in, where nothing nearer is."""
    if basis is None or row.cells[0].basis is not None:
        return row
    return replace(row, cells=(replace(row.cells[0], basis=basis),), listed=True)


def _opens_shares(sections: Sections, start: int, joint: str) -> bool:
    """Whether what stands between two rows leads on to shares of the first: "Omega-3 684 mg: EPA 410", ", varav EPA"."""
    for word in sections.words_between(start, start + len(joint)):
        if "of_which" in word.meanings:
            joint = joint.replace(sections.low[word.start : word.end], ":", 1)
    return ":" in joint and not joint.strip(" ,(:–-")
