"""What speaks for a candidate being a row of the panel, and what against it; the sum decides."""

from __future__ import annotations

from enum import Enum


class Evidence(Enum):
    """One reason, with its weight and the words that ``--explain`` shows it by; nothing reads the words back."""

    UNDER_HEADING = 2, "under a heading"
    ABOVE_FOOTER = 1, "above a footer"
    TOLD = 2, "says what it is for"
    PERCENT = 2, "has a percentage"
    TABLE = 2, "is set as a table"
    ALONE = 1, "stands alone on its line"
    PROSE = -2, "stands in prose"
    TOLD_IN_PROSE = -1, "stands in prose, and says what it is for"
    KNOWN = 1, "names a nutrient"
    NET_WEIGHT = -3, "may be a net weight"
    COUNT = -4, "is a count or a heading"
    UNKNOWN_WEIGHT = -1, "weighs something unknown"
    TITLE = -3, "is the title"
    TOLD_IN_DIRECTIONS = -1, "stands in directions, and says what it is for"
    IN_DIRECTIONS = -4, "stands in directions"
    SENTENCE = -3, "is a sentence"
    ADVERTISEMENT = -4, "is an advertisement"
    OFFER = -6, "is an offer of another product"
    LIMIT = -5, "is a limit"
    INSTRUCTION = -6, "is an instruction"
    IN_INSTRUCTION = -2, "stands in an instruction"
    TOO_HEAVY = -6, "weighs more than what it would be a part of"
    AMONG_ROWS = 1, "shares its line with other rows"
    LONG_NAME = -2, "has a long name"
    ADVICE = 0, "is advice"
    """A sentence about what people need or bear: never a row, whatever else there is."""


def score(evidence: tuple[Evidence, ...]) -> int:
    """Return how much speaks for a row."""
    return sum([e.value[0] for e in evidence])


def explained(evidence: tuple[Evidence, ...]) -> str:
    """Return the evidence in words."""
    return ", ".join([e.value[1] for e in evidence])
