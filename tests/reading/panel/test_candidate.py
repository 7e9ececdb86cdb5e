"""Rows in the making."""

from __future__ import annotations

from decimal import Decimal

from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.candidate import Candidate, Group

LINE = Line(0, 0, 40, [], [], frozenset())


def quantity(start: int, unit: str) -> Quantity:
    return Quantity(start, start + 5, (Decimal(10),), unit, unit_start=start + 3)


def test_a_percentage_closes_its_group() -> None:
    group = Group(quantity(10, "mg"), (quantity(17, "IU"),))
    assert not group.closed
    group.take(quantity(24, "%"))
    assert group.closed
    assert [t.unit for t in group.tokens()] == ["mg", "IU", "%"]
    assert group.start == 10


def test_a_percentage_alone_is_a_group() -> None:
    assert Group(None, percent=quantity(24, "%")).start == 24
    assert Group(None).start == -1


def test_a_row_ends_with_its_last_token_or_its_name() -> None:
    group = Group(quantity(10, "mg"))
    assert Candidate(LINE, 0, 4, [group]).last_end == 15
    assert Candidate(LINE, 20, 30, [group], name_after=True).last_end == 30
    assert Candidate(LINE, 0, 4, [group], on_plain_line=True).plain
    assert not Candidate(LINE, 0, 4, [group, group], on_plain_line=True).plain
