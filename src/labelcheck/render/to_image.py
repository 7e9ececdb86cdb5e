"""Pictures for people: a page's pixels as a JPEG of a size that fits in a report."""

from __future__ import annotations

import base64
import io
from typing import NamedTuple

_LONGEST = 1600
_QUALITY = 72


class PagePicture(NamedTuple):
    """A page shown as a picture; ``width`` and ``height`` are those in which its boxes are given."""

    number: int
    width: float
    height: float
    jpeg: bytes

    @property
    def uri(self) -> str:
        """The picture as a data URI."""
        return f"data:image/jpeg;base64,{base64.b64encode(self.jpeg).decode('ascii')}"


def jpeg_of(pixels: bytes, width: int, height: int) -> bytes:
    """Return RGB pixels as a JPEG whose longer side has at most 1,600 pixels."""
    from PIL import Image

    picture = Image.frombytes("RGB", (width, height), pixels)
    picture.thumbnail((_LONGEST, _LONGEST))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()
