"""What worker processes do: the only place where the server meets what a label holds."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from labelcheck.errors import EngineMissing
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.model import Person
from labelcheck.pipeline import check, check_stack, page_pictures, read, read_text, read_together
from labelcheck.processes import lead_a_group, prepare_worker
from labelcheck.render.titles import title_of
from labelcheck.render.to_html import reports_html, reports_part, stack_part
from labelcheck.render.to_image import PagePicture
from labelcheck.render.to_json import dumps, report_object
from labelcheck.results import Label, Report
from labelcheck.web.seal import opened, sealed
from labelcheck.web.settings import Settings

_WARM_UP = "Zink 10 mg 100 %. Ta 1 tablett dagligen."
_GIVE_WAY = 10
_IN_PAGE = 2
"""Level of a report's heading inside the page, whose own is the first."""

_settings: Settings = Settings()


@dataclass(frozen=True, slots=True)
class Order:
    """What to check, for whom: ``text``, or ``files`` of one product as names and bytes, or ``labels`` to sum, sealed."""

    text: str = ""
    name: str = "text"
    files: tuple[tuple[str, bytes], ...] = ()
    labels: tuple[str, ...] = ()
    label_language: str | None = None
    person: Person = field(default_factory=Person)
    market: str = "SE"
    language: OutputLanguage = "en"


class Shown(NamedTuple):
    """A report inside the page; ``sealed`` is handed back to sum it, empty where there is nothing to sum."""

    html: str
    product: str
    sealed: str


def start_text(settings: Settings) -> None:
    """Prepare a worker for texts; rules and knowledge are loaded now, not within the time of a request."""
    global _settings  # noqa: PLW0603
    prepare_worker(settings.bounds.memory)
    _settings = settings
    order = Order(_WARM_UP)
    check_json(order)
    opened(check_part(order).sealed, settings.key)


def start_scan(settings: Settings) -> None:
    """Prepare a worker for scans, which are long: it loads the OCR engine, and gives way to all others."""
    start_text(settings)
    lead_a_group()
    with suppress(OSError, AttributeError):
        os.nice(_GIVE_WAY)
    with suppress(EngineMissing):
        from labelcheck.sources.ocr.engine import load_engine

        load_engine(settings.ocr)


def check_json(order: Order) -> bytes:
    """Return the report as the contract's JSON."""
    report = _report(_label(order), order)
    return dumps(report_object(report)).encode()


def check_document(order: Order) -> bytes:
    """Return the report as a document of its own."""
    report = _report(_label(order), order)
    return reports_html([(report.label.source.name, report, _pictures(order))], order.language).encode()


def check_part(order: Order) -> Shown:
    """Return the report as a part of the page."""
    label = _label(order)
    report = _report(label, order)
    html = reports_part([(label.source.name, report, _pictures(order))], order.language, _IN_PAGE)
    return Shown(html, title_of(label), sealed(label, _settings.key) if label.readings else "")


def sum_part(order: Order) -> str:
    """Return what the labels give together, as a part of the page."""
    labels = [opened(text, _settings.key) for text in order.labels]
    stack = check_stack(
        labels, person=order.person, market=order.market, rules=_settings.rule_set(), policy=_settings.policy
    )
    return stack_part(stack, order.language, _IN_PAGE + 1)


def _report(label: Label, order: Order) -> Report:
    rules, policy = _settings.rule_set(), _settings.policy
    return check(label, person=order.person, market=order.market, rules=rules, policy=policy)


def _label(order: Order) -> Label:
    if not order.files:
        return read_text(order.text, language=order.label_language, name=order.name)
    options = _settings.scan_options
    if len(order.files) == 1:
        ((name, data),) = order.files
        return read(data, name=name, language=order.label_language, options=options)
    return read_together([_named(*f) for f in order.files], language=order.label_language, options=options)


def _named(name: str, data: bytes) -> io.BytesIO:
    """Return an open file that answers are given under the name of."""
    file = io.BytesIO(data)
    file.name = name
    return file


def _pictures(order: Order) -> list[PagePicture]:
    found: list[PagePicture] = []
    for _, data in order.files:
        found += [p._replace(number=p.number + len(found)) for p in page_pictures(data, _settings.scan_options)]
    return found
