"""From lines to rows."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc\n10 mg\nIron\n14 mg",
            ["zinc 10 mg per 1 capsule", "iron 14 mg per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc ........ 10 mg\nIron ........ 14 mg",
            ["zinc 10 mg per 1 capsule", "iron 14 mg per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc\t10 mg\t100 %\nIron\t14 mg\t100 %",
            ["zinc 10 mg 100 % per 1 capsule", "iron 14 mg 100 % per 1 capsule"],
        ),
    ],
)
def test_lines(text: str, told: list[str]) -> None:
    assert rows(text) == told
