"""What of a page's text is to be seen on it: the page drawn with its text and without is the second witness.

Where the two drawings do not differ, the text is white on white, invisible, clipped, switched off or covered. What
else stands in its place is told by the drawing without text. Runs in the guarded process.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

from labelcheck.sources.beside import is_joined
from labelcheck.sources.struck import are_piled, has_mark, is_struck

_SCALE: Final = 1.5
"""Pixels per point: 108 dpi."""
_MOST_PIXELS: Final = 16_000_000
_FAINTEST: Final = 20
"""Of 255, in any colour: light grey (#ddd) on white differs by 34, and by 25 where letters are thin."""
_SMALLEST: Final = 2.0
"""Points: smaller letters are not read by anyone."""
_MARGIN: Final = 0.15
"""Of a box, left out on each side where something else is looked for: rulings and neighbours stand there."""
_DEEPEST: Final = 15
_MOST_OBJECTS: Final = 200_000
_NARROWEST: Final = 2.0
"""Pixels: of narrower letters it is not told alone whether they show."""
_LEVEL: Final = 0.5
"""Points: letters of a level word are as high as the word."""
_ASIDE: Final = 0.2
"""Of a letter's width, on each side: its neighbours' ink reaches in there."""
_SAME_PLACE: Final = 0.6
"""Of the box of the smaller of two texts."""
_ALIKE: Final = 1.5
CLIPS: Final = range(4, 8)
"""Render modes that make letters a window to what is painted next, such as a gradient."""

Shades = npt.NDArray[np.uint8]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the top left of the page as shown."""


class Printed(NamedTuple):
    """A word of the text layer: its box, the boxes of its letters, the size of its font, and whether it clips.

    ``places`` are the letters' in the file; ``quarter`` is how often the word is turned clockwise, and ``to_shown``
    the matrix from the page's own space.
    """

    text: str
    box: Box
    letters: Sequence[tuple[str, Box]]
    size: float
    clips: bool
    places: Sequence[int] = ()
    quarter: int = 0
    to_shown: tuple[float, ...] = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def box_shown(box: Box, to_shown: tuple[float, ...]) -> Box:
    """Return a box of the page's own space as it is shown."""
    xx, xy, yx, yy, dx, dy = to_shown
    ax, ay = box[0] * xx + box[1] * yx + dx, box[0] * xy + box[1] * yy + dy
    bx, by = box[2] * xx + box[3] * yx + dx, box[2] * xy + box[3] * yy + dy
    return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


@dataclass(slots=True)
class Sight:
    """Which words are seen (by index), which are not, and whether the page shows something else in their place.

    Of those seen, ``marred`` are struck out, or printed or drawn over: what they say is not for an engine to tell either.
    """

    seen: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    covered: list[int] = field(default_factory=list)
    marred: set[int] = field(default_factory=set)
    doubtful: bool = False
    blank: bool = True


def look(page: pypdfium2.PdfPage, words: Sequence[Printed], most: int) -> Sight:
    """Return what of the words shows when the page is drawn, with at most so many pixels."""
    width, height = page.get_size()
    scale = min(_SCALE, math.sqrt(min(most, _MOST_PIXELS) / max(1.0, width * height)))
    whole, rest = _drawn(page, scale)
    shape = rest.shape[:2]
    sight = Sight()
    owner = np.zeros(shape, np.int32)
    level = rest.reshape(shape[0], -1)
    # rows of pixels on which something besides text is drawn
    busy = level.max(axis=1, initial=0) != level.min(axis=1, initial=255)
    for i, word in enumerate(words):
        box = _inside(word.box, scale, shape)
        there = _ink(whole[box], rest[box])
        empty = not there.size or int(there.max()) < _FAINTEST
        if empty and word.clips and there.size and _differs(rest[box]):
            empty = False
        if not there.size or word.size < _SMALLEST or empty:
            covered = bool(there.size) and _differs(rest[_inside(word.box, scale, shape, _MARGIN)])
            (sight.covered if covered else sight.hidden).append(i)
            continue
        sight.seen.append(i)
        over = None if word.clips else _over(i, words, owner, box)
        if over is not None:
            sight.marred |= {i, over}
        if are_piled(word.letters):
            sight.marred.add(i)
        tall = box[0].stop - box[0].start
        among = bool(busy[max(0, box[0].start - tall) : box[0].stop + tall].any())
        _look_beside(i, word, rest, scale, sight, among=among)
        if i not in sight.marred and not word.clips and _has_gaps(word, there, box, scale):
            sight.doubtful = True
        owner[box] = i + 1
    sight.doubtful |= any(c.isdigit() for i in sight.covered for c in words[i].text)
    sight.doubtful |= len(sight.covered) > len(sight.seen)
    sight.blank = not sight.seen and not _differs(rest)
    return sight


def _drawn(page: pypdfium2.PdfPage, scale: float) -> tuple[Shades, Shades]:
    """Return the page, and the page without its text."""
    whole = page.render(scale=scale).to_numpy()
    texts = []
    for count, item in enumerate(page.get_objects(max_depth=_DEEPEST)):
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            texts.append(item)
        if count > _MOST_OBJECTS:
            break
    for item in texts:
        pdfium.FPDFPageObj_SetIsActive(item.raw, 0)
    try:
        rest = page.render(scale=scale).to_numpy()
    finally:
        for item in texts:
            pdfium.FPDFPageObj_SetIsActive(item.raw, 1)
    return whole, rest


def _ink(whole: Shades, rest: Shades) -> Shades:
    """Return how much each pixel owes to text, in the colour where that is most."""
    difference = np.maximum(whole, rest) - np.minimum(whole, rest)
    ink = difference[..., 0]
    for channel in range(1, difference.shape[2]):
        ink = np.maximum(ink, difference[..., channel])
    return ink


def _inside(box: Box, scale: float, shape: tuple[int, ...], margin: float = 0.0) -> tuple[slice, slice]:
    """Return the pixels of a box that lie on the page."""
    x0, y0, x1, y1 = box
    dx, dy = margin * min(x1 - x0, y1 - y0), margin * (y1 - y0)
    left, right = math.floor((x0 + dx) * scale), math.ceil((x1 - dx) * scale)
    top, bottom = math.floor((y0 + dy) * scale), math.ceil((y1 - dy) * scale)
    return (
        slice(max(0, top), max(0, min(bottom, shape[0]))),
        slice(max(0, left), max(0, min(right, shape[1]))),
    )


def _differs(part: Shades) -> bool:
    """Whether anything is drawn there."""
    if not part.size:
        return False
    flat = part.reshape(-1, part.shape[-1])
    return int((flat.max(axis=0) - flat.min(axis=0)).max()) >= _FAINTEST


def _has_gaps(word: Printed, ink: Shades, box: tuple[slice, slice], scale: float) -> bool:
    """Whether letters of a word that shows do not: covered, cut off, or in another colour."""
    rows, columns = box
    showing = ink >= _FAINTEST
    # columns of pixels with ink, and their sum from the left
    sums = np.concatenate(([0], np.cumsum(showing.any(axis=0)))).tolist()
    level = all(b[1] - word.box[1] < _LEVEL and word.box[3] - b[3] < _LEVEL for _, b in word.letters)
    for letter, (x0, y0, x1, y1) in word.letters:
        if not letter.isalnum() or min(x1 - x0, y1 - y0) * scale < _NARROWEST:
            continue
        aside = _ASIDE * (x1 - x0) if level else 0.0
        left, right = round((x0 + aside) * scale) - columns.start, round((x1 - aside) * scale) - columns.start
        left, right = max(0, left), min(len(sums) - 1, max(right, left + 2))
        if left >= right:
            return True
        if level:
            seen = sums[right] > sums[left]
        else:
            top, bottom = math.floor(y0 * scale) - rows.start, math.ceil(y1 * scale) - rows.start
            seen = bool(showing[max(0, top) : max(0, bottom), left:right].any())
        if not seen:
            return True
    return False


def _over(index: int, words: Sequence[Printed], owner: npt.NDArray[np.int32], box: tuple[slice, slice]) -> int | None:
    """Return which other text stands in the same place: both show, or it cannot be told which."""
    below = owner[box]
    if not below.any():
        return None
    ids, counts = np.unique(below, return_counts=True)
    word = words[index]
    for number, count in zip(ids.tolist(), counts.tolist(), strict=True):
        if not number:
            continue
        other = words[number - 1]
        part = min(1.0, _area(other.box) / max(_area(word.box), 0.01)) if _is_as_large(word, other) else 1.0
        if count > _SAME_PLACE * part * below.size:
            return number - 1 if other.text != word.text else None
    return None


def _look_beside(index: int, word: Printed, rest: Shades, scale: float, sight: Sight, *, among: bool) -> None:
    """Note what is drawn in and beside a word that stands ``among`` drawings, and whether the page is doubtful for that."""
    turned = bool(word.quarter % 2)
    if among and any(c.isdigit() for c in word.text) and has_mark(rest, word.box, word.letters, scale, word.quarter):
        sight.marred.add(index)
    # a line through a word is seen as well as the word
    sight.doubtful |= index in sight.marred
    if among and is_struck(rest, word.box, scale, turned=turned):
        sight.marred.add(index)
    elif among and (word.text[:1].isdigit() or word.text[-1:].isdigit()):
        sight.doubtful |= is_joined(rest, word.box, scale, turned=turned)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _is_as_large(word: Printed, other: Printed) -> bool:
    """Whether two texts are set in about one size: a watermark and a raised sign are no print over print."""
    return max(word.size, other.size) < _ALIKE * min(word.size, other.size)


def told(words: Sequence[Printed], sight: Sight, most: int = 60) -> str:
    """Return the beginning of what is hidden, without what is printed in the same place as well."""
    shown: dict[str, list[Any]] = {}
    for i in sight.seen:
        shown.setdefault(words[i].text, []).append(words[i].box)
    parts: list[str] = []
    for i in sorted(sight.hidden + sight.covered):
        text = words[i].text
        if any(_meet(words[i].box, box) for box in shown.get(text, ())):
            continue
        parts.append(text)
        if sum(map(len, parts)) + len(parts) > most:
            parts[-1] = "…"
            break
    return " ".join(parts)


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
