"""Tables of one key: sheets of a workbook, and files of one command. All products are our own."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from labelcheck.catalogue.answers import tables
from labelcheck.catalogue.beside import in_order
from labelcheck.catalogue.checking import check_batch
from labelcheck.catalogue.format import Input
from labelcheck.catalogue.formats import plan
from labelcheck.catalogue.product import to_batch
from labelcheck.catalogue.row import Progress
from labelcheck.errors import UsageError

Rows = Sequence[Sequence[object]]
PRODUCTS: Rows = [
    ("SKU", "EAN", "Produktnamn", "Dosering"),
    ("A1", "07350000000011", "Nordhav Zink Plus", "1 kapsel dagligen"),
    ("A2", "07350000000028", "Nordhav Multi", "2 tabletter dagligen"),
    ("A3", "07350000000035", "Nordhav Tom", "1 tablett dagligen"),
]
AMOUNTS: Rows = [
    ("SKU", "Näringsämne", "Mängd", "Enhet", "Per"), ("A1", "Zink", 15, "mg", "kapsel"), ("A2", "Vitamin C", 40, "mg", "tablett"),
    ("A1", "Koppar", 1, "mg", "kapsel"), ("A9", "Selen", 55, "µg", "tablett"),
]  # fmt: skip
WHOLE = {
    "A1": {"zinc": (15, "ok"), "copper": (1, "ok")},
    "A2": {"vitamin-c": (80, "ok")},
    "A3": {},
    "A9": {},
}


def book(folder: Path, **sheets: Rows) -> Input:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(folder / "c.xlsx")
    return Input(folder / "c.xlsx")


def file(folder: Path, name: str, rows: Rows) -> Path:
    with (folder / name).open("w", encoding="utf-8", newline="") as written:
        csv.writer(written, delimiter=";").writerows(rows)
    return folder / name


def answers(source: Input) -> tuple[dict[str, dict[str, tuple[float, str]]], dict[str, list[str]]]:
    """Return the intakes and the notes of each product by id."""
    products = list(plan(source).products(Progress()))
    found = tables(check_batch(to_batch(products, range(len(products)), [""] * len(products))))
    told: dict[str, dict[str, tuple[float, str]]] = {p.id or "": {} for p in products}
    for row in found.intakes.to_pylist():
        told[row["id"]][row["nutrient"]] = (float(row["low"]), row["status"])
    return told, {p["id"]: p["notes"] for p in found.products.to_pylist()}


@pytest.mark.parametrize("order", [("Produkter", "Halter"), ("Halter", "Produkter")])
def test_sheets_are_joined_by_their_key(tmp_path: Path, order: tuple[str, str]) -> None:
    sheets: dict[str, Rows] = {"Info": [("Läs mig",), ("Allt om halterna",)]}
    sheets |= {name: {"Produkter": PRODUCTS, "Halter": AMOUNTS}[name] for name in order}
    told, notes = answers(book(tmp_path, **sheets))
    assert told == WHOLE
    assert "not-in-other-table: Halter" in notes["A3"]
    assert "not-among-products" in notes["A9"]


@pytest.mark.parametrize("turned", [False, True])
def test_files_are_joined_by_their_key(tmp_path: Path, turned: bool) -> None:  # noqa: FBT001
    files = [file(tmp_path, "products.csv", PRODUCTS), file(tmp_path, "amounts.csv", AMOUNTS)]
    first, other = reversed(files) if turned else files
    assert answers(in_order(Input(first, beside=(other,))))[0] == WHOLE


def test_barcodes_are_one_with_and_without_their_zeros(tmp_path: Path) -> None:
    codes = {row[0]: row[1] for row in PRODUCTS}
    amounts = [("EAN", *AMOUNTS[0][1:]), *((str(codes[r[0]]).lstrip("0"), *r[1:]) for r in AMOUNTS[1:-1])]
    told, _ = answers(book(tmp_path, Produkter=PRODUCTS, Halter=amounts))
    assert told["07350000000011"] == WHOLE["A1"]


def test_tables_whose_keys_have_other_values_are_not_joined(tmp_path: Path) -> None:
    other = [AMOUNTS[0], *(("X" + str(r[0]), *r[1:]) for r in AMOUNTS[1:])]
    source = book(tmp_path, Produkter=PRODUCTS, Halter=other)
    assert answers(source)[0] == {"A1": {}, "A2": {}, "A3": {}}
    assert any(n.startswith("not joined") for n in plan(source).notes)
    files = (file(tmp_path, "p.csv", PRODUCTS), file(tmp_path, "n.csv", other))
    with pytest.raises(UsageError, match="not joined"):
        plan(in_order(Input(files[0], beside=(files[1],))))


def test_a_file_without_a_key_in_common_is_refused(tmp_path: Path) -> None:
    files = (file(tmp_path, "p.csv", PRODUCTS), file(tmp_path, "n.csv", [("Butik", "Stad"), ("1", "Umeå")]))
    with pytest.raises(UsageError, match="no key in common"):
        plan(in_order(Input(files[0], beside=(files[1],))))


def test_products_of_another_country_are_not_joined(tmp_path: Path) -> None:
    names = ("SKU", "Produktnamn", "Dosering", "Zink (mg) per kapsel")
    sheets: dict[str, Rows] = {
        "Sverige": [names, ("A1", "Zink", "1 kapsel dagligen", 15)],
        "Norge": [names, ("A1", "Sink", "1 kapsel daglig", 25)],
    }
    assert answers(book(tmp_path, **sheets))[0] == {"A1": {"zinc": (15, "ok")}}


def test_amounts_that_two_tables_tell_otherwise_are_to_check(tmp_path: Path) -> None:
    wide = [(*PRODUCTS[0], "Zink (mg) per kapsel", "Koppar (mg) per kapsel"), (*PRODUCTS[1], 25, 1)]
    told, _ = answers(book(tmp_path, Produkter=wide, Halter=AMOUNTS[:4]))
    assert told["A1"]["copper"] == (1, "ok")
    assert told["A1"]["zinc"][1] == "check"
