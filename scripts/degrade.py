"""Photographs of labels, made out of clean renders: each condition is a function of pixels and a random source."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Condition = Callable[[Pixels, np.random.Generator], Pixels]
_DESK: Final = (120, 135, 150)


def _bytes(pixels: Any) -> Pixels:  # noqa: ANN401
    return np.asarray(np.clip(pixels, 0, 255), dtype=np.uint8)


def clean(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """As rendered."""
    del rng
    return pixels


def half_size(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """150 dots per inch."""
    del rng
    return _bytes(cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def low_resolution(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """A thumbnail: letters of some eight pixels."""
    del rng
    return _bytes(cv2.resize(pixels, None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA))


def jpeg40(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Compressed hard."""
    del rng
    return _bytes(cv2.imdecode(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 40])[1], cv2.IMREAD_COLOR))


def blurred(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Out of focus."""
    return _bytes(cv2.GaussianBlur(pixels, (0, 0), float(rng.uniform(1.6, 2.2))))


def tilted(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Turned by a few degrees."""
    height, width = pixels.shape[:2]
    angle = float(rng.uniform(3, 7)) * float(rng.choice([-1, 1]))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    wide = int(width * 1.02 + height * 0.13)
    tall = int(height * 1.02 + width * 0.13)
    turn[:, 2] += ((wide - width) / 2, (tall - height) / 2)
    return _bytes(cv2.warpAffine(pixels, turn, (wide, tall), borderValue=(255, 255, 255)))


def on_its_side(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Turned by a quarter."""
    way = cv2.ROTATE_90_CLOCKWISE if rng.random() < 0.5 else cv2.ROTATE_90_COUNTERCLOCKWISE
    return _bytes(cv2.rotate(pixels, way))


def upside_down(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Turned by half."""
    del rng
    return _bytes(cv2.rotate(pixels, cv2.ROTATE_180))


def aslant(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Seen from the side, on a desk."""
    height, width = pixels.shape[:2]
    margin = int(0.08 * max(width, height))
    size = (width + 2 * margin, height + 2 * margin)
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    shift = rng.uniform(-0.07, 0.07, size=(4, 2)) * (width, height)
    target = (source + margin + shift).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    return _bytes(cv2.warpPerspective(pixels, matrix, size, borderValue=_DESK))


def round_a_bottle(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Bent round a bottle, with its shading, seen from a little above."""
    height, width = pixels.shape[:2]
    half_angle = float(rng.uniform(0.7, 1.05))
    sag = float(rng.uniform(0.02, 0.05)) * height
    out_width = int(width * np.sin(half_angle) / half_angle)
    out_height = int(height + 2 * sag)
    across = np.linspace(-1, 1, out_width) * np.sin(half_angle)
    around = np.arcsin(across) / half_angle
    columns = np.tile((around + 1) / 2 * (width - 1), (out_height, 1)).astype(np.float32)
    drop = sag * (np.cos(np.arcsin(across)) - np.cos(half_angle)) / (1 - np.cos(half_angle))
    rows = (np.arange(out_height)[:, None] - sag - drop[None] + sag / 2).astype(np.float32)
    bent = cv2.remap(pixels, columns, rows, cv2.INTER_CUBIC, borderValue=_DESK)
    shade = 0.45 + 0.55 * np.cos(np.arcsin(across)) ** 0.8
    return _bytes(bent * shade[None, :, None])


def dark(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Taken in poor light, with the camera's noise."""
    dim = pixels.astype(np.float32) * float(rng.uniform(0.3, 0.4))
    return jpeg40(_bytes(dim + rng.normal(0, 4, pixels.shape)), rng)


def glare(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """A lamp's reflection over part of the print."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width]
    at = (rng.uniform(0.2, 0.8) * width, rng.uniform(0.2, 0.8) * height)
    spot = np.exp(-(((x - at[0]) / (0.16 * width)) ** 2 + ((y - at[1]) / (0.10 * height)) ** 2))
    grey = pixels.astype(np.float32) * 0.8
    return _bytes(grey + (255 - grey) * 0.75 * spot[..., None])


def shadow(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """The shadow of a hand across the label."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width]
    edge = x * float(rng.uniform(-0.6, 0.6)) + y - height * float(rng.uniform(0.3, 0.7))
    lit = 0.38 + 0.62 / (1 + np.exp(-edge / (0.02 * height)))
    return _bytes(pixels * lit[..., None])


def crumpled(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """A bag that was folded: waves in the print, light and dark along them."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    phase = rng.uniform(0, 6.28, size=2)
    wave = np.sin(x / width * 7 + phase[0]) * np.cos(y / height * 4 + phase[1])
    columns, rows = x + 2.5 * np.roll(wave, 30, axis=1), y + 4.0 * wave
    bent = cv2.remap(pixels, columns.astype(np.float32), rows.astype(np.float32), cv2.INTER_CUBIC, borderValue=_DESK)
    return _bytes(bent * (0.85 + 0.15 * wave)[..., None])


def bottle_aslant(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Round a bottle and seen from the side at once."""
    return aslant(round_a_bottle(pixels, rng), rng)


def hand(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """A thumb over a corner."""
    height, width = pixels.shape[:2]
    covered = aslant(pixels, rng)
    at = (int(covered.shape[1] * 0.96), int(covered.shape[0] * 0.97))
    cv2.ellipse(covered, at, (int(0.14 * width), int(0.1 * height)), 40, 0, 360, (140, 170, 215), -1)
    return covered


def busy_background(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Standing among other things: the label is two thirds of the picture."""
    height, width = pixels.shape[:2]
    size = (int(height * 1.5), int(width * 1.5))
    rough = rng.uniform(40, 220, size=(12, 12, 3)).astype(np.float32)
    scene = cv2.resize(rough, (size[1], size[0]), interpolation=cv2.INTER_CUBIC)
    for _ in range(25):
        a, b = rng.integers(0, min(size), size=2), rng.integers(0, min(size), size=2)
        colour = tuple(int(c) for c in rng.integers(0, 255, size=3))
        cv2.line(scene, (int(a[0]), int(a[1])), (int(b[0]), int(b[1])), colour, int(rng.integers(1, 6)))
    top, left = (size[0] - height) // 2, (size[1] - width) // 2
    scene[top : top + height, left : left + width] = pixels
    return _bytes(scene)


USUAL: Final[dict[str, Condition]] = {
    "clean": clean, "150 dpi": half_size, "jpeg 40": jpeg40, "blur": blurred, "tilted": tilted,
    "quarter turn": on_its_side, "half turn": upside_down, "perspective": aslant, "bottle": round_a_bottle,
    "dark": dark,
}  # fmt: skip
"""The ten conditions of the accuracy table."""
HARDER: Final[dict[str, Condition]] = {
    "glare": glare, "shadow": shadow, "crumpled": crumpled, "bottle aslant": bottle_aslant, "hand": hand,
    "low resolution": low_resolution, "busy background": busy_background,
}  # fmt: skip
"""What real photographs hold besides."""
CONDITIONS: Final = USUAL | HARDER
