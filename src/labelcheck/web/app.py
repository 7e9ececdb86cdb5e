"""The server's answers, address by address."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Final, TypeVar

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from labelcheck._version import VERSION
from labelcheck.errors import LabelcheckError
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.sources.kinds import kind_of
from labelcheck.web.jobs import Order, check_document, check_json, check_part, sum_part
from labelcheck.web.openapi import openapi
from labelcheck.web.page import ASSETS, asset, page, trouble
from labelcheck.web.pools import Pools
from labelcheck.web.refusals import Refusal, refusal_of
from labelcheck.web.seal import BrokenSeal
from labelcheck.web.settings import Settings
from labelcheck.web.shield import PAGE_POLICY, Shield, document_policy
from labelcheck.web.uploads import Reader

T = TypeVar("T")
_RETRY: Final = 10
_POSTED: Final = ("/report", "/sum", "/api/check")


class Desk:
    """Answers requests with what the pools make of them."""

    def __init__(self, settings: Settings, pools: Pools) -> None:
        self._pools = pools
        self._settings = settings
        self._reader = Reader(settings.bounds, settings.market)

    async def page(self, request: Request) -> Response:
        """Return the page."""
        text = page(language_of(request), self._settings.bounds)
        return HTMLResponse(text, headers={"Content-Security-Policy": PAGE_POLICY})

    async def health(self, request: Request) -> Response:
        """Return that the server answers, and how much it has to do."""
        del request
        busy = {"texts": self._pools.texts.gate.inside, "scans": self._pools.scans.gate.inside}
        return JSONResponse({"status": "ok", "labelcheck": VERSION, "in_hand": busy})

    async def check(self, request: Request) -> Response:
        """Return a report as JSON, for programs."""
        body = await self._checked(request, check_json)
        return Response(body, media_type="application/json")

    async def report(self, request: Request) -> Response:
        """Return a report for people: a part of the page where its script asks, or a document."""
        if _wants_json(request):
            shown = await self._checked(request, check_part)
            return JSONResponse(shown._asdict())
        body = await self._checked(request, check_document)
        return HTMLResponse(body, headers={"Content-Security-Policy": document_policy()})

    async def sums(self, request: Request) -> Response:
        """Return what the page's products give together, as a part of it."""
        with self._pools.texts.gate.enter(_client(request)):
            order = await self._reader.sum_order(request, language_of(request))
            html = await self._done(request, self._pools.texts.run(sum_part, order))
        return JSONResponse({"html": html})

    async def _checked(self, request: Request, job: Callable[[Order], T]) -> T:
        """Return what a job makes of a request; its sender must get past the gate before anything of it is read."""
        client = _client(request)
        sending = self._pools.sending if _has_files(request) else self._pools.texts.gate
        with sending.enter(client):
            order = await self._reader.order(request, language_of(request))
            if not _is_scan(order):
                return await self._done(request, self._pools.texts.run(job, order))
            with self._pools.scans.gate.enter(client):
                return await self._done(request, self._pools.scans.run(job, order))

    async def _done(self, request: Request, work: Awaitable[T]) -> T:
        """Return what work gives; stop it when the client has gone."""
        job = asyncio.ensure_future(work)
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({job, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not job.done():
                raise ClientDisconnect
            return job.result()
        except asyncio.CancelledError as error:
            # only a server that stops cancels; its client is still there, and waits for an answer
            raise Refusal("stopping", retry=_RETRY) from error
        except LabelcheckError as error:
            if isinstance(error, BrokenSeal):
                raise Refusal("stale") from error
            raise refusal_of(error, **self._settings.bounds.told) from error
        finally:
            gone.cancel()
            job.cancel()


def application(settings: Settings) -> Shield:
    """Return the server's application; its worker processes start and end with it."""
    pools = Pools(settings)
    desk = Desk(settings, pools)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        pools.start()
        try:
            yield
        finally:
            pools.stop()

    app = Starlette(
        routes=[
            Route("/", desk.page, methods=["GET"]),
            Route("/report", desk.report, methods=["POST"]),
            Route("/sum", desk.sums, methods=["POST"]),
            Route("/api/check", desk.check, methods=["POST"]),
            Route("/openapi.json", lambda _: Response(_openapi(settings), media_type="application/json")),
            Route("/healthz", desk.health, methods=["GET"]),
            *(Route(f"/assets/{name}", _asset(name), methods=["GET"]) for name in ASSETS),
        ],
        exception_handlers={
            Refusal: _refuse,
            HTTPException: _no_page,
            ClientDisconnect: lambda *_: Response(status_code=400),
            Exception: _fault,
        },
        lifespan=lifespan,
    )
    app.state.pools = pools
    # outside of all, so that what is answered to a fault has the headers too
    return Shield(app, settings.names, refused)


def refused(request: Request, refusal: Refusal) -> Response:
    """Return the answer to a request that is refused: JSON for programs and the page's script, a page for people."""
    headers = {} if refusal.retry is None else {"Retry-After": str(refusal.retry)}
    if refusal.status == 405:
        headers["Allow"] = "POST" if request.url.path in _POSTED else "GET"
    if request.url.path.startswith("/api/") or not _wants_html(request):
        return JSONResponse(refusal.object(), refusal.status, headers)
    language = language_of(request)
    headers["Content-Security-Policy"] = document_policy()
    return HTMLResponse(trouble(refusal.message(language), language), refusal.status, headers)


def language_of(request: Request) -> OutputLanguage:
    """Return the language that an address asks for, or the browser's first of those there are."""
    asked = request.query_params.get("language")
    if asked in ("sv", "en"):
        return "sv" if asked == "sv" else "en"
    for part in request.headers.get("accept-language", "").split(","):
        code = part.split(";")[0].strip().lower()[:2]
        if code in ("sv", "en"):
            return "sv" if code == "sv" else "en"
    return "en"


async def _refuse(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101 - it is registered for nothing else
    return refused(request, error)


async def _no_page(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    return refused(request, Refusal({404: "not-found", 405: "method"}.get(status, "invalid")))


async def _fault(request: Request, error: Exception) -> Response:
    del error  # it is raised again once this is sent, and logged
    return refused(request, Refusal("fault"))


def _asset(name: str) -> Callable[[Request], Response]:
    text, kind = asset(name)
    return lambda _: Response(text, media_type=kind)


@lru_cache(maxsize=1)
def _openapi(settings: Settings) -> bytes:
    return json.dumps(openapi(settings.bounds), ensure_ascii=False, indent=1).encode()


async def _gone(request: Request) -> None:
    """Return when the client has hung up."""
    while (await request.receive())["type"] != "http.disconnect":
        continue


def _is_scan(order: Order) -> bool:
    return any(kind_of(data, name) != "text" for name, data in order.files)


def _has_files(request: Request) -> bool:
    return request.headers.get("content-type", "").lower().startswith("multipart/")


def _client(request: Request) -> str:
    return request.client.host if request.client else ""


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def _wants_html(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")
