"""How much of a machine one untrusted file may take."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on one input; beyond them it is refused with :class:`~labelcheck.errors.InputTooLarge`.

    ``size`` is in bytes of the file, ``pixels`` those of one picture or frame, ``pages`` of a PDF or frames of a
    picture, ``seconds`` the time to decode or parse the file (reading its words by OCR comes on top), ``memory``
    the bytes that decoding may take.
    """

    size: int = 64_000_000
    pixels: int = 80_000_000
    pages: int = 100
    seconds: float = 30.0
    memory: int = 1_500_000_000


DEFAULT = Limits()

THINNEST: Final = 8
"""Pixels of a picture's shorter side, below which no letter in it can be told from another."""
LONGEST_SHAPE: Final = 100
"""How many times as long as wide a picture may be; engines enlarge the shorter side, which makes of a hair a giant."""


def is_too_thin(width: int, height: int) -> bool:
    """Whether a picture of that size, in pixels, holds no text."""
    short, long = sorted((width, height))
    return short < THINNEST or long > LONGEST_SHAPE * short


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """How PDFs and pictures are read.

    ``ocr`` names an engine, or "auto" for the best installed with the others as second opinion. ``explain`` is a
    folder for the pictures between the steps.
    """

    ocr: str = "auto"
    password: str | None = None
    limits: Limits = DEFAULT
    explain: Path | None = None
