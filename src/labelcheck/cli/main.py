"""The entry point: finds the command, and turns whatever happens into an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Final

from labelcheck._version import VERSION
from labelcheck.errors import InputError, LabelcheckError

COMMANDS: Final = ("check", "read", "stack", "serve", "catalogue", "rules", "new", "doctor")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    0 done, 2 wrong usage, 3 an input could not be read or the output not written, 4 a knowledge file is wrong,
    5 no OCR engine, 6 part of the inputs failed.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = _parser(arguments[0] if arguments else "")
    args = parser.parse_args(arguments)
    if args.command is None:
        parser.print_help(sys.stderr)
        return 2
    try:
        return int(args.run(args))
    except LabelcheckError as error:
        _tell(str(error))
        return error.exit_code
    except BrokenPipeError:
        # the reader of our output has gone; nothing is left to be said
        _drop_output()
        return 0
    except OSError as error:
        # inputs raise errors of our own, so this is the output: a full disk, a file beyond its limit
        _drop_output()
        _tell(f"the output cannot be written: {error.strerror or error}")
        return InputError.exit_code


def _drop_output() -> None:
    """Keep the interpreter from failing once more when it flushes what could not be written."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(text: str) -> None:
    from labelcheck.cli.terminal import tell

    tell(text)


def _parser(chosen: str) -> argparse.ArgumentParser:
    """Return the parser; of a command that is ``chosen`` nothing but its own, so that no other's imports are waited for."""
    parser = argparse.ArgumentParser(
        prog="labelcheck", description="Reads food-supplement labels into nutrient amounts per day and checks them."
    )
    parser.add_argument("--version", action="version", version=f"labelcheck {VERSION}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name in (chosen,) if chosen in COMMANDS else COMMANDS:
        module = import_module(f"labelcheck.cli.{name}")
        command = commands.add_parser(name, help=module.HELP, description=module.HELP)
        module.add(command)
        command.set_defaults(run=module.run)
    return parser
