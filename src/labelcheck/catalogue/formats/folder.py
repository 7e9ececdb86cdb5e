"""A folder of labels: every text, picture and PDF in it is a product, in the order of their paths."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from labelcheck.catalogue.containers import Head, Progress
from labelcheck.catalogue.format import Format, Input, Plan
from labelcheck.catalogue.product import Product
from labelcheck.errors import UnreadableFile

LABELS: Final = frozenset(
    (".txt", ".text", ".md", ".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp", ".bmp", ".gif", ".heic")
)


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del first
    return 1 if path.is_dir() and head is None else 0


def label_files(folder: Path) -> list[str]:
    """Return the paths of the labels in a folder, from there, in their order."""
    found = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        found += [
            (Path(root) / n).relative_to(folder).as_posix()
            for n in names
            if not n.startswith(".") and Path(n).suffix.lower() in LABELS
        ]
    return sorted(found)


def _plan(source: Input, head: Head | None) -> Plan:
    del head
    if not source.path.is_dir():
        raise UnreadableFile(source.path.name, "this is no folder")
    files = label_files(source.path)
    if not files:
        raise UnreadableFile(source.path.name, f"no label in this folder; labels end in {', '.join(sorted(LABELS))}")

    def products(progress: Progress) -> Iterator[Product]:
        progress.rows = progress.total = len(files)
        for name in files:
            progress.done += 1
            yield Product(name, Path(name).stem, category=Path(name).parent.name or None, files=(name,))

    return Plan("folder", (f"files: {len(files):,}",), products)


FORMAT = Format("folder", "a folder of labels: texts, pictures, PDF", _recognise, _plan)
