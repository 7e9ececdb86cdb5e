"""A server as users start it, for tests and benchmarks: a process of its own on a free port."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO


class Server:
    """A running server; ``address`` has no slash at its end."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        line = _errors(process).readline()
        found = re.search(r"http://\S+:\d+", line)
        if found is None:
            raise RuntimeError(f"the server does not start: {line}{_errors(process).read()}")
        self.address = found[0]

    def post(self, path: str, body: bytes, headers: dict[str, str], timeout: float = 120) -> tuple[int, bytes]:
        """Return the status and body of an answer."""
        request = urllib.request.Request(f"{self.address}{path}", body, headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read()

    def upload(self, path: str, *files: tuple[str, bytes]) -> tuple[int, bytes]:
        """Send files as a form does."""
        edge = "----labelcheck"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
            + data
            + b"\r\n"
            for name, data in files
        ]
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        return self.post(path, body, {"Content-Type": f"multipart/form-data; boundary={edge}"})

    def get(self, path: str) -> bytes:
        """Return the body of an answer."""
        with urllib.request.urlopen(f"{self.address}{path}", timeout=30) as answer:  # noqa: S310
            return bytes(answer.read())


def _errors(process: subprocess.Popen[str]) -> IO[str]:
    if process.stderr is None:
        raise RuntimeError("started without a pipe")
    return process.stderr


@contextmanager
def serving(*options: str) -> Iterator[Server]:
    """Run a server for as long as the block runs."""
    process = subprocess.Popen(
        [sys.executable, "-m", "labelcheck", "serve", "--port", "0", *options], stderr=subprocess.PIPE, text=True
    )
    try:
        yield Server(process)
    finally:
        process.terminate()
        process.communicate(timeout=60)
