"""The guarded process: decodes and parses one untrusted file after another, within limits.

It speaks over its standard input and output: a message is the length of a JSON header in eight bytes, the header,
and as many bytes after it as the header's ``blobs`` add up to. Nothing is pickled, so that a file which took over
this process could still not run code in the one that asked. It ends when its input ends or its parent is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import struct
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO, Final

from labelcheck.errors import InputError, InputTooLarge, PasswordNeeded, UnreadableFile
from labelcheck.sources.limits import Limits

_LENGTH: Final = struct.Struct("!Q")
_WATCH: Final = 1.0
_GRACE: Final = 10


def send(file: BinaryIO, header: dict[str, Any], blobs: list[bytes]) -> None:
    """Write one message."""
    text = json.dumps(header | {"blobs": [len(b) for b in blobs]}).encode()
    file.write(_LENGTH.pack(len(text)))
    file.write(text)
    file.writelines(blobs)
    file.flush()


def receive(file: BinaryIO) -> tuple[dict[str, Any], list[bytes]] | None:
    """Return the next message, None at the end of the input or in the middle of a message."""
    length = file.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    text = file.read(_LENGTH.unpack(length)[0])
    try:
        header = json.loads(text)
        blobs = [file.read(size) for size in header["blobs"]]
    except (ValueError, KeyError, TypeError):
        return None
    return (header, blobs) if all(len(b) == n for b, n in zip(blobs, header["blobs"], strict=True)) else None


def work(
    kind: str, data: bytes, name: str, limits: Limits, password: str | None, *, draw: int = 0
) -> tuple[list[Any], list[bytes]]:
    """Return the pages and pictures of one file."""
    if kind == "pdf":
        from labelcheck.sources.pdf import read_pdf

        return read_pdf(data, name, limits, password, draw=draw)
    from labelcheck.sources.image import decode

    return decode(data, name, limits)


def main() -> None:
    """Answer requests until there are no more."""
    source = sys.stdin.buffer
    # whatever a library prints must not end up between the messages
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()
    with contextlib.suppress(BrokenPipeError):
        while (message := receive(source)) is not None:
            header, blobs = message
            try:
                reply, pictures = _answer(header, blobs[0])
                send(answers, reply, pictures)
            except MemoryError:
                reply = pictures = blobs = []  # type: ignore[assignment]
                send(answers, _failure(out_of_memory(header["name"], header["limits"]["memory"])), [])


def _answer(header: dict[str, Any], data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    name, limits = header["name"], Limits(**header["limits"])
    _restrict(limits)
    try:
        pages, pictures = work(header["kind"], data, name, limits, header["password"], draw=header["draw"])
    except InputError as error:
        return _failure(error), []
    except RecursionError:
        return _failure(UnreadableFile(name, "the file is nested too deeply")), []
    return {"pages": pages}, pictures


def out_of_memory(name: str, most: int) -> InputTooLarge:
    """Return what to say of a file that takes more than so many bytes."""
    return InputTooLarge(
        name,
        f"reading it takes more than {most // 1_000_000:,} MB of memory; give a smaller file (one page, fewer pixels), "
        "or allow more with --max-memory",
    )


def _failure(error: InputError) -> dict[str, Any]:
    wrong = error.wrong if isinstance(error, PasswordNeeded) else False
    return {"error": type(error).__name__, "reason": error.reason, "wrong": wrong}


def _restrict(limits: Limits) -> None:
    """Set what this process may take from here on, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(OSError, ValueError):
        used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + limits.memory, resource.getrlimit(resource.RLIMIT_AS)[1]))
    with contextlib.suppress(OSError, ValueError):
        until = int(time.process_time() + limits.seconds) + _GRACE
        resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _watch(parent: int) -> None:
    """End this process when its parent has ended, also in the middle of a file."""
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


if __name__ == "__main__":
    main()
