"""A sentence without an amount tells more of the dose before it, or puts it in doubt."""

import pytest

from short import doses


@pytest.mark.parametrize(
    ("directions", "told"),
    [
        ("Take 1 capsule. Twice daily.", ["1 capsule × 2/d"]),
        ("Take 1 capsule at breakfast. To be taken five days a week.", ["1 capsule × 5/wk breakfast"]),
        ("Take 1 capsule in the morning. Repeat in the evening.", ["1 capsule × 2/d morning evening"]),
        ("Take 1 capsule Monday to Friday. Pause at the weekend.", ["1 capsule × 5/wk mon tue wed thu fri"]),
        ("Take 1 capsule daily. Not on Sundays.", ["1 capsule × 6/wk mon tue wed thu fri sat"]),
        ("Take 1 capsule daily. May be taken once or twice daily.", ["1 capsule × 1–2/d"]),
    ],
)
def test_more_of_the_dose(directions: str, told: list[str]) -> None:
    assert doses(directions) == told


@pytest.mark.parametrize(
    ("directions", "told"),
    [
        ("Take 1 capsule daily. May be taken twice daily.", ["1 capsule × 1/d?"]),
        ("Take 1 capsule twice daily. Take once daily.", ["1 capsule × 2/d?"]),
        ("Take 1 capsule once or twice daily. May be taken three times daily.", ["1 capsule × 1–2/d?"]),
        ("Take 1 capsule daily. Repeat in the evening.", ["1 capsule × 1/d?"]),
        ("Take 2 capsules daily. After a month, one is enough.", ["2 capsule × 1/d?"]),
        ("Dissolve 2 scoops. Take 1 to 2 drinks a day.", ["2 scoop × 1/d?"]),
        ("Take 1 capsule daily. Double the dose when travelling.", ["1 capsule × 1/d", "up-to: 2 capsule × 1/d"]),
        ("Women 2 capsules, men 3 capsules. Every other day.", ["2 capsule female?", "instead: 3 capsule male?"]),
    ],
)
def test_against_the_dose(directions: str, told: list[str]) -> None:
    assert doses(directions) == told


@pytest.mark.parametrize(
    "directions", ["Take 1 capsule daily. Store in a cool place.", "Take 1 capsule daily. Drink 2 l of water."]
)
def test_nothing_of_the_dose(directions: str) -> None:
    assert doses(directions) == ["1 capsule × 1/d"]


@pytest.mark.parametrize(
    "directions",
    [
        "Una capsula al giorno; due nei periodi di stress.",
        "One capsule daily; two in busy weeks.",
        "Eine Kapsel täglich; zwei bei Stress.",
    ],
)
def test_a_number_that_opens_a_sentence_and_tells_when(directions: str) -> None:
    assert doses(directions)[0].endswith("?") or len(doses(directions)) > 1
