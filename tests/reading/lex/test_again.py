"""What is remembered is what comes again, and no more of it than fits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from labelcheck.reading.lex.again import Again


def read(memory: Again[str], text: str) -> str:
    """Return a text in capitals, from memory where it is there."""
    told = memory.kept.get(text)
    if told is None:
        told = text.upper()
        if memory.seen(text, text):
            memory.keep(text, text, told)
    return told


@given(st.lists(st.text("ab", max_size=12)))
def test_whatever_the_order_what_is_told_is_right_and_fits(texts: list[str]) -> None:
    memory: Again[str] = Again(20, 8)
    for text in texts:
        assert read(memory, text) == text.upper()
        assert sum(map(len, memory.kept.values())) <= 20


def test_only_the_second_time_is_kept() -> None:
    memory: Again[str] = Again(20, 8)
    read(memory, "zink")
    assert not memory.kept
    read(memory, "zink")
    assert memory.kept == {"zink": "ZINK"}


def test_what_is_too_long_is_never_kept() -> None:
    memory: Again[str] = Again(20, 8)
    for _ in range(3):
        read(memory, "magnesium")
    assert not memory.kept


def test_what_is_kept_makes_room_for_more() -> None:
    memory: Again[str] = Again(20, 8)
    for text in ("zink", "jod", "selen", "kalcium", "koppar"):
        read(memory, text)
        read(memory, text)
    assert memory.kept == {"koppar": "KOPPAR"}
