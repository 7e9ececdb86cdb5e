"""Sheets and catalogues of several labels: no row is made of two, and it is told that they are of no one product."""

from __future__ import annotations

import pytest

import labelcheck
import made
from labelcheck.errors import EngineMissing
from labelcheck.render.to_text import report_text

Row = tuple[str, str, str, str]
CALM = (("magnesium", "Magnesium", "90 mg", "24 %"), ("zinc", "Zinc", "8 mg", "80 %"), ("iodine", "Iodine", "150 µg", "100 %"))  # fmt: skip
BLOOD = (("iron", "Iron", "14 mg", "100 %"), ("zinc", "Zinc", "5 mg", "50 %"), ("copper", "Copper", "1 mg", "100 %"))
LIGHT = (("vitamin-c", "Vitamin C", "80 mg", "100 %"), ("vitamin-d", "Vitamin D", "10 µg", "200 %"))
SVENSKA = (("magnesium", "Magnesium", "90 mg", "24 %"), ("zinc", "Zink", "8 mg", "80 %"), ("iodine", "Jod", "150 µg", "100 %"))  # fmt: skip
HEAD = "Nutrition per daily dose (1 tablet)"
DOSE = "Food supplement. Take 1 tablet daily."


def label(
    brand: str, rows: tuple[Row, ...], *, x: float = 20, y: float = 270, head: str = HEAD, dose: str = DOSE
) -> list[made.Placed]:
    placed = [(x, y, brand), (x, y - 18, dose), (x, y - 42, head)]
    for i, (_, name, amount, share) in enumerate(rows):
        placed += [(x + dx, y - 60 - 18 * i, text) for dx, text in ((0, name), (130, amount), (210, share))]
    return [p for p in placed if p[2]]


def sheet(*labels: list[made.Placed]) -> bytes:
    return made.pdf([made.content([p for one in labels for p in one])], size=(640, 600))


def amounts(found: labelcheck.Label) -> list[tuple[str | None, str, str]]:
    return sorted((r.nutrient, f"{r.amount.value} {r.amount.unit}", str(r.percent and r.percent.value)) for r in found.readings if r.amount)  # fmt: skip


def printed(*panels: tuple[Row, ...]) -> list[tuple[str | None, str, str]]:
    return sorted((nutrient, amount, share[:-2]) for rows in panels for nutrient, _, amount, share in rows)


SHELF: list[made.Placed] = [(20, 290, "ALDERMOOR Nutrition food supplements, made in Aldermoor, of good quality")]
TURNED = made.content(label("ALDERMOOR Calm", CALM)) + b" " + made.content(label("ALDERMOOR Blood", BLOOD), matrix="0 1 -1 0 640 0")  # fmt: skip


@pytest.mark.parametrize(
    ("data", "panels"),
    [
        (sheet(label("ALDERMOOR Calm", CALM), label("ALDERMOOR Blood", BLOOD, x=320)), (CALM, BLOOD)),
        (sheet(label("ALDERMOOR Calm", CALM), label("ALDERMOOR Blood", BLOOD, x=320, y=262)), (CALM, BLOOD)),
        (sheet(label("ALDERMOOR Calm", CALM, y=570), label("ALDERMOOR Blood", BLOOD)), (CALM, BLOOD)),
        (sheet(label("ALDERMOOR Calm", CALM), label("ALDERMOOR Light", LIGHT, x=320)), (CALM, LIGHT)),
        (sheet(label("ALDERMOOR Zinc", CALM[1:2]), label("ALDERMOOR Iron", BLOOD[:1], x=320)), (CALM[1:2], BLOOD[:1])),
        (sheet(label("ALDERMOOR Calm", CALM), label("ALDERMOOR Blood", BLOOD, x=266)), (CALM, BLOOD)),
        (sheet(label("ALDERMOOR Calm", CALM), label("ALDERMOOR Blood", BLOOD, x=262, y=262)), (CALM, BLOOD)),
        (sheet(SHELF, label("ALDERMOOR Calm", CALM), label("ALDERMOOR Blood", BLOOD, x=268)), (CALM, BLOOD)),
        (
            sheet(
                label("ALDERMOOR Calm", CALM),
                label("ALDERMOOR Blood", BLOOD, x=320, head="Per daily dose (2 capsules)", dose="2 capsules daily."),
            ),
            (CALM, BLOOD),
        ),
        (made.pdf([TURNED], size=(640, 300)), (CALM, BLOOD)),
        (
            made.pdf([made.content(label(f"ALDERMOOR {n}", r)) for n, r in (("Calm", CALM), ("Blood", BLOOD))]),
            (CALM, BLOOD),
        ),
    ],
    ids=[
        "side by side",
        "not level",
        "below",
        "nothing in common",
        "one row each",
        "close",
        "into each other",
        "close below a line",
        "other doses",
        "turned",
        "pages",
    ],
)
def test_labels_of_several_products_are_told_and_not_mixed(data: bytes, panels: tuple[tuple[Row, ...], ...]) -> None:
    found = labelcheck.read(data)
    assert amounts(found) == printed(*panels)
    assert "several-labels" in {d.code for d in found.diagnostics}
    assert {(r.status, r.notes) for r in found.readings} == {("check", ("several-labels",))}
    assert {i.status for i in labelcheck.check(found).intakes} == {"check"}


VITAMINS = label("", LIGHT, x=320, head="Vitamins per daily dose (1 tablet)", dose="")


@pytest.mark.parametrize(
    ("data", "panels"),
    [
        (sheet(*(label("ALDERMOOR Calm", CALM, x=x, y=y) for x in (20, 320) for y in (270, 570))), (CALM,) * 4),
        (
            sheet(
                label("ALDERMOOR Calm", CALM),
                label("", SVENSKA, x=320, head="Innehåll per dagsdos (1 tablett)", dose="1 tablett dagligen."),
            ),
            (CALM, CALM),
        ),
        (sheet(label("ALDERMOOR Calm", CALM), VITAMINS), (CALM, LIGHT)),
    ],
    ids=["one label four times", "two languages", "two tables of one label"],
)
def test_a_label_in_several_parts_is_one(data: bytes, panels: tuple[tuple[Row, ...], ...]) -> None:
    found = labelcheck.read(data)
    assert amounts(found) == printed(*panels)
    assert "several-labels" not in {d.code for d in found.diagnostics}
    assert {r.status for r in found.readings} == {"ok"}


def test_amounts_before_their_names_stay_with_them() -> None:
    columns = [
        (x, 200 - 18 * i, f"{amount} {name}")
        for x, rows in ((20, CALM), (320, LIGHT))
        for i, (_, name, amount, _) in enumerate(rows)
    ]
    found = labelcheck.read(sheet([(20, 220, "Each tablet provides:"), *columns]))
    assert {(r.nutrient, str(r.amount and r.amount.value)) for r in found.readings} == {
        ("magnesium", "90"), ("zinc", "8"), ("iodine", "150"), ("vitamin-c", "80"), ("vitamin-d", "10"),
    }  # fmt: skip


def test_a_report_tells_it() -> None:
    report = labelcheck.check(sheet(label("ALDERMOOR Calm", CALM), label("ALDERMOOR Blood", BLOOD, x=320)))
    assert "several labels" in " ".join(report_text(report, "en").split())
    assert "flera etiketter" in " ".join(report_text(report, "sv").split())


def test_one_label_printed_over_another_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise EngineMissing("auto", "none is installed")

    monkeypatch.setattr("labelcheck.sources.ocr.engine.load_engine", missing)
    found = labelcheck.read(sheet(label("", CALM, head="", dose=""), label("", BLOOD, x=255, head="", dose="")))
    assert found.readings
    assert {r.status for r in found.readings} == {"check"}
