"""Rule files to rules: read, checked, joined, and the shipped ones kept ready.

A folder of rules holds ``<topic>/<rule-id>.yaml``, ``wordlists/<id>.yaml``, ``sources.yaml``, ``claims.yaml`` and
``substances.yaml``.
The shipped folder stands at the top of the repository; the wheel carries what became of it, ``compiled.json``.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from labelcheck.errors import RuleError
from labelcheck.packages import package_folders
from labelcheck.rules.engine import RuleSet, build, digest_of, packed_words, word_lists
from labelcheck.rules.files import rule_files

_HERE: Final = Path(__file__).parent
COMPILED: Final = _HERE / "compiled.json"
SHIPPED: Final = _HERE.parents[2] / "rules"
_CODE: Final = ("check_files", "engine", "files", "loader", "parameters", "phrases", "rule", "schema")


def shipped_folder() -> Path | None:
    """Return the folder of the shipped rules in a checkout, None in an installed package."""
    return SHIPPED if (SHIPPED.parent / "src" / "labelcheck" / "rules") == _HERE and SHIPPED.is_dir() else None


@lru_cache(maxsize=1)
def _shipped() -> dict[str, Any]:
    folder = shipped_folder()
    try:
        compiled: dict[str, Any] = json.loads(COMPILED.read_bytes())
        fresh = folder is None or compiled.get("stamp") == _stamp(folder)
    except (OSError, ValueError, AttributeError):
        fresh = False
    if fresh:
        return compiled
    if folder is None:
        raise RuleError(("the package holds no rules; install it anew",))
    return compile_shipped(folder)


def compile_shipped(folder: Path = SHIPPED) -> dict[str, Any]:
    """Check the shipped rules, write them beside the code where that is allowed, and return them.

    Raises:
        RuleError: any file is wrong; all problems at once.

    """
    import tempfile

    from labelcheck.rules.check_files import read_folder

    compiled = {"stamp": _stamp(folder), **read_folder(folder, {}, complete=True)}
    compiled["sha256"] = digest_of(compiled)
    compiled["index"] = packed_words(word_lists(compiled))
    with suppress(OSError):
        handle, name = tempfile.mkstemp(dir=_HERE, prefix=".compiled-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(compiled, file, ensure_ascii=False, separators=(",", ":"))
        Path(name).chmod(0o644)
        Path(name).replace(COMPILED)
    return compiled


def _stamp(folder: Path) -> str:
    digest = hashlib.sha256()
    fold = _HERE.parent / "knowledge" / "fold.py"
    for path in (
        *(_HERE / f"{m}.py" for m in _CODE),
        fold,
        *sorted((_HERE / "kinds").glob("*.py")),
        *rule_files(folder),
    ):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def load_rules(*folders: str | os.PathLike[str], shipped: bool = True, disabled: Iterable[str] = ()) -> RuleSet:
    """Return the shipped rules with those of packages and of ``folders`` added.

    A package names its folder of rules by an entry point ``labelcheck.rules``; without ``shipped`` it is left out too.
    A rule of a folder replaces the one with its id; one with ``enabled: false`` takes it away. Later folders go
    before earlier ones, and packages' come first. ``disabled`` are ids to leave out.

    Raises:
        RuleError: a file or folder is wrong; all problems at once, each with its file and line.

    """
    brought = package_folders("labelcheck.rules") if shipped else ()
    named = tuple(os.fspath(f) for f in folders)
    if shipped and not named and not disabled:
        return _plain_set(brought)
    return _load((*map(os.fspath, brought), *named), shipped, tuple(disabled))


@lru_cache(maxsize=4)
def _plain_set(brought: tuple[Path, ...]) -> RuleSet:
    return _load(tuple(map(os.fspath, brought)), shipped=True, disabled=())


def _load(folders: tuple[str, ...], shipped: bool, disabled: tuple[str, ...]) -> RuleSet:  # noqa: FBT001
    whole = _shipped() if shipped else {"rules": {}, "words": {}, "sources": {}, "claims": {}, "substances": {}}
    if not folders and not disabled:
        return build(whole)
    whole = {k: v for k, v in whole.items() if k != "sha256"}
    if folders:
        from labelcheck.rules.check_files import merged, read_folder

        problems: list[str] = []
        for folder in folders:
            try:
                found = read_folder(Path(folder), whole)
                for rule in found["rules"].values():
                    rule["folder"] = folder
                whole = merged(whole, found)
            except RuleError as error:
                problems += error.problems
        if problems:
            raise RuleError(tuple(problems))
    unknown = [i for i in disabled if i not in whole["rules"]]
    if unknown:
        raise RuleError(tuple(f"no rule {i!r} to disable" for i in unknown))
    return build({**whole, "rules": {i: r for i, r in whole["rules"].items() if i not in disabled}})
