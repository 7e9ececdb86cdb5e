"""What holds for every answer: whom the server listens to, and what browsers may do with what it says."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import ipaddress
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from labelcheck.render.to_html import script, style
from labelcheck.web.refusals import Refusal

_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
_NOTHING: Final = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_LINGER_BYTES: Final = 256_000_000
_LINGER_SECONDS: Final = 20.0
_SAFE: Final = ("GET", "HEAD", "OPTIONS")


@lru_cache(maxsize=1)
def document_policy() -> str:
    """Return the policy of a report that stands alone: its own style and script, told by their digests."""
    parts = [
        f"{kind} 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for kind, text in (("style-src", style()), ("script-src", script()))
    ]
    return f"default-src 'none'; {'; '.join(parts)}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class Shield:
    """Lets requests through that come from a page of this server, or from no page at all.

    A name that is neither ``localhost``, nor this machine's, nor in ``names`` may be a stranger's that was made to
    point here (DNS rebinding); an address cannot be. A POST from another site's page is refused. ``refuse`` makes the
    answer to what is not let through.
    """

    def __init__(self, app: ASGIApp, names: tuple[str, ...], refuse: Callable[[Request, Refusal], Response]) -> None:
        self.app = app
        self._names = frozenset(n.lower().rstrip(".") for n in ("localhost", socket.gethostname(), *names))
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        body = _Body(receive, expected=scope["method"] not in _SAFE and "expect" not in headers)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                mine = MutableHeaders(scope=message)
                mine.update(_ALWAYS)
                mine.setdefault("Content-Security-Policy", _NOTHING)
            elif not message.get("more_body", False) and not body.read:
                # browsers lose an answer when the connection closes while they are still sending
                await send({**message, "more_body": True})
                await body.drop()
                message = {"type": "http.response.body", "body": b""}
            await send(message)

        app = self.app
        if not self._knows(headers.get("host", "")):
            app = self._refuse(Request(scope), Refusal("unknown-host"))
        elif scope["method"] not in _SAFE and not _same_site(headers):
            app = self._refuse(Request(scope), Refusal("cross-site"))
        await app(scope, body.receive, guarded)

    def _knows(self, host: str) -> bool:
        try:
            name = (urlsplit(f"//{host}").hostname or "").rstrip(".")
        except ValueError:
            return False
        return name in self._names or _is_address(name)


class _Body:
    """A request's body on its way; ``read`` when all of it has come."""

    def __init__(self, receive: Receive, *, expected: bool) -> None:
        self._receive = receive
        self.read = not expected

    async def receive(self) -> Message:
        """Return the next piece."""
        message = await self._receive()
        self.read = self.read or not message.get("more_body", False)
        return message

    async def drop(self) -> None:
        """Take in what is left and keep nothing, within limits."""
        size = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(_LINGER_SECONDS):
                while not self.read and size < _LINGER_BYTES:
                    size += len((await self.receive()).get("body", b""))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _same_site(headers: Headers) -> bool:
    """Whether a request comes from this server's own page, or from a program."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""
