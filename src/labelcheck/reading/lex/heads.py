"""What stands before a number and is glued to it, or nearly: nothing of a printed number may be lost in silence.

An amount is found from its unit backwards, and what is read is the number that ends there. Where more stands before it
that may belong to it (",6 g", "O,5 mg", "2 ,5 mg", "12 5 mg"), the tail alone would be a wrong amount that looks right.
"""

import re
from typing import Final, NamedTuple

from labelcheck.reading.lex import number
from labelcheck.reading.lex.number import LOOK_ALIKES, MARKS, Number

_LONGEST: Final = 16
"""Characters that are looked at: no number is longer than its head and its tail together."""
_BREAKS: Final = frozenset("([{|\t\n ")
_APART: Final = frozenset(')]}:;=/<>≤≥~≈±+-–*†‡§#•●○▪►→…"“”&@')
"""What may stand right before a number and is no part of it, unless a digit stands before that."""
_WORD: Final = re.compile(rf".*(?:[^\W\d_{LOOK_ALIKES}]\w*|(?<![\d.,])[^\W\d_]{{2,}}(?!\d))", re.DOTALL)
"""Up to the end of the last word in a run; "o" and "l" are letters only among others."""
_NUMERIC: Final = re.compile(rf"[\d{LOOK_ALIKES}{MARKS}-]*[{LOOK_ALIKES}][{MARKS}-]?")
_LEADER: Final = re.compile(r"(?:[.·]{2,}|…)$")
_ABBREVIATED: Final = re.compile(r"[^\W\d_]{1,3}\.")
_SPACED: Final = re.compile(rf"(?<![^\s(\[|])\d{{1,4}}(?:[.,]\d{{1,4}})?(?P<mark>[{MARKS}]?)[ ]$")
_FRACTION: Final = re.compile(r"\d{1,2}(?!\d)|0\d")
_GROUP: Final = re.compile(r"\d{1,3}(?!\d)")


class Head(NamedTuple):
    """Where the number begins when what stands before is its head, and what it is then; None where that is no number."""

    start: int
    meant: Number | None


def stands_free(low: str, start: int) -> bool:
    """Whether a number has nothing before it that may be its head, as one glance tells.

    >>> stands_free("iron 12 mg", 5), stands_free("12 5 mg", 3), stands_free("o,5 mg", 2)
    (True, False, False)
    """
    if not start:
        return True
    before = low[start - 1]
    if before != " ":
        return before in _BREAKS
    last = low[start - 2 : start - 1]
    return not last.isdigit() and last not in MARKS


def odd_head(low: str, start: int, end: int, floor: int) -> Head | None:
    """Return what stands unexplained before the number at ``start:end``; None where nothing does.

    ``floor`` is where the amount or the name before it ends: what that holds is explained.

    >>> odd_head("folate .4 mg", 8, 9, 6).meant.values, odd_head("lutein o,5 mg", 9, 10, 6).meant.values
    ((Decimal('0.4'),), (Decimal('0.5'),))
    >>> odd_head("12 5 mg", 3, 4, 0), odd_head("iron 12 mg", 5, 7, 4)
    (Head(start=0, meant=None), None)
    """
    at = start
    while at > floor and start - at < _LONGEST and low[at - 1] not in _BREAKS:
        at -= 1
    if at == start:
        return _spaced(low, start, end, floor)
    run = low[at:start]
    apart = not at or low[at - 1] in _BREAKS
    if _NUMERIC.fullmatch(run) and apart:
        return Head(at, number.mended(low[at:end]))
    if _LEADER.search(run):
        return None
    word = _WORD.match(run)
    rest = run[word.end() :] if word else run
    if not rest:
        return None
    at = start - len(rest)
    if any(c.isdigit() for c in rest) or rest[-1] in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return Head(at, None)
    if rest[-1] in MARKS:
        return _after_mark(low, at, start, end, floor, apart=apart and word is None, run=run)
    return None if _APART.issuperset(rest) else Head(at, None)


def _after_mark(low: str, at: int, start: int, end: int, floor: int, *, apart: bool, run: str) -> Head | None:
    """Return the head of a number behind a decimal mark without its digit: ".4 mg", "2 ,5 mg"; "DHA,6 g" may be either."""
    if not apart:
        if low[start - 1] == "." and _ABBREVIATED.fullmatch(run):
            return None  # "ca.5 mg"
        # two amounts with no space between: "10 mg,5 mg"
        return None if at == floor and low[at - 1 : at] in ("%", ")") else Head(start - 1, None)
    before = _SPACED.search(low, max(floor, at - 10), at)
    if before is not None and not before["mark"] and len(run) == 1:
        return Head(before.start(), number.mended(low[before.start() : end].replace(" ", "")))
    return Head(at, number.mended(low[at:end]))


def _spaced(low: str, start: int, end: int, floor: int) -> Head | None:
    """Return a number that stands before another with one space between: "12 5 mg", "2. 5 mg", "0 125 mg"."""
    before = _SPACED.search(low, max(floor, start - 12), start)
    if before is None:
        return None
    tail = (_GROUP if before["mark"] or low[before.start()] == "0" else _FRACTION).match(low, start, end)
    return Head(before.start(), None) if tail is not None else None
