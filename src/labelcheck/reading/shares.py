"""Which column of a row a percentage counts, where it stands behind all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.model import ServingBasis
from labelcheck.reading.checksum import base_value
from labelcheck.reading.draft import Draft, Group

_TABLES: Final = frozenset({"eu-nrv-2011", "us-dv-2016"})
_SLACK: Final = 0.03
"""Share by which a printed percentage may be off, beside its rounding: amounts are rounded, too."""
_ROUNDED: Final = 0.6
_PER_HUNDRED = ("per-100-g", "per-100-ml")


def move_shares(drafts: Iterable[Draft], bases: dict[int, ServingBasis | None]) -> None:
    """Give the percentage behind "per daily dose | per 100 g | % NRV" to the daily dose.

    Percentages of a reference are for what is taken, wherever their column stands.
    """
    for draft in drafts:
        if len(draft.groups) != 2:
            continue
        first, second = draft.groups
        if first.percent is not None or second.percent is None or first.amount is None or second.amount is None:
            continue
        taken, hundred = bases.get(id(first)), bases.get(id(second))
        if taken and hundred and taken.kind not in _PER_HUNDRED and hundred.kind in _PER_HUNDRED:
            first.percent, second.percent = second.percent, None


def agree_shares(rows: Iterable[tuple[Draft, str | None]], knowledge: Knowledge) -> None:
    """Give the one percentage of a row of two amounts to the amount that it counts: "120 mg  19 %  150 mg" to 150 mg.

    It stays where it is printed unless it cannot count that amount and does count the other. Where it may count
    either, it goes the way of the panel's other rows.
    """
    unclear: list[tuple[Group, Group]] = []
    moved = stayed = False
    for draft, nutrient in rows:
        owners = [g for g in draft.groups if g.percent is not None]
        if nutrient is None or len(draft.groups) != 2 or len(owners) != 1:
            continue
        owner = owners[0]
        other = draft.groups[1] if owner is draft.groups[0] else draft.groups[0]
        percent = owner.percent
        if percent is None or percent.bound or owner.amount is None or other.amount is None:
            continue
        printed, elsewhere = (_counts(float(percent.value), g, nutrient, knowledge) for g in (owner, other))
        if elsewhere and not printed:
            owner.percent, other.percent = None, percent
            moved = moved or other is draft.groups[1]
        elif printed and elsewhere and other is draft.groups[1]:
            unclear.append((owner, other))
        else:
            stayed = stayed or (printed and owner is draft.groups[0])
    if moved and not stayed:
        for owner, other in unclear:
            owner.percent, other.percent = None, owner.percent


def _counts(percent: float, group: Group, nutrient: str, knowledge: Knowledge) -> bool:
    amount = group.amount
    value = base_value(amount, amount.value, nutrient, (), knowledge) if amount is not None else None
    for table in knowledge.label_references:
        reference = table.groups[0].numbers.get(nutrient) if table.id in _TABLES else None
        if value is not None and reference:
            expected = 100 * value / reference
            if abs(expected - percent) <= _ROUNDED + _SLACK * expected:
                return True
    return False
