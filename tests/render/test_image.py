"""The picture of a label with its readings boxed and numbered."""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

import labelcheck
from labelcheck.errors import UnreadableFile, UsageError
from labelcheck.model import Amount, Box, Place, Reading, Report, Source, Span
from labelcheck.pipeline import page_pictures
from labelcheck.render import to_image
from labelcheck.render.legend import wrapped_spans
from labelcheck.render.to_image import PagePicture, jpeg_of, reports_png
from labelcheck.results import Label

SAMPLES = Path(__file__).parents[2] / "samples"
OK, CHECK = (0x1A, 0x7F, 0x37), (0xB3, 0x59, 0x00)
WIDTH, HEIGHT = 1000, 1200


def reading(name: str, box: Box, *, check: bool = False) -> Reading:
    return Reading(
        name, None, (), Amount(Decimal(10), "mg"), (), None, None, "nutrient",
        "check" if check else "ok", 1.0, ("percent-disagrees",) if check else (), Place(1, Span(0, 4), box),
    )  # fmt: skip


def report(*readings: Reading) -> Report:
    source = Source("x.jpg", "image", "0" * 64)
    return Report(Label(source, "Zink 10 mg", (), "Zink", None, None, (), None, readings, (), ()), ())


def grey_page() -> PagePicture:
    # with a dark corner, so that nothing is trimmed
    picture = Image.new("RGB", (WIDTH, HEIGHT), (200, 200, 200))
    return PagePicture(1, WIDTH, HEIGHT, jpeg_of(picture.tobytes(), WIDTH, HEIGHT))


def drawn(*shown: tuple[str, Report | labelcheck.LabelcheckError, list[PagePicture]]) -> Image.Image:
    return Image.open(io.BytesIO(reports_png(shown, "sv"))).convert("RGB")


def near(one: tuple[int, ...], other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def top_of_page(picture: Image.Image) -> int:
    """Return where below the title the grey page begins."""
    column = [picture.getpixel((WIDTH - 2, y)) for y in range(picture.height)]
    return next(y for y, c in enumerate(column) if isinstance(c, tuple) and near(c, (200, 200, 200)))


def edge(picture: Image.Image, y: int, start: int, end: int, colour: tuple[int, int, int]) -> float:
    """Return the share of a horizontal line that has a colour."""
    line = [picture.getpixel((x, y)) for x in range(start, end)]
    return sum(isinstance(c, tuple) and near(c, colour) for c in line) / len(line)


def test_boxes_stand_around_the_readings_whole_or_dashed() -> None:
    sure, doubtful = Box(200, 300, 700, 340), Box(200, 400, 700, 440)
    picture = drawn(("x.jpg", report(reading("Zink", sure), reading("Järn", doubtful, check=True)), [grey_page()]))
    top = top_of_page(picture)
    assert edge(picture, top + 300, 210, 690, OK) > 0.95
    assert edge(picture, top + 340, 210, 690, OK) > 0.95
    assert 0.4 < edge(picture, top + 400, 210, 690, CHECK) < 0.8  # dashed
    assert edge(picture, top + 370, 210, 690, OK) == 0  # nothing between them
    assert picture.height > HEIGHT + 150  # the legend


def test_boxes_follow_the_scale_of_the_page() -> None:
    page = grey_page()._replace(width=WIDTH / 2, height=HEIGHT / 2)
    picture = drawn(("x.pdf", report(reading("Zink", Box(100, 150, 350, 170))), [page]))
    assert edge(picture, top_of_page(picture) + 300, 210, 690, OK) > 0.95


def test_numbers_do_not_hide_each_other() -> None:
    boxes = [Box(300, 300, 700, 330)] * 4
    picture = drawn(("x.jpg", report(*(reading("Zink", b) for b in boxes)), [grey_page()]))
    top = top_of_page(picture)
    row = [picture.getpixel((x, top + 305)) for x in range(WIDTH)]
    filled = "".join("#" if isinstance(c, tuple) and near(c, OK) else "." for c in row)
    assert len([run for run in filled.split(".") if len(run) > 15]) >= 4


def test_a_number_hides_no_reading_beside_its_own() -> None:
    left, right = Box(100, 300, 480, 330), Box(485, 300, 800, 330)
    picture = drawn(("x.jpg", report(reading("Zink", left), reading("Koppar", right)), [grey_page()]))
    top = top_of_page(picture)
    assert edge(picture, top + 315, 105, 475, OK) == 0
    assert edge(picture, top + 315, 803, 830, OK) > 0.3


def test_a_text_is_drawn_as_a_page() -> None:
    label = labelcheck.read_text(
        "Ta 1 kapsel dagligen\nPer kapsel\nZink 25 mg 25 %\nKoppar 1 mg 100 %\n" + "ord " * 200
    )
    picture = drawn(("a.txt", labelcheck.check(label), []))
    colours = picture.getcolors(1 << 24) or []
    found = {c for _, c in colours}
    assert OK in found
    assert CHECK in found
    assert picture.width < 1400


@pytest.mark.parametrize(
    "text", ["", " \n\n", "x" * 5000, "a\n" * 3000, "Витамин C 80 мг 100 %", "\x1b[2J\u202e Zink 5 mg"]
)
def test_any_text_can_be_drawn(text: str) -> None:
    picture = drawn(("a.txt", labelcheck.check(labelcheck.read_text(text)), []))
    assert picture.height < 20_000


def test_long_lines_are_wrapped_without_loss() -> None:
    for text in ("ord " * 300, "x" * 999, "kort\n\n" + "y z" * 99, " " * 500):
        spans, more = wrapped_spans(text)
        assert not more
        kept = "".join(text[s.start : s.end] for s in spans)
        assert kept.replace(" ", "") == text.replace(" ", "").replace("\n", "")
        assert all(s.end - s.start <= 96 for s in spans)


def test_a_pdf_page_with_text_is_drawn() -> None:
    data = (SAMPLES / "sv" / "b-komplex-dos-1-3" / "label.pdf").read_bytes()
    pages = page_pictures(data)
    assert len(pages) == 1
    picture = drawn(("label.pdf", labelcheck.check(data), pages))
    assert any(c == OK for _, c in picture.getcolors(1 << 24) or [])


def test_a_file_that_failed_is_told_in_the_picture() -> None:
    alone = drawn(("b.jpg", UnreadableFile("b.jpg", "damaged"), []))
    both = drawn(("x.jpg", report(), [grey_page()]), ("b.jpg", UnreadableFile("b.jpg", "damaged"), []))
    assert both.height >= HEIGHT + alone.height


def test_too_many_pages_are_refused() -> None:
    pages = [grey_page()._replace(number=n) for n in range(1, 4)]
    with pytest.raises(UsageError, match="at most 20 pages"):
        reports_png([("x.jpg", report(), pages)] * 7, "en")


def test_without_a_font_of_the_system_letters_stay_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(to_image, "_FONTS", ("no-such-font.ttf",))
    to_image._system_font.cache_clear()
    to_image._font.cache_clear()
    try:
        assert to_image._fitting("Järn 14 µg") == "Jarn 14 mcg"
        assert drawn(("x.jpg", report(reading("Järn", Box(200, 300, 700, 340))), [grey_page()])).height > HEIGHT
    finally:
        to_image._system_font.cache_clear()
        to_image._font.cache_clear()


def test_no_line_of_the_legend_is_wider_than_the_picture() -> None:
    wide = "WWWMMM " * 30
    for line in to_image._wrapped(wide, 500, indent="  "):
        assert to_image._font(to_image._SIZE).getlength(line) <= 500
    assert "".join("".join(to_image._wrapped(wide, 500)).split()) == "".join(wide.split())
