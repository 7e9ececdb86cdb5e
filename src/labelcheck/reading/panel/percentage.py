"""Which percentages are of a reference value."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.reading.lex.connectives import pattern_of
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.naming import NAMES
from labelcheck.reading.sections.region import has_letters
from labelcheck.reading.sections.sections import Sections

_PERCENT_TAIL: Final = re.compile(r"[\s*†‡)\]¹²³]*")


@lru_cache(maxsize=2)
def _share_of(knowledge: Knowledge) -> re.Pattern[str]:
    """Return what stands before a percentage that counts no reference: "with 95 %"."""
    return re.compile(rf"(?:\b(?:{pattern_of(knowledge, 'share_of')})|>)[ ]*$")


@lru_cache(maxsize=2)
def _small(knowledge: Knowledge) -> re.Pattern[str]:
    """Return small words between a percentage and its reference: "100 % av"."""
    return re.compile(rf"(?:{pattern_of(knowledge, 'before_reference')})\b", re.IGNORECASE)


def is_reference_percent(sections: Sections, token: Quantity) -> bool:
    """Whether a percentage is one of a reference value, and no "95 % curcuminoids"."""
    if sections.clean[token.end : token.end + 1] in ("\n", ""):
        return True
    at = _PERCENT_TAIL.match(sections.clean, token.end).end()  # type: ignore[union-attr]
    if (
        ")" in sections.clean[token.end : at]
        or not sections.clean[at : at + 1].isalpha()
        or "\n" in sections.clean[token.end : at]
    ):
        return True
    for word in sections.words_between(at, min(at + 40, len(sections.clean))):
        if word.start == at:
            kinds = set(word.meanings)
            if kinds & {"reference", "daily_dose", "per", "not_established"}:
                return True
            if kinds & NAMES:
                line = sections.line_at(token.start)
                return sections.clean.rfind("(", line.start, token.start) <= sections.clean.rfind(
                    ")", line.start, token.start
                )
    if _small(sections.knowledge).match(sections.clean, at):
        return True
    line = sections.line_at(token.start)
    before = sections.word_before(token.start)
    if before is not None and "of_which" in before.meanings:
        return False  # "varav 5 % withanolider"
    opened = sections.clean.rfind("(", line.start, token.start)
    closed = sections.clean.rfind(")", line.start, token.start)
    # an unknown word follows: the next row's name ("100 % Rosenrot 50 mg"), or, after "med", what the share is of
    return opened <= closed and _share_of(sections.knowledge).search(sections.low, line.start, token.start) is None


def letters_but_reference(sections: Sections, start: int, end: int) -> bool:
    """Whether a stretch holds words other than names of references: "100 % av NRV" holds none."""
    text = sections.clean[start:end]
    for word in sections.words_between(start, end):
        if "reference" in word.meanings:
            text = text.replace(sections.clean[word.start : word.end], " ")
    return has_letters(_small(sections.knowledge).sub(" ", text))
