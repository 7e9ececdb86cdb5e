"""The label checks itself."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg 100 %\nIron 14 mg 100 %",
            ["zinc 10 mg 100 % per 1 capsule", "iron 14 mg 100 % per 1 capsule"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nEnergy 100 kJ / 24 kcal", ["energy 100 kJ 24 kcal per 1 capsule"]),
        (
            "Take 1 capsule daily.\nAmount per capsule\nVitamin D 25 µg (1000 IU)",
            ["vitamin-d 25 µg 1000 IU per 1 capsule"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nVitamin B12 5 mg", ["vitamin-b12 5 mg per 1 capsule"]),
    ],
)
def test_what_agrees(text: str, told: list[str]) -> None:
    assert rows(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc 10 µg 100 %\nIron 14 mg 100 %",
            ["zinc 10 µg 100 % per 1 capsule?", "iron 14 mg 100 % per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nVitamin D 25 µg (500 IU)",
            ["vitamin-d 25 µg 500 IU per 1 capsule?"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nEnergy 100 kJ / 50 kcal",
            ["energy 100 kJ 50 kcal per 1 capsule?"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc 10 g", ["zinc 10 g per 1 capsule?"]),
        ("Take 1 capsule daily.\nAmount per capsule\nVitamin B12 50 mg", ["vitamin-b12 50 mg per 1 capsule?"]),
    ],
)
def test_what_disagrees_is_to_check(text: str, told: list[str]) -> None:
    assert rows(text) == told
