"""How the lines of a picture run, measured on its pixels: sloped, fanned out by perspective, bent round a bottle.

Ink is smeared along into blobs, one per printed line or rule. What the blobs agree on is a smooth surface: how far
each point stands below where it would in a level picture. Reading it needs no engine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from labelcheck.sources.ocr.engine import Corners, Pixels
from labelcheck.sources.ocr.frame import Frame, remapped

_WORKING: Final = 1100
_FEWEST: Final = 3
_TERMS: Final = 7
_GRID: Final = 8
_AGREED: Final = 0.12
_ENOUGH: Final = 2.0
_NOISY: Final = 1.5
"""Grey levels, of 255, by which neighbouring pixels of an even ground differ where a picture is noisy."""
_TELLING: Final = 3.0
"""Heights of a phrase's length from which it tells how its line runs."""
_FEWEST_PHRASES: Final = 6
_LETTER: Final = 0.5
"""Of a phrase's box, the height of its letters."""
Floats = npt.NDArray[np.float64]


class Bend(NamedTuple):
    """The surface over a picture of ``width`` × ``height``; ``letter`` is the height of small letters in pixels.

    ``sag`` is how far the printed lines depart from straight ones, ``drift`` how far they climb or fall over the
    picture's width, both in letter heights. ``error`` is how far single lines depart from the surface, in the same
    measure, and ``lines`` the length of all that was measured, in picture widths.
    """

    terms: Floats
    width: int
    height: int
    letter: float
    sag: float
    drift: float
    error: float
    lines: float

    @property
    def angle(self) -> float:
        """How far the lines fall to the right on the whole, in degrees."""
        return math.degrees(math.atan2(float(self.terms[0]), self.width / 2))

    def is_sure(self) -> bool:
        """Whether enough lines agree."""
        return self.error < _AGREED and self.lines > _ENOUGH


def ink_of(gray: Pixels) -> Pixels:
    """Return 255 where there is print, dark on light or light on dark, on an even background."""
    if noise_of(gray) > _NOISY:
        gray = np.asarray(cv2.GaussianBlur(gray, (0, 0), 1.6), dtype=np.uint8)
    size = max(15, min(gray.shape[:2]) // 20) | 1
    background = cv2.medianBlur(cv2.morphologyEx(gray, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8)), 5)
    even = cv2.divide(gray, np.maximum(background, 1), scale=255)
    even = cv2.GaussianBlur(even, (3, 3), 0)
    _, ink = cv2.threshold(even, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if float(ink.mean()) > 0.45 * 255:
        ink = cv2.bitwise_not(ink)
    return np.asarray(ink, dtype=np.uint8)


def noise_of(gray: Pixels) -> float:
    """Return the noise of a picture, as a standard deviation in grey levels (Immerkær 1996, by the median)."""
    kernel = np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], dtype=np.float32)
    response = np.abs(cv2.filter2D(gray.astype(np.float32), -1, kernel))
    return float(np.median(response)) / 0.6745 / 6.0 * (255.0 / max(float(np.percentile(gray, 99)), 32.0))


def letter_height(ink: Pixels) -> float:
    """Return the usual height of a letter in pixels; 0 where there are too few to tell."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    widths, heights, areas = stats[1:, 2], stats[1:, 3], stats[1:, 4]
    letters = (heights >= 4) & (heights < ink.shape[0] / 8) & (widths < 4 * heights) & (areas > 0.1 * widths * heights)
    return float(np.median(heights[letters])) if letters.sum() >= 10 else 0.0


def measure(pixels: Pixels) -> Bend | None:
    """Return how the lines of an upright picture run; None where there are too few to tell."""
    height, width = pixels.shape[:2]
    scale = min(1.0, _WORKING / max(width, height))
    gray = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else gray
    ink = ink_of(np.asarray(small, dtype=np.uint8))
    letter = letter_height(ink)
    if not letter:
        return None
    starts, ends, falls = _runs(ink, letter)
    if len(starts) < _FEWEST:
        return None
    return _bend(starts, ends, falls, (ink.shape[1], ink.shape[0]), letter, scale)


def of_phrases(corners: Sequence[Corners], size: tuple[int, int]) -> Bend | None:
    """Return how the lines run on which phrases were found; None where too few are long enough to tell."""
    starts, ends, heights = [], [], []
    for one in corners:
        start, end = (one[0] + one[3]) / 2, (one[1] + one[2]) / 2
        height = float(np.hypot(*(one[3] - one[0])) + np.hypot(*(one[2] - one[1]))) / 2
        if end[0] - start[0] > _TELLING * height:
            starts.append(start)
            ends.append(end)
            heights.append(height)
    if len(starts) < _FEWEST_PHRASES:
        return None
    falls = np.array([end[1] - start[1] for start, end in zip(starts, ends, strict=True)])
    return _bend(np.array(starts), np.array(ends), falls, size, _LETTER * float(np.median(heights)), 1.0)


def _bend(starts: Floats, ends: Floats, falls: Floats, size: tuple[int, int], letter: float, scale: float) -> Bend:
    """Return the surface that fits pairs of points on a line, in a picture of a size that was scaled."""
    half = np.array(size) / 2
    terms, error = _fit((starts - half) / half, (ends - half) / half, falls)
    across = np.linspace(-1, 1, 21)
    grid = np.stack(np.meshgrid(across, across), axis=-1).reshape(-1, 2)
    surface = (_basis(grid) @ terms).reshape(21, 21)
    chord = surface[:, :1] + (surface[:, -1:] - surface[:, :1]) * (across + 1) / 2
    seen = slice(3, 18)
    return Bend(
        terms / scale,
        round(size[0] / scale),
        round(size[1] / scale),
        letter / scale,
        float(np.abs(surface - chord)[seen].max()) / letter,
        float(np.abs(surface[:, -1] - surface[:, 0])[seen].max()) / letter,
        error / letter,
        float((ends - starts)[:, 0].sum()) / size[0],
    )


def _runs(ink: Pixels, letter: float) -> tuple[Floats, Floats, Floats]:
    """Return pairs of points along the same blob, and how far the second stands below the first."""
    upright = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(3, int(3.5 * letter)), 1), np.uint8))
    # large print and frames would pull lines together
    text = cv2.subtract(ink, cv2.dilate(upright, np.ones((1, 3), np.uint8)))
    smeared = cv2.morphologyEx(text, cv2.MORPH_CLOSE, np.ones((1, max(3, int(1.8 * letter))), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(smeared, connectivity=4)
    step = max(2, int(1.2 * letter))
    starts, ends, falls = [], [], []
    for i in range(1, count):
        x, y, w, h = (int(v) for v in stats[i, :4])
        if w < 5 * letter or h > 0.35 * w + 2.5 * letter or w < 2.5 * h:
            continue
        blob = labels[y : y + h, x : x + w] == i
        weights = blob.sum(axis=0).astype(np.float64)
        middles = (np.arange(h)[:, None] * blob).sum(axis=0) / np.maximum(weights, 1)
        at = np.arange(step // 2, w, step)
        smooth = np.array(
            [
                np.average(middles[max(0, a - step) : a + step], weights=weights[max(0, a - step) : a + step] + 1e-9)
                for a in at
            ]
        )
        for reach in (3, 8):
            if len(at) > reach:
                starts += [(x + a, y + m) for a, m in zip(at[:-reach], smooth[:-reach], strict=True)]
                ends += [(x + a, y + m) for a, m in zip(at[reach:], smooth[reach:], strict=True)]
                falls += list(smooth[reach:] - smooth[:-reach])
    return np.array(starts).reshape(-1, 2), np.array(ends).reshape(-1, 2), np.array(falls)


def _basis(points: Floats) -> Floats:
    x, y = points[:, 0], points[:, 1]
    return np.stack([x, x * y, x**2, x**2 * y, x**3, x * y**2, x**2 * y**2], axis=1)


def _fit(starts: Floats, ends: Floats, falls: Floats) -> tuple[Floats, float]:
    rows = _basis(ends) - _basis(starts)
    ridge = np.diag([1e-5, 1e-4, 1e-4, 1e-3, 1e-3, 1e-3, 1e-3]) * len(falls)
    weight = np.ones(len(falls))
    terms = np.zeros(_TERMS)
    for _ in range(8):
        left = rows.T @ (rows * weight[:, None]) + ridge
        terms = np.linalg.solve(left, rows.T @ (falls * weight))
        error = np.abs(falls - rows @ terms)
        usual = max(float(np.median(error)), 0.15)
        weight = 1.0 / (1.0 + (error / (2 * usual)) ** 2) ** 2
    return np.asarray(terms, dtype=np.float64), float(np.median(error))


def levelled(frame: Frame, bend: Bend) -> Frame:
    """Return the frame with its lines level and straight."""
    width, height = frame.size
    across = np.arange(0, width + _GRID, _GRID, dtype=np.float64)
    down = np.arange(0, height + _GRID, _GRID, dtype=np.float64)
    x, level = np.meshgrid(across, down)
    y = level.copy()
    half = np.array([bend.width / 2, bend.height / 2])
    for _ in range(6):
        points = np.stack([x.ravel(), y.ravel()], axis=1)
        y = level + (_basis((points - half) / half) @ bend.terms).reshape(level.shape)
    size = (across.size * _GRID, down.size * _GRID)
    columns = cv2.resize(x.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    rows = cv2.resize(y.astype(np.float32), size, interpolation=cv2.INTER_LINEAR)
    # resizing puts samples in the middle of their cells
    columns = columns[_GRID // 2 : _GRID // 2 + height, _GRID // 2 : _GRID // 2 + width]
    rows = rows[_GRID // 2 : _GRID // 2 + height, _GRID // 2 : _GRID // 2 + width]
    return remapped(frame, np.ascontiguousarray(columns), np.ascontiguousarray(rows))
