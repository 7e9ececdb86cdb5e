"""A unit read as a digit is told by its column."""

from labelcheck.model import Box, Word, quad_of
from labelcheck.reading.seen.column_units import mend_grams


def word(text: str, row: int, x: float = 100) -> Word:
    box = Box(x, 30.0 * row, x + 40, 30.0 * row + 20)
    return Word(text, quad_of(box), box)


GRAMS = [word("3.0 g", 0), word("8.0 g", 1), word("<0.5 g", 2)]


def test_a_last_nine_in_a_column_of_grams_is_a_unit() -> None:
    mended = mend_grams([*GRAMS, word("4.29", 3)], "unit")[-1]
    assert (mended.text, mended.raw, mended.doubt) == ("4.2 g", "4.29", "unit")


def test_elsewhere_it_is_a_nine() -> None:
    aside, other = word("4.29", 3, 300), word("4.28", 4)
    assert mend_grams([*GRAMS, aside, other], "unit")[-2:] == (aside, other)
    few = [*GRAMS[:2], word("4.29", 3)]
    assert mend_grams(few, "unit") == tuple(few)
