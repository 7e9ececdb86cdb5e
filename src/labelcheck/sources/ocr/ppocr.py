"""The PP-OCR models by themselves: where print stands in a picture, and what one line of it says.

Loading the models takes a tenth of the time that importing the package takes which they come with, and lines need
not be read in batches, padded to the longest: each costs what it is long. What goes in and what comes out is what
the models were made for: Liao et al., "Real-time Scene Text Detection with Differentiable Binarization", 2020, and
Graves et al., "Connectionist Temporal Classification", 2006.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

from labelcheck.sources.ocr.engine import Corners, Line, Pixels

_STEP: Final = 32
"""Pixels whose multiple a picture's sides must be in which print is looked for."""
_SHORTEST: Final = 736
_LONGEST: Final = 4000
"""Pixels of the shorter side at least, and of the longer one at most."""
_FLAT: Final = 8.0
"""Times its height from which a picture is given room above and below."""
_LOWEST: Final = 30
_PRINT: Final = 0.3
"""How sure the model is of a pixel that is print, and of all within a box."""
_BOX: Final = 0.5
_MOST: Final = 1000
_THINNEST: Final = 3
_SHRUNK: Final = 1.6
"""The model finds print shrunk: by its area, divided by its outline, times this."""
_ROW: Final = 10
"""Pixels by which boxes of one row start apart at most."""
_HEIGHT: Final = 48
_NARROWEST: Final = 320
"""Pixels: a line's height and least width; shorter ones are read worse without room behind them."""
_NOTHING: Final = 0
"""The model's sign for no letter."""

Floats = npt.NDArray[np.float32]


class Models:
    """Both models, loaded from a folder; ``threads`` is how many of the processor's cores one call uses."""

    def __init__(self, folder: Path, threads: int) -> None:
        self._finding = _session(folder, "det", threads)
        self._reading = _session(folder, "rec", threads)
        letters = self._reading.get_modelmeta().custom_metadata_map["character"].splitlines()
        self._letters = ["", *letters, " "]

    def find(self, picture: Pixels) -> list[Corners]:
        """Return the corners of every phrase, row by row; the first is the top left as the picture lies."""
        height, width = picture.shape[:2]
        room = 0
        if height <= _LOWEST or width > _FLAT * height:
            room = abs(max(int(width / _FLAT), _LOWEST) * 2 - height) // 2
            picture = np.asarray(cv2.copyMakeBorder(picture, room, room, 0, 0, cv2.BORDER_CONSTANT), np.uint8)
        factor = max(1.0, _SHORTEST / min(picture.shape[:2]))
        factor = min(factor, _LONGEST / max(picture.shape[:2]))
        size = [max(1, round(int(side * factor) / _STEP)) * _STEP for side in picture.shape[1::-1]]
        sureness = _run(self._finding, _levels(np.asarray(cv2.resize(picture, size), np.uint8)))[0, 0]
        ratio = np.array([picture.shape[1] / size[0], picture.shape[0] / size[1]])
        most = np.array([width - 1, height - 1])
        boxes = []
        for box in _boxes(sureness):
            corners = _clockwise(np.clip(np.round(box * ratio) - (0, room), 0, most))
            sides = np.hypot(*(corners[1] - corners[0])), np.hypot(*(corners[3] - corners[0]))
            if min(map(int, sides)) > _THINNEST:
                boxes.append(corners)
        return _by_rows(boxes)

    def read_line(self, picture: Pixels) -> Line:
        """Return what a picture of one line says."""
        height, width = picture.shape[:2]
        whole = max(_NARROWEST, _HEIGHT * width // height)
        needed = min(whole, math.ceil(_HEIGHT * width / height))
        given = np.zeros((1, 3, _HEIGHT, whole), np.float32)
        given[..., :needed] = _levels(np.asarray(cv2.resize(picture, (needed, _HEIGHT)), np.uint8))
        told = _run(self._reading, given)[0]
        signs, sureness = told.argmax(axis=1), told.max(axis=1)
        # a letter stands over several steps; a double one has a step of nothing between
        begins = (signs != np.roll(signs, 1)) & (signs != _NOTHING)
        begins[0] = signs[0] != _NOTHING
        if not begins.any():
            return Line("", 0.0)
        return Line("".join(self._letters[i] for i in signs[begins]), float(sureness[begins].mean()))


def _session(folder: Path, kind: str, threads: int) -> Any:  # noqa: ANN401 - the library has no types
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(model_in(folder, kind)), sess_options=options, providers=["CPUExecutionProvider"]
    )


def model_in(folder: Path, kind: str) -> Path | None:
    """Return the newest model of a kind in a folder: "det" finds print, "rec" reads it; None where there is none."""
    return max(folder.glob(f"PP-OCR*_{kind}_*.onnx"), default=None, key=lambda p: p.name)


def _run(session: Any, given: Floats) -> Floats:  # noqa: ANN401 - the library has no types
    return np.asarray(session.run(None, {session.get_inputs()[0].name: given})[0], dtype=np.float32)


def _levels(picture: Pixels) -> Floats:
    """Return a picture as the models take it: one, colours first, -1 to 1."""
    return np.asarray((picture.transpose(2, 0, 1)[None].astype(np.float32) / 255 - 0.5) / 0.5, dtype=np.float32)


def _boxes(sureness: Floats) -> Iterator[Corners]:
    """Yield the corners of each rectangle of print."""
    import pyclipper

    mask = cv2.dilate((sureness > _PRINT).astype(np.uint8), np.ones((2, 2), np.uint8))
    outlines, _ = cv2.findContours(mask * 255, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines[:_MOST]:
        around = cv2.minAreaRect(outline)
        corners = np.asarray(cv2.boxPoints(around), dtype=np.float32)
        if min(around[1]) < _THINNEST or _within(sureness, corners) < _BOX:
            continue
        grown = pyclipper.PyclipperOffset()
        grown.AddPath(corners, pyclipper.JT_ROUND, pyclipper.ET_CLOSEDPOLYGON)
        by = cv2.contourArea(corners) * _SHRUNK / cv2.arcLength(corners, closed=True)
        paths = grown.Execute(by)
        whole = cv2.minAreaRect(np.concatenate([np.array(p, np.int32) for p in paths]).reshape(-1, 1, 2))
        if min(whole[1]) >= _THINNEST + 2:
            yield np.asarray(cv2.boxPoints(whole), dtype=np.float64)


def _within(sureness: Floats, corners: Floats) -> float:
    """Return the mean of what lies within four corners."""
    height, width = sureness.shape
    low = np.clip(np.floor(corners.min(axis=0)).astype(int), 0, (width - 1, height - 1))
    high = np.clip(np.ceil(corners.max(axis=0)).astype(int), 0, (width - 1, height - 1))
    part = sureness[low[1] : high[1] + 1, low[0] : high[0] + 1]
    mask = np.zeros(part.shape, np.uint8)
    cv2.fillPoly(mask, [(corners - low).astype(np.int32)], 1)
    return float(cv2.mean(part, mask)[0])


def _clockwise(corners: Corners) -> Corners:
    """Return four corners from the top left on: of the two on the left and on the right, the upper one first."""
    across = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = (pair[np.argsort(pair[:, 1], kind="stable")] for pair in (across[:2], across[2:]))
    return np.array([left[0], right[0], right[1], left[1]])


def _by_rows(boxes: list[Corners]) -> list[Corners]:
    """Return boxes from the top down, those that start about as high from left to right."""
    down = sorted(boxes, key=lambda c: float(c[0, 1]))
    rows: list[list[Corners]] = []
    for box in down:
        if rows and box[0, 1] - rows[-1][-1][0, 1] < _ROW:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda c: float(c[0, 0]))]
