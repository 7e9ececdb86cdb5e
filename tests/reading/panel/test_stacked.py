"""Several rows in one row of cells."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Per 100 g | Per scoop (30 g)\nFat\nof which saturates | 10 g\n2 g | 3 g\n0.6 g\nTake 1 scoop daily.",
            [
                "fat 10 g per 100 gram",
                "fat 3 g per 1 scoop",
                "saturated-fat 2 g per 100 gram",
                "saturated-fat 0.6 g per 1 scoop",
            ],
        ),
    ],
)
def test_cells_of_two_lines(text: str, told: list[str]) -> None:
    assert rows(text) == told
