"""Units convert there and back, and what does not convert says what is missing."""

import pickle
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import labelcheck
from labelcheck import units

MASS = ("kg", "g", "mg", "µg", "ng")
VALUES = st.decimals(min_value="0.001", max_value="1000000", places=3, allow_nan=False)


@given(VALUES, st.sampled_from(MASS), st.sampled_from(MASS))
def test_mass_there_and_back(value: Decimal, unit: str, to: str) -> None:
    there = units.convert(value, unit, to).value
    assert units.convert(there, to, unit).value == value


@pytest.mark.parametrize("unit", units.SYMBOLS)
@pytest.mark.parametrize("to", units.SYMBOLS)
def test_remembered_factors_are_those_of_pint(unit: str, to: str) -> None:
    labelcheck.convert("1 g", "mg")  # loads the compiled factors
    fresh = {(a, b): f for a, b, f in units.all_factors()}
    assert unit == to or units.factor(unit, to) == fresh[unit, to]


@pytest.mark.parametrize(
    ("quantity", "to", "nutrient", "form", "value"),
    [
        ("1000 IU", "µg", "vitamin-d", None, "25"),
        ("25 µg", "IU", "vitamin-d", None, "1000"),
        ("0.05 mg", "IU", "vitamin-d", None, "2000"),
        ("5000 IU", "µg", "vitamin-a", "retinyl-acetate", "1500"),
        ("400 IU", "mg", "vitamin-e", "d-alpha-tocopherol", "268"),
        ("400 IU", "mg", "vitamin-e", "dl-alpha-tocopherol", "180"),
        ("1 kcal", "kJ", None, None, "4.184"),
        ("300 mcg", "mg", None, None, "0.3"),
    ],
)
def test_convert(quantity: str, to: str, nutrient: str | None, form: str | None, value: str) -> None:
    assert labelcheck.convert(quantity, to, nutrient=nutrient, form=form).value == Decimal(value)


@pytest.mark.parametrize(
    ("quantity", "to", "nutrient", "said"),
    [
        ("1000 IU", "µg", None, "no equivalent"),
        ("1000 IU", "mg", "magnesium", "no equivalent"),
        ("1 mg", "kcal", None, "measure different things"),
    ],
)
def test_what_does_not_convert_says_why(quantity: str, to: str, nutrient: str | None, said: str) -> None:
    with pytest.raises(labelcheck.ConversionError, match=said) as caught:
        labelcheck.convert(quantity, to, nutrient=nutrient)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)  # noqa: S301


@pytest.mark.parametrize(
    ("quantity", "to", "nutrient"),
    [
        ("1000", "µg", None),
        ("x IU", "µg", None),
        ("1 gr", "mg", None),
        ("1 MG", "mg", None),
        ("1 mg", "µg", "vitamin-x"),
    ],
)
def test_wrong_usage_is_an_error(quantity: str, to: str, nutrient: str | None) -> None:
    with pytest.raises(labelcheck.UsageError):
        labelcheck.convert(quantity, to, nutrient=nutrient)
