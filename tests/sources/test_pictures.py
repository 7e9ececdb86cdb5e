"""Every kind of picture is decoded to the same pixels that a viewer shows."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import labelcheck
import made
from labelcheck.sources.kinds import kind_of
from labelcheck.sources.limits import Limits
from labelcheck.sources.pages import Picture, load_pages

SIZE = (96, 64)
HEIC = Path(__file__).parent / "pictures" / "halves.heic"


def halves() -> Image.Image:
    """Return a picture that is black at the top left and white elsewhere."""
    picture = Image.new("RGB", SIZE, "white")
    picture.paste((0, 0, 0), (0, 0, SIZE[0] // 2, SIZE[1] // 2))
    return picture


def decoded(data: bytes) -> Picture:
    assert kind_of(data, "x") == "image"
    (loaded,) = load_pages(data, "image", "x", Limits())
    assert loaded.picture is not None
    return loaded.picture


def corners(picture: Picture) -> list[int]:
    """Return the brightness near the four corners, clockwise from the top left."""
    w, h = picture.width, picture.height
    at = [(w // 8, h // 8), (w - w // 8, h // 8), (w - w // 8, h - h // 8), (w // 8, h - h // 8)]
    return [picture.pixels[3 * (y * w + x)] for x, y in at]


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "TIFF", "GIF", "BMP", "AVIF", "HEIF"])
def test_each_format(form: str) -> None:
    # HEIC is only ever decoded: the same picture, as a phone would write it, stands in a file
    picture = decoded(HEIC.read_bytes() if form == "HEIF" else made.encoded(halves(), form))
    assert (picture.width, picture.height) == SIZE
    first, *others = corners(picture)
    assert first < 40
    assert min(others) > 215


@pytest.mark.parametrize("mode", ["L", "CMYK", "RGBA", "P", "I;16", "1", "LA"])
def test_each_mode(mode: str) -> None:
    if mode == "I;16":
        picture = halves().convert("L").convert("I").point(lambda v: v * 257).convert("I;16")
    else:
        picture = halves().convert(mode)
    first, *others = corners(decoded(made.encoded(picture, "TIFF" if mode == "CMYK" else "PNG")))
    assert first < 40
    assert min(others) > 215


def test_what_is_transparent_is_white() -> None:
    clear = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), (0, 0, SIZE[0] // 2, SIZE[1] // 2))
    assert corners(decoded(made.encoded(clear, "PNG"))) == [0, 255, 255, 255]


@pytest.mark.parametrize(("orientation", "dark"), [(1, 0), (3, 2), (6, 1), (8, 3)])
def test_a_phone_held_aside(orientation: int, dark: int) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    out = io.BytesIO()
    halves().save(out, "JPEG", exif=exif)
    found = corners(decoded(out.getvalue()))
    assert found.index(min(found)) == dark


def test_pages_of_a_tiff_and_frames_that_differ() -> None:
    pages = [Image.new("RGB", SIZE, c) for c in ("white", "black", "white")]
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    assert len(load_pages(out.getvalue(), "image", "x", Limits())) == 3
    out = io.BytesIO()
    pages[0].save(out, "GIF", save_all=True, append_images=[pages[0], pages[1]], duration=100)
    assert len(load_pages(out.getvalue(), "image", "x", Limits())) == 2


def test_the_default_limits_are_told_by_the_help() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "labelcheck", "check", "--help"], capture_output=True, text=True, check=True
    )
    assert f"{labelcheck.Limits().pixels:,}" in done.stdout


LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011", "0110001", "0101111", "0111011", "0110111", "0001011")
SIDES = ("LLLLLL", "LLGLGG", "LLGGLG", "LLGGGL", "LGLLGG", "LGGLLG", "LGGGLL", "LGLGLG", "LGLGGL", "LGGLGL")


def bars(digits: str) -> Image.Image:
    """Return an EAN-13, drawn after GS1's tables."""
    right = [code.translate(str.maketrans("01", "10")) for code in LEFT]
    first = [
        LEFT[int(d)] if s == "L" else right[int(d)][::-1]
        for s, d in zip(SIDES[int(digits[0])], digits[1:7], strict=True)
    ]
    modules = "101" + "".join(first) + "01010" + "".join(right[int(d)] for d in digits[7:]) + "101"
    picture = Image.new("L", (3 * len(modules) + 80, 160), 255)
    for i, module in enumerate(modules):
        if module == "1":
            picture.paste(0, (40 + 3 * i, 20, 43 + 3 * i, 140))
    return picture


def test_a_barcode_gives_the_products_number() -> None:
    pytest.importorskip("zxingcpp")
    (loaded,) = load_pages(made.encoded(bars("7312345678909"), "PNG"), "image", "x", Limits())
    assert loaded.gtins == ("7312345678909",)
    (turned,) = load_pages(made.encoded(bars("7312345678909").rotate(90, expand=True), "PNG"), "image", "x", Limits())
    assert turned.gtins == ("7312345678909",)


def test_bars_whose_last_digit_does_not_check_are_none() -> None:
    pytest.importorskip("zxingcpp")
    (loaded,) = load_pages(made.encoded(bars("7312345678902"), "PNG"), "image", "x", Limits())
    assert loaded.gtins == ()
