"""Files made for tests: PDFs written by hand, and pictures."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

from PIL import Image, ImageDraw

Placed = tuple[float, float, str]
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def pdf(  # noqa: PLR0913 - the parts of a file, by name
    pages: Sequence[bytes],
    *,
    size: tuple[float, float] = (400, 300),
    extra: str = "",
    filters: str = "",
    count: int = 0,
    catalog: str = "",
    resources: str = "",
    objects_from_4: Sequence[bytes] = (),
    font: bytes = HELVETICA,
    corner: tuple[float, float] = (0, 0),
) -> bytes:
    """Return a PDF whose pages have these content streams; ``count`` repeats the first page."""
    total = count or len(pages)
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        b"",
        font,
        *objects_from_4,
    ]
    streams = []
    for content in pages:
        objects.append(b"<</Length %d%s>>stream\n" % (len(content), filters.encode()) + content + b"\nendstream")
        streams.append(len(objects))
    kids = []
    for i in range(total):
        objects.append(
            (
                f"<</Type/Page/Parent 2 0 R/MediaBox[{corner[0]} {corner[1]} {corner[0] + size[0]} {corner[1] + size[1]}]{extra}"
                f"/Resources<</Font<</F 3 0 R>>{resources}>>/Contents {streams[i % len(streams)]} 0 R>>"
            ).encode()
        )
        kids.append(len(objects))
    objects[1] = f"<</Type/Pages/Count {total}/Kids[{' '.join(f'{k} 0 R' for k in kids)}]>>".encode()
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % at for at in offsets)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def stream(data: bytes, entries: str = "") -> bytes:
    """Return a stream object."""
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), entries.encode(), data)


def to_unicode(changed: dict[str, str]) -> bytes:
    """Return a font's map: every code of cp1252 as itself, but for those changed."""
    codes = [*range(32, 127), *range(160, 256)]
    pairs = ((code, changed.get(chr(code), chr(code))) for code in codes)
    lines = [f"<{code:02x}> <{text.encode('utf-16-be').hex()}>" for code, text in pairs]
    blocks = [lines[at : at + 100] for at in range(0, len(lines), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    head = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def"
    return stream(f"{head}\n1 begincodespacerange <00> <ff> endcodespacerange\n{body}\nendcmap end end".encode())


def drawn_font(base: str, map_at: int = 4) -> tuple[bytes, list[bytes]]:
    """Return a font whose glyphs are procedures with names that tell nothing, and the procedures.

    Each draws its code's character in a standard font, so that nothing but looking tells whether the map is true.
    """
    codes = [*range(32, 127), *range(160, 256)]
    glyphs = []
    for code in codes:
        shown = b"\\%03o" % code
        glyphs.append(stream(b"%d 0 d0 BT /H 1000 Tf (%s) Tj ET" % (_advance(code, base), shown)))
    procs = " ".join(f"/g{c} {map_at + 1 + i} 0 R" for i, c in enumerate(codes))
    differences = " ".join(f"{c} /g{c}" for c in codes)
    widths = " ".join(str(_advance(code, base)) for code in range(32, 256))
    font = (
        f"<</Type/Font/Subtype/Type3/FontBBox[0 -250 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<<{procs}>>"
        f"/Encoding<</Type/Encoding/Differences[{differences}]>>/FirstChar 32/LastChar 255/Widths[{widths}]"
        f"/ToUnicode {map_at} 0 R/Resources<</Font<</H<</Type/Font/Subtype/Type1/BaseFont/{base}"
        f"/Encoding/WinAnsiEncoding>>>>>>>>"
    )
    return font.encode(), glyphs


def _advance(code: int, base: str) -> int:
    """Return room for a character in the widest of the standard fonts, or in one where all are as wide."""
    if base.startswith("Courier"):
        return 300 if chr(code) == " " else 600
    return {" ": 300, "m": 900, "M": 900, "W": 950, "%": 1000}.get(chr(code), 600)


def content(words: Sequence[Placed], *, font: float = 12, matrix: str = "") -> bytes:
    """Return a content stream that prints texts with their base lines at places from the bottom left."""
    parts = [f"q {matrix} cm" if matrix else "q"]
    for x, y, text in words:
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        parts.append(f"BT /F {font} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET")
    return "\n".join([*parts, "Q"]).encode("cp1252")


TABLE: Sequence[Placed] = (
    (20, 260, "Innehåll per dagsdos (2 kapslar)"), (300, 260, "% RI"),
    (20, 240, "Järn"), (200, 240, "14 mg"), (300, 240, "100 %"),
    (20, 220, "Vitamin D"), (200, 220, "10 µg"), (300, 220, "200 %"),
    (20, 200, "Zink"), (200, 200, "5 mg"), (300, 200, "50 %"),
)  # fmt: skip


def deflated(data: bytes, times: int = 1) -> tuple[bytes, str]:
    """Return data compressed so many times, and the filters to say so."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data, f"/Filter[{'/FlateDecode' * times}]"


def repeated(block: bytes, times: int) -> bytes:
    """Return what compressing so many blocks in a row gives, of which one is compressed."""
    squeezer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    one, end = squeezer.compress(block) + squeezer.flush(zlib.Z_FULL_FLUSH), squeezer.flush()
    check = 1
    for _ in range(times):
        check = zlib.adler32(block, check)
    return b"\x78\xda" + one * times + end + check.to_bytes(4, "big")


def picture(words: Sequence[Placed] = (), size: tuple[int, int] = (640, 400), *, mode: str = "RGB") -> Image.Image:
    """Return a white picture with texts printed at places from the top left."""
    made = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(made)
    for x, y, text in words:
        draw.text((x, y), text, fill="black", font_size=26)
    return made.convert(mode)


def encoded(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    """Return a picture's file."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
