"""Tables whose cells are parted by semicolons."""

import pytest

from labelcheck.reading.lex.separated import with_tabs
from short import rows


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (
            "Nährstoff;Einheit;pro Tablette;% NRV\nVitamin C;mg;80;100\nZink;mg;10;100\n",
            "zinc 10 mg 100 % per 1 tablet",
        ),
        ("Stof;per capsule;RI\nVitamine C;80 mg;100 %\nZink;10 mg;100 %\n", "zinc 10 mg 100 % per 1 capsule"),
    ],
)
def test_a_table_with_semicolons(table: str, told: str) -> None:
    assert rows(f"Probe\n{table}")[-1] == told


@pytest.mark.parametrize("text", ["Zinc; iron; iodine\n" * 4, "a;b;c\nd;e\nf;g;h;i\nj", "Zinc 10 mg;\n" * 8])
def test_other_semicolons_are_left(text: str) -> None:
    assert with_tabs(text) == text
