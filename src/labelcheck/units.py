"""Units of nutrition: define, check and convert. The only module that imports pint.

Everything about a unit stands on its line of ``knowledge/data/units.txt``. The registry is built from that alone, never
from pint's defaults: with those ``gr`` is a grain, ``MG`` a megagauss and ``IU`` unknown. Label spellings are mapped to
symbols before they come here. A pint conversion costs about 0.2 ms, so each factor is asked for once and kept; knowledge hands over the
factors that it had pint work out when it was compiled, and a run that needs no others never imports pint.
"""

from collections.abc import Collection, Iterable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from labelcheck.errors import ConversionError, KnowledgeError, UsageError

if TYPE_CHECKING:
    import pint

DEFINITIONS: Final = Path(__file__).parent / "knowledge" / "data" / "units.txt"


class Unit(NamedTuple):
    """One unit: its symbol, what it is for pint, the codes of trade messages, and what labels of every language print.

    ``uses`` are those of the file. An equivalent is printed behind an amount in ``counted_in``; an amount in a unit that
    is ``told_in`` another is converted as it is read.
    """

    symbol: str
    definition: str
    codes: tuple[str, ...]
    spellings: tuple[str, ...]
    uses: frozenset[str]
    counted_in: str | None
    told_in: str | None


_USES: Final = frozenset({"conversions", "amounts", "nutrients", "equivalents"})


def read_units(text: str) -> tuple[Unit, ...]:
    """Return the units of a file such as ``units.txt``.

    Raises:
        KnowledgeError: a line is no unit; each problem with its line.

    """
    found: list[Unit] = []
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                found.append(_unit(line))
            except ValueError as error:
                problems.append(f"{DEFINITIONS.name}:{number}: {error}")
    if problems:
        raise KnowledgeError(tuple(problems))
    return tuple(found)


def _unit(line: str) -> Unit:
    definition, spellings, uses = ([p.strip() for p in line.split("|")] + ["", ""])[:3]
    name, *rest = [p.strip() for p in definition.split("=")]
    if len(rest) < len(("value", "symbol")) or not all((name, *rest)):
        raise ValueError("a unit is name = value = symbol")
    value, symbol, *codes = rest
    told = [u.strip() for u in uses.split(",") if u.strip()]
    of = {u.rpartition(" ")[0]: u.rpartition(" ")[2] for u in told if " " in u}
    plain = frozenset(u for u in told if " " not in u)
    unknown = sorted((plain - _USES) | (of.keys() - {"of", "told in"}))
    if unknown:
        raise ValueError(f"unknown use {unknown[0]!r}; known are {', '.join(sorted(_USES))}, of UNIT, told in UNIT")
    return Unit(
        symbol,
        # to pint a hyphen is a minus
        " = ".join((name, value, symbol.replace("-", ""), *codes)),
        tuple(codes),
        tuple(s.strip() for s in spellings.split(",") if s.strip()),
        plain,
        of.get("of"),
        of.get("told in"),
    )


_ALL: Final = read_units(DEFINITIONS.read_text(encoding="utf-8"))
UNITS: Final[dict[str, Unit]] = {u.symbol: u for u in _ALL if u.uses}
"""The units that labels, rules and knowledge may name, by symbol."""
SYMBOLS: Final = tuple(UNITS)
TOLD: Final = tuple(u.symbol for u in _ALL if "amounts" in u.uses and u.told_in is None)
"""The units that answers tell amounts in."""


def used(use: str) -> tuple[str, ...]:
    """Return the symbols of the units with a use.

    >>> used("nutrients")
    ('g', 'mg', 'µg', 'kJ', 'kcal', 'IU', 'CFU')
    """
    return tuple(u.symbol for u in _ALL if use in u.uses)


def spellings(use: str) -> dict[str, str]:
    """Return what labels of every language print for units with a use: spelling in small letters to symbol.

    >>> spellings("amounts")["mcg"]
    'µg'
    """
    return {s: u.symbol for u in _ALL if use in u.uses for s in u.spellings}


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
    for unit in _ALL:
        large = ((to, f) for to in ("g", "ml") if (f := _defined(unit.symbol, to)) is not None and f > 1)
        own = (unit.symbol, Decimal(1)) if unit.symbol in UNITS and unit.counted_in is None else None
        if (told := next(large, own)) is not None:
            found.update(dict.fromkeys((n.lower() for n in (unit.symbol, *unit.codes)), told))
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
        value, unit = value * (factor(unit, UNITS[qualifier].counted_in or unit) or 1), qualifier
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

    return pint.UnitRegistry([u.definition for u in _ALL], non_int_type=Decimal, case_sensitive=True)


def _pint_factor(unit: str, to: str) -> Decimal | None:
    for symbol in (unit, to):
        if symbol not in SYMBOLS:
            raise UsageError(f"unknown unit {symbol!r}; known are {', '.join(SYMBOLS)}")
    return _defined(unit, to)


def _defined(unit: str, to: str) -> Decimal | None:
    registry = _registry()
    a, b = registry.Unit(unit.replace("-", "")), registry.Unit(to.replace("-", ""))
    if a.dimensionality != b.dimensionality:
        return None
    value = registry.Quantity(Decimal(1), a).to(b).magnitude
    plain = Decimal(value).normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain
