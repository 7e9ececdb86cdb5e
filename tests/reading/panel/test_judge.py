"""Which rows are the panel's, and which are titles, claims and weights."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Zinc Strong 25 mg\nAmount per tablet\nZinc 10 mg\nIron 14 mg\nTake 1 tablet daily.",
            ["zinc 10 mg per 1 tablet", "iron 14 mg per 1 tablet"],
        ),
        (
            "Adults need 10 mg of zinc a day.\nAmount per tablet\nIron 14 mg\nTake 1 tablet daily.",
            ["iron 14 mg per 1 tablet"],
        ),
        ("Amount per tablet\nIron 14 mg\nTake 1 tablet daily.\nNet weight 60 g", ["iron 14 mg per 1 tablet"]),
    ],
)
def test_rows_of_the_panel(text: str, told: list[str]) -> None:
    assert rows(text) == told
