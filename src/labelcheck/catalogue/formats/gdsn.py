"""GS1 GDSN trade items (XML): each nutrient detail of each basis block becomes a reading."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from labelcheck.catalogue.amounts import number, unit_of
from labelcheck.catalogue.containers import Head
from labelcheck.catalogue.format import Format, Input, Plan
from labelcheck.catalogue.product import Nutrient, Product
from labelcheck.catalogue.xml import local, products, text_of
from labelcheck.knowledge import load

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ITEMS: Final = frozenset(("tradeItem",))
_TEXTS: Final = (
    "regulatedProductName", "tradeItemMarketingMessage", "consumerUsageInstructions", "consumerStorageInstructions",
    "nutritionalClaim", "compulsoryAdditiveLabelInformation",
)  # fmt: skip


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del path, head
    return 20 if b"<" in first[:200] and (b"tradeItem" in first or b"gdsn" in first) else 0


def _plan(source: Input, head: Head | None) -> Plan:
    del head

    return Plan(
        "gdsn", ("trade items by GTIN; nutrient details as readings",), partial(products, source.path, _ITEMS, _product)
    )


def _product(item: Element) -> Product:
    texts = [
        text
        for name in _TEXTS
        for e in item.iter()
        if local(e.tag) == name and (text := " ".join((e.text or "").split()))
    ]
    statement = text_of(item, "ingredientStatement")
    if statement:
        texts.append(f"Ingredients: {statement}")
    return Product(
        text_of(item, "gtin"),
        text_of(item, "tradeItemDescription", "functionalName", "descriptionShort", "regulatedProductName"),
        text_of(item, "brandName"),
        text_of(item, "gpcCategoryName", "gpcCategoryCode"),
        None,
        "\n".join(dict.fromkeys(texts)) or None,
        nutrients=tuple(n for e in item.iter() if local(e.tag) == "nutrientHeader" for n in _block(e)),
    )


def _block(header: Element) -> Iterator[Nutrient]:
    basis = _basis(header)
    for detail in header.iter():
        if local(detail.tag) == "nutrientDetail":
            yield from _detail(detail, basis)


_Basis = tuple[str | None, str | None, str | None, str | None]


def _basis(header: Element) -> _Basis:
    """Return kind, quantity and dose form of a block, and why it needs a look."""
    kind = text_of(header, "nutrientBasisQuantityTypeCode")
    found = next((e for e in header.iter() if local(e.tag) == "nutrientBasisQuantity"), None)
    if found is None and kind in ("BY_SERVING", "BY_PORTION"):
        found = next((e for e in header.iter() if local(e.tag) == "servingSize"), None)
        if found is None:
            return "serving", None, None, None
    if found is None:
        return None, None, None, None
    value, note = number(found.text or "")
    unit = (found.get("measurementUnitCode") or "").upper()
    if value is None:
        return None, None, None, note
    mass = {"g": "gram", "ml": "ml"}.get(unit_of(unit) or "")
    if mass and Decimal(value) == 100 and kind not in ("BY_SERVING", "BY_PORTION"):
        return ("per-100-g" if mass == "gram" else "per-100-ml"), None, None, None
    if mass:
        return "serving", value, mass, None
    # pieces: H87, EA, PC; which dose form they are, the message does not tell
    return "serving", value, None, None


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Return our ids by GS1 nutrient code and INFOODS tagname; a trailing hyphen ("method unknown") is left out."""
    found: dict[str, str] = {}
    for system in ("infoods", "gs1"):
        found |= {c[system].rstrip("-"): i for i, c in load().codes.items() if system in c}
    return found


def _detail(detail: Element, basis: _Basis) -> Iterator[Nutrient]:
    code = text_of(detail, "nutrientTypeCode") or ""
    nutrient = _codes().get(code.rstrip("-"))
    percent, _ = number(text_of(detail, "dailyValueIntakePercent") or "")
    precision = text_of(detail, "measurementPrecisionCode") or ""
    amounts = [e for e in detail.iter() if local(e.tag) == "quantityContained" and (e.text or "").strip()]
    kind, quantity, of, why = basis
    if not amounts and percent:
        yield Nutrient(code, nutrient, None, None, percent, kind, quantity, of, why)
    for amount in amounts:
        value, note = number(amount.text or "")
        unit = unit_of(amount.get("measurementUnitCode"))
        if "LESS" in precision.upper():
            note = note or "less-than"
        note = note or ("unknown-unit" if unit is None else why)
        yield Nutrient(code, nutrient, value if unit else None, unit, percent, kind, quantity, of, note)


FORMAT = Format("gdsn", "GS1 GDSN trade items (XML)", _recognise, _plan)
