"""The line that names the product."""

import pytest

import labelcheck

PANEL = "\nTake 1 capsule daily.\nAmount per capsule\nZinc 10 mg\n"


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("Northlight Zinc Forte\n60 capsules", "Northlight Zinc Forte"),
        ("Havsbris Zink\nFör dig som tränar", "Havsbris Zink"),
        ("", None),
        ("Supplement Facts", None),
    ],
)
def test_the_name_is_the_first_line_that_may_be_one(above: str, name: str | None) -> None:
    assert labelcheck.read_text(above + PANEL).product == name


@pytest.mark.parametrize(
    ("above", "name"),
    [
        ("Amount  % DV for Children  % DV for Adults\n", None),
        ("Количество на порцию  % от суточной нормы\n", None),
        ("Mängd  % av DRI\n", None),
        ("Nordmark Psyllium 99 % renhet\nMängd  % av DRI\n", "Nordmark Psyllium 99 % renhet"),
    ],
)
def test_a_heading_over_percentages_names_no_product(above: str, name: str | None) -> None:
    assert labelcheck.read_text(above + "Zinc  10 mg  100 %\nIron  14 mg  100 %\n").product == name
