"""Runs the application: one process that listens, until it is told to stop."""

from __future__ import annotations

import logging
import signal
import socket
import sys
from typing import TYPE_CHECKING, Final

import uvicorn

from labelcheck.errors import UsageError
from labelcheck.web.app import application

if TYPE_CHECKING:
    from types import FrameType

    from labelcheck.web.settings import Settings

_GRACE: Final = 10
"""Seconds that answers on their way have when the server is told to stop."""
_CONNECTIONS: Final = 500
_IDLE: Final = 15
_LAST_PORT: Final = 65535


def serve(settings: Settings) -> int:
    """Answer requests until told to stop; return the exit code.

    Raises:
        UsageError: it cannot listen there.

    """
    settings.rule_set()  # wrong rule files are told of now, and not by a worker that does not start
    listening = _listen(settings.host, settings.port)
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(
        application(settings),
        access_log=False,
        log_level="warning",
        lifespan="on",
        ws="none",
        proxy_headers=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=_GRACE,
    )
    # it tells of every form that is none, which the sender is told already
    logging.getLogger("python_multipart").setLevel(logging.ERROR)
    # uvicorn hands the signal on when all is closed; without this it would end the process as killed
    signal.signal(signal.SIGTERM, _leave)
    print(f"labelcheck: http://{shown}:{port}/ (Ctrl-C stops it)", file=sys.stderr, flush=True)  # noqa: T201
    _Server(config).run(sockets=[listening])
    return 0


class _Server(uvicorn.Server):
    """Says what it waits for when it is told to stop; told again it waits no more, and still ends its workers."""

    _told = 0

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._told += 1
        tasks = list(self.server_state.tasks)
        if self._told == 1 and tasks:
            wait = f"what is being answered has to be done within {self.config.timeout_graceful_shutdown} s"
            print(f"labelcheck: stopping; {wait} (Ctrl-C stops it now)", file=sys.stderr, flush=True)  # noqa: T201
        if self._told == 2:
            for task in tasks:
                task.get_loop().call_soon_threadsafe(task.cancel)
            return
        super().handle_exit(sig, frame)


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= _LAST_PORT:
        raise UsageError(f"port {port}: ports lie between 0 and {_LAST_PORT}")
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=256)
    except OSError as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot listen on {host}, port {port}: {reason[:1].lower()}{reason[1:]}") from error
