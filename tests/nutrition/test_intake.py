"""From readings to intakes per day."""

from decimal import Decimal

import pytest

import labelcheck


def intakes(text: str) -> dict[str, tuple[str, str, str]]:
    report = labelcheck.check(labelcheck.read_text(text))
    return {i.nutrient: (f"{i.low:f}", f"{i.high:f}", i.status) for i in report.intakes}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dosering: 1–3 tabletter dagligen.\nInnehåll per tablett\nZink 5 mg", {"zinc": ("5", "15", "ok")}),
        ("Dagsdos: 4 kapslar\nInnehåll per 2 kapslar\nZink 5 mg", {"zinc": ("10", "10", "ok")}),
        ("Blanda 1 skopa (5 g) per dag.\nInnehåll per 100 g\nMagnesium 6 g", {"magnesium": ("300", "300", "ok")}),
        ("1 tablett per dag.\nInnehåll per tablett\nVitamin D3 1000 IE", {"vitamin-d": ("25", "25", "ok")}),
        ("1 tablett per dag.\nInnehåll per tablett\nFolsyra 0,4 mg", {"folate": ("400", "400", "ok")}),
        ("1 tablett per dag.\nInnehåll per tablett\nSalt <0,5 g", {}),
        (
            "1 tablett per dag.\nInnehåll per tablett\nVitamin K1 50 µg (fyllokinon)\nVitamin K2 75 µg (menakinon-7)",
            {"vitamin-k": ("125", "125", "ok")},
        ),
        (
            "1 tablett per dag.\nInnehåll per tablett\nC-vitamin / C-vitamiini 80 mg\nSisältö per tabletti\nC-vitamiini 80 mg",
            {"vitamin-c": ("80", "80", "ok")},
        ),
    ],
)
def test_intakes(text: str, expected: dict[str, tuple[str, str, str]]) -> None:
    assert intakes(text) == expected


def test_without_a_dose_nothing_is_claimed() -> None:
    assert intakes("Innehåll per kapsel\nZink 5 mg") == {}


def test_per_daily_dose_needs_no_dose() -> None:
    assert intakes("Innehåll per dagsdos\nZink 5 mg 50 %") == {"zinc": ("5", "5", "ok")}


def test_the_arithmetic_is_shown() -> None:
    report = labelcheck.check(
        labelcheck.read_text("Dosering: 1–2 kapslar dagligen.\nInnehåll per kapsel\nMagnesium 300 mg")
    )
    assert report.intakes[0].arithmetic == "300 mg per capsule × 1–2 capsules a day"
    assert report.intakes[0].high == Decimal(600)
