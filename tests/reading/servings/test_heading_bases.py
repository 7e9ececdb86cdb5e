"""Bare servings in a heading are columns."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Average  100 g  30 g (daily dose)\nProtein  80 g  24 g",
            ["protein 80 g per 100 gram", "protein 24 g per 30 gram"],
        ),
        (
            "Content   1 tablet   2 tablets\nZinc   5 mg   10 mg\nTake 2 tablets daily.",
            ["zinc 5 mg per 1 tablet", "zinc 10 mg per 2 tablet"],
        ),
    ],
)
def test_headings(text: str, told: list[str]) -> None:
    assert rows(text) == told
