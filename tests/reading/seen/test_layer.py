"""What a file's own text says otherwise than its page shows is to check."""

import labelcheck
from labelcheck.model import Reading
from labelcheck.reading.seen.layer import against_layer

HEAD = "Take 1 capsule daily.\nAmount per capsule\n"


def readings(rows: str) -> tuple[Reading, ...]:
    return labelcheck.read_text(HEAD + rows).readings


def test_another_amount_is_told() -> None:
    zinc, iron = against_layer(readings("Zinc 10 mg\nIron 14 mg"), readings("Zinc 100 mg\nIron 14 mg"))
    assert (zinc.status, zinc.notes, zinc.amount is not None and zinc.amount.value) == (
        "check",
        ("layer-says: 100 mg",),
        10,
    )
    assert iron.status == "ok"


def test_the_same_amount_anywhere_is_enough() -> None:
    seen = readings("Zinc 10 mg")
    assert against_layer(seen, readings("Zinc 100 mg") + readings("Zinc 10 mg")) == seen
    assert against_layer(seen, readings("Iron 100 mg")) == seen
