"""Where a phrase stands in the file, however its line runs there."""

from __future__ import annotations

import numpy as np
import pytest

from labelcheck.sources.ocr.engine import Phrase
from labelcheck.sources.ocr.frame import Frame, Points, opened
from labelcheck.sources.ocr.see import word_of

PIXELS = np.full((200, 400, 3), 255, dtype=np.uint8)


def sagging(by: float) -> Frame:
    """Return a frame that was made level out of lines that hang so far in the middle."""

    def back(points: Points) -> Points:
        x = points[:, 0]
        hanging = np.stack([np.zeros_like(x), by * (1 - ((x - 200) / 200) ** 2)], axis=1)
        return np.asarray(points + hanging, np.float64)

    return Frame(PIXELS, back)


@pytest.mark.parametrize("by", [16.0, -16.0])
def test_corners_on_an_arc_stand_between_its_ends_and_its_middle(by: float) -> None:
    frame = sagging(by)
    phrase = Phrase("Magnesium 375 mg", np.array([[0.0, 100], [400, 100], [400, 120], [0, 120]]), 0.9)
    word = word_of(phrase, frame, 0)
    assert word.corners is not None
    line = frame.back(np.stack([np.linspace(0, 400, 41), np.full(41, 110.0)], axis=1))[:, 1]
    middle = (word.corners[0].y + word.corners[3].y) / 2
    assert float(np.abs(line - middle).max()) == pytest.approx(abs(by) / 2)


def test_corners_of_a_straight_line_are_its_own() -> None:
    word = word_of(Phrase("Zinc", np.array([[10.0, 10], [90, 20], [88, 40], [8, 30]]), 0.9), opened(PIXELS, 1.0), 0)
    assert word.corners is not None
    assert [(p.x, p.y) for p in word.corners] == [(10, 10), (90, 20), (88, 40), (8, 30)]
