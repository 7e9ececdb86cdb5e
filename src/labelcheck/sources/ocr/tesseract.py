"""Tesseract, through pytesseract. Its language packs know no µ: what stands there must be settled otherwise."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache
from typing import ClassVar, Final

import cv2
import numpy as np

from labelcheck.errors import EngineError
from labelcheck.sources.ocr.bend import ink_of, letter_height, noise_of
from labelcheck.sources.ocr.engine import Corners, Line, Phrase, Pixels, State

_WANTED: Final = ("eng", "swe", "dan", "nor", "fin", "deu")
_FEW: Final = ("eng", "swe", "dan")
"""Each further language costs time and makes few words better."""
_LETTER: Final = 30.0
"""Height in pixels at which Tesseract reads small letters best."""
_LARGEST_ZOOM: Final = 4.0
_GAP: Final = 0.9
_SECONDS: Final = 60
_MARGIN: Final = 24
_NOISE: Final = 1.2
_BLURRED: Final = 0.3

Found = tuple[str, float, int, int, int, int, tuple[int, int, int]]


@lru_cache(maxsize=1)
def _installed() -> tuple[str, tuple[str, ...]]:
    """Return Tesseract's version and languages; both empty where it is not installed."""
    program = shutil.which("tesseract")
    if program is None:
        return "", ()
    try:
        version = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
        listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return "", ()
    first = (version.stdout or version.stderr).split("\n", maxsplit=1)[0]
    languages = tuple(sorted(line.strip() for line in listed.stdout.splitlines()[1:] if line.strip()))
    return first.removeprefix("tesseract").strip() or "unknown", languages


class Tesseract:
    """Reads level print; wants even paper, no ruled lines, and letters of some thirty pixels."""

    name: ClassVar[str] = "tesseract"
    straight: ClassVar[bool] = True
    micro: ClassVar[bool] = False

    def __init__(self) -> None:
        # its own threads only get into each other's way
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        languages = [code for code in _FEW if code in _installed()[1]]
        self._languages = "+".join(languages or ["eng"])

    @classmethod
    def state(cls) -> State:
        """Return whether it is installed, without loading it."""
        version, languages = _installed()
        if not version:
            return State(cls.name, usable=False, missing="the program tesseract is not installed")
        if "eng" not in languages and "swe" not in languages:
            return State(cls.name, False, version, languages, "its language data for English (eng) is not installed")
        return State(cls.name, usable=True, version=version, languages=languages)

    @classmethod
    def wanted(cls) -> tuple[str, ...]:
        """Return the languages that labels of this project are in and that are not installed."""
        return tuple(code for code in _WANTED if code not in _installed()[1])

    def find(self, picture: Pixels) -> list[Corners]:
        """Return nothing: finding text apart from reading it is not Tesseract's way."""
        del picture
        return []

    def read(self, picture: Pixels) -> list[Phrase]:
        """Return the text of an upright picture."""
        page, zoom = prepared(picture)
        found = self._words(page, 6)
        phrases = []
        for text, score, x0, y0, x1, y1 in _phrases(found):
            corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], dtype=np.float64) / zoom
            phrases.append(Phrase(text, corners, score))
        return phrases

    def read_lines(self, pictures: list[Pixels]) -> list[Line]:
        """Return the text of pictures of one line each; they are read in one go, one below the other."""
        if not pictures:
            return []
        strips = [_strip(p) for p in pictures]
        width = max(s.shape[1] for s in strips) + 2 * _MARGIN
        height = sum(s.shape[0] + _MARGIN for s in strips) + _MARGIN
        sheet = np.full((height, width), 255, dtype=np.uint8)
        tops = []
        at = _MARGIN
        for strip in strips:
            sheet[at : at + strip.shape[0], _MARGIN : _MARGIN + strip.shape[1]] = strip
            tops.append(at)
            at += strip.shape[0] + _MARGIN
        lines: list[list[Found]] = [[] for _ in strips]
        for word in self._words(sheet, 6):
            middle = (word[3] + word[5]) / 2
            lines[max(i for i, top in enumerate(tops) if top - _MARGIN <= middle)].append(word)
        return [
            Line(" ".join(w[0] for w in sorted(ws, key=lambda w: w[2])), min((w[1] for w in ws), default=0.0))
            for ws in lines
        ]

    def _words(self, page: Pixels, layout: int) -> list[Found]:
        import pytesseract
        from PIL import Image

        try:
            data = pytesseract.image_to_data(
                Image.fromarray(page),
                lang=self._languages,
                config=f"--psm {layout} --dpi 300 -c preserve_interword_spaces=0",
                output_type=pytesseract.Output.DICT,
                timeout=_SECONDS,
            )
        except pytesseract.TesseractNotFoundError as error:
            raise EngineError(self.name, "the program tesseract is not there any more") from error
        except pytesseract.TesseractError as error:
            raise EngineError(self.name, f"it failed: {str(error).strip()[:200]}") from error
        except RuntimeError:
            # it took too long: patterns that are no print keep it busy for minutes
            return []
        except OSError as error:
            raise EngineError(self.name, f"it failed: {str(error).strip()[:200]}") from error
        found: list[Found] = []
        for i, text in enumerate(data["text"]):
            if text.strip() and float(data["conf"][i]) >= 0:
                x, y, w, h = (int(data[k][i]) for k in ("left", "top", "width", "height"))
                line = (int(data["block_num"][i]), int(data["par_num"][i]), int(data["line_num"][i]))
                found.append((text.strip(), float(data["conf"][i]) / 100, x, y, x + w, y + h, line))
        return found


def _phrases(found: list[Found]) -> list[tuple[str, float, int, int, int, int]]:
    """Return words that stand close together on a line as one."""
    phrases: list[tuple[str, float, int, int, int, int]] = []
    last: Found | None = None
    for word in sorted(found, key=lambda w: (w[6], w[2])):
        text, score, x0, y0, x1, y1, line = word
        held = phrases[-1] if phrases and last is not None and last[6] == line else None
        if held is not None and x0 - held[4] < _GAP * max(y1 - y0, held[5] - held[3]) * 0.8:
            phrases[-1] = (
                f"{held[0]} {text}", min(held[1], score), held[2], min(held[3], y0), max(held[4], x1), max(held[5], y1),
            )  # fmt: skip
        else:
            phrases.append((text, score, x0, y0, x1, y1))
        last = word
    return phrases


def prepared(picture: Pixels) -> tuple[Pixels, float]:
    """Return a picture as Tesseract reads it best, and how much larger it is: each step only where measuring asks.

    Dark print on an even white, ruled lines taken out, noise smoothed, small letters enlarged, blurred ones
    sharpened.
    """
    gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    noisy = noise_of(gray)
    if noisy > _NOISE:
        gray = np.asarray(cv2.fastNlMeansDenoising(gray, None, h=10 if noisy > 3 else 6, searchWindowSize=15), np.uint8)
    ink = ink_of(gray)
    letter = letter_height(ink) or 20.0
    even = _evened(gray, ink)
    even = _unruled(even, ink, letter)
    zoom = min(_LARGEST_ZOOM, max(1.0, _LETTER / letter))
    if zoom > 1.0:
        even = np.asarray(cv2.resize(even, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    if noisy <= _NOISE and sharpness(gray) < _BLURRED:
        even = _drawn_up(even, zoom)
    return even, zoom


def _drawn_up(even: Pixels, zoom: float) -> Pixels:
    """Return a blurred picture with its edges drawn up and its thickened letters thinned."""
    soft = cv2.GaussianBlur(even, (0, 0), 2.0 * zoom)
    sharp = cv2.addWeighted(even, 4.0, soft, -3.0, 0)
    return np.asarray(255.0 * (sharp.astype(np.float32) / 255.0) ** 0.6, dtype=np.uint8)


def sharpness(gray: Pixels) -> float:
    """Return how steep the edges of print are: the steepest step to a neighbour, as a share of the contrast."""
    contrast = float(np.percentile(gray, 99)) - float(np.percentile(gray, 1))
    steps = np.abs(np.diff(gray.astype(np.int16), axis=1))
    return float(np.percentile(steps, 99.5)) / max(contrast, 1.0)


def _evened(gray: Pixels, ink: Pixels) -> Pixels:
    """Return dark print on even white: each place divided by the paper around it."""
    where = ink > 0
    if where.any() and (~where).any() and float(gray[where].mean()) > float(gray[~where].mean()):
        gray = np.asarray(cv2.bitwise_not(gray), dtype=np.uint8)
    size = max(15, min(gray.shape[:2]) // 16) | 1
    paper = cv2.morphologyEx(gray, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), size / 2)
    even = cv2.divide(gray, np.maximum(paper, 1), scale=255)
    dark = float(np.percentile(even[where], 20)) if where.any() else 0.0
    stretched = (even.astype(np.float32) - dark) * (255.0 / max(255.0 - dark, 16.0))
    return np.asarray(np.clip(stretched, 0, 255), dtype=np.uint8)


def _unruled(even: Pixels, ink: Pixels, letter: float) -> Pixels:
    """Return the picture without ruled lines, which make Tesseract lose whole tables."""
    # letters of blurred print run into each other along the line, never down
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(12, int(10 * letter))), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(12, int(4 * letter)), 1), np.uint8))
    thick = max(1, int(0.5 * letter))
    rules = np.zeros_like(ink)
    for found, kernel in ((across, (thick, 1)), (down, (1, thick))):
        rules |= np.asarray(
            cv2.subtract(found, cv2.morphologyEx(found, cv2.MORPH_OPEN, np.ones(kernel, np.uint8))), np.uint8
        )
    if not rules.any():
        return even
    cleared = even.copy()
    cleared[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 255
    return cleared


def _strip(picture: Pixels) -> Pixels:
    """Return one line's picture as dark print on white, of the height that Tesseract likes."""
    gray = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
    zoom = 54.0 / max(gray.shape[0], 1)
    gray = np.asarray(cv2.resize(gray, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    return _evened(gray, ink_of(gray))
