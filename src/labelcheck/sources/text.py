"""Text out of bytes, in whatever encoding they are."""

from __future__ import annotations

import codecs
from typing import Final

from labelcheck.errors import InputTooLarge, UnsupportedFormat

LARGEST: Final = 8_000_000
"""Bytes of text that are read; a label has thousands."""

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE: Final = 65_536
_CONTROL_SHARE: Final = 0.05
_HALF: Final = 0.3
_TEXT_CONTROLS: Final = frozenset(b"\t\n\r\x0b\x0c\x1b")


def decode(data: bytes, name: str) -> str:
    """Return the text in ``data``: UTF-8, UTF-16 or UTF-32 with or without a mark, else Windows Western.

    A single NUL or odd byte in a text does no harm; bytes that are mostly no characters are no text.

    Raises:
        InputTooLarge: more bytes than any label has.
        UnsupportedFormat: the bytes are binary data and no text.

    """
    if len(data) > LARGEST:
        raise InputTooLarge(name, f"{len(data):,} bytes of text; at most {LARGEST:,} are read")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    guessed = _wide(data)
    if guessed:
        return data.decode(guessed, errors="replace")
    sample = data[:_SAMPLE]
    controls = sum(b < 32 and b not in _TEXT_CONTROLS for b in sample)
    if sample and controls > _CONTROL_SHARE * len(sample):
        raise UnsupportedFormat(name, "this is binary data and no text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return data.decode("cp1252", errors="replace")


def _wide(data: bytes) -> str | None:
    """Return UTF-16 in the byte order in which every other byte is NUL."""
    sample = data[:_SAMPLE]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _HALF and even < 0.05:
        return "utf-16-le"
    if even > _HALF and odd < 0.05:
        return "utf-16-be"
    return None
