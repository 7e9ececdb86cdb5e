"""The same label set in another way, or with a shop's page around it, gives the same amounts."""

import re
from collections.abc import Callable
from functools import cache

import pytest

import corpus
import labelcheck

SHOP_ABOVE = (
    "Hem > Kosttillskott > Vitaminer\n4,7 av 5 (213 omdömen)\n199 kr  Köp\n"
    "Fri frakt över 349 kr. Leverans 1–3 dagar.\n\n"
)
SHOP_BELOW = (
    "\n\nRelaterade produkter\nMagnesium 400 mg 90 kapslar 149 kr\nD-vitamin 50 µg 120 kapslar 99 kr\n"
    "Kundservice: 08-123 456 78, vardagar 9–17\nEAN: 7350012345678\n"
)
LAYOUTS: dict[str, Callable[[str], str]] = {
    "tabs": lambda t: re.sub(r"(?<=\S) {2,}(?=\S)", "\t", t),
    "bars": lambda t: re.sub(r"(?<=\S) {2,}(?=\S)", " | ", t),
    "three spaces": lambda t: re.sub(r"(?<=\S) {2,}(?=\S)", "   ", t),
    "no-break spaces": lambda t: re.sub(r"(?<=\d) (?=\d{3}|mg|µg|g\b|%)", "\u00a0", t),
    "Windows line ends": lambda t: t.replace("\n", "\r\n"),
    "mcg": lambda t: t.replace("µg", "mcg"),
    "Greek mu": lambda t: t.replace("µg", "μg"),
    "no space before units": lambda t: re.sub(r"(?<=\d) (?=(?:mg|µg|mcg)\b)", "", t),
    "indented": lambda t: re.sub(r"(?m)^(?=\S)", "  ", t),
    "starred percentages": lambda t: re.sub(r"(?<=\d) ?%(?!\w)", " %*", t),
    "a shop above": lambda t: SHOP_ABOVE + t,
    "a shop below": lambda t: t + SHOP_BELOW,
}


@cache
def amounts(text: str) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    report = labelcheck.check(labelcheck.read_text(text))
    readings: list[tuple[str, ...]] = sorted(
        (
            r.nutrient or re.sub(r"\W", "", r.name.casefold()),
            f"{r.amount.value:f} {r.amount.unit}" if r.amount else "",
            f"{r.percent.value:f}" if r.percent else "",
            r.status,
        )
        for r in report.label.readings
    )
    return readings, sorted((i.nutrient, f"{i.low:f}", f"{i.high:f}", i.status) for i in report.intakes)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layout_changes_nothing(layout: str) -> None:
    changed = 0
    for sample in corpus.all_samples():
        text = LAYOUTS[layout](sample.text)
        if text != sample.text:
            changed += 1
            assert amounts(text) == amounts(sample.text), sample.id
    assert changed > 10
