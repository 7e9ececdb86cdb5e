"""The commonest line of a panel is read as any other."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Take 1 capsule daily.\nAmount per capsule\nZinc   10 mg   100 %", ["zinc 10 mg 100 % per 1 capsule"]),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg", ["zinc 10 mg per 1 capsule"]),
        (
            "Take 1 capsule daily.\nAmount per capsule\nVitamin C 1 000 mg 1250 %",
            ["vitamin-c 1000 mg 1250 % per 1 capsule"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nUnobtainium 3 mg", ["(Unobtainium) 3 mg per 1 capsule"]),
    ],
)
def test_lines(text: str, told: list[str]) -> None:
    assert rows(text) == told
