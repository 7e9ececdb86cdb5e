"""What stands beside a product's text and bears on its amounts: its name, and that the text is of its parent."""

from __future__ import annotations

from typing import Final

from labelcheck.catalogue.amounts import strengths
from labelcheck.catalogue.beside import NO_PRODUCT, TWO_TABLES
from labelcheck.catalogue.doses import TOLD_TWICE
from labelcheck.catalogue.doubts import noted
from labelcheck.catalogue.grids import SEVERAL
from labelcheck.catalogue.product import Product
from labelcheck.catalogue.structured import named_alike, with_readings
from labelcheck.model import Label, Reading
from labelcheck.pipeline import read_text

OTHERS_TOLD: Final = "other-products-told"
"""The note on a page that tells amounts of other products as well."""
DIFFER: Final = "variants-differ"
"""The note on a variant with the text of variants of other strengths or contents."""
_DOUBTING: Final = (DIFFER, TOLD_TWICE, OTHERS_TOLD, SEVERAL, NO_PRODUCT, TWO_TABLES)
_LONGEST: Final = 300


def witnessed(label: Label, product: Product) -> tuple[Label, tuple[str, ...]]:
    """Return a label with what its product's name and kin say of its amounts, and notes on the product.

    A name that tells a strength gives readings to check where nothing else tells an amount. A text that was lent by the
    parent of several variants is doubted where the variant's name tells another strength.
    """
    name = (product.name or "")[:_LONGEST]
    strong = bool(strengths(name))
    if strong and not any(r.amount is not None for r in label.readings) and not product.files and not product.content:
        given = _from_name(label, name)
        return given, ("amounts-from-name",) if given is not label else ()
    readings = list(label.readings)
    if strong and not product.nutrients:  # amounts of fields were compared already
        readings = named_alike(readings, name, label.daily_dose)
    if not product.notes:
        same = all(a is b for a, b in zip(readings, label.readings, strict=True))
        return (label if same else with_readings(label, tuple(readings), ())), ()
    doubts = [n for n in product.notes if n.partition(":")[0] in _DOUBTING]
    readings = [noted(r, *doubts) for r in readings]
    return with_readings(label, tuple(readings), ()), ()


def _from_name(label: Label, name: str) -> Label:
    found: list[Reading] = [noted(r, "amounts-from-name") for r in read_text(name).readings if r.nutrient is not None]
    return with_readings(label, (*label.readings, *found), ("no-panel", "empty")) if found else label
