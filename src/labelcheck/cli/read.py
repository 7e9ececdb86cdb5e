"""``labelcheck read``: what the label says, nothing judged."""

from __future__ import annotations

import argparse
from typing import Any

from labelcheck.cli.config import answer_language
from labelcheck.cli.inputs import add_common, read_source, run_files, scan_options
from labelcheck.reading.lex.trace import Trace
from labelcheck.render.look import Look, drawn, said
from labelcheck.render.to_json import label_object
from labelcheck.render.to_text import label_text
from labelcheck.results import Label

HELP = "read labels: every row with its amount, percentage and place"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_common(parser)
    parser.add_argument(
        "--explain", action="store_true", help="show every step: lines, rows, what was left out and why"
    )


def run(args: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    language = answer_language(args.language)
    options = scan_options(args)
    traces: dict[int, Trace] = {}

    def work(source: Any, name: str) -> Label:  # noqa: ANN401
        trace = Trace() if args.explain else None
        label = read_source(source, name, args, options, trace)
        if trace is not None:
            traces[id(label)] = trace
        return label

    def as_text(label: Label, look: Look) -> str:
        trace = traces.get(id(label))
        steps = [said(f"{step:>10}  {text}", look=look) for step, text in trace.steps] if trace else []
        return drawn([*steps, said("")] if trace else [], look) + label_text(label, language, look)

    def as_object(label: Label) -> dict[str, Any]:
        value = label_object(label)
        trace = traces.get(id(label))
        if trace is not None:
            value["explain"] = [{"step": step, "text": text} for step, text in trace.steps]
        return value

    return run_files(args, work, as_text, as_object)
