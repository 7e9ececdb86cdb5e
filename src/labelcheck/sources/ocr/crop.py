"""Single lines cut out of a picture."""

from __future__ import annotations

import cv2
import numpy as np

from labelcheck.sources.ocr.engine import Corners, Pixels


def crop(picture: Pixels, corners: Corners, *, pad: float = 0.0, zoom: float = 1.0) -> Pixels:
    """Return the pixels within four corners as a level picture; ``pad`` widens it by that part of its height."""
    top, side = corners[1] - corners[0], corners[3] - corners[0]
    width = max(float(np.hypot(*top)), float(np.hypot(*(corners[2] - corners[3]))), 1.0)
    height = max(float(np.hypot(*side)), float(np.hypot(*(corners[2] - corners[1]))), 1.0)
    along, down = top / max(float(np.hypot(*top)), 1e-6) * pad * height, side * pad * 0.5
    wide = np.array(
        [corners[0] - along - down, corners[1] + along - down, corners[2] + along + down, corners[3] - along + down]
    )
    w = max(2, round((width + 2 * pad * height) * zoom))
    h = max(2, round(height * (1 + pad) * zoom))
    target = np.array([[0, 0], [w, 0], [w, h], [0, h]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(wide.astype(np.float32), target)
    level = cv2.warpPerspective(picture, matrix, (w, h), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, dtype=np.uint8)


def sharpened(picture: Pixels) -> Pixels:
    """Return a picture with more contrast and its edges drawn up."""
    low, high = (float(v) for v in np.percentile(picture, (1, 99)))
    stretched = np.clip((picture.astype(np.float32) - low) * (255.0 / max(high - low, 16.0)), 0, 255).astype(np.uint8)
    soft = cv2.GaussianBlur(stretched, (0, 0), max(1.0, picture.shape[0] / 24))
    return np.asarray(cv2.addWeighted(stretched, 1.6, soft, -0.6, 0), dtype=np.uint8)
