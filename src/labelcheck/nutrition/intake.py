"""Daily intakes: which reading counts, times how much is taken a day.

A label prints the same nutrient per capsule, per daily dose and per 100 g; one of those columns is taken, the one
closest to the day. Rows that are shares of another row or weights of a compound are never added.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from labelcheck import units
from labelcheck.errors import ConversionError
from labelcheck.knowledge import Knowledge, Nutrient
from labelcheck.knowledge.levels import most_at_once
from labelcheck.knowledge.printing import tidy
from labelcheck.model import (
    SEVERAL_UNITS,
    DailyDose,
    DosePart,
    Intake,
    Qualifier,
    Reading,
    ServingBasis,
    Size,
    Status,
    Term,
    Times,
)
from labelcheck.nutrition.sizes import Sizes

_ORDER: Final = {"daily-dose": 0, "unit": 1, "serving": 1, "per-100-g": 2, "per-100-ml": 2}
_LONGEST: Final = 18
"""Digits before the decimal point of the largest intake: with more, the six behind it are beyond a Decimal's precision."""
_MOST_ROWS: Final = 100
"""Rows of one nutrient that are compared with each other; a text with more is no label."""
_POURED: Final = frozenset({"ml", "gram"})
_ONE: Final = Decimal(1)
_SIMILAR: Final = Decimal("0.03")
_ROUNDED: Final = Decimal("0.2")
"""By how much millimoles of one digit may differ from the mass beside them."""


class _Taken(NamedTuple):
    """By what to multiply amounts of one basis for the lowest and highest dose; ``times`` is None where they are the day's.

    ``doubt`` are notes on it: what is in doubt about the directions' dose, and where "per dagsdos (2 kapslar)" stands
    beside directions to take another number.
    """

    low: Decimal
    high: Decimal
    times: Times | None = None
    doubt: tuple[str, ...] = ()


class _Converted(NamedTuple):
    """An amount in its nutrient's unit; ``assumed`` where a form had to be, ``qualifier`` where it still counts that."""

    value: Decimal
    assumed: bool = False
    qualifier: Qualifier | None = None


@dataclass(slots=True, eq=False)
class _PerDay:
    """The reading of that ``number`` worked out per day; ``order`` prefers readings that need less working out."""

    number: int
    reading: Reading
    low: Decimal
    high: Decimal
    term: Term
    order: int
    doubt: tuple[str, ...]
    qualifier: Qualifier | None


def daily_intakes(
    readings: tuple[Reading, ...],
    dose: DailyDose | None,
    sizes: Iterable[Size],
    knowledge: Knowledge,
) -> tuple[Intake, ...]:
    """Return the intake of each nutrient per day, in the order the label prints them.

    ``sizes`` are what one of a dose form weighs, measures or counts, where the label tells ("1 skopa (5 g)").
    Nothing is claimed as "ok" that hangs on an assumption: without a daily dose an amount per capsule gives no
    intake at all.
    """
    per_day: dict[str, list[_PerDay]] = {}
    taken: dict[int, _Taken | None] = {}
    measured = Sizes(sizes)
    if dose is not None and dose.apart and not _each_told(readings, dose, measured):
        dose = replace(dose, apart=())
    made_of = {r.part_of: r for r in readings if r.role == "part" and r.part_of is not None and r.forms}
    for index, row in enumerate(readings):
        reading = _as_made_of(row, made_of[index], knowledge) if index in made_of else row
        if id(reading.basis) not in taken:
            taken[id(reading.basis)] = _taken(reading.basis, dose, measured)
        worked = _per_day(index, reading, dose, taken[id(reading.basis)], knowledge)
        if worked is not None and reading.nutrient is not None:
            per_day.setdefault(reading.nutrient, []).append(worked)
    if dose is not None and dose.apart:
        return tuple(
            [_of_parts(knowledge.nutrients[nutrient], found, dose, measured) for nutrient, found in per_day.items()]
        )
    return tuple([_intake(knowledge.nutrients[nutrient], found) for nutrient, found in per_day.items()])


def _of_parts(nutrient: Nutrient, found: list[_PerDay], dose: DailyDose, sizes: Sizes) -> Intake:
    """Return the intake of a nutrient from a dose in several units: what the tablet gives, and what the capsules do."""
    by_part: dict[str, list[_PerDay]] = {}
    for one in found:
        basis = one.reading.basis
        of = _part_of(dose, basis, sizes).of if basis is not None and basis.kind != "daily-dose" else ""
        by_part.setdefault(of, []).append(one)
    # the day's own column tells the whole
    intakes = [_intake(nutrient, by_part[""])] if "" in by_part else [_intake(nutrient, p) for p in by_part.values()]
    if len(intakes) == 1:
        return intakes[0]
    notes = tuple(dict.fromkeys(n for i in intakes for n in i.notes))
    return Intake(
        nutrient.id,
        tidy(sum((i.low for i in intakes), Decimal(0))),
        tidy(sum((i.high for i in intakes), Decimal(0))),
        intakes[0].unit,
        intakes[0].qualifier if len({i.qualifier for i in intakes}) == 1 else None,
        tuple(dict.fromkeys(f for i in intakes for f in i.forms)),
        tuple(t for i in intakes for t in i.terms),
        "check" if any(i.status == "check" for i in intakes) else "ok",
        notes,
        tuple(n for i in intakes for n in i.readings),
    )


class _Element(NamedTuple):
    """A reading's amount in its nutrient's unit, and what fraction of it counts where it is a compound's weight."""

    value: Decimal
    qualifier: Qualifier | None
    fraction: tuple[Decimal, Decimal] | None
    order: int
    doubt: tuple[str, ...]


def _as_made_of(reading: Reading, part: Reading, knowledge: Knowledge) -> Reading:
    """Return a row with the form and weight of the part that is all of it: "Folate 400 µg DFE (240 µg folic acid)"."""
    amount, weight = reading.amount, part.amount
    if amount is None or weight is None or reading.nutrient != part.nutrient or reading.nutrient is None:
        return reading
    if amount.qualifier is None or weight.qualifier is not None or reading.forms or weight.bound is not None:
        return reading
    told = reading._replace(forms=part.forms)
    whole = _converted(told, weight.unit, knowledge)
    if whole is None or whole.assumed or abs(whole.value - weight.value) > _SIMILAR * weight.value:
        return reading
    return told._replace(also=(*reading.also, weight))


def _per_day(
    index: int, reading: Reading, dose: DailyDose | None, taken: _Taken | None, knowledge: Knowledge
) -> _PerDay | None:
    """Return a reading worked out per day; None where it counts nothing or that is not told."""
    amount, basis = reading.amount, reading.basis
    element = _element(reading, knowledge)
    if element is None or amount is None or (taken is None and (dose is None or basis is not None)):
        return None
    unit = knowledge.nutrients[reading.nutrient or ""].unit
    low, high = element.fraction or (_ONE, _ONE)
    order, doubt, times = element.order, element.doubt, None
    if taken is not None:
        if taken.low is not _ONE or taken.high is not _ONE:
            low, high = low * taken.low, high * taken.high
        times = taken.times
        order = _ORDER[basis.kind] if basis is not None and reading.role != "compound" else order
        doubt += taken.doubt
    else:
        one = dose is None or (dose.low == dose.high == _ONE and dose.of not in ("gram", "ml") and dose.status == "ok")
        doubt += () if one else ("basis-not-told",)
    value = element.value
    end = amount.high if amount.unit == unit else None
    term = Term(value, end, unit, element.fraction, times, taken is not None)
    if low is _ONE and high is _ONE and amount.high is None:
        return _PerDay(index, reading, value, value, term, order, doubt, element.qualifier)
    top = value if amount.high is None else _top(reading, value, unit, knowledge)
    if top is None or max(value, top * high).adjusted() > _LONGEST:
        return None
    if basis is not None and basis.kind.startswith("per-100") and reading.nutrient is not None:
        # what 100 g may hold, a dose of many grams may not
        most = most_at_once(reading.nutrient, knowledge)
        doubt += ("unit-implausible",) if most is not None and top * high > most else ()
    return _PerDay(index, reading, value * low, top * high, term, order, doubt, element.qualifier)


def _element(reading: Reading, knowledge: Knowledge) -> _Element | None:
    """Return how much of its nutrient a reading tells; None where it tells none that counts."""
    amount = reading.amount
    if reading.nutrient is None or amount is None or amount.bound == "<":
        return None
    nutrient = knowledge.nutrients[reading.nutrient]
    if reading.role == "part" and nutrient.part_of is None:
        return None
    converted = _converted(reading, nutrient.unit, knowledge)
    if converted is None:
        return None
    doubt = reading.notes if reading.status == "check" else ()
    doubt += ("form-assumed",) if converted.assumed else ()
    if reading.role != "compound":
        return _Element(converted.value, converted.qualifier, None, 3, doubt)
    fractions = [f for f in (knowledge.forms[i].fraction for i in reading.forms if i in knowledge.forms) if f]
    if not fractions:
        return None
    fraction = min(f[0] for f in fractions), max(f[1] for f in fractions)
    return _Element(converted.value, converted.qualifier, fraction, 6, (*doubt, "elemental-amount-estimated"))


def _top(reading: Reading, value: Decimal, unit: str, knowledge: Knowledge) -> Decimal | None:
    """Return the higher end of a range in the nutrient's unit, of which ``value`` is the lower; None where none converts."""
    amount = reading.amount
    if amount is None or amount.high is None:
        return value
    if amount.value:
        return value * amount.high / amount.value
    # "0–5 mg" has no ratio, and what stands beside it counts its lower end
    raised = _converted(reading._replace(amount=amount._replace(value=amount.high), also=()), unit, knowledge)
    return None if raised is None else raised.value


def _converted(reading: Reading, unit: str, knowledge: Knowledge) -> _Converted | None:
    """Return the amount in the nutrient's unit."""
    assert reading.nutrient is not None  # noqa: S101
    nutrient = knowledge.nutrients[reading.nutrient]
    amounts = [a for a in (reading.amount, *reading.also) if a is not None]
    for amount in amounts:
        if amount.unit == unit and amount.qualifier is None:
            return _Converted(amount.value)
    results = []
    for amount in amounts:
        try:
            done = units.convert(
                amount.value,
                amount.unit,
                unit,
                equivalents=nutrient.equivalents,
                forms=reading.forms,
                qualifier=amount.qualifier,
            )
        except ConversionError:
            continue
        factor = units.factor(amount.unit, unit)
        kept = amount.qualifier if factor is not None and done.value == amount.value * factor else None
        results.append(_Converted(done.value, done.assumed, kept))
        if factor is not None and not done.assumed:
            return results[-1]
    return results[0] if results else None


def _taken(basis: ServingBasis | None, dose: DailyDose | None, sizes: Sizes) -> _Taken | None:
    """Return how much of a basis is taken a day; None where the label does not tell."""
    if basis is None:
        return None
    if basis.kind == "daily-dose" and (basis.quantity is None or basis.of is None or dose is None):
        return _Taken(_ONE, _ONE)
    if dose is None:
        return None
    quantity, of = basis.quantity, basis.of
    part = _part_of(dose, basis, sizes)
    low, high, dose_of = part.low, part.high, part.of
    doubt = dose.notes if part.of == dose.of or not dose.apart else tuple(n for n in dose.notes if n != SEVERAL_UNITS)
    if dose.apart and sizes.told(of or "", dose_of) is not None:
        doubt = tuple(n for n in dose.notes if n != SEVERAL_UNITS)
    if of is None and quantity is None and basis.kind == "serving":
        # "per portion" is one of what "1 portion dagligen" counts, or of what a portion is said to be; of nothing else
        quantity, of = _ONE, "serving"
        scale = sizes.told(of, dose_of)
    elif quantity is None or of is None:
        return None
    else:
        scale = sizes.scale(of, dose_of)
    if scale is None:
        return _Taken(_ONE, _ONE) if basis.kind == "daily-dose" else None
    if not scale.settled:
        doubt = (*doubt, "serving-size-unclear")
    each = scale.value
    same_form = basis.kind == "daily-dose" and of == dose_of
    if same_form and not low <= quantity <= high:
        doubt = (*doubt, "dose-and-panel-disagree")
    if basis.kind == "daily-dose" and each == 1 and low == high == quantity:
        return _Taken(_ONE, _ONE, None, doubt)
    times = Times(quantity, of, low, high, dose_of, dose.interval_days, each)
    return _Taken(low * each / quantity, high * each / quantity, times, doubt)


def _each_told(readings: tuple[Reading, ...], dose: DailyDose, sizes: Sizes) -> bool:
    """Whether the label gives amounts for each of several units: what a tablet holds, beside what the capsules do."""
    bases = {r.basis.of for r in readings if r.basis is not None and r.basis.of is not None}
    forms = (dose.of, *(p.of for p in dose.apart))
    return all(any(sizes.told(basis, form) is not None for basis in bases) for form in forms)


def _part_of(dose: DailyDose, basis: ServingBasis, sizes: Sizes) -> DosePart:
    """Return what of a dose in several kinds of units a basis counts: of a tablet and two capsules the capsules."""
    parts = (DosePart(dose.low, dose.high, dose.of), *dose.apart)
    if basis.of is None:
        return parts[0]
    scales = [sizes.told(basis.of, p.of) for p in parts]
    counted = [(p, scale.value) for p, scale in zip(parts, scales, strict=True) if scale is not None]
    if len(counted) > 1 and not any(p.of in _POURED for p in parts):
        # a teaspoon in the morning and a tablespoon in the evening; millilitres may be those of a drink
        low = sum((p.low * each for p, each in counted), Decimal(0))
        return DosePart(low, sum((p.high * each for p, each in counted), Decimal(0)), basis.of)
    return counted[0][0] if counted else parts[0]


def _intake(nutrient: Nutrient, found: list[_PerDay]) -> Intake:
    weighed = [p for p in found if p.reading.amount is None or p.reading.amount.unit != "mmol"]
    again = [p for p in found if p not in weighed] if weighed else []
    found = weighed or found
    if len(found) == 1 and not again:
        only = found[0]
        low = tidy(only.low)
        return Intake(
            nutrient.id,
            low,
            low if only.high is only.low else tidy(only.high),
            only.term.unit,
            only.qualifier,
            only.reading.forms,
            (only.term,),
            "check" if only.doubt else "ok",
            only.doubt,
            (only.number,),
        )
    crowded, found = len(found) > _MOST_ROWS, found[:_MOST_ROWS]
    best = min(p.order for p in found)
    # a column for as many as are taken was printed for that; multiplied from another, rounding would grow
    ranked = sorted([p for p in found if p.order == best], key=_is_worked_out)
    chosen = [_told_twin(p, ranked) for p in _addends(nutrient, ranked)]
    low = sum((p.low for p in chosen), Decimal(0))
    high = sum((p.high for p in chosen), Decimal(0))
    notes = [n for p in chosen for n in p.doubt]
    others = [p for p in found if p.order != best and p.reading.role == "nutrient"]
    if any(all(abs(p.high - h) > _SIMILAR * max(p.high, h) for h in (high, *(c.high for c in chosen))) for p in others):
        notes.append("columns-disagree")
    # what a mass amounts to is told again, rounded more
    untrue = any(abs(p.high - high) > _ROUNDED * max(p.high, high) for p in again if p.order == best)
    if not notes and (crowded or untrue or _unexplained(chosen, ranked)):
        notes.append("rows-disagree")
    status: Status = "check" if notes else "ok"
    forms = tuple(dict.fromkeys(f for p in chosen for f in p.reading.forms))
    qualifiers = {p.qualifier for p in chosen}
    return Intake(
        nutrient.id,
        tidy(low),
        tidy(high),
        chosen[0].term.unit,
        qualifiers.pop() if len(qualifiers) == 1 else None,
        forms,
        tuple(p.term for p in chosen),
        status,
        tuple(dict.fromkeys(notes)),
        tuple(p.number for p in chosen),
    )


def _is_worked_out(one: _PerDay) -> bool:
    """Whether a reading's amount is that of another number than is taken a day, or in doubt."""
    times = one.term.times
    if times is None or one.doubt:
        return True
    return not times.quantity == times.low * times.each == times.high * times.each


def _told_twin(one: _PerDay, ranked: list[_PerDay]) -> _PerDay:
    """Return the row that gives the same with a form of its own, where this one's form had to be assumed."""
    if "form-assumed" not in one.doubt:
        return one
    same = (p for p in ranked if not p.doubt and p.reading.forms and abs(p.high - one.high) <= _SIMILAR * one.high)
    return next(same, one)


def _unexplained(chosen: list[_PerDay], ranked: list[_PerDay]) -> bool:
    """Whether another row gives another amount, and is no part of what was chosen."""
    total = sum((p.high for p in chosen), Decimal(0))
    for other in ranked:
        if other in chosen or other.reading.role == "part" or other.reading.status == "check":
            continue
        amounts = [total, *(p.high for p in chosen)]
        if all(abs(other.high - a) > _SIMILAR * max(a, other.high) for a in amounts) and not _is_total(
            chosen[0], ranked
        ):
            return True
    return False


def _addends(nutrient: Nutrient, ranked: list[_PerDay]) -> list[_PerDay]:
    """Return the readings to add up: different rows of one nutrient, each once.

    The same row in another column or language is the same amount. A folic acid row under a folate row is what the
    folate is made of, while vitamin K1 and K2, or retinol and another vitamin A source, are added.
    """
    total = next((p for p in ranked if _is_total(p, ranked)), None)
    if total is not None:
        return [total]
    chosen = [ranked[0]]
    for other in ranked[1:]:
        same_name = other.reading.name.casefold() == chosen[0].reading.name.casefold()
        same_amount = any(abs(other.high - p.high) <= _SIMILAR * p.high for p in chosen)
        if other.reading.role == "part" or (same_name and not _different_forms(other, chosen)):
            continue
        if same_amount and not _different_forms(other, chosen):
            continue
        if nutrient.several_rows == "added" or (nutrient.several_rows is None and _different_forms(other, chosen)):
            chosen.append(other)
    return chosen


def _is_total(one: _PerDay, ranked: list[_PerDay]) -> bool:
    """Whether a row is the sum of the others: "Magnesium (totalt) 260 mg" over the magnesium of three salts."""
    others = [p for p in ranked if p is not one]
    return len(others) > 1 and abs(sum((p.high for p in others), Decimal(0)) - one.high) <= _SIMILAR * one.high


def _different_forms(other: _PerDay, chosen: list[_PerDay]) -> bool:
    mine = set(other.reading.forms)
    return bool(mine) and all(p.reading.forms and not mine & set(p.reading.forms) for p in chosen)
