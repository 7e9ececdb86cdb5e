"""Percentages in a column before the names."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("heading", "percent"),
    [
        ("%NRV", "100 %"),
        ("NRV", "100"),
        ("% DRI", "100"),
        ("VRS-%", "100 %"),
        ("% VNR", "100"),
        ("% RWS", "100"),
    ],
)
@pytest.mark.parametrize("gap", ["    ", "\t", " | "])
def test_a_percentage_before_a_name(heading: str, percent: str, gap: str) -> None:
    text = f"{gap.join([heading, '', 'per 2 capsules'])}\n{gap.join([percent, 'Zinc (mg)', '10'])}\n"
    told = rows(f"Test\n{text}{gap.join(['–', 'Boron (mg)', '3'])}\n")
    assert told == ["zinc 10 mg 100 % per 2 capsule", "boron 3 mg per 2 capsule"]


def test_a_percentage_that_does_not_fit_is_told() -> None:
    (row,) = rows("Test\n%NRV   Nutrient    per 2 capsules\n40     Zinc (mg)   10\n")
    assert row == "zinc 10 mg 40 % per 2 capsule?"
