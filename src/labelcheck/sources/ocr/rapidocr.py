"""RapidOCR: the PP-OCR models that come with the package, run on onnxruntime; they work offline."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar, Final

from labelcheck.errors import EngineMissing
from labelcheck.sources.ocr.crop import crop
from labelcheck.sources.ocr.engine import Corners, Line, Phrase, Pixels, State, forbid_telemetry
from labelcheck.sources.ocr.ppocr import Models, model_in

_INSTALL: Final = "pip install 'labelcheck[photo]'"
_THREADS: Final = "LABELCHECK_THREADS"
_NO_MODELS: Final = f"this version of rapidocr brings no models: {_INSTALL}"
_LANGUAGES: Final = ("Latin script with å ä ö æ ø ü ß µ", "Cyrillic")


class RapidOcr:
    """Finds text in any direction by itself, and reads each phrase on its own."""

    name: ClassVar[str] = "rapidocr"
    straight: ClassVar[bool] = False
    micro: ClassVar[bool] = True

    def __init__(self) -> None:
        forbid_telemetry()
        import onnxruntime

        # the program around this one may have loaded it before
        onnxruntime.disable_telemetry_events()
        folder = _folder()
        if folder is None:
            raise EngineMissing(self.name, _NO_MODELS)
        self._models = Models(folder, int(os.environ.get(_THREADS, "0") or 0) or 1)

    @classmethod
    def state(cls) -> State:
        """Return whether it is installed, without loading it."""
        try:
            if find_spec("onnxruntime") is None:
                return State(cls.name, usable=False, missing=f"onnxruntime is not installed: {_INSTALL}")
            installed = version("rapidocr")
            if _folder() is None:
                return State(cls.name, usable=False, missing=_NO_MODELS)
            return State(cls.name, usable=True, version=installed, languages=_LANGUAGES)
        except PackageNotFoundError:
            return State(cls.name, usable=False, missing=f"it is not installed: {_INSTALL}")

    def find(self, picture: Pixels) -> list[Corners]:
        """Return the corners of every phrase; the first is the top left as the picture lies."""
        return self._models.find(picture)

    def read(self, picture: Pixels) -> list[Phrase]:
        """Return the text of an upright picture."""
        corners = self.find(picture)
        lines = self.read_lines([crop(picture, c) for c in corners])
        return [Phrase(line.text, c, line.score) for c, line in zip(corners, lines, strict=True)]

    def read_lines(self, pictures: list[Pixels]) -> list[Line]:
        """Return the text of pictures of one line each."""
        return [self._models.read_line(p) for p in pictures]


def _folder() -> Path | None:
    """Return where the package keeps its models, without importing it, which takes longer than loading them."""
    package = find_spec("rapidocr")
    places = (package.submodule_search_locations or []) if package is not None else []
    folders = [Path(place) / "models" for place in places]
    return next((f for f in folders if model_in(f, "det") and model_in(f, "rec")), None)
