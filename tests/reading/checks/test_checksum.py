"""The label checks itself."""

import pytest

import labelcheck
from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg 100 %\nIron 14 mg 100 %",
            ["zinc 10 mg 100 % per 1 capsule", "iron 14 mg 100 % per 1 capsule"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nEnergy 100 kJ / 24 kcal", ["energy 100 kJ 24 kcal per 1 capsule"]),
        (
            "Take 1 capsule daily.\nAmount per capsule\nVitamin D 25 µg (1000 IU)",
            ["vitamin-d 25 µg 1000 IU per 1 capsule"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nVitamin B12 5 mg", ["vitamin-b12 5 mg per 1 capsule"]),
    ],
)
def test_what_agrees(text: str, told: list[str]) -> None:
    assert rows(text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Take 1 capsule daily.\nAmount per capsule\nZinc 10 µg 100 %\nIron 14 mg 100 %",
            ["zinc 10 µg 100 % per 1 capsule?", "iron 14 mg 100 % per 1 capsule"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nVitamin D 25 µg (500 IU)",
            ["vitamin-d 25 µg 500 IU per 1 capsule?"],
        ),
        (
            "Take 1 capsule daily.\nAmount per capsule\nEnergy 100 kJ / 50 kcal",
            ["energy 100 kJ 50 kcal per 1 capsule?"],
        ),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc 10 g", ["zinc 10 g per 1 capsule?"]),
        ("Take 1 capsule daily.\nAmount per capsule\nVitamin B12 50 mg", ["vitamin-b12 50 mg per 1 capsule?"]),
    ],
)
def test_what_disagrees_is_to_check(text: str, told: list[str]) -> None:
    assert rows(text) == told


CHILDREN = (
    "Supplement Facts\nAmount per serving   Children 2-3 (1 gummy)   Adults (2 gummies)\n"
    "Vitamin C      15 mg    100%      30 mg    33%\nVitamin D      10 mcg   67%       20 mcg   100%\n"
    "Iodine         45 mcg   50%       90 mcg   60%\nBiotin         15 mcg   188%      30 mcg   100%\n"
    "Selenium       10 mcg   50%       20 mcg   36%\n"
)


def test_a_column_for_children_is_of_another_group_of_the_table() -> None:
    readings = labelcheck.read_text(CHILDREN + "Zinc      1 mg    80%      2.2 mg   20%\n").readings
    assert [r.notes for r in readings[::2]] == [("percent-of-another-reference",)] * 5 + [("percent-disagrees",)]
    assert [r.notes for r in readings[1::2]] == [()] * 6


def test_one_percentage_of_children_among_adults_is_none_of_theirs() -> None:
    rest = "Vitamin C 30 mg 33%\nVitamin D 20 mcg 100%\nBiotin 30 mcg 100%\nIodine 45 mcg 50%\n"
    readings = labelcheck.read_text("Supplement Facts\nServing Size 2 Gummies\n" + rest).readings
    assert [r.notes for r in readings] == [()] * 3 + [("percent-disagrees",)]
