"""``labelcheck check``: what a label amounts to per day, and what the rules find."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from labelcheck.cli.config import answer_language
from labelcheck.cli.inputs import add_common, read_source, run_files, scan_options
from labelcheck.cli.person import FOUND, Threshold, add_person, market_of, person_of, rules_of
from labelcheck.errors import LabelcheckError
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.pipeline import page_pictures, report_of
from labelcheck.render.to_json import report_object
from labelcheck.render.to_text import report_text
from labelcheck.results import Report
from labelcheck.sources.files import read_bytes
from labelcheck.sources.limits import ScanOptions

if TYPE_CHECKING:
    from labelcheck.render.to_image import PagePicture

_PICTURED: Final = ("html", "png")

HELP = "check labels: amounts per day, warnings with their arithmetic and source, and what needs a look"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_common(parser, "csv", "sarif", "html", "png")
    add_person(parser)


def run(args: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    language = answer_language(args.language)
    person, market, rules = person_of(args), market_of(args), rules_of(args)
    options = scan_options(args)
    shown = Threshold(args)

    pictures: dict[str, list[PagePicture]] = {}

    def work(source: Any, name: str) -> Report:  # noqa: ANN401
        if args.format in _PICTURED:
            source, pictures[name] = with_pictures(source, name, args, options)
        label = read_source(source, name, args, options)
        return shown(report_of(label, rules, person=person, market=market, reason=shown.reason(label)))

    documents: dict[str, Any] = {
        "csv": csv_document,
        "html": lambda outcomes: html_document(outcomes, pictures, language),
        "png": lambda outcomes: png_document(outcomes, pictures, language),
        "sarif": lambda outcomes: sarif_document(outcomes, language),
    }
    code = run_files(args, work, lambda report, look: report_text(report, language, look), report_object, documents)
    shown.tell(language)
    return code or (FOUND if shown.failed else 0)


def with_pictures(
    source: Any,  # noqa: ANN401
    name: str,
    args: argparse.Namespace,
    options: ScanOptions,
) -> tuple[Any, list[PagePicture]]:
    """Return the bytes of an input, or of all as one, and their pages as pictures for the report."""
    sources = source if args.as_one else [source]
    contents = [read_bytes(one, name, options.limits.size)[0] for one in sources]
    found: list[PagePicture] = []
    for data in contents:
        pages = page_pictures(data, options)
        found += [p._replace(number=p.number + len(found)) for p in pages]
    return (contents if args.as_one else contents[0]), found


def csv_document(outcomes: list[tuple[str, Report | LabelcheckError]]) -> str:
    """Return all inputs as one table."""
    from labelcheck.render.to_csv import reports_csv

    return reports_csv(outcomes)


def sarif_document(outcomes: list[tuple[str, Report | LabelcheckError]], language: OutputLanguage) -> Any:  # noqa: ANN401
    """Return all inputs as one run of a linter."""
    from labelcheck.render.to_sarif import reports_sarif

    return reports_sarif(outcomes, language)


def png_document(
    outcomes: list[tuple[str, Report | LabelcheckError]],
    pictures: dict[str, list[PagePicture]],
    language: OutputLanguage,
) -> bytes:
    """Return all inputs as one picture with a box around every reading."""
    from labelcheck.render.to_image import reports_png

    return reports_png([(name, one, pictures.get(name, [])) for name, one in outcomes], language)


def html_document(
    outcomes: list[tuple[str, Report | LabelcheckError]],
    pictures: dict[str, list[PagePicture]],
    language: OutputLanguage,
) -> str:
    """Return the report of all inputs as one page."""
    from labelcheck.render.to_html import reports_html

    return reports_html([(name, one, pictures.get(name, [])) for name, one in outcomes], language)
