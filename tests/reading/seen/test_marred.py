"""What stands where print is struck out or drawn over is to check."""

from dataclasses import replace

import labelcheck
from labelcheck.layout.clean import clean
from labelcheck.model import Box, Piece, Word, quad_of
from labelcheck.reading.seen.marred import doses_doubted, doubted_where_marred, marred_words

TEXT = "Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg\nIron 14 mg\n"
LABEL = labelcheck.read_text(TEXT)


def _piece(word: str, row: int) -> Piece:
    start = TEXT.index(word)
    box = Box(0, 30.0 * row, 50, 30.0 * row + 20)
    return Piece(start, start + len(word), 1, Word(word, quad_of(box), box))


PAGE = replace(clean(TEXT), pieces=(_piece("Take 1", 0), _piece("Zinc 10 mg", 2), _piece("Iron 14 mg", 3)))


def test_readings_and_doses() -> None:
    over_zinc = {1: [Box(0, 62, 50, 78)]}
    zinc, iron = doubted_where_marred(LABEL.readings, PAGE, over_zinc)
    assert (zinc.status, zinc.notes) == ("check", ("print-marred",))
    assert iron.status == "ok"
    assert marred_words(LABEL.dosages, PAGE, over_zinc) == []
    words = marred_words(LABEL.dosages, PAGE, {1: [Box(0, 0, 50, 20)]})
    assert words == ["Take 1"]
    (dose,) = doses_doubted(LABEL.dosages, words)
    assert (dose.status, dose.unused[-1].text) == ("check", "Take 1")


def test_a_mark_on_another_page_or_between_lines_mars_nothing() -> None:
    assert doubted_where_marred(LABEL.readings, PAGE, {2: [Box(0, 62, 50, 78)]}) == LABEL.readings
    assert doubted_where_marred(LABEL.readings, PAGE, {1: [Box(0, 77, 50, 93)]}) == LABEL.readings
    assert doses_doubted(LABEL.dosages, []) == LABEL.dosages
