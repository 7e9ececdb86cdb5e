"""Amounts that a catalogue gives in fields of their own become readings, and are doubted as those of a text are.

Nothing is dropped: what has no number, no known unit or no known name is a reading to check.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, get_args

from labelcheck.catalogue.amounts import strengths, unit_of
from labelcheck.catalogue.doubts import doubted, noted
from labelcheck.catalogue.names import UNKNOWN, Named, named
from labelcheck.catalogue.product import Nutrient
from labelcheck.errors import LabelcheckError
from labelcheck.knowledge import load
from labelcheck.model import (
    Amount,
    BasisKind,
    Bound,
    Diagnostic,
    Label,
    Percent,
    Place,
    Qualifier,
    Reading,
    ServingBasis,
    Source,
    Span,
)
from labelcheck.pipeline import convert, read_text
from labelcheck.rules.facts import IN_FIELDS

if TYPE_CHECKING:
    from labelcheck.model import DailyDose

_NOWHERE: Final = Place(1, Span(0, 0))
_CLOSE: Final = Decimal("0.02")
"""By how much an amount and the same amount in the text may differ: both are rounded."""
_ROUNDED: Final = Decimal("0.05")
"""By how much they may differ where the last digit of the text allows it: "24 mg" beside 23.5."""
_LARGEST: Final = Decimal(10) ** 15
_BASES: Final = frozenset(get_args(BasisKind))
_BOUNDS: Final = frozenset(get_args(Bound))
_QUALIFIERS: Final = frozenset(get_args(Qualifier))
_PIECES: Final = frozenset(("tablet", "capsule", "gummy", "piece"))
"""Dose forms of which one is one piece."""
_KINDS: Final = frozenset(("vitamin", "mineral"))
"""Nutrients whose amount in a product's name is that of its panel; oils, extracts and blends are named by their weight."""


def structured_label(
    label: Label | None, nutrients: Sequence[Nutrient], name: str, *, product: str | None = None
) -> Label:
    """Return a label with these amounts as readings, beside what its text says.

    Where the text tells the same nutrient for the same basis, the field's amount stands, marked "text-disagrees"
    when the two are not the same. ``product`` is the product's name, whose amount is a witness too.
    """
    if label is None:
        digest = hashlib.sha256(repr(tuple(nutrients)).encode()).hexdigest()
        label = Label(Source(name, "text", digest), "", (), None, None, None, (), None, (), (), ())
    given = [_of_pieces(_reading(n), label.daily_dose) for n in nutrients]
    given = list(doubted(_whole_weight(given), label.languages, label.reference, load()))
    kept = {i: r for i, r in enumerate(label.readings) if not any(_same(r, g) for g in given)}
    given = [_compared(g, [r for r in label.readings if _same(r, g)]) for g in given]
    if product is not None and strengths(product):
        given = named_alike(given, product[:_LONGEST], label.daily_dose)
    place = {old: new for new, old in enumerate(kept)}
    texts = [r._replace(part_of=place.get(r.part_of) if r.part_of is not None else None) for r in kept.values()]
    return with_readings(label, (*texts, *given), ("no-panel", "empty") if given else (), (_IN_FIELDS,))


_IN_FIELDS: Final = Diagnostic(
    IN_FIELDS, "amounts were given in fields of their own; what the label says beside is not seen"
)
_LONGEST: Final = 300


def with_readings(
    label: Label, readings: tuple[Reading, ...], untrue: Sequence[str], more: tuple[Diagnostic, ...] = ()
) -> Label:
    """Return a label with these readings, without the diagnostics that say there are none, and with ``more``."""
    fields: dict[str, Any] = {f: getattr(label, f) for f in Label.__slots__}
    told = (*(d for d in label.diagnostics if d.code not in untrue), *more)
    return type(label)(**{**fields, "readings": readings, "diagnostics": told})


@lru_cache(maxsize=256)
def _basis(kind: str | None, quantity: str | None, of: str | None) -> ServingBasis | None:
    """Return a basis, None where it is not told.

    Raises:
        ValueError: there is no such kind, or the quantity is no number.

    """
    if kind is None:
        return None
    if kind not in _BASES:
        raise ValueError(kind)
    known: BasisKind = kind  # type: ignore[assignment]
    if kind in ("per-100-g", "per-100-ml"):
        return ServingBasis(known, Decimal(100), "gram" if kind == "per-100-g" else "ml")
    return ServingBasis(known, None if quantity is None else _decimal(quantity), of)


def _decimal(text: str) -> Decimal:
    """Return a number that an amount can be.

    Raises:
        ValueError: it is none.

    """
    try:
        value = Decimal(text)
    except (InvalidOperation, ValueError, TypeError) as error:
        raise ValueError(text) from error
    if not value.is_finite() or value < 0 or value > _LARGEST:
        raise ValueError(text)
    return value


def _reading(n: Nutrient) -> Reading:
    notes = [] if n.note is None else [n.note]
    known = _identity(n)
    if known.nutrient is None:
        notes.append("unknown-nutrient")
    amount = _amount(n, notes)
    percent = None
    if n.percent is not None:
        try:
            percent = Percent(_decimal(n.percent))
        except ValueError:
            notes.append(f"no-number: {n.percent[:60]}")
    try:
        basis = _basis(n.basis, n.quantity, n.of)
    except ValueError:
        basis = None
        notes.append("basis-not-told")
    if amount is None and percent is None and not notes:
        notes.append("amount-not-told")
    doubt = bool(notes) or amount is None
    return Reading(
        n.name, known.nutrient, known.forms, amount, (), percent, basis, known.role,
        "check" if doubt else "ok", 0.5 if doubt else 1.0, tuple(dict.fromkeys(notes)), _NOWHERE,
    )  # fmt: skip


def _identity(n: Nutrient) -> Named:
    if n.nutrient is None:
        return named(n.name) if n.name and n.name.strip() else UNKNOWN
    if n.nutrient not in load().nutrients:
        return UNKNOWN
    forms = tuple(f for f in (n.forms or "").split() if f in load().forms)
    return Named(n.nutrient, forms)


def _amount(n: Nutrient, notes: list[str]) -> Amount | None:
    if n.value is None:
        return None
    unit = unit_of(n.unit)
    if unit is None:
        notes.append(f"unknown-unit: {n.value} {n.unit or ''}".strip()[:80])
        return None
    try:
        value, high = _decimal(n.value), None if n.high is None else _decimal(n.high)
    except ValueError:
        notes.append(f"no-number: {n.value}"[:80])
        return None
    bound = n.bound if n.bound in _BOUNDS else None
    qualifier = n.qualifier if n.qualifier in _QUALIFIERS else None
    return Amount(value, unit, qualifier, bound, high)  # type: ignore[arg-type]


def _of_pieces(reading: Reading, dose: DailyDose | None) -> Reading:
    """Return an amount per piece as one of what the dose counts; to check where that is no piece."""
    basis = reading.basis
    if basis is None or basis.of != "piece" or dose is None or dose.of in _PIECES:
        return reading
    return noted(reading, "piece-not-told")


def _whole_weight(readings: list[Reading]) -> list[Reading]:
    """Mark amounts of compounds whose element has no amount of its own, as those of a text are."""
    elemental = {r.nutrient for r in readings if r.role != "compound" and r.amount is not None}
    return [
        noted(r, "compound-weight") if r.role == "compound" and r.nutrient not in elemental else r for r in readings
    ]


def _same(text: Reading, given: Reading) -> bool:
    if text.nutrient is None or text.nutrient != given.nutrient or text.role != "nutrient" or given.amount is None:
        return False
    one, other = text.basis, given.basis
    return one is None or other is None or one.kind == other.kind


def _compared(given: Reading, texts: list[Reading]) -> Reading:
    if given.amount is None or not texts or any(_equal(given.amount, r) for r in texts):
        return given
    return noted(given, "text-disagrees")


def _equal(amount: Amount, text: Reading, times: Decimal = Decimal(1)) -> bool:
    for other in (text.amount, *text.also):
        if other is None:
            continue
        try:
            value = convert(f"{format(other.value, 'f')} {other.unit}", amount.unit, nutrient=text.nutrient).value
        except LabelcheckError:
            continue
        given = amount.value * times
        slack = max(_CLOSE * max(value, given), min(_rounding(other, value), _ROUNDED * given))
        if abs(value - given) <= slack:
            return True
    return False


def _rounding(printed: Amount, value: Decimal) -> Decimal:
    """Return by how much rounding may have moved a printed amount that is ``value`` in another's unit: half its last digit."""
    exponent = printed.value.as_tuple().exponent
    step = Decimal(1).scaleb(min(exponent, 0) if isinstance(exponent, int) else 0) / 2
    return value * step / printed.value if printed.value else Decimal(0)


@lru_cache(maxsize=4096)
def _told_by_name(product: str) -> tuple[Reading, ...]:
    return tuple(
        r for r in read_text(product).readings
        if r.amount is not None and r.nutrient is not None and r.role == "nutrient" and r.status == "ok"
        and load().nutrients[r.nutrient].kind in _KINDS and not _is_salt(r)
    )  # fmt: skip


def _is_salt(reading: Reading) -> bool:
    """Tell whether a name may tell the weight of a compound: "Magnesium Bisglycinate 2400 mg"."""
    return load().nutrients[reading.nutrient or ""].kind == "mineral" and bool(reading.forms)


def named_alike(given: list[Reading], product: str, dose: DailyDose | None) -> list[Reading]:
    """Mark amounts that the product's name tells otherwise, for a piece and for the day."""
    told = _told_by_name(product)
    found = []
    for reading in given:
        if reading.amount is not None and _same_number_otherwise(product, reading.amount):
            found.append(noted(reading, "name-disagrees"))
            continue
        witnesses = [t for t in told if t.nutrient == reading.nutrient]
        alone = sum(g.nutrient == reading.nutrient and g.amount is not None for g in given) == 1
        if witnesses and alone and not any(_witnessed(reading, t, dose) for t in witnesses):
            found.append(noted(reading, "name-disagrees"))
        else:
            found.append(reading)
    return found


def _same_number_otherwise(product: str, amount: Amount) -> bool:
    """Tell whether a product's name has the number of an amount in another unit only: "2000 IE" beside 2000 µg."""
    units = {unit for value, unit in strengths(product) if value == amount.value and unit not in _PACKED}
    return bool(units) and amount.unit not in units


_PACKED: Final = frozenset(("g", "CFU"))
"""Units of what a pack holds, or that names count in millions of."""


def _witnessed(reading: Reading, told: Reading, dose: DailyDose | None) -> bool:
    amount, basis = reading.amount, reading.basis
    if amount is None or reading.role != "nutrient" or (basis is not None and basis.of in ("gram", "ml")):
        return True
    quantity = basis.quantity if basis is not None and basis.quantity else Decimal(1)
    days = {dose.low, dose.high, Decimal(1)} if dose is not None else {Decimal(1)}
    times = {Decimal(1)} | {day / per for day in days for per in (quantity, Decimal(1))}
    return any(_equal(amount, told, t) for t in times if t)
