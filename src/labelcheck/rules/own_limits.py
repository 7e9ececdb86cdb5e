"""A project's own tables of limits as data: YAML files of the shape of ``knowledge/data/references``.

Rules may name them as they name published tables. One of kind ``upper-level`` has a rule of its own, ``above-<id>``,
which tells of every nutrient above its figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from labelcheck.errors import KnowledgeError, RuleError
from labelcheck.knowledge import ReferenceTable, load
from labelcheck.model import RuleSource
from labelcheck.rules.kinds.any_nutrient_above import AnyNutrientAbove
from labelcheck.rules.rule import Applies, Level, Rule

_MESSAGE: Final = {
    "sv": "Mer per dag än {authority} tillåter (gränsen inom parentes): {list}.",
    "en": "More a day than {authority} allows (the limit in brackets): {list}.",
}


def limit_rules(limits: Sequence[tuple[str, str]]) -> dict[str, Rule]:
    """Take the tables of these ids and files into use; return the rules that they make.

    Raises:
        RuleError: a file is wrong, or its id is one that is in use.

    """
    found: dict[str, Rule] = {}
    problems: list[str] = []
    for key, path in limits:
        try:
            table = _table(path, Path(path).stat().st_mtime_ns)
            _take(key, path, table)
        except OSError as error:
            problems.append(f"{path}:1: {error.strerror}")
            continue
        except KnowledgeError as error:
            problems += error.problems
            continue
        if table.kind == "upper-level":
            rule = _rule(table, path)
            found[rule.id] = rule
    if problems:
        raise RuleError(tuple(problems))
    return found


@lru_cache(maxsize=32)
def _table(path: str, changed: int) -> ReferenceTable:
    del changed
    from labelcheck.knowledge.compile import own_reference

    return own_reference(Path(path))


def _take(key: str, path: str, table: ReferenceTable) -> None:
    """Put a table beside the published ones.

    Raises:
        KnowledgeError: its id is not the one it is called by, or is that of another table.

    """
    if table.id != key:
        raise KnowledgeError((f"{path}:1: id: holds {table.id!r}, and the policy calls it {key!r}; they must agree",))
    tables = load().references
    if tables.setdefault(key, table) != table:
        raise KnowledgeError((f"{path}:1: id: there is another table {key!r}; choose another id",))


def _rule(table: ReferenceTable, path: str) -> Rule:
    source = RuleSource(table.title, table.year, None, table.url)
    applies = Applies()
    title = {"sv": f"Över gränsen i {table.title}", "en": f"Above the limit of {table.title}"}
    level = Level(
        when=AnyNutrientAbove(references=(table.id,)),
        severity="warning",
        basis="convention",
        concern="health",
        title=title,
        message=_MESSAGE,
        applies=applies,
        sources=(source,),
    )
    return Rule(
        id=f"above-{table.id}",
        topic="limits",
        title=title,
        severity="warning",
        basis="convention",
        concern="health",
        applies=applies,
        supersedes=(),
        covers=(),
        sought=None,
        levels=(level,),
        why=f"The project sets limits of its own: {table.citation}",
        known_problems=None,
        sources=(source,),
        examples=(),
        origin=path,
    )
