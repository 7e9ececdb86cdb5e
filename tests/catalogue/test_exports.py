"""Formats as shops and registers really export them: what stands beside the usual fields is read or told."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from catalogue_runs import catalogue, table, write_csv
from labelcheck.catalogue.checking import check_batch
from labelcheck.catalogue.containers import Progress
from labelcheck.catalogue.format import Input
from labelcheck.catalogue.formats import plan
from labelcheck.catalogue.product import to_batch

WOO = (
    "ID",
    "Type",
    "SKU",
    "Name",
    "Short description",
    "Description",
    "Categories",
    "Parent",
    "Meta: supplement_facts",
)
SHOP = ("Handle", "Title", "Body (HTML)", "Vendor", "Option1 Value", "Dosage (product.metafields.custom.dosage)")


def _answers(path: Path) -> list[dict[str, Any]]:
    products = list(plan(Input(path)).products(Progress()))
    batch = to_batch(products, list(range(len(products))), ["0" * 32] * len(products))
    answers: list[dict[str, Any]] = check_batch(batch).to_pylist()
    return answers


def _told(answer: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(r["nutrient"], r["value"], r["unit"], r["basis"], r["basis_of"], r["status"]) for r in answer["readings"]]


@pytest.mark.parametrize(
    "text",
    [
        r"Per tablett:\nZink 10 mg\nJärn 14 mg",
        r"<strong>Per tablett</strong>\n<ul>\n \t<li>Zink 10 mg</li>\n \t<li>Järn 14 mg</li>\n</ul>",
        (
            r"<table>\n<tr>\n<th></th>\n<th>Per tablett</th>\n</tr>\n<tr>\n<td>Zink</td>\n<td>10 mg</td>\n</tr>\n"
            r"<tr>\n<td>Järn</td>\n<td>14 mg</td>\n</tr>\n</table>"
        ),
    ],
)
def test_woocommerce_line_ends(tmp_path: Path, text: str) -> None:
    [answer] = _answers(write_csv(tmp_path / "w.csv", [("1", "simple", "S", "N", "", text, "K", "", "")], WOO))
    assert _told(answer) == [
        ("zinc", "10", "mg", "unit", "tablet", "ok"),
        ("iron", "14", "mg", "unit", "tablet", "ok"),
    ]


def test_woocommerce_variations_and_metas(tmp_path: Path) -> None:
    rows = [
        ("1", "variable", "J", "Jod", "", "", "K", "", "Per tablett: Jod 150 µg. Ta 1 tablett dagligen."),
        ("2", "variation", "J-60", "Jod - 60 st", "", "", "", "J", ""),
        ("3", "variation", "J-75", "Jod - 75 µg", "", "", "", "id:1", ""),
        ("4", "variation", "J-225", "Jod - 225 µg", "", "Per tablett: Jod 225 µg", "", "J", ""),
    ]
    path = write_csv(tmp_path / "w.csv", rows, WOO)
    assert "nutrition: Meta: supplement_facts" in plan(Input(path)).notes
    found = _answers(path)
    assert [(a["readings"][0]["value"], a["status"], a["notes"], a["category"]) for a in found] == [
        ("150", "ok", [], "K"),
        ("150", "ok", ["text-of-parent"], "K"),
        ("150", "check", ["text-of-parent"], "K"),
        ("225", "ok", ["text-of-parent"], "K"),
    ]
    assert [a["dose_low"] for a in found] == ["1"] * 4


WOO_CHOICES = (*WOO, "Attribute 1 name", "Attribute 1 value(s)", "Attribute 2 name", "Attribute 2 value(s)")


def test_woocommerce_variations_of_a_strength_that_their_attribute_tells(tmp_path: Path) -> None:
    text = "Per tablett: Zink 15 mg. 1 tablett dagligen."
    rows = [
        ("1", "variable", "Z", "Zink", "", text, "K", "", "", "Styrka", r"15 mg, 2\,5 mg, 25 mg", "Antal", "60, 120"),
        ("2", "variation", "Z-15", "Zink", "", "", "", "Z", "", "Styrka", "15 mg", "Antal", "60"),
        ("3", "variation", "Z-25", "Zink", "", "", "", "Z", "", "Styrka", "25 mg", "Antal", "60"),
        ("4", "variable", "D", "Vitamin D", "", "1 tablett dagligen.", "", "", "", "Styrka", "20 µg, 50 µg", "", ""),
        ("5", "variation", "D-50", "Vitamin D", "", "", "", "D", "", "Styrka", "50 µg", "", ""),
    ]
    found = {a["id"]: a for a in _answers(write_csv(tmp_path / "w.csv", rows, WOO_CHOICES))}
    assert {i: (a["status"], a["name"]) for i, a in found.items()} == {
        "Z": ("check", "Zink"), "Z-15": ("ok", "Zink 15 mg"), "Z-25": ("check", "Zink 25 mg"),
        "D": ("check", "Vitamin D"), "D-50": ("check", "Vitamin D 50 µg"),
    }  # fmt: skip
    assert "variants-differ: 15 mg, 2,5 mg, 25 mg" in found["Z"]["reasons"]
    assert "variants-differ: 25 mg" in found["Z-25"]["reasons"]
    assert [(r["nutrient"], r["value"], r["notes"]) for r in found["D-50"]["readings"]] == [
        ("vitamin-d", "50", ["amounts-from-name"])
    ]


def test_woocommerce_variations_with_a_word_of_their_own_and_above_their_parent(tmp_path: Path) -> None:
    panel = r"Per kapsel: Magnesium 150 mg\nDosering: 2 kapslar dagligen"
    rows = [
        ("2", "variation", "M-1", "Magnesium - Citron", "", "Smak av citron.", "", "M", "", "Smak", "Citron", "", ""),
        ("1", "variable", "M", "Magnesium", "", panel, "K", "", "", "Smak", "Citron, Hallon", "Vegan", "Ja"),
    ]
    above, parent = _answers(write_csv(tmp_path / "w.csv", rows, WOO_CHOICES))
    assert _told(above) == _told(parent) == [("magnesium", "150", "mg", "unit", "capsule", "ok")]
    assert (above["dose_low"], above["category"], above["notes"]) == ("2", "K", ["text-of-parent"])


def test_shopify_variants_of_other_strengths_are_products_each(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text(
        "Handle,Title,Body (HTML),Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Barcode\n"
        "b12,B12,Per tablett: Vitamin B12 500 µg,V,Styrka,500 µg,B-5,\nb12,,,,,1000 µg,,7350000000011\n"
        "mg,Magnesium,Per kapsel: Magnesium 120 mg,V,Antal,60 kapslar,M-60,\nmg,,,,,120 kapslar,M-120,\n"
        "kr,Kreatin,Per portion (3 g): kreatin 3 g,V,Vikt,250 g,K-1,\nkr,,,,,500 g,K-2,\n",
        encoding="utf-8",
    )
    assert [(a["id"], a["name"], a["status"], a["notes"][:1]) for a in _answers(path)] == [
        ("b12/B-5", "B12 500 µg", "check", ["variants-differ: 500 µg"]),
        ("b12/7350000000011", "B12 1000 µg", "check", ["variants-differ: 1000 µg"]),
        ("mg", "Magnesium", "ok", []),
        ("kr", "Kreatin", "ok", []),
    ]


VARIANTS = [("15 mg", "Z-15", "Per kapsel: Zink 15 mg"), ("25 mg", "Z-25", "Per kapsel: Zink 25 mg")]


def test_shopify_variants_with_panels_of_their_own(tmp_path: Path) -> None:
    header = ("Handle", "Title", "Body (HTML)", "Vendor", "Option1 Value", "Variant SKU",
              "Näringsinnehåll (variant.metafields.custom.panel)", "Dosering (product.metafields.custom.dose)")  # fmt: skip
    rows = [
        ("zn", "Zink" if first else "", "<p>Snällt mot magen.</p>" if first else "", "V", *variant, "2 kapslar dagligen" if first else "")
        for first, variant in zip((True, False), VARIANTS, strict=True)
    ]  # fmt: skip
    found = _answers(write_csv(tmp_path / "s.csv", rows, header))
    assert [(a["id"], a["status"], a["dose_low"], _told(a)) for a in found] == [
        ("zn/Z-15", "ok", "2", [("zinc", "15", "mg", "unit", "capsule", "ok")]),
        ("zn/Z-25", "ok", "2", [("zinc", "25", "mg", "unit", "capsule", "ok")]),
    ]


def test_shopify_as_its_interface_answers(tmp_path: Path) -> None:
    field = {"namespace": "custom", "key": "dosering", "value": "2 kapslar dagligen"}
    variants = [
        {"option1": o, "sku": s, "metafields": [{"namespace": "custom", "key": "nutrition", "value": v}]} for o, s, v in VARIANTS
    ]  # fmt: skip
    product = {
        "id": 1,
        "handle": "zn",
        "title": "Zink",
        "body_html": "<p>Bra</p>",
        "variants": variants,
        "metafields": [field],
    }
    path = tmp_path / "products.json"
    path.write_text(json.dumps({"products": [product]}), encoding="utf-8")
    assert plan(Input(path)).format == "shopify"
    assert [(a["id"], a["status"], a["dose_low"], _told(a)[0][1]) for a in _answers(path)] == [
        ("zn/Z-15", "ok", "2", "15"), ("zn/Z-25", "ok", "2", "25"),
    ]  # fmt: skip


def test_shopify_rows_that_follow_and_metafields(tmp_path: Path) -> None:
    rows = [
        ("jod", "Jod", "Per tablett: Jod 150 µg", "V", "60 st", "1 tablett dagligen"),
        ("jod", "", "", "", "120 st", ""),
        ("b12", "B12", "Per tablett: Vitamin B12 500 µg", "V", "500 µg", "1 tablett dagligen"),
        ("b12", "", "", "", "1000 µg", ""),
        ("zn", "Zink 25 mg", "Vår bästa.", "V", "", "1 tablett dagligen"),
    ]
    jod, b12, more, zinc = _answers(write_csv(tmp_path / "s.csv", rows, SHOP))
    assert (jod["status"], jod["dose_low"]) == ("ok", "1")
    assert (b12["status"], b12["notes"]) == ("check", ["variants-differ: 500 µg"])
    assert (more["status"], more["notes"]) == ("check", ["variants-differ: 1000 µg"])
    assert (zinc["status"], _told(zinc)) == ("check", [("zinc", "25", "mg", None, None, "check")])


def test_columns_that_nothing_is_made_of_are_told(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [("1", "Zink 10 mg", "x")], ("id", "text", "Omdöme"))
    assert any(n.startswith("not read") and "Omdöme" in n for n in plan(Input(path)).notes)


def test_google_highlights_and_escaped_cdata(tmp_path: Path) -> None:
    items = (
        (
            "<g:id>1</g:id><g:product_highlight>Per tablet: Zinc 10 mg</g:product_highlight>"
            "<g:product_highlight>Take 1 tablet daily</g:product_highlight>"
        ),
        "<g:id>2</g:id><g:description>&lt;![CDATA[Per tablet: Zinc 10 mg. Take 1 tablet daily]]&gt;</g:description>",
    )
    body = "".join(f"<item>{item}</item>" for item in items)
    path = tmp_path / "f.xml"
    path.write_text(f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{body}</channel></rss>')
    for answer in _answers(path):
        assert _told(answer) == [("zinc", "10", "mg", "unit", "tablet", "ok")]
        assert answer["dose_low"] == "1"


def test_json_ld_variants_and_weights_in_words(tmp_path: Path) -> None:
    nutrition = {
        "@type": "NutritionInformation", "servingSize": "25 g", "calories": "98 kcal", "proteinContent": "20 grams",
        "sodiumContent": "120 milligrams", "fatContent": "<0.5 g", "fiberContent": "some", "sugarContent": "2",
    }  # fmt: skip
    group = {
        "@context": "https://schema.org", "@type": "ProductGroup", "name": "Iron", "description": "Per tablet: Iron 14 mg.",
        "hasVariant": [{"@type": "Product", "sku": "A", "name": "Iron 14 mg"}, {"@type": "Product", "sku": "B", "name": "Iron 28 mg"}],
    }  # fmt: skip
    path = tmp_path / "p.json"
    path.write_text(json.dumps([{"@context": "https://schema.org", "@type": "Product", "nutrition": nutrition}, group]))
    whey, same, other = _answers(path)
    assert {(r["nutrient"], r["value"], r["unit"], r["bound"], r["basis_quantity"]) for r in whey["readings"]} == {
        ("energy", "98", "kcal", None, "25"), ("protein", "20", "g", None, "25"), ("sodium", "120", "mg", None, "25"),
        ("fat", "0.5", "g", "<", "25"), ("fibre", None, None, None, "25"), ("sugars", None, None, None, "25"),
    }  # fmt: skip
    assert [r["status"] for r in whey["readings"]].count("check") == 2
    assert [(a["id"], a["status"]) for a in (same, other)] == [("A", "ok"), ("B", "check")]


def _linked(tmp_path: Path, *nodes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    path = tmp_path / "p.jsonld"
    path.write_text(json.dumps({"@context": "https://schema.org", "@graph": nodes}), encoding="utf-8")
    return {a["id"]: a for a in _answers(path)}


def test_json_ld_variants_that_stand_elsewhere_in_the_graph(tmp_path: Path) -> None:
    dose = {"@type": "PropertyValue", "name": "Dosage", "value": "1 tablet daily"}
    zinc = {"@type": "PropertyValue", "name": "Zinc per tablet", "value": 25, "unitText": "mg"}
    told = _linked(
        tmp_path,
        {"@type": "Product", "@id": "#a", "sku": "A", "additionalProperty": [zinc], "isVariantOf": {"@id": "#g"}},
        {"@type": "ProductGroup", "@id": "#g", "name": "Zinc", "additionalProperty": dose, "hasVariant": [{"@id": "#a"}, {"@id": "#b"}]},
        {"@type": "Product", "@id": "#b", "sku": "B", "description": "Zinc 15 mg per tablet"},
        {"@type": "ProductGroup", "productGroupID": "I", "name": "Iron", "description": "Iron 14 mg per tablet. 1 tablet daily."},
        {"@type": "Product", "sku": "C", "inProductGroupWithID": "I", "size": "14 mg"},
        {"@type": "Product", "sku": "D", "inProductGroupWithID": "I", "size": "28 mg"},
    )  # fmt: skip
    assert {i: (a["name"], a["status"], a["dose_low"], _told(a)[0][1]) for i, a in told.items()} == {
        "A": ("Zinc", "ok", "1", "25"), "B": ("Zinc", "ok", "1", "15"),
        "C": ("Iron 14 mg", "ok", "1", "14"), "D": ("Iron 28 mg", "check", "1", "14"),
    }  # fmt: skip


def test_json_ld_variants_of_each_other(tmp_path: Path) -> None:
    nodes = [
        {"@type": "Product", "@id": i, "sku": i, "description": "Zinc 5 mg", "hasVariant": [{"@id": j}]}
        for i, j in ("ab", "ba")
    ]
    assert _linked(tmp_path, *nodes)["b"]["readings"][0]["value"] == "5"


def test_json_ld_groups_within_groups(tmp_path: Path) -> None:
    inner = {"@type": "ProductGroup", "name": "Inner", "hasVariant": [{"@type": "Product", "sku": "A", "name": "A"}]}
    told = _linked(tmp_path, {"@type": "ProductGroup", "description": "Zinc 10 mg per tablet", "hasVariant": [inner]})
    assert {i: (a["name"], a["notes"], _told(a)[0][:2]) for i, a in told.items()} == {
        "A": ("A", ["text-of-parent"], ("zinc", "10"))
    }


def test_json_ld_intakes_of_several_groups_and_odd_contents(tmp_path: Path) -> None:
    def schedule(count: str, whose: str | None = None) -> dict[str, Any]:
        return {
            "@type": "DoseSchedule",
            "doseValue": count,
            "doseUnit": "capsules",
            "frequency": "daily",
            "targetPopulation": whose,
        }

    nutrition = {
        "@type": "NutritionInformation", "servingSize": "1 bar (50 g)", "calories": "840 kJ / 201 kcal",
        "fiberContent": {"@type": "QuantitativeValue", "value": 5, "unitText": "g"}, "proteinContent": {"@type": "Mass", "name": "20 g"},
        "vitaminCContent": "80 mg", "moonContent": "3 mg",
    }  # fmt: skip
    told = _linked(
        tmp_path,
        {"@type": "DietarySupplement", "sku": "A", "description": "Iron 14 mg per capsule", "maximumIntake": schedule("4"),
         "recommendedIntake": [schedule("2", "Adults"), schedule("1", "Children 4-10 years")]},
        {"@type": "Product", "sku": "B", "nutrition": nutrition},
    )  # fmt: skip
    assert (told["A"]["dose_low"], told["A"]["dose_high"], told["A"]["status"]) == ("2", "2", "ok")
    assert [r[:3] + r[-1:] for r in _told(told["B"])] == [
        ("energy", "840", "kJ", "ok"), ("fibre", "5", "g", "ok"), ("protein", "20", "g", "ok"), ("vitamin-c", "80", "mg", "ok"),
        (None, "3", "mg", "check"),
    ]  # fmt: skip


def test_json_ld_dose_in_fields(tmp_path: Path) -> None:
    intake = {"@type": "RecommendedDoseSchedule", "doseValue": 2, "doseUnit": "tablets", "frequency": "daily"}
    product = {
        "@context": "https://schema.org",
        "@type": "DietarySupplement",
        "name": "Zinc",
        "recommendedIntake": intake,
    }
    path = tmp_path / "p.json"
    path.write_text(json.dumps(product | {"description": "Zinc 10 mg per tablet"}))
    [answer] = _answers(path)
    assert (answer["dose_low"], answer["intakes"][0]["low"]) == ("2", "20")


def _off(tmp_path: Path, *products: dict[str, Any]) -> list[dict[str, Any]]:
    path = tmp_path / "off.jsonl"
    path.write_text("".join(json.dumps({"code": f"{i}"} | p) + "\n" for i, p in enumerate(products)))
    assert plan(Input(path)).format == "open-food-facts"
    return _answers(path)


def test_open_food_facts_as_typed(tmp_path: Path) -> None:
    iu = {"vitamin-d_100g": 400, "vitamin-d_value": 400, "vitamin-d_unit": "IU"}
    share = {"zinc_100g": 50, "zinc_value": 50, "zinc_unit": "% DV"}
    less = {"zinc_100g": 0.001, "zinc_value": 1, "zinc_unit": "mg", "zinc_modifier": "<"}
    prepared = {"proteins_100g": 70, "proteins_prepared_100g": 9}
    more = {
        "folates_100g": 0.0002,
        "creatine_100g": 80,
        "sv:moondust_100g": 1,
        "nova-group_100g": 4,
        "energy_100g": 1700,
    }
    found = _off(tmp_path, *({"nutriments": n} for n in (iu, share, less, prepared, more)))
    readings = [
        {(r["nutrient"], r["value"], r["unit"], r["bound"], r["percent"]) for r in a["readings"]} for a in found
    ]
    assert readings[0] == {("vitamin-d", "400", "IU", None, None)}
    assert readings[1] == {("zinc", None, None, None, "50")}
    assert readings[2] == {("zinc", "1", "mg", "<", None)}
    assert [(r["value"], r["status"]) for r in found[3]["readings"]] == [("70", "ok"), ("9", "check")]
    assert {r[:3] for r in readings[4]} == {
        ("folate", "200", "µg"), ("creatine", "80000", "mg"), (None, "1", "g"), ("energy", "1700", "kJ"),
    }  # fmt: skip


def test_open_food_facts_from_schema_1003(tmp_path: Path) -> None:
    typed = {
        "source": "packaging", "preparation": "as_sold", "per": "serving", "per_quantity": 2, "per_unit": "g",
        "nutrients": {"zinc": {"unit": "mg", "value": 10, "value_string": "10"}, "iodine": {"unit": "µg", "value": 75, "modifier": "<"}},
    }  # fmt: skip
    whole = {"per": "100g", "preparation": "as_sold", "nutrients": {"zinc": {"unit": "g", "value": 0.5}}}
    both, one = _off(
        tmp_path,
        {"schema_version": 1003, "nutrition": {"aggregated_set": whole, "input_sets": [typed]}},
        {"schema_version": 1003, "nutrition": {"aggregated_set": whole}},
    )
    assert [(r["nutrient"], r["value"], r["unit"], r["bound"], r["basis_quantity"]) for r in both["readings"]] == [
        ("zinc", "10", "mg", None, "2"),
        ("iodine", "75", "µg", "<", "2"),
    ]
    assert [(r["nutrient"], r["value"], r["unit"], r["basis"]) for r in one["readings"]] == [
        ("zinc", "0.5", "g", "per-100-g")
    ]


def _gdsn(tmp_path: Path, *headers: str, dose: str = "Take 1 capsule daily.") -> list[dict[str, Any]]:
    items = "".join(
        f"<tradeItem><gtin>0730000000{i:04}</gtin><consumerUsageInstructions>{dose}</consumerUsageInstructions>{h}</tradeItem>"
        for i, h in enumerate(headers)
    )
    path = tmp_path / "g.xml"
    path.write_text(f'<n:m xmlns:n="urn:gs1:gdsn:nutritional_information:xsd:3">{items}</n:m>')
    return _answers(path)


def _detail(code: str, value: str, unit: str) -> str:
    return (
        f"<n:nutrientDetail><n:nutrientTypeCode>{code}</n:nutrientTypeCode>"
        f'<n:quantityContained measurementUnitCode="{unit}">{value}</n:quantityContained></n:nutrientDetail>'
    )


def _header(*inner: str) -> str:
    return f"<n:nutrientHeader>{''.join(inner)}</n:nutrientHeader>"


def test_gdsn_pieces_servings_and_ounces(tmp_path: Path) -> None:
    zinc = _detail("ZN", "10", "MGM")
    piece = '<n:nutrientBasisQuantity measurementUnitCode="H87">1</n:nutrientBasisQuantity>'
    words = '<n:servingSizeDescription languageCode="en">1 capsule</n:servingSizeDescription>'
    ounces = '<n:servingSize measurementUnitCode="ONZ">1</n:servingSize>'
    found = _gdsn(tmp_path, *(_header(b, zinc) for b in (piece + words, piece, words, ounces, "")))
    assert [_told(a)[0][3:] for a in found] == [
        ("unit", "capsule", "ok"),
        ("unit", "piece", "ok"),
        ("unit", "capsule", "ok"),
        ("serving", "gram", "ok"),
        (None, None, "check"),
    ]
    assert found[3]["readings"][0]["basis_quantity"] == "28.349523125"


def test_gdsn_codes_of_forms_and_equivalents(tmp_path: Path) -> None:
    codes = ("CHOCAL", "VITK1", "VITK2", "NIAEQ", "FOLAC", "FOLDFE", "VITA_RAE", "TOCPHA", "FIB-", "XQZ")
    basis = '<n:nutrientBasisQuantity measurementUnitCode="GRM">100</n:nutrientBasisQuantity>'
    [answer] = _gdsn(tmp_path, _header(basis, *(_detail(c, "9", "MGM") for c in codes)))
    assert [(r["nutrient"], r["forms"], r["qualifier"]) for r in answer["readings"]] == [
        ("vitamin-d", ["cholecalciferol"], None), ("vitamin-k", ["phylloquinone"], None), ("vitamin-k", [], None),
        ("niacin", [], "NE"), ("folate", ["folic-acid"], None), ("folate", [], "DFE"), ("vitamin-a", [], "RAE"),
        ("vitamin-e", [], "α-TE"), ("fibre", [], None), (None, [], None),
    ]  # fmt: skip
    assert answer["readings"][-1]["notes"] == ["unknown-nutrient"]


def test_gdsn_prepared_amounts_stand_behind_and_are_marked(tmp_path: Path) -> None:
    basis = '<n:nutrientBasisQuantity measurementUnitCode="GRM">100</n:nutrientBasisQuantity>'
    states = [f"<n:preparationStateCode>{s}</n:preparationStateCode>" for s in ("PREPARED", "UNPREPARED")]
    blocks = [_header(s, basis, _detail("PRO-", v, "GRM")) for s, v in zip(states, ("9", "70"), strict=True)]
    [answer] = _gdsn(tmp_path, "".join(blocks))
    assert [(r["value"], r["status"], r["notes"]) for r in answer["readings"]] == [
        ("70", "ok", []),
        ("9", "check", ["as-prepared"]),
    ]


def test_columns_of_amounts_in_any_spelling(tmp_path: Path) -> None:
    header = (
        "id",
        "Magnesium (mg) per kapsel",
        "Zink, mg/tablett",
        "Витамин D (мкг)",
        "Per 100 g: Protein (g)",
        "Dosering",
    )
    path = write_csv(tmp_path / "c.csv", [("1", "200", "<10", "5 µg", "24", "2 kapslar dagligen")], header)
    [answer] = _answers(path)
    assert [
        (r["nutrient"], r["value"], r["unit"], r["bound"], r["basis"], r["basis_of"]) for r in answer["readings"]
    ] == [
        ("magnesium", "200", "mg", None, "unit", "capsule"),
        ("zinc", "10", "mg", "<", "unit", "tablet"),
        ("vitamin-d", "5", "µg", None, None, None),
        ("protein", "24", "g", None, "per-100-g", "gram"),
    ]
    assert (answer["dose_low"], answer["dose_of"]) == ("2", "capsule")


def test_cells_that_are_no_number_are_readings_to_check(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "c.csv", [("1", "#N/A"), ("2", "ca 5"), ("3", "1 200"), ("4", "-")], ("id", "Zink (mg)")
    )
    found = _answers(path)
    assert [(r["value"], r["bound"], r["status"]) for a in found for r in a["readings"]] == [
        (None, None, "check"),
        ("5", "~", "ok"),
        ("1200", None, "ok"),
    ]
    assert found[3]["outcome"] == "empty"


@pytest.mark.parametrize(("page", "text"), [("cp1251", "Цинк 10 мг"), ("cp1250", "Żelazo 14 mg, wapń 120 mg")])
def test_code_pages(tmp_path: Path, page: str, text: str) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f"id;text\n1;{text}\n", encoding=page)
    [product] = plan(Input(path)).products(Progress())
    assert product.text == text


def _workbook(tmp_path: Path, *rows: list[Any], merged: str = "") -> Path:
    book = Workbook()
    sheet = book["Sheet"]
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    path = tmp_path / "c.xlsx"
    book.save(path)
    return path


def test_headings_merged_over_columns_go_before_their_names(tmp_path: Path) -> None:
    rows = (
        ["Sortiment", "", "Per kapsel", "", "", "Per 100 g"],
        ["Artikelnr", "Namn", "Zink (mg)", "Järn (mg)", "Jod (µg)", "Protein (g)"],
        [1, "A", 10, 14, 150, 20],
    )
    [answer] = _answers(_workbook(tmp_path, *rows, merged="C1:D1"))
    assert _told(answer) == [
        ("zinc", "10", "mg", "unit", "capsule", "ok"),
        ("iron", "14", "mg", "unit", "capsule", "ok"),
        ("iodine", "150", "µg", None, None, "ok"),
        ("protein", "20", "g", "per-100-g", "gram", "ok"),
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_names_merged_over_both_lines_stand_beside_merged_headings(tmp_path: Path, kind: str) -> None:
    rows: list[list[Any]] = [
        ["Artikelnr", "Benämning", "Varumärke", "Dosering", "Per dagsdos", "", "Per kapsel", ""],
        ["", "", "", "", "Magnesium (mg)", "Zink (mg)", "Magnesium (mg)", "Zink (mg)"],
        ["W-1", "Magnesium", "N", "2 kapslar dagligen", 300, 10, 150, 5],
    ]
    if kind == "xlsx":
        path = _workbook(tmp_path, *rows, merged="E1:F1")
    else:
        path = tmp_path / "c.csv"
        path.write_text("\n".join(";".join(str(c) for c in r) for r in rows), encoding="utf-8")
    [answer] = _answers(path)
    assert [(r["nutrient"], r["value"], r["basis"]) for r in answer["readings"]][:3] == [
        ("magnesium", "300", "daily-dose"), ("zinc", "10", "daily-dose"), ("magnesium", "150", "unit"),
    ]  # fmt: skip
    assert (answer["id"], answer["dose_low"], answer["dose_of"]) == ("W-1", "2", "capsule")


def test_hyphens_in_names_of_columns_are_spaces(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("sku;zinc-mg-per-day;vitamin-d-ug;omega-3\n1;10;5;\n", encoding="utf-8")
    [answer] = _answers(path)
    assert [(r["nutrient"], r["value"], r["unit"], r["basis"]) for r in answer["readings"]] == [
        ("zinc", "10", "mg", "daily-dose"), ("vitamin-d", "5", "µg", None),
    ]  # fmt: skip


def test_formulas_without_values_and_errors_are_readings_to_check(tmp_path: Path) -> None:
    rows = (["Artikelnr", "Zink (mg)", "Järn (mg)"], [1, "=5*2", 14], [2, "#N/A", 14])
    for answer in _answers(_workbook(tmp_path, *rows)):
        assert [(r["nutrient"], r["value"], r["status"]) for r in answer["readings"]] == [
            ("zinc", None, "check"),
            ("iron", "14", "ok"),
        ]
        assert answer["readings"][0]["notes"][0].startswith("no-number: ")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_names_in_two_lines_are_joined(tmp_path: Path, kind: str) -> None:
    over: list[list[Any]] = [
        ["", "", "Per kapsel", "", "Per 100 g"],
        ["Artikelnr", "Namn", "Zink (mg)", "Järn (mg)", "Zink (mg)"],
        [1, "A", 10, 14, 2000],
    ]
    units: list[list[Any]] = [["Artikelnr", "Namn", "Zink", "Jod"], ["", "", "mg", "µg"], [1, "A", 10, 150]]
    told = []
    for number, rows in enumerate((over, units)):
        if kind == "xlsx":
            path = _workbook(tmp_path, *rows, merged="" if number else "C1:D1")
        else:
            path = tmp_path / "c.csv"
            path.write_text("\n".join(";".join(str(c) for c in r) for r in rows), encoding="utf-8")
        [answer] = _answers(path)
        told.append([(r["nutrient"], r["value"], r["unit"], r["basis"]) for r in answer["readings"]])
    assert told[0] == [
        ("zinc", "10", "mg", "unit"), ("iron", "14", "mg", "unit"), ("zinc", "2000", "mg", "per-100-g"),
    ]  # fmt: skip
    assert told[1] == [("zinc", "10", "mg", None), ("iodine", "150", "µg", None)]


def test_a_line_of_data_is_no_second_line_of_names(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("Artikelnr;Namn;Zink (mg)\n1;Zink (mg);10\n2;B;5\n", encoding="utf-8")
    assert [a["id"] for a in _answers(path)] == ["1", "2"]


def test_arithmetic_of_swedish_exports_is_swedish(tmp_path: Path) -> None:
    text = "Per 2 kapslar: Zink 2,5 mg. Ta 1–2 kapslar om dagen."
    source = write_csv(tmp_path / "c.csv", [("1", "A", text)])
    assert catalogue(source, "--output", tmp_path / "out", "--language", "sv", "--format", "csv").returncode == 0
    written = (tmp_path / "out" / "intakes.csv").read_text(encoding="utf-8-sig")
    assert "2,5 mg per 2 kapslar × 1–2 kapslar om dagen" in written
    assert "2,5 mg per 2 kapslar" not in str(table(tmp_path / "out", "intakes")), "programs get one language"
