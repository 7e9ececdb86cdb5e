"""Which files of a folder are rule files."""

from __future__ import annotations

import os
from pathlib import Path


def rule_files(folder: Path) -> list[Path]:
    """Return the YAML files of a folder and the folders in it, sorted; links to other folders are not followed.

    Raises:
        OSError: a folder is missing or may not be read.

    """
    found = []
    for root, folders, files in os.walk(folder, onerror=_raise):
        folders.sort()
        found += [Path(root) / f for f in sorted(files) if f.endswith((".yaml", ".yml"))]
    return found


def _raise(error: OSError) -> None:
    raise error
