"""Amounts in their nutrient's own unit, and whether two printed ones are the same."""

from __future__ import annotations

from decimal import Decimal

import pytest

from labelcheck.knowledge import load
from labelcheck.model import Amount
from labelcheck.reading.checks.values import base_value, decimal_exponent, same_amount, times_reference
from labelcheck.reading.lex.quantity import Quantity


def quantity(value: str, unit: str) -> Quantity:
    return Quantity(0, 5, (Decimal(value),), unit, unit_start=3)


@pytest.mark.parametrize(
    ("value", "unit", "nutrient", "forms", "expected"),
    [
        ("10", "mg", "zinc", (), 10),
        ("0.01", "g", "zinc", (), 10),
        ("1000", "IU", "vitamin-d", (), 25),
        ("400", "IU", "vitamin-e", ("d-alpha-tocopherol",), 268),
        ("10", "ml", "zinc", (), None),
        ("10", "mg", "unobtainium", (), None),
    ],
)
def test_in_the_nutrients_own_unit(
    value: str, unit: str, nutrient: str, forms: tuple[str, ...], expected: float | None
) -> None:
    found = base_value(quantity(value, unit), Decimal(value), nutrient, forms, load())
    assert found == (None if expected is None else pytest.approx(expected))


@pytest.mark.parametrize(
    ("one", "other", "nutrient", "same"),
    [
        (("25", "µg"), ("1000", "IU"), "vitamin-d", True),
        (("25", "µg"), ("500", "IU"), "vitamin-d", False),
        (("100", "kJ"), ("24", "kcal"), "energy", True),
        (("100", "kJ"), ("50", "kcal"), "energy", False),
        (("1", "g"), ("1000", "mg"), "magnesium", True),
        (("10", "mg"), ("10", "ml"), "magnesium", None),
    ],
)
def test_two_amounts(one: tuple[str, str], other: tuple[str, str], nutrient: str, same: bool | None) -> None:  # noqa: FBT001
    first, second = quantity(*one), quantity(*other)
    assert same_amount(first, first.value, second, second.value, nutrient, (), load()) is same


def test_times_the_reference() -> None:
    assert times_reference(Amount(Decimal("0.02"), "g"), "zinc", load()) == 2
    assert times_reference(Amount(Decimal(20), "mg"), "ginkgo", load()) is None


@pytest.mark.parametrize(("value", "exponent"), [("1.25", -2), ("10", 0), ("0.50", -2)])
def test_the_last_printed_digit(value: str, exponent: int) -> None:
    assert decimal_exponent(Decimal(value)) == exponent
