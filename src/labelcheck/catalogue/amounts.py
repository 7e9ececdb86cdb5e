"""Numbers and units of fields that hold nothing else: cells of a table, attributes of a message."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck import units
from labelcheck.knowledge import load
from labelcheck.reading.lex.number import PATTERN, parse
from labelcheck.reading.lex.quantity import BOUNDS
from labelcheck.reading.lex.units import spelled_units

_MEASURE: Final = re.compile(
    r"(?P<number>[\d.,½¼¾⅓⅔⅛][\d.,eE \u202f'’·½¼¾⅓⅔⅛]*?)(?:[ ]?[-–][ ]?(?P<high>[\d.,]+))?[ ]?(?P<unit>[^\d\s.,½¼¾⅓⅔⅛][^\d]*)?"
)
_POWER: Final = re.compile(r"(?P<base>[^eE]+)[eE](?P<exponent>[+-]?\d{1,2})")
_BOUNDS: Final = {"approx": "~", "at_least": ">", "at_most": "<", "less_than": "<"}
_BEHIND_WORD: Final = " .:"


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """Return our units by all their spellings and codes, in small letters."""
    known = load()
    own = {s for s in spelled_units(known).symbols.values() if known.unit_codes.get(s.lower(), (s, 1))[0] == s}
    codes = {code: unit for code, (unit, times) in known.unit_codes.items() if times == 1}
    return {u: s for u, s in spelled_units(known).symbols.items() if s in own and s != "%"} | codes


@lru_cache(maxsize=4096)
def unit_of(text: str | None) -> str | None:
    """Return our unit for a spelling or a UN/ECE code, None for an unknown one.

    >>> unit_of("MC"), unit_of("mcg"), unit_of("milligrams"), unit_of("furlong")
    ('µg', 'µg', 'mg', None)
    """
    return spellings().get((text or "").strip().lower())


def number(text: str, *, decimal: str = "") -> tuple[str | None, str | None]:
    """Return a decimal number as text, and why it needs a look.

    ``decimal`` is the decimal mark that the source is known to use; "" when it is not known.

    >>> number("1.50"), number("2,5"), number("1.000"), number("24 grams")
    (('1.50', None), ('2.5', None), (None, 'ambiguous-number'), (None, 'no-number'))
    >>> number("1.000", decimal="."), number("12 500"), number("1,234.5"), number("2e-3"), number("1/2")
    (('1.000', None), ('12500', None), ('1234.5', None), ('0.002', None), (None, 'no-number'))
    """
    text = text.strip().replace("\u00a0", " ").replace("\u202f", " ")
    if "/" in text or (decimal == "." and "," in text):
        return None, "no-number"
    power = _POWER.fullmatch(text)
    printed = power["base"] if power else text
    meant = parse(f"0{printed}" if printed[:1] == "." else printed, decimal)
    if meant is None:
        return None, "no-number"
    if len(meant.values) > 1:
        return None, "ambiguous-number"
    value = meant.values[0].scaleb(int(power["exponent"])) if power else meant.values[0]
    return format(value, "f"), None


@lru_cache(maxsize=4096)
def strengths(text: str) -> tuple[tuple[Decimal, str], ...]:
    """Return the amounts of a nutrient that a name prints, each with its unit: "Vitamin D3 2000 IU", "Omega-3 1 g".

    >>> strengths("Zink 25 mg, 100 tabletter"), strengths("Protein 1 kg")
    (((Decimal('25'), 'mg'),), ())
    """
    if not any(c.isdigit() for c in text):
        return ()
    units = spellings()
    found = []
    for match in _strength().finditer(text.lower().replace("\u00a0", " ")):
        meant = parse(match["number"])
        if meant is not None:
            found.append((meant.values[0], units[match["unit"]]))  # a whole thousand is no decimal in a name
    return tuple(found)


def is_strength(option: str) -> bool:
    """Tell whether an option is a strength: "400 mg", and not "250 g" or "60 capsules".

    >>> is_strength("2000 IU"), is_strength("250 g"), is_strength("60 capsules")
    (True, False, False)
    """
    return any(unit != "g" or value < _PACK for value, unit in strengths(option))


_PACK: Final = Decimal(10)
"""Grams from which an option is what the pack holds, and no strength."""


@lru_cache(maxsize=1)
def _strength() -> re.Pattern[str]:
    """Return a pattern of a number and a unit that nutrients are weighed or counted in."""
    counted = "|".join(
        sorted(map(re.escape, (u for u, s in spellings().items() if s in OF_NUTRIENTS)), key=len, reverse=True)
    )
    return re.compile(rf"(?<![\w.,])(?P<number>{PATTERN})[ ]?(?P<unit>{counted})(?!\w)")


OF_NUTRIENTS: Final = frozenset(units.TOLD) - {"kcal", "kJ", "ml"}
"""Units that amounts of nutrients are told in."""


class Measured(NamedTuple):
    """A number with what stands around it; ``note`` says why it needs a look, and holds what was not understood."""

    value: str | None
    unit: str | None
    bound: str | None = None
    high: str | None = None
    note: str | None = None


@lru_cache(maxsize=16384)
def measured(text: str, unit: str | None = None, *, decimal: str = "") -> Measured:
    """Return what a cell says; ``unit`` is that of its column. A unit in the cell goes before it, to check where they differ.

    >>> measured("24 grams"), measured("<0.5 g")
    (Measured(value='24', unit='g', bound=None, high=None, note=None), Measured(value='0.5', unit='g', bound='<', high=None, note=None))
    >>> measured("1,5", "mg").value, measured("5 scoops", "mg").note, measured("#N/A", "mg").note
    ('1.5', 'unknown-unit: 5 scoops', 'no-number: #N/A')
    >>> measured("0,3 g", "mg")
    Measured(value='0.3', unit='g', bound=None, high=None, note='units-differ: 0,3 g / mg')
    """
    text = " ".join(text.split())
    bound, begin = _bound(text)
    match = _MEASURE.fullmatch(text[begin:])
    if match is None:
        return Measured(None, unit, None, None, f"no-number: {text[:60]}")
    value, note = number(match["number"], decimal=decimal)
    high, odd = number(match["high"], decimal=decimal) if match["high"] else (None, None)
    note = note or odd
    if note is not None:
        return Measured(None, unit, None, None, f"{note}: {text[:60]}")
    if match["unit"]:
        found = _in_unit(Measured(value, None, bound, high), match["unit"], text)
        if found.note is None and unit not in (None, found.unit):
            found = found._replace(note=f"units-differ: {text[:40]} / {unit}")
        return found
    if unit is None:
        return Measured(None, None, None, None, f"unknown-unit: {text[:60]}")
    return Measured(value, unit, bound, high)


def _bound(text: str) -> tuple[str | None, int]:
    """Return the bound that a cell begins with, as a sign or a word, and where its number begins."""
    if text[:1] in BOUNDS:
        return BOUNDS[text[0]], len(text) - len(text[1:].lstrip())
    words = load().lexicon.find(text[:_LONGEST_BOUND]) if text[:1].isalpha() else []
    if not words or words[0].start:
        return None, 0
    bound = next((b for kind, b in _BOUNDS.items() if kind in words[0].meanings), None)
    rest = text[words[0].end :]
    return (bound, len(text) - len(rest.lstrip(_BEHIND_WORD))) if bound is not None else (None, 0)


_LONGEST_BOUND: Final = 40


def _in_unit(found: Measured, printed: str, text: str) -> Measured:
    unit = unit_of(printed)
    if unit is not None:
        return found._replace(unit=unit)
    low = printed.strip().lower()
    unit, times = load().unit_codes.get(spelled_units(load()).symbols.get(low, low), (None, Decimal(1)))
    if unit is None or found.value is None:
        return Measured(None, None, None, None, f"unknown-unit: {text[:60]}")
    high = None if found.high is None else format(Decimal(found.high) * times, "f")
    return found._replace(value=format(Decimal(found.value) * times, "f"), high=high, unit=unit)


def quantity(value: str, code: str | None) -> tuple[str | None, str | None, str | None]:
    """Return value and unit of a field whose unit stands in a field of its own, and why it needs a look.

    >>> quantity("2.25", "ONZ")[:2], quantity("5", "XX")
    (('63.78642703125', 'g'), (None, None, 'unknown-unit: 5 XX'))
    """
    plain, note = number(value, decimal=".")
    if plain is None:
        return None, unit_of(code), f"{note}: {value.strip()[:60]}"
    done = _in_unit(Measured(plain, None), code or "", f"{value.strip()} {code or ''}".strip())
    return done.value, done.unit, done.note
