"""Files made for tests: PDFs written by hand, and pictures."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

from PIL import Image, ImageDraw

Placed = tuple[float, float, str]


def pdf(
    pages: Sequence[bytes],
    *,
    size: tuple[float, float] = (400, 300),
    extra: str = "",
    filters: str = "",
    count: int = 0,
    catalog: str = "",
    resources: str = "",
    objects_from_4: Sequence[bytes] = (),
) -> bytes:
    """Return a PDF whose pages have these content streams; ``count`` repeats the first page."""
    total = count or len(pages)
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
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
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]{extra}"
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
