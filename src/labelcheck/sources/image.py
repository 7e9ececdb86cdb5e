"""Pictures decoded to plain RGB pixels. Runs in the guarded process."""

from __future__ import annotations

import io
import warnings
from typing import Any, Final

from PIL import Image, ImageChops, ImageOps, ImageStat, UnidentifiedImageError

from labelcheck.errors import InputTooLarge, UnreadableFile, UnsupportedFormat
from labelcheck.sources.barcode import gtins
from labelcheck.sources.limits import Limits, is_too_thin

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP", "AVIF", "HEIF")
_READ: Final = 32_000_000
"""Pixels of a picture that are read; more make no print clearer, and weigh three bytes each in two processes."""
_THUMB: Final = (64, 64)
_SAME: Final = 3.0
"""Levels of 255 by which two frames of an animation differ on average while they show the same label."""


def decode(data: bytes, name: str, limits: Limits) -> tuple[list[dict[str, Any]], list[bytes]]:
    """Return the pages of a picture and their pixels, RGB, turned as viewers show them.

    Pages of a TIFF are all returned, frames of an animation where they differ.

    Raises:
        InputTooLarge: more pixels or frames than the limits allow.
        UnreadableFile: it is damaged.
        UnsupportedFormat: Pillow cannot read this kind of file.

    """
    import pi_heif

    pi_heif.register_heif_opener(thumbnails=False)
    # the limit below is told from the header, before anything is decoded
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _decode(data, name, limits)
    except UnidentifiedImageError as error:
        raise UnsupportedFormat(name, "this begins as a picture, and is none that can be read") from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, RuntimeError) as error:
        # Pillow's readers raise any of these on damaged files
        raise UnreadableFile(name, f"the picture is damaged: {_first_line(error)}") from error


def _decode(data: bytes, name: str, limits: Limits) -> tuple[list[dict[str, Any]], list[bytes]]:
    pages: list[dict[str, Any]] = []
    pictures: list[bytes] = []
    with Image.open(io.BytesIO(data), formats=_FORMATS) as file:
        frames = getattr(file, "n_frames", 1)
        if frames > limits.pages:
            raise InputTooLarge(name, f"{frames:,} pages or frames; at most {limits.pages:,} are read")
        thumbs: list[Image.Image] = []
        # the further pictures of a camera's multi-picture file are previews of the first
        for index in range(1 if file.format == "MPO" else frames):
            if index:
                file.seek(index)
            _measure(file, name, limits)
            picture = upright(file)
            full = picture.size
            if full[0] * full[1] > _READ:
                factor = (_READ / (full[0] * full[1])) ** 0.5
                picture.thumbnail((full[0] * factor, full[1] * factor))
            if file.format not in ("TIFF", "HEIF"):
                thumb = picture.convert("L").resize(_THUMB)
                if any(ImageStat.Stat(ImageChops.difference(thumb, t)).mean[0] < _SAME for t in thumbs):
                    continue
                thumbs.append(thumb)
            pages.append(
                {
                    "width": full[0],
                    "height": full[1],
                    "words": [],
                    "picture": [len(pictures), picture.width, picture.height],
                    "gtins": gtins(picture),
                }
            )
            pictures.append(picture.tobytes())
            if sum(map(len, pictures)) > 3 * limits.pixels:
                raise InputTooLarge(name, f"more than {limits.pixels:,} pixels in all")
    return pages, pictures


def _measure(file: Image.Image, name: str, limits: Limits) -> None:
    width, height = file.size
    if width * height > limits.pixels:
        raise InputTooLarge(name, f"{width:,} × {height:,} pixels; at most {limits.pixels:,} are read")
    if is_too_thin(width, height):
        raise UnreadableFile(name, f"this is too thin to hold text: {width:,} × {height:,} pixels")


def upright(file: Image.Image) -> Image.Image:
    """Return a frame as RGB on white, turned as its EXIF data say, 16 bits scaled to 8."""
    file.load()
    picture: Image.Image = ImageOps.exif_transpose(file)
    if picture.mode.startswith(("I", "F")):
        picture = _scaled(picture)
    if picture.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        white = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(white, layered).convert("RGB")
    return picture.convert("RGB")


def _scaled(picture: Image.Image) -> Image.Image:
    """Return a picture of 16 or 32 bits a pixel in 8; a plain conversion would clip it to white."""
    low, high = (float(v) for v in picture.convert("F").getextrema())  # type: ignore[arg-type]
    if high <= 255 and low >= 0:
        return picture.convert("F").convert("L")
    top = 65535.0 if low >= 0 and high <= 65535 else max(high, 1.0)
    return picture.convert("F").point(lambda value: value * (255.0 / top)).convert("L")


def _first_line(error: Exception) -> str:
    text = str(error).strip().splitlines()
    return text[0][:120] if text else type(error).__name__
