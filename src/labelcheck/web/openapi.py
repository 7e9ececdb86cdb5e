"""The OpenAPI document, from the request's model and the report's published schema."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Final

from labelcheck._version import VERSION
from labelcheck.web.refusals import MESSAGES, STATUS
from labelcheck.web.settings import Bounds
from labelcheck.web.uploads import CheckRequest

_HERE: Final = "#/components/schemas/"


def openapi(bounds: Bounds) -> dict[str, Any]:
    """Return the document, OpenAPI 3.1."""
    wanted = CheckRequest.model_json_schema(ref_template=_HERE + "{model}")
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "labelcheck",
            "version": VERSION,
            "summary": "Reads food-supplement labels and checks them.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            "/api/check": {"post": _check(bounds)},
            "/healthz": {
                "get": {
                    "operationId": "health",
                    "summary": "Whether the server answers, and how many labels it has in hand",
                    "responses": {"200": _json("It answers.", {"$ref": f"{_HERE}health"})},
                }
            },
        },
        "components": {"schemas": _report_schemas() | {"check_request": wanted} | _OWN | _upload(wanted, bounds)},
    }


def _check(bounds: Bounds) -> dict[str, Any]:
    by_status: dict[int, list[str]] = {}
    for code, status in STATUS.items():
        if code not in ("not-found", "stale"):
            by_status.setdefault(status, []).append(code)
    refusals = {
        str(status): _json(
            " ".join(MESSAGES[code]["en"] for code in codes).format(**bounds.told),
            {"$ref": f"{_HERE}refusal"},
        )
        for status, codes in sorted(by_status.items())
    }
    return {
        "operationId": "check",
        "summary": "Check one product: its text as JSON, or its pictures or PDF as an upload",
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": {"$ref": f"{_HERE}check_request"}},
                "multipart/form-data": {"schema": {"$ref": f"{_HERE}check_upload"}},
            },
        },
        "responses": {"200": _json("The report.", {"$ref": f"{_HERE}report"})} | refusals,
    }


def _json(what: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": what, "content": {"application/json": {"schema": schema}}}


def _report_schemas() -> dict[str, Any]:
    """Return the parts of the report's schema, their references turned to where they stand here."""
    text = (files("labelcheck.render") / "report.schema.json").read_text("utf-8")
    schemas: dict[str, Any] = json.loads(text.replace('"#/$defs/', f'"{_HERE}'))["$defs"]
    return schemas


def _upload(wanted: dict[str, Any], bounds: Bounds) -> dict[str, Any]:
    file = {
        "type": "array",
        "items": {"type": "string", "contentMediaType": "application/octet-stream"},
        "minItems": 1,
        "maxItems": bounds.files,
        "description": "pictures or a PDF of one product, or a text file; what they are is told by their content",
    }
    return {"check_upload": wanted | {"title": "CheckUpload", "properties": {"file": file} | wanted["properties"]}}


_OWN: Final[dict[str, Any]] = {
    "health": {
        "type": "object",
        "required": ["status", "labelcheck", "in_hand"],
        "properties": {
            "status": {"const": "ok"},
            "labelcheck": {"type": "string"},
            "in_hand": {
                "type": "object",
                "properties": {"texts": {"type": "integer"}, "scans": {"type": "integer"}},
            },
        },
    },
    "refusal": {
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["code", "status", "message", "details"],
                "properties": {
                    "code": {"enum": list(STATUS)},
                    "status": {"type": "integer"},
                    "message": {
                        "type": "object",
                        "required": ["sv", "en"],
                        "properties": {"sv": {"type": "string"}, "en": {"type": "string"}},
                    },
                    "details": {"type": "array", "items": {"type": "string"}},
                },
            }
        },
    },
}
