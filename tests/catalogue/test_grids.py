"""Tables of HTML with several products: each is read for itself, or all are to check. All products are our own."""

from pathlib import Path

import pytest

from labelcheck.catalogue.answers import tables
from labelcheck.catalogue.checking import check_batch
from labelcheck.catalogue.format import Input
from labelcheck.catalogue.formats import plan
from labelcheck.catalogue.grids import grids, tells_several
from labelcheck.catalogue.html import as_text
from labelcheck.catalogue.product import Product, to_batch
from labelcheck.catalogue.row import Progress


def intakes(path: Path) -> dict[str | None, dict[str, tuple[float, str]]]:
    """Return for each product by id: nutrient to what is taken a day and the status."""
    products = list(plan(Input(path)).products(Progress()))
    batch = to_batch(products, range(len(products)), [""] * len(products))
    told: dict[str | None, dict[str, tuple[float, str]]] = {p.id: {} for p in products}
    for row in tables(check_batch(batch)).intakes.to_pylist():
        told[row["id"]][row["nutrient"]] = (float(row["low"]), row["status"])
    return told


def table(*rows: str) -> str:
    """Return HTML of rows of cells parted by "|"; "2:x" spans two columns, "2^x" two rows."""
    lines = []
    for row in rows:
        cells = []
        for cell in row.split("|"):
            mark = next((m for m in ":^" if cell[1:2] == m), "")
            span = "" if not mark else f' {"colspan" if mark == ":" else "rowspan"}="{cell[0]}"'
            cells.append(f"<td{span}>{cell[2:] if mark else cell}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"


def test_a_cell_that_spans_stands_in_all_it_spans() -> None:
    assert grids(table("2^a|2:b", "c|d")) == [(("a", "b", "b"), ("a", "c", "d"))]
    assert grids("<table><tr><td rowspan=900 colspan='1000'>a</td></tr></table><table><tr><td>b</table>") == [
        (("a",),),
        (("b",),),
    ]


def test_columns_in_which_no_cell_begins_are_one() -> None:
    assert grids(table("9:a|2:b", "9:c|d|e")) == [(("a", "b", "b"), ("c", "d", "e"))]


def test_units_below_headings_that_span_go_to_the_amounts() -> None:
    html = table(
        "2^Ämne|2:Per kapsel|2:Per dagsdos (2 kapslar)", "mg|% DRI|mg|% DRI", "Zink|5|50|10|100", "Zink, %|2^–"
    )
    assert as_text(html).split("\n")[1] == "Zink\t5 mg\t50 %\t10 mg\t100 %"


def test_products_in_columns_are_products_each(tmp_path: Path) -> None:
    path = tmp_path / "sortiment.html"
    path.write_text(
        "<h1>Sortiment</h1>"
        + table("Produkt|Zink Stark|Bas|Duo", "Art.nr|101|102|103", "Dosering|2:1 kapsel dagligen|2 kapslar dagligen",
                "Zink per kapsel|15 mg|–|5 mg", "Magnesium per kapsel||200 mg|100 mg"),
        encoding="utf-8",
    )  # fmt: skip
    assert intakes(path) == {
        "101": {"zinc": (15, "ok")},
        "102": {"magnesium": (200, "ok")},
        "103": {"zinc": (10, "ok"), "magnesium": (200, "ok")},
    }


def test_products_in_blocks_of_rows_are_products_each(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"  # a page, as shops' systems name it
    rows = ["Art.-Nr.|Produkt|Verzehrempfehlung|Nährstoff|Menge pro Kapsel", "2^A1|2^Duo|2^1 Kapsel täglich|Zink|15 mg",
            "Kupfer|1 mg", "2^A2|2^Eisen C|2^2 Kapseln täglich|Eisen|7 mg", "Vitamin C|40 mg"]  # fmt: skip
    path.write_bytes(f"<html>{table(*rows)}".encode("cp1252"))
    assert intakes(path) == {
        "A1": {"zinc": (15, "ok"), "copper": (1, "ok")},
        "A2": {"iron": (14, "ok"), "vitamin-c": (80, "ok")},
    }


def test_a_page_of_one_product_is_no_table_of_products(tmp_path: Path) -> None:
    path = tmp_path / "p.html"
    path.write_text(
        "<p>Take 2 capsules daily.</p>" + table("SKU|77", "Brand|Nordhav", "Dosage|2 capsules")
        + table("|Per capsule", "Zinc|5 mg"), encoding="utf-8",
    )  # fmt: skip
    assert intakes(path) == {"p": {"zinc": (10, "ok")}}


SEVERAL = [
    table("|Zink Stark|Magnesium Bas", "Zink|15 mg|–", "Magnesium||200 mg"),
    table("2^Produkt A|Zink|15 mg", "Magnesium|200 mg", "2^Produkt B|Koppar|1 mg", "Järn|10 mg"),
    table("Produkt|Ämne|Mängd", "Morgon|Zink|15 mg", "Kväll|Magnesium|200 mg"),
    table("2:Zink Forte", "Zink|15 mg", "2:Magnesium Forte", "Magnesium|200 mg"),
]
OF_ONE = [
    table("2:Vitaminer", "Vitamin C|15 mg", "2:Mineraler", "Magnesium|200 mg"),
    table("Innehåll|Per tablett|% av DRI", "Zink|15 mg|150"),
    table("|Per 100 g|Per portion (30 g)", "Protein|80 g|24 g"),
    table("Składnik|1 kapsułka|2 kapsułki|%RWS", "Cynk|15 mg|30 mg|300%"),
    table("Vitamin|Form|Mängd", "Vitamin D|D3|15 µg", "Vitamin K|MK-7|75 µg"),
    table("Namn|Mängd|RI", "Vitamin D|15 µg|300", "Vitamin K|75 µg|100"),
    table(
        "|Amount Per Serving|%DV", "Zinc (as zinc picolinate)|15 mg|136%", "Proprietary blend||", "Green tea extract||"
    ),
]


@pytest.mark.parametrize("html", SEVERAL)
def test_amounts_of_several_products_in_one_text_are_to_check(html: str) -> None:
    assert tells_several(html)
    path_free = Product("a", text=as_text(html) + "\n1 kapsel dagligen", notes=("several-products",))
    found = tables(check_batch(to_batch([path_free], [0], [""]))).intakes.to_pylist()
    assert found
    assert {i["status"] for i in found} == {"check"}


@pytest.mark.parametrize("html", OF_ONE)
def test_a_table_of_one_product_tells_no_other(html: str) -> None:
    assert not tells_several(html)


def test_the_cell_of_a_table_is_doubted(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    html = (SEVERAL[0] + "<p>1 kapsel dagligen</p>").replace('"', "'")
    path.write_text(f'{{"sku": "a", "Beskrivning": "{html}"}}\n', encoding="utf-8")
    assert {s for _, s in intakes(path)["a"].values()} == {"check"}
