"""Large pictures are looked over small, and each ground is read by itself, as near as its print asks for."""

from __future__ import annotations

import cv2
import numpy as np

from labelcheck.model import Page
from labelcheck.sources.ocr.bend import of_phrases
from labelcheck.sources.ocr.engine import Corners, Line, Phrase, Pixels
from labelcheck.sources.ocr.ground import grounds
from labelcheck.sources.ocr.see import see
from labelcheck.sources.ocr.stacked import columns, unstacked
from labelcheck.sources.pages import Loaded, Picture

WHITE, RED, BLACK = (255, 255, 255), (120, 120, 235), (0, 0, 0)


def box(x: float, y: float, width: float, height: float = 20) -> Corners:
    return np.array([[x, y], [x + width, y], [x + width, y + height], [x, y + height]], dtype=np.float64)


def picture(width: int, height: int, colour: tuple[int, int, int] = WHITE) -> Pixels:
    return np.full((height, width, 3), colour, dtype=np.uint8)


def test_rules_part_no_table() -> None:
    drawn = picture(400, 200)
    cv2.line(drawn, (200, 0), (200, 200), BLACK, 2)
    cv2.line(drawn, (0, 50), (400, 50), BLACK, 6)
    assert grounds(drawn, [box(20, 20, 100), box(250, 20, 80), box(20, 60, 100), box(250, 60, 80)]) == [0, 0, 0, 0]


def test_an_edge_parts_panels_side_by_side() -> None:
    drawn = picture(600, 300)
    drawn[:, 200:260] = RED
    left = [box(20, 20 + 25 * i, 150) for i in range(8)]
    right = [box(280, 30 + 25 * i, 200) for i in range(8)]
    assert grounds(drawn, left + right) == [0] * 8 + [1] * 8


def test_a_heading_in_a_bar_goes_with_its_table() -> None:
    drawn = picture(400, 300)
    drawn[0:40] = BLACK
    assert grounds(drawn, [box(20, 10, 300), *[box(20, 50 + 25 * i, 300) for i in range(6)]]) == [0] * 7


def test_every_other_row_on_grey_is_one_table() -> None:
    drawn = picture(400, 300)
    for i in range(0, 8, 2):
        drawn[25 * i : 25 * i + 25] = (150, 150, 150)
    cells = [box(x, 25 * i + 2, 100) for i in range(8) for x in (20, 220)]
    assert set(grounds(drawn, cells)) == {0}


class Barcodes:
    """An engine that finds rows of black stripes, and reads how high they are drawn."""

    name, straight, micro = "bars", False, True

    def __init__(self) -> None:
        self.pixels = 0

    def find(self, picture: Pixels) -> list[Corners]:
        self.pixels += picture.shape[0] * picture.shape[1]
        ink = (cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) < 100).astype(np.uint8)
        rows = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 25), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(rows)
        # as engines do, with a margin
        return [box(x - 2, y - 2, w + 4, h + 4) for x, y, w, h, _ in stats[1:].tolist() if w > 2 * h and h > 2]

    def read(self, picture: Pixels) -> list[Phrase]:
        return [Phrase("", c, 0.0) for c in self.find(picture)]

    def read_lines(self, pictures: list[Pixels]) -> list[Line]:
        return [Line(f"h{p.shape[0]}", 0.95) for p in pictures]


def stripes(pixels: Pixels, x: int, y: int) -> None:
    """Draw what looks like a line of print: less than half of it is ink."""
    for at in range(x, x + 400, 20):
        cv2.rectangle(pixels, (at, y), (at + 7, y + 20), BLACK, -1)


def seen(pixels: Pixels, engine: Barcodes) -> list[Page]:
    height, width = pixels.shape[:2]
    loaded = Loaded(Page(1, width, height, ()), Picture(width, height, pixels[:, :, ::-1].tobytes()))
    return [sight.page for sight in see(loaded, engine)]  # type: ignore[arg-type]


def test_small_print_of_a_large_picture_is_read_at_its_full_size() -> None:
    large = picture(4000, 3000)
    for i in range(12):
        stripes(large, 2500, 1000 + 40 * i)
    engine = Barcodes()
    pages = seen(large, engine)
    words = [w for page in pages for w in page.words]
    assert len(words) == 12
    assert all(int(w.text[1:]) >= 20 for w in words)
    assert all(abs(w.box.y0 - (1000 + 40 * i)) < 8 for i, w in enumerate(sorted(words, key=lambda w: w.box.y0)))
    assert engine.pixels < 3_000_000, "twelve megapixels are not looked through"


def test_no_print_is_read_twice() -> None:
    large = picture(4000, 3000, RED)
    large[900:1700, 1000:1500] = WHITE
    large[900:1700, 1560:2100] = WHITE
    for i in range(12):
        for x in (1030, 1600):
            stripes(large, x, 1000 + 40 * i)
    pages = seen(large, Barcodes())
    assert sorted(len(page.words) for page in pages) == [12, 12]
    assert {page.number for page in pages} == {1}


def test_a_picture_without_print() -> None:
    assert [page.words for page in seen(picture(4000, 3000), Barcodes())] == [()]


def test_a_cell_of_two_lines_found_as_one_is_cut() -> None:
    drawn = picture(600, 300)
    cells = [("Fat", 40), ("Fibre", 130), ("Protein", 170), ("Salt", 210)]
    for text, y in cells:
        cv2.putText(drawn, text, (20, y), cv2.FONT_HERSHEY_SIMPLEX, 0.7, BLACK, 2)
    for text, y in (("4.9 g", 80), ("2.8 g", 102)):
        cv2.putText(drawn, text, (300, y), cv2.FONT_HERSHEY_SIMPLEX, 0.7, BLACK, 2)
    single = [box(15, y - 20, 100, 26) for _, y in cells]
    found = unstacked(drawn, [*single, box(295, 60, 90, 48)])
    assert len(found) == 6
    upper, lower = found[-2:]
    assert 80 < upper[2][1] < 88
    assert np.allclose(upper[3], lower[0])


def test_large_print_is_not_cut() -> None:
    drawn = picture(600, 300)
    cv2.putText(drawn, "Calories", (20, 90), cv2.FONT_HERSHEY_SIMPLEX, 1.6, BLACK, 4)
    single = [box(15, 130 + 30 * i, 100, 26) for i in range(4)]
    assert len(unstacked(drawn, [*single, box(10, 45, 300, 55)])) == 5


def test_a_bold_cell_amid_a_table_is_of_the_table() -> None:
    drawn = picture(400, 300)
    drawn[87:113, 202:228] = BLACK
    rows = [box(20, 25 * i + 12, 120) for i in range(9)]
    amounts = [box(190, 25 * i + 12, 60) for i in range(9) if i != 3]
    assert set(grounds(drawn, [*rows, *amounts, box(200, 85, 30, 30)])) == {0}


class Afar(Barcodes):
    """An engine that finds nothing in small pictures but those of the whole: blurred print is found from afar."""

    def find(self, picture: Pixels) -> list[Corners]:
        return super().find(picture) if max(picture.shape) == 1280 else []


def test_what_is_found_from_afar_alone_is_read_all_the_same() -> None:
    large = picture(4000, 3000)
    for i in range(12):
        stripes(large, 2500, 1000 + 40 * i)
    words = [w for page in seen(large, Afar()) for w in page.words]
    assert len(words) == 12
    assert all(int(w.text[1:]) >= 20 for w in words)


def sloped(x: float, y: float, width: float, slope: float, height: float = 20) -> Corners:
    corners = box(x, y, width, height)
    corners[1:3, 1] += slope * width
    return corners


def test_found_lines_tell_how_they_climb() -> None:
    bend = of_phrases([sloped(20, 40 + 30 * i, 200, -0.1) for i in range(8)], (400, 400))
    assert bend is not None
    assert abs(bend.drift * bend.letter / 400 - 0.1) < 0.02
    assert bend.error < 0.1


def test_a_few_short_cells_tell_nothing_of_lines() -> None:
    assert of_phrases([sloped(20, 40 + 30 * i, 40, -0.1) for i in range(8)], (400, 400)) is None
    assert of_phrases([sloped(20, 40 + 30 * i, 200, -0.1) for i in range(4)], (400, 400)) is None


def test_a_narrow_column_found_as_one_is_cut_into_its_cells() -> None:
    drawn = picture(400, 400)
    for i in range(5):
        cv2.rectangle(drawn, (302, 44 + 30 * i), (338, 58 + 30 * i), BLACK, -1)
    found = [box(20, 40 + 30 * i, 200, 24) for i in range(5)] + [box(300, 40, 40, 142)]
    (cells,) = columns(drawn, found).values()
    assert all(abs(float(c[:, 1].mean()) - 51 - 30 * i) < 2 for i, c in enumerate(cells))
    assert len(cells) == 5


def test_a_single_line_is_no_column() -> None:
    assert columns(picture(400, 400), [box(20, 40 + 30 * i, 200, 24) for i in range(5)]) == {}
