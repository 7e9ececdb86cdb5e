"""Amounts in their nutrient's own unit, and whether two printed ones are the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from labelcheck import units
from labelcheck.errors import ConversionError
from labelcheck.knowledge import Knowledge
from labelcheck.model import Amount
from labelcheck.reading.lex.quantity import Quantity

_HOME: Final = "eu-nrv-2011"


_ENERGY_SLACK: Final = 0.07


_MASS_SLACK: Final = 0.05


def base_value(
    amount: Quantity, value: Decimal, nutrient: str, forms: tuple[str, ...], knowledge: Knowledge
) -> float | None:
    """Return ``value`` in the nutrient's own unit, or None where it does not convert."""
    known = knowledge.nutrients.get(nutrient)
    if known is None:
        return None
    if amount.unit == known.unit:
        return float(value)
    factor = units.factor(amount.unit, known.unit)
    if factor is not None:
        return float(value * factor)
    try:
        return float(units.convert(value, amount.unit, known.unit, equivalents=known.equivalents, forms=forms).value)
    except ConversionError:
        return None


def times_reference(amount: Amount, nutrient: str, knowledge: Knowledge) -> float | None:
    """Return how many times the EU's reference value an amount is; None where there is none to compare with."""
    reference = knowledge.references[_HOME].groups[0].numbers.get(nutrient)
    known = knowledge.nutrients[nutrient]
    factor = units.factor(amount.unit, known.unit)
    return float(amount.value * factor) / reference if reference and factor is not None else None


def same_amount(
    one: Quantity,
    value: Decimal,
    other: Quantity,
    other_value: Decimal,
    nutrient: str,
    forms: tuple[str, ...],
    knowledge: Knowledge,
) -> bool | None:
    """Whether two amounts of different units are the same; None where they cannot be compared."""
    direct = units.factor(one.unit, other.unit)
    if direct is not None:
        a, b = float(value * direct), float(other_value)
        slack = _ENERGY_SLACK if one.unit in ("kJ", "kcal") else _MASS_SLACK
        half = 0.5 * 10.0 ** decimal_exponent(other_value) + float(direct) * 0.5 * 10.0 ** decimal_exponent(value)
        return abs(a - b) <= max(slack * max(a, b), half if one.unit in ("kJ", "kcal") else 0.0)
    known = knowledge.nutrients[nutrient]
    activity, mass, mass_value, count = (
        (one, other, other_value, value) if one.unit == "IU" else (other, one, value, other_value)
    )
    if activity.unit != "IU":
        return None
    fitting = [
        e for e in known.equivalents if e.unit == "IU" and (not forms or not e.forms or set(forms) & set(e.forms))
    ]
    fitting = fitting or [e for e in known.equivalents if e.unit == "IU"]
    if not fitting:
        return None
    for e in fitting:
        factor = units.factor(e.mass_unit, mass.unit)
        if factor is not None:
            expected = float(count * e.value * factor)
            if abs(expected - float(mass_value)) <= max(
                e.tolerance * expected, 0.5 * 10.0 ** decimal_exponent(mass_value)
            ):
                return True
    return False


def decimal_exponent(value: Decimal) -> int:
    """Return the exponent of the last printed digit: -2 of 1.25."""
    printed = str(value)
    mark = printed.find(".")
    return mark + 1 - len(printed) if mark >= 0 else 0


def is_of_another_kind(unit: str, nutrient: str, knowledge: Knowledge) -> bool:
    """Return whether the unit cannot be the nutrient's: grams of energy, kilocalories of fat, millilitres of a vitamin."""
    energy = unit in ("kJ", "kcal")
    if energy != (nutrient == "energy"):
        return True
    return unit == "ml" and knowledge.nutrients[nutrient].kind in ("vitamin", "mineral")
