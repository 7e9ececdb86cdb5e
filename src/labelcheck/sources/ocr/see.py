"""From a picture to words with places: made upright and level as far as measuring says it must be, then read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from labelcheck.model import Box, Page, Point, Word
from labelcheck.sources.ocr.crop import crop, sharpened
from labelcheck.sources.ocr.engine import Corners, Engine, Line, Phrase, Pixels, second_engine
from labelcheck.sources.ocr.found import READABLE, certainty, height_of, read_part, upright, weight
from labelcheck.sources.ocr.frame import Frame, cut, opened, scaled, turned
from labelcheck.sources.ocr.ground import grounds
from labelcheck.sources.ocr.percentages import with_percentages
from labelcheck.sources.ocr.zoom import read_large
from labelcheck.sources.pages import Loaded, Picture

_LONGEST: Final = 2200
"""Pixels on the longer side at which text is looked for in one go; larger pictures are looked over first."""
_SMALL: Final = 21.0
"""Pixels of a line's box below which lines close together are found as one."""
_ENLARGED: Final = 2.0
_WORTH: Final = 1.45
"""How many times small print is enlarged at most, and at least to be read again."""
_HEAD_OVER: Final = 0.6
_TURNS: Final = ((2, "half"), (1, "a quarter"), (3, "a quarter back"))
"""Turns to try when nothing that makes sense is read, the likeliest first."""


@dataclass(slots=True)
class Sight:
    """What was seen of one part of a page, kept so that it can be looked at again."""

    page: Page
    frame: Frame
    engine: Engine
    alone: bool = False
    steps: list[str] = field(default_factory=list)

    def again(self, words: Sequence[Word], look: int) -> list[Line]:
        """Return another reading of the words' pixels.

        ``look`` 0 is the same engine on a wider, sharpened cut; 1 the other engine, if one is installed; 2 the
        same engine on a cut twice as large and softened. Words of no second reading come back empty.
        """
        engine = self.engine
        if look == 1:
            other = None if self.alone else second_engine(self.engine)
            if other is None:
                return [Line("", 0.0)] * len(words)
            engine = other
        cuts = [self._cut(word, look) for word in words]
        return engine.read_lines(cuts)

    def _cut(self, word: Word, look: int) -> Pixels:
        corners = np.array([[p.x, p.y] for p in word.quad])
        if look == 2:
            return np.asarray(
                cv2.GaussianBlur(crop(self.frame.pixels, corners, pad=0.15, zoom=2.0), (3, 3), 0), np.uint8
            )
        return sharpened(crop(self.frame.pixels, corners, pad=0.28))


def see(loaded: Loaded, engine: Engine, *, alone: bool = False, explain: Path | None = None) -> list[Sight]:
    """Return a page in parts that were read each by itself, with the words that an engine reads in its picture.

    ``alone`` keeps other engines out of second looks. ``explain`` is a folder that the picture is written to after each step.
    """
    steps: list[str] = []
    near = _opened(loaded.picture or Picture(1, 1, b"\xff\xff\xff"))
    if engine.straight:
        parts = [_read_level(upright(scaled(near, min(1.0, _LONGEST / max(near.size))), steps), engine, steps)]
    elif max(near.size) > _LONGEST:
        parts = read_large(near, engine, steps) or [([], near)]
    else:
        parts = [_read_whole(near, engine, steps)]
    given = loaded.page
    sights = []
    for number, (phrases, frame) in enumerate(parts):
        told = [p for p in phrases if p.text.strip()]
        if not engine.straight:
            told = with_percentages(told, frame, near, engine)
        on = [0] * len(told) if engine.straight else grounds(frame.pixels, [p.corners for p in told])
        words = tuple(word_of(p, frame, g) for p, g in zip(told, on, strict=True))
        page = Page(given.number, given.width, given.height, words, "seen", label=given.label)
        sights.append(Sight(page, frame, engine, alone, [] if number else steps))
        if explain is not None:
            _write(explain, f"{given.number}-{number + 1}" if number else str(given.number), near, frame, phrases)
    return sights


def _read_whole(near: Frame, engine: Engine, steps: list[str]) -> tuple[list[Phrase], Frame]:
    """Read a picture in one go, and the part of it that holds small print once more, enlarged."""
    return read_part(near, engine, steps, lambda corners, frame: _closer(near, corners, frame))


def _opened(picture: Picture) -> Frame:
    rgb = np.frombuffer(picture.pixels, dtype=np.uint8).reshape(picture.height, picture.width, 3)
    return opened(np.ascontiguousarray(rgb[:, :, ::-1]), picture.scale)


def _read_level(frame: Frame, engine: Engine, steps: list[str]) -> tuple[list[Phrase], Frame]:
    """Read with an engine that takes the whole picture and needs it upright."""
    best, upright, said = engine.read(frame.pixels), frame, ""
    for quarters, words in _TURNS:
        if certainty(best) >= _HEAD_OVER:
            break
        other = turned(frame, quarters)
        phrases = engine.read(other.pixels)
        if weight(phrases) > weight(best):
            best, upright, said = phrases, other, f"turned by {words}: it reads better so"
    if said:
        steps.append(said)
    return best, upright


def _closer(near: Frame, corners: Sequence[Corners], frame: Frame) -> Frame | None:
    """Return the part of a picture that holds its text, enlarged, where that is small; None where it need not or cannot be."""
    heights = sorted(map(height_of, corners))
    if heights[len(heights) // 3] >= _SMALL:
        return None
    points = frame.back(np.concatenate(corners))
    unit = near.back(np.array([[0.0, 0.0], [1.0, 1.0]]))
    points = (points - unit[0]) / (unit[1] - unit[0])
    width, height = near.size
    low, high = points.min(axis=0) - 20, points.max(axis=0) + 20
    x0, y0 = max(0, int(low[0])), max(0, int(low[1]))
    x1, y1 = min(width, int(high[0])), min(height, int(high[1]))
    factor = min(_ENLARGED, _LONGEST / max(x1 - x0, y1 - y0, 1))
    if min(x1 - x0, y1 - y0) < 32 or factor < _WORTH:
        return None
    return scaled(cut(near, x0, y0, x1, y1), factor)


def word_of(phrase: Phrase, frame: Frame, ground: int) -> Word:
    """Return a phrase with its places in the frame and in the file."""
    a, b, c, d = (Point(float(x), float(y)) for x, y in phrase.corners)
    back = _along_sag(frame, np.asarray(phrase.corners, dtype=np.float64))
    (x0, y0), (x1, y1) = np.maximum(back.min(axis=0), 0.0).tolist(), back.max(axis=0).tolist()
    e, f, g, h = (Point(x, y) for x, y in np.maximum(back, 0.0).tolist())
    corners = (e, f, g, h)
    return Word(phrase.text, (a, b, c, d), Box(x0, y0, x1, y1), phrase.score, ground=ground, corners=corners)


def _along_sag(frame: Frame, corners: Corners) -> Corners:
    """Return a phrase's corners in the file, moved by half of what its middle hangs below or stands above their chords.

    A line round a bottle is an arc: from corner to corner the chord runs through the line above it or below.
    """
    back = frame.back(corners)
    middles = frame.back(np.array([corners[:2].mean(axis=0), corners[2:].mean(axis=0)]))
    chords = np.array([back[:2].mean(axis=0), back[2:].mean(axis=0)])
    return np.asarray(back + (middles - chords).mean(axis=0) / 2, np.float64)


def _write(folder: Path, name: str, before: Frame, after: Frame, phrases: Sequence[Phrase]) -> None:
    """Write the pictures of ``--explain``."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = after.pixels.copy()
    for phrase in phrases:
        colour = (0, 160, 0) if phrase.score > READABLE else (0, 0, 220)
        cv2.polylines(drawn, [phrase.corners.astype(np.int32)], isClosed=True, color=colour, thickness=1)
    for step, pixels in (("1-given", before.pixels), ("2-upright", after.pixels), ("3-found", drawn)):
        done, data = cv2.imencode(".png", pixels)
        if done:
            (folder / f"page-{name}-{step}.png").write_bytes(data.tobytes())
