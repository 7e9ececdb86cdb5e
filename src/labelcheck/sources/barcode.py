"""The trade item's number in a picture: its bars, read offline. Runs in the guarded process."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL import Image

_LENGTHS: Final = (8, 12, 13)
_WRITTEN: Final = 13
"""Digits in which a number is given: the American twelve are thirteen with a nought before."""


def gtins(picture: Image.Image) -> list[str]:
    """Return the numbers of all EAN and UPC codes in a picture; none where their reader is not installed."""
    if find_spec("zxingcpp") is None:
        return []
    import numpy as np
    import zxingcpp

    wanted = (zxingcpp.BarcodeFormat.EAN13, zxingcpp.BarcodeFormat.EAN8, zxingcpp.BarcodeFormat.UPCA)
    formats = zxingcpp.BarcodeFormats(list(wanted))
    found = zxingcpp.read_barcodes(np.asarray(picture.convert("L")), formats=formats)
    return list(dict.fromkeys(gtin for code in found if (gtin := gtin_of(code.text)) is not None))


def gtin_of(digits: str) -> str | None:
    """Return a trade item's number as it is written, None for what is none: its last digit checks the others.

    >>> gtin_of("4006381333931"), gtin_of("036000291452"), gtin_of("4006381333932")
    ('4006381333931', '0036000291452', None)
    """
    if len(digits) not in _LENGTHS or not digits.isdecimal() or not digits.isascii():
        return None
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(reversed(digits)))
    if total % 10:
        return None
    return digits if len(digits) == _LENGTHS[0] else digits.zfill(_WRITTEN)
