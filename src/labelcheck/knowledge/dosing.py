"""The kinds of words that directions are made of: each is a key of the language files' ``dosing:`` section."""

from __future__ import annotations

from typing import Final


class DosingKind:
    """What a word of the directions does. The comment shows English words of the kind.

    These are plain strings: a member of an enumeration takes five times as long to name, and the grammar names little else.
    """

    PER: Final = "per"  # per, for every
    IN: Final = "in"  # in, at, on, and articles melted into them
    WITH: Final = "with"  # with, together with
    AROUND: Final = "around"  # before, after
    EVERY: Final = "every"  # every, each
    EVERY_OTHER: Final = "every_other"  # every other
    EVERY_AFTER: Final = "every_after"  # "at intervals of", where it stands behind: "kahden viikon välein"
    TIMES: Final = "times"  # times, x
    AND: Final = "and"
    OR: Final = "or"
    TO: Final = "to"  # between the ends of a range
    BETWEEN: Final = "between"
    WORKDAYS: Final = "workdays"
    WEEKEND: Final = "weekend"
    YEARS: Final = "years"  # years old: where the word tells an age and nothing else
    FROM: Final = "from"  # from the age of
    OVER: Final = "over"  # over, more than
    UNDER: Final = "under"  # under, less than
    OLDER: Final = "older"  # and over, behind an age
    KG: Final = "kg"
    BODY_WEIGHT: Final = "body_weight"
    AT_MOST: Final = "at_most"  # up to, no more than
    AT_LEAST: Final = "at_least"
    RAISE: Final = "raise"  # increase
    MAY: Final = "may"
    THEN: Final = "then"  # then, followed by
    FIRST: Final = "first"  # first, start with
    DURING: Final = "during"  # for (two weeks)
    AS_NEEDED: Final = "as_needed"
    CONDITION: Final = "condition"  # in winter, at increased need
    NOT: Final = "not"
    REPORTED: Final = "reported"  # who else took it, or recommends: studies, customers, authorities
    SOLVENT: Final = "solvent"  # water, a glass
    PACK: Final = "pack"  # what holds the doses, and how long it lasts
    DIVIDED: Final = "divided"  # divided into
    AT_ONCE: Final = "at_once"
    ANOTHER: Final = "another"  # one more
    EXERCISE: Final = "exercise"
    MULTIPLE: Final = "multiple"  # doubled, half the dose
    SOME: Final = "some"  # a few: how many is not told
    HEAPED: Final = "heaped"  # of a spoon or scoop that holds more than its size
    SUBSTANCES: Final = "substances"  # vitamins, minerals: what a number counts that is no dose
    REPEAT: Final = "repeat"  # of a course that may be taken again
    PAUSE: Final = "pause"
    EXCEPT: Final = "except"  # of days on which none is taken
    PREGNANCY_WEEK: Final = "pregnancy_week"  # "until week 12 of pregnancy": for how long, whatever the dose
    INCLUDING: Final = "including"  # including weekends: what follows was told already
    GIVE: Final = "give"  # spray, press the pump: each time gives one
    CLOCK: Final = "clock"  # o'clock: what a number is an hour of the day by, and no dose
    KEEP_AWAY: Final = "keep_away"  # out of reach: the children that such a sentence names do not take the product


DOSING_KINDS: Final = {name: str(kind) for name, kind in vars(DosingKind).items() if name.isupper()}
"""All of them, by the name that the grammar knows each by."""

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
