"""A comparison of two runs as text, CSV and HTML."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from labelcheck.catalogue.diff import Change, Comparison
from labelcheck.catalogue.inert import inert
from labelcheck.catalogue.wording import context
from labelcheck.knowledge.printing import OutputLanguage

_SHOWN: Final = 5_000
"""Changes on the HTML page; the others are in the CSV."""


def _text(comparison: Comparison, language: OutputLanguage) -> Iterator[str]:
    del language
    counts = comparison.counts()
    for what, by_change in counts.items():
        yield f"{what}s: {', '.join(f'{n:,} {change}' for change, n in by_change.items())}\n"
    marks = {"appeared": "+", "vanished": "-", "changed": "~"}
    for c in comparison.changes():
        name = f" {c.name}" if c.name and c.name != c.id else ""
        rule = f" {c.rule}" if c.rule else ""
        yield f"{marks[c.change]} {c.what} {c.id}{name}{rule}: {' -> '.join(s for s in (c.before, c.after) if s)}\n"


def _csv(comparison: Comparison, language: OutputLanguage) -> Iterator[str]:
    del language
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(Change._fields)
    for change in comparison.changes():
        writer.writerow([inert(v) for v in change])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()


def _html(comparison: Comparison, language: OutputLanguage) -> Iterator[str]:
    from jinja2 import Environment, PackageLoader

    environment = Environment(loader=PackageLoader("labelcheck.catalogue", "templates"), autoescape=True)
    changes = list(islice(comparison.changes(), _SHOWN))
    template = environment.get_template("diff.html")
    yield template.render(counts=comparison.counts(), changes=changes, most=_SHOWN, **context(language))


FORMATS: Final[dict[str, Callable[[Comparison, OutputLanguage], Iterator[str]]]] = {
    "text": _text,
    "csv": _csv,
    "html": _html,
}
