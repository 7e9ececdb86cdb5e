"""Rows as later steps take them: what a step finds makes a new row."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

from labelcheck.knowledge import load
from labelcheck.layout.clean import clean
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.candidate import Candidate, Group
from labelcheck.reading.panel.row import Cell, Row, finished
from labelcheck.reading.sections.sections import lay_out

SECTIONS = lay_out(clean("Fat 10 g\nSugars 2 g\n"), load())
TEN, TWO = Quantity(4, 8, (Decimal(10),), "g", unit_start=7), Quantity(16, 19, (Decimal(2),), "g", unit_start=18)


def made() -> list[Row]:
    whole = Candidate(SECTIONS.lines[0], 0, 3, [Group(TEN)])
    part = Candidate(SECTIONS.lines[1], 9, 15, [Group(TWO)], of_which=True, parent=whole)
    return finished(SECTIONS, [whole, part])


def test_candidates_become_rows_in_order() -> None:
    fat, sugars = made()
    assert [w.meanings["nutrient"] for w in (*fat.words, *sugars.words)] == ["fat", "sugars"]
    assert (fat.number, fat.parent, sugars.parent) == (0, -1, 0)
    assert sugars.last_end == TWO.end


def test_other_cells_make_another_row_that_is_the_same_but_for_them() -> None:
    row = made()[1]
    other = row.with_cells(Cell(TEN), Cell(None, percent=TWO))
    assert row.cells == (Cell(TWO),)
    assert [c.start for c in other.cells] == [TEN.start, TWO.start]
    assert all(getattr(other, f.name) == getattr(row, f.name) for f in fields(Row) if f.name != "cells")
