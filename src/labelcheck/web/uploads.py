"""Requests to orders: read within limits, in memory only, and checked before anything is done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from typing import Any, Final, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from python_multipart.multipart import parse_options_header
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from labelcheck.errors import UnsupportedFormat, UsageError
from labelcheck.knowledge import load
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.model import FLAGS, Person, check_flags
from labelcheck.sources.kinds import kind_of
from labelcheck.web.jobs import Order
from labelcheck.web.refusals import Refusal, refusal_of
from labelcheck.web.settings import Bounds

_FIELDS: Final = 64
_NAME: Final = 200
_WORD: Final = 40
M = TypeVar("M", bound=BaseModel)
Flag = Literal[FLAGS]  # type: ignore[valid-type]


class CheckRequest(BaseModel):
    """A label's text, and for whom and where it is checked."""

    model_config = ConfigDict(extra="forbid", str_max_length=1_000_000)

    text: str = Field(default="", description="the label's text; left out where files are sent")
    name: str = Field(default="text", max_length=_NAME, description="what to call the label in the answer")
    label_language: str | None = Field(
        default=None, max_length=_WORD, description="code of the label's main language, where it is not to be detected"
    )
    sex: Literal["female", "male"] | None = None
    age: int | None = Field(default=None, ge=0, le=130, description="whole years")
    pregnant: bool = False
    lactating: bool = False
    weight_kg: float | None = Field(default=None, gt=0, le=500, description="body weight in kilograms")
    activity: Literal["training", "rest", "athlete"] | None = Field(
        default=None, description="that of the day, for labels whose dose depends on it"
    )
    flags: list[Flag] = Field(default_factory=list, max_length=len(FLAGS), description="conditions, medicines, habits")
    market: str | None = Field(default=None, pattern="^[A-Za-z]{2}$", description="country whose rules apply")
    language: Literal["sv", "en"] | None = Field(default=None, description="of reports for people; JSON holds both")


class SumRequest(CheckRequest):
    """Labels as the server sealed them, to be summed."""

    labels: list[str] = Field(min_length=1)


class _InMemory(MultiPartParser):
    """Keeps files in memory, whatever their size: nothing is stored."""

    spool_max_size = 2**62


class Reader:
    """Reads the requests of one server."""

    def __init__(self, bounds: Bounds, market: str) -> None:
        self._bounds = bounds
        self._market = market

    def too_large(self, *details: str) -> Refusal:
        """Return the answer to what is beyond a limit."""
        return Refusal("too-large", *details, **self._bounds.told)

    async def order(self, request: Request, language: OutputLanguage) -> Order:
        """Return what a request wants checked.

        Raises:
            Refusal: it is too large, too slow, of another kind, or not to be understood.

        """
        kind, _ = parse_options_header(request.headers.get("content-type"))
        if kind == b"application/json":
            wanted = _valid(CheckRequest, await self._body(request, 2 * self._bounds.text))
            return self._order(wanted, (), language)
        if kind == b"multipart/form-data":
            form = await self._form(request)
            try:
                files = await self._files(form)
                return self._order(_valid(CheckRequest, _plain(form)), files, language)
            finally:
                await form.close()
        raise Refusal("unsupported", "send application/json or multipart/form-data")

    async def sum_order(self, request: Request, language: OutputLanguage) -> Order:
        """Return which labels a request wants summed. Raises as :meth:`order`."""
        kind, _ = parse_options_header(request.headers.get("content-type"))
        if kind != b"application/json":
            raise Refusal("unsupported", "send application/json")
        wanted = _valid(SumRequest, await self._body(request, self._bounds.sum))
        if len(wanted.labels) > self._bounds.products:
            raise self._many()
        return Order(
            labels=tuple(wanted.labels),
            person=_person(wanted),
            market=wanted.market or self._market,
            language=wanted.language or language,
        )

    def _order(self, wanted: CheckRequest, files: tuple[tuple[str, bytes], ...], language: OutputLanguage) -> Order:
        if not files and not wanted.text.strip():
            raise Refusal("nothing")
        if files and wanted.text.strip():
            raise Refusal("invalid", "send files or text, not both")
        if len(wanted.text.encode("utf-8", "surrogatepass")) > self._bounds.text:
            raise self.too_large(f"text: more than {self._bounds.text} bytes")
        if wanted.label_language is not None and wanted.label_language not in load().numbers:
            raise Refusal("invalid", f"label_language: unknown; known are {', '.join(sorted(load().numbers))}")
        return Order(
            text=wanted.text,
            name=wanted.name,
            files=files,
            label_language=wanted.label_language,
            person=_person(wanted),
            market=wanted.market or self._market,
            language=wanted.language or language,
        )

    async def _files(self, form: FormData) -> tuple[tuple[str, bytes], ...]:
        files = []
        for part in form.getlist("file"):
            if part == "":
                continue
            if not isinstance(part, UploadFile):
                raise Refusal("invalid", "file: send it as a file, with its name")
            data = await part.read()
            if not data and not part.filename:
                continue  # a page's field that nothing was chosen in
            name = (part.filename or "label")[:_NAME].encode("utf-8", "replace").decode()
            if not data:
                raise Refusal("unreadable", f"{name}: the file is empty")
            files.append((name, data))
        if len(files) > self._bounds.files:
            raise self._many()
        for name, data in files:
            try:
                kind = kind_of(data, name)
            except UnsupportedFormat as error:
                raise refusal_of(error) from error
            if kind == "text" and len(data) > self._bounds.text:
                raise self.too_large(f"{name}: a text of more than {self._bounds.text} bytes")
            if kind == "text" and len(files) > 1:
                raise Refusal("unsupported", f"{name}: this is a text; only pictures and PDFs are read as one product")
        return tuple(files)

    def _many(self) -> Refusal:
        return Refusal("many-files", **self._bounds.told)

    async def _form(self, request: Request) -> FormData:
        stream = self._limited(request, self._bounds.upload + self._bounds.text)
        parser = _InMemory(
            request.headers,
            stream,
            max_files=2 * self._bounds.files,
            max_fields=_FIELDS,
            max_part_size=self._bounds.text,
        )
        try:
            async with asyncio.timeout(self._bounds.sending):
                return await parser.parse()
        except TimeoutError as error:
            raise Refusal("too-slow") from error
        except MultiPartException as error:
            code = "too-large" if "exceeded maximum size" in error.message else "invalid"
            raise Refusal(code, error.message, **self._bounds.told) from error

    async def _body(self, request: Request, most: int) -> bytes:
        body = bytearray()
        try:
            async with asyncio.timeout(self._bounds.sending):
                async for chunk in self._limited(request, most):
                    body += chunk
        except TimeoutError as error:
            raise Refusal("too-slow") from error
        return bytes(body)

    async def _limited(self, request: Request, most: int) -> AsyncGenerator[bytes, None]:
        """Yield a body's pieces as they come; stop at the limit, or before the first when it is announced."""
        announced = request.headers.get("content-length", "")
        if announced.isdigit() and int(announced) > most:
            raise self.too_large(f"more than {most} bytes")
        size = 0
        async for chunk in request.stream():
            size += len(chunk)
            if size > most:
                raise self.too_large(f"more than {most} bytes")
            yield chunk


def _plain(form: FormData) -> dict[str, Any]:
    """Return a form's fields by name; what was left empty is left out."""
    fields: dict[str, Any] = {}
    for key, value in form.multi_items():
        if key == "file" or isinstance(value, UploadFile) or not value.strip():
            continue
        if key in fields and key != "flags":
            raise Refusal("invalid", f"{key}: given twice")
        fields[key] = [*fields.get(key, []), value] if key == "flags" else value
    return fields


def _valid(model: type[M], given: bytes | dict[str, Any]) -> M:
    try:
        return model.model_validate_json(given) if isinstance(given, bytes) else model.model_validate(given)
    except ValidationError as error:
        told = [f"{'.'.join(map(str, e['loc']))}: {_said(e)}".removeprefix(": ") for e in error.errors()[:10]]
        raise Refusal("invalid", *told) from error


def _said(error: ErrorDetails) -> str:
    """Return what is wrong with a field; of an unknown flag the nearest that there is."""
    if error["loc"][:1] == ("flags",) and error["type"] == "literal_error":
        try:
            check_flags([str(error["input"])], FLAGS)
        except UsageError as unknown:
            return str(unknown)
    return error["msg"]


def _person(wanted: CheckRequest) -> Person:
    sex = wanted.sex or ("female" if wanted.pregnant or wanted.lactating else None)
    try:
        return Person(
            sex,
            wanted.age,
            wanted.pregnant,
            wanted.lactating,
            wanted.weight_kg,
            wanted.activity,
            frozenset(wanted.flags),
        )
    except UsageError as error:
        raise Refusal("person", str(error)) from error
