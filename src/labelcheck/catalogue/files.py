"""The files that a catalogue's rows point to: below the given folder only, never over a network."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from labelcheck.errors import InputTooLarge, LabelcheckError
from labelcheck.pipeline import read

if TYPE_CHECKING:
    from labelcheck.model import Label

_SCHEME: Final = re.compile(
    r"[a-z][a-z0-9+.-]*://|(?:data|file|ftp|gs|https?|javascript|mailto|s3):|//|\\\\", re.IGNORECASE
)


class Refused(LabelcheckError):
    """A path that is not read; ``outcome`` is what becomes of the product."""

    def __init__(self, outcome: str, reason: str) -> None:
        super().__init__(outcome, reason)
        self.outcome = outcome
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class Files(NamedTuple):
    """The label that was read from a product's files, or why there is none."""

    label: Label | None
    file: str | None
    outcome: str
    detail: str | None
    notes: tuple[str, ...]


def path_below(name: str, root: str | None) -> Path:
    """Return the real path of a file below ``root``; links are followed and must end below it too.

    Raises:
        Refused: an address, a path that leads out, or no such file.

    """
    if _SCHEME.match(name):
        raise Refused("refused-path", f"{name[:200]}: an address; only files below the given folder are read")
    if root is None:
        raise Refused("refused-path", f"{name[:200]}: no folder is given below which files are read")
    top = Path(root).resolve()
    try:
        path = (top / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(top):
            raise Refused("refused-path", f"{name[:200]}: leads out of the given folder")
        if not path.is_file():
            raise Refused("missing-file", f"{name[:200]}: no such file")
    except (OSError, ValueError, RuntimeError) as error:
        raise Refused("refused-path", f"{name[:200]!r}: no path of a file: {error}"[:500]) from error
    return path


def read_files(names: tuple[str, ...], root: str | None) -> Files:
    """Return the label of the file with the most readings; the front of a pack has few, its panel has them."""
    best: tuple[Label, str] | None = None
    problem: tuple[str, str] | None = None
    notes: list[str] = []
    for name in names:
        try:
            label = read(path_below(name, root), name=name)
        except Refused as error:
            problem = problem or (error.outcome, error.reason)
            notes.append(f"file-{error.outcome}")
        except InputTooLarge as error:
            problem = problem or ("too-large", str(error))
            notes.append("file-too-large")
        except LabelcheckError as error:
            problem = problem or ("unreadable", str(error))
            notes.append("file-unreadable")
        else:
            if best is None or len(label.readings) > len(best[0].readings):
                best = (label, name)
    if best is None:
        outcome, detail = problem or ("empty", "no file")
        return Files(None, None, outcome, detail, ())
    if len(names) > 1:
        notes.append("one-of-several-files")
    return Files(best[0], best[1], "read", None, tuple(dict.fromkeys(notes)))
