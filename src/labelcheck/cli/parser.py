"""Options read in the user's language: usage and errors in Swedish where asked for, and the nearest word for a wrong one."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, ClassVar, Final, NoReturn

from labelcheck.cli.swedish import in_swedish
from labelcheck.errors import LabelcheckError
from labelcheck.knowledge.printing import OUTPUT_LANGUAGES, OutputLanguage

_USAGE: Final = 2
_CHOICE: Final = re.compile(r".*invalid choice: (?P<given>'[^']*'|\S+) \(choose from (?P<known>.*)\)", re.DOTALL)
_UNKNOWN: Final = re.compile(r"unrecognized arguments: (?P<given>.*)", re.DOTALL)
_WORD: Final = re.compile(r"[^\s',]+")
_ALIKE: Final = 0.6


class Parser(argparse.ArgumentParser):
    """Speaks the language that :attr:`arguments` ask for; sub-commands are of this class as well."""

    arguments: ClassVar[tuple[str, ...]] = ()
    """Those that the process was started with."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        """Take what argparse takes, by name."""
        super().__init__(**{"formatter_class": _Formatter, **options})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and what may be meant, and end with 2."""
        self.print_usage(sys.stderr)
        near = list(dict.fromkeys(self._nearest(message)))
        said = _said("errors", message)
        if near:
            said += f"; {_said('heads', 'did you mean')} {_said('heads', ' or ').join(near)}?"
        self.exit(_USAGE, f"{self.prog}: {_said('heads', 'error')}: {said}\n")

    def _nearest(self, message: str) -> Iterator[str]:
        choice = _CHOICE.match(message)
        if choice:
            yield from _close(choice["given"].strip("'"), _WORD.findall(choice["known"]))
        unknown = _UNKNOWN.fullmatch(message)
        for given in unknown["given"].split() if unknown else ():
            if given.startswith("--"):
                yield from _close(given.partition("=")[0], self._options())

    def _options(self) -> set[str]:
        """Return the options of this parser and of the commands below it."""
        found = set(self._option_string_actions)
        for action in self._actions:
            if isinstance(action, argparse._SubParsersAction):
                for parser in action.choices.values():
                    found |= parser._options()
        return {o for o in found if o.startswith("--")}


class _Formatter(argparse.HelpFormatter):
    """Writes usage and help in the language of :class:`Parser`."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401
        head = "usage: " if prefix is None else prefix
        super().add_usage(usage, actions, groups, _said("heads", head))

    def start_section(self, heading: str | None) -> None:
        super().start_section(heading and _said("heads", heading))

    def add_text(self, text: str | None) -> None:
        super().add_text(text and _said("help", text))

    def _expand_help(self, action: argparse.Action) -> str:
        return _said("help", super()._expand_help(action))


def _said(part: Any, text: str) -> str:  # noqa: ANN401
    return in_swedish(part, text) if spoken() == "sv" else text


def _close(given: str, known: Iterable[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(given, sorted(known), 2, _ALIKE)


def spoken() -> OutputLanguage:
    """Return the language that the command line speaks: that of ``--language``, the project's, or the locale's."""
    return _spoken(Parser.arguments)


@lru_cache(maxsize=4)
def _spoken(arguments: tuple[str, ...]) -> OutputLanguage:
    from labelcheck.cli.config import answer_language

    told = None
    for number, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--language":
            told = value if equals else next(iter(arguments[number + 1 :]), None)
    try:
        return answer_language(told if told in OUTPUT_LANGUAGES else None)
    except LabelcheckError:
        # the project's settings are wrong, which is told when they are read
        return "en"
