"""Which dictionaries of a PDF hold the same font: some producers write a font anew for each page. Runs in the guarded process."""

from __future__ import annotations

import hashlib
from typing import Any, Final

from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral

_DEEPEST: Final = 8
_MOST: Final = 20_000
"""Values of one font."""


class _TooMuch(Exception):
    pass


def content_of(spec: dict[str, Any]) -> bytes | None:
    """Return a digest of all that a font's dictionary holds, its program and its map among it; None where that is too much to say."""
    digest = hashlib.blake2b(digest_size=16)
    left = _MOST

    def add(raw: object, depth: int) -> None:
        nonlocal left
        left -= 1
        if depth > _DEEPEST or left < 0:
            raise _TooMuch
        value = resolve1(raw)
        if isinstance(value, PDFStream):
            add(value.attrs, depth + 1)
            data = value.get_rawdata()
            digest.update(b"stream")
            digest.update(value.get_data() if data is None else data)
        elif isinstance(value, dict):
            digest.update(b"<<")
            for key in sorted(value, key=str):
                digest.update(f"/{key} ".encode())
                add(value[key], depth + 1)
            digest.update(b">>")
        elif isinstance(value, list) and all(isinstance(one, int | float) for one in value):
            digest.update(repr(value).encode())
        elif isinstance(value, list):
            digest.update(b"[")
            for one in value:
                add(one, depth + 1)
            digest.update(b"]")
        else:
            shown = value.name if isinstance(value, PSLiteral) else value
            digest.update(f"{type(value).__name__} {shown!r} ".encode())

    try:
        add(spec, 0)
    except _TooMuch:
        return None
    return digest.digest()
