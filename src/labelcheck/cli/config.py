"""The policy of a project: ``labelcheck.toml``, or ``[tool.labelcheck]`` of a ``pyproject.toml``, found upwards."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    from labelcheck.rules.policy import Policy, read_policy

    try:
        here = Path.cwd()
    except OSError:
        return Policy()
    for folder in (here, *here.parents):
        for name, table in _FILES:
            found = read_policy(folder / name, table)
            if found is not None:
                return found
    return Policy()


def rule_set(folders: Sequence[str]) -> RuleSet:
    """Return the shipped rules with the project's and those of ``folders``, at the project's levels."""
    return config().rule_set(*folders)
