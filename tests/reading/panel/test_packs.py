"""What weighs a pack or is poured on is no nutrient's amount."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("90 tablets, 120 g\nTake 1 capsule daily.\nAmount per capsule\nZinc 10 mg", ["zinc 10 mg per 1 capsule"]),
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg\nDissolve in 200 ml of water.",
            ["zinc 10 mg per 1 capsule"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg\nNet weight: 60 g e", ["zinc 10 mg per 1 capsule"]),
    ],
)
def test_no_rows_of_packs(text: str, told: list[str]) -> None:
    assert rows(text) == told
