"""A percentage behind two columns is of the one that it fits."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Content  per capsule  per 2 capsules  NRV\nZinc  5 mg  10 mg  100 %\nIron  7 mg  14 mg  100 %\nTake 2 capsules daily.",
            [
                "zinc 5 mg per 1 capsule",
                "zinc 10 mg 100 % per 2 capsule",
                "iron 7 mg per 1 capsule",
                "iron 14 mg 100 % per 2 capsule",
            ],
        ),
        (
            "Content  per capsule  per 2 capsules  NRV\nZinc  10 mg  20 mg  100 %\nIron  14 mg  28 mg  100 %\nTake 2 capsules daily.",
            [
                "zinc 10 mg 100 % per 1 capsule",
                "zinc 20 mg per 2 capsule",
                "iron 14 mg 100 % per 1 capsule",
                "iron 28 mg per 2 capsule",
            ],
        ),
    ],
)
def test_columns(text: str, told: list[str]) -> None:
    assert rows(text) == told
