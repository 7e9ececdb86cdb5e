"""A number with its unit, range, bound and what it counts."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily.\nAmount per capsule\nZinc 1,5 mg", ["zinc 1.5 mg per 1 capsule"]),
        (
            "Take 1 capsule daily.\nAmount per capsule\nProbiotics 5 billion CFU",
            ["probiotics 5000000000 CFU per 1 capsule"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nVitamin D 10–20 µg", ["vitamin-d 10–20 µg per 1 capsule"]),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc max. 10 mg", ["zinc <10 mg per 1 capsule"]),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc 10mg", ["zinc 10 mg per 1 capsule"]),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc ½ mg", ["zinc 0.5 mg per 1 capsule"]),
        ("Take 1 capsule daily.\nAmount per capsule\nVitamin A 800 µg RE", ["vitamin-a 800 µgRE per 1 capsule"]),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc three milligrams", ["zinc 3 mg per 1 capsule"]),
    ],
)
def test_amounts(text: str, told: list[str]) -> None:
    assert rows(text) == told
