"""Several products taken together: who gives what of each nutrient."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from labelcheck.model import Intake, Label, Share, StackIntake, Term

_NO_DOSE = "product-without-amount"


def stack_intakes(products: Sequence[tuple[Label, Sequence[Intake]]]) -> tuple[StackIntake, ...]:
    """Return the sum of each nutrient over the products, in the order they first name it.

    A product that declares a nutrient without an amount per day has a share without amounts; the sum is then at
    least what the others give, which its note "product-without-amount" tells.
    """
    shares: dict[str, list[tuple[Share, Intake | None]]] = {}
    for label, intakes in products:
        name = label.product or label.source.name
        known = {i.nutrient: i for i in intakes}
        declared = dict.fromkeys(r.nutrient for r in label.readings if r.nutrient is not None and r.amount)
        for nutrient in declared:
            intake = known.get(nutrient)
            share = (
                Share(name, None, None, "check")
                if intake is None
                else Share(name, intake.low, intake.high, intake.status, intake.forms)
            )
            shares.setdefault(nutrient, []).append((share, intake))
    return tuple(_sum(nutrient, found) for nutrient, found in shares.items() if any(i for _, i in found))


def _sum(nutrient: str, found: list[tuple[Share, Intake | None]]) -> StackIntake:
    intakes = [i for _, i in found if i is not None]
    low = sum((i.low for i in intakes), Decimal(0))
    high = sum((i.high for i in intakes), Decimal(0))
    notes = dict.fromkeys(n for i in intakes for n in i.notes)
    if len(intakes) < len(found):
        notes[_NO_DOSE] = None
    doubtful = any(i.status == "check" for i in intakes)
    total = Intake(
        nutrient,
        low,
        high,
        intakes[0].unit,
        intakes[0].qualifier if len({i.qualifier for i in intakes}) == 1 else None,
        tuple(dict.fromkeys(f for i in intakes for f in i.forms)),
        tuple(Term(i.low, i.high, i.unit, share=s) for s, i in found if i is not None),
        "check" if doubtful else "ok",
        tuple(notes),
        (),
    )
    return StackIntake(total, tuple(s for s, _ in found))
