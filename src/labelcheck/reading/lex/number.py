"""Printed numbers, in every convention, without guessing.

A mark followed by exactly three digits may be a decimal or a thousands mark: "1.000 mg" is 1,000 mg in German and
1 mg in English. Such a number keeps both values until the label's other numbers, its percentages or its language
decide.
"""

import re
from decimal import Decimal
from typing import Final, NamedTuple

VULGAR: Final = {"½": "0.5", "¼": "0.25", "¾": "0.75", "⅓": "0.333", "⅔": "0.667", "⅛": "0.125"}
_MOST_DIGITS: Final = 20

MARKS: Final = ".,'’·٫"
"""What is printed between a number and its decimals, somewhere in the world; some of it between thousands as well."""
LOOK_ALIKES: Final = "oоlıi|⁰¹²³⁴⁵⁶⁷⁸⁹"
"""What is taken for a digit, or set for one; lower case."""

PATTERN: Final = (
    r"(?:[1-9]\d{0,2}(?:[ ’']\d{3})+(?!\d)(?:[.,]\d+)?"  # 1 000  1’000,5
    r"|\d+[·٫’'](?!10[ ]?[\^*⁰¹²³⁴⁵⁶⁷⁸⁹])\d+(?![\d.,·٫’'])"  # 2·5, but no 5·10^9
    r"|\d+(?:[.,]\d+)+"  # 1.000,5  2,5
    r"|\d+ ?[½¼¾⅓⅔⅛]|(?:1/[2-8]|2/3|3/4)(?![/\d])"  # 1½  1/2
    r"|\d+|[½¼¾⅓⅔⅛])"
)
"""A number as printed, for use inside larger patterns; the text around it decides what it counts."""


class Number(NamedTuple):
    """``values``: what the number may mean, the likelier first; ``mark`` the mark that is in doubt.

    ``uses`` is the decimal mark that the number shows by itself; "" when it shows none.
    """

    values: tuple[Decimal, ...]
    mark: str = ""
    uses: str = ""


_WHOLE: Final = re.compile(PATTERN)
_TO_DIGITS: Final = str.maketrans("", "", " ’'")
_RAISED_MARK: Final = re.compile(r"\d+[·٫’']\d+")
_GROUPED: Final = re.compile(r"\d{1,3}(?:[’']\d{3})+")
_POWER_OF_TEN: Final = re.compile(r"(\d+(?:[.,]\d+)?)e([-–+]?\d{1,2})")
_MEANT: Final = str.maketrans("oоlıi|⁰¹²³⁴⁵⁶⁷⁸⁹·٫’'–", "0011110123456789....-")


def parse(printed: str, decimal: str = "") -> Number | None:
    """Return the number, or None for one too long to be an amount.

    ``decimal`` is the decimal mark the label is known to use; "" when it is not known.

    >>> parse("1 000").values, parse("2,5").values, parse("1.234,5").values
    ((Decimal('1000'),), (Decimal('2.5'),), (Decimal('1234.5'),))
    >>> parse("1.000").values
    (Decimal('1000'), Decimal('1.000'))
    >>> parse("1.000", decimal=",").values, parse("½").values
    ((Decimal('1000'),), (Decimal('0.5'),))
    """
    if len(printed) > _MOST_DIGITS:
        return None
    if printed.isascii() and printed.isdigit():
        return Number((Decimal(printed),))
    if not _WHOLE.fullmatch(printed):
        return None
    if _RAISED_MARK.fullmatch(printed) and not _GROUPED.fullmatch(printed):
        return Number((Decimal(re.sub(r"[·٫’']", ".", printed)),))
    if printed[-1] in VULGAR:
        whole = printed[:-1].strip()
        return Number((Decimal(whole or "0") + Decimal(VULGAR[printed[-1]]),))
    if "/" in printed:
        top, bottom = printed.split("/")
        return Number((Decimal(top) / Decimal(bottom),)) if int(bottom) else None
    return _with_marks(printed.translate(_TO_DIGITS), decimal, printed)


def _with_marks(digits: str, decimal: str, printed: str) -> Number | None:
    """Return a number of digits with any commas and points."""
    marks = [c for c in digits if c in ".,"]
    if not marks:
        return Number((Decimal(digits),))
    if not digits[-1].isdigit():
        return None
    if len(set(marks)) > 1:
        return _mixed(digits, marks)
    mark = marks[0]
    if len(marks) > 1:
        groups = digits.split(mark)
        grouped = all(len(g) == 3 for g in groups[1:])
        return Number((Decimal("".join(groups)),), uses="." if mark == "," else ",") if grouped else None
    return _one_mark(digits, mark, decimal, spaced=len(digits) != len(printed))


def may_be_digits(text: str) -> bool:
    """Whether all of a text looks like digits: "I", "Il", "O".

    >>> may_be_digits("Il"), may_be_digits("5O"), may_be_digits("Zn")
    (True, True, False)
    """
    return text.lower().translate(_MEANT).replace(".", "").isdigit()


def mended(printed: str) -> Number | None:
    """Return the number that a run of digits and what looks like digits stands for, a decimal mark in front included.

    >>> mended(",6").values, mended("o,5").values, mended("5o0").values, mended("5e-3").values
    ((Decimal('0.6'),), (Decimal('0.5'),), (Decimal('500'),), (Decimal('0.005'),))
    """
    power = _POWER_OF_TEN.fullmatch(printed)
    if power:
        base, exponent = parse(power[1]), int(power[2].replace("–", "-"))
        return None if base is None else Number(tuple(v.scaleb(exponent) for v in base.values), base.mark)
    plain = printed.translate(_MEANT)
    return parse("0" + plain if plain[:1] in (".", ",") else plain)


def _mixed(digits: str, marks: list[str]) -> Number | None:
    """Both marks occur: the last is the decimal mark, and it may occur once."""
    last = marks[-1]
    if marks.count(last) > 1:
        return None
    whole, fraction = digits.rsplit(last, 1)
    other = "," if last == "." else "."
    groups = whole.split(other)
    if any(len(g) != 3 for g in groups[1:]):
        return None
    return Number((Decimal("".join(groups) + "." + fraction),), uses=last)


def _one_mark(digits: str, mark: str, decimal: str, *, spaced: bool) -> Number:
    whole, fraction = digits.split(mark)
    as_decimal = Decimal(f"{whole}.{fraction}")
    thousands = len(fraction) == 3 and 1 <= len(whole) <= 3 and whole[0] != "0" and not spaced
    if not thousands:
        return Number((as_decimal,), uses=mark)
    as_thousands = Decimal(whole + fraction)
    if decimal:
        return Number((as_decimal if mark == decimal else as_thousands,))
    return Number((as_thousands, as_decimal), mark)
