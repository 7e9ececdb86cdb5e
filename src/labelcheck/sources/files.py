"""Bytes out of paths, open files and pictures in memory."""

from __future__ import annotations

import io
import os
import re
import stat
from pathlib import Path
from typing import IO, Any, Final, Protocol

from labelcheck.errors import InputTooLarge, UnreadableFile, UsageError
from labelcheck.extras import require
from labelcheck.sources.limits import DEFAULT


class Pixels(Protocol):
    """A picture in memory: a PIL image, or an array of RGB or grey pixels of 8 bits, as numpy has them."""

    @property
    def __array_interface__(self) -> dict[str, Any]:
        """How its pixels lie."""


LabelSource = str | os.PathLike[str] | bytes | bytearray | memoryview | IO[bytes] | Pixels
"""What is read: a path, bytes, an open binary file, a picture."""
_ACCEPTED: Final = "a path, bytes or an open binary file; with the extra photo a PIL image or an array of RGB pixels"
_BYTES: Final = "|u1"
_SHOWN: Final = 40
"""Characters of a text that was taken for a path."""
_LABEL: Final = re.compile(r"\n|\d\s*(?:%|[^\W\d_]{1,4}\b)")
"""What texts of labels hold and names of files do not: an amount, or a second line."""
_SUFFIX: Final = re.compile(r"\.\w{1,5}$")


def read_bytes(source: LabelSource, name: str | None = None, largest: int = DEFAULT.size) -> tuple[bytes, str]:
    """Return the bytes of a path, of bytes themselves, of an open binary file or of a picture, and what to call them.

    Raises:
        UnreadableFile: there is no such file, or it is a folder, a pipe or closed to us.
        InputTooLarge: it has more bytes than any label.
        UsageError: it is nothing of that kind.

    """
    if isinstance(source, bytes | bytearray | memoryview):
        return _limited(bytes(source), name or "bytes", largest), name or "bytes"
    if not isinstance(source, str | os.PathLike):
        return _held(source, name, largest)
    path = Path(source)
    shown = name or path.name or str(path)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableFile(shown, "this is a folder; give the file in it")
        if not stat.S_ISREG(mode):
            raise UnreadableFile(shown, "not a regular file")
        with path.open("rb") as file:
            return _limited(file.read(largest + 1), shown, largest), shown
    except (OSError, ValueError) as error:
        if isinstance(source, str) and _is_label(source):
            start = " ".join(source.split())
            shown = start if len(start) <= _SHOWN else f"{start[:_SHOWN]}…"
            raise UnreadableFile(
                shown,
                "no such file; this looks like a label's text: labelcheck.check_text and labelcheck.read_text take it, "
                "or on the command line the standard input, as in: labelcheck check -",
            ) from error
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(shown, reason[:1].lower() + reason[1:]) from error


def _is_label(text: str) -> bool:
    return _LABEL.search(text) is not None and len(text.split()) > 1 and not _SUFFIX.search(text.strip())


def _held(source: Any, name: str | None, largest: int) -> tuple[bytes, str]:  # noqa: ANN401
    """Return the bytes of an open file, or of a picture that a program holds."""
    if hasattr(source, "read"):
        shown = name or str(getattr(source, "name", "file"))
        data = source.read(largest + 1)
        if not isinstance(data, bytes):
            raise UnreadableFile(shown, "open it in binary mode")
        return _limited(data, shown, largest), shown
    if hasattr(source, "__array_interface__"):
        return _limited(_encoded(source), name or "picture", largest), name or "picture"
    more = "; read_together takes several files of one product" if isinstance(source, list | tuple) else ""
    raise UsageError(f"this is {_called(source)}; what is read is {_ACCEPTED}{more}")


def _called(source: object) -> str:
    return "None" if source is None else f"a {type(source).__name__}"


def _encoded(picture: Any) -> bytes:  # noqa: ANN401
    """Return a picture as a PNG; an array has rows of pixels, grey or red green blue, of 8 bits.

    Raises:
        UsageError: the array is none of a picture.

    """
    require("photo", "a picture")
    from PIL import Image

    if not isinstance(picture, Image.Image):
        about = picture.__array_interface__
        shape = tuple(about["shape"])
        if about["typestr"] != _BYTES or len(shape) not in (2, 3) or shape[2:] not in ((), (3,), (4,)):
            raise UsageError(f"an array of shape {shape} is no picture: rows of RGB or grey pixels of 8 bits are")
        picture = Image.fromarray(picture)
    out = io.BytesIO()
    picture.convert("RGBA" if picture.mode in ("RGBA", "LA", "P") else "RGB").save(out, "PNG", compress_level=1)
    return out.getvalue()


def _limited(data: bytes, name: str, largest: int) -> bytes:
    if len(data) > largest:
        raise InputTooLarge(name, f"more than {largest:,} bytes")
    return data
