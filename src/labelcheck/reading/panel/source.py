"""What gives an amount: "Iron 65 mg (as ferrous sulfate 325 mg)" prints the salt's weight behind the iron's."""

import re
from typing import Final, NamedTuple

from labelcheck.knowledge import Word
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.candidate import Candidate, Group
from labelcheck.reading.sections.region import has_letters, trim
from labelcheck.reading.sections.sections import Sections

_NAMES: Final = frozenset({"form", "anion"})
_LEAD: Final = re.compile(r"[ \t,;:–-]*(?P<bracket>[(\[])?[ ]*")
_CLOSED: Final = re.compile(r"[)\];]|[.!?][ ]")


class _Source(NamedTuple):
    """Where the compound is named; ``told`` whether a word says that it is where the amount comes from."""

    start: int
    end: int
    told: bool


def source_row(
    sections: Sections, line: Line, token: Quantity, position: int, candidate: Candidate | None
) -> Candidate | None:
    """Return the row of a compound whose weight follows the amount of what it gives; None where ``token`` is no such.

    ``candidate`` is the row in progress, ``position`` where the text behind it begins. A bracket that opens between, or
    a word such as "as", "from", tells that no new nutrient begins.
    """
    if candidate is None:
        return None
    named = _before(sections, position, token.start)
    if named is not None and candidate.name_after and "," in sections.clean[named.end : token.start]:
        return None  # "125 mg magnesium as bisglycinate, 3 mg zinc"
    named = named or _behind(sections, position, token)
    if named is None and candidate.from_source and _goes_on(sections, candidate, token):
        region = trim(sections, position, token.start, opening=False)
        named = _Source(*region, told=True) if region is not None and _is_compound(sections, *region) else None
    if named is None:
        return None
    whole = candidate.parent if candidate.from_source and candidate.parent is not None else candidate
    return Candidate(
        line,
        named.start,
        named.end,
        [Group(token)],
        name_after=named.start > token.start,
        of_which=True,
        parent=whole,
        from_source=named.told,
    )


def _before(sections: Sections, start: int, end: int) -> _Source | None:
    """Return the compound of "(as ferrous sulfate" or ", från magnesiumoxid" before an amount."""
    at, opened = _opening(sections, start, end)
    told = _behind_words(sections, at, end)
    if (not opened and told == at) or _CLOSED.search(sections.clean, told, end):
        return None
    region = trim(sections, told, end, opening=False)
    if region is None or not _is_compound(sections, *region):
        return None
    words = [w for w in sections.words_between(*region) if not _NAMES.isdisjoint(w.meanings)]
    # outside a bracket the next row may begin here: "Iron 14 mg as ferrous sulfate, Zinc 10 mg"
    if not opened and has_letters(sections.clean[words[-1].end : region[1]]):
        return None
    return _Source(*region, told=told > at)


def _behind(sections: Sections, start: int, token: Quantity) -> _Source | None:
    """Return the compound of "(325 mg as ferrous sulfate)" and "(from 325 mg ferrous sulfate)"."""
    at, _ = _opening(sections, start, token.start)
    told = _behind_words(sections, at, token.start)
    if told < token.start or not sections.clean[start:at].strip() + sections.clean[at:told]:
        return None
    end = sections.line_at(token.start).end
    begins = token.end + sections.clean.startswith(" ", token.end)
    after = _behind_words(sections, begins, end)
    if told == at and after == begins:
        return None  # "(325 mg ferrous sulfate)" is a row of its own wherever it stands
    first = next(iter(sections.words_between(after, end)), None)
    if first is None or has_letters(sections.clean[after : first.start]) or _NAMES.isdisjoint(first.meanings):
        return None
    return _Source(first.start, first.end, told=True)


def _opening(sections: Sections, start: int, end: int) -> tuple[int, bool]:
    """Return where the text goes on behind separators and an opening bracket, and whether there is one."""
    lead = _LEAD.match(sections.clean, start, end)
    return (start, False) if lead is None else (lead.end(), lead["bracket"] is not None)


def _behind_words(sections: Sections, start: int, end: int) -> int:
    """Return where the text goes on behind "as", "in the form of"."""
    while (word := sections.word_at(start)) is not None and "as_form" in word.meanings and word.end < end:
        start = word.end + sections.clean.startswith(" ", word.end)
    return start


def _goes_on(sections: Sections, candidate: Candidate, token: Quantity) -> bool:
    """Whether the bracket that holds one compound is still open before the next one's amount."""
    between = sections.clean[candidate.last_end : token.start]
    return candidate.line.start <= token.start <= candidate.line.end and _CLOSED.search(between) is None


def _is_compound(sections: Sections, start: int, end: int) -> bool:
    """Whether a stretch names a form or an anion, and no nutrient by itself."""
    words = sections.words_between(start, end)
    return any(not _NAMES.isdisjoint(w.meanings) for w in words) and not any(
        "nutrient" in w.meanings and "form" not in w.meanings and not _beside_anion(words, i)
        for i, w in enumerate(words)
    )


def _beside_anion(words: list[Word], index: int) -> bool:
    """Whether a nutrient's name is part of its salt's: "Magnesium (bisglycinat)", "jern (II) fumarat"."""
    near = [*words[max(0, index - 1) : index], *words[index + 1 : index + 2]]
    return any("anion" in w.meanings for w in near)
