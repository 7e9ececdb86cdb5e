"""The rows of one line."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg, iron 14 mg, iodine 150 µg",
            ["zinc 10 mg per 1 capsule", "iron 14 mg per 1 capsule", "iodine 150 µg per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg | Iron 14 mg",
            ["zinc 10 mg per 1 capsule", "iron 14 mg per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nVitamin A (retinol) 800 µg; vitamin D3 5 µg",
            ["vitamin-a 800 µg per 1 capsule", "vitamin-d 5 µg per 1 capsule"],
        ),
    ],
)
def test_several_rows_on_a_line(text: str, told: list[str]) -> None:
    assert rows(text) == told
