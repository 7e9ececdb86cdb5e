"""Each PDF of samples/pdf is read as its pages show it, and what they do not show is never trusted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import write_pdf_samples

import labelcheck
from labelcheck.errors import EngineMissing
from labelcheck.model import Box, Page, Point, Word
from labelcheck.sources.ocr.engine import Line

FOLDER = Path(__file__).parents[2] / "samples" / "pdf"
EXPECTED: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
TEXT = [name for name, want in EXPECTED.items() if not want["seen"]]
SEEN = [name for name, want in EXPECTED.items() if want["seen"]]


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise EngineMissing("auto", "none is installed")

    monkeypatch.setattr("labelcheck.sources.ocr.engine.load_engine", missing)


def read(name: str) -> labelcheck.Label:
    return labelcheck.read(FOLDER / f"{name}.pdf")


def amounts(label: labelcheck.Label, *statuses: str) -> set[tuple[str | None, Decimal, str]]:
    return {
        (r.nutrient, r.amount.value, r.amount.unit)
        for r in label.readings
        if r.amount is not None and r.status in statuses
    }


def shown(name: str, key: str = "amounts") -> set[tuple[str | None, Decimal, str]]:
    parts = ((nutrient, *text.split()) for nutrient, text in EXPECTED[name].get(key, {}).items())
    return {(nutrient, Decimal(value.replace(",", ".")), unit) for nutrient, value, unit in parts}


def test_each_has_a_recipe() -> None:
    assert set(EXPECTED) == set(write_pdf_samples.samples()) == {p.stem for p in FOLDER.glob("*.pdf")}
    assert len(EXPECTED) >= 24


@pytest.mark.usefixtures("no_engine")
@pytest.mark.parametrize("name", TEXT)
def test_what_its_text_shows_is_read_and_trusted(name: str) -> None:
    label = read(name)
    other = {"ok": "check", "check": "ok"}[EXPECTED[name]["status"]]
    assert amounts(label, EXPECTED[name]["status"]) == shown(name)
    assert amounts(label, other) == shown(name, "doubted")
    told = {d.code for d in label.diagnostics}
    assert told >= set(EXPECTED[name]["told"])
    for code in ("hidden-text", "several-labels"):
        assert (code in told) is (code in EXPECTED[name]["told"])


@pytest.mark.usefixtures("no_engine")
@pytest.mark.parametrize("name", SEEN)
def test_without_an_engine_what_must_be_seen_is_not_trusted(name: str) -> None:
    try:
        label = read(name)
    except EngineMissing:
        return
    assert amounts(label, "ok") <= shown(name)
    assert {d.code for d in label.diagnostics} >= set(EXPECTED[name]["told"])


class Recorded:
    """A part of a page as the engine read it once; another look reads nothing."""

    steps: Sequence[str] = ()
    micro = False

    def __init__(self, page: Page) -> None:
        self.page = page
        self.engine = self

    def again(self, words: Sequence[Word], _: int) -> list[Line]:
        return [Line("", 0.0)] * len(words)


def recorded(name: str) -> dict[int, list[Recorded]]:
    found: dict[int, list[Recorded]] = {}
    for page in json.loads((FOLDER / f"{name}.words.json").read_text("utf-8")):
        words = []
        for text, c, box, score in page["words"]:
            quad = (Point(c[0], c[1]), Point(c[2], c[3]), Point(c[4], c[5]), Point(c[6], c[7]))
            words.append(Word(text, quad, Box(*box), score))
        part = Page(page["number"], page["width"], page["height"], tuple(words), "seen")
        found.setdefault(page["number"], []).append(Recorded(part))
    return found


@pytest.mark.parametrize("name", SEEN)
def test_with_what_an_engine_read_it_is_read_as_it_shows(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = recorded(name)
    monkeypatch.setattr("labelcheck.scan._see", lambda loaded, _: seen[loaded.page.number])
    label = read(name)
    assert amounts(label, "ok") <= shown(name)
    assert amounts(label, "ok", "check") >= shown(name)
    assert {d.code for d in label.diagnostics} >= set(EXPECTED[name]["told"])


@pytest.mark.parametrize(
    ("name", "both"),
    [
        ("map-lies", {"calcium": ("400 mg", "900 mg"), "vitamin-d": ("10 µg", "70 µg")}),
        ("marks-unnamed-lie", {"magnesium": ("112.5 mg", "1125 mg"), "calcium": ("264.5 mg", "2645 mg")}),
        ("scan-lying-layer", {"magnesium": ("90 mg", "900 mg"), "zinc": ("8 mg", "80 mg")}),
        ("picture-over-text", {"magnesium": ("90 mg", "900 mg"), "zinc": ("8 mg", "80 mg")}),
        ("annotation-over-amount", {"magnesium": ("190 mg", "90 mg")}),
        ("scan", {}),
    ],
)
def test_where_text_and_page_disagree_on_an_amount_both_are_told(
    name: str, both: dict[str, tuple[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = recorded(name)
    monkeypatch.setattr("labelcheck.scan._see", lambda loaded, _: seen[loaded.page.number])
    found = {}
    for r in read(name).readings:
        for note in r.notes:
            if note.startswith("layer-says: ") and r.amount is not None:
                assert r.status == "check"
                value, unit = note.split()[1:3]
                found[str(r.nutrient)] = (f"{r.amount.value} {r.amount.unit}", f"{value} {unit}")
    assert found == both


@pytest.mark.parametrize(
    ("name", "marred"),
    [
        ("struck-out", {"zinc"}),
        ("crossed-out", {"zinc"}),
        ("overprinted-amount", {"zinc"}),
        ("overprinted-name", {None}),
    ],
)
def test_what_is_struck_out_or_overprinted_is_to_check(
    name: str, marred: set[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("labelcheck.scan._see", lambda loaded, _: recorded(name)[loaded.page.number])
    readings = read(name).readings
    assert {r.nutrient for r in readings if "print-marred" in r.notes} == marred
    assert {r.nutrient for r in readings if r.status == "check"} == marred


def test_a_dose_that_is_overprinted_is_to_check(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = recorded("overprinted-dose")
    monkeypatch.setattr("labelcheck.scan._see", lambda loaded, _: seen[loaded.page.number])
    report = labelcheck.check(FOLDER / "overprinted-dose.pdf")
    assert report.label.daily_dose is None or report.label.daily_dose.status == "check"
    assert {i.status for i in report.intakes} <= {"check"}


@pytest.mark.live
@pytest.mark.parametrize("name", SEEN)
def test_with_an_engine_it_is_read_as_it_shows(name: str) -> None:
    label = read(name)
    assert amounts(label, "ok") <= shown(name)
    assert amounts(label, "ok", "check") >= shown(name)
    assert {d.code for d in label.diagnostics} >= set(EXPECTED[name]["told"])
