"""What the commands share: options, inputs, and how failures become exit codes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

from labelcheck.cli.config import config
from labelcheck.cli.output import Output
from labelcheck.errors import LabelcheckError
from labelcheck.render.to_json import dumps, error_object

if TYPE_CHECKING:
    from labelcheck.knowledge.printing import OutputLanguage

PART_FAILED = 6
T = TypeVar("T")


def add_common(parser: argparse.ArgumentParser) -> None:
    """Add the options of every command that takes labels."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="a label as text; - reads standard input")
    parser.add_argument(
        "--format", choices=("text", "json", "jsonl"), default="text",
        help="text for people; json; jsonl, one object per file in the files' order (default: text)",
    )  # fmt: skip
    parser.add_argument("--output", metavar="PATH", type=Path, help="write there instead of to standard output")
    parser.add_argument(
        "--language", choices=("sv", "en"), default=None, help="language of the answer (default: by the locale)"
    )


def answer_language(chosen: str | None) -> OutputLanguage:
    """Return the chosen language, or Swedish for a Swedish locale, or English."""
    chosen = chosen or config().language
    if chosen is None:
        locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
        chosen = "sv" if locale.lower().startswith("sv") else "en"
    return "sv" if chosen == "sv" else "en"


def run_files(
    args: argparse.Namespace,
    work: Callable[[Any, str], T],
    as_text: Callable[[T], str],
    as_object: Callable[[T], dict[str, Any]],
) -> int:
    """Do ``work`` on each input and print what comes of it; N inputs give N answers, failed ones too."""
    failures: list[LabelcheckError] = []
    objects: list[dict[str, Any]] = []
    done = 0
    with Output(args.output, args.files) as out:
        for source, name in inputs(args.files):
            try:
                result = work(source, name)
            except LabelcheckError as error:
                failures.append(error)
                print(f"labelcheck: {error}", file=sys.stderr)  # noqa: T201
                _put(args.format, out, objects, error_object(name, error))
                continue
            done += 1
            if args.format == "text":
                text = as_text(result)
                named = len(args.files) == 1 or text.startswith(f"{name}\n")
                out.write(("\n" if done > 1 else "") + ("" if named else f"[{name}]\n") + text)
            else:
                _put(args.format, out, objects, as_object(result))
        if args.format == "json":
            whole: Any = objects[0] if len(objects) == 1 else objects
            out.write(dumps(whole, indent=2) + "\n")
        out.flush()
    if failures:
        return PART_FAILED if done else failures[0].exit_code
    return 0


def _put(form: str, out: IO[str], objects: list[dict[str, Any]], value: dict[str, Any]) -> None:
    if form == "jsonl":
        out.write(dumps(value) + "\n")
    elif form == "json":
        objects.append(value)


def inputs(files: list[str]) -> Iterator[tuple[Any, str]]:
    """Yield what is named and its name, in order; ``-`` is standard input."""
    for name in files:
        if name == "-":
            # a process may be started without one; its bytes are then none
            yield (b"" if sys.stdin is None else sys.stdin.buffer), "standard input"
        else:
            yield name, name
