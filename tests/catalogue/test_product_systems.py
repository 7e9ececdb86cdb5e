"""Products as product systems give them in JSON: every product and every amount, or why it needs a look."""

import json
from pathlib import Path
from typing import Any

import pytest

from labelcheck.catalogue.checking import check_batch
from labelcheck.catalogue.containers import Progress
from labelcheck.catalogue.format import Input, Plan
from labelcheck.catalogue.formats import plan
from labelcheck.catalogue.product import to_batch
from labelcheck.errors import UnreadableFile


def _answers(path: Path) -> tuple[Plan, list[dict[str, Any]]]:
    planned = plan(Input(path))
    products = list(planned.products(Progress()))
    batch = to_batch(products, list(range(len(products))), ["0" * 32] * len(products))
    return planned, check_batch(batch).to_pylist()


def _told(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(r["nutrient"], r["value"], r["unit"], r["basis"], r["basis_of"], r["status"]) for r in answer["readings"]]


def _value(data: Any, locale: str | None = None, scope: str | None = None) -> list[dict[str, Any]]:
    return [{"locale": locale, "scope": scope, "data": data}]


CAPSULES: dict[str, Any] = {
    "uuid": "25566245-55c3-42ce-86d9-8610ac459fa8", "identifier": "NL-100", "enabled": True, "family": "supplements",
    "categories": ["minerals"], "groups": [], "parent": None,
    "values": {
        "name": _value("Magnesium Fjord", "sv_SE") + _value("Magnesium Fiord", "en_US"),
        "brand": _value("nordlind"),
        "description": _value("<p>Snällt mot magen.</p>", "sv_SE", "ecommerce") + _value("<p>Mild.</p>", "en_US", "ecommerce"),
        "dosage": _value("2 kapslar dagligen", "sv_SE") + _value("2 capsules daily", "en_US"),
        "price": _value([{"amount": "129.00", "currency": "SEK"}]),
        "weight": _value({"amount": "120.0000", "unit": "GRAM"}),
        "magnesium_per_capsule": _value({"amount": "150.0000", "unit": "MILLIGRAM"}),
        "selenium_per_capsule": _value({"amount": "1.500", "unit": "MICROGRAM"}),
        "zinc_per_capsule": _value({"amount": "5", "unit": "CARAT"}),
    },
    "associations": {"X_SELL": {"products": ["NL-101"], "product_models": [], "groups": []}},
}  # fmt: skip
TABLET: dict[str, Any] = {
    "uuid": "a5ed606d-4078-435f-8b09-fcbc1e3f0f1f", "identifier": None, "enabled": True, "family": "vitamins", "categories": [],
    "values": {
        "sku": _value("NL-101"), "name": _value("Vitamin D Fjord", "sv_SE"), "dosage": _value("1 tablet daily", "en_US"),
        "form": [{"locale": None, "scope": None, "data": "tab", "linked_data": {"code": "tab", "labels": {"sv_SE": "Tablett"}}}],
        "nutrition": _value([
            {"nutrient": "vitamin_d", "amount": "20", "unit": "µg", "percent": "400", "per": "1 tablet"},
            {"nutrient": "moon dust", "amount": "3", "unit": "mg", "per": "1 tablet"},
        ]),
    },
}  # fmt: skip


@pytest.mark.parametrize("kind", ["answer", "array", "lines"])
def test_akeneo(tmp_path: Path, kind: str) -> None:
    path = tmp_path / ("p.jsonl" if kind == "lines" else "p.json")
    both = [CAPSULES, TABLET]
    whole = {"answer": {"current_page": 1, "_embedded": {"items": both}}, "array": both}
    path.write_text("\n".join(map(json.dumps, both)) if kind == "lines" else json.dumps(whole[kind]), encoding="utf-8")
    planned, (capsules, tablet) = _answers(path)
    assert planned.format == "akeneo"
    assert "values of locale sv_SE; not read where it has one: en_US" in planned.notes
    assert [(a["id"], a["name"], a["brand"], a["category"]) for a in (capsules, tablet)] == [
        ("NL-100", "Magnesium Fjord", "nordlind", "minerals"),
        ("NL-101", "Vitamin D Fjord", None, None),
    ]
    assert _told(capsules) == [
        ("magnesium", "150", "mg", "unit", "capsule", "ok"),
        ("selenium", "1.5", "µg", "unit", "capsule", "ok"),
        ("zinc", None, None, "unit", "capsule", "check"),
    ]
    assert capsules["dose_low"] == "2"
    assert tablet["dose_of"] == "tablet"
    assert _told(tablet) == [
        ("vitamin-d", "20", "µg", "unit", "tablet", "ok"),
        (None, "3", "mg", "unit", "tablet", "check"),
    ]


def test_a_product_that_alone_has_an_attribute(tmp_path: Path) -> None:
    plain = [{"identifier": f"P{n}", "family": "f", "values": {"name": _value(f"P{n}")}} for n in range(300)]
    last = {"identifier": "Q", "family": "f", "values": {"zinc_per_tablet": _value({"amount": 5, "unit": "MILLIGRAM"})}}
    (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, [*plain, last])))
    _, answers = _answers(tmp_path / "p.jsonl")
    assert len(answers) == 301
    assert _told(answers[-1]) == [("zinc", "5", "mg", "unit", "tablet", "ok")]


def _feature(name: str, value: str, unit: str = "") -> dict[str, Any]:
    about = {"ID": "7", "Sign": unit, "Measure": {"ID": "9", "Sign": unit}, "Name": {"Value": name, "Language": "EN"}}
    return {"Value": value, "RawValue": value, "PresentationValue": f"{value} {unit}".strip(), "Feature": about}


def _sheet(number: str, title: str, description: str, groups: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    about = {
        "IcecatId": 5001, "Title": title, "Brand": "Nordlind", "BrandPartCode": f"NL{number}", "GTIN": [number],
        "Category": {"CategoryID": "3131", "Name": {"Value": "Vitamins", "Language": "EN"}},
        "Description": {"ID": "1", "LongDesc": description, "Language": "EN"}, "BulletPoints": {"Values": ["Vegan"]},
    }  # fmt: skip
    features = [
        {"ID": 1, "FeatureGroup": {"ID": "1", "Name": {"Value": g, "Language": "EN"}}, "Features": f}
        for g, f in groups.items()
    ]
    other = [{"IcecatID": 99, "ProductCode": "X", "ProductName": "Zinc 50 mg", "Brand": "Other"}]
    return {"msg": "OK", "data": {"GeneralInfo": about, "FeaturesGroups": features, "ProductRelated": other}}


MAGNESIUM = _sheet(
    "7310000000010", "Magnesium Fjord", r"For muscles.\nTake 2 capsules daily.",
    {
        "Features": [_feature("Product type", "Capsule"), _feature("Quantity per pack", "60", "pc(s)")],
        "Nutrition (per 1 capsule)": [_feature("Magnesium", "150", "mg"), _feature("Selenium", "1.500", "µg")],
        "Nutrition per 100 g": [_feature("Magnesium", "12000", "mg")],
    },
)  # fmt: skip
VITAMIN = _sheet(
    "7310000000027",
    "Vitamin D Fjord",
    "<p>Winter.</p>",
    {"Use": [_feature("Dosage", "1 tablet daily"), _feature("Vitamin D per tablet", "20 µg")]},
)


@pytest.mark.parametrize("kind", ["array", "lines"])
def test_icecat(tmp_path: Path, kind: str) -> None:
    path = tmp_path / ("p.jsonl" if kind == "lines" else "p.json")
    both = [MAGNESIUM, VITAMIN, {"msg": "The requested product is not present", "Code": 16}]
    path.write_text("\n".join(map(json.dumps, both)) if kind == "lines" else json.dumps(both), encoding="utf-8")
    planned, (magnesium, vitamin, absent) = _answers(path)
    assert planned.format == "icecat"
    assert [(a["id"], a["name"], a["brand"], a["category"]) for a in (magnesium, vitamin)] == [
        ("7310000000010", "Magnesium Fjord", "Nordlind", "Vitamins"),
        ("7310000000027", "Vitamin D Fjord", "Nordlind", "Vitamins"),
    ]
    assert _told(magnesium) == [
        ("magnesium", "150", "mg", "unit", "capsule", "ok"),
        ("selenium", "1.500", "µg", "unit", "capsule", "ok"),
        ("magnesium", "12000", "mg", "per-100-g", "gram", "ok"),
    ]
    assert (magnesium["dose_low"], magnesium["dose_of"]) == ("2", "capsule")
    assert _told(vitamin) == [("vitamin-d", "20", "µg", "unit", "tablet", "ok")]
    assert vitamin["dose_low"] == "1"
    assert absent["outcome"] == "broken-row"


def test_one_data_sheet(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(json.dumps(VITAMIN), encoding="utf-8")
    planned, [vitamin] = _answers(tmp_path / "p.json")
    assert planned.format == "icecat"
    assert vitamin["id"] == "7310000000027"
    assert _told(vitamin) == [("vitamin-d", "20", "µg", "unit", "tablet", "ok")]


ICECAT_XML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ICECAT-interface SYSTEM "https://data.icecat.biz/dtd/ICECAT-interface_response.dtd">
<ICECAT-interface><Product Code="1" ID="91" Name="Magnesium Fjord" Prod_id="MG-60" Title="Nordlind Magnesium Fjord">
<Category ID="77"><Name ID="1" Value="Vitamins" langid="1"/></Category>
<CategoryFeatureGroup ID="4"><FeatureGroup ID="1"><Name ID="2" Value="Nutrition (per 1 capsule)" langid="1"/></FeatureGroup></CategoryFeatureGroup>
<EANCode EAN="7310000000010"/>
<ProductDescription LongDesc="For muscles.\\nTake 2 capsules daily." langid="1"/>
<ProductFeature CategoryFeatureGroup_ID="4" Value="150" Presentation_Value="150 mg"><Feature ID="1"><Measure ID="5" Sign="mg"/><Name ID="3" Value="Magnesium" langid="1"/></Feature></ProductFeature>
<ProductFeature CategoryFeatureGroup_ID="4" Value="1.500" Presentation_Value="1.500 &#181;g"><Feature ID="2"><Measure ID="6"><Signs><Sign langid="1">&#181;g</Sign></Signs></Measure><Name ID="4" Value="Selenium" langid="1"/></Feature></ProductFeature>
<ProductFeature CategoryFeatureGroup_ID="9" Value="Y" Presentation_Value="Yes"><Feature ID="3"><Measure ID="0" Sign=""/><Name ID="5" Value="Vegan" langid="1"/></Feature></ProductFeature>
<ProductRelated ID="9"><Product ID="77" Name="Zinc 25 mg" Prod_id="ZN"><Supplier ID="3" Name="Other"/></Product></ProductRelated>
<Supplier ID="12" Name="Nordlind"/></Product>
<Product Code="-1" ErrorMessage="The requested XML data-sheet is not present"/></ICECAT-interface>"""


def test_icecat_in_xml(tmp_path: Path) -> None:
    (tmp_path / "p.xml").write_text(ICECAT_XML, encoding="utf-8")
    planned, (magnesium, absent) = _answers(tmp_path / "p.xml")
    assert planned.format == "icecat"
    assert [magnesium[k] for k in ("id", "name", "brand", "category", "dose_low")] == [
        "7310000000010", "Nordlind Magnesium Fjord", "Nordlind", "Vitamins", "2",
    ]  # fmt: skip
    assert _told(magnesium) == [
        ("magnesium", "150", "mg", "unit", "capsule", "ok"),
        ("selenium", "1.500", "µg", "unit", "capsule", "ok"),
    ]
    assert absent["outcome"] == "broken-row"


def test_icecat_in_xml_with_entities_is_refused(tmp_path: Path) -> None:
    declared = ICECAT_XML.replace('response.dtd">', 'response.dtd" [<!ENTITY a "b">]>')
    (tmp_path / "p.xml").write_text(declared, encoding="utf-8")
    with pytest.raises(UnreadableFile):
        _answers(tmp_path / "p.xml")
