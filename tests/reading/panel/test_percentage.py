"""Which percentages are of a reference value."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg (100 % NRV)", ["zinc 10 mg 100 % per 1 capsule"]),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg 100 %*\n*NRV", ["zinc 10 mg 100 % per 1 capsule"]),
        (
            "Take 1 capsule daily.\nAmount per capsule\nGreen tea extract 200 mg (50 % EGCG)",
            ["green-tea 200 mg per 1 capsule"],
        ),
    ],
)
def test_percentages(text: str, told: list[str]) -> None:
    assert rows(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg 30 % stronger", ["zinc 10 mg 30 % per 1 capsule?"]),
    ],
)
def test_one_that_cannot_be_is_to_check(text: str, told: list[str]) -> None:
    assert rows(text) == told
