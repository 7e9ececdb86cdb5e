"""What phrases beside an amount say it is for."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 2 capsules daily. Each capsule provides zinc 10 mg and iron 5 mg.",
            ["zinc 10 mg per 1 capsule", "iron 5 mg per 1 capsule"],
        ),
        ("Magnesium 300 mg per 2 capsules\nTake 2 capsules daily.", ["magnesium 300 mg per 2 capsule"]),
        (
            "Zinc 10 mg, iron 14 mg and iodine 150 µg per tablet. 1 tablet daily.",
            ["zinc 10 mg per 1 tablet", "iron 14 mg per 1 tablet", "iodine 150 µg per 1 tablet"],
        ),
        ("Per 100 g: zinc 20 mg. Per capsule: zinc 10 mg.", ["zinc 20 mg per 100 gram", "zinc 10 mg per 1 capsule"]),
        ("Magnesium 200 mg (as citrate) per capsule. Take 4 capsules daily.", ["magnesium 200 mg per 1 capsule"]),
        ("Magnesium 200 mg (som citrat) (53 %) per kapsel. Ta 4 kapslar.", ["magnesium 200 mg 53 % per 1 capsule"]),
        (
            "Vitamin C 80 mg/tablet\nZinc 5 mg/tablet\nOne tablet daily.",
            ["vitamin-c 80 mg per 1 tablet", "zinc 5 mg per 1 tablet"],
        ),
    ],
)
def test_before_behind_and_at_the_end_of_a_list(text: str, told: list[str]) -> None:
    assert rows(text) == told
