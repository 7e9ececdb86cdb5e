"""Where answers go: standard output, or a file that is complete or not there."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TextIO

from labelcheck.errors import UnreadableFile, UsageError


class Output:
    """Standard output in ``encoding``, or the file at ``path`` in UTF-8. Pictures go to its ``buffer``.

    A file is written beside its place and moved there at the end, so that a failure leaves what was there before.
    Its permissions and a link that leads to it stay as they are. What is no regular file (a device, a pipe) is
    written to directly.

    Raises:
        UsageError: the path is a folder or one of the ``inputs``.
        UnreadableFile: it cannot be written.

    """

    def __init__(self, path: Path | None, inputs: list[str], encoding: str = "utf-8") -> None:
        self._path = path
        self._inputs = inputs
        self._encoding = encoding
        self._file: TextIO | None = None
        self._aside: Path | None = None
        self._target: Path | None = None

    def __enter__(self) -> TextIO:
        if self._path is None:
            return _standard_output(self._encoding)
        if self._path.is_dir() or not self._path.name:
            raise UsageError(f"{self._path}: this is a folder; name a file")
        try:
            self._file = self._open(self._path)
        except OSError as error:
            raise UnreadableFile(str(self._path), f"cannot be written: {error.strerror}") from error
        return self._file

    def _open(self, path: Path) -> TextIO:
        target = path.resolve()
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            return target.open("w", encoding="utf-8")
        if any(name != "-" and _same(target, Path(name)) for name in self._inputs):
            raise UsageError(f"{path}: this is one of the inputs; name another file for the output")
        if mode is not None and not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):
            raise UnreadableFile(str(path), "cannot be written: it is read-only")
        self._target = target
        self._aside = target.with_name(f".{target.name}.{os.getpid()}.part")
        file = self._aside.open("w", encoding="utf-8")
        if mode is not None:
            self._aside.chmod(stat.S_IMODE(mode))
        return file

    def __exit__(self, kind: object, *_: object) -> None:
        if self._file is None:
            return
        try:
            self._file.close()
            if kind is None and self._aside is not None and self._target is not None:
                self._aside.replace(self._target)
        finally:
            if self._aside is not None:
                self._aside.unlink(missing_ok=True)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _standard_output(encoding: str) -> TextIO:
    # a process may be started without one
    if sys.stdout is None:
        raise UnreadableFile("standard output", "cannot be written: it is closed")
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding=encoding, errors="backslashreplace")
    return sys.stdout
