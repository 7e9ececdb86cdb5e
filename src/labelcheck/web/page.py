"""The page, its files, and the page that tells of trouble."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from labelcheck._version import VERSION
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.render.people import FLAG_NAMES, GROUPS
from labelcheck.render.to_html import document, script, style
from labelcheck.render.wording import DISCLAIMER
from labelcheck.web.refusals import Refusal
from labelcheck.web.settings import Bounds
from labelcheck.web.wording import PAGE, SCRIPT

if TYPE_CHECKING:
    import jinja2

ASSETS: Final = ("report.css", "report.js", "page.css", "page.js")


@lru_cache(maxsize=4)
def page(language: OutputLanguage, bounds: Bounds) -> str:
    """Return the page."""
    words = SCRIPT[language] | {
        "too_large": Refusal("too-large", **bounds.told).message(language),
        "many_files": Refusal("many-files", **bounds.told).message(language),
        "nothing": Refusal("nothing").message(language),
    }
    limits = {"upload": bounds.upload, "files": bounds.files, "products": bounds.products}
    return _environment().get_template("page.html.j2").render(
        language=language,
        other="en" if language == "sv" else "sv",
        t=PAGE[language],
        flags={group: [(f, *FLAG_NAMES[language][f]) for f in flags] for group, flags in GROUPS.items()},
        told=json.dumps({"words": words, "limits": limits}, ensure_ascii=False),
        disclaimer=DISCLAIMER[language],
        version=VERSION,
    )  # fmt: skip


def trouble(message: str, language: OutputLanguage) -> str:
    """Return a page that tells what went wrong, with the way back."""
    words = PAGE[language]
    body = _environment().get_template("trouble.html.j2").render(t=words, message=message, language=language)
    return document(words["trouble"], body, language)


def asset(name: str) -> tuple[str, str]:
    """Return the text of one of :data:`ASSETS`, and its type."""
    own = {"report.css": style, "report.js": script}
    text = own[name]() if name in own else (files("labelcheck.web") / "static" / name).read_text("utf-8")
    return text, "text/css" if name.endswith(".css") else "text/javascript"


@lru_cache(maxsize=1)
def _environment() -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.PackageLoader("labelcheck.web", "templates"),
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
