"""The engines that are installed read the checked-in photographs; run by ``make live`` and .ci/run."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFilter

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


Panel = tuple[tuple[str, str, str], ...]
MIDDLE: Panel = (("Magnesium", "90 mg", "24 %"), ("Zinc", "8 mg", "80 %"), ("Iodine", "150 mcg", "100 %"), ("Vitamin D", "10 mcg", "200 %"), ("Iron", "7 mg", "50 %"))  # fmt: skip
LEFT: Panel = (("Calcium", "400 mg", "50 %"), ("Copper", "1 mg", "100 %"), ("Biotin", "25 mcg", "50 %"), ("Vitamin C", "40 mg", "50 %"), ("Selenium", "55 mcg", "100 %"))  # fmt: skip
RIGHT: Panel = (("Vitamin E", "12 mg", "100 %"), ("Niacin", "16 mg", "100 %"), ("Zinc", "25 mg", "250 %"), ("Chromium", "40 mcg", "100 %"), ("Riboflavin", "3 mg", "214 %"))  # fmt: skip


def shelf(*, glare: bool) -> Image.Image:
    """Return a photograph of a bottle between two others, whose labels the picture's edges cut; their rows are level with its own."""
    made_ = Image.new("RGB", (1500, 760), (92, 74, 58))
    for x, panel, paper, brand in (
        (-330, LEFT, (236, 226, 196), "ALDERMOOR Bone"),
        (430, MIDDLE, (252, 252, 252), "ALDERMOOR Calm"),
        (1190, RIGHT, (206, 226, 236), "ALDERMOOR Skin"),
    ):
        draw = ImageDraw.Draw(made_)
        draw.rounded_rectangle((x, 60, x + 640, 720), 40, fill=paper)
        for dx, y, text in ((40, 90, brand), (40, 150, "Take 1 tablet daily."), (40, 210, "Per tablet")):
            draw.text((x + dx, y), text, fill=(20, 20, 20), font_size=38)
        draw.text((x + 480, 210), "% NRV", fill=(20, 20, 20), font_size=34)
        for i, row in enumerate(panel):
            for dx, text in zip((40, 300, 490), row, strict=True):
                draw.text((x + dx, 280 + 80 * i), text, fill=(20, 20, 20), font_size=36)
    if glare:
        light = Image.new("L", made_.size, 0)
        ImageDraw.Draw(light).ellipse((640, 330, 980, 520), fill=235)
        made_.paste((255, 255, 255), mask=light.filter(ImageFilter.GaussianBlur(60)))
    return made_.rotate(3, Image.Resampling.BICUBIC, fillcolor=(92, 74, 58))


@pytest.mark.parametrize("glare", [False, True])
def test_a_bottle_between_others_is_read_by_itself(glare: bool) -> None:  # noqa: FBT001
    label = labelcheck.read(made.encoded(shelf(glare=glare), "JPEG"))
    printed = {(name, amount) for name, amount, _ in MIDDLE}
    told = {
        (
            r.name,
            f"{r.amount.value:f} {r.amount.unit}".replace("µg", "mcg"),
            r.status,
            r.percent and f"{r.percent.value:f} %",
        )
        for r in label.readings
        if r.amount
    }
    assert {(name, amount) for name, amount, status, _ in told if status == "ok"} <= printed
    assert {(name, amount) for name, amount, *_ in told} >= (printed if not glare else set())
    names = {name for name, _ in printed}
    assert {(name, amount, share) for name, amount, _, share in told if share and name in names} <= {*MIDDLE}
