"""The files that a catalogue's rows point to: below the given folder only, never over a network."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from labelcheck.errors import InputTooLarge, LabelcheckError, UnsupportedFormat
from labelcheck.pipeline import read, read_together
from labelcheck.sources.kinds import kind_of

if TYPE_CHECKING:
    from labelcheck.model import Label

_SCHEME: Final = re.compile(
    r"[a-z][a-z0-9+.-]*://|(?:data|file|ftp|gs|https?|javascript|mailto|s3):|//|\\\\", re.IGNORECASE
)
_BEGINNING: Final = 4096


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


def files_digest(names: tuple[str, ...], root: str | None) -> str:
    """Return a digest of the content of files, of one that cannot be read, why; of none, nothing.

    Where one of them is a picture or a PDF, the OCR engines that are installed count too.
    """
    if not names:
        return ""
    digest = hashlib.blake2b(digest_size=16)
    seen = False
    for name in names:
        try:
            with path_below(name, root).open("rb") as file:
                seen = seen or _is_seen(file.read(_BEGINNING), name)
                file.seek(0)
                digest.update(hashlib.file_digest(file, "blake2b").digest())
        except Refused as error:
            digest.update(error.outcome.encode())
        except OSError:
            digest.update(b"unreadable")
    if seen:
        digest.update(_engines().encode())
    return digest.hexdigest()


def content_digest(content: bytes, name: str) -> str:
    """Return what :func:`files_digest` gives for one file of this content."""
    digest = hashlib.blake2b(hashlib.blake2b(content).digest(), digest_size=16)
    if _is_seen(content[:_BEGINNING], name):
        digest.update(_engines().encode())
    return digest.hexdigest()


def read_content(content: bytes, name: str) -> Files:
    """Return the label of a file whose bytes are at hand."""
    try:
        return Files(read(content, name=name), name, "read", None, ())
    except LabelcheckError as error:
        return Files(None, None, _outcome(error), str(error), ())


def _outcome(error: LabelcheckError) -> str:
    return "too-large" if isinstance(error, InputTooLarge) else "unreadable"


def _is_seen(beginning: bytes, name: str) -> bool:
    try:
        return kind_of(beginning, name) != "text"
    except UnsupportedFormat:
        return False


@lru_cache(maxsize=1)
def _engines() -> str:
    """Return the OCR engines that can be used, with versions and languages."""
    try:
        from labelcheck.sources.ocr.engine import states
    except ImportError:
        return "none"
    return repr([(s.name, s.version, s.languages) for s in states() if s.usable])


def read_files(names: tuple[str, ...], root: str | None) -> Files:
    """Return the label of a product's files: pictures and PDFs of one product are read together, front and back.

    Where one of them is a text, or they cannot be read together, the file with the most readings counts.
    """
    paths: list[tuple[str, Path]] = []
    problem: tuple[str, str] | None = None
    notes: list[str] = []
    for name in names:
        try:
            paths.append((name, path_below(name, root)))
        except Refused as error:
            problem = problem or (error.outcome, error.reason)
            notes.append(f"file-{error.outcome}")
    if len(paths) > 1:
        try:
            label = read_together([path for _, path in paths])
            return Files(label, "; ".join(name for name, _ in paths), "read", None, tuple(dict.fromkeys(notes)))
        except LabelcheckError:
            notes.append("one-of-several-files")
    best: tuple[Label, str] | None = None
    for name, path in paths:
        try:
            label = read(path, name=name)
        except LabelcheckError as error:
            outcome = _outcome(error)
            problem = problem or (outcome, str(error))
            notes.append(f"file-{outcome}")
        else:
            if best is None or len(label.readings) > len(best[0].readings):
                best = (label, name)
    if best is None:
        outcome, detail = problem or ("empty", "no file")
        return Files(None, None, outcome, detail, ())
    return Files(best[0], best[1], "read", None, tuple(dict.fromkeys(notes)))
