"""Runs the decoding and parsing of untrusted files in a process of its own, with limits on time and memory.

The process is started when first needed and kept for the next file; a file that exceeds its limits or crashes it
costs a new one. See docs/adr for why this is no process pool.
"""

from __future__ import annotations

import atexit
import dataclasses
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Final

from labelcheck import errors
from labelcheck.errors import InputError, InputTooLarge, UnreadableFile
from labelcheck.sources.limits import Limits
from labelcheck.sources.worker import out_of_memory, receive, send

_ERRORS: Final = ("InputTooLarge", "PasswordNeeded", "UnreadableFile", "UnsupportedFormat")
_START: Final = 20.0
"""Seconds that the process may take to start, on top of the first file's own."""
_LAST_BREATH: Final = 5.0
_OUT_OF_MEMORY: Final = -6
"""SIGABRT: how pdfium ends when it gets no more memory."""
_OUT_OF_TIME: Final = -24
"""SIGXCPU."""
_PROGRAM: Final = (
    "import sys; sys.path.insert(0, sys.argv[1]); from labelcheck.sources.worker import main; "
    "main()"
)  # fmt: skip

Answer = tuple[dict[str, Any], list[bytes]]


class Guard:
    """One guarded process; calls from several threads wait for each other."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def read(
        self, kind: str, data: bytes, name: str, limits: Limits, password: str | None, *, draw: int = 0
    ) -> tuple[list[dict[str, Any]], list[bytes]]:
        """Return the pages and pictures of a file, as :mod:`labelcheck.sources.worker` finds them.

        Raises:
            InputError: the file cannot be read, or not within its limits.

        """
        request = {"kind": kind, "name": name, "limits": dataclasses.asdict(limits), "password": password, "draw": draw}
        with self._lock:
            fresh = self._process is None or self._process.poll() is not None
            process = self._start() if fresh else self._process
            if process is None or process.stdin is None or process.stdout is None:  # pragma: no cover - Popen made them
                raise UnreadableFile(name, "the process that reads files does not start")
            seconds = limits.seconds + (_START if fresh else 0.0)
            try:
                answer = self._exchange(process.stdin, process.stdout, (request, [data]), seconds)
            except TimeoutError as error:
                self.close()
                raise _too_slow(name, limits) from error
            if answer is None:
                raise self._crashed(process, name, limits)
        header, blobs = answer
        if "error" in header:
            raise _error(header, name)
        return header["pages"], blobs

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    _close(pipe)

    def _start(self) -> subprocess.Popen[bytes]:
        self.close()
        home = str(Path(errors.__file__).parent.parent)
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-P", "-c", _PROGRAM, home],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self._process

    def _exchange(
        self, into: IO[bytes], out: IO[bytes], message: tuple[dict[str, Any], list[bytes]], seconds: float
    ) -> Answer | None:
        """Send a request and return the answer; None when the process ended without one.

        Raises:
            TimeoutError: there is none in time.

        """
        answers: list[Answer | None] = []

        def talk() -> None:
            try:
                send(into, *message)  # type: ignore[arg-type]
                answers.append(receive(out))  # type: ignore[arg-type]
            except (OSError, ValueError, MemoryError):
                answers.append(None)

        thread = threading.Thread(target=talk, daemon=True)
        thread.start()
        try:
            thread.join(seconds)
        except BaseException:
            # an interrupt: the file being read is of no use any more
            self.close()
            raise
        if thread.is_alive():
            raise TimeoutError
        return answers[0] if answers else None

    def _crashed(self, process: subprocess.Popen[bytes], name: str, limits: Limits) -> InputError:
        code = None
        # its pipes close before it is gone
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(_LAST_BREATH)
        self.close()
        if code == _OUT_OF_MEMORY:
            return out_of_memory(name, limits.memory)
        if code == _OUT_OF_TIME:
            return _too_slow(name, limits)
        return UnreadableFile(name, "the file is damaged, or takes more memory than it may: its reader crashed")


def _too_slow(name: str, limits: Limits) -> InputTooLarge:
    return InputTooLarge(
        name,
        f"reading it takes more than {limits.seconds:g} seconds; give a smaller file (one page, fewer pixels), or allow "
        "more with --max-seconds",
    )


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        # bytes that the ended process will not read any more
        return


def _error(header: dict[str, Any], name: str) -> InputError:
    kind = header["error"] if header["error"] in _ERRORS else "UnreadableFile"
    if kind == "PasswordNeeded":
        return errors.PasswordNeeded(name, header["reason"], wrong=header["wrong"])
    error: InputError = getattr(errors, kind)(name, header["reason"])
    return error


GUARD: Final = Guard()
atexit.register(GUARD.close)
