"""``labelcheck check``: what a label amounts to per day."""

from __future__ import annotations

import argparse
from typing import Any

from labelcheck.cli.inputs import add_common, answer_language, read_source, run_files, scan_options
from labelcheck.pipeline import Report, check
from labelcheck.render.to_json import report_object
from labelcheck.render.to_text import report_text

HELP = "check labels: amounts per day against the reference values, and what needs a look"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_common(parser)


def run(args: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    language = answer_language(args.language)
    options = scan_options(args)

    def work(source: Any, name: str) -> Report:  # noqa: ANN401
        return check(read_source(source, name, args, options))

    return run_files(args, work, lambda report: report_text(report, language), report_object)
