"""A PDF's words with their places, and pictures of the pages that hold no text. Runs in the guarded process.

pdfium reads both: it is ten times as fast as pdfminer for the same words, and stops by itself at streams that
unpack without end.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from labelcheck.errors import InputTooLarge, PasswordNeeded, UnreadableFile
from labelcheck.sources.annotations import opened
from labelcheck.sources.drawn import Digit, contradicted, replaces_digits
from labelcheck.sources.fonts import DIGITS, LOOKED, Font, folded
from labelcheck.sources.limits import Limits, is_too_thin
from labelcheck.sources.marks import BLANK, MARKS, Gap, mark_of
from labelcheck.sources.plumbed import Plumbed
from labelcheck.sources.raised import Glyph, with_raised
from labelcheck.sources.rules import may_join
from labelcheck.sources.shown import CLIPS, Printed, Sight, box_shown, look, told

_GAP: Final = 0.22
"""Of the font size: a wider gap between letters ends a word even without a space."""
_DRIFT: Final = 0.35
_TURNED: Final = 0.02
_DPI: Final = 300
_LONGEST: Final = 2600
"""Pixels on the longer side of a page that is drawn; more costs time and reads no better."""
_LONGEST_SHOWN: Final = 1600
_LARGEST_PAGE: Final = 14_400 * 2
_SMALLEST_PAGE: Final = 2
"""Points; a letter is larger."""
_COVERED: Final = 0.5
_SOFT: Final = "\u00ad"
_OF_A_LETTER: Final = 12
"""Segments of the outline of a letter, on the whole."""
_OUTLINED: Final = 3
"""Times as many letters in outlines as in text, from which a page's panel may be among them."""
_FEWEST_OUTLINED: Final = 60
_AMOUNT: Final = re.compile(r"\d\s?(?P<unit>%|[^\W\d_]+)(?!\d)")
_LENGTHS: Final = frozenset(("mm", "cm", "pt", "px", "in", "x"))
_HYPHENS: Final = {0x02: "-", 0xFFFE: "-", 0xAD: _SOFT}
_MOST_CHARACTERS: Final = 200_000
_LONGEST_NAME: Final = 256
_LONGEST_UNIT: Final = 3
"""Letters; in longer words an m is of no account."""
_MOST_BETWEEN: Final = 4
"""Characters from a digit to the next between which a mark may stand."""
_FLAT: Final = 0.05
"""Points: lower is no drawn letter."""
_LONGEST_TOLD: Final = 40
_MOST_TOLD: Final = 3


def read_pdf(
    data: bytes, name: str, limits: Limits, password: str | None, *, draw: int = 0
) -> tuple[list[dict[str, Any]], list[bytes]]:
    """Return pages as plain objects and the pictures of those that must be read by OCR.

    A page has ``width`` and ``height`` in points, ``words`` as [text, four corners] in points from the top left as
    the page is shown, and where it is scanned ``picture``: [index of the picture, its width, its height].
    Of the first ``draw`` pages those that hold text have a picture as well. Words that cannot be seen are left out and
    told in ``hidden``; ``layer`` are all of a page that must be seen; ``cells`` are those of ruled tables; ``marred`` are the boxes of words that are struck out, printed or drawn over, or in a layer of which it is not known whether it shows; ``label`` is what the file calls the page; ``doubtful`` are pages that show something else than their words say, with words and picture.

    Raises:
        PasswordNeeded: it is encrypted, and the password is missing or wrong.
        UnreadableFile: it is damaged beyond reading.
        InputTooLarge: too many pages, or one too large.

    """
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise PasswordNeeded(name, "the PDF is encrypted", wrong=password is not None) from error
        raise UnreadableFile(name, "the PDF is damaged, or none at all") from error
    if document.get_formtype():
        document.init_forms()
    count = len(document)
    if count > limits.pages:
        raise InputTooLarge(name, f"{count:,} pages; at most {limits.pages:,} are read")
    plumbed = Plumbed(data, password)
    pages: list[dict[str, Any]] = []
    pictures: list[bytes] = []
    for index in range(count):
        try:
            page, layered = opened(document, index)
        except pypdfium2.PdfiumError:
            pages.append({"width": 0.0, "height": 0.0, "words": [], "broken": True})
            continue
        fonts = partial(plumbed.fonts, index)
        found = _page(page, name, limits, pictures, fonts, plumbed.looked, draw=index < draw)
        if layered:
            to_shown = _to_shown(page, *page.get_size())
            found["marred"] = found.get("marred", []) + [box_shown(box, to_shown) for box in layered]
        if label := _label(document, index):
            found["label"] = label
        if found["words"] and may_join(page, found["words"], _to_shown(page, *page.get_size())):
            found["cells"] = plumbed.cells(index)
        pages.append(found)
    if pages and document.count_attachments():
        pages[0]["attached"] = _attached(document)
    if pages and all(p.get("thin") for p in pages):
        raise UnreadableFile(name, "no page of it is large enough to hold text")
    return pages, pictures


def _attached(document: pypdfium2.PdfDocument) -> str:
    """Return the beginning of the names of attached files."""
    count = document.count_attachments()
    names = [document.get_attachment(i).get_name()[:_LONGEST_TOLD] for i in range(min(count, _MOST_TOLD))]
    return ", ".join(names + ["…"] * (count > _MOST_TOLD))


def _label(document: pypdfium2.PdfDocument, index: int) -> str | None:
    """Return what the file calls a page; None where it calls it by its number, or not at all."""
    said = "".join(c for c in document.get_page_label(index) if c.isprintable()).strip()[:_LONGEST_TOLD]
    return said if said and said != str(index + 1) else None


def _page(
    page: pypdfium2.PdfPage,
    name: str,
    limits: Limits,
    pictures: list[bytes],
    fonts: Callable[[], dict[str, Font] | None],
    looked: set[tuple[int, str]],
    *,
    draw: bool,
) -> dict[str, Any]:
    width, height = page.get_size()
    if max(width, height) > _LARGEST_PAGE:
        raise InputTooLarge(name, f"a page of {width:,.0f} × {height:,.0f} points; at most {_LARGEST_PAGE:,} are read")
    if min(width, height) < _SMALLEST_PAGE:
        return {"width": width, "height": height, "words": [], "broken": True, "thin": True}
    text = page.get_textpage()
    printed, words = _words(page, text, width, height, name)
    sight = look(page, printed, limits.pixels) if words else Sight()
    if not sight.doubtful:
        sight.doubtful = _is_unmapped(printed, sight) or _lies(page, text, printed, sight, fonts, looked)
    kept = sorted(sight.seen + sight.covered) if sight.doubtful else sight.seen
    layer = words
    words = [words[i] for i in kept]
    found: dict[str, Any] = {"width": width, "height": height, "words": words}
    if hidden := told(printed, sight):
        found["hidden"] = hidden
    if sight.marred:
        found["marred"] = [printed[i].box for i in sorted(sight.marred)]
    scanned = not (printed and not words and sight.blank) and _is_scanned(page, words, width * height)
    if sight.doubtful and not scanned:
        found["doubtful"] = True
    if scanned or draw or sight.doubtful:
        longest = _LONGEST if scanned or sight.doubtful else _LONGEST_SHOWN
        scale = min(_DPI / 72, longest / max(width, height, 1.0), math.sqrt(limits.pixels / max(1.0, width * height)))
        bitmap = page.render(scale=scale, rev_byteorder=True, fill_color=(255, 255, 255, 255))
        if is_too_thin(bitmap.width, bitmap.height):
            return found | ({"words": [], "broken": True, "thin": True} if scanned else {})
        picture = bitmap.to_pil().convert("RGB")
        found["picture"] = [len(pictures), picture.width, picture.height]
        found["words"] = [] if scanned else words
        if scanned or sight.doubtful:
            found["layer"] = layer
        pictures.append(picture.tobytes())
    return found


def _is_scanned(page: pypdfium2.PdfPage, words: list[Any], area: float) -> bool:
    """Whether the page's text must be seen: it has none, or none with an amount beside a page's picture or outlined letters."""
    covered = 0.0
    drawn = outlines = 0
    for item in page.get_objects(max_depth=3):
        drawn += 1
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered = max(covered, (right - left) * (top - bottom) / max(area, 1.0))
        elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
            outlines += max(0, pdfium.FPDFPath_CountSegments(item.raw))
        if drawn > _MOST_CHARACTERS:
            break
    if not words:
        return drawn > 0
    letters = sum(len(text) for text, _ in words)
    if covered <= _COVERED and outlines < _OF_A_LETTER * max(_FEWEST_OUTLINED, _OUTLINED * letters):
        return False
    return not _names_amounts([text for text, _ in words])


def _names_amounts(texts: Sequence[str]) -> bool:
    """Whether a number stands before something short that may be its unit, and is no size of the artwork."""
    return any(
        m["unit"].casefold() not in _LENGTHS
        for m in _AMOUNT.finditer(" ".join(texts))
        if len(m["unit"]) <= _LONGEST_UNIT
    )


def _is_unmapped(printed: list[Printed], sight: Sight) -> bool:
    """Whether words stand on the page whose letters cannot be told; a single one is an ornament or a bullet."""
    return any(sum(map(_is_private, printed[i].text)) > 1 for i in sight.seen)


def _is_private(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc")


def _lies(
    page: pypdfium2.PdfPage,
    text: pypdfium2.PdfTextPage,
    printed: list[Printed],
    sight: Sight,
    fonts: Callable[[], dict[str, Font] | None],
    looked: set[tuple[int, str]],
) -> bool:
    """Whether the digits that show are others than the text layer says."""
    found = [pair for i in sight.seen for pair in _digits(text, printed[i])]
    if not found:
        return False
    # what replaces letters by order of the file is not what their font says
    known = None if replaces_digits(page) else fonts()
    return contradicted(page, [d for _, d in found], _gaps(text, found), known, looked)


def _gaps(text: pypdfium2.PdfTextPage, found: Sequence[tuple[int, Digit]]) -> list[Gap]:
    """Return what stands between digits that follow each other, or with one character between."""
    x, y = ctypes.c_double(), ctypes.c_double()
    gaps = []
    for (at, left), (then, right) in pairwise(found):
        if not (1 < then - at <= _MOST_BETWEEN and {left.text, right.text} <= DIGITS and left.quarter == right.quarter):
            continue
        between = range(at + 1, then)
        if any(pdfium.FPDFText_IsGenerated(text.raw, i) == 1 for i in between):
            continue
        codes = [pdfium.FPDFText_GetUnicode(text.raw, i) for i in between]
        read = ((_HYPHENS.get(code) or chr(code)).replace(_SOFT, "-") for code in codes)
        mark = "".join(map(mark_of, read)).strip(BLANK) or BLANK
        if mark in MARKS and not (mark == BLANK and all(_is_flat(text, i) for i in between)):
            pdfium.FPDFText_GetCharOrigin(text.raw, at, x, y)
            base = box_shown((x.value, y.value, x.value, y.value), left.to_shown)
            gaps.append(Gap(mark, left.font, left.box, right.box, base[:2], left.quarter))
    return [gap for gap in gaps if gap.is_close]


def _is_flat(text: pypdfium2.PdfTextPage, at: int) -> bool:
    """Whether a character's glyph has no outline."""
    edges = [ctypes.c_double() for _ in range(4)]
    pdfium.FPDFText_GetCharBox(text.raw, at, *map(ctypes.byref, edges))
    left, right, bottom, top = (edge.value for edge in edges)
    return min(abs(right - left), abs(top - bottom)) < _FLAT


def _digits(text: pypdfium2.PdfTextPage, word: Printed) -> Iterator[tuple[int, Digit]]:
    """Return the digits, m and µ of a word with their places in the file."""
    name, flags = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()
    edges = [ctypes.c_double() for _ in range(4)]
    short = len(word.text) <= _LONGEST_UNIT
    for (raw, _), at in zip(word.letters, word.places, strict=True):
        letter = folded(raw)
        if letter not in (LOOKED if short or raw in DIGITS else DIGITS) or raw == "M":
            continue
        pdfium.FPDFText_GetFontInfo(text.raw, at, name, _LONGEST_NAME, flags)
        pdfium.FPDFText_GetCharBox(text.raw, at, *map(ctypes.byref, edges))
        left, right, bottom, top = (edge.value for edge in edges)
        box = box_shown((left, bottom, right, top), word.to_shown)
        yield at, Digit(letter, name.value.decode("utf-8", "replace"), box, word.quarter, word.to_shown)


def _words(
    page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, width: float, height: float, name: str
) -> tuple[list[Printed], list[Any]]:
    """Return the words of the text layer, for looking at and as they are handed on."""
    count = text.count_chars()
    if count > _MOST_CHARACTERS:
        raise InputTooLarge(name, f"{count:,} characters on a page; at most {_MOST_CHARACTERS:,} are read")
    to_shown = _to_shown(page, width, height)
    runs: list[list[Glyph]] = []
    run: list[Glyph] = []
    for glyph in with_raised(_glyphs(text, count)):
        if glyph is None or (run and not _goes_on(run, glyph)):
            if run:
                runs.append(run)
            run = []
        if glyph is not None:
            run.append(glyph)
    if run:
        runs.append(run)
    printed, words = [], []
    for run in runs:
        word = _word(run, to_shown)
        if word[0].strip():
            words.append(word)
            printed.append(_printed(text, word, run, to_shown))
    return printed, words


def _printed(text: pypdfium2.PdfTextPage, word: list[Any], run: list[Glyph], to_shown: tuple[float, ...]) -> Printed:
    letters = [(g[0], box_shown(g[1:5], to_shown)) for g in run]
    corners = word[1]
    box = (min(corners[::2]), min(corners[1::2]), max(corners[::2]), max(corners[1::2]))
    mode = pdfium.FPDFTextObj_GetTextRenderMode(pdfium.FPDFText_GetTextObject(text.raw, run[0][9]))
    size = max(g[8] for g in run) * math.hypot(*to_shown[:2])
    quarter = round(math.atan2(corners[3] - corners[1], corners[2] - corners[0]) / (math.pi / 2)) % 4
    return Printed(word[0], box, letters, size, mode in CLIPS, [g[9] for g in run], quarter, to_shown)


def _glyphs(text: pypdfium2.PdfTextPage, count: int) -> list[Glyph | None]:
    """Return the characters in the file's order; None stands for a space."""
    box, origin_x, origin_y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    tight = [ctypes.c_double() for _ in range(4)]
    handle = text.raw
    glyphs: list[Glyph | None] = []
    for i in range(count):
        code = pdfium.FPDFText_GetUnicode(handle, i)
        character = _HYPHENS.get(code) or (chr(code) if code else "\ufffd")
        if character.isspace() or character in "\u200b\ufeff":
            glyphs.append(None)
            continue
        if not pdfium.FPDFText_GetLooseCharBox(handle, i, box):
            continue
        if abs(box.top - box.bottom) < _SMALLEST_PAGE and pdfium.FPDFText_GetCharBox(
            handle, i, *map(ctypes.byref, tight)
        ):
            # a font that tells no heights
            box.left, box.right = min(box.left, tight[0].value), max(box.right, tight[1].value)
            box.bottom, box.top = min(box.bottom, tight[2].value), max(box.top, tight[3].value)
        pdfium.FPDFText_GetCharOrigin(handle, i, origin_x, origin_y)
        size = max(abs(box.top - box.bottom), 0.1)
        # pdfium counts clockwise, and -1 where it cannot tell
        angle = -max(0.0, pdfium.FPDFText_GetCharAngle(handle, i))
        if angle and abs(math.sin(angle)) > 0.5:
            size = max(abs(box.right - box.left), 0.1)
        x, y = origin_x.value, origin_y.value
        glyphs.append((character, box.left, box.bottom, box.right, box.top, x, y, angle, size, i))
    return glyphs


def _goes_on(run: list[Glyph], glyph: Glyph) -> bool:
    """Whether a character follows on the same base line without a gap."""
    last = run[-1]
    if abs(last[7] - glyph[7]) > _TURNED or not 0.4 < glyph[8] / last[8] < 2.5:
        return False
    cos, sin = math.cos(last[7]), math.sin(last[7])
    size = max(last[8], glyph[8])
    if abs((glyph[6] - last[6]) * cos - (glyph[5] - last[5]) * sin) > _DRIFT * size:
        return False
    # by their boxes: the letters of a ligature all have the same origin
    if last[7] == 0.0:
        return -size < min(glyph[1], glyph[3]) - max([max(g[1], g[3]) for g in run[-3:]]) < _GAP * size
    ends = max(x * cos + y * sin for g in run[-3:] for x in (g[1], g[3]) for y in (g[2], g[4]))
    begins = min(x * cos + y * sin for x in (glyph[1], glyph[3]) for y in (glyph[2], glyph[4]))
    return -size < begins - ends < _GAP * size


def _word(run: list[Glyph], to_shown: tuple[float, ...]) -> list[Any]:
    """Return a word: its text and the corners, in reading order, of the box around it."""
    angle = run[0][7]
    cos, sin = math.cos(angle), math.sin(angle)
    if angle == 0.0:
        xs, ys = [x for g in run for x in g[1:4:2]], [y for g in run for y in g[2:5:2]]
    else:
        points = [(x, y) for g in run for x in (g[1], g[3]) for y in (g[2], g[4])]
        xs, ys = [x * cos + y * sin for x, y in points], [-x * sin + y * cos for x, y in points]
    left, right, low, high = min(xs), max(xs), min(ys), max(ys)
    corners = []
    for a, b in ((left, high), (right, high), (right, low), (left, low)):
        x, y = a * cos - b * sin, a * sin + b * cos
        xx, xy, yx, yy, dx, dy = to_shown
        corners += [round(x * xx + y * yx + dx, 2), round(x * xy + y * yy + dy, 2)]
    text = "".join(g[0] for g in run)
    # what is drawn within a word is a hyphen, whatever its font's map calls it
    return [text[:-1].replace(_SOFT, "-") + text[-1:], corners]


def _to_shown(page: pypdfium2.PdfPage, width: float, height: float) -> tuple[float, ...]:
    """Return the matrix from the page's own space to points from the top left of the page as shown."""
    fine = max(1, int(1_000_000 / max(width, height, 1.0)))
    x, y = ctypes.c_int(), ctypes.c_int()

    def shown(px: float, py: float) -> tuple[float, float]:
        pdfium.FPDF_PageToDevice(page.raw, 0, 0, int(width * fine), int(height * fine), 0, px, py, x, y)
        return x.value / fine, y.value / fine

    dx, dy = shown(0, 0)
    ax, ay = shown(1000, 0)
    bx, by = shown(0, 1000)
    return ((ax - dx) / 1000, (ay - dy) / 1000, (bx - dx) / 1000, (by - dy) / 1000, dx, dy)
