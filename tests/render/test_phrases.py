"""Arithmetic is printed as the reader's language prints figures, whatever the label's language."""

from __future__ import annotations

from decimal import Decimal

import pytest

from labelcheck.knowledge import load
from labelcheck.knowledge.printing import OutputLanguage
from labelcheck.model.finding import Evidence, Finding
from labelcheck.render.phrases import arithmetic_texts, share_text

UL = load().references["efsa-ul-supplemental"].title


def finding(*texts: str) -> Finding:
    return Finding(
        "x", "notice", "opinion", "violated", {"en": "A lot."}, (), tuple(Evidence(t) for t in texts), (), "health"
    )


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("12.5 mg × 2 = 25 mg > 12.5 mg", "sv", "12,5 mg × 2 = 25 mg > 12,5 mg"),
        ("12.5 mg × 2 = 25 mg > 12.5 mg", "en", "12.5 mg × 2 = 25 mg > 12.5 mg"),
        ("150 mg = 100000 % ≠ 100 %", "sv", "150 mg = 100\u00a0000 % ≠ 100 %"),
        ("2000 IU ≠ 500 µg", "sv", "2\u00a0000 IE ≠ 500 µg"),
        ("2000 IU ≠ 500 µg", "en", "2,000 IU ≠ 500 µg"),
        ("B12 2.5 µg > 1 µg", "sv", "B12 2,5 µg > 1 µg"),
        ("500 mg / 200 mg = 2.50", "sv", "500 mg / 200 mg = 2,50"),
        (
            "2.5 mg (D 14 000 (2.5)) + 1.5 mg (B) = 4 mg > 3.5 mg",
            "sv",
            "2,5 mg (D 14 000 (2.5)) + 1,5 mg (B) = 4 mg > 3,5 mg",
        ),
        ("(1.5 mg + 2.5 mg) × 2 = 8 mg > 7.5 mg", "sv", "(1,5 mg + 2,5 mg) × 2 = 8 mg > 7,5 mg"),
        (f"260 mg > 250 mg ({UL})", "sv", "260 mg > 250 mg (EFSA:s övre gränser för tillskott)"),
        (f"260 mg > 250 mg ({UL})", "en", f"260 mg > 250 mg ({UL})"),
    ],
)
def test_figures_are_printed_as_the_language_does(text: str, language: OutputLanguage, shown: str) -> None:
    assert arithmetic_texts(finding(text), language) == [shown]


def test_words_of_the_label_are_no_arithmetic() -> None:
    assert arithmetic_texts(finding("magnesiumoxid", "1.5 mg > 1 mg"), "sv") == ["1,5 mg > 1 mg"]


def test_a_range_tells_what_is_counted_once() -> None:
    assert share_text(Decimal(10**9), Decimal(2 * 10**9), "CFU", "sv") == "1 miljard–2 miljarder CFU"
    assert share_text(Decimal(10**9), Decimal(3 * 10**9), "CFU", "en") == "1–3 billion CFU"
    assert share_text(Decimal(10), Decimal(20), "mg", "en") == "10–20 mg"
