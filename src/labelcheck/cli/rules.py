"""``labelcheck rules``: list them, show one, run their examples, print their schema, start a new one."""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections import Counter
from typing import TYPE_CHECKING, Final

from labelcheck.cli.config import answer_language, rule_set
from labelcheck.cli.new import add_rule, new_rule
from labelcheck.cli.output import Output
from labelcheck.cli.terminal import look_of
from labelcheck.errors import UsageError
from labelcheck.render.inert import inert_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from labelcheck.render.look import Look
    from labelcheck.rules.engine import RuleSet

HELP = "list and show the rules, test them, and start new ones"
FAILED: Final = 1


def add(parser: argparse.ArgumentParser) -> None:
    """Add the command's options."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    for name, text in (
        ("list", "every rule with its severity and basis"),
        ("show", "one rule: what it says, why, and what it rests on"),
        ("test", "run the examples that stand in the rule files"),
    ):
        action = actions.add_parser(name, help=text, description=text)
        action.add_argument("--rules", metavar="DIR", action="append", default=[], help="a folder of further rules")
        if name == "list":
            action.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
            action.add_argument(
                "--by-source",
                action="store_true",
                help="the documents that rules and tables rest on, with the day each was last read",
            )
        if name == "show":
            action.add_argument("id", metavar="ID")
        if name == "test":
            action.add_argument("folder", metavar="DIR", nargs="?", help="test this folder's rules only")
    actions.add_parser("schema", help="the JSON Schema of a rule file, for editors")
    new = actions.add_parser("new", help="write a rule file to start from, as labelcheck new rule does")
    add_rule(new)


def run(args: argparse.Namespace) -> int:
    """Run the command; return its exit code."""
    if args.action == "schema":
        from labelcheck.rules.schema import rule_schema

        print(json.dumps(rule_schema(), ensure_ascii=False, indent=2))  # noqa: T201
        return 0
    if args.action == "new":
        new_rule(args)
        return 0
    if args.action == "test":
        return _test(args)
    rules = rule_set(args.rules)
    if args.action == "list":
        return _list(args, rules)
    return _show(args, rules)


def _list(args: argparse.Namespace, rules: RuleSet) -> int:
    language = answer_language(args.language)
    if args.by_source:
        return _by_source(args, rules)
    if args.format == "json":
        rows = [
            {"id": r.id, "topic": r.topic, "severity": r.severity, "basis": r.basis, "title": r.title} for r in rules
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=2))  # noqa: T201
        return 0
    from labelcheck.cli.rule_text import rules_text

    _write(lambda look: rules_text(rules, language, look))
    for name in ("severity", "basis"):
        counts = Counter(getattr(r, name) for r in rules)
        told = f"{name}: {', '.join(f'{n} {word}' for word, n in counts.most_common())}"
        print(*textwrap.wrap(told, look_of().width), sep="\n", file=sys.stderr)  # noqa: T201
    print(f"{len(rules)} rules", file=sys.stderr)  # noqa: T201
    return 0


def _by_source(args: argparse.Namespace, rules: RuleSet) -> int:
    from labelcheck.cli.rule_text import sources_text
    from labelcheck.knowledge import load
    from labelcheck.rules.by_source import by_source

    language = answer_language(args.language)
    cited = by_source(rules, load().references.values())
    if args.format == "json":
        print(json.dumps([c._asdict() for c in cited], ensure_ascii=False, indent=2))  # noqa: T201
        return 0
    _write(lambda look: sources_text(cited, language, look))
    unread = sum(c.read is None for c in cited)
    print(f"{len(cited)} documents, {unread} not looked up again", file=sys.stderr)  # noqa: T201
    return 0


def _show(args: argparse.Namespace, rules: RuleSet) -> int:
    from labelcheck.cli.rule_text import rule_text
    from labelcheck.rules.page import rule_page

    if args.id not in rules.rules:
        from difflib import get_close_matches

        near = get_close_matches(args.id, rules.rules, 3)
        raise UsageError(f"no rule {args.id!r}{'; did you mean ' + ', '.join(near) + '?' if near else ''}")
    rule = rules.rules[args.id]
    language = answer_language(args.language)
    _write(lambda look: rule_text(rule, language, look) if look.terminal else rule_page(rule))
    return 0


def _write(text: Callable[[Look], str]) -> None:
    look = look_of()
    with Output(None, [], look.encoding) as out:
        out.write(text(look))
        out.flush()


def _test(args: argparse.Namespace) -> int:
    from labelcheck.examples import run_examples

    folders = [*args.rules, *([args.folder] if args.folder else [])]
    rules = rule_set(folders)
    only = frozenset(r.id for r in rules if r.folder == args.folder) if args.folder else None
    results = run_examples(rules, only)
    failed = [r for r in results if r.problem]
    for result in failed:
        label = inert_text(" ".join(result.example.label.split()))
        print(f"FAILED {result.rule.origin} example {result.number}: {result.problem}\n       {label[:100]}")  # noqa: T201
    print(f"{len(results) - len(failed)} passed, {len(failed)} failed")  # noqa: T201
    return FAILED if failed else 0
