"""The engines that are installed read the checked-in photographs; run by ``make live`` and .ci/run."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

import corpus
import labelcheck
import made
from labelcheck.sources.ocr.engine import engines, load_engine

pytestmark = [pytest.mark.live, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

PHOTOS = sorted(corpus.ROOT.glob("*/*/photo-*.jpg"))
USABLE = [name for name, engine in engines().items() if engine.state().usable]


def amounts(label: labelcheck.Label, *, status: str | None = None) -> set[tuple[Decimal, str]]:
    return {(r.amount.value, r.amount.unit) for r in label.readings if r.amount and status in (None, r.status)}


def expected(path: Path) -> set[tuple[Decimal, str]]:
    rows = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    return {(Decimal(value), unit) for _, value, unit, _ in rows}


def test_both_engines_are_installed() -> None:
    assert USABLE == ["rapidocr", "tesseract"]


@pytest.mark.parametrize("path", PHOTOS, ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_photographs_are_read_whole(path: Path) -> None:
    label = labelcheck.read(path)
    assert label.source.kind == "image"
    assert expected(path) <= amounts(label)
    assert amounts(label, status="ok") <= expected(path)


@pytest.mark.parametrize("path", PHOTOS[:4], ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_tesseract_alone_never_gives_a_wrong_amount(path: Path) -> None:
    label = labelcheck.read(path, options=labelcheck.ScanOptions(ocr="tesseract"))
    assert amounts(label, status="ok") <= expected(path)


@pytest.mark.parametrize("engine", USABLE)
def test_boxes_are_in_the_pixels_of_the_file(engine: str) -> None:
    path = next(p for p in PHOTOS if "quarter-turn" in p.name)
    label = labelcheck.read(path, options=labelcheck.ScanOptions(ocr=engine))
    with Image.open(path) as picture:
        width, height = picture.size
    boxes = [r.place.box for r in label.readings if r.place.box]
    assert boxes
    for box in boxes:
        assert -2 <= box.x0 < box.x1 <= width + 2
        assert -2 <= box.y0 < box.y1 <= height + 2
        # the label lies on its side: its rows are columns of the file
        assert box.y1 - box.y0 > box.x1 - box.x0


def test_a_picture_without_text_is_an_empty_reading() -> None:
    label = labelcheck.read(made.encoded(Image.effect_noise((320, 240), 40).convert("RGB")))
    assert label.readings == ()
    assert "no-text" in [d.code for d in label.diagnostics] or label.diagnostics


def test_a_photograph_of_a_cat_is_an_empty_reading() -> None:
    cat = Image.new("RGB", (640, 480), (96, 120, 80))
    draw = ImageDraw.Draw(cat)
    draw.ellipse((180, 140, 460, 420), fill=(70, 62, 58))
    draw.polygon([(200, 190), (230, 60), (310, 160)], fill=(66, 58, 54))
    draw.polygon([(330, 160), (410, 60), (440, 190)], fill=(66, 58, 54))
    for x in (260, 350):
        draw.ellipse((x, 230, x + 40, 262), fill=(200, 190, 60))
        draw.ellipse((x + 16, 230, x + 24, 262), fill=(10, 10, 10))
    for y in (300, 315, 330):
        draw.line((120, y - 10, 270, y), fill=(210, 210, 210), width=2)
        draw.line((370, y, 520, y - 10), fill=(210, 210, 210), width=2)
    noise = Image.effect_noise(cat.size, 30).convert("RGB")
    label = labelcheck.read(made.encoded(Image.blend(cat, noise, 0.15)))
    assert label.readings == ()
    assert label.diagnostics


def test_a_scanned_pdf_is_seen() -> None:
    path = PHOTOS[0]
    out = io.BytesIO()
    with Image.open(path) as picture:
        picture.save(out, "PDF", resolution=150)
    label = labelcheck.read(out.getvalue())
    assert label.source.kind == "pdf"
    assert expected(path) <= amounts(label)


def test_front_and_back_as_one() -> None:
    label = labelcheck.read_together([PHOTOS[0], PHOTOS[1]])
    assert label.source.pages == 2
    assert {r.place.page for r in label.readings} == {1, 2}


def test_an_engine_is_loaded_once() -> None:
    assert all(load_engine(name) is load_engine(name) for name in USABLE)


def test_pictures_of_the_steps(tmp_path: Path) -> None:
    labelcheck.read(PHOTOS[0], options=labelcheck.ScanOptions(explain=tmp_path / "steps"))
    assert [p.name for p in sorted((tmp_path / "steps").iterdir())] == [
        "page-1-1-given.png",
        "page-1-2-upright.png",
        "page-1-3-found.png",
    ]
