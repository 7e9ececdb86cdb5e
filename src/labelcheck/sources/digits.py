"""Whether a digit, an m or a µ is drawn as what it is read as: its shape beside those of the standard fonts.

No text recognition: twelve shapes, each stretched to one size, are told apart by how far they agree with printed ones.
Runs in the guarded process.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2

Shape = npt.NDArray[np.float32]
Shades = npt.NDArray[np.uint8]

WIDTH: Final = 20
HEIGHT: Final = 28
_FONTS: Final = (
    "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Times-Roman", "Times-Bold", "Times-Italic", "Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique",
)  # fmt: skip
_MU: Final = "\u03bc"
_KNOWN: Final = "0123456789m" + _MU
"""Small mu stands for the micro sign, as in compatibility normal form."""
_SCALE: Final = 3.0
_STEP: Final = 30
_FEWEST: Final = 4
"""Pixels of anything that is looked at."""
_NARROW: Final = 0.12
"""How much narrower or wider than the closest shape of a digit's own, per unit of height, costs as much as 0.1."""


def likeness(ink: Shades) -> dict[str, float]:
    """Return for each of the shapes how far it agrees with what is drawn, at most 1; nothing where nothing is drawn."""
    cut = _cut(ink)
    if cut is None:
        return {}
    shape, aspect = cut
    digits, shapes, own = _references()
    scores = shapes @ shape.ravel() - 0.1 / _NARROW * np.abs(own - aspect)
    found: dict[str, float] = {}
    for digit, score in zip(digits, scores.tolist(), strict=True):
        found[digit] = max(found.get(digit, -2.0), score)
    return found


def _cut(ink: Shades) -> tuple[Shape, float] | None:
    """Return what is drawn, stretched to one size and normalised, and how wide it is in heights."""
    if min(ink.shape) < _FEWEST:
        return None
    rows, columns = np.flatnonzero(ink.max(axis=1) > 96), np.flatnonzero(ink.max(axis=0) > 96)
    if not rows.size or rows[-1] - rows[0] < _FEWEST:
        return None
    part = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].astype(np.float32)
    aspect = part.shape[1] / part.shape[0]
    level = cv2.GaussianBlur(cv2.resize(part, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA), (0, 0), 1.2)
    level = level - level.mean()
    length = float(np.linalg.norm(level))
    return (np.asarray(level / length, np.float32), aspect) if length else None


@cache
def _references() -> tuple[list[str], Shape, Shape]:
    """Return the digits of the standard fonts, as pdfium draws them: which, their shapes in rows, and their widths in heights."""
    document = pypdfium2.PdfDocument(_specimens())
    shades = document[0].render(scale=_SCALE, grayscale=True).to_numpy()
    ink = 255 - shades.reshape(shades.shape[:2])
    found: list[tuple[str, Shape, float]] = []
    step = round(_STEP * _SCALE)
    for row in range(len(_FONTS)):
        for column, digit in enumerate(_KNOWN):
            drawn = ink[row * step : (row + 1) * step, column * step : (column + 1) * step]
            cut = _cut(drawn)
            if cut is None:
                continue
            found.append((digit, *cut))
            if digit == "0":
                found += _zeros(drawn)
    shapes = np.stack([shape.ravel() for _, shape, _ in found])
    return [digit for digit, _, _ in found], shapes, np.asarray([own for _, _, own in found], np.float32)


def _zeros(drawn: Shades) -> list[tuple[str, Shape, float]]:
    """Return zeros with a dot and with a stroke in them."""
    rows, columns = np.flatnonzero(drawn.max(axis=1) > 96), np.flatnonzero(drawn.max(axis=0) > 96)
    x, y = int(columns.mean()), int(rows.mean())
    dx, dy = int((columns[-1] - columns[0]) / 4), int((rows[-1] - rows[0]) / 3.5)
    found = []
    for begin, end in (
        ((x, y - 2), (x, y + 2)),
        ((x - dx, y + dy), (x + dx, y - dy)),
        ((x - dx, y - dy), (x + dx, y + dy)),
    ):
        cut = _cut(np.asarray(cv2.line(drawn.copy(), begin, end, 255, 6), np.uint8))
        if cut is not None:
            found.append(("0", *cut))
    return found


def _specimens() -> bytes:
    """Return a PDF of a page with the digits of a font in a row, in squares."""
    width, height = _STEP * len(_KNOWN), _STEP * len(_FONTS)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>", b"", b""]
    parts = []
    for row, name in enumerate(_FONTS):
        objects.append(f"<</Type/Font/Subtype/Type1/BaseFont/{name}/Encoding/WinAnsiEncoding>>".encode())
        for column, digit in enumerate(_KNOWN):
            x, y = column * _STEP + 6, height - (row + 1) * _STEP + 6
            parts.append(f"BT /F{row} 24 Tf 1 0 0 1 {x} {y} Tm ({digit}) Tj ET")
    fonts = " ".join(f"/F{row} {row + 5} 0 R" for row in range(len(_FONTS)))
    objects[2] = (
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Resources<</Font<<{fonts}>>>>/Contents 4 0 R>>".encode()
    )
    content = "\n".join(parts).replace(_MU, chr(0xB5)).encode("cp1252")
    objects[3] = b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % at for at in offsets)
    out.write(b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()
