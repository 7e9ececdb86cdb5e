"""Numbers and units of columns that hold nothing else."""

from __future__ import annotations

import re
from typing import Final

_UNITS: Final = {
    "g": "g", "grm": "g", "mg": "mg", "mgm": "mg", "µg": "µg", "μg": "µg", "ug": "µg", "mcg": "µg", "mc": "µg", "ng": "ng",
    "iu": "IU", "ie": "IU", "niu": "IU", "kj": "kJ", "kjo": "kJ", "kcal": "kcal", "e14": "kcal", "k51": "kcal", "ml": "ml", "mlt": "ml",
    "cfu": "CFU",
}  # fmt: skip
"""Spellings, and the codes of UN/ECE Recommendation 20, to our units."""
_PLAIN: Final = re.compile(r"\d{1,18}(?:\.\d{1,18})?(?:[eE][+-]?\d{1,2})?")
_COMMA: Final = re.compile(r"(\d{1,18}),(\d{1,18})")


def unit_of(text: str | None) -> str | None:
    """Return our unit for a spelling or a UN/ECE code, None for an unknown one.

    >>> unit_of("MC"), unit_of("mcg"), unit_of("furlong")
    ('µg', 'µg', None)
    """
    return _UNITS.get((text or "").strip().lower())


def number(text: str) -> tuple[str | None, str | None]:
    """Return a decimal number as text, and why it needs a look.

    >>> number("1.50"), number("2,5"), number("1,000"), number("about 3")
    (('1.50', None), ('2.5', None), (None, 'ambiguous-number'), (None, 'no-number'))
    """
    text = text.strip().replace("\u00a0", "")
    if _PLAIN.fullmatch(text):
        return text, None
    comma = _COMMA.fullmatch(text)
    if comma is None:
        return None, "no-number"
    if len(comma[2]) == 3 and comma[1] != "0":
        return None, "ambiguous-number"
    return f"{comma[1]}.{comma[2]}", None
