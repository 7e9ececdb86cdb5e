"""Folders that other packages bring, of knowledge or of rules, by an entry point of theirs."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

Group = Literal["labelcheck.knowledge", "labelcheck.rules"]
GROUPS: Final[tuple[Group, ...]] = ("labelcheck.knowledge", "labelcheck.rules")


def package_folders(group: Group) -> tuple[Path, ...]:
    """Return the folders that installed packages name under an entry point of ``group``, in the order of its names.

    The value of one is a module beside what the folder holds, or a path.
    """
    return _folders(group) if group in _named(tuple(sys.path)) else ()


def _folders(group: Group) -> tuple[Path, ...]:
    from importlib.metadata import entry_points

    found = []
    for point in sorted(entry_points(group=group), key=lambda p: p.name):
        value = point.load()
        home = getattr(value, "__file__", None)
        found.append(Path(home).parent if home is not None else Path(value))
    return tuple(found)


@lru_cache(maxsize=4)
def _named(path: tuple[str, ...]) -> frozenset[Group]:
    """Return the groups that any package names; asking importlib.metadata would cost each start a tenth of its time."""
    found: set[Group] = set()
    for place in path:
        with suppress(OSError), os.scandir(place or ".") as entries:
            for entry in entries:
                if entry.name.endswith((".dist-info", ".egg-info")):
                    with suppress(OSError):
                        told = Path(entry.path, "entry_points.txt").read_bytes()
                        found.update(group for group in GROUPS if group.encode() in told)
    return frozenset(found)
