"""The policy of a project: ``labelcheck.toml``, or ``[tool.labelcheck]`` of a ``pyproject.toml``, found upwards."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labelcheck.knowledge.printing import OutputLanguage
    from labelcheck.rules.engine import RuleSet
    from labelcheck.rules.policy import Policy

_FILES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("labelcheck.toml", ()),
    ("pyproject.toml", ("tool", "labelcheck")),
)


@lru_cache(maxsize=1)
def config() -> Policy:
    """Return the policy that holds in the working folder.

    Raises:
        RuleError: the file is no TOML, cannot be read, or holds an unknown key or a value of another type.

    """
    from labelcheck.knowledge.own import use_knowledge
    from labelcheck.rules.policy import Policy, read_policy

    try:
        here = Path.cwd()
    except OSError:
        return Policy()
    for folder in (here, *here.parents):
        for name, table in _FILES:
            found = read_policy(folder / name, table)
            if found is not None:
                use_knowledge(*found.knowledge)
                return found
    return Policy()


def answer_language(chosen: str | None) -> OutputLanguage:
    """Return the chosen language, or the project's, or Swedish for a Swedish locale, or English."""
    chosen = chosen or config().language
    if chosen is None:
        locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
        chosen = "sv" if locale.lower().startswith("sv") else "en"
    return "sv" if chosen == "sv" else "en"


def rule_set(folders: Sequence[str]) -> RuleSet:
    """Return the shipped rules with the project's and those of ``folders``, at the project's levels."""
    return config().rule_set(*folders)
