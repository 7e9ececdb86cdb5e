"""Rows of what is left of a group beside those that are named."""

import pytest

import labelcheck


@pytest.mark.parametrize(
    "row", ["Other Omega-3s", "Övriga omega-3-fettsyror", "Muut omega-3-rasvahapot", "Autres acides gras oméga-3", "Andere Omega-3-Fettsäuren"]
)  # fmt: skip
def test_other_fatty_acids_are_no_second_total(row: str) -> None:
    label = labelcheck.read_text(
        f"Per 2 capsules\nTotal Omega-3  1280 mg\nEPA  650 mg\nDHA  450 mg\n{row}  180 mg\nTake 2 capsules daily"
    )
    intakes = {i.nutrient: (float(i.low), i.status) for i in labelcheck.check(label).intakes}
    assert intakes["omega-3"] == (1280, "ok")
    assert intakes["other-omega-3"] == (180, "ok")
