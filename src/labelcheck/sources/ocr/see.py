"""From a picture to words with places: made upright and level as far as measuring says it must be, then read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import cv2
import numpy as np

from labelcheck.model import Box, Page, Point, Word
from labelcheck.sources.ocr.bend import Bend, levelled, measure
from labelcheck.sources.ocr.crop import crop, sharpened
from labelcheck.sources.ocr.engine import Corners, Engine, Line, Phrase, Pixels, second_engine
from labelcheck.sources.ocr.frame import Frame, cut, in_order, opened, rotated, scaled, turn_points, turned
from labelcheck.sources.ocr.missed import missed
from labelcheck.sources.pages import Loaded, Picture

_LONGEST: Final = 2200
"""Pixels on the longer side at which text is looked for; what is too small there is looked at again, nearer."""
_SMALL: Final = 15.0
"""Pixels of a line's box below which reading gets worse."""
_SAG: Final = 0.45
_DRIFT: Final = 1.0
_TILT: Final = 1.0
"""Degrees; less is drift."""
_PLAINLY: Final = 1.6
_SAMPLE: Final = 6
_READABLE: Final = 0.9
_POOR: Final = 0.85
_HEAD_OVER: Final = 0.6
_SURELY: Final = 0.75
_TURNS: Final = ((2, "half"), (1, "a quarter"), (3, "a quarter back"))
"""Turns to try when nothing that makes sense is read, the likeliest first."""
_TALL: Final = 1.5


@dataclass(slots=True)
class Sight:
    """What was seen of one page, kept so that parts of it can be looked at again."""

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


def see(loaded: Loaded, engine: Engine, *, alone: bool = False, explain: Path | None = None) -> Sight:
    """Return a page with the words that an engine reads in its picture.

    ``alone`` keeps other engines out of second looks. ``explain`` is a folder that the picture is written to after each step.
    """
    steps: list[str] = []
    frame = _opened(loaded.picture or Picture(1, 1, b"\xff\xff\xff"))
    longest = max(frame.size)
    near = frame
    frame = scaled(frame, min(1.0, _LONGEST / longest))
    given = frame
    frame = _upright(frame, steps)
    if engine.straight:
        phrases, frame = _read_level(frame, engine, steps)
    else:
        straight = frame
        phrases, frame = _read_found(frame, engine, steps)
        if straight is not given and _certainty(phrases) < _POOR:
            # what was measured may have been no lines of print: a picture as it was given may read better
            others, plain = _read_found(given, engine, [])
            if _weight(others) > _weight(phrases):
                steps.append("read as it was given: it reads better so")
                phrases, frame = others, plain
        if near.size != frame.size and _too_small(phrases):
            closer = _closer(near, frame, phrases)
            if closer is not None:
                steps.append("looked nearer: the print is small")
                phrases, frame = _read_found(_upright(closer, steps), engine, steps)
    words = tuple(_word(p, frame) for p in phrases if p.text.strip())
    page = Page(loaded.page.number, loaded.page.width, loaded.page.height, words, "seen")
    if explain is not None:
        _write(explain, loaded.page.number, near, frame, phrases)
    return Sight(page, frame, engine, alone, steps)


def _opened(picture: Picture) -> Frame:
    rgb = np.frombuffer(picture.pixels, dtype=np.uint8).reshape(picture.height, picture.width, 3)
    return opened(np.ascontiguousarray(rgb[:, :, ::-1]), picture.scale)


def _upright(frame: Frame, steps: list[str]) -> Frame:
    """Return the frame with its lines running across, and level where they do not do so by themselves."""
    bend = measure(frame.pixels)
    aside = turned(frame, 1)
    other = measure(aside.pixels)
    if other is not None and other.is_sure() and _length(other) > _PLAINLY * _length(bend):
        steps.append("turned by a quarter: the lines run down")
        frame, bend = aside, other
    if bend is not None and bend.is_sure() and abs(bend.angle) > _TILT:
        steps.append(f"turned by {-bend.angle:.1f} degrees: the lines are tilted")
        frame = rotated(frame, bend.angle)
        bend = measure(frame.pixels)
    if bend is not None and bend.is_sure() and (bend.sag > _SAG or bend.drift > _DRIFT):
        steps.append(f"levelled: lines sag by {bend.sag:.1f} and drift by {bend.drift:.1f} letter heights")
        return levelled(frame, bend)
    return frame


def _length(bend: Bend | None) -> float:
    """Return the pixels of all lines measured; lines that do not agree count for less."""
    return 0.0 if bend is None else bend.lines * bend.width / (1.0 + 10.0 * bend.error)


def _read_found(frame: Frame, engine: Engine, steps: list[str]) -> tuple[list[Phrase], Frame]:
    """Read with an engine that finds text by itself."""
    corners = engine.find(frame.pixels)
    if not corners:
        return [], frame
    tall = sum(_width(c) * (_height(c) > _TALL * _width(c)) * _height(c) for c in corners)
    if tall > 0.5 * sum(_width(c) * _height(c) for c in corners):
        frame, corners = _turn(frame, corners, 1)
        steps.append("turned by a quarter: the words found run down")
    sample = sorted(range(len(corners)), key=lambda i: -_width(corners[i]) / max(_height(corners[i]), 1.0))[:_SAMPLE]
    cuts = [crop(frame.pixels, corners[i]) for i in sample]
    known = dict(zip(sample, engine.read_lines(cuts), strict=True))
    upright = _mean(list(known.values()))
    if upright < _READABLE:
        other = engine.read_lines([np.ascontiguousarray(c[::-1, ::-1]) for c in cuts])
        if _mean(other) > upright:
            frame, corners = _turn(frame, corners, 2)
            known = dict(zip(sample, other, strict=True))
            steps.append("turned by half: the words found stand on their heads")
    rest = [i for i in range(len(corners)) if i not in known]
    known |= dict(zip(rest, engine.read_lines([crop(frame.pixels, corners[i]) for i in rest]), strict=True))
    lines = [known[i] for i in range(len(corners))]
    over = missed(frame.pixels, corners)
    for place, line in zip(over, engine.read_lines([crop(frame.pixels, c) for c in over]), strict=True):
        if line.score > _SURELY and sum(c.isalnum() for c in line.text) > 1:
            corners.append(place)
            lines.append(line)
            steps.append(f"read by itself, as it was passed over: {line.text}")
    return [Phrase(line.text, _tight(c), line.score) for c, line in zip(corners, lines, strict=True)], frame


def _turn(frame: Frame, corners: list[Corners], quarters: int) -> tuple[Frame, list[Corners]]:
    width, height = frame.size
    return turned(frame, quarters), [in_order(turn_points(c, quarters, width, height)) for c in corners]


def _mean(lines: Sequence[Line]) -> float:
    return sum(line.score for line in lines) / max(len(lines), 1)


def _tight(corners: Corners) -> Corners:
    """Return corners without the margin that finding adds around a phrase."""
    height = _height(corners)
    along = (corners[1] - corners[0]) / max(_width(corners), 1.0)
    margin = along * min(0.18 * height, 0.2 * _width(corners))
    return np.array([corners[0] + margin, corners[1] - margin, corners[2] - margin, corners[3] + margin])


def _width(corners: Corners) -> float:
    return float(np.hypot(*(corners[1] - corners[0])) + np.hypot(*(corners[2] - corners[3]))) / 2


def _height(corners: Corners) -> float:
    return float(np.hypot(*(corners[3] - corners[0])) + np.hypot(*(corners[2] - corners[1]))) / 2


def _read_level(frame: Frame, engine: Engine, steps: list[str]) -> tuple[list[Phrase], Frame]:
    """Read with an engine that takes the whole picture and needs it upright."""
    best, upright, said = engine.read(frame.pixels), frame, ""
    for quarters, words in _TURNS:
        if _certainty(best) >= _HEAD_OVER:
            break
        other = turned(frame, quarters)
        phrases = engine.read(other.pixels)
        if _weight(phrases) > _weight(best):
            best, upright, said = phrases, other, f"turned by {words}: it reads better so"
    if said:
        steps.append(said)
    return best, upright


def _certainty(phrases: Sequence[Phrase]) -> float:
    letters = sum(len(p.text) for p in phrases)
    return sum(p.score * len(p.text) for p in phrases) / letters if letters > 20 else 0.0


def _weight(phrases: Sequence[Phrase]) -> float:
    """Return how much was read, and how surely: unsure letters count for little."""
    return sum(len(p.text) * p.score**4 for p in phrases)


def _too_small(phrases: Sequence[Phrase]) -> bool:
    heights = sorted(_height(p.corners) for p in phrases)
    return bool(heights) and heights[len(heights) // 3] < _SMALL


def _closer(near: Frame, frame: Frame, phrases: Sequence[Phrase]) -> Frame | None:
    """Return the part of the whole picture that holds the text, as large as can be."""
    points = frame.back(np.concatenate([p.corners for p in phrases]))
    unit = near.back(np.array([[0.0, 0.0], [1.0, 1.0]]))
    points = (points - unit[0]) / (unit[1] - unit[0])
    width, height = near.size
    low, high = points.min(axis=0) - 40, points.max(axis=0) + 40
    x0, y0 = max(0, int(low[0])), max(0, int(low[1]))
    x1, y1 = min(width, int(high[0])), min(height, int(high[1]))
    if x1 - x0 < 32 or y1 - y0 < 32:
        return None
    part = cut(near, x0, y0, x1, y1)
    return scaled(part, min(1.0, 1.6 * _LONGEST / max(part.size)))


def _word(phrase: Phrase, frame: Frame) -> Word:
    a, b, c, d = (Point(float(x), float(y)) for x, y in phrase.corners)
    back = frame.back(np.asarray(phrase.corners, dtype=np.float64))
    (x0, y0), (x1, y1) = np.maximum(back.min(axis=0), 0.0).tolist(), back.max(axis=0).tolist()
    return Word(phrase.text, (a, b, c, d), Box(x0, y0, x1, y1), phrase.score)


def _write(folder: Path, number: int, before: Frame, after: Frame, phrases: Sequence[Phrase]) -> None:
    """Write the pictures of ``--explain``."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = after.pixels.copy()
    for phrase in phrases:
        colour = (0, 160, 0) if phrase.score > _READABLE else (0, 0, 220)
        cv2.polylines(drawn, [phrase.corners.astype(np.int32)], isClosed=True, color=colour, thickness=1)
    for step, pixels in (("1-given", before.pixels), ("2-upright", after.pixels), ("3-found", drawn)):
        done, data = cv2.imencode(".png", pixels)
        if done:
            (folder / f"page-{number}-{step}.png").write_bytes(data.tobytes())
