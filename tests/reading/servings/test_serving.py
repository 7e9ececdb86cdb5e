"""What is counted: tablets, scoops with their weight, numbers in words."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Serving size: 2 tablets (3 g)\nAmount per serving\nZinc 10 mg\nTake 2 tablets daily.",
            ["zinc 10 mg per 2 tablet"],
        ),
        ("Per 1 scoop (5 g)\nMagnesium 300 mg\nTake 1 scoop daily.", ["magnesium 300 mg per 1 scoop"]),
        ("Per two capsules: zinc 10 mg. Take two capsules daily.", ["zinc 10 mg per 2 capsule"]),
    ],
)
def test_servings(text: str, told: list[str]) -> None:
    assert rows(text) == told
