"""Each format: recognised by its content, columns found, products as a person would read them."""

import json
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import Workbook

from catalogue_runs import HIGH, ZINC, catalogue, outcomes, table, write_csv
from labelcheck.catalogue import formats as room
from labelcheck.catalogue.containers import Progress, TableOptions
from labelcheck.catalogue.format import Format, Input, Plan
from labelcheck.catalogue.formats import formats, plan
from labelcheck.catalogue.product import Product
from labelcheck.errors import InputError, UnreadableFile, UsageError

GDSN = """<?xml version="1.0"?>
<m:message xmlns:m="urn:gs1:gdsn:catalogue_item_notification:xsd:3"><catalogueItem><tradeItem>
<gtin>07300000000011</gtin><brandName>Kustvind</brandName><tradeItemDescription>D-vitamin</tradeItemDescription>
<consumerUsageInstructions>Ta 1 kapsel dagligen.</consumerUsageInstructions>
<nutrientHeader><nutrientBasisQuantity measurementUnitCode="GRM">100</nutrientBasisQuantity>
<nutrientDetail><nutrientTypeCode>MG</nutrientTypeCode><measurementPrecisionCode>EXACT</measurementPrecisionCode>
<quantityContained measurementUnitCode="MGM">5000</quantityContained></nutrientDetail></nutrientHeader>
<nutrientHeader><nutrientBasisQuantityTypeCode>BY_SERVING</nutrientBasisQuantityTypeCode>
<nutrientDetail><nutrientTypeCode>VITD-</nutrientTypeCode><dailyValueIntakePercent>200</dailyValueIntakePercent>
<quantityContained measurementUnitCode="MC">10</quantityContained></nutrientDetail>
<nutrientDetail><nutrientTypeCode>XYZ</nutrientTypeCode><quantityContained measurementUnitCode="XX">1</quantityContained>
</nutrientDetail></nutrientHeader>
</tradeItem></catalogueItem><catalogueItem><tradeItem><gtin>07300000000028</gtin></tradeItem></catalogueItem></m:message>"""
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>
<item><g:id>A1</g:id><title>Zink</title><g:brand>B</g:brand><g:product_type>Mineraler</g:product_type>
<description>&lt;p&gt;Zink 10 mg&lt;/p&gt;</description></item>
<item><g:id>A2</g:id><title>Järn</title><description>Järn 14 mg</description></item></channel></rss>"""


def _products(path: Path, **options: object) -> tuple[Plan, list[Product]]:
    planned = plan(Input(path, **options))  # type: ignore[arg-type]
    return planned, list(planned.products(Progress()))


def test_each_module_registers_exactly_one_format() -> None:
    modules = [import_module(f"{room.__name__}.{m.name}") for m in iter_modules(room.__path__)]
    for module in modules:
        assert [n for n, v in vars(module).items() if isinstance(v, Format)] == ["FORMAT"], module.__name__
    assert len({m.FORMAT.name for m in modules}) == len(modules) == len(formats())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_any_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    path = tmp_path / "c.csv"
    lines = [("Artikelnr", "Namn", "Beskrivning"), ("7", "Järn", '"Järn 14 mg\nTa 1 dagligen"')]
    path.write_text("\r\n".join(delimiter.join(line) for line in lines), encoding=encoding)
    _, products = _products(path)
    assert products == [Product("7", "Järn", text="Järn 14 mg\nTa 1 dagligen")]


@pytest.mark.parametrize(
    "header",
    ["Artikelnr,Namn,Beskrivning", "SKU,Title,Description", "Varenummer,Produktnavn,Beskrivelse", "tuotenumero,nimi,kuvaus",
     "Artikelnummer,Bezeichnung,Beschreibung", "Référence,Nom,Texte", "código,nombre,descripción", "codice,nome,descrizione",
     "artikelcode,naam,omschrijving", "kod,nazwa,opis", "артикул,название,описание"],
)  # fmt: skip
def test_columns_are_found_by_their_names_in_our_languages(tmp_path: Path, header: str) -> None:
    path = tmp_path / "c.csv"
    path.write_text(f"{header}\n7,Zn,Zink 10 mg\n", encoding="utf-8")
    assert _products(path)[1] == [Product("7", "Zn", text="Zink 10 mg")]


def test_chosen_columns_go_before_found_ones(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [("a", "no", "Zink 10 mg", "K")], ("x", "description", "odd", "name"))
    _, products = _products(path, columns={"text": ["odd"], "id": ["x"]})
    assert products == [Product("a", "K", text="Zink 10 mg")]
    with pytest.raises(UsageError, match="no such column"):
        _products(path, columns={"text": ["absent"]})
    with pytest.raises(UsageError, match="no such field"):
        _products(path, columns={"colour": ["odd"]})


def test_a_table_without_anything_to_check_says_what_to_do(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [("1", "2")], ("foo", "bar"))
    with pytest.raises(UsageError, match="--column text=NAME"):
        _products(path)


def test_html_keeps_its_tables(tmp_path: Path) -> None:
    html = "<p>Daglig dos: 1 tablett</p><table><tr><th>Ämne</th><th>Mängd</th></tr><tr><td>Zink</td><td><p>10 mg</p></td></tr></table><script>x</script>"
    _, [product] = _products(write_csv(tmp_path / "c.csv", [("1", "n", html)]))
    assert product.text == "Daglig dos: 1 tablett\nÄmne\tMängd\nZink\t10 mg"


def test_columns_of_amounts_become_readings(tmp_path: Path) -> None:
    header = ("id", "Magnesium (mg)", "vitamin_d_ug", "Zink mg per dagsdos", "price (g)")
    path = write_csv(tmp_path / "c.csv", [("1", "300", "2,5", "1,000", "9"), ("2", "", "", "", "")], header)
    out = tmp_path / "out"
    assert catalogue(path, "--output", out).returncode == 6
    found = [
        (r["nutrient"], r["value"], r["unit"], r["basis"], r["status"], r["notes"]) for r in table(out, "readings")
    ]
    assert found == [
        ("magnesium", "300", "mg", None, "ok", []),
        ("vitamin-d", "2.5", "µg", None, "ok", []),
        ("zinc", None, None, "daily-dose", "check", ["ambiguous-number: 1,000"]),
    ]
    assert outcomes(out) == ["read", "empty"]


def test_text_and_column_that_disagree_are_marked(tmp_path: Path) -> None:
    rows = [("1", "Magnesium 300 µg", "300"), ("2", "Magnesium 300 mg", "300")]
    path = write_csv(tmp_path / "c.csv", rows, ("id", "text", "Magnesium (mg)"))
    out = tmp_path / "out"
    catalogue(path, "--output", out)
    assert [(r["id"], r["value"], r["notes"]) for r in table(out, "readings")] == [
        ("1", "300", ["text-disagrees"]),
        ("2", "300", []),
    ]


def test_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"sku": 1, "label": "Zink 10 mg"}\nnot json\n[1]\n\n{"sku": 2, "label": null}\n')
    _, products = _products(path)
    assert [(p.id, p.outcome) for p in products] == [
        ("1", None),
        (None, "broken-row"),
        (None, "broken-row"),
        ("2", None),
    ]


def test_parquet_file_and_folder(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    for i in range(3):
        pq.write_table(pa.table({"id": [i], "text": ["Zink 10 mg"], "other": [1.5]}), folder / f"{i}.parquet")
    assert [p.id for p in _products(folder)[1]] == ["0", "1", "2"]
    assert [p.id for p in _products(folder / "1.parquet")[1]] == ["1"]
    (folder / "1.parquet").write_bytes((folder / "1.parquet").read_bytes()[:-20])
    planned, products = _products(folder)
    assert planned.format == "parquet"
    assert [(p.id, p.outcome) for p in products] == [("0", None), (None, "unreadable"), ("2", None)]


def test_xlsx_with_titles_and_merged_headers(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("Produkter")
    book["Sheet"].append(["Om filen"])
    sheet.append(["Sortiment 2026"])
    sheet.append(["Artikel", None, "Beskrivning"])
    sheet.append(["Artikelnr", "Namn", None])
    sheet.append([1001, "Zink", "Zink 10 mg"])
    sheet.append([None, None, None])
    sheet.append([1002.0, "Järn", "Järn 14 mg"])
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A2:B2")
    sheet.merge_cells("C2:C3")
    path = tmp_path / "c.xlsx"
    book.save(path)
    _, products = _products(path)
    assert products == [Product("1001", "Zink", text="Zink 10 mg"), Product("1002", "Järn", text="Järn 14 mg")]
    with pytest.raises(UsageError, match="the workbook has Sheet, Produkter"):
        _products(path, table=TableOptions(sheet="Nope"))


def test_open_food_facts_csv_jsonl_parquet(tmp_path: Path) -> None:
    tsv = tmp_path / "off.csv"
    tsv.write_text(
        "code\tproduct_name\tbrands\tvitamin-d_100g\tmagnesium_100g\tenergy-kcal_100g\n1\tD\tB\t0.0000025\t0.3\t250\n"
    )
    jsonl = tmp_path / "off.jsonl"
    nutriments = {"vitamin-d_100g": 0.0000025, "magnesium_100g": 0.3, "energy-kcal_100g": 250, "nova-group_100g": 4}
    jsonl.write_text(json.dumps({"code": "1", "product_name": "D", "brands": "B", "nutriments": nutriments}) + "\n")
    parquet = tmp_path / "off.parquet"
    entries = [
        {"name": n, "100g": v, "unit": "g"}
        for n, v in (("vitamin-d", 2.5e-6), ("magnesium", 0.3), ("energy-kcal", 250.0))
    ]
    row = {"code": "1", "product_name": [{"lang": "main", "text": "D"}], "brands": "B", "nutriments": entries}
    pq.write_table(pa.Table.from_pylist([row]), parquet)
    for path in (tsv, jsonl, parquet):
        planned, [product] = _products(path)
        assert planned.format == "open-food-facts"
        assert (product.id, product.name, product.brand) == ("1", "D", "B")
        got = {(n.nutrient, n.value, n.unit, n.basis) for n in product.nutrients}
        assert got == {
            ("vitamin-d", "2.5", "µg", "per-100-g"),
            ("magnesium", "300", "mg", "per-100-g"),
            ("energy", "250", "kcal", "per-100-g"),
        }, path


def test_shopify_joins_variants(tmp_path: Path) -> None:
    header = ("Handle", "Title", "Body (HTML)", "Vendor", "Type", "Variant SKU")
    rows = [
        ("d", "D", "<b>Vitamin D 10 µg</b>", "V", "T", "1"),
        ("d", "", "", "", "", "2"),
        ("e", "E", "x", "V", "T", "3"),
    ]
    planned, products = _products(write_csv(tmp_path / "s.csv", rows, header))
    assert planned.format == "shopify"
    assert [(p.id, p.text) for p in products] == [("d", "Vitamin D 10 µg"), ("e", "x")]


def test_woocommerce(tmp_path: Path) -> None:
    header = ("ID", "SKU", "Name", "Short description", "Description", "Categories")
    planned, [product] = _products(write_csv(tmp_path / "w.csv", [("1", "S", "N", "kort", "Zink 10 mg", "K")], header))
    assert planned.format == "woocommerce"
    assert product == Product("S", "N", None, "K", None, "kort\nZink 10 mg")


@pytest.mark.parametrize("own", ["Short description", "Is featured?", "Visibility in catalogue"])
def test_woocommerce_with_columns_left_out(tmp_path: Path, own: str) -> None:
    header = ("SKU", "Name", own, "Description", "Meta: nutrition_table")
    rows = [("S", "N", "", r"Ta 1 tablett dagligen.\nHåll borta från barn", r"Per tablett\nZink 10 mg")]
    planned, [product] = _products(write_csv(tmp_path / "w.csv", rows, header))
    assert planned.format == "woocommerce"
    assert product.text is not None
    assert product.text.split("\n") == ["Ta 1 tablett dagligen.", "Håll borta från barn", "Per tablett", "Zink 10 mg"]


def test_gdsn_blocks_become_readings(tmp_path: Path) -> None:
    path = tmp_path / "g.xml"
    path.write_text(GDSN)
    planned, products = _products(path)
    assert planned.format == "gdsn"
    first = products[0]
    assert (first.id, first.name, first.brand) == ("07300000000011", "D-vitamin", "Kustvind")
    assert [(n.nutrient, n.value, n.unit, n.percent, n.basis, n.note) for n in first.nutrients] == [
        ("magnesium", "5000", "mg", None, "per-100-g", None),
        ("vitamin-d", "10", "µg", "200", "serving", None),
        ("", None, None, None, "serving", "unknown-unit: 1 XX"),
    ]
    out = tmp_path / "out"
    assert catalogue(path, "--output", out, "--write-back", "gdsn").returncode == 6
    assert outcomes(out) == ["read", "empty"]
    back = (out / "nutrients.gdsn.xml").read_text("utf-8")
    assert "<gtin>07300000000011</gtin>" in back
    assert '<quantityContained measurementUnitCode="MGM">5000</quantityContained>' in back


def _block(basis: str, details: str) -> str:
    return f"<nutrientHeader>{basis}{details}</nutrientHeader>"


def test_gdsn_written_back_reads_as_it_was(tmp_path: Path) -> None:
    blocks = (
        _block(
            '<nutrientBasisQuantityTypeCode>BY_MEASURE</nutrientBasisQuantityTypeCode>'
            '<nutrientBasisQuantity measurementUnitCode="GRM">100</nutrientBasisQuantity>',
            _detail("MG", "MGM", "5000") + _detail("FAT", "GRM", "1.50"),
        ),
        _block('<nutrientBasisQuantity measurementUnitCode="MLT">100</nutrientBasisQuantity>', _detail("CA", "MGM", "120")),
        _block(
            '<nutrientBasisQuantityTypeCode>BY_SERVING</nutrientBasisQuantityTypeCode>'
            '<nutrientBasisQuantity measurementUnitCode="H87">2</nutrientBasisQuantity>',
            _detail("VITD-", "MC", "10", percent="200"),
        ),
        _block(
            '<nutrientBasisQuantityTypeCode>BY_SERVING</nutrientBasisQuantityTypeCode>'
            '<nutrientBasisQuantity measurementUnitCode="GRM">5</nutrientBasisQuantity>',
            _detail("ZN", "MGM", "10", percent="100"),
        ),
        # what cannot be told for certain is not written: no basis
        _block("", _detail("FE", "MGM", "14")),
        _block('<nutrientBasisQuantity measurementUnitCode="GRM">100</nutrientBasisQuantity>', _detail("NA", "MGM", "5", "LESS_THAN")),
    )  # fmt: skip
    path = tmp_path / "g.xml"
    items = (f"<tradeItem><gtin>0730000000{i:04}</gtin>{block}</tradeItem>" for i, block in enumerate(blocks))
    path.write_text(f"<message>{''.join(items)}</message>")
    _, before = _products(path)
    out = tmp_path / "out"
    assert catalogue(path, "--output", out, "--write-back", "gdsn").returncode == 0
    _, after = _products(out / "nutrients.gdsn.xml")
    assert [(p.id, p.nutrients) for p in after] == [(p.id, p.nutrients) for p in (*before[:4], before[5])]
    assert _out_of_order(out / "nutrients.gdsn.xml") == []


def test_gdsn_of_texts_tells_what_amounts_are_for(tmp_path: Path) -> None:
    texts = ("Magnesium 5000 mg per 100 g", "Zink 10 mg per tablett", "Zink > 10 mg per tablett", "Zink 10 mg")
    path = tmp_path / "t.jsonl"
    path.write_text("".join(json.dumps({"id": f"{i}", "text": t}) + "\n" for i, t in enumerate(texts)))
    out = tmp_path / "out"
    assert catalogue(path, "--output", out, "--write-back", "gdsn").returncode == 0
    _, after = _products(out / "nutrients.gdsn.xml")
    told = {p.id: [(n.nutrient, n.value, n.unit, n.basis, n.quantity) for n in p.nutrients] for p in after}
    assert told.pop("0") == [("magnesium", "5000", "mg", "per-100-g", None)]
    assert told.pop("1") == [("zinc", "10", "mg", "unit", "1")]
    assert "2" not in told
    assert all(n.basis is not None for p in after for n in p.nutrients)


def _detail(code: str, unit: str, value: str, precision: str = "EXACT", percent: str | None = None) -> str:
    share = f"<dailyValueIntakePercent>{percent}</dailyValueIntakePercent>" if percent else ""
    return (
        f"<nutrientDetail><nutrientTypeCode>{code}</nutrientTypeCode>{share}"
        f"<measurementPrecisionCode>{precision}</measurementPrecisionCode>"
        f'<quantityContained measurementUnitCode="{unit}">{value}</quantityContained></nutrientDetail>'
    )


GDSN_ORDER = {
    "tradeItem": ("gtin", "nutritionalInformationModule"),
    "nutritionalInformationModule": ("nutrientHeader",),
    "nutrientHeader": ("preparationStateCode", "nutrientBasisQuantityTypeCode", "nutrientBasisQuantity", "nutrientDetail"),
    "nutrientDetail": ("nutrientTypeCode", "dailyValueIntakePercent", "measurementPrecisionCode", "quantityContained"),
}  # fmt: skip
"""The elements that we write, in the order in which trade item messages have them."""


def _out_of_order(path: Path) -> list[str]:
    wrong = []
    for element in fromstring(path.read_text("utf-8")).iter():
        order = GDSN_ORDER.get(element.tag, ())
        names = [child.tag for child in element if element.tag in GDSN_ORDER]
        if not set(names) <= set(order) or names != sorted(names, key=order.index):
            wrong.append(f"{element.tag}: {names}")
    return wrong


def test_google_merchant_xml_and_tsv(tmp_path: Path) -> None:
    path = tmp_path / "f.xml"
    path.write_text(FEED)
    planned, products = _products(path)
    assert planned.format == "google-merchant"
    assert products[0] == Product("A1", "Zink", "B", "Mineraler", None, "Zink 10 mg")
    assert products[1].id == "A2"
    tsv = tmp_path / "f.tsv"
    tsv.write_text("id\ttitle\tdescription\tlink\timage link\n1\tZ\tZink 10 mg\thttp://x\thttp://y\n")
    planned, [product] = _products(tsv)
    assert (planned.format, product.text, product.files) == ("google-merchant", "Zink 10 mg", ())


def test_json_ld_file_and_page(tmp_path: Path) -> None:
    extra = [{"@type": "PropertyValue", "name": "Magnesium", "value": 300, "unitText": "mg"}]
    product = {
        "@type": "Product",
        "sku": "1",
        "name": "M",
        "brand": {"name": "B"},
        "description": ZINC,
        "additionalProperty": extra,
    }
    page = tmp_path / "p.html"
    document = {"@context": "https://schema.org", "@graph": [product]}
    page.write_text(f'<html><script type="application/ld+json">{json.dumps(document)}</script></html>')
    file = tmp_path / "p.jsonld"
    file.write_text(json.dumps(document))
    for path in (page, file):
        planned, [found] = _products(path)
        assert planned.format == "json-ld"
        assert (found.id, found.brand, found.text) == ("1", "B", ZINC)
        assert [(n.nutrient, n.value) for n in found.nutrients] == [("magnesium", "300")]


def test_folder_of_labels(tmp_path: Path) -> None:
    labels = tmp_path / "labels"
    (labels / "sub").mkdir(parents=True)
    (labels / "a.txt").write_text(HIGH, encoding="utf-8")
    (labels / "sub" / "b.txt").write_text("")
    (labels / "notes.json").write_text("{}")
    out = tmp_path / "out"
    assert catalogue(labels, "--output", out).returncode == 0
    assert [(p["id"], p["category"], p["status"]) for p in table(out, "products")] == [
        ("a.txt", None, "ok"),
        ("sub/b.txt", "sub", "check"),
    ]


def test_what_is_no_catalogue_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\0\1\2")
    with pytest.raises(InputError, match="--input-format"):
        _products(tmp_path / "a.bin")
    with pytest.raises(UnreadableFile, match="no such file"):
        _products(tmp_path / "absent.csv")


def test_dry_run_shows_five_rows_and_writes_nothing(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [(i, f"n{i}", ZINC) for i in range(9)])
    done = catalogue(path, "--dry-run")
    assert done.returncode == 0
    assert "text: text" in done.stdout
    assert [line[:2] for line in done.stdout.splitlines() if line[0].isdigit()] == ["0:", "1:", "2:", "3:", "4:"]
    assert list(tmp_path.iterdir()) == [path]
