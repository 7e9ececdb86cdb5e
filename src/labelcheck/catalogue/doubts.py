"""Structured amounts against themselves: the tests that a label's rows get, and what a whole can hold.

The size of amounts, percentages, kJ and kcal are tested by :mod:`labelcheck.reading.checks.checksum`, as for a text.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from typing import Final

from labelcheck import units
from labelcheck.knowledge import Knowledge
from labelcheck.model import Amount, Percent, Reading
from labelcheck.reading.checks.checksum import Claim, Verdict, check_rows
from labelcheck.reading.checks.values import times_reference
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.meaning.wholes import MORE_THAN_WHOLE, beyond, overweight

_COLUMN_SLACK: Final = Decimal("0.03")
_MANY: Final = 60
_TINY: Final = 1 / 200
"""Share of the EU's reference value below which nobody declares an amount of a dose; a thousandth of one is a wrong unit."""


def doubted(
    readings: Sequence[Reading], languages: Iterable[str], reference: str | None, knowledge: Knowledge
) -> tuple[Reading, ...]:
    """Return the readings with what their amounts and percentages say of each other, all as a label's rows are tested.

    ``languages`` of the label tell which reference tables its percentages may use; ``reference`` is the one in use
    where the text tells it.
    """
    claims = [_claim(r) for r in readings]
    for one, other in combinations([i for i, r in enumerate(readings) if r.nutrient == "energy"][:_MANY], 2):
        if readings[one].basis == readings[other].basis:
            claims[one], claims[other] = _paired(claims[one], claims[other])
    named = Counter({reference: 1} if reference else {})
    _, verdicts = check_rows(claims, knowledge, decimal=".", languages=languages, named=named)
    found = [_judged(r, verdict, knowledge) for r, verdict in zip(readings, verdicts, strict=True)]
    notes: dict[int, list[str]] = defaultdict(list)
    _columns(found, notes, knowledge)
    for i in (*overweight(found, knowledge), *beyond(found, knowledge)):
        notes[i].append(MORE_THAN_WHOLE)
    return tuple(noted(r, *notes[i]) for i, r in enumerate(found))


def noted(reading: Reading, *notes: str) -> Reading:
    """Return a reading that must be looked at for these reasons; as it is for none."""
    if not notes:
        return reading
    return reading._replace(status="check", confidence=0.5, notes=tuple(dict.fromkeys((*reading.notes, *notes))))


def _claim(reading: Reading) -> Claim:
    percent = reading.percent
    return Claim(
        reading.nutrient,
        reading.forms,
        reading.role,
        _quantity(reading.amount),
        tuple([q for q in map(_quantity, reading.also) if q is not None]),
        None if percent is None else Quantity(0, 0, (percent.value,), "%", bound=percent.bound),
        per_100=_per_100(reading),
    )


def _per_100(reading: Reading) -> bool:
    return reading.basis is not None and reading.basis.kind.startswith("per-100")


def _quantity(amount: Amount | None) -> Quantity | None:
    if amount is None:
        return None
    return Quantity(
        0, 0, (amount.value,), amount.unit, qualifier=amount.qualifier, bound=amount.bound, high=amount.high
    )


def _paired(one: Claim, other: Claim) -> tuple[Claim, Claim]:
    """Return two energies of one serving, each as the other's second unit."""
    first, second = one.amount, other.amount
    if first is None or second is None or {first.unit, second.unit} != {"kJ", "kcal"}:
        return one, other
    return replace(one, also=(*one.also, second)), replace(other, also=(*other.also, first))


def _judged(reading: Reading, verdict: Verdict, knowledge: Knowledge) -> Reading:
    percent = reading.percent
    if percent is not None and percent.of is None:
        reading = reading._replace(percent=Percent(percent.value, verdict.of, percent.bound), role=reading.role)
    if verdict.notes == ("unit-implausibly-small",) and _per_100(reading):
        # foods and whole catalogues tell traces of everything; of a dose nobody prints them
        return reading
    if verdict.doubt:
        return noted(reading, *verdict.notes)
    if not verdict.verified and not _per_100(reading) and _tiny(reading, knowledge):
        return noted(reading, *verdict.notes, "unit-implausibly-small")
    if not verdict.notes:
        return reading
    return reading._replace(notes=tuple(dict.fromkeys((*reading.notes, *verdict.notes))))


def _tiny(reading: Reading, knowledge: Knowledge) -> bool:
    """Tell whether an amount is what is left where grams stand below a heading of milligrams, or mg below one of µg."""
    amount = reading.amount
    if amount is None or amount.bound is not None or reading.role != "nutrient" or reading.nutrient is None:
        return False
    times = times_reference(amount, reading.nutrient, knowledge)
    return times is not None and 0 < times < _TINY


def _columns(readings: Sequence[Reading], notes: dict[int, list[str]], knowledge: Knowledge) -> None:
    """Test the same nutrient for several bases: 25 g in 100 g are 0.3 g in 1.2 g."""
    alike: dict[tuple[str, tuple[str, ...], str], list[int]] = defaultdict(list)
    for i, r in enumerate(readings):
        basis = r.basis
        if (
            r.nutrient
            and r.role == "nutrient"
            and r.amount
            and not r.amount.bound
            and basis
            and basis.quantity
            and basis.of
        ):
            alike[r.nutrient, r.forms, basis.of].append(i)
    for group in alike.values():
        for one, other in combinations(group[:_MANY], 2):
            first, second = _per_one(readings[one], knowledge), _per_one(readings[other], knowledge)
            if first is None or second is None or readings[one].basis == readings[other].basis:
                continue
            blur = _blur(readings[one], knowledge) + _blur(readings[other], knowledge)
            if abs(first - second) > _COLUMN_SLACK * max(first, second) + blur:
                notes[one].append("columns-disagree")
                notes[other].append("columns-disagree")


def _per_one(reading: Reading, knowledge: Knowledge) -> Decimal | None:
    """Return the amount in its nutrient's unit for one of what it is for."""
    if reading.amount is None or reading.nutrient is None or reading.basis is None or not reading.basis.quantity:
        return None
    factor = units.factor(reading.amount.unit, knowledge.nutrients[reading.nutrient].unit)
    return None if factor is None else reading.amount.value * factor / reading.basis.quantity


def _blur(reading: Reading, knowledge: Knowledge) -> Decimal:
    """Return by how much rounding may move what :func:`_per_one` gives."""
    value = reading.amount.value if reading.amount else Decimal(0)
    exponent = value.as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0) / 2
    return (_per_one(reading, knowledge) or Decimal(0)) * step / value if value else Decimal(0)
