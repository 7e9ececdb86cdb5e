"""``labelcheck stack``: several products taken together."""

from __future__ import annotations

import argparse

from labelcheck.cli.config import answer_language
from labelcheck.cli.inputs import (
    add_common,
    encoding_of,
    inputs,
    one_input,
    read_source,
    scan_options,
    waiting,
)
from labelcheck.cli.output import Output
from labelcheck.cli.person import FOUND, Threshold, add_person, market_of, person_of, rules_of
from labelcheck.cli.terminal import look_of
from labelcheck.render.to_json import dumps, stack_object
from labelcheck.render.to_text import stack_text

HELP = "several products taken together: summed amounts against the same rules"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    add_common(parser, "html")
    add_person(parser)


def run(args: argparse.Namespace) -> int:
    """Run the command; return its exit code. A product that cannot be read fails the whole: its amounts would be missing."""
    language = answer_language(args.language)
    person, market, rules = person_of(args), market_of(args), rules_of(args)
    shown = Threshold(args)
    options = scan_options(args)
    labels = []
    look = look_of(args.output)
    with waiting(args, look) as wait:
        for source, name in inputs(args):
            with wait.at(name), one_input(name, args):
                labels.append(read_source(source, name, args, options))
    stack = shown.stack(labels, rules, person=person, market=market)
    with Output(args.output, args.files, encoding_of(args, look)) as out:
        if args.format == "text":
            out.write(stack_text(stack, language, look))
        elif args.format == "html":
            from labelcheck.render.to_html import stack_html

            out.write(stack_html(stack, language))
        else:
            out.write(dumps(stack_object(stack), indent=2 if args.format == "json" else None) + "\n")
        out.flush()
    shown.tell(language)
    return FOUND if shown.failed else 0
