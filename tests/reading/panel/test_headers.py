"""Headings give the rows below them their columns."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Content  per capsule  per 3 capsules\nZinc  5 mg  15 mg\nTake 3 capsules daily.",
            ["zinc 5 mg per 1 capsule", "zinc 15 mg per 3 capsule"],
        ),
        (
            "        per 100 g   per scoop (30 g)\nProtein   80 g   24 g\nTake 1 scoop daily.",
            ["protein 80 g per 100 gram", "protein 24 g per 1 scoop"],
        ),
        ("Amount per daily dose   NRV %\nZinc  10 mg  100\nTake 2 tablets daily.", ["zinc 10 mg 100 % daily-dose"]),
    ],
)
def test_columns(text: str, told: list[str]) -> None:
    assert rows(text) == told
