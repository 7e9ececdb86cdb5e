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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "| Nutrient | Per tablet | NRV |\n|---|---|---|\n| Zinc<br>Iron | 10 mg<br>14 mg | 100 %<br>100 % |\nTake 1 tablet daily.",
            ["zinc 10 mg 100 % per 1 tablet", "iron 14 mg 100 % per 1 tablet"],
        ),
        (
            "| Ämne | Per tablett |\n|---|---|\n| Zink<br/>Järn<br/>Koppar | 10 mg<br/>14 mg<br/>1 mg |\nTa 1 tablett dagligen.",
            ["zinc 10 mg per 1 tablet", "iron 14 mg per 1 tablet", "copper 1 mg per 1 tablet"],
        ),
    ],
)
def test_bars_around_cells_of_several_lines(text: str, told: list[str]) -> None:
    assert rows(f"Test\n{text}") == told


@pytest.mark.parametrize(
    "text",
    [
        "| Nutrient | Per tablet |\n|---|---|\n| Zinc<br>Iron<br>Copper | 10 mg<br>14 mg |\nTake 1 tablet daily.",
        "Ämne | Per tablett\nZink\nJärn\nKoppar | 10 mg\n1 mg\nTa 1 tablett dagligen.",
        "Ämne | Per tablett\nZink\nJärn | 10 mg\nTa 1 tablett dagligen.",
        "Stoff | Pro Tablette\nZink\nXylobark\nKupfer | 10 mg\n1 mg\nTäglich 1 Tablette.",
    ],
)
def test_unequal_numbers_of_lines_are_to_check(text: str) -> None:
    told = rows(f"Test\n{text}")
    assert told
    assert all(row.endswith("?") for row in told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ämne | Per kapsel\nOmega-3\nEPA | 300 mg\nTa 1 kapsel dagligen.", ["epa 300 mg per 1 capsule"]),
        ("Content | Per capsule\nMinerals\nZinc | 10 mg\nTake 1 capsule daily.", ["zinc 10 mg per 1 capsule"]),
        ("| Content | Per capsule |\n| Magnesium<br>(as citrate) | 100 mg |\nTake 1 capsule daily.", ["magnesium 100 mg per 1 capsule"]),
    ],
)  # fmt: skip
def test_heading_over_a_row_is_no_name(text: str, told: list[str]) -> None:
    assert rows(f"Test\n{text}") == told
