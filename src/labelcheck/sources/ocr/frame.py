"""A picture on its way to being read: each step makes a new frame that knows the way back to the user's file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from labelcheck.sources.ocr.engine import Corners, Pixels

Points = npt.NDArray[np.float64]
"""n × 2: x and y."""
_TURNS: Final = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}


@dataclass(frozen=True, slots=True)
class Frame:
    """Pixels, and ``back``: where points of them stand in the user's file."""

    pixels: Pixels
    back: Callable[[Points], Points]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        return self.pixels.shape[1], self.pixels.shape[0]


def opened(pixels: Pixels, scale: float) -> Frame:
    """Return the first frame; ``scale`` is its pixels per unit of the user's file."""
    return Frame(pixels, lambda points: points / scale)


def scaled(frame: Frame, factor: float) -> Frame:
    """Return a frame of another size."""
    if factor == 1.0:
        return frame
    width, height = frame.size
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    ratio = np.array([size[0] / width, size[1] / height])
    pixels = np.asarray(cv2.resize(frame.pixels, size, interpolation=how), dtype=np.uint8)
    return Frame(pixels, lambda points: frame.back(points / ratio))


def turned(frame: Frame, quarters: int) -> Frame:
    """Return the frame turned clockwise by quarters of a circle."""
    quarters %= 4
    if not quarters:
        return frame
    width, height = frame.size
    pixels = np.asarray(cv2.rotate(frame.pixels, _TURNS[quarters]), dtype=np.uint8)
    return Frame(
        pixels, lambda points: frame.back(turn_points(points, -quarters, *_turned_size(width, height, quarters)))
    )


def rotated(frame: Frame, degrees: float) -> Frame:
    """Return the frame turned counter-clockwise by some degrees, with room for its corners."""
    width, height = frame.size
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    sin, cos = abs(float(turn[0, 1])), abs(float(turn[0, 0]))
    size = (int(width * cos + height * sin), int(height * cos + width * sin))
    turn[:, 2] += np.array([(size[0] - width) / 2, (size[1] - height) / 2])
    pixels = cv2.warpAffine(frame.pixels, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    inverse = cv2.invertAffineTransform(turn)

    def back(points: Points) -> Points:
        return frame.back(points @ inverse[:, :2].T + inverse[:, 2])

    return Frame(np.asarray(pixels, dtype=np.uint8), back)


def _turned_size(width: int, height: int, quarters: int) -> tuple[int, int]:
    return (height, width) if quarters % 2 else (width, height)


def turn_points(points: Points, quarters: int, width: int, height: int) -> Points:
    """Return where points of a picture of that size go when it is turned clockwise by quarters."""
    x, y = points[:, 0], points[:, 1]
    quarters %= 4
    if quarters == 1:
        return np.stack([height - y, x], axis=1)
    if quarters == 2:
        return np.stack([width - x, height - y], axis=1)
    if quarters == 3:
        return np.stack([y, width - x], axis=1)
    return points


def cut(frame: Frame, x0: int, y0: int, x1: int, y1: int) -> Frame:
    """Return a part of the frame."""
    offset = np.array([x0, y0], dtype=np.float64)
    return Frame(np.ascontiguousarray(frame.pixels[y0:y1, x0:x1]), lambda points: frame.back(points + offset))


def bordered(frame: Frame, rows: int) -> Frame:
    """Return the frame with so many rows more above and below, of the colours of its edges."""
    pixels = cv2.copyMakeBorder(frame.pixels, rows, rows, 0, 0, cv2.BORDER_REPLICATE)
    return Frame(np.asarray(pixels, dtype=np.uint8), lambda points: frame.back(points - (0, rows)))


def remapped(frame: Frame, columns: npt.NDArray[np.float32], rows: npt.NDArray[np.float32]) -> Frame:
    """Return a frame whose pixel (x, y) is the old one's at (``columns``, ``rows``)[y, x]."""
    pixels = cv2.remap(frame.pixels, columns, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)

    def back(points: Points) -> Points:
        x = np.clip(points[:, 0].astype(np.float32), 0, columns.shape[1] - 1)[None]
        y = np.clip(points[:, 1].astype(np.float32), 0, columns.shape[0] - 1)[None]
        at = [cv2.remap(grid, x, y, cv2.INTER_LINEAR)[0] for grid in (columns, rows)]
        return frame.back(np.stack(at, axis=1).astype(np.float64))

    return Frame(np.asarray(pixels, dtype=np.uint8), back)


def in_order(corners: Corners) -> Corners:
    """Return four corners with the one nearest the top left first, clockwise."""
    total, difference = corners.sum(axis=1), corners[:, 0] - corners[:, 1]
    first, third = int(np.argmin(total)), int(np.argmax(total))
    second, fourth = int(np.argmax(difference)), int(np.argmin(difference))
    if len({first, second, third, fourth}) < 4:
        return corners
    return corners[[first, second, third, fourth]]
