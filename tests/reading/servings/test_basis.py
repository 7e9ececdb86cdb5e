"""What a phrase says amounts are for."""

import pytest

from short import rows


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Per daily dose (2 tablets): zinc 10 mg", ["zinc 10 mg per 2 tablet"]),
        ("Per 100 ml: vitamin C 80 mg\nTake 10 ml daily.", ["vitamin-c 80 mg per 100 ml"]),
        ("Per serving: zinc 5 mg\nTake 1 serving daily.", ["zinc 5 mg serving"]),
    ],
)
def test_phrases(text: str, told: list[str]) -> None:
    assert rows(text) == told
