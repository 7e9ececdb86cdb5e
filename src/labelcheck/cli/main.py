"""The entry point: finds the command, and turns whatever happens into an exit code."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from labelcheck.cli.parser import Parser, spoken
from labelcheck.cli.swedish import error_text, in_swedish
from labelcheck.errors import InputError, LabelcheckError, UsageError

_MADE_BETWEEN: Final = 50_000
"""Objects that are made between two searches for rubbish: what starting makes is all needed, and takes a sixth longer
where each 700 are looked through."""
COMMANDS: Final = ("check", "read", "stack", "serve", "catalogue", "rules", "new", "doctor", "completion")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 done, 2 wrong usage, 3 an input could not be read or the output not written, 4 a knowledge file is wrong,
    5 no OCR engine, 6 part of the inputs failed.
    """
    gc.set_threshold(_MADE_BETWEEN)
    arguments = list(sys.argv[1:] if argv is None else argv)
    Parser.arguments = tuple(arguments)
    parser = parser_of(_command(arguments))
    args = parser.parse_args(arguments)
    if args.command is None:
        parser.print_help(sys.stderr)
        return UsageError.exit_code
    try:
        if args.knowledge:
            _use(args.knowledge)
        return int(args.run(args))
    except LabelcheckError as error:
        if args.verbose:
            import traceback

            traceback.print_exc()
        _tell(error_text(error, spoken()))
        return error.exit_code
    except BrokenPipeError:
        # the reader of our output has gone; nothing is left to be said
        _drop_output()
        return 0
    except OSError as error:
        # inputs raise errors of our own, so this is the output: a full disk, a file beyond its limit
        _drop_output()
        said = f"the output cannot be written: {error.strerror or error}"
        _tell(in_swedish("errors", said) if spoken() == "sv" else said)
        return InputError.exit_code


def _use(folders: Sequence[str]) -> None:
    from labelcheck.cli.config import config
    from labelcheck.knowledge.own import use_knowledge

    config()  # the project's own folders come first
    use_knowledge(*folders)


def _command(arguments: Sequence[str]) -> str:
    """Return the command among the arguments: options that all commands have may stand before it."""
    before = ""
    for one in arguments:
        if not one.startswith("-") and before != "--language":
            return one
        before = one
    return ""


def _drop_output() -> None:
    """Keep the interpreter from failing once more when it flushes what could not be written."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(text: str) -> None:
    from labelcheck.cli.terminal import tell

    tell(text)


class _Version(argparse.Action):
    """Tells the version, and which OCR engines are installed, which decide how well photographs are read."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:  # noqa: ANN401
        from labelcheck.cli.doctor import versions

        print("\n".join(versions()))  # noqa: T201
        parser.exit()


def parser_of(chosen: str) -> argparse.ArgumentParser:
    """Return the parser; of a command that is ``chosen`` nothing but its own, so that no other's imports are waited for."""
    parser = Parser(
        prog="labelcheck", description="Reads food-supplement labels into nutrient amounts per day and checks them."
    )
    about = "tell the version, and which OCR engines are installed"
    parser.add_argument("--version", action=_Version, nargs=0, help=about)
    _add_shared(parser, verbose=False, language=None)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name in (chosen,) if chosen in COMMANDS else COMMANDS:
        module = import_module(f"labelcheck.cli.{name}")
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add(command)
        _add_everywhere(command)
        command.set_defaults(run=module.run)
    return parser


def _add_everywhere(parser: argparse.ArgumentParser) -> None:
    """Add what may stand before and behind every command and its parts."""
    _add_shared(parser, verbose=argparse.SUPPRESS, language=argparse.SUPPRESS)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for inner in action.choices.values():
                _add_everywhere(inner)


def _add_shared(parser: argparse.ArgumentParser, *, verbose: Any, language: Any) -> None:  # noqa: ANN401
    parser.add_argument(
        "-v", "--verbose", action="store_true", default=verbose,
        help="tell on standard error what is done and how long it takes, and where a fault was met",
    )  # fmt: skip
    parser.add_argument(
        "--knowledge", metavar="DIR", action="append", default=language,
        help="a folder of further nutrients, words and reference tables; may be given several times",
    )  # fmt: skip
    if "--language" not in parser._option_string_actions:
        parser.add_argument(
            "--language", choices=("sv", "en"), default=language, help="language of the answer (default: by the locale)"
        )
