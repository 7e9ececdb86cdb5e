"""What an input is, told by its content and never by its name."""

from __future__ import annotations

from typing import Final, Literal

from labelcheck.errors import UnsupportedFormat

Kind = Literal["text", "pdf", "image"]

_PICTURES: Final = (
    b"\x89PNG\r\n\x1a\n",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*\x00",
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
)
_BRANDS: Final = frozenset(
    [b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2"]
)
_BITMAP_HEADERS: Final = frozenset(size.to_bytes(4, "little") for size in (12, 40, 52, 56, 108, 124))
_OTHERS: Final = (
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"%!PS", "PostScript"),
)
_PDF_WITHIN: Final = 1024
_ADVICE: Final = "give it the label as text, PDF or picture"


def kind_of(data: bytes, name: str) -> Kind:
    """Return what the bytes hold. Anything without a known beginning is a text, or found to be none later.

    >>> kind_of(b"%PDF-1.7 ...", "label.txt")
    'pdf'

    Raises:
        UnsupportedFormat: they begin as a kind of file that is not read.

    """
    head = data[:_PDF_WITHIN]
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    if head.startswith(b"BM") and head[6:10] == bytes(4) and head[14:18] in _BITMAP_HEADERS:
        return "image"
    if head[4:8] == b"ftyp":
        if head[8:12] in _BRANDS or any(brand in head[16:64] for brand in _BRANDS):
            return "image"
        raise UnsupportedFormat(name, f"this is a film or sound; {_ADVICE}")
    for signature, what in _OTHERS:
        if head.startswith(signature):
            raise UnsupportedFormat(name, f"this is {what}, which is not read; {_ADVICE}")
    # other programs put a few bytes before a PDF's mark, and readers look for it
    if head.startswith(b"%PDF-") or (b"%PDF-" in head and (b"\x00" in head or b" obj" in data[: 4 * _PDF_WITHIN])):
        return "pdf"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<!doctype svg")) or (start.startswith(b"<?xml") and b"<svg" in start):
        raise UnsupportedFormat(name, f"this is an SVG drawing, which is not read; {_ADVICE}")
    return "text"
