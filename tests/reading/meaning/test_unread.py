"""What looks like an amount and is none that can be read is told, or to check."""

import pytest

import labelcheck
from short import rows

PANEL = "Take 1 capsule daily.\nAmount per capsule\nIron 14 mg\n"


@pytest.mark.parametrize("row", ["Zinc ?? mg", "Zinc 5 rng", "Zinc 1.5.5 mg"])
def test_it_is_told(row: str) -> None:
    label = labelcheck.read_text(f"{PANEL}{row}\n")
    told = [d.message for d in label.diagnostics if d.code == "amount-not-understood"]
    doubted = [r for r in label.readings if r.nutrient == "zinc" and r.status == "check"]
    assert told or doubted
    assert not [r for r in label.readings if r.nutrient == "zinc" and r.status == "ok"]


def test_a_letter_for_a_digit_is_to_check() -> None:
    assert rows(f"{PANEL}Zinc 1O mg\n") == ["iron 14 mg per 1 capsule", "zinc 10 mg per 1 capsule?"]
