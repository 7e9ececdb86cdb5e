"""Abbreviations that a table explains. All products are our own."""

from pathlib import Path

from openpyxl import Workbook

from labelcheck.catalogue.answers import tables
from labelcheck.catalogue.checking import check_batch
from labelcheck.catalogue.format import Input
from labelcheck.catalogue.formats import plan
from labelcheck.catalogue.legend import legend_of
from labelcheck.catalogue.product import to_batch
from labelcheck.catalogue.row import Progress


def intakes(path: Path) -> dict[str | None, dict[str, tuple[float, str]]]:
    products = list(plan(Input(path)).products(Progress()))
    found = tables(check_batch(to_batch(products, range(len(products)), [""] * len(products))))
    told: dict[str | None, dict[str, tuple[float, str]]] = {p.id: {} for p in products}
    for row in found.intakes.to_pylist():
        told[row["id"]][row["nutrient"]] = (float(row["low"]), row["status"])
    return told


def test_codes_of_columns_and_of_their_cells(tmp_path: Path) -> None:
    path = tmp_path / "dump.csv"
    path.write_text(
        "# ANT=ANTAL PR. DØGN  BAS: S=PR. STK, DD=PR. DAGSDOSIS\n"
        "VARENR;TEKST1;ANT;DOS_ENH;BAS;ZN_MG;VITD_UG\n"
        "11;Fjordnær Zink;2;TBL;S;5;\n12;Fjordnær D;2;TBL;DD;;20\n13;Fjordnær X;2;TBL;Q;5;\n",
        encoding="utf-8",
    )
    assert intakes(path) == {
        "11": {"zinc": (10, "ok")},
        "12": {"vitamin-d": (20, "ok")},
        "13": {"zinc": (5, "check")},  # a code that the legend does not have
    }


def test_a_sheet_that_explains_the_columns(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(("Artikelnr", "K", "DD", "Pris"))
    book.worksheets[0].append(("1", 200, 2, 99))
    sheet = book.create_sheet("Förklaringar")
    for row in (
        ("Kolumn", "Betydelse"),
        ("K", "Kalium (mg) per tablett"),
        ("DD", "Antal tabletter per dag"),
        ("Pris", "Utan moms"),
    ):
        sheet.append(row)
    book.save(tmp_path / "k.xlsx")
    assert intakes(tmp_path / "k.xlsx") == {"1": {"potassium": (400, "ok")}}
    assert "by the table's legend: K is Kalium (mg) per tablett" in plan(Input(tmp_path / "k.xlsx")).notes


def test_what_is_not_understood_renames_no_column() -> None:
    assert legend_of(["Namn = Produktens fina namn; X: fri text"], [], ["Namn", "X"]).names == {}
    assert legend_of(["Mg = magnesium"], [], ["Mg (mg)"]).names == {"Mg (mg)": "magnesium (mg)"}
