"""RapidOCR: PP-OCR models on onnxruntime, which come with the package and work offline."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any, ClassVar, Final

import numpy as np

from labelcheck.sources.ocr.crop import crop
from labelcheck.sources.ocr.engine import Corners, Line, Phrase, Pixels, State, forbid_telemetry

_INSTALL: Final = "pip install 'labelcheck[photo]'"
_THREADS: Final = "LABELCHECK_THREADS"
_LONG: Final = 20.0
"""Heights of a line's length from which it is read alone."""
_LANGUAGES: Final = ("Latin script with å ä ö æ ø ü ß µ", "Cyrillic")


class RapidOcr:
    """Finds text in any direction by itself, and reads each phrase on its own."""

    name: ClassVar[str] = "rapidocr"
    straight: ClassVar[bool] = False
    micro: ClassVar[bool] = True

    def __init__(self) -> None:
        forbid_telemetry()
        import onnxruntime
        from rapidocr import RapidOCR

        # the program around this one may have loaded it before
        onnxruntime.disable_telemetry_events()
        threads = int(os.environ.get(_THREADS, "0") or 0) or 1
        self._engine: Any = RapidOCR(
            params={
                "Global.use_cls": False,  # it turns short cells upside down: "900 µg" becomes "6rl 006"
                "Global.log_level": "critical",
                "Global.max_side_len": 4000,
                # memory that is given back and taken anew for every line costs a tenth of the time
                "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    @classmethod
    def state(cls) -> State:
        """Return whether it is installed, without loading it."""
        try:
            if find_spec("onnxruntime") is None:
                return State(cls.name, usable=False, missing=f"onnxruntime is not installed: {_INSTALL}")
            return State(cls.name, usable=True, version=version("rapidocr"), languages=_LANGUAGES)
        except PackageNotFoundError:
            return State(cls.name, usable=False, missing=f"it is not installed: {_INSTALL}")

    def find(self, picture: Pixels) -> list[Corners]:
        """Return the corners of every phrase; the first is the top left as the picture lies."""
        found = self._engine(picture, use_det=True, use_cls=False, use_rec=False)
        boxes = getattr(found, "boxes", None)
        return [] if boxes is None else [np.asarray(b, dtype=np.float64) for b in boxes]

    def read(self, picture: Pixels) -> list[Phrase]:
        """Return the text of an upright picture."""
        corners = self.find(picture)
        lines = self.read_lines([crop(picture, c) for c in corners])
        return [Phrase(line.text, c, line.score) for c, line in zip(corners, lines, strict=True)]

    def read_lines(self, pictures: list[Pixels]) -> list[Line]:
        """Return the text of pictures of one line each."""
        lines: dict[int, Line] = {}
        long = [i for i, p in enumerate(pictures) if p.shape[1] > _LONG * p.shape[0]]
        # lines read together are made as wide as the longest: long ones go alone
        for together in ([i for i in range(len(pictures)) if i not in long], *[[i] for i in long]):
            if together:
                found = self._engine.recognize_txt([np.ascontiguousarray(pictures[i]) for i in together])
                read = zip(found.txts, found.scores, strict=True)
                lines |= {i: Line(str(t), float(s)) for i, (t, s) in zip(together, read, strict=True)}
        return [lines[i] for i in range(len(pictures))]
