"""One amount in another unit, for one nutrient."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from labelcheck import units
from labelcheck.errors import UsageError
from labelcheck.knowledge import Knowledge
from labelcheck.model import Amount

_QUANTITY: Final = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(\S+)\s*")
_SPELLINGS: Final = units.spellings("equivalents") | units.spellings("amounts")
_GREEK: Final = str.maketrans("\u03bc", "µ")


def convert_quantity(quantity: str, to: str, nutrient: str | None, form: str | None, knowledge: Knowledge) -> Amount:
    """Return ``quantity`` ("1000 IU") in the unit ``to``.

    Raises:
        UsageError: no quantity, unit, nutrient or form of that name.
        ConversionError: it cannot be converted, and what is missing.

    """
    match = _QUANTITY.fullmatch(quantity) if isinstance(quantity, str) else None
    if match is None:
        raise UsageError(
            f"{quantity!r} is not a quantity; write a number with a decimal point and a unit, as '1000 IU'"
        )
    if nutrient is not None and nutrient not in knowledge.nutrients:
        raise UsageError(f"unknown nutrient {nutrient!r}; ids are like 'vitamin-d' or 'magnesium'")
    if form is not None and form not in knowledge.forms:
        raise UsageError(f"unknown form {form!r}; ids are like 'cholecalciferol' or 'magnesium-citrate'")
    equivalents = knowledge.nutrients[nutrient].equivalents if nutrient else ()
    unit, target = _symbol(match[2]), _symbol(to)
    done = units.convert(Decimal(match[1]), unit, target, equivalents=equivalents, forms=(form,) if form else ())
    value = done.value.normalize()
    plain = value.quantize(Decimal(1)) if value == value.to_integral_value() else value
    return Amount(plain, target)


def _symbol(spelled: str) -> str:
    """Return the unit that is meant: "µg" by "mcg", "IU" by "IE", but not "mg" by "MG", which is a thousand million times that."""
    symbol = _SPELLINGS.get(spelled.translate(_GREEK).lower(), spelled)
    return symbol if spelled.islower() or not symbol.islower() else spelled
