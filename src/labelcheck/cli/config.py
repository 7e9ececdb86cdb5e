"""Settings of a project: ``labelcheck.toml``, or ``[tool.labelcheck]`` of a ``pyproject.toml``, found upwards."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from labelcheck.errors import RuleError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labelcheck.rules.engine import RuleSet

_KEYS: Final[dict[str, type]] = {
    "rules": list, "disable": list, "market": str, "language": str, "min-severity": str, "fail-on": str,
}  # fmt: skip

_FILES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("labelcheck.toml", ()),
    ("pyproject.toml", ("tool", "labelcheck")),
)


@dataclass(frozen=True, slots=True)
class Config:
    """What a project sets; ``rules`` are folders, made whole from where the file stands."""

    rules: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()
    market: str | None = None
    language: str | None = None
    min_severity: str | None = None
    fail_on: str | None = None


@lru_cache(maxsize=1)
def config() -> Config:
    """Return the settings that hold in the working folder.

    Raises:
        RuleError: the file is no TOML, or holds an unknown key or a value of another type.

    """
    try:
        here = Path.cwd()
    except OSError:
        return Config()
    for folder in (here, *here.parents):
        for name, table in _FILES:
            found = _table(folder / name, table)
            if found is not None:
                return _checked(found, folder, name)
    return Config()


def _table(path: Path, keys: tuple[str, ...]) -> dict[str, Any] | None:
    try:
        content: Any = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError, PermissionError, IsADirectoryError):
        return None
    except OSError as error:
        raise RuleError((f"{path}: {error.strerror}",)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        if keys:
            return None  # somebody else's file
        raise RuleError((f"{path}: {error}",)) from error
    for key in keys:
        content = content.get(key) if isinstance(content, dict) else None
    return content if isinstance(content, dict) else None


def _checked(found: dict[str, Any], folder: Path, name: str) -> Config:
    problems = []
    for key, value in found.items():
        wanted = _KEYS.get(key)
        if wanted is None:
            problems.append(f"{folder / name}: unknown key {key!r}; known are {', '.join(_KEYS)}")
        elif not isinstance(value, wanted) or (isinstance(value, list) and not all(isinstance(v, str) for v in value)):
            problems.append(f"{folder / name}: {key}: must be {'a list of texts' if wanted is list else 'a text'}")
    if problems:
        raise RuleError(tuple(problems))
    return Config(
        tuple(str(folder / v) for v in found.get("rules", ())),
        tuple(found.get("disable", ())),
        found.get("market"),
        found.get("language"),
        found.get("min-severity"),
        found.get("fail-on"),
    )


def rule_set(folders: Sequence[str]) -> RuleSet:
    """Return the shipped rules with the project's and those of ``folders``."""
    from labelcheck.rules.loader import load_rules

    settings = config()
    return load_rules(*settings.rules, *folders, disabled=settings.disable)
