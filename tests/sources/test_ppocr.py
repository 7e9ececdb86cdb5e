"""The models run by themselves find and read what the package around them finds and reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest

import corpus
from labelcheck.sources.ocr.crop import crop
from labelcheck.sources.ocr.engine import Pixels
from labelcheck.sources.ocr.rapidocr import RapidOcr

PHOTOS = sorted(corpus.ROOT.glob("*/*/photo-*.jpg"))[:2]


@pytest.fixture(scope="module")
def engine() -> RapidOcr:
    if not RapidOcr.state().usable:
        pytest.skip("the engine is not installed")
    return RapidOcr()


def written(text: str, size: tuple[int, int]) -> Pixels:
    picture: npt.NDArray[np.uint8] = np.full((size[1], size[0], 3), 255, np.uint8)
    cv2.putText(picture, text, (6, size[1] - 10), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2)
    return picture


def test_a_line_is_read(engine: RapidOcr) -> None:
    line = engine.read_lines([written("Zink 10 mg", (200, 40))])[0]
    assert (line.text.replace(" ", ""), line.score > 0.8) == ("Zink10mg", True)


def test_a_line_reads_the_same_in_any_company(engine: RapidOcr) -> None:
    short, long = written("10 mg", (110, 40)), written("Magnesium 100 mg, Calcium 200 mg, Zinc 10 mg", (800, 40))
    assert engine.read_lines([short, long])[0] == engine.read_lines([short])[0]


def test_white_holds_no_line(engine: RapidOcr) -> None:
    blank = np.full((60, 300, 3), 255, np.uint8)
    assert engine.find(blank) == []
    assert engine.read_lines([blank])[0].score == 0.0


@pytest.mark.parametrize("size", [(200, 26), (900, 60), (2, 2)], ids=["low", "flat", "tiny"])
def test_pictures_of_any_shape_are_looked_at(engine: RapidOcr, size: tuple[int, int]) -> None:
    width, height = size
    for corners in engine.find(written("Zink 10 mg", size)):
        assert (corners >= 0).all()
        assert (corners < (width, height)).all()


@pytest.mark.live
@pytest.mark.parametrize("photo", PHOTOS, ids=lambda p: p.parent.name)
def test_the_package_finds_and_reads_the_same(engine: RapidOcr, photo: Path) -> None:
    from rapidocr import RapidOCR

    whole: Any = RapidOCR(params={"Global.use_cls": False, "Global.log_level": "critical", "Global.max_side_len": 4000})
    picture = np.asarray(cv2.imread(str(photo)), np.uint8)
    theirs = whole(picture, use_det=True, use_cls=False, use_rec=False)
    ours = engine.find(picture)
    assert np.array_equal(np.array(ours), np.asarray(theirs.boxes))
    cuts = [crop(picture, c) for c in ours[:6]]
    alone = [whole.recognize_txt([cut]) for cut in cuts]
    assert [line.text for line in engine.read_lines(cuts)] == [one.txts[0] for one in alone]
