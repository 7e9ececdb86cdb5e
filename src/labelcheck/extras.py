"""What labelcheck can do beyond text, and what must be installed for it: the extras of pyproject.toml."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Final, Literal

from labelcheck.errors import ExtraMissing, UsageError

Extra = Literal["pdf", "photo", "catalogue", "web", "spark"]

EXTRAS: Final[dict[Extra, tuple[str, ...]]] = {
    "pdf": ("pypdfium2", "pdfplumber", "numpy", "cv2"),
    "photo": ("PIL", "numpy", "cv2", "pi_heif"),
    "catalogue": ("pyarrow", "pebble", "openpyxl", "defusedxml"),
    "web": ("starlette", "uvicorn", "python_multipart", "pebble"),
    "spark": ("pyspark", "pandas"),
}
"""The modules that must be there; OCR engines are told apart, since any one of them is enough."""


def missing(extra: Extra) -> tuple[str, ...]:
    """Return the modules of an extra that are not installed, without loading any."""
    return tuple(module for module in EXTRAS[extra] if not _installed(module))


def require(extra: Extra, what: str) -> None:
    """Say which extra to install where it is missing; ``what`` needs it: a file's name, or a part of labelcheck.

    Raises:
        ExtraMissing: one of its modules is not installed.

    """
    lacking = missing(extra)
    if lacking:
        raise ExtraMissing(what, extra, lacking[0])


def require_module(module: str, what: str) -> None:
    """Say which package to install where one is missing that is of no extra, since who wants its tables has it.

    Raises:
        UsageError: it is not installed.

    """
    if not _installed(module):
        raise UsageError(f"{what} needs {module}, which is not installed: pip install {module}")


def _installed(module: str) -> bool:
    if module in sys.modules:
        return sys.modules[module] is not None
    return find_spec(module) is not None
