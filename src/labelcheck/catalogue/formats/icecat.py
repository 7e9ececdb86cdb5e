"""Icecat's product data sheets in JSON, as its API gives them, and in XML: what is said in general, and groups of features."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from labelcheck.catalogue.amount_column import amount_column, column_of_cells
from labelcheck.catalogue.column_names import column_field
from labelcheck.catalogue.column_words import percent_of
from labelcheck.catalogue.containers import Broken, Head, Progress, Row
from labelcheck.catalogue.containers.json_file import held
from labelcheck.catalogue.flattened import flat_plan, rows_in
from labelcheck.catalogue.format import Format, Input, Plan
from labelcheck.catalogue.headings import headed
from labelcheck.catalogue.xml import elements, local, text_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_ROOT: Final = b"<ICECAT-interface"
_SHEET: Final = "GeneralInfo"
_FEATURES: Final = "FeaturesGroups"
_ID: Final = ("GTIN", "BrandPartCode", "IcecatId")
_TEXTS: Final = ("LongDesc", "MiddleDesc")
_HELD: Final = ("dose", "serving", "ingredients", "nutrition", "form")
"""Fields of features that are told as those of a column; all others are lines of the text."""
_LINE_END: Final = "\\n"
"""As descriptions hold line ends: the two characters."""


class _Feature(NamedTuple):
    """A feature with the name of its group, and its number with a point, where it has one."""

    group: str
    name: str
    unit: str
    number: str
    shown: str


def _recognise(path: Path, head: Head | None, first: bytes) -> int:
    del path
    if _ROOT in first.replace(b"\0", b""):
        return 12
    known = all(f'"{key}"'.encode() in first for key in (_SHEET, "BrandPartCode"))
    return 12 if known and head is not None and head.container in ("json", "jsonl") else 0


def _plan(source: Input, head: Head | None) -> Plan:
    if head is None:
        return flat_plan("icecat", source, partial(_sheets_of_xml, source.path), _flat)
    rows = rows_in("icecat", source, head)
    whole = head.container == "json"
    return flat_plan("icecat", source, partial(_sheets, source.path) if whole else rows, _flat)


def _sheets(path: Path, progress: Progress) -> Iterator[Row | Broken]:
    """Yield the answers that a file holds: a list of them, or one."""
    value = held(path)
    found = value if isinstance(value, list) else [value]
    progress.total = progress.rows = len(found)
    for number, row in enumerate(found, 1):
        progress.done = progress.line = number
        yield row if isinstance(row, dict) else Broken("broken-row", "no JSON object", str(row)[:200])


def _sheets_of_xml(path: Path, progress: Progress) -> Iterator[Row | Broken]:
    """Yield the products of an XML file as its API gives them in JSON; those that they are related to stand within them."""
    for item in elements(path, frozenset(("Product",)), progress, doctype=True):
        yield item if isinstance(item, Broken) else _sheet(item)


def _sheet(item: Element) -> Row:
    described = next((e.attrib for e in item if local(e.tag) == "ProductDescription"), {})
    features: dict[str, list[Row]] = {}
    for e in item:
        if local(e.tag) == "ProductFeature":
            features.setdefault(e.get("CategoryFeatureGroup_ID") or "", []).append(_entry(e))
    names = {e.get("ID") or "": _value(e) for e in item if local(e.tag) == "CategoryFeatureGroup"}
    about = {
        "IcecatId": item.get("ID"),
        "Title": item.get("Title") or item.get("Name"),
        "BrandPartCode": item.get("Prod_id"),
        "GTIN": [e.get("EAN") for e in item if local(e.tag) == "EANCode"],
        "Brand": next((e.get("Name") for e in item if local(e.tag) == "Supplier"), None),
        "Category": {"Name": {"Value": next((_value(e) for e in item if local(e.tag) == "Category"), None)}},
        "Description": {k: described.get(k) for k in _TEXTS},
    }
    if item.get("ErrorMessage"):
        return {"msg": item.get("ErrorMessage")}
    groups = [
        {"FeatureGroup": {"Name": {"Value": names.get(group)}}, "Features": told} for group, told in features.items()
    ]
    return {_SHEET: about, _FEATURES: groups}


def _entry(feature: Element) -> Row:
    """Return a feature of the XML as one of the JSON."""
    measure = next((e for e in feature.iter() if local(e.tag) == "Measure"), None)
    sign = "" if measure is None else measure.get("Sign") or text_of(measure, "Sign") or ""
    return {
        "Value": feature.get("Value"),
        "PresentationValue": feature.get("Presentation_Value"),
        "Feature": {"Measure": {"Sign": sign}, "Name": {"Value": _value(feature)}},
    }


def _value(element: Element) -> str | None:
    """Return the value of the first name in an element."""
    return next((v for e in element.iter() if local(e.tag) == "Name" and (v := e.get("Value"))), None)


def _flat(row: Row) -> Row | Broken:
    sheet = row if _SHEET in row else _dict(row.get("data"))
    about = _dict(sheet.get(_SHEET))
    if not about:
        return Broken("broken-row", f"no data sheet: {_said(row.get('msg') or row.get('Message'))[:80]}", "")
    numbers = about.get("GTIN")
    told = {**about, "GTIN": numbers[0] if isinstance(numbers, list) and numbers else numbers}
    texts = [_said(_dict(about.get("Description")).get(k)) for k in _TEXTS]
    texts += [_said(v) for v in _list(_dict(about.get("BulletPoints")).get("Values"))]
    flat: Row = {
        "id": next((_said(told[k]) for k in _ID if _said(told.get(k))), None),
        "name": _said(about.get("Title")) or _said(about.get("ProductName")),
        "brand": _said(about.get("Brand")),
        "category": _said(_dict(_dict(about.get("Category")).get("Name")).get("Value")),
    }
    for feature in _features(sheet):
        column, cell = _cell(feature)
        if column is None or column in flat:
            texts.append(f"{feature.name}: {feature.shown}")
        else:
            flat[column] = cell
    return {**flat, "text": "\n".join(dict.fromkeys(filter(None, texts)))}


def _features(sheet: Row) -> Iterator[_Feature]:
    for group in _list(sheet.get(_FEATURES)):
        over = _named(_dict(group).get("FeatureGroup"))
        for told in _list(_dict(group).get("Features")):
            entry = _dict(told)
            about = _dict(entry.get("Feature"))
            unit = _said(_dict(about.get("Measure")).get("Sign")) or _said(about.get("Sign"))
            number = _said(entry.get("RawValue")) or _said(entry.get("Value"))
            shown = _said(entry.get("PresentationValue")) or f"{number} {unit}".strip()
            if name := _named(about):
                yield _Feature(over, name, unit, number, shown)


def _cell(feature: _Feature) -> tuple[str | None, Any]:
    """Return the column that a feature is, with its cell; none of one that is a line of the text."""
    column = headed(f"{feature.name} ({feature.unit})", feature.group) if feature.unit else ""
    if amount_column(column) is not None or percent_of(column) is not None:
        return column, _decimal(feature.number)
    if column_of_cells(feature.name) is not None or column_field(feature.name) in _HELD:
        return feature.name, feature.shown
    return None, None


def _decimal(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _named(value: Any) -> str:  # noqa: ANN401
    return _said(_dict(_dict(value).get("Name")).get("Value"))


def _said(value: Any) -> str:  # noqa: ANN401
    return "" if value is None or isinstance(value, dict | list) else str(value).replace(_LINE_END, "\n").strip()


def _dict(value: Any) -> dict[str, Any]:  # noqa: ANN401
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:  # noqa: ANN401
    return value if isinstance(value, list) else []


FORMAT = Format("icecat", "Icecat's product data sheets (JSON, XML)", _recognise, _plan)
