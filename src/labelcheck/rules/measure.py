"""How much of a nutrient a label gives per day, as conditions compare it, and the comparison itself."""

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck.model import Evidence, Intake
from labelcheck.rules.facts import Facts
from labelcheck.rules.limits import Figure
from labelcheck.rules.outcome import NO, Outcome, Quantity, Threshold, unknown

Test = Callable[[Decimal, Decimal], bool]
_ESTIMATED: Final = "elemental-amount-estimated"


class Measure(NamedTuple):
    """An amount per day, or per one unit ``of`` a dose form where the label tells no dose, or one of something else."""

    nutrient: str
    low: Decimal
    high: Decimal
    unit: str
    doubtful: bool
    estimated: bool
    intake: Intake
    of: str | None = None
    hedged: bool = False

    @property
    def shown(self) -> Quantity:
        """The amount that a message names: that of the highest dose; a seventh of a weekly one in three digits."""
        return Quantity(self.high, self.unit, self.estimated or self.high != round(self.high, 3))


def measure(
    facts: Facts, nutrient: str, forms: tuple[str, ...] = (), except_forms: tuple[str, ...] = ()
) -> Measure | Outcome:
    """Return the amount of a nutrient, of certain forms only where they are given.

    An :class:`Outcome` instead of a measure says that there is none (no), or that it cannot be told.
    """
    if forms or except_forms:
        return _measured(facts, nutrient, forms, except_forms)
    known = facts.measures.get(nutrient)
    if known is None:
        known = facts.measures[nutrient] = _measured(facts, nutrient, (), ())
    return known


def _measured(facts: Facts, nutrient: str, forms: tuple[str, ...], except_forms: tuple[str, ...]) -> Measure | Outcome:
    if not facts.declared(nutrient) and nutrient not in facts.intakes:
        return NO
    intake = facts.intake(nutrient)
    of = None
    if intake is None:
        per_unit = facts.per_unit
        intake = per_unit.intakes.get(nutrient) if per_unit else None
        if intake is None or per_unit is None:
            return unknown("amount" if facts.label.daily_dose else "daily-dose", nutrients=(nutrient,))
        of = per_unit.of
    if forms or except_forms:
        some = _part(facts, intake, forms, except_forms)
        if isinstance(some, Outcome):
            return some
        intake = some
    doubtful = intake.status == "check"
    hedged = doubtful and _hedged(facts, intake)
    estimated = _ESTIMATED in intake.notes
    return Measure(
        nutrient, intake.low, intake.high, intake.unit, doubtful and not hedged, estimated, intake, of, hedged
    )


def _part(facts: Facts, intake: Intake, forms: tuple[str, ...], except_forms: tuple[str, ...]) -> Intake | Outcome:
    """Return what an amount holds of the forms asked for: all of a label's, but of a stack's the products that give them."""
    shares = [s for s in facts.shares.get(intake.nutrient, ()) if s.low is not None and s.high is not None]
    told = [_of_forms(s.forms, forms, except_forms) for s in shares] or [_of_forms(intake.forms, forms, except_forms)]
    if None in told:
        return unknown("form", nutrients=(intake.nutrient,))
    if not any(told):
        return NO
    if all(told):
        return intake
    counted = [s for s, is_one in zip(shares, told, strict=True) if is_one]
    return intake._replace(
        low=sum((s.low for s in counted if s.low is not None), Decimal(0)),
        high=sum((s.high for s in counted if s.high is not None), Decimal(0)),
        terms=tuple(t for t in intake.terms if t.share in counted),
        status="check" if any(s.status == "check" for s in counted) else "ok",
    )


def _hedged(facts: Facts, intake: Intake) -> bool:
    """Whether all that is wrong with an amount is a percentage a little off: it then counts, visibly hedged."""
    readings = [facts.label.readings[i] for i in intake.readings] if facts.products == 1 else []
    return set(intake.notes) == {"percent-disagrees"} and not any(facts.grossly_off(r) for r in readings)


def added(first: Measure | Outcome, second: Measure | Outcome) -> Measure | Outcome:
    """Return the sum of two amounts in one unit; what is not declared adds nothing, what cannot be told decides."""
    if isinstance(first, Outcome):
        return second if first.truth is False else first
    if isinstance(second, Outcome):
        return first if second.truth is False else second
    if (first.unit, first.of) != (second.unit, second.of):
        return unknown("amount", nutrients=(first.nutrient, second.nutrient))
    both = first.intake._replace(readings=(*first.intake.readings, *second.intake.readings))
    return first._replace(
        low=first.low + second.low,
        high=first.high + second.high,
        doubtful=first.doubtful or second.doubtful,
        estimated=first.estimated or second.estimated,
        intake=both,
    )


def _of_forms(named: tuple[str, ...], forms: tuple[str, ...], except_forms: tuple[str, ...]) -> bool | None:
    """Whether an amount is of the forms asked for; None where it is of those and others together."""
    if not named:
        return not forms
    counted = [(not forms or f in forms) and f not in except_forms for f in named]
    return None if any(counted) and not all(counted) else all(counted)


def compared(facts: Facts, measured: Measure, limit: Figure, sign: str) -> Outcome:
    """Return whether the amount stands to the limit as ``sign`` (">", "≥", "<", "≤") says, at the highest dose.

    A doubtful amount that would do so gives "unknown", and so does an amount per tablet when no dose is told.
    """
    holds = TESTS[sign]
    if not holds(measured.high, limit.value) and measured.of is None:
        return NO
    values = {
        "intake": measured.shown,
        "limit": Quantity(limit.value, limit.unit),
        measured.nutrient: measured.shown,
        "table": "" if limit.table is None else limit.table.id,
    }
    place = facts.place_of(measured.nutrient)
    nutrients = (measured.nutrient,)
    if measured.of is not None:
        shown = (Evidence(f"{plain(measured.high)} {measured.unit} per {measured.of}", place),)
        doubtful = measured.doubtful and holds(measured.high, limit.value)
        rises = measured.high and sign in ">≥" and not measured.doubtful
        return unknown(
            "reading" if doubtful else facts.missing,
            values=values,
            evidence=shown,
            nutrients=nutrients,
            threshold=Threshold(limit.value / measured.high, measured.of) if rises else None,
        )
    evidence = (Evidence(f"{sum_text(facts, measured)} {sign} {plain(limit.value)} {limit.unit}", place),)
    if measured.doubtful:
        return unknown("reading", values=values, evidence=evidence, nutrients=nutrients)
    return Outcome(
        True,
        values,
        evidence,
        nutrients,
        at_highest=not holds(measured.low, limit.value),
        hedged=measured.hedged,
        instead_of=limit.instead_of,
    )


TESTS: Final[dict[str, Test]] = {
    ">": lambda a, b: a > b,
    "≥": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "≤": lambda a, b: a <= b,
}


def sum_text(facts: Facts, measured: Measure) -> str:
    """Return the arithmetic in figures: "300 mg × 2 = 600 mg"."""
    total = f"{plain(measured.high)} {measured.unit}"
    readings = measured.intake.readings
    if facts.products > 1:
        shares = [t.share.shown(t.unit) for t in measured.intake.terms if t.share is not None]
        return " + ".join(shares) + (f" = {total}" if len(shares) > 1 else "")
    if not readings or measured.high == 0:
        return total
    key = (measured.high, measured.unit, readings)
    known = facts.sums.get(key)
    if known is None:
        known = facts.sums[key] = _sum_text(facts, measured, total)
    return known


def _sum_text(facts: Facts, measured: Measure, total: str) -> str:
    readings = measured.intake.readings
    terms = [facts.in_own_unit(facts.label.readings[i]) for i in readings]
    if any(t is None for t in terms):
        return total
    added = " + ".join(f"{plain(t)} {measured.unit}" for t in terms if t is not None)
    whole = sum((t for t in terms if t is not None), Decimal(0))
    if not whole:
        return total
    times = measured.high / whole
    if times == 1:
        return f"{added} = {total}" if len(terms) > 1 else total
    return f"{f'({added})' if len(terms) > 1 else added} × {plain(times)} = {total}"


@lru_cache(maxsize=8192)
def plain(value: Decimal) -> str:
    """Return a number without trailing zeros, with a decimal point and at most three decimals."""
    text = format(round(value, 3), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
