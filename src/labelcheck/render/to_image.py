"""Pictures for people: a label's pages for the report, and one picture with a numbered box around every reading."""

from __future__ import annotations

import base64
import io
import math
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from labelcheck.errors import LabelcheckError, UsageError
from labelcheck.extras import require
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.model import Box, Label, Report, quad_of
from labelcheck.render.inert import inert_text, spelled
from labelcheck.render.legend import titles, told, wrapped_spans
from labelcheck.render.wording import TEXTS

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

    Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

_LONGEST: Final = 1600
_LEAST: Final = 900
"""Pixels on the longer side: smaller pictures are enlarged, so that the numbers do not hide what they stand by."""
_QUALITY: Final = 72
_FEWEST: Final = 20
"""Characters of a line, however wide they are."""
_MOST_PAGES: Final = 20
_FEW: Final = 6
_MARGIN: Final = 24
_FAINT: Final = 12
_GUTTER: Final = 150
"""Left of a text that is drawn: room for three numbers."""
_SIZE: Final = 19
_SMALLEST: Final = 11
_PLAIN: Final = 14.0
"""Levels of 255 by which paper without print differs from itself."""
_ON_ANOTHER: Final = 100.0
"""Levels that a place costs more where another reading stands."""
_INK, _SOFT, _OK, _CHECK = "#1b1f23", "#57606a", "#1a7f37", "#b35900"
_FONTS: Final = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "Arial.ttf", "arial.ttf",
                 "Helvetica.ttc", "segoeui.ttf")  # fmt: skip

Shown = tuple[str, Report | LabelcheckError, Sequence["PagePicture"]]
"""An input's name, what came of it, and its pages as pictures where it has any."""


class PagePicture(NamedTuple):
    """A page shown as a picture; ``width`` and ``height`` are those in which its boxes are given."""

    number: int
    width: float
    height: float
    jpeg: bytes

    @property
    def uri(self) -> str:
        """The picture as a data URI."""
        return f"data:image/jpeg;base64,{base64.b64encode(self.jpeg).decode('ascii')}"


def jpeg_of(pixels: bytes, width: int, height: int) -> bytes:
    """Return RGB pixels as a JPEG whose longer side has at most 1,600 pixels."""
    from PIL import Image

    picture = Image.frombytes("RGB", (width, height), pixels)
    picture.thumbnail((_LONGEST, _LONGEST))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


class _Mark(NamedTuple):
    """A reading's number, its corners in the sheet's pixels, whether to check it, and what its number stands left of."""

    number: int
    corners: Sequence[tuple[float, float]]
    check: bool
    anchor: Box


@dataclass(slots=True)
class _Sheet:
    """A page to draw on, and where on it readings stand."""

    picture: Image.Image
    marks: list[_Mark] = field(default_factory=list)


def reports_png(shown: Iterable[Shown], language: OutputLanguage) -> bytes:
    """Return one PNG: each input's pages with a numbered box around every reading, and what the numbers are.

    A box is green and whole where the reading may be trusted, orange and dashed where it must be checked, and its
    number then has an exclamation mark. A text is drawn as a page. Pages below each other are told apart by titles.

    Raises:
        UsageError: more pages than fit into one picture.
        ExtraMissing: Pillow is not installed.

    """
    require("photo", "PNG")
    parts: list[Image.Image] = []
    pages = 0
    for name, one, pictures in shown:
        if isinstance(one, LabelcheckError):
            parts.append(_lines([(name, _INK), (f"! {one}", _CHECK)]))
            continue
        sheets = _sheets(one.label, pictures)
        pages += len(sheets)
        if pages > _MOST_PAGES:
            raise UsageError(f"one picture holds at most {_MOST_PAGES} pages; check fewer files, or use --format html")
        above = zip(titles(name, one.label, language), (_INK, _SOFT, _INK), strict=True)
        parts.append(_lines([(text, colour) for text, colour in above if text]))
        for sheet in sheets:
            _mark(sheet)
            parts.append(sheet.picture)
        parts.append(_legend(one.label, language))
    return _stacked(parts)


def _sheets(label: Label, pictures: Sequence[PagePicture]) -> list[_Sheet]:
    if not pictures:
        return [_text_sheet(label)] if label.printed.strip() else []
    from PIL import Image

    with_readings = {r.place.page for r in label.readings}
    kept = [p for p in pictures if len(pictures) <= _FEW or not with_readings or p.number in with_readings]
    sheets = []
    for page in kept:
        picture = Image.open(io.BytesIO(page.jpeg)).convert("RGB")
        longest, wide = max(picture.size), picture.width
        if longest < _LEAST:
            factor = _LEAST / longest
            picture = picture.resize((round(picture.width * factor), round(picture.height * factor)))
            wide = picture.width
        scale = wide / (page.width or 1)
        sheet = _Sheet(_trimmed(picture))
        for number, reading in enumerate(label.readings, 1):
            if reading.place.page == page.number and reading.place.box is not None:
                box = Box(*(edge * scale for edge in reading.place.box))
                corners = [(x * scale, y * scale) for x, y in reading.place.corners or quad_of(reading.place.box)]
                sheet.marks.append(_Mark(number, corners, reading.status == "check", box))
        sheets.append(sheet)
    return sheets


def _trimmed(picture: Image.Image) -> Image.Image:
    """Return a page without the white below and to the right of what is on it."""
    from PIL import ImageOps

    found = ImageOps.invert(picture.convert("L")).point(lambda level: 255 * (level > _FAINT)).getbbox()
    if found is None:
        return picture
    return picture.crop((0, 0, min(picture.width, found[2] + _MARGIN), min(picture.height, found[3] + _MARGIN)))


def _text_sheet(label: Label) -> _Sheet:
    """Return a text as a page, wrapped, and the stretches of its readings on it."""
    from PIL import Image, ImageDraw

    font = _font(_SIZE)
    lines, more = wrapped_spans(label.printed)
    height = round(_SIZE * 1.7)
    wide = max((font.getlength(_fitting(label.printed[s.start : s.end])) for s in lines), default=0)
    picture = Image.new(
        "RGB", (round(wide) + _GUTTER + 2 * _MARGIN, height * (len(lines) + more) + 2 * _MARGIN), "white"
    )
    draw = ImageDraw.Draw(picture)
    sheet = _Sheet(picture)
    for row, span in enumerate(lines):
        top = _MARGIN + row * height
        draw.text((_GUTTER, top), _fitting(label.printed[span.start : span.end]), font=font, fill=_INK)
        for number, reading in enumerate(label.readings, 1):
            start, end = max(reading.place.span.start, span.start), min(reading.place.span.end, span.end)
            if start < end and label.printed[start:end].strip():
                left = font.getlength(_fitting(label.printed[span.start : start]))
                right = font.getlength(_fitting(label.printed[span.start : end]))
                box = Box(_GUTTER + left - 2, top - 2, _GUTTER + right + 2, top + _SIZE * 1.3)
                mark = _Mark(number, [*quad_of(box)], reading.status == "check", box._replace(x0=_GUTTER - 4))
                sheet.marks.append(mark)
    if more:
        draw.text((_GUTTER, _MARGIN + len(lines) * height), "…", font=font, fill=_SOFT)
    return sheet


def _mark(sheet: _Sheet) -> None:
    """Draw the boxes and their numbers; numbers stand beside their boxes, never upon each other."""
    from PIL import Image, ImageDraw

    layer = Image.new("RGBA", sheet.picture.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    taken: list[Box] = []
    told: set[int] = set()
    printed = sheet.picture.convert("L")
    width = max(2, round(max(sheet.picture.size) / 500))
    for mark in sheet.marks:
        _outline(draw, mark.corners, _CHECK if mark.check else _OK, width, dashed=mark.check)
    for mark in sheet.marks:
        if mark.number in told:
            continue
        told.add(mark.number)
        text = f"{mark.number}{'!' if mark.check else ''}"
        size = _badge_size(mark)
        others = [m.anchor for m in sheet.marks if m.anchor != mark.anchor]
        place = _beside(draw, text, mark.anchor, taken, others, printed, size)
        taken.append(place)
        _badge(draw, place, text, check=mark.check, size=size)
    sheet.picture = Image.alpha_composite(sheet.picture.convert("RGBA"), layer).convert("RGB")


def _outline(
    draw: ImageDraw.ImageDraw, corners: Sequence[tuple[float, float]], colour: str, width: int, *, dashed: bool
) -> None:
    draw.polygon([tuple(c) for c in corners], fill=f"{colour}1c")
    step = 6 * width
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        length = math.hypot(x1 - x0, y1 - y0)
        pieces = [i * step / length for i in range(int(length / step) + 1)] if dashed and length else [0.0]
        for start in pieces:
            end = min(start + 0.6 * step / length, 1.0) if dashed and length else 1.0
            line = (x0 + (x1 - x0) * start, y0 + (y1 - y0) * start, x0 + (x1 - x0) * end, y0 + (y1 - y0) * end)
            draw.line(line, fill=colour, width=width)


def _badge_size(mark: _Mark) -> int:
    """Return the letters of a number, no larger than those that it stands by can bear."""
    (x0, y0), _, _, (x1, y1) = mark.corners
    return max(_SMALLEST, min(_SIZE, round(0.6 * math.hypot(x1 - x0, y1 - y0))))


def _beside(
    draw: ImageDraw.ImageDraw,
    text: str,
    box: Box,
    taken: list[Box],
    others: Sequence[Box],
    printed: Image.Image,
    letters: int,
) -> Box:
    """Return where a number stands: left of its box, further left, right of it, above or below: where nothing is printed.

    Where something is printed on all of these, the place with the least is taken.
    """
    from PIL import ImageStat

    width, height = draw.textlength(text, font=_font(letters)) + 0.5 * letters, letters * 1.35
    middle = (box.y0 + box.y1 - height) / 2
    best, least = None, math.inf
    for x, y in (
        *((box.x0 - width * n - 3 * n, middle) for n in range(1, 5)),
        *((box.x1 + width * (n - 1) + 3 * n, middle) for n in range(1, 5)),
        (box.x0, box.y0 - height),
        (box.x0, box.y1),
    ):
        place = Box(x, y, x + width, y + height)
        inside = x >= 0 and y >= 0 and place.x1 <= printed.width and place.y1 <= printed.height
        if not inside or any(_meet(place, t) for t in taken):
            continue
        x0, y0, x1, y1 = map(round, place)
        ink = ImageStat.Stat(printed.crop((x0, y0, x1, y1))).stddev[0] + _ON_ANOTHER * any(
            _meet(place, o) for o in others
        )
        if ink < _PLAIN:
            return place
        if ink < 0.8 * least:
            best, least = place, ink
    if best is not None:
        return best
    x, y = max(0.0, min(box.x0, printed.width - width)), max(0.0, min(box.y0, printed.height - height))
    return Box(x, y, x + width, y + height)


def _meet(one: Box, other: Box) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1


def _badge(draw: ImageDraw.ImageDraw, place: Box, text: str, *, check: bool, size: int = _SIZE) -> None:
    draw.rounded_rectangle(tuple(place), radius=5, fill=_CHECK if check else _OK)
    middle = ((place.x0 + place.x1) / 2, (place.y0 + place.y1) / 2)
    draw.text(middle, text, font=_font(size), fill="white", anchor="mm")


def _legend(label: Label, language: OutputLanguage) -> Image.Image:
    """Return what each number is, and what the two kinds of box mean."""
    from PIL import Image, ImageDraw

    texts = TEXTS[language]
    rows: list[tuple[str, bool, str]] = []
    for number, reading in enumerate(label.readings, 1):
        check = reading.status == "check"
        rows.append((f"{number}{'!' if check else ''}", check, told(reading, language)))
    lines = [(mark, check, piece) for mark, check, text in rows for mark, piece in _pieces(mark, text)]
    kinds = {check for _, check, _ in rows}
    keys = [(check, texts["box_check" if check else "box_ok"]) for check in (False, True) if check in kinds]
    height = round(_SIZE * 1.6)
    picture = Image.new("RGB", (_LEAST, height * (len(lines) + len(keys)) + 2 * _MARGIN), "white")
    draw = ImageDraw.Draw(picture, "RGBA")
    top = float(_MARGIN)
    for dashed, text in keys:
        _outline(
            draw, quad_of(Box(_MARGIN, top + 3, _MARGIN + 44, top + _SIZE)), _CHECK if dashed else _OK, 2, dashed=dashed
        )
        draw.text((_MARGIN + 60, top), _fitting(text), font=_font(_SIZE), fill=_INK)
        top += height
    for mark, check, text in lines:
        if mark:
            wide = draw.textlength(mark, font=_font(_SIZE)) + 10
            _badge(draw, Box(_MARGIN, top - 2, _MARGIN + wide, top + _SIZE * 1.35 - 2), mark, check=check)
        draw.text((_MARGIN + 60, top), text, font=_font(_SIZE), fill=_INK)
        top += height
    return picture


def _pieces(mark: str, text: str) -> list[tuple[str, str]]:
    """Return a legend's lines; the number stands before the first."""
    lines = _wrapped(text, _LEAST - 2 * _MARGIN - 60, indent="  ")
    return [(mark if number == 0 else "", line) for number, line in enumerate(lines)]


def _wrapped(text: str, wide: int, *, indent: str = "") -> list[str]:
    """Return the lines of a text, none of them longer than ``wide`` pixels as the font draws it."""
    text = _fitting(text)
    font = _font(_SIZE)
    most = max(1, int(wide / max(font.getlength("x"), 1.0)))
    while True:
        lines = textwrap.wrap(text, most, subsequent_indent=indent) or [""]
        if most <= _FEWEST or all(font.getlength(line) <= wide for line in lines):
            return lines
        most -= 1


def _lines(lines: list[tuple[str, str]]) -> Image.Image:
    from PIL import Image, ImageDraw

    pieces = [(piece, colour) for text, colour in lines for piece in _wrapped(text, _LEAST - 2 * _MARGIN)]
    height = round(_SIZE * 1.5)
    picture = Image.new("RGB", (_LEAST, height * len(pieces) + round(1.5 * _MARGIN)), "white")
    draw = ImageDraw.Draw(picture)
    for row, (text, colour) in enumerate(pieces):
        draw.text((_MARGIN, _MARGIN + row * height), text, font=_font(_SIZE), fill=colour)
    return picture


def _stacked(parts: list[Image.Image]) -> bytes:
    from PIL import Image

    width = max((p.width for p in parts), default=_LEAST)
    whole = Image.new("RGB", (width, max(1, sum(p.height for p in parts))), "white")
    top = 0
    for part in parts:
        whole.paste(part, (0, top))
        top += part.height
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


def _fitting(text: str) -> str:
    """Return text in the letters that the font has: all of a font of the system, ASCII of Pillow's own."""
    text = inert_text(text)
    return text if _system_font() is not None else spelled(text, "ascii")


@lru_cache(maxsize=1)
def _system_font() -> str | None:
    from PIL import ImageFont

    for name in _FONTS:
        try:
            ImageFont.truetype(name, _SIZE)
        except OSError:
            continue
        return name
    return None


@lru_cache(maxsize=16)
def _font(size: int) -> Font:
    from PIL import ImageFont

    name = _system_font()
    return ImageFont.load_default(size) if name is None else ImageFont.truetype(name, size)
