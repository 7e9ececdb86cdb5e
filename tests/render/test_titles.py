"""What a report is called."""

import pytest

from labelcheck import read_text
from labelcheck.render.titles import title_of


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("SKOGSRÅ Zink\nZink 5 mg per tablett", "/home/anna/zink.txt", "SKOGSRÅ Zink"),
        ("Zink 5 mg per tablett. Ta 1 tablett dagligen.", "/home/anna/zink.txt", "zink.txt"),
        ("%DV\nSupplement Facts\nZinc 15 mg 136 %", r"C:\labels\zinc.pdf", "zinc.pdf"),
        (
            "Size 1 Tablet\nZinc 15 mg 136 %\nTake 1 tablet daily.",
            "front.jpg + labels/back.jpg",
            "front.jpg + back.jpg",
        ),
        ("Zink 1 kapsel\nZink 5 mg per kapsel", "a.txt", "Zink 1 kapsel"),
    ],
)
def test_a_title_is_the_products_or_the_files(text: str, name: str, title: str) -> None:
    assert title_of(read_text(text, name=name)) == title
