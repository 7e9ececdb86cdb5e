"""The HTML report in Debian's Chromium: no WCAG 2.2 AA violations by axe, on screens, phones and paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

import corpus
import labelcheck
from labelcheck.errors import UnreadableFile
from labelcheck.pipeline import check_stack, page_pictures
from labelcheck.render.to_html import reports_html, stack_html

pytestmark = pytest.mark.browser

PICTURE = corpus.ROOT / "sv" / "b-komplex-dos-1-3" / "photo-perspective.jpg"
PDF = corpus.ROOT / "sv" / "multivitamin-punktlinjer" / "label.pdf"
TEXTS = [corpus.ROOT / "sv" / s / "label.txt" for s in ("jod-mg-for-mikrogram", "magnesium-trippel-varav")]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return reports as files: of a photograph, a PDF, texts with one that failed, and a stack."""
    folder = tmp_path_factory.mktemp("reports")
    photo = PICTURE.read_bytes()
    checked = [(p.name, labelcheck.check(labelcheck.read(p)), ()) for p in TEXTS]
    documents = {
        "photo": reports_html([(PICTURE.name, labelcheck.check(photo), page_pictures(photo))], "sv"),
        "pdf": reports_html([(PDF.name, labelcheck.check(PDF), ())], "en"),
        "texts": reports_html([*checked, ("x.txt", UnreadableFile("x.txt", "no such file"), ())], "sv"),
        "stack": stack_html(check_stack([labelcheck.read(p) for p in TEXTS]), "sv"),
    }
    for name, text in documents.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return {name: folder / f"{name}.html" for name in documents}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1100, 360])
@pytest.mark.parametrize("name", ["photo", "pdf", "texts", "stack"])
def test_no_violations(
    reports: dict[str, Path],
    new_page: Callable[..., Page],
    violations: Callable[[Page], list[str]],
    name: str,
    width: int,
    scheme: str,
) -> None:
    page = new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    requests: list[str] = []
    page.on("request", lambda r: requests.append(r.url))
    page.goto(reports[name].as_uri())
    assert violations(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert [r for r in requests if not r.startswith("data:")] == [reports[name].as_uri()]


@pytest.mark.parametrize("name", ["photo", "texts"])
def test_a_reading_and_its_place_lead_to_each_other(
    reports: dict[str, Path], new_page: Callable[..., Page], name: str
) -> None:
    page = new_page()
    page.goto(reports[name].as_uri())
    links = page.locator(".place")
    assert links.count() > 0
    links.first.focus()
    assert page.locator(".on").count() == 2
    links.first.press("Enter")
    target = page.evaluate("() => document.querySelector(':target').getBoundingClientRect().top")
    assert 0 <= target < 900


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_is_white(reports: dict[str, Path], new_page: Callable[..., Page], scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(reports["texts"].as_uri())
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_on_paper_small_print_is_smaller_than_the_text(reports: dict[str, Path], new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto(reports["texts"].as_uri())
    page.emulate_media(media="print")
    sizes = page.evaluate(
        "() => ['.finding p', '.finding .muted', '.finding .math']"
        ".map(s => parseFloat(getComputedStyle(document.querySelector(s)).fontSize))"
    )
    assert sizes[0] > max(sizes[1:])
