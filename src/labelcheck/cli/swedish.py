"""The command line's own words in Swedish; ``swedish.toml`` holds them by their English ones."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from labelcheck.errors import LabelcheckError, UsageError
from labelcheck.knowledge.printing import OutputLanguage

Part = Literal["heads", "help", "errors", "doctor"]
_FILE: Final = Path(__file__).parent / "swedish.toml"
_ANY: Final = re.escape("{}")


def in_swedish(part: Part, english: str) -> str:
    """Return a text in Swedish; the English one where there are no words for it.

    >>> in_swedish("errors", "unrecognized arguments: --fot")
    'okända argument: --fot'
    """
    return told_in_swedish(part, english) or english


def error_text(error: LabelcheckError, language: OutputLanguage) -> str:
    """Return what is wrong, in the user's language."""
    if isinstance(error, UsageError):
        return in_swedish("errors", str(error)) if language == "sv" else str(error)
    from labelcheck.render.refusal import refusal

    return refusal(error, language)


def told_in_swedish(part: Part, english: str) -> str | None:
    """Return a text in Swedish, None where there are no words for it."""
    exact, patterns = _table(part)
    if english in exact:
        return exact[english]
    for pattern, swedish in patterns:
        match = pattern.fullmatch(english)
        if match:
            return swedish.format(*(exact.get(words, words) for words in match.groups()))
    return None


@lru_cache(maxsize=4)
def _table(part: Part) -> tuple[dict[str, str], list[tuple[re.Pattern[str], str]]]:
    told = _all()[part]
    lines = {k: v for k, v in told.items() if isinstance(v, str)}
    patterns = [(k, v) for k, v in lines.items() if "{}" in k]
    # of two that fit, the one that says more
    patterns.sort(key=lambda line: -len(line[0]))
    made = [(re.compile(re.escape(k).replace(_ANY, "(.+?)"), re.DOTALL), v) for k, v in patterns]
    return lines, made


@lru_cache(maxsize=1)
def _all() -> dict[str, dict[str, str]]:
    import tomllib  # English is said without it

    return tomllib.loads(_FILE.read_text("utf-8"))
