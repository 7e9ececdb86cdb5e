"""GS1 GDSN trade items (XML): each nutrient detail of each basis block becomes a reading.

Element names are looked at without their namespaces, so messages of any 3.1 module and its older kin are read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from labelcheck.catalogue.amounts import number, quantity
from labelcheck.catalogue.containers import Head
from labelcheck.catalogue.format import Format, Input, Plan
from labelcheck.catalogue.names import Named, basis_of
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
    plain = first.replace(b"\0", b"")
    return 20 if b"<" in plain[:200] and (b"tradeItem" in plain or b"gdsn" in plain) else 0


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
    # "1 tablett (1,5 g)" tells how many grams are one of what the directions count
    texts += [
        f"Serving size: {' '.join((e.text or '').split())}"
        for e in item.iter()
        if local(e.tag) == "servingSizeDescription"
    ]
    statement = text_of(item, "ingredientStatement")
    if statement:
        texts.append(f"Ingredients: {statement}")
    headers = [e for e in item.iter() if local(e.tag) == "nutrientHeader"]
    # what a powder gives when it is stirred into milk comes after what is in the powder
    headers.sort(key=_is_prepared)
    return Product(
        _own_gtin(item),
        text_of(item, "tradeItemDescription", "functionalName", "descriptionShort", "regulatedProductName"),
        text_of(item, "brandName"),
        text_of(item, "gpcCategoryName", "gpcCategoryCode"),
        None,
        "\n".join(dict.fromkeys(texts)) or None,
        nutrients=tuple(n for e in headers for n in _block(e)),
    )


def _own_gtin(item: Element) -> str | None:
    """Return the item's own number, not that of an item that it holds or stands beside."""
    own = next((e.text.strip() for e in item if local(e.tag) == "gtin" and e.text and e.text.strip()), None)
    return own or text_of(item, "gtin")


def _is_prepared(header: Element) -> bool:
    return (text_of(header, "preparationStateCode") or "UNPREPARED") == "PREPARED"


def _block(header: Element) -> Iterator[Nutrient]:
    basis = _basis(header)
    if _is_prepared(header):
        basis = (*basis[:3], "as-prepared")
    for detail in header.iter():
        if local(detail.tag) == "nutrientDetail":
            yield from _detail(detail, basis)


_Basis = tuple[str | None, str | None, str | None, str | None]


def _basis(header: Element) -> _Basis:
    """Return kind, quantity and dose form of a block, and why it needs a look."""
    kind = text_of(header, "nutrientBasisQuantityTypeCode")
    found = next((e for e in header.iter() if local(e.tag) == "nutrientBasisQuantity" and (e.text or "").strip()), None)
    if found is None:
        found = next((e for e in header.iter() if local(e.tag) == "servingSize" and (e.text or "").strip()), None)
        kind = "BY_SERVING" if found is not None else kind
    if found is None:
        return _described(header) or (
            ("serving", None, None, None) if kind in _SERVING else (None, None, None, "basis-not-told")
        )
    code = (found.get("measurementUnitCode") or "").strip().upper()
    if code in _PIECES:
        return _pieces(found.text or "", header)
    value, unit, note = quantity(found.text or "", code)
    mass = {"g": "gram", "ml": "ml", "mg": "mg"}.get(unit or "")
    if value is None or mass is None:
        return None, None, None, f"basis-not-told: {(found.text or '').strip()[:20]} {code}"
    if mass == "mg":
        value, mass = format(Decimal(value) / 1000, "f"), "gram"
    if Decimal(value) == 100 and kind not in _SERVING:
        return ("per-100-g" if mass == "gram" else "per-100-ml"), None, None, note
    return "serving", value, mass, note


def _described(header: Element) -> _Basis | None:
    """Return the basis that the words for the serving tell: "2 capsules"."""
    words = text_of(header, "servingSizeDescription")
    basis = basis_of(words) if words else None
    if basis is None or basis.quantity is None:
        return None
    return basis.kind, format(basis.quantity, "f"), basis.of, None


def _pieces(text: str, header: Element) -> _Basis:
    """Return a basis counted in pieces; which dose form they are, the words for the serving tell."""
    value, note = number(text, decimal=".")
    if value is None:
        return None, None, None, note
    described = _described(header)
    if described is not None and described[2] not in ("gram", "ml", "serving"):
        same = Decimal(described[1] or 1) == Decimal(value)
        return (
            ("unit" if Decimal(value) == 1 else "serving"),
            value,
            described[2],
            None if same else "serving-disagrees",
        )
    return ("unit" if Decimal(value) == 1 else "serving"), value, "piece", None


_SERVING: Final = ("BY_SERVING", "BY_PORTION")
_PIECES: Final = frozenset(("H87", "EA", "PC", "PCE", "C62", "U2", "XTB", "SR"))
"""UN/ECE codes of things that are counted: piece, each, one, tablet, strip."""

_MORE: Final[dict[str, Named]] = {
    "CHOCAL": Named("vitamin-d", ("cholecalciferol",)), "ERGCAL": Named("vitamin-d", ("ergocalciferol",)),
    "VITK1": Named("vitamin-k", ("phylloquinone",)), "VITK2": Named("vitamin-k"), "MK4": Named("vitamin-k", ("menaquinone-4",)),
    "MK7": Named("vitamin-k", ("menaquinone-7",)), "RETOL": Named("vitamin-a", ("retinol",)),
    "TOCPHA": Named("vitamin-e"), "FOLAC": Named("folate", ("folic-acid",)), "FOL": Named("folate"), "FOLFD": Named("folate"),
    "FIB": Named("fibre"), "ASCL": Named("vitamin-c"), "VITB6": Named("vitamin-b6"), "PYRXN": Named("vitamin-b6"),
    "CHO": Named("carbohydrate"), "CHOAVLM": Named("carbohydrate"), "FATNLEA": Named("fat"), "PROCNT": Named("protein"),
    "NIAEQ": Named("niacin"), "VITA_RAE": Named("vitamin-a"), "VITARAE": Named("vitamin-a"), "VITARE": Named("vitamin-a"),
    "FAN3": Named("omega-3"), "FAN6": Named("omega-6"), "CL": Named("chloride"),
    "FAPU": Named("polyunsaturated-fat"), "FAMS": Named("monounsaturated-fat"),
}  # fmt: skip
"""INFOODS tagnames of forms, and older names of the same nutrient (FAO/INFOODS, Tagnames for food components, 2014)."""
_QUALIFIER: Final = {
    "FOLDFE": "DFE", "NIAEQ": "NE", "VITA_RAE": "RAE", "VITARAE": "RAE", "VITARE": "RE", "TOCPHA": "α-TE",
}  # fmt: skip
"""What codes count: dietary folate equivalents, niacin equivalents, retinol activity equivalents."""


@lru_cache(maxsize=1)
def _codes() -> dict[str, Named]:
    """Return what codes mean by GS1 nutrient code and INFOODS tagname; a trailing hyphen ("method unknown") is left out."""
    found = dict(_MORE)
    for system in ("infoods", "gs1"):
        found |= {c[system].rstrip("-"): Named(i) for i, c in load().codes.items() if system in c}
    return found


def _detail(detail: Element, basis: _Basis) -> Iterator[Nutrient]:
    code = text_of(detail, "nutrientTypeCode") or ""
    known = _codes().get(code.rstrip("-"), _NO_NAME)
    percent, odd = number(text_of(detail, "dailyValueIntakePercent") or "", decimal=".")
    precision = (text_of(detail, "measurementPrecisionCode") or "").upper()
    bound = next((b for word, b in _PRECISION.items() if word in precision), None)
    amounts = [e for e in detail.iter() if local(e.tag) == "quantityContained" and (e.text or "").strip()]
    kind, per, of, why = basis
    about = {
        "percent": percent, "basis": kind, "quantity": per, "of": of, "bound": bound,
        "qualifier": _QUALIFIER.get(code.rstrip("-")), "forms": " ".join(known.forms) or None,
    }  # fmt: skip
    if text_of(detail, "dailyValueIntakePercent") and odd:
        why = why or f"{odd}: {text_of(detail, 'dailyValueIntakePercent')} %"
    if not amounts:
        yield Nutrient(code, known.nutrient, None, None, note=why, **about)
    for amount in amounts:
        value, unit, note = quantity(amount.text or "", amount.get("measurementUnitCode"))
        yield Nutrient(code, known.nutrient, value, unit, note=note or why, **about)


_NO_NAME: Final = Named("")
"""A code that is not known is no word of a language either, and is not looked up as one."""
_PRECISION: Final = {"LESS": "<", "GREATER": ">", "MORE": ">", "APPROX": "~"}


FORMAT = Format("gdsn", "GS1 GDSN trade items (XML)", _recognise, _plan)
