"""Pages that show several labels."""

import pytest

import labelcheck
from labelcheck.reading.seen.several import are_several

ONE = "Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg\nIron 14 mg\n"


@pytest.mark.parametrize(
    ("other", "several"),
    [
        (ONE, False),
        ("Innehåll per kapsel\nZink 10 mg\nJärn 14 mg\n", False),
        ("Amount per capsule\nZinc 15 mg\nIron 7 mg\n", True),
        ("Take 1 capsule daily.\nAmount per capsule\nIodine 150 µg\nSelenium 55 µg\n", True),
    ],
)
def test_other_amounts_or_other_nutrients_are_other_labels(other: str, several: bool) -> None:  # noqa: FBT001
    text = f"{ONE}\n{other}"
    label = labelcheck.read_text(text)
    assert are_several(text, (0, len(ONE) + 1), label.readings, label.dosages) is several


def test_one_block_is_one_label() -> None:
    label = labelcheck.read_text(ONE)
    assert not are_several(ONE, (0,), label.readings, label.dosages)
