"""How often a dose is taken, of all that is said of it; what does not fit together is to check."""

import pytest

from short import doses


@pytest.mark.parametrize(
    ("directions", "told"),
    [
        ("Take 1 capsule daily, 3 times.", "1 capsule × 3/d"),
        ("3 x 1 capsule daily", "1 capsule × 3/d"),
        ("Take 2 capsules daily, morning and evening.", "2 capsule × 1/d morning evening"),
        ("Take 1 capsule morning and evening.", "1 capsule × 2/d morning evening"),
        ("Take 1 capsule each morning and each evening.", "1 capsule × 2/d morning evening"),
        ("Take 1 capsule with each main meal, three times daily.", "1 capsule × 3/d"),
        ("Take 1 capsule once a week, on Sunday.", "1 capsule × 1/wk sun"),
        ("Take 1 capsule on Mondays, on Thursdays.", "1 capsule × 2/wk mon thu"),
    ],
)
def test_phrases_that_tell_one_timing(directions: str, told: str) -> None:
    assert doses(directions) == [told]


@pytest.mark.parametrize(
    ("directions", "told"),
    [
        ("Take 1 capsule twice daily, three times daily.", "1 capsule × 2/d?"),
        ("Take 1 capsule 3 times a week, daily.", "1 capsule × 3/wk?"),
        ("Take 3 capsules daily, morning and evening.", "3 capsule × 1/d morning evening?"),
    ],
)
def test_phrases_that_contradict_each_other(directions: str, told: str) -> None:
    assert doses(directions) == [told]
