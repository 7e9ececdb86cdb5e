"""Which column of a row a percentage counts, where it stands behind all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.reading.checks.values import base_value
from labelcheck.reading.panel.row import Cell, Row

_TABLES: Final = frozenset({"eu-nrv-2011", "us-dv-2016"})
_SLACK: Final = 0.03
"""Share by which a printed percentage may be off, beside its rounding: amounts are rounded, too."""
_ROUNDED: Final = 0.6
_TWO: Final = 2
_PER_HUNDRED = ("per-100-g", "per-100-ml")


def move_shares(row: Row) -> Row:
    """Return a row with the percentage behind "per daily dose | per 100 g | % NRV" given to the daily dose.

    Percentages of a reference are for what is taken, wherever their column stands.
    """
    if len(row.cells) != _TWO:
        return row
    first, second = row.cells
    if first.percent is not None or second.percent is None or first.amount is None or second.amount is None:
        return row
    taken, hundred = first.basis, second.basis
    if taken and hundred and taken.kind not in _PER_HUNDRED and hundred.kind in _PER_HUNDRED:
        return _swapped(row)
    return row


def agree_shares(rows: Sequence[tuple[Row, str | None]], knowledge: Knowledge) -> list[Row]:
    """Return the rows, the one percentage of two amounts given to the one that it counts: "120 mg  19 %  150 mg".

    It stays where it is printed unless it cannot count that amount and does count the other. Where it may count
    either, it goes the way of the panel's other rows. With each row goes its nutrient.
    """
    found = [row for row, _ in rows]
    unclear: list[int] = []
    moved = stayed = False
    for i, (row, nutrient) in enumerate(rows):
        owners = [at for at, cell in enumerate(row.cells) if cell.percent is not None]
        if nutrient is None or len(row.cells) != _TWO or len(owners) != 1:
            continue
        owner, other = row.cells[owners[0]], row.cells[1 - owners[0]]
        percent = owner.percent
        if percent is None or percent.bound or owner.amount is None or other.amount is None:
            continue
        printed, elsewhere = (_counts(float(percent.value), cell, nutrient, knowledge) for cell in (owner, other))
        first = owners[0] == 0
        if elsewhere and not printed:
            found[i] = _swapped(row)
            moved = moved or first
        elif printed and elsewhere and first:
            unclear.append(i)
        else:
            stayed = stayed or (printed and first)
    if moved and not stayed:
        for i in unclear:
            found[i] = _swapped(found[i])
    return found


def _swapped(row: Row) -> Row:
    """Return a row of two cells, their percentages exchanged."""
    first, second = row.cells
    return row.with_cells(replace(first, percent=second.percent), replace(second, percent=first.percent))


def _counts(percent: float, cell: Cell, nutrient: str, knowledge: Knowledge) -> bool:
    amount = cell.amount
    value = base_value(amount, amount.value, nutrient, (), knowledge) if amount is not None else None
    for table in knowledge.label_references:
        reference = table.groups[0].numbers.get(nutrient) if table.id in _TABLES else None
        if value is not None and reference:
            expected = 100 * value / reference
            if abs(expected - percent) <= _ROUNDED + _SLACK * expected:
                return True
    return False
