"""What one of a measure holds, where a heading says it in passing."""

import pytest

import labelcheck


@pytest.mark.parametrize(
    "text",
    [
        "Per 100ml   Per 50ml shot\nZinc   10mg   5mg\nEnjoy one shot daily.\n",
        "je 100 g   je 5 g Beutel\nZink   100 mg   5 mg\nTäglich 1 Beutel.\n",
        "per 100 g   per 30 g portion\nZink   17 mg   5 mg\n1 portion dagligen.\n",
    ],
)
def test_a_heading_tells_what_one_holds(text: str) -> None:
    (intake,) = labelcheck.check(labelcheck.read_text(text)).intakes
    assert (str(intake.low), intake.status) == ("5", "ok")


def test_what_a_pack_holds_is_no_spray() -> None:
    report = labelcheck.check(
        labelcheck.read_text("D-vitamin 30 ml spray\nPer ml: D-vitamin 25 µg\n4 sprayningar dagligen.\n")
    )
    assert all(i.status == "check" for i in report.intakes)
