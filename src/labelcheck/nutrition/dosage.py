"""The dose of a person: which of the label's dosages is theirs, and how much of it a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from labelcheck.model import (
    SEVERAL_UNITS,
    Bounds,
    DailyDose,
    Dosage,
    Dose,
    DosePart,
    ForWhom,
    Person,
    Place,
    Span,
    Timing,
    Trait,
)
from labelcheck.model.dosage import DAYS_OF

_ANYBODY: Final = Person()
_ADULT: Final = Decimal(18)
_MONTHS: Final = Decimal(12)
_TRAITS: Final[tuple[Trait, ...]] = ("age", "sex", "weight", "activity")
_ONE_DAY: Final = Decimal(1)
_MEALS: Final = 3
"""What "with each meal" is counted as."""
_SHORTEST: Final = 4
"""Hours: a dose "every 3 hours" is hardly taken through the night, so that its number a day is not told."""


@dataclass(slots=True)
class _Line:
    """A dosage with those that belong to it: taken as well, later, or at most."""

    first: Dosage
    more: list[Dosage] = field(default_factory=list)

    @property
    def all(self) -> list[Dosage]:
        return [self.first, *self.more]


@dataclass(slots=True)
class _Amount:
    """Units a day, from ``low`` to ``high``, and what is in doubt about them."""

    low: Decimal
    high: Decimal
    of: str
    notes: list[str]
    apart: list[DosePart] = field(default_factory=list)


def dose_for(dosages: Sequence[Dosage], person: Person | None = None) -> DailyDose | None:
    """Return how much of the product a person takes per day, None where the directions tell no dose.

    Of a person of whom nothing is told, the adult's. Where groups that the person may belong to are told different
    doses, it is the span of them; where the directions were not understood whole or do not settle a dose, its status is
    "check" and ``notes`` say why.
    """
    if not dosages:
        return None
    person = person or _ANYBODY
    lines = _lines(dosages)
    mine, notes = _of_person(lines, person)
    amounts = [_amount(line, person) for line in mine]
    notes += [n for a in amounts for n in a.notes]
    forms = {a.of for a in amounts}
    if len(forms) > 1:
        notes.append(SEVERAL_UNITS if SEVERAL_UNITS in notes else "doses-disagree")
        amounts = [a for a in amounts if a.of == amounts[0].of]
    low, high = min(a.low for a in amounts), max(a.high for a in amounts)
    if _disagree(mine, amounts) or _told_otherwise(lines, mine, amounts, person):
        notes.append("doses-disagree")
    unused = tuple(u.text for line in mine for d in line.all for u in d.unused)
    if unused:
        notes.append("dosage-not-understood")
    first = mine[0].first
    told = [d for line in mine for d in line.all]
    return DailyDose(
        low,
        high,
        amounts[0].of,
        _text(told),
        _place(told),
        _interval(told),
        _times(told),
        for_children=_is_child(first.whom) and (person.age is None or person.age < _ADULT),
        status="check" if notes else "ok",
        notes=tuple(dict.fromkeys(notes)),
        unused=unused,
        dosages=tuple(d.sequence for d in told),
        apart=tuple(amounts[0].apart) if len(amounts) == 1 else (),
        depends_on=_open_traits(mine, person) if low < high and _differ(amounts) else (),
    )


def _differ(amounts: list[_Amount]) -> bool:
    return any((a.low, a.high) != (amounts[0].low, amounts[0].high) for a in amounts)


def _open_traits(lines: list[_Line], person: Person) -> tuple[Trait, ...]:
    """Return by what the lines that a person may follow are told apart, as far as it is not told of the person."""
    told: dict[Trait, bool] = {
        "age": person.age is not None,
        "sex": person.sex is not None,
        "weight": person.weight_kg is not None,
        "activity": person.activity is not None,
    }
    groups = [n.first.whom for n in lines]
    apart: dict[Trait, set[object]] = {
        "age": {g.age for g in groups},
        "sex": {g.sex for g in groups},
        "weight": {g.weight_kg for g in groups},
        "activity": {g.activity for g in groups},
    }
    return tuple(t for t in _TRAITS if len(apart[t]) > 1 and not told[t])


def _lines(dosages: Sequence[Dosage]) -> list[_Line]:
    lines: list[_Line] = []
    for dosage in dosages:
        if dosage.relation in ("also", "then", "up-to") and lines:
            lines[-1].more.append(dosage)
        else:
            lines.append(_Line(dosage))
    return lines


def _of_person(lines: list[_Line], person: Person) -> tuple[list[_Line], list[str]]:
    """Return the lines that a person may follow, and what is to be said of the choice."""
    open_ = [n for n in lines if _may_follow(n.first.whom, person)]
    if not open_:
        expecting = [n for n in lines if _is_expecting(n.first.whom) and _age_fits(n.first.whom.age, person.age)]
        if expecting and person.age is None and person.sex != "male":
            return expecting, []  # "pregnant women 1, nursing women 2": which of them, nobody told
        # another group's dose is all there is: of children's the oldest
        oldest = max(lines, key=lambda n: _years(n.first.whom.age)[1] or _years(n.first.whom.age)[0] or Decimal(0))
        return [oldest], [] if person.age is None else ["dose-for-others"]
    if len(open_) == 1:
        return open_, []
    ranks = [_rank(n.first.whom, person) for n in open_]
    open_ = [n for n, rank in zip(open_, ranks, strict=True) if rank == max(ranks)]
    return _oldest_bands(open_, person.age), []


def _is_expecting(whom: ForWhom) -> bool:
    return bool(whom.pregnant or whom.lactating)


def _oldest_bands(lines: list[_Line], age: int | None) -> list[_Line]:
    """Return the lines without those that a later one takes over: "from 4 years 1, from 11 years 2"."""
    at = _ADULT if age is None else Decimal(age)
    begins = [_years(n.first.whom.age)[0] for n in lines]
    reached = [b for b in begins if b is not None and b <= at]
    latest = max(reached, default=None)
    return [
        n
        for n, begin in zip(lines, begins, strict=True)
        if (begin is None and not _ends_by(n.first.whom.age, latest))
        or begin == latest
        or (begin is not None and (begin > at or _years(n.first.whom.age)[1] is not None))
    ]


def _ends_by(age: Bounds | None, latest: Decimal | None) -> bool:
    """Whether a band ends where another begins that the person has reached: "under 3" beside "3–12", for one of 3."""
    high = _years(age)[1]
    return high is not None and latest is not None and high <= latest


def _may_follow(whom: ForWhom, person: Person) -> bool:
    if whom.pregnant and whom.lactating:
        if not (person.pregnant or person.lactating):
            return False
    elif (whom.pregnant and not person.pregnant) or (whom.lactating and not person.lactating):
        return False
    if whom.sex is not None and person.sex is not None and whom.sex != person.sex:
        return False
    return _active(whom, person) and _weighs(whom.weight_kg, person) and _age_fits(whom.age, person.age)


def _active(whom: ForWhom, person: Person) -> bool:
    """Whether a line is of the person's day; athletes have days of training and of rest."""
    if whom.activity is None or person.activity is None or whom.activity == person.activity:
        return True
    return person.activity == "athlete"


def _weighs(bounds: Bounds | None, person: Person) -> bool:
    weight = _weight(person)
    if bounds is None or weight is None:
        return True
    return (bounds.low is None or weight >= bounds.low) and (bounds.high is None or weight <= bounds.high)


def _weight(person: Person) -> Decimal | None:
    return None if person.weight_kg is None else Decimal(person.weight_kg)


def _rank(whom: ForWhom, person: Person) -> tuple[bool, int]:
    """Return how much of what is told of the person a line names: that for pregnant women goes before that for adults."""
    awaited = bool((whom.pregnant and person.pregnant) or (whom.lactating and person.lactating))
    child = person.age is not None and whom.age is not None and whom.age.high is not None
    named = (
        child,
        whom.sex is not None and person.sex is not None,
        whom.weight_kg is not None and person.weight_kg is not None,
        whom.activity is not None and whom.activity == person.activity,
    )
    return awaited, sum(named)


def _age_fits(bounds: Bounds | None, age: int | None) -> bool:
    if bounds is None:
        return True
    low, high = _years(bounds)
    if age is None:
        return high is None or high > _ADULT
    # an age is told in whole years: of those in their first some have had their six months
    return (low is None or low < age + 1) and (high is None or age <= high)


def _years(bounds: Bounds | None) -> tuple[Decimal | None, Decimal | None]:
    if bounds is None:
        return None, None
    if bounds.unit == "mo":
        return tuple(None if b is None else b / _MONTHS for b in (bounds.low, bounds.high))  # type: ignore[return-value]
    return bounds.low, bounds.high


def _is_child(whom: ForWhom) -> bool:
    high = _years(whom.age)[1]
    return high is not None and high <= _ADULT


def _amount(line: _Line, person: Person) -> _Amount:
    """Return what a line comes to a day: added, raised, or in the phase that lasts."""
    first = line.first
    steady, notes = _steady(line)
    low, high, own = _a_day(steady, person)
    apart: list[DosePart] = []
    notes += own
    begun = line.more.index(steady) + 1 if steady is not first else 0
    for more in line.more[begun:]:  # what was added in an earlier phase is over
        if more.relation == "then":
            break
        least, most, own = _a_day(more, person)
        notes += [n for n in own if more.relation == "also" or n != "no-time-told"]
        if more.dose.of not in (first.dose.of, "piece"):
            notes.append(SEVERAL_UNITS)
            if more.relation == "also":
                apart.append(DosePart(least, most, more.dose.of))
        elif more.relation == "also":
            low, high = low + least, high + most
        elif more.relation == "up-to":
            high = max(high, most)
    if first.max_per_day is not None and first.max_per_day.of == first.dose.of:
        most = first.max_per_day.value
        if not first.as_needed and first.timing.period_unit != "h":
            notes += ["above-own-limit"] if most < low else []
        else:
            notes = [n for n in notes if n not in ("as-needed", "interval-unclear", "no-time-told")]
            told = first.timing.period_unit == "h" and not first.as_needed and first.timing.period > _SHORTEST
            # "every 8 hours, no more than 3 in 24 hours" is three; every 4 hours through the night hardly anybody takes
            low, high = (low, most) if told and low <= most else (min(low, first.dose.low), most)
    return _Amount(low, high, steady.dose.of, notes, apart)


def _steady(line: _Line) -> tuple[Dosage, list[str]]:
    """Return the dosage that is taken for good: the last phase, where it has no end."""
    later = [d for d in line.more if d.relation == "then"]
    if not later:  # "for the first month": what is taken afterwards is not told
        return line.first, ["phases"] if line.first.phase == "first" and line.first.timing.bounds is not None else []
    last = later[-1]
    return last, ["phases"] if last.timing.bounds is not None else []


def _a_day(dosage: Dosage, person: Person) -> tuple[Decimal, Decimal, list[str]]:
    timing, dose, notes = dosage.timing, dosage.dose, []
    weight = _weight(person)
    if dose.per is not None and dose.per.unit == "kg" and weight is not None:
        times = weight / dose.per.value
        dose = Dose(dose.low * times, dose.high * times, dose.of)
    elif dose.per is not None:
        notes.append("per-body-weight" if dose.per.unit == "kg" else "per-hour")
    counted = timing.times_told or timing.period_unit != "d"
    if timing.when == ("meal",) and timing.frequency == _MEALS and not counted:
        notes.append("per-meal")
    if dosage.as_needed and dosage.relation is None:
        notes.append("as-needed")
    if timing.frequency is None:
        if dose.per is None and not dosage.as_needed:
            notes.append("no-time-told")
        return dose.low, dose.high, notes
    limited = dosage.max_per_day is not None
    if timing.period_unit == "h" and (timing.period < _SHORTEST or (timing.period == _SHORTEST and not limited)):
        notes.append("interval-unclear")
    # hours divide the day, so that every 8 hours is three times and not nearly so
    times, days = (Decimal(24), _ONE_DAY) if timing.period_unit == "h" else (Decimal(1), DAYS_OF[timing.period_unit])
    low = dose.low * timing.frequency * times / (timing.period_max * days)
    high = dose.high * (timing.frequency_max or timing.frequency) * times / (timing.period * days)
    return low, high, notes


def _days(timing: Timing) -> tuple[Decimal, Decimal]:
    unit = DAYS_OF[timing.period_unit]
    return timing.period * unit, timing.period_max * unit


def _disagree(lines: list[_Line], amounts: list[_Amount]) -> bool:
    """Whether one group is told two doses."""
    for i, (line, amount) in enumerate(zip(lines, amounts, strict=False)):
        for other, beside in zip(lines[i + 1 :], amounts[i + 1 :], strict=False):
            if line.first.whom == other.first.whom and (amount.low, amount.high) != (beside.low, beside.high):
                return True
            general = ForWhom() in (line.first.whom, other.first.whom)
            if general and not (_excepts(line.first.whom) or _excepts(other.first.whom)):
                return (amount.low, amount.high) != (beside.low, beside.high)
    return False


def _told_otherwise(lines: list[_Line], mine: list[_Line], amounts: list[_Amount], person: Person) -> bool:
    """Whether a line for everybody behind the person's group tells another dose: "Adults: 1 daily. In summer 1 every other day"."""
    last = max(line.first.sequence for line in mine)
    for line in lines:
        if (
            line in mine
            or line.first.whom != ForWhom()
            or line.first.sequence < last
            or line.first.timing.frequency is None
        ):
            continue
        other = _amount(line, person)
        if any(a.of == other.of and (a.low, a.high) != (other.low, other.high) for a in amounts):
            return True
    return False


def _excepts(whom: ForWhom) -> bool:
    """Whether a line is for some of those that another is for: "2 capsules; those under 50 kg 1"."""
    return whom.activity is not None or whom.weight_kg is not None or whom.sex is not None


def _text(told: list[Dosage]) -> str:
    return " … ".join(d.text for d in told) if len(told) > 1 else told[0].text


def _place(told: list[Dosage]) -> Place:
    first = told[0].place
    if len(told) == 1:
        return first
    start = min(d.place.span.start for d in told)
    end = max(d.place.span.end for d in told)
    return first._replace(span=Span(start, end))


def _interval(told: list[Dosage]) -> int:
    """Return the days between doses where all are taken alike, else 1."""
    found = set()
    for dosage in told:
        shortest, longest = _days(dosage.timing)
        whole = shortest == longest and shortest >= 1 and shortest == int(shortest)
        found.add(int(shortest) if whole else 1)
    return found.pop() if len(found) == 1 else 1


def _times(told: list[Dosage]) -> int | None:
    """Return on how many occasions a day the dose is taken, where that is told."""
    daily = [d for d in told if d.relation in (None, "also", "instead")]
    if len(daily) > 1:
        both = all(d.relation == "also" for d in daily[1:]) and all(d.timing.frequency == 1 for d in daily)
        return len(daily) if both else None
    timing = daily[0].timing if daily else None
    if timing is None or timing.frequency is None:
        return None
    if timing.period_unit == "h":
        return int(24 / timing.period) if timing.period else None
    return timing.frequency_max if timing.times_told else None
