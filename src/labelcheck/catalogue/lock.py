"""One run at a time in an output folder."""

from __future__ import annotations

from pathlib import Path
from typing import IO, Self

from labelcheck.errors import UsageError


class Lock:
    """Held while the run lives; the system lets go of it when the process dies, however it does."""

    def __init__(self, path: Path, out: Path) -> None:
        self._path = path
        self._out = out
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            import fcntl
        except ImportError:  # pragma: no cover: not on Windows
            return self
        self._file = self._path.open("ab")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise UsageError(f"{self._out}: another run is working in this folder") from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
