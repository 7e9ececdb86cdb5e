"""Where knowledge files lie, and whether the compiled file is still true to them."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

_HERE: Final = Path(__file__).parent
DATA: Final = _HERE / "data"
COMPILED: Final = _HERE / "compiled.json"
FORMAT: Final = 9
"""Raised whenever the shape of the compiled file changes."""


def stamp() -> str:
    """Return a digest of all knowledge files and of the code that compiles them."""
    digest = hashlib.sha256(str(FORMAT).encode())
    for path in (
        *(
            _HERE / f"{module}.py"
            for module in (
                "compile",
                "compile_words",
                "dosing",
                "fold",
                "formula",
                "lexicon",
                "printing",
                "schema",
                "yaml",
            )
        ),
        _HERE.parent / "units.py",
        DATA / "elements.yaml",
        DATA / "kinds.yaml",
        DATA / "units.txt",
    ):
        digest.update(path.read_bytes())
    for folder in ("nutrients", "languages", "references"):
        with os.scandir(DATA / folder) as entries:
            for entry in sorted(entries, key=lambda e: e.name):
                if entry.name.endswith(".yaml"):
                    digest.update(entry.name.encode())
                    digest.update(Path(entry.path).read_bytes())
    return digest.hexdigest()
