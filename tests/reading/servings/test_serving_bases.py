"""What amounts are for, by words that only look like a dose form."""

import pytest

import labelcheck


@pytest.mark.parametrize("heading", ["Nutrition table", "Nutritional table", "Table"])
def test_a_table_is_no_tablet(heading: str) -> None:
    (reading,) = labelcheck.read_text(f"{heading}\nZinc 10 mg\nTake 2 capsules daily").readings
    assert reading.basis is None
