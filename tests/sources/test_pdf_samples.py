"""Each PDF of samples/pdf is read as its pages show it, and what they do not show is never trusted."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import write_pdf_samples

import labelcheck
from labelcheck.errors import EngineMissing

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


def shown(name: str) -> set[tuple[str | None, Decimal, str]]:
    parts = ((nutrient, *text.split()) for nutrient, text in EXPECTED[name]["amounts"].items())
    return {(nutrient, Decimal(value), unit) for nutrient, value, unit in parts}


def test_each_has_a_recipe() -> None:
    assert set(EXPECTED) == set(write_pdf_samples.samples()) == {p.stem for p in FOLDER.glob("*.pdf")}
    assert len(EXPECTED) >= 24


@pytest.mark.usefixtures("no_engine")
@pytest.mark.parametrize("name", TEXT)
def test_what_its_text_shows_is_read_and_trusted(name: str) -> None:
    label = read(name)
    assert amounts(label, "ok") == shown(name)
    assert amounts(label, "check") == set()
    told = {d.code for d in label.diagnostics}
    assert told >= set(EXPECTED[name]["told"])
    assert ("hidden-text" in told) is ("hidden-text" in EXPECTED[name]["told"])


@pytest.mark.usefixtures("no_engine")
@pytest.mark.parametrize("name", SEEN)
def test_without_an_engine_what_must_be_seen_is_not_trusted(name: str) -> None:
    try:
        label = read(name)
    except EngineMissing:
        return
    assert amounts(label, "ok") <= shown(name)
    assert {d.code for d in label.diagnostics} >= set(EXPECTED[name]["told"])


@pytest.mark.live
@pytest.mark.parametrize("name", SEEN)
def test_with_an_engine_it_is_read_as_it_shows(name: str) -> None:
    label = read(name)
    assert amounts(label, "ok") <= shown(name)
    assert amounts(label, "ok", "check") >= shown(name)
    assert {d.code for d in label.diagnostics} >= set(EXPECTED[name]["told"])
