"""Knowledge of users' own, beside what is shipped: nutrients, words of languages and reference tables in folders.

A folder holds ``nutrients/``, ``languages/`` and ``references/`` as ``data/`` does. A nutrient or table replaces the
shipped one with its id; the words of a language are added to the shipped ones. Folders are named by
:func:`use_knowledge`, by the variable of the environment, which processes started from here share, or by packages,
with an entry point whose value is a module beside such folders or a path in one.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from labelcheck.errors import KnowledgeError, UsageError
from labelcheck.packages import package_folders

VARIABLE: Final = "LABELCHECK_KNOWLEDGE"
CACHE: Final = "LABELCHECK_CACHE"
PARTS: Final = ("nutrients", "languages", "references")


def use_knowledge(*folders: str | os.PathLike[str]) -> None:
    """Add folders of nutrients, words and reference tables, for this process and those it starts.

    Call it before anything is read. See docs/how-to.md for what a folder holds.

    Raises:
        UsageError: labels were read without them already.
        KnowledgeError: a folder is none. A wrong file in it is told when something is read, with its line.

    """
    from labelcheck import knowledge

    told = [str(Path(f).resolve()) for f in folders]
    before = [f for f in os.environ.get(VARIABLE, "").split(os.pathsep) if f]
    after = list(dict.fromkeys(before + told))
    if after == before:
        return
    if knowledge.load.cache_info().currsize:
        raise UsageError("use_knowledge: labels were read without these folders already; call it first")
    os.environ[VARIABLE] = os.pathsep.join(after)
    try:
        own_folders()
    except KnowledgeError:
        os.environ[VARIABLE] = os.pathsep.join(before)
        raise


def own_folders() -> tuple[Path, ...]:
    """Return the folders in use: those of packages first, so that a user's own go before them.

    Raises:
        KnowledgeError: one of them is no folder of knowledge.

    """
    named = [Path(f) for f in os.environ.get(VARIABLE, "").split(os.pathsep) if f]
    found = tuple(dict.fromkeys([*package_folders("labelcheck.knowledge"), *named]))
    wrong = [f for f in found if not any((f / part).is_dir() for part in PARTS)]
    if wrong:
        raise KnowledgeError(tuple(f"{f}: no folder with {', '.join(PARTS)} in it" for f in wrong))
    return found


class Packed(NamedTuple):
    """Own knowledge as it travels to processes that do not see its folders: of each, its files by their names there."""

    folders: tuple[tuple[tuple[str, bytes], ...], ...]
    stamp: str


def pack() -> Packed:
    """Return the own knowledge that is in use here.

    Raises:
        KnowledgeError: a folder is none.

    """
    folders = own_folders()
    return Packed(
        tuple(tuple((path.relative_to(f).as_posix(), path.read_bytes()) for path in _files(f)) for f in folders),
        own_stamp(folders),
    )


def adopt(packed: Packed) -> None:
    """Use the own knowledge of another process, and no other, in this process and those it starts.

    Call it before anything is read. What a package brings here as it did there is not added twice.

    Raises:
        KnowledgeError: packages here bring other knowledge than there.

    """
    brought = {own_stamp((f,)) for f in package_folders("labelcheck.knowledge")}
    unpacked = [_unpacked(files) for files in packed.folders]
    os.environ[VARIABLE] = os.pathsep.join(os.fspath(f) for f in unpacked if own_stamp((f,)) not in brought)
    if own_stamp(own_folders()) != packed.stamp:
        raise KnowledgeError(
            ("packages bring other knowledge here than where the work was given out; install the same",)
        )


def _unpacked(files: tuple[tuple[str, bytes], ...]) -> Path:
    """Return a folder with files, below the cache or, where that may not be written, among what is temporary."""
    import tempfile

    name = f"own-{hashlib.sha256(repr(files).encode()).hexdigest()[:16]}"
    for above in (_cache(), Path(tempfile.gettempdir()) / f"labelcheck-{os.getpid()}"):
        folder = above / name
        with suppress(OSError):
            for path, content in files:
                file = folder / path
                if not file.is_file() or file.read_bytes() != content:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    handle, made = tempfile.mkstemp(dir=file.parent, prefix=".own-")
                    with os.fdopen(handle, "wb") as written:
                        written.write(content)
                    Path(made).replace(file)
            return folder
    raise KnowledgeError(
        ("own knowledge cannot be written down here: neither the cache nor the temporary folder takes it",)
    )


def _files(folder: Path) -> list[Path]:
    return [path for part in PARTS for path in sorted((folder / part).glob("*.yaml"))]


def own_stamp(folders: tuple[Path, ...]) -> str:
    """Return a digest of the files of folders; empty where there is no folder."""
    if not folders:
        return ""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _files(folder):
            digest.update(f"{path.parent.name}/{path.name}".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def compiled_with(folders: tuple[Path, ...], shipped: str) -> dict[str, Any]:
    """Return the shipped knowledge with that of folders, kept for the next process where that is allowed.

    ``shipped`` is the stamp of what is shipped.

    Raises:
        KnowledgeError: a file is wrong; all problems at once.

    """
    import tempfile

    stamp = f"{shipped}+{own_stamp(folders)}"
    kept = _cache() / f"knowledge-{hashlib.sha256(stamp.encode()).hexdigest()[:16]}.json"
    with suppress(OSError, ValueError):
        found: dict[str, Any] = json.loads(kept.read_bytes())
        if found.get("stamp") == stamp:
            return found
    from labelcheck.knowledge.compile import compile_knowledge

    compiled = compile_knowledge(folders) | {"stamp": stamp}
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=kept.parent, prefix=".knowledge-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(compiled, file, ensure_ascii=False, separators=(",", ":"))
        Path(name).replace(kept)
    return compiled


def _cache() -> Path:
    """Return the folder of the user's that may be emptied at any time."""
    import tempfile

    told = os.environ.get(CACHE)
    if told:
        return Path(told)
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA") or tempfile.gettempdir()
    elif sys.platform == "darwin":
        home = str(Path.home() / "Library" / "Caches")
    else:
        home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home) / "labelcheck"
