"""The kinds of words that directions are made of: each is a key of the language files' ``dosing:`` section."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class DosingKind(StrEnum):
    """What a word of the directions does. The comment shows English words of the kind."""

    PER = "per"  # per, for every
    IN = "in"  # in, at, on, and articles melted into them
    WITH = "with"  # with, together with
    AROUND = "around"  # before, after
    EVERY = "every"  # every, each
    EVERY_OTHER = "every_other"  # every other
    EVERY_AFTER = "every_after"  # "at intervals of", where it stands behind: "kahden viikon välein"
    TIMES = "times"  # times, x
    AND = "and"
    OR = "or"
    TO = "to"  # between the ends of a range
    BETWEEN = "between"
    WORKDAYS = "workdays"
    WEEKEND = "weekend"
    YEARS = "years"  # years old: where the word tells an age and nothing else
    FROM = "from"  # from the age of
    OVER = "over"  # over, more than
    UNDER = "under"  # under, less than
    OLDER = "older"  # and over, behind an age
    KG = "kg"
    BODY_WEIGHT = "body_weight"
    AT_MOST = "at_most"  # up to, no more than
    AT_LEAST = "at_least"
    RAISE = "raise"  # increase
    MAY = "may"
    THEN = "then"  # then, followed by
    FIRST = "first"  # first, start with
    DURING = "during"  # for (two weeks)
    AS_NEEDED = "as_needed"
    CONDITION = "condition"  # in winter, at increased need
    NOT = "not"
    REPORTED = "reported"  # who else took it, or recommends: studies, customers, authorities
    SOLVENT = "solvent"  # water, a glass
    PACK = "pack"  # what holds the doses, and how long it lasts
    DIVIDED = "divided"  # divided into
    AT_ONCE = "at_once"
    ANOTHER = "another"  # one more
    EXERCISE = "exercise"
    DOUBLE = "double"  # changes a dose by a factor that no number tells
    HEAPED = "heaped"  # of a spoon or scoop that holds more than its size
    SUBSTANCES = "substances"  # vitamins, minerals: what a number counts that is no dose
    REPEAT = "repeat"  # of a course that may be taken again
    PAUSE = "pause"


SHARED: Final = {
    frozenset({DosingKind.UNDER, DosingKind.DURING}): DosingKind.UNDER,
    frozenset({DosingKind.OVER, DosingKind.DURING}): DosingKind.OVER,
    frozenset({DosingKind.IN, DosingKind.DURING}): DosingKind.IN,
    frozenset({DosingKind.PER, DosingKind.IN}): DosingKind.PER,
    frozenset({DosingKind.PER, DosingKind.DURING}): DosingKind.PER,
    frozenset({DosingKind.FROM, DosingKind.IN}): DosingKind.FROM,
    frozenset({DosingKind.IN, DosingKind.WITH}): DosingKind.IN,
    frozenset({DosingKind.AROUND, DosingKind.TO}): DosingKind.TO,
    frozenset({DosingKind.IN, DosingKind.TO}): DosingKind.TO,
}
"""Two kinds that one word may have, and the one it goes by: the grammar takes that one for either."""
