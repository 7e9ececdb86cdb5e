"""From rows to readings: what an amount is, and what that is worth."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nVitamin D3 25 µg 1000 IU 500 %",
            ["vitamin-d 25 µg 1000 IU 500 % per 1 capsule"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc < 0.5 mg", ["zinc <0.5 mg per 1 capsule"]),
        (
            "Take 1 capsule daily.\nAmount per capsule\nVitamin C 1.000 mg 1250 %",
            ["vitamin-c 1000 mg 1250 % per 1 capsule"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc traces", ["zinc per 1 capsule"]),
        ("Take 1 capsule daily.\nAmount per capsule\nUnobtainium 3 mg", ["(Unobtainium) 3 mg per 1 capsule"]),
    ],
)
def test_readings(text: str, told: list[str]) -> None:
    assert rows(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg 900 %", ["zinc 10 mg 900 % per 1 capsule?"]),
    ],
)
def test_one_that_disagrees_is_to_check(text: str, told: list[str]) -> None:
    assert rows(text) == told
