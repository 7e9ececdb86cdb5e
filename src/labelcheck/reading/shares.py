"""Which column of a row a percentage counts, where it stands behind all of them."""

from __future__ import annotations

from collections.abc import Iterable

from labelcheck.model import ServingBasis
from labelcheck.reading.draft import Draft

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
