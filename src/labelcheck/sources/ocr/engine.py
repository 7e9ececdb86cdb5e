"""What an OCR engine is, and which are installed."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import entry_points
from typing import Final, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from labelcheck.errors import EngineMissing

Pixels = npt.NDArray[np.uint8]
"""Height × width × 3, blue green red, as OpenCV has them."""
Corners = npt.NDArray[np.float64]
"""4 × 2: x and y of the top left, top right, bottom right and bottom left of a phrase as it is read."""

GROUP: Final = "labelcheck.ocr"
AUTO: Final = "auto"
_BEST_FIRST: Final = ("rapidocr", "tesseract")
_NO_TELEMETRY: Final = "ORT_DISABLE_TELEMETRY"
"""onnxruntime reports to its maker unless this is set before it loads: asked to stop later, it has already written a
device id and a data base of events under the user's cache folder."""


class Phrase(NamedTuple):
    """What stands together in a picture: its text, where, and how sure the engine is, 0 to 1."""

    text: str
    corners: Corners
    score: float


class Line(NamedTuple):
    """One line read out of a picture that holds nothing else."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class State:
    """Whether an engine can be used: its version and languages, or what is missing."""

    name: str
    usable: bool
    version: str = ""
    languages: tuple[str, ...] = ()
    missing: str = ""


class Engine(Protocol):
    """One OCR engine. ``straight`` tells that it reads level lines only; ``micro`` that it knows the letter µ."""

    name: str
    straight: bool
    micro: bool

    @classmethod
    def state(cls) -> State:
        """Return whether it is installed, without loading it."""

    def find(self, picture: Pixels) -> list[Corners]:
        """Return where text stands, in any direction; nothing where the engine cannot tell that apart."""

    def read(self, picture: Pixels) -> list[Phrase]:
        """Return the text of an upright picture."""

    def read_lines(self, pictures: list[Pixels]) -> list[Line]:
        """Return the text of pictures of one line each."""


def forbid_telemetry() -> None:
    """Make what engines are built on report nothing, in this process and those it starts; call before loading any."""
    os.environ[_NO_TELEMETRY] = "1"


@lru_cache(maxsize=1)
def engines() -> dict[str, type[Engine]]:
    """Return the engine classes of all installed packages, by name, the best first."""
    forbid_telemetry()
    found = {point.name: point for point in entry_points(group=GROUP)}
    names = [n for n in _BEST_FIRST if n in found] + sorted(n for n in found if n not in _BEST_FIRST)
    loaded: dict[str, type[Engine]] = {}
    for name in names:
        try:
            loaded[name] = found[name].load()
        except ImportError:
            # registered by a package whose own needs are not installed
            continue
    return loaded


def states() -> list[State]:
    """Return what is installed, the best first."""
    return [engine.state() for engine in engines().values()]


@lru_cache(maxsize=8)
def load_engine(wanted: str) -> Engine:
    """Return the engine of that name, or the best usable for "auto"; loaded once per process.

    Raises:
        EngineMissing: it is not installed.

    """
    known = engines()
    if wanted != AUTO and wanted not in known:
        raise EngineMissing(wanted, f"no such OCR engine; known are {', '.join(known) or 'none'}")
    for name in known if wanted == AUTO else (wanted,):
        if known[name].state().usable:
            return known[name]()
    if wanted != AUTO:
        raise EngineMissing(wanted, known[wanted].state().missing)
    raise EngineMissing(
        "OCR", "this needs text recognition, and no engine is installed; `labelcheck doctor` tells how to get one"
    )


def second_engine(first: Engine) -> Engine | None:
    """Return the best usable engine besides ``first``."""
    for name, engine in engines().items():
        if name != first.name and engine.state().usable:
            return load_engine(name)
    return None
