"""Which percentages are of a reference value."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.reading.naming import NAMES
from labelcheck.reading.quantity import Quantity
from labelcheck.reading.region import has_letters
from labelcheck.reading.sheet import Sheet

_PERCENT_TAIL: Final = re.compile(r"[\s*†‡)\]¹²³]*")
_SHARE_OF: Final = re.compile(
    r"(?:\b(?:med|with|mit|con|avec|met|z|w|min|minst|standard\w*|innehållande|containing)|>)[ ]*$"
)
_SMALL: Final = re.compile(
    r"(?:av|af|of|der|des|de|del|della|van|la|dla|from|från|от|el|the|den|det|il|w|dans|eu|ec)\b", re.IGNORECASE
)


def is_reference_percent(sheet: Sheet, token: Quantity) -> bool:
    """Whether a percentage is one of a reference value, and no "95 % curcuminoids"."""
    if sheet.clean[token.end : token.end + 1] in ("\n", ""):
        return True
    at = _PERCENT_TAIL.match(sheet.clean, token.end).end()  # type: ignore[union-attr]
    if (
        ")" in sheet.clean[token.end : at]
        or not sheet.clean[at : at + 1].isalpha()
        or "\n" in sheet.clean[token.end : at]
    ):
        return True
    for word in sheet.words_between(at, min(at + 40, len(sheet.clean))):
        if word.start == at:
            kinds = set(word.meanings)
            if kinds & {"reference", "daily_dose", "per", "not_established"}:
                return True
            if kinds & NAMES:
                line = sheet.line_at(token.start)
                return sheet.clean.rfind("(", line.start, token.start) <= sheet.clean.rfind(
                    ")", line.start, token.start
                )
    if _SMALL.match(sheet.clean, at):
        return True
    line = sheet.line_at(token.start)
    before = sheet.word_before(token.start)
    if before is not None and "of_which" in before.meanings:
        return False  # "varav 5 % withanolider"
    opened = sheet.clean.rfind("(", line.start, token.start)
    closed = sheet.clean.rfind(")", line.start, token.start)
    # an unknown word follows: the next row's name ("100 % Rosenrot 50 mg"), or, after "med", what the share is of
    return opened <= closed and _SHARE_OF.search(sheet.low, line.start, token.start) is None


def letters_but_reference(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a stretch holds words other than names of references: "100 % av NRV" holds none."""
    text = sheet.clean[start:end]
    for word in sheet.words_between(start, end):
        if "reference" in word.meanings:
            text = text.replace(sheet.clean[word.start : word.end], " ")
    return has_letters(_SMALL.sub(" ", text))
