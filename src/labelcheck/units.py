"""Units of nutrition: define, check and convert. The only module that imports pint.

The registry is built from ``knowledge/data/units.txt`` alone, never from pint's defaults: with those ``gr`` is a
grain, ``MG`` a megagauss and ``IU`` unknown. Label spellings are mapped to the symbols below before they come
here. A pint conversion costs about 0.2 ms, so each factor is asked for once and kept; knowledge hands over the
factors that it had pint work out when it was compiled, and a run that needs no others never imports pint.
"""

from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from labelcheck.errors import ConversionError, UsageError

if TYPE_CHECKING:
    import pint

DEFINITIONS: Final = Path(__file__).parent / "knowledge" / "data" / "units.txt"
SYMBOLS: Final = (
    "kg", "g", "mg", "µg", "ng", "l", "ml", "floz", "kJ", "kcal",
    "IU", "CFU", "RE", "RAE", "NE", "DFE", "α-TE",
)  # fmt: skip

_COUNTED_IN: Final = {"RE": "µg", "RAE": "µg", "DFE": "µg", "NE": "mg", "α-TE": "mg"}
"""The unit that each qualifier is printed behind, one for one."""

_known: dict[tuple[str, str], Decimal | None] = {}


class UnitEquivalent(NamedTuple):
    """One ``unit`` of a substance is ``value`` ``mass_unit``; for all its forms where ``forms`` is empty."""

    unit: str
    value: Decimal
    mass_unit: str
    forms: tuple[str, ...]
    assumed: bool
    tolerance: float = 0.05
    """How far a printed pair may be off, as a share: tables round differently."""


class Conversion(NamedTuple):
    """A converted value; ``assumed`` when the form was not told and a usual one was taken."""

    value: Decimal
    assumed: bool


def factor(unit: str, to: str) -> Decimal | None:
    """Return by what to multiply an amount in ``unit`` to have it in ``to``; None between dimensions.

    >>> factor("mg", "µg")
    Decimal('1000')
    >>> factor("IU", "µg") is None
    True

    Raises:
        UsageError: one of them is no unit symbol.

    """
    if unit == to:
        return Decimal(1)
    try:
        return _known[unit, to]
    except KeyError:
        found = _known[unit, to] = _pint_factor(unit, to)
        return found


def remember(factors: Iterable[tuple[str, str, Decimal | None]]) -> None:
    """Keep factors that pint gave at an earlier time."""
    for unit, to, value in factors:
        _known[unit, to] = value


def all_factors() -> list[tuple[str, str, Decimal | None]]:
    """Return the factor between every two symbols, as pint gives them."""
    return [(a, b, _pint_factor(a, b)) for a in SYMBOLS for b in SYMBOLS if a != b]


def codes() -> dict[str, tuple[str, Decimal]]:
    """Return the units of the definitions by their symbols and codes in small letters: the unit amounts are told in, and how many.

    >>> codes()["mgm"], codes()["clt"]
    (('mg', Decimal('1')), ('ml', Decimal('10')))
    """
    found: dict[str, tuple[str, Decimal]] = {}
    for line in DEFINITIONS.read_text(encoding="utf-8").splitlines():
        names = [part.strip() for part in line.partition("#")[0].split("=")[2:]]
        if not names:
            continue
        large = ((to, f) for to in ("g", "ml") if (f := _defined(names[0], to)) is not None and f > 1)
        own = (names[0], Decimal(1)) if names[0] in SYMBOLS and names[0] not in _COUNTED_IN else None
        if (told := next(large, own)) is not None:
            found.update(dict.fromkeys((n.lower() for n in names), told))
    return found


def convert(
    value: Decimal,
    unit: str,
    to: str,
    *,
    equivalents: Collection[UnitEquivalent] = (),
    forms: Iterable[str] = (),
    qualifier: str | None = None,
) -> Conversion:
    """Return ``value`` ``unit`` in the unit ``to``.

    A ``qualifier`` printed beside the unit counts where the substance has an equivalent for it: 400 µg RE of
    beta-carotene are 2.4 mg.
    Between dimensions one of the substance's ``equivalents`` must apply. One that names any of ``forms`` goes
    before the general one; when several of ``forms`` give different masses, nothing is guessed.

    Raises:
        ConversionError: no equivalent applies; it says what is missing.

    """
    if qualifier is not None and any(e.unit == qualifier for e in equivalents):
        value, unit = value * (factor(unit, _COUNTED_IN[qualifier]) or 1), qualifier
    direct = factor(unit, to)
    if direct is not None:
        return Conversion(value * direct, assumed=False)
    wanted = set(forms)
    usable = [e for e in equivalents if _bridges(e, unit, to)]
    fitting = [e for e in usable if wanted & set(e.forms)] or [e for e in usable if not e.forms]
    if not fitting:
        raise ConversionError(f"{value} {unit}", to, _missing(unit, to, usable))
    results = {_across(value, unit, to, e) for e in fitting}
    if len(results) > 1:
        raise ConversionError(f"{value} {unit}", to, "its forms weigh differently per unit; name one form")
    return Conversion(results.pop(), assumed=fitting[0].assumed)


def _bridges(e: UnitEquivalent, unit: str, to: str) -> bool:
    here, there = (to, unit) if e.unit == to else (unit, to)
    return e.unit == here and factor(e.mass_unit, there) is not None


def _across(value: Decimal, unit: str, to: str, e: UnitEquivalent) -> Decimal:
    if e.unit == unit:
        return value * e.value * (factor(e.mass_unit, to) or Decimal(0))
    return value * (factor(unit, e.mass_unit) or Decimal(0)) / e.value


def _missing(unit: str, to: str, usable: list[UnitEquivalent]) -> str:
    if usable:
        forms = sorted({f for e in usable for f in e.forms})
        return f"it depends on the form; name one of {', '.join(forms)}"
    return f"{unit} and {to} measure different things, and no equivalent of this nutrient joins them"


@lru_cache(maxsize=1)
def _registry() -> "pint.UnitRegistry[Decimal]":
    import pint

    return pint.UnitRegistry(DEFINITIONS, non_int_type=Decimal, case_sensitive=True)


def _pint_factor(unit: str, to: str) -> Decimal | None:
    for symbol in (unit, to):
        if symbol not in SYMBOLS:
            raise UsageError(f"unknown unit {symbol!r}; known are {', '.join(SYMBOLS)}")
    return _defined(unit.replace("α-TE", "αTE"), to.replace("α-TE", "αTE"))


def _defined(unit: str, to: str) -> Decimal | None:
    registry = _registry()
    a, b = registry.Unit(unit), registry.Unit(to)
    if a.dimensionality != b.dimensionality:
        return None
    value = registry.Quantity(Decimal(1), a).to(b).magnitude
    plain = Decimal(value).normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain
