"""The command line in a process that was forked from one that has imported it: a fifth of the cost of one of its own.

Its streams are what it is given, a terminal or a file; its environment is set before anything of labelcheck looks at
it. What hangs on the start of Python (encodings, interrupts) is tried in processes of their own.
"""

from __future__ import annotations

import fcntl
import multiprocessing
import os
import subprocess
import sys
import tempfile
import termios
from functools import cache
from multiprocessing import forkserver, reduction
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch


@cache
def _server() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["warm"])
    with patch.dict(os.environ, {"PYTHONPATH": str(Path(__file__).parent)}):  # Python 3.11 tells the server no path
        forkserver.ensure_running()
    return context


class _Stream(NamedTuple):
    """An open file that goes along when the process is started."""

    number: int

    def __reduce__(self) -> tuple[Any, ...]:
        return _opened, (reduction.DupFd(self.number),)


def _opened(told: Any) -> _Stream:
    return _Stream(told.detach())


def forked(arguments: tuple[str, ...], variables: dict[str, str], streams: tuple[int, int, int]) -> BaseProcess:
    """Start ``labelcheck`` with open files as its standard input, output and errors, and a session of its own."""
    files = tuple(map(_Stream, streams))
    process = _server().Process(target=_run, args=(arguments, variables, files))
    process.start()
    return process


def piped(*arguments: str, variables: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
    """Run ``labelcheck`` with its output in a pipe and nothing to read."""
    out, into = os.pipe()
    with Path(os.devnull).open("rb") as nothing, tempfile.TemporaryFile() as told, os.fdopen(out, "rb") as pipe:
        process = forked(arguments, variables, (nothing.fileno(), into, told.fileno()))
        os.close(into)
        said = pipe.read()
        code = exit_code(process)
        told.seek(0)
        return subprocess.CompletedProcess(arguments, code, said, told.read())


def exit_code(process: BaseProcess) -> int:
    """Wait for the end of it."""
    process.join(timeout=20)
    assert process.exitcode is not None
    return process.exitcode


def _run(arguments: tuple[str, ...], variables: dict[str, str], streams: tuple[_Stream, ...]) -> None:
    os.setsid()
    for number, stream in enumerate(streams):
        os.dup2(stream.number, number)
    if os.isatty(0):
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    for stream in streams:
        os.close(stream.number)
    os.environ.clear()
    os.environ.update(variables)
    sys.stdin = os.fdopen(0, encoding="utf-8", errors="surrogateescape", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1, closefd=False)
    sys.argv = ["labelcheck", *arguments]
    from labelcheck.__main__ import run

    run()
