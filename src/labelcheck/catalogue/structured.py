"""Amounts that a catalogue gives in columns of their own become readings as they are."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from labelcheck.catalogue.product import Nutrient
from labelcheck.errors import LabelcheckError
from labelcheck.model import Amount, Label, Percent, Place, Reading, ServingBasis, Source, Span
from labelcheck.pipeline import convert

if TYPE_CHECKING:
    from labelcheck.model import BasisKind

_NOWHERE: Final = Place(1, Span(0, 0))
_CLOSE: Final = Decimal("0.02")
"""By how much an amount and the same amount in the text may differ: both are rounded."""


def structured_label(label: Label | None, nutrients: Sequence[Nutrient], name: str) -> Label:
    """Return a label with these amounts as readings, beside what its text says.

    Where the text tells the same nutrient for the same basis, the column's amount stands, marked "text-disagrees"
    when the two are not the same.
    """
    if label is None:
        digest = hashlib.sha256(repr(tuple(nutrients)).encode()).hexdigest()
        label = Label(Source(name, "text", digest), "", (), None, None, None, (), None, (), (), ())
    given = [_reading(n) for n in nutrients]
    kept = {i: r for i, r in enumerate(label.readings) if not any(_same(r, g) for g in given)}
    given = [_compared(g, [r for r in label.readings if _same(r, g)]) for g in given]
    place = {old: new for new, old in enumerate(kept)}
    texts = [r._replace(part_of=place.get(r.part_of) if r.part_of is not None else None) for r in kept.values()]
    return _with_readings(label, (*texts, *given))


def _with_readings(label: Label, readings: tuple[Reading, ...]) -> Label:
    fields: dict[str, Any] = {f: getattr(label, f) for f in Label.__slots__}
    return type(label)(**{**fields, "readings": readings})


@lru_cache(maxsize=256)
def _basis(kind: BasisKind | None, quantity: str | None, of: str | None) -> ServingBasis | None:
    if kind is None:
        return None
    if kind in ("per-100-g", "per-100-ml"):
        return ServingBasis(kind, Decimal(100), "gram" if kind == "per-100-g" else "ml")
    return ServingBasis(kind, None if quantity is None else Decimal(quantity), of)


def _reading(n: Nutrient) -> Reading:
    amount = None if n.value is None or n.unit is None else Amount(Decimal(n.value), n.unit)
    percent = None if n.percent is None else Percent(Decimal(n.percent))
    notes = () if n.note is None else (n.note,)
    return Reading(
        n.name, n.nutrient, (), amount, (), percent, _basis(n.basis, n.quantity, n.of),
        "nutrient", "check" if notes or amount is None else "ok", 1.0, notes, _NOWHERE,
    )  # fmt: skip


def _same(text: Reading, given: Reading) -> bool:
    if text.nutrient is None or text.nutrient != given.nutrient or text.role != "nutrient":
        return False
    one, other = text.basis, given.basis
    return one is None or other is None or one.kind == other.kind


def _compared(given: Reading, texts: list[Reading]) -> Reading:
    if given.amount is None or not texts or any(_equal(given.amount, r) for r in texts):
        return given
    return given._replace(status="check", notes=(*given.notes, "text-disagrees"))


def _equal(amount: Amount, text: Reading) -> bool:
    for other in (text.amount, *text.also):
        if other is None:
            continue
        try:
            value = convert(f"{format(other.value, 'f')} {other.unit}", amount.unit, nutrient=text.nutrient).value
        except LabelcheckError:
            continue
        if abs(value - amount.value) <= _CLOSE * max(value, amount.value):
            return True
    return False
