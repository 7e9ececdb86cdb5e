"""What a report is called: the product's name, or the file's; never a path, and no stray line of a panel."""

from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from labelcheck.knowledge import load
from labelcheck.model import Label

_LETTERS: Final = 3
_SERVING: Final = re.compile(r"\D*?\b([1-9])\s+(\S+)\W*")
"""One of a few of something, with at most a word before it: "Size 1 Tablet"."""


def title_of(label: Label) -> str:
    """Return the product's name where it is one, else the names of the label's files.

    >>> file_name("/home/anna/bilder/zink.jpg + /home/anna/bilder/bak.jpg")
    'zink.jpg + bak.jpg'
    """
    if label.product is not None and _is_name(label.product):
        return label.product
    return file_name(label.source.name)


def file_name(name: str) -> str:
    """Return the last part of a path, or of each of several that are read as one."""
    return " + ".join(PureWindowsPath(PurePosixPath(part).name).name or part for part in name.split(" + "))


def _is_name(product: str) -> bool:
    if sum(c.isalpha() for c in product) < _LETTERS or product.startswith("%"):
        return False
    serving = _SERVING.fullmatch(product)
    if serving is None or len(product[: serving.start(1)].split()) > 1:
        return True
    words = load().lexicon.find(product)
    of = any("dose-form" in w.meanings for w in words)
    return not of or any("nutrient" in w.meanings or "form" in w.meanings for w in words)
