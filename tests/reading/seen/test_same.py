"""Which readings of two looks speak of one amount."""

from dataclasses import replace

import labelcheck
from labelcheck.layout.clean import clean
from labelcheck.model import Box, Piece, Word, quad_of
from labelcheck.reading.seen.same import columns_of, same_column

TEXT = "Content  per capsule  per 2 capsules\nZinc  5 mg  10 mg\nTake 2 capsules daily.\n"
WORDS = (("Zinc", 0.0), ("5 mg", 100.0), ("10 mg", 200.0))


def _pieces() -> tuple[Piece, ...]:
    found = []
    for text, x in WORDS:
        start, box = TEXT.index(text), Box(x, 30, x + 60, 50)
        found.append(Piece(start, start + len(text), 1, Word(text, quad_of(box), box)))
    return tuple(found)


PAGE = replace(clean(TEXT), pieces=_pieces())
READINGS = tuple(
    r._replace(place=PAGE.place(r.place.span.start, r.place.span.end)) for r in labelcheck.read_text(TEXT).readings
)


def test_each_amount_of_a_row_begins_in_its_own_word() -> None:
    assert [(c.word.text if c.word else None, c.rank) for c in columns_of(READINGS, PAGE)] == [
        ("5 mg", 0),
        ("10 mg", 0),
    ]


def test_the_same_place_is_the_same_amount() -> None:
    columns = columns_of(READINGS, PAGE)
    for reading, column in zip(READINGS, columns, strict=True):
        assert same_column(reading, column, READINGS, columns) is reading
    assert same_column(READINGS[0], columns[0], READINGS[1:], columns[1:]) is None
