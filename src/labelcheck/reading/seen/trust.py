"""What a reading of seen text is worth: which can be trusted, which must be read again, what two readings make.

The engine's own score is a weak witness. Better ones are the label's arithmetic, where the row prints a percentage,
and a second reading of the same pixels. What neither confirms is marked ``check`` with all that was read in its notes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.model import Amount, Piece, Reading, ServingBasis
from labelcheck.reading.checks.values import times_reference
from labelcheck.reading.seen.repair import DIGIT, NAME, UNIT

_OTHER_TABLE: Final = "percent-of-another-reference"
_ARITHMETIC: Final = frozenset({"percent-disagrees", "iu-mass-disagree", "kj-kcal-disagree", "columns-disagree"})
"""Notes that speak of the label's own arithmetic: a slip of the eye would look the same."""
_LAYOUT: Final = frozenset({"column-unclear", "order-unclear"})
"""Notes that speak of where things stand: looking again at the same pixels takes none of them away."""
_READABLE: Final = 0.80
_MOST: Final = 100
"""Times the reference value beyond which an amount is not believed on the word of the eye alone."""
_USUAL_ENDS: Final = "05"
"""Last digits of most percentages on labels; a percent sign is read as 3, 4, 6, 8 or 9."""
_MANY_WRONG: Final = 0.25
_SEVERAL: Final = 4
_TWO_DIGITS: Final = 10

SURE: Final = 0.99
MENDED: Final = 0.97
TWICE: Final = 0.96
DOUBTED: Final = 0.5


@dataclass(slots=True)
class Case:
    """One reading on its way to a verdict.

    ``keen`` tells that the engine knows every character, so that its agreeing with itself counts; ``seen`` are the
    other readings of the same row.
    """

    reading: Reading
    pieces: tuple[Piece, ...]
    verified: bool
    keen: bool = True
    settled: Reading | None = None
    seen: list[Reading] | None = None

    @property
    def doubts(self) -> frozenset[str]:
        """The kinds of slips that were mended in it."""
        return frozenset(d for p in self.pieces for d in p.word.doubt.split())


def is_verified(reading: Reading, *, of_column: bool = False) -> bool:
    """Whether the label's own arithmetic confirms the amount; ``of_column`` as in :func:`columns_of_others`."""
    against = _ARITHMETIC if of_column else _ARITHMETIC | {_OTHER_TABLE}
    return reading.confidence >= SURE and not against & set(reading.notes)


def columns_of_others(readings: Sequence[Reading]) -> frozenset[int]:
    """Return the readings of a column whose percentages are, for the most part, of another reference than the rest's.

    One such row among others may be misread; a column for children is told by all of its rows.
    """
    columns: dict[ServingBasis | None, list[int]] = {}
    for i, reading in enumerate(readings):
        if reading.percent is not None and reading.amount is not None and reading.nutrient is not None:
            columns.setdefault(reading.basis, []).append(i)
    found: set[int] = set()
    for rows in columns.values() if len(columns) > 1 else ():
        others = [i for i in rows if _OTHER_TABLE in readings[i].notes]
        if len(others) >= _SEVERAL and len(others) > 0.5 * len(rows):
            found.update(others)
    return frozenset(found)


def _lost_sign(reading: Reading, pieces: Sequence[Piece]) -> bool:
    """Whether a percent sign may have been read as a last digit: "100%" as "1008", and with it 1,1 mg as 11 mg.

    Both are ten times too much then, and agree with each other.
    """
    if reading.percent is None or any("%" in p.word.text for p in pieces):
        return False
    return f"{reading.percent.value:f}"[-1] not in _USUAL_ENDS


def open_case(reading: Reading, pieces: Sequence[Piece], *, keen: bool, of_column: bool = False) -> Case:
    """Return the case of a reading, settled at once where its own row confirms it."""
    verified = is_verified(reading, of_column=of_column) and (keen or not _lost_sign(reading, pieces))
    case = Case(reading, tuple(pieces), verified, keen, seen=[])
    if case.verified:
        case.settled = _confirmed(case)
    return case


def _confirmed(case: Case) -> Reading:
    notes = list(case.reading.notes)
    doubts = case.doubts
    if doubts & {UNIT, DIGIT}:
        notes.append("settled-by-percent")
    if NAME in doubts:
        notes.append("name-mended")
    notes += _as_read(case)
    certain = not doubts and _score(case) >= _READABLE
    return case.reading._replace(notes=tuple(notes), confidence=SURE if certain else MENDED)


def _as_read(case: Case) -> list[str]:
    """Return a note of what the engine read where that was mended."""
    return [f"read-as: {p.word.raw}" for p in case.pieces if p.word.raw is not None and len(p.word.raw) < 60]


def _score(case: Case) -> float:
    return min((p.word.score for p in case.pieces), default=1.0)


def consider(case: Case, other: Reading | None, others_pieces: Sequence[Piece], knowledge: Knowledge) -> None:
    """Weigh another reading of the same pixels; settle the case if it decides."""
    if case.settled is not None or other is None or case.seen is None:
        return
    mended = frozenset(d for p in others_pieces for d in p.word.doubt.split())
    if (
        is_verified(other)
        and not _LAYOUT & {*case.reading.notes, *other.notes}
        and case.reading.basis == other.basis
        and (case.keen or not _lost_sign(other, others_pieces))
        and other.amount is not None
        and (other.nutrient == case.reading.nutrient or case.reading.nutrient is None)
        and not _mended_away(case, other, mended)
        and not _is_fragment(case.reading.amount, other.amount)
    ):
        notes = [*other.notes, "second-reading-verified", f"first-read-as: {shown(case.reading)}"]
        if mended & {UNIT, DIGIT}:
            notes.append("settled-by-percent")
        other = _with_percent(other, case.reading)
        name = case.reading.name if case.keen and case.reading.nutrient == other.nutrient else other.name
        case.settled = other._replace(name=name, status="ok", notes=tuple(dict.fromkeys(notes)), confidence=MENDED)
        return
    case.seen.append(other)
    if not _equal(case.reading, other):
        return
    if UNIT in case.doubts & mended or DIGIT in case.doubts & mended:
        # the same slip twice is no second witness
        return
    if case.reading.amount is None or not (
        case.keen and min([_score(case), *(p.word.score for p in others_pieces)]) >= _READABLE
    ):
        # two looks of an engine that loses decimal marks lose the same ones
        return
    if case.reading.status == "check" or _OTHER_TABLE in case.reading.notes or _too_much(case.reading, knowledge):
        # both readings see what the label prints, and it is the label that is odd
        return
    case.settled = case.reading._replace(notes=(*case.reading.notes, "read-twice", *_as_read(case)), confidence=TWICE)


def _with_percent(other: Reading, first: Reading) -> Reading:
    """Return another reading with the percentage that the first look alone saw beside the same amount."""
    same = _key(other.amount) == _key(first.amount)
    return (
        other._replace(percent=first.percent)
        if same and other.percent is None and "percent-disagrees" not in first.notes
        else other
    )


def _mended_away(case: Case, other: Reading, mended: frozenset[str]) -> bool:
    """Whether another reading agrees with the percentage only because it was mended, where this one was read plainly.

    A label that prints 150 mg of iodine as 100 % is wrong; a "150 pg" mended into µg must not put it right.
    """
    if case.reading.amount is None or _key(case.reading.amount) == _key(other.amount):
        return False
    return bool(mended & {UNIT, DIGIT} - case.doubts)


def _is_fragment(one: Amount | None, other: Amount | None) -> bool:
    """Whether one number is a piece of the other, as 40 is of 4140: then a part of it was not seen, and of which is not told.

    A number that lost its decimal mark has all its digits, and the label's arithmetic may tell which is right.
    """
    if one is None or other is None:
        return False
    short, long = sorted((_digits(one.value), _digits(other.value)), key=len)
    return len(short) < len(long) and len(short) > 1 and short in long and short != long.rstrip("0")


def _digits(value: Decimal) -> str:
    return f"{value:f}".replace(".", "").lstrip("0")


def verdict(case: Case, knowledge: Knowledge) -> Reading:
    """Return the reading as it goes into the label."""
    if case.settled is not None:
        return case.settled
    notes = list(case.reading.notes)
    if _too_much(case.reading, knowledge) and "unit-implausible" not in notes:
        notes.append("unit-implausible")
    if case.reading.amount is None:
        notes.append("amount-not-seen")
    seen = [s for s in case.seen or [] if not _equal(case.reading, s)]
    confirmed = bool(case.seen) and not seen and not case.doubts & {UNIT, DIGIT}
    if not confirmed:
        notes.append("seen-once" if not seen else "readings-differ")
    notes += [f"also-read-as: {shown(s)}" for s in seen]
    notes += _as_read(case)
    return case.reading._replace(
        status="check", notes=tuple(dict.fromkeys(notes)), confidence=DOUBTED if confirmed else 0.4
    )


def shown(reading: Reading) -> str:
    """Return an amount and percentage as text for a note."""
    parts = []
    if reading.amount is not None:
        parts.append(f"{reading.amount.value:f} {reading.amount.unit}")
    if reading.percent is not None:
        parts.append(f"{reading.percent.value:f} %")
    return " ".join(parts) or "nothing"


def _equal(one: Reading, other: Reading) -> bool:
    return (
        _key(one.amount) == _key(other.amount)
        and [_key(a) for a in one.also] == [_key(a) for a in other.also]
        and (one.percent is None or other.percent is None or one.percent.value == other.percent.value)
    )


def _key(amount: Amount | None) -> tuple[Decimal, str, str | None] | None:
    return None if amount is None else (amount.value, amount.unit, amount.bound)


def _too_much(reading: Reading, knowledge: Knowledge) -> bool:
    if reading.amount is None or reading.nutrient is None:
        return False
    times = times_reference(reading.amount, reading.nutrient, knowledge)
    return times is not None and times > _MOST


def in_doubt_by_layout(reading: Reading) -> bool:
    """Whether a reading is to be checked for where it stands, which no other look at the same pixels changes."""
    return not _LAYOUT.isdisjoint(reading.notes)


def columns_doubted(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings, all to be checked where most rows' columns are unclear.

    A row of which one cell was not seen has a single amount, and it looks as if no column were in doubt.
    """
    amounts = [r for r in readings if r.amount is not None]
    unclear = sum("column-unclear" in r.notes for r in amounts)
    if unclear < _SEVERAL or unclear < 0.5 * len(amounts):
        return tuple(readings)
    return tuple(
        r
        if r.amount is None or "column-unclear" in r.notes
        else r._replace(status="check", confidence=DOUBTED, notes=(*r.notes, "column-unclear"))
        for r in readings
    )


def odd_decimals(readings: Sequence[Reading]) -> frozenset[int]:
    """Return which amounts of grams may have lost their decimal mark, as most of their column have one: 42 g among 4.2 g."""
    columns: dict[ServingBasis | None, list[int]] = {}
    for i, reading in enumerate(readings):
        if reading.amount is not None and reading.amount.unit == "g":
            columns.setdefault(reading.basis, []).append(i)
    found: set[int] = set()
    for rows in columns.values():
        whole = [i for i in rows if _exponent(readings[i]) >= 0]
        if len(rows) >= _SEVERAL and len(whole) <= 0.5 * len(rows):
            found |= {i for i in whole if _value(readings[i]) >= _TWO_DIGITS}
    return frozenset(found)


def _value(reading: Reading) -> Decimal:
    return reading.amount.value if reading.amount is not None else Decimal(0)


def _exponent(reading: Reading) -> int:
    exponent = _value(reading).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def panel_is_unsure(readings: Sequence[Reading]) -> bool:
    """Whether so many rows disagree with their percentages that rows may have been joined wrongly."""
    tested = [r for r in readings if r.percent is not None and r.amount is not None and r.nutrient is not None]
    wrong = sum(bool(_ARITHMETIC & set(r.notes)) for r in tested)
    return wrong > 1 and wrong > _MANY_WRONG * len(tested)
