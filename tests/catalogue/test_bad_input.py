"""What comes in broken: each a clear outcome, never silence, and never more than it must cost."""

import csv
import io
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from catalogue_runs import ZINC, catalogue, outcomes, table, write_csv
from labelcheck.catalogue.containers import Progress
from labelcheck.catalogue.files import Refused, path_below
from labelcheck.catalogue.format import Input
from labelcheck.catalogue.formats import plan
from labelcheck.catalogue.product import Product
from labelcheck.catalogue.row import LARGEST
from labelcheck.errors import LabelcheckError


def _products(path: Path) -> list[Product]:
    return list(plan(Input(path)).products(Progress()))


@pytest.mark.parametrize("bad", ['1700,n,"Zink 10 mg', '1700,"n,Zink 10 mg', '"1700,n,Zink 10 mg'])
def test_a_wrong_quote_costs_its_row(tmp_path: Path, bad: str) -> None:
    lines = [f'{i},n,"Zink, 10 mg"' for i in range(3000)]
    lines[1700] = bad
    path = tmp_path / "c.csv"
    path.write_text("id,name,text\n" + "\n".join(lines) + "\n")
    products = _products(path)
    assert len(products) == 3000
    assert [i for i, p in enumerate(products) if p.outcome] == [1700]
    assert products[1700].outcome == "broken-row"
    assert [p.id for p in products[1701:]] == [str(i) for i in range(1701, 3000)]


def test_mixed_encodings(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_bytes("id,text\n1,Järn 14 mg\n".encode() + "2,Järn 14 mg\n".encode("cp1252") + "3,Järn 14 µg\n".encode())
    assert [p.text for p in _products(path)] == ["Järn 14 mg", "Järn 14 mg", "Järn 14 µg"]


def test_a_giant_cell_is_too_large_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    with path.open("w") as file:
        file.write("id,text\n1,Zink 10 mg\n2,")
        for _ in range(3):
            file.write("x" * LARGEST)
        file.write("\n3,Zink 10 mg\n")
    assert [p.outcome for p in _products(path)] == [None, "too-large", None]
    lines = tmp_path / "c.jsonl"
    with lines.open("w") as file:
        file.write('{"id": 1, "text": "Zink 10 mg"}\n{"id": 2, "text": "')
        file.write("x" * (2 * LARGEST))
        file.write('"}\n{"id": 3, "text": "Zink 10 mg"}\n')
    assert [p.outcome for p in _products(lines)] == [None, "too-large", None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_giant_cell_in_quotes_is_too_large_too(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "c.csv"
    giant = "x" * (2 * LARGEST)
    path.write_text(f'id,text\n1,Zink 10 mg\n2,"{giant}"\n3,"Zink\u202810 mg"\n', encoding=encoding)
    products = _products(path)
    assert [p.outcome for p in products] == [None, "too-large", None]
    assert [p.id for p in products] == ["1", products[1].id, "3"]


def test_a_giant_cell_of_parquet_is_too_large_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "c.parquet"
    texts = [ZINC, "x" * (2 * LARGEST), ZINC]
    pq.write_table(pa.table({"id": ["1", "2", "3"], "text": texts}), path)
    assert [p.outcome for p in _products(path)] == [None, "too-large", None]


def test_more_cells_than_columns(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("id,text\n1,Zink 10 mg,stray\n2,Zink 10 mg,,\n3\n")
    assert [p.outcome for p in _products(path)] == ["broken-row", None, None]


def test_truncated_parquet(tmp_path: Path) -> None:
    path = tmp_path / "c.parquet"
    pq.write_table(pa.table({"id": ["1"], "text": [ZINC]}), path)
    path.write_bytes(path.read_bytes()[:-9])
    done = catalogue(path, "--output", tmp_path / "out")
    assert (done.returncode, "no Parquet that can be opened" in done.stderr) == (3, True)


def test_a_damaged_row_group_costs_its_rows_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "c.parquet"
    pq.write_table(pa.table({"id": [str(i) for i in range(50)], "text": [f"{ZINC} {i}" for i in range(50)]}), path, 10)
    with pq.ParquetFile(path) as file:
        column = file.metadata.row_group(2).column(1)
        start, end = column.dictionary_page_offset, column.data_page_offset + 20
    data = bytearray(path.read_bytes())
    data[start:end] = bytes(end - start)
    path.write_bytes(data)
    products = _products(path)
    assert [p.id for p in products] == [str(i) if i not in range(20, 30) else None for i in range(50)]
    assert {p.outcome for p in products[20:30]} == {"unreadable"}
    assert {p.outcome for p in products[:20] + products[30:]} == {None}


BOMB = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("head", [BOMB, OUTSIDE])
def test_entities_are_not_followed(tmp_path: Path, head: str) -> None:
    path = tmp_path / "c.xml"
    path.write_text(f'<?xml version="1.0"?>{head}<m><tradeItem><gtin>&a;</gtin></tradeItem></m>')
    done = catalogue(path, "--output", tmp_path / "out")
    assert (done.returncode, "not followed" in done.stderr) == (3, True)


def test_xml_that_breaks_off_gives_what_stood_before(tmp_path: Path) -> None:
    path = tmp_path / "c.xml"
    path.write_text("<m><tradeItem><gtin>1</gtin></tradeItem><tradeItem><gtin>2")
    assert [(p.id, p.outcome) for p in _products(path)] == [("1", None), (None, "unreadable")]


def test_workbooks_that_are_none(tmp_path: Path) -> None:
    path = tmp_path / "c.xlsx"
    path.write_bytes(b"PK\3\4 no workbook")
    assert catalogue(path, "--output", tmp_path / "o1").returncode == 3
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<broken")
    assert catalogue(path, "--output", tmp_path / "o2").returncode == 3


def test_files_of_rows_stay_below_the_root(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (root / "good.txt").write_text(ZINC)
    secret = tmp_path / "secret.txt"
    secret.write_text("Magnesium 300 mg")
    (root / "link.txt").symlink_to(secret)
    (root / "inner.txt").symlink_to(root / "good.txt")
    names = ["good.txt", "inner.txt", "../secret.txt", str(secret), "link.txt", "https://example.com/a.jpg",
             "file:///etc/passwd", "//host/share/a.jpg", "../../etc/passwd", "absent.jpg", "a\0b", "data:text/plain,Zink"]  # fmt: skip
    path = root / "c.csv"
    write_csv(path, [(i, n) for i, n in enumerate(names) if "\0" not in n], ("id", "file"))
    out = tmp_path / "out"
    assert catalogue(path, "--output", out).returncode == 6
    refused = ["refused-path"] * 7
    assert outcomes(out) == ["read", "read", *refused, "missing-file", "refused-path"]
    assert {r["nutrient"] for r in table(out, "readings")} == {"zinc"}
    with pytest.raises(Refused):
        path_below("a\0b", str(root))


def test_rows_with_files_and_rows_without_stand_in_the_order_of_the_input(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ZINC)
    rows = [("0", "", "good.txt"), ("1", ZINC, ""), ("2", "", "good.txt"), ("3", "", ""), ("4", "", "good.txt")]
    path = write_csv(tmp_path / "c.csv", rows, ("id", "text", "file"))
    out = tmp_path / "out"
    done = catalogue(path, "--output", out)
    assert done.returncode == 6, done.stderr
    assert [(p["row"], p["id"]) for p in table(out, "products")] == [(i, str(i)) for i in range(5)]
    assert outcomes(out) == ["read", "read", "read", "empty", "read"]
    assert [r["row"] for r in table(out, "readings")] == [0, 1, 2, 4]


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_empty_texts(tmp_path: Path, text: str) -> None:
    path = write_csv(tmp_path / "c.csv", [("1", "n", text), ("2", "n", ZINC)])
    catalogue(path, "--output", tmp_path / "out")
    assert outcomes(tmp_path / "out") == ["empty", "read"]


EVIL = [
    '=HYPERLINK("http://evil","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    '=cmd|"/c calc"!A1',
    "\u200b=1",
    "\ufeff=1",
]


def test_formulas_come_out_inert(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [(i, n, ZINC) for i, n in enumerate(EVIL)])
    out = tmp_path / "out"
    assert catalogue(path, "--output", out, "--format", "csv", "--write-back", "input").returncode == 0
    for name, column in (("products.csv", "name"), ("c-checked.csv", "name")):
        with (out / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                assert row[column].startswith("'"), (name, row[column])
    assert catalogue(path, "--output", out, "--format", "xlsx").returncode == 0
    sheet = load_workbook(out / "catalogue.xlsx")["products"]
    cells = [row[2] for row in sheet.iter_rows(min_row=2)]
    assert [c.data_type for c in cells] == ["s"] * len(EVIL)


def test_a_cell_that_another_delimiter_would_open_is_inert_too(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [(1, "Zinkvind;=1+1;", ZINC), (2, "Zinkvind\t@SUM(A1)", ZINC)])
    out = tmp_path / "out"
    catalogue(path, "--output", out, "--format", "csv", "--write-back", "input")
    for name in ("products.csv", "c-checked.csv"):
        for delimiter in (";", "\t"):
            with (out / name).open(encoding="utf-8-sig", newline="") as file:
                cells = [c for row in csv.reader(file, delimiter=delimiter, quoting=csv.QUOTE_NONE) for c in row]
            assert not [c for c in cells if c.startswith(("=", "@"))], (name, delimiter)


def test_markup_in_names_is_inert_on_the_page(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "c.csv", [(1, "<script>alert(1)</script>", "Vitamin D 1000 µg. Ta 5 kapslar dagligen per kapsel")]
    )
    out = tmp_path / "out"
    catalogue(path, "--output", out)
    for page in (out / "summary.html", *(out / "reports").glob("*.html")):
        assert "<script>alert" not in page.read_text("utf-8")


def test_a_missing_extra_is_named() -> None:
    import subprocess
    import sys

    code = "import sys; sys.modules['pyarrow'] = None\nfrom labelcheck.cli.main import main; sys.exit(main(['catalogue', 'x', '--output', 'y']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, "labelcheck[catalogue]" in done.stderr) == (3, True)


def test_halves_of_surrogate_pairs_and_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_text('{"id": "\\ud800", "name": "\\u0001x", "text": "Zink \\udfff 10 mg"}\n')
    out = tmp_path / "out"
    assert catalogue(path, "--output", out, "--format", "xlsx").returncode == 0
    assert outcomes(out) == ["read"]


def test_input_errors_are_ours(tmp_path: Path) -> None:
    for content in (b"", b"\0" * 100, b"\xff\xfe", io.BytesIO().getvalue()):
        for suffix in (".csv", ".jsonl", ".xlsx", ".parquet", ".xml", ".jsonld"):
            path = tmp_path / f"x{suffix}"
            path.write_bytes(content)
            with pytest.raises(LabelcheckError):
                _products(path)


def test_several_files_of_a_product(tmp_path: Path) -> None:
    (tmp_path / "front.txt").write_text("Zinkvind")
    (tmp_path / "back.txt").write_text(ZINC)
    write_csv(tmp_path / "c.csv", [("1", "front.txt; back.txt; gone.txt")], ("id", "files"))
    out = tmp_path / "out"
    assert catalogue(tmp_path / "c.csv", "--output", out).returncode == 0
    (product,) = table(out, "products")
    assert (product["file"], product["readings_count"]) == ("back.txt", 1)
    assert product["notes"][:2] == ["file-missing-file", "one-of-several-files"]
