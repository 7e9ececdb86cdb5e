"""Bytes out of paths and open files."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import IO

from labelcheck.errors import InputTooLarge, UnreadableFile
from labelcheck.sources.limits import DEFAULT


def read_bytes(
    source: str | os.PathLike[str] | bytes | IO[bytes], name: str | None = None, largest: int = DEFAULT.size
) -> tuple[bytes, str]:
    """Return the bytes of a path, of bytes themselves or of an open binary file, and what to call them.

    Raises:
        UnreadableFile: there is no such file, or it is a folder, a pipe or closed to us.
        InputTooLarge: it has more bytes than any label.

    """
    if isinstance(source, bytes):
        return _limited(source, name or "bytes", largest), name or "bytes"
    if not isinstance(source, str | os.PathLike):
        shown = name or str(getattr(source, "name", "file"))
        data = source.read(largest + 1)
        if not isinstance(data, bytes):
            raise UnreadableFile(shown, "open it in binary mode")
        return _limited(data, shown, largest), shown
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
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableFile(shown, reason[:1].lower() + reason[1:]) from error


def _limited(data: bytes, name: str, largest: int) -> bytes:
    if len(data) > largest:
        raise InputTooLarge(name, f"more than {largest:,} bytes")
    return data
