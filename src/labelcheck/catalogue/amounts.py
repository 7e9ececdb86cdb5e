"""Numbers and units of fields that hold nothing else: cells of a table, attributes of a message."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck.knowledge import load

_CODES: Final = {
    "g": "g", "grm": "g", "mg": "mg", "mgm": "mg", "µg": "µg", "μg": "µg", "ug": "µg", "mcg": "µg", "mc": "µg", "ng": "ng",
    "iu": "IU", "ie": "IU", "niu": "IU", "kj": "kJ", "kjo": "kJ", "kcal": "kcal", "e14": "kcal", "k51": "kcal", "ml": "ml", "mlt": "ml",
    "cfu": "CFU",
}  # fmt: skip
"""Symbols, and the codes of UN/ECE Recommendation 20, to our units."""
_TIMES: Final = {
    "kgm": (Decimal(1000), "g"), "kg": (Decimal(1000), "g"), "onz": (Decimal("28.349523125"), "g"),
    "oz": (Decimal("28.349523125"), "g"), "lbr": (Decimal("453.59237"), "g"), "ltr": (Decimal(1000), "ml"),
    "l": (Decimal(1000), "ml"), "clt": (Decimal(10), "ml"), "dlt": (Decimal(100), "ml"), "cl": (Decimal(10), "ml"),
    "dl": (Decimal(100), "ml"),
}  # fmt: skip
"""Codes and symbols of units that we hold in another: the international avoirdupois ounce and pound of 1959."""
_DECIMAL: Final = re.compile(r"\d{1,18}(?:\.\d{1,18})?(?:[eE][+-]?\d{1,2})?|\.\d{1,18}")
_COMMA: Final = re.compile(r"(\d{1,18}),(\d{1,18})")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[ \u202f'’]\d{3})+")
_GROUPS: Final = re.compile(r"[ \u202f'’]")
_BOUND: Final = re.compile(
    r"(<|>|≤|≥|~|≈|(?:less than|up to|max\.?|mindre än|under|ca\.?|approx\.?|about)(?=[ \d]))[ ]*", re.IGNORECASE
)
_BOUNDS: Final = {"<": "<", "≤": "<", ">": ">", "≥": ">", "~": "~", "≈": "~", "ca": "~", "approx": "~", "about": "~"}
_MEASURE: Final = re.compile(
    r"(?P<number>[\d.,][\d.,eE \u202f'’]*?)(?:[ ]?[-–][ ]?(?P<high>[\d.,]+))?[ ]?(?P<unit>[^\d\s.,][^\d]*)?"
)
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """Return our units by all their spellings, in small letters."""
    return {**load().unit_spellings, **_CODES}


def unit_of(text: str | None) -> str | None:
    """Return our unit for a spelling or a UN/ECE code, None for an unknown one.

    >>> unit_of("MC"), unit_of("mcg"), unit_of("milligrams"), unit_of("furlong")
    ('µg', 'µg', 'mg', None)
    """
    return spellings().get((text or "").strip().lower())


def number(text: str, *, decimal: str = "") -> tuple[str | None, str | None]:
    """Return a decimal number as text, and why it needs a look.

    ``decimal`` is the decimal mark where the format lays it down, as "." in XML.

    >>> number("1.50"), number("2,5"), number("1,000"), number("about 3")
    (('1.50', None), ('2.5', None), (None, 'ambiguous-number'), (None, 'no-number'))
    >>> number("1.000"), number("1.000", decimal="."), number("12 500")
    ((None, 'ambiguous-number'), ('1.000', None), ('12500', None))
    """
    text = text.strip().replace("\u00a0", " ")
    if not decimal and _THOUSANDS.fullmatch(text):
        return None, "ambiguous-number"
    if _DECIMAL.fullmatch(text):
        return text, None
    if _GROUPED.fullmatch(text):
        return _GROUPS.sub("", text), None
    comma = _COMMA.fullmatch(text)
    if comma is None or decimal == ".":
        return None, "no-number"
    return f"{comma[1]}.{comma[2]}", None


class Measured(NamedTuple):
    """A number with what stands around it; ``note`` says why it needs a look, and holds what was not understood."""

    value: str | None
    unit: str | None
    bound: str | None = None
    high: str | None = None
    note: str | None = None


def measured(text: str, unit: str | None = None, *, decimal: str = "") -> Measured:
    """Return what a cell says; ``unit`` is that of its column, which a unit in the cell goes before.

    >>> measured("24 grams"), measured("<0.5 g")
    (Measured(value='24', unit='g', bound=None, high=None, note=None), Measured(value='0.5', unit='g', bound='<', high=None, note=None))
    >>> measured("1,5", "mg").value, measured("5 scoops", "mg").note, measured("#N/A", "mg").note
    ('1.5', 'unknown-unit: 5 scoops', 'no-number: #N/A')
    """
    text = " ".join(text.split())
    begin = _BOUND.match(text)
    bound = None if begin is None else _BOUNDS.get(begin[1].lower().rstrip("."), "<")
    match = _MEASURE.fullmatch(text[begin.end() :] if begin else text)
    if match is None:
        return Measured(None, unit, None, None, f"no-number: {text[:60]}")
    value, note = number(match["number"], decimal=decimal)
    high, odd = number(match["high"], decimal=decimal) if match["high"] else (None, None)
    note = note or odd
    if note is not None:
        return Measured(None, unit, None, None, f"{note}: {text[:60]}")
    if match["unit"]:
        return _in_unit(Measured(value, None, bound, high), match["unit"], text)
    if unit is None:
        return Measured(None, None, None, None, f"unknown-unit: {text[:60]}")
    return Measured(value, unit, bound, high)


def _in_unit(found: Measured, printed: str, text: str) -> Measured:
    unit = unit_of(printed)
    if unit is not None:
        return found._replace(unit=unit)
    times = _TIMES.get(printed.strip().lower())
    if times is None or found.value is None:
        return Measured(None, None, None, None, f"unknown-unit: {text[:60]}")
    high = None if found.high is None else format(Decimal(found.high) * times[0], "f")
    return found._replace(value=format(Decimal(found.value) * times[0], "f"), high=high, unit=times[1])


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
