"""Where the name of an amount stands."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\n10 mg zinc, 14 mg iron",
            ["zinc 10 mg per 1 capsule", "iron 14 mg per 1 capsule"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc (as zinc citrate) 10 mg", ["zinc 10 mg per 1 capsule"]),
        (
            "Take 1 capsule daily.\nAmount per capsule\nCarbohydrate 2 g\nof which sugars 1 g",
            ["carbohydrate 2 g per 1 capsule", "sugars 1 g per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc: 10 mg\nIron: 14 mg",
            ["zinc 10 mg per 1 capsule", "iron 14 mg per 1 capsule"],
        ),
    ],
)
def test_names(text: str, told: list[str]) -> None:
    assert rows(text) == told
