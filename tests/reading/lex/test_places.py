"""Things are found by their places."""

from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from labelcheck.reading.lex.places import InOrder


class Thing(NamedTuple):
    """Stands somewhere."""

    start: int


@given(st.lists(st.integers(0, 20)), st.integers(-1, 21), st.integers(-1, 21))
def test_between_is_what_looking_through_all_finds(starts: list[int], begin: int, end: int) -> None:
    things = InOrder(Thing(s) for s in starts)
    assert len(things) == len(starts)
    assert [t.start for t in things] == sorted(starts)
    assert [t.start for t in things.between(begin, end)] == sorted(s for s in starts if begin <= s < end)
