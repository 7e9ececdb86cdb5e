"""Small digits above the line are marks or exponents, wherever they stand and however the page is turned."""

from __future__ import annotations

from decimal import Decimal

import pytest

import labelcheck
import made

HEAD = made.content([(20, 260, "Per daily dose (1 tablet)"), (20, 240, "Zinc"), (20, 220, "Iron"), (200, 220, "14 mg")])
RAISED = b"5 Ts /F 7 Tf (%s) Tj 0 Ts /F 12 Tf"
SUNK = b"-2 Ts /F 7 Tf (%s) Tj 0 Ts /F 12 Tf"


def label(*parts: bytes, extra: str = "") -> labelcheck.Label:
    amount = b" ".join([b" BT /F 12 Tf 1 0 0 1 200 240 Tm", *parts, b"ET"])
    return labelcheck.read(made.pdf([HEAD + amount], extra=extra))


def amounts(found: labelcheck.Label) -> dict[str | None, tuple[Decimal, str]]:
    return {r.nutrient: (r.amount.value, r.amount.unit) for r in found.readings if r.amount}


@pytest.mark.parametrize("extra", ["", "/Rotate 90", "/Rotate 180"])
@pytest.mark.parametrize(
    "parts",
    [
        [b"(9 mg) Tj", RAISED % b"2"],
        [b"(9 mg) Tj", RAISED % b"12"],
    ],
    ids=["one", "two"],
)
def test_a_raised_digit_is_no_digit_of_the_amount(parts: list[bytes], extra: str) -> None:
    assert amounts(label(*parts, extra=extra)) == {"zinc": (Decimal(9), "mg"), "iron": (Decimal(14), "mg")}


@pytest.mark.parametrize(
    "parts",
    [
        [b"(9) Tj", RAISED % b"2", b"( mg) Tj"],
        [RAISED % b"2", b"(9 mg) Tj"],
        [RAISED % b"12", b"(9 mg) Tj"],
        [b"(9) Tj", SUNK % b"2", b"( mg) Tj"],
        [b"(9) Tj /F 7 Tf (2) Tj /F 12 Tf ( mg) Tj"],
    ],
    ids=["behind the number", "before", "two before", "sunk", "on the line"],
)
def test_a_small_digit_beside_the_number_is_never_trusted_as_one_of_its_own(parts: list[bytes]) -> None:
    found = label(*parts)
    trusted = {r.nutrient: r.amount.value for r in found.readings if r.amount and r.status == "ok"}
    assert trusted in ({"iron": 14}, {"iron": 14, "zinc": 9})
    assert "zinc" in amounts(found) or "amount-not-understood" in {d.code for d in found.diagnostics}


def test_a_sunk_digit_is_part_of_the_name() -> None:
    content = made.content([(20, 260, "Per tablet"), (200, 240, "5 µg")]) + b" BT /F 12 Tf 1 0 0 1 20 240 Tm (Vitamin B) Tj " + SUNK % b"12" + b" ET"  # fmt: skip
    assert amounts(labelcheck.read(made.pdf([content]))) == {"vitamin-b12": (Decimal(5), "µg")}


def test_an_exponent_is_one() -> None:
    content = made.content([(20, 260, "Per capsule"), (20, 240, "Lactobacillus")]) + b" BT /F 12 Tf 1 0 0 1 200 240 Tm (1 x 10) Tj " + RAISED % b"9" + b" ( CFU) Tj ET"  # fmt: skip
    found = labelcheck.read(made.pdf([content]))
    assert [(r.amount.value, r.amount.unit) for r in found.readings if r.amount] == [(Decimal(10**9), "CFU")]
