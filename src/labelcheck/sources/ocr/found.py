"""What an engine that finds text by itself reads in one frame, made level first as far as measuring says it must be."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from labelcheck.sources.ocr.bend import Bend, levelled, measure, of_phrases
from labelcheck.sources.ocr.crop import crop
from labelcheck.sources.ocr.engine import Corners, Engine, Line, Phrase
from labelcheck.sources.ocr.frame import Frame, bordered, in_order, rotated, turn_points, turned
from labelcheck.sources.ocr.missed import missed
from labelcheck.sources.ocr.stacked import columns, unstacked

READABLE: Final = 0.9
"""How sure an engine is of what it reads well."""
_SAG: Final = 0.45
_DRIFT: Final = 1.0
_TILT: Final = 1.0
"""Degrees; less is drift."""
_CLIMBS: Final = 2.0
"""Letter heights by which lines climb over a picture's width from which phrases of two lines meet."""
_AGREED: Final = 0.2
_ENOUGH: Final = 2.0
_AS_LONG: Final = 0.9
_PLAINLY: Final = 1.6
_SAMPLE: Final = 6
_TELLING: Final = 8.0
"""Heights of a phrase's length from which it is told whether it stands on its head."""
_POOR: Final = 0.85
_SURELY: Final = 0.75
_TALL: Final = 1.5
_UNIT: Final = 2.0
"""Heights of a space and a unit behind a number."""
_BARE: Final = re.compile(r"\d[\d.,]*")
_AMOUNT: Final = re.compile(r"\d[\d.,]*\s?[^\W\d_]{1,4}\.?")


Nearer = Callable[[list[Corners], Frame], Frame | None]
"""Tells for what was found in a frame whether another, nearer one must be read instead."""


def read_part(
    given: Frame, engine: Engine, steps: list[str], nearer: Nearer | None = None
) -> tuple[list[Phrase], Frame]:
    """Return what stands in a frame, and the frame in which it was read."""
    frame = upright(given, steps)
    corners = engine.find(frame.pixels)
    closer = nearer(corners, frame) if nearer is not None and corners else None
    if closer is not None:
        steps.append("looked nearer: the print is small")
        return read_part(closer, engine, steps)
    level = by_phrases(frame, corners)
    if level is not None:
        found = engine.find(level.pixels)
        # what is level is found at least as well
        if sum(map(width_of, found)) > _AS_LONG * sum(map(width_of, corners)):
            steps.append("levelled by the lines found: they climb or bend")
            frame, corners = level, found
    phrases, read = read_at(frame, corners, engine, steps)
    if frame is not given and certainty(phrases) < _POOR:
        # what was measured may have been no lines of print: a picture as it was given may read better
        others, plain = read_found(given, engine, [])
        if weight(others) > weight(phrases):
            steps.append("read as it was given: it reads better so")
            return others, plain
    return phrases, read


def upright(frame: Frame, steps: list[str]) -> Frame:
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


def by_phrases(frame: Frame, corners: Sequence[Corners]) -> Frame | None:
    """Return a frame in which the phrases found stand level; None where they do, or do not agree how they run."""
    bend = of_phrases(corners, frame.size)
    if bend is None or bend.error > _AGREED or bend.lines < _ENOUGH or max(bend.drift, 2 * bend.sag) < _CLIMBS:
        return None
    pad = int((bend.drift + bend.sag) * bend.letter) + 1
    room = bordered(frame, pad)
    moved = of_phrases([c + np.array([0, pad]) for c in corners], room.size)
    return None if moved is None else levelled(room, moved)


def _length(bend: Bend | None) -> float:
    """Return the pixels of all lines measured; lines that do not agree count for less."""
    return 0.0 if bend is None else bend.lines * bend.width / (1.0 + 10.0 * bend.error)


def read_found(frame: Frame, engine: Engine, steps: list[str]) -> tuple[list[Phrase], Frame]:
    """Return the phrases of a frame, found and read; and the frame, turned where they stood aside or on their heads."""
    return read_at(frame, engine.find(frame.pixels), engine, steps)


def read_at(
    frame: Frame, corners: list[Corners], engine: Engine, steps: list[str], *, search: bool = True
) -> tuple[list[Phrase], Frame]:
    """Return the phrases at places of a frame, see :func:`read_found`; ``search`` also looks for what was passed over."""
    if not corners:
        return [], frame
    tall = sum(width_of(c) * (height_of(c) > _TALL * width_of(c)) * height_of(c) for c in corners)
    if tall > 0.5 * sum(width_of(c) * height_of(c) for c in corners):
        frame, corners = _turn(frame, corners, 1)
        steps.append("turned by a quarter: the words found run down")
    corners = unstacked(frame.pixels, corners)
    corners = _with_cells(frame, corners, engine)
    # neither short cells, which tell little, nor the longest lines, which cost most
    sample = sorted(range(len(corners)), key=lambda i: abs(_shape(corners[i]) - _TELLING))
    sample = sample[:_SAMPLE]
    cuts = [crop(frame.pixels, corners[i]) for i in sample]
    known = dict(zip(sample, engine.read_lines(cuts), strict=True))
    sure = _mean(list(known.values()))
    if sure < READABLE:
        other = engine.read_lines([np.ascontiguousarray(c[::-1, ::-1]) for c in cuts])
        if _mean(other) > sure:
            frame, corners = _turn(frame, corners, 2)
            known = dict(zip(sample, other, strict=True))
            steps.append("turned by half: the words found stand on their heads")
    rest = [i for i in range(len(corners)) if i not in known]
    known |= dict(zip(rest, engine.read_lines([crop(frame.pixels, corners[i]) for i in rest]), strict=True))
    lines = [known[i] for i in range(len(corners))]
    over = missed(frame.pixels, corners) if search else []
    for place, line in _with_units(over, engine.read_lines([crop(frame.pixels, c) for c in over]), frame, engine):
        if line.score > _SURELY and sum(c.isalnum() for c in line.text) > 1:
            corners.append(place)
            lines.append(line)
            steps.append(f"read by itself, as it was passed over: {line.text}")
    return [Phrase(line.text, _tight(c), line.score) for c, line in zip(corners, lines, strict=True)], frame


def _with_cells(frame: Frame, corners: list[Corners], engine: Engine) -> list[Corners]:
    """Return the boxes, for each column of numbers that was found as one its cells."""
    held = columns(frame.pixels, corners)
    kept: list[Corners] = []
    for i, one in enumerate(corners):
        cells = held.get(i, [])
        read = engine.read_lines([crop(frame.pixels, c) for c in cells]) if cells else []
        told = sum(line.score > _SURELY and any(c.isdigit() for c in line.text) for line in read)
        kept += cells if cells and told > 0.5 * len(cells) else [one]
    return kept


def _with_units(
    places: Sequence[Corners], lines: Sequence[Line], frame: Frame, engine: Engine
) -> list[tuple[Corners, Line]]:
    """Return what was passed over, of a number alone with what stands behind it: its unit may be paler still."""
    bare = [i for i, line in enumerate(lines) if _BARE.fullmatch(line.text)]
    wide = {i: _widened(places[i]) for i in bare}
    again = dict(zip(bare, engine.read_lines([crop(frame.pixels, wide[i]) for i in bare]), strict=True))
    found = []
    for i, (place, line) in enumerate(zip(places, lines, strict=True)):
        more = again.get(i)
        told = more is not None and more.score > _SURELY and _AMOUNT.fullmatch(more.text) is not None
        found.append(
            (wide[i], more) if more is not None and told and more.text.startswith(line.text) else (place, line)
        )
    return found


def _widened(corners: Corners) -> Corners:
    """Return corners with room for a unit behind them."""
    room = (corners[1] - corners[0]) / max(width_of(corners), 1.0) * _UNIT * height_of(corners)
    return np.array([corners[0], corners[1] + room, corners[2] + room, corners[3]])


def _shape(corners: Corners) -> float:
    """Return how many times as long as high a phrase is."""
    return width_of(corners) / max(height_of(corners), 1.0)


def _turn(frame: Frame, corners: list[Corners], quarters: int) -> tuple[Frame, list[Corners]]:
    width, height = frame.size
    return turned(frame, quarters), [in_order(turn_points(c, quarters, width, height)) for c in corners]


def _mean(lines: Sequence[Line]) -> float:
    return sum(line.score for line in lines) / max(len(lines), 1)


def _tight(corners: Corners) -> Corners:
    """Return corners without the margin that finding adds around a phrase."""
    height = height_of(corners)
    along = (corners[1] - corners[0]) / max(width_of(corners), 1.0)
    margin = along * min(0.18 * height, 0.2 * width_of(corners))
    return np.array([corners[0] + margin, corners[1] - margin, corners[2] - margin, corners[3] + margin])


def width_of(corners: Corners) -> float:
    """Return how long a phrase is."""
    return float(np.hypot(*(corners[1] - corners[0])) + np.hypot(*(corners[2] - corners[3]))) / 2


def height_of(corners: Corners) -> float:
    """Return how high a phrase is."""
    return float(np.hypot(*(corners[3] - corners[0])) + np.hypot(*(corners[2] - corners[1]))) / 2


def certainty(phrases: Sequence[Phrase]) -> float:
    """Return how sure the engine is of the letters; 0 where there are few."""
    letters = sum(len(p.text) for p in phrases)
    return sum(p.score * len(p.text) for p in phrases) / letters if letters > 20 else 0.0


def weight(phrases: Sequence[Phrase]) -> float:
    """Return how much was read, and how surely: unsure letters count for little."""
    return sum(len(p.text) * p.score**4 for p in phrases)
