"""``labelcheck check``: what a label amounts to per day, and what the rules find."""

from __future__ import annotations

import argparse
from typing import Any

from labelcheck.cli.inputs import add_common, answer_language, read_source, run_files, scan_options
from labelcheck.cli.person import FOUND, Threshold, add_person, market_of, person_of, rules_of
from labelcheck.pipeline import Report, check
from labelcheck.render.to_json import report_object
from labelcheck.render.to_text import report_text

HELP = "check labels: amounts per day, warnings with their arithmetic and source, and what needs a look"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_common(parser)
    add_person(parser)


def run(args: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    language = answer_language(args.language)
    person, market, rules = person_of(args), market_of(args), rules_of(args)
    options = scan_options(args)
    shown = Threshold(args)

    def work(source: Any, name: str) -> Report:  # noqa: ANN401
        label = read_source(source, name, args, options)
        return shown(check(label, person=person, market=market, rules=rules))

    code = run_files(args, work, lambda report: report_text(report, language), report_object)
    return code or (FOUND if shown.failed else 0)
