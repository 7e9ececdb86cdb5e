"""What people get: the page, the diff, the exports, the input with columns added."""

import csv
import json
import re
from pathlib import Path

from openpyxl import Workbook, load_workbook

from catalogue_runs import HIGH, ZINC, catalogue, table, write_csv
from labelcheck.catalogue import FINDINGS, INTAKES, PRODUCTS, READINGS
from labelcheck.catalogue.columns import known
from labelcheck.catalogue.wording import ADDED, WORDS

ROOT = Path(__file__).parents[2]
BAD = "Vitamin A 9000 µg per kapsel\nTa 3 kapslar dagligen."


def _two_runs(tmp_path: Path) -> tuple[Path, Path]:
    one = write_csv(tmp_path / "a.csv", [("1", "A", ZINC), ("2", "B", ZINC), ("3", "C", BAD)])
    two = write_csv(tmp_path / "b.csv", [("1", "A", ZINC), ("2", "B", BAD), ("4", "=D", HIGH)])
    assert catalogue(one, "--output", tmp_path / "old").returncode == 0
    assert catalogue(two, "--output", tmp_path / "new").returncode == 0
    return tmp_path / "old", tmp_path / "new"


def test_diff_as_text_csv_and_html(tmp_path: Path) -> None:
    old, new = _two_runs(tmp_path)
    text = catalogue("diff", old, new)
    assert text.returncode == 0
    assert text.stdout.startswith("products: 1 appeared, 1 vanished, 1 changed\n")
    lines = text.stdout.splitlines()
    assert [line[:13] for line in lines if line[2:9] == "product"] == [
        "~ product 2 B",
        "- product 3 C",
        "+ product 4 =",
    ]
    assert any(line.startswith("+ finding 2 B vitamin-a") for line in lines)
    assert not any(" 1 A" in line for line in lines)
    target = tmp_path / "d.csv"
    assert catalogue("diff", old, new, "--format", "csv", "--output", target).returncode == 0
    with target.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert {(f["what"], f["change"], f["id"]) for f in found} >= {
        ("product", "appeared", "4"),
        ("product", "vanished", "3"),
    }
    assert {f["name"] for f in found if f["id"] == "4"} == {"'=D"}
    page = catalogue("diff", old, new, "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert (
        catalogue("diff", old, old).stdout
        == "products: 0 appeared, 0 vanished, 0 changed\nfindings: 0 appeared, 0 vanished, 0 changed\n"
    )
    assert catalogue("diff", old, tmp_path).returncode == 3


def test_the_page_tells_of_all_and_needs_nothing_else(tmp_path: Path) -> None:
    rows = [("1", "Good", ZINC), ("2", "Bad", BAD), ("3", "Gone", ""), ("3", "Twice", ZINC)]
    path = write_csv(
        tmp_path / "c.csv", [(*r, "Nord", "Vitaminer") for r in rows], ("id", "name", "text", "brand", "category")
    )
    out = tmp_path / "out"
    assert catalogue(path, "--output", out, "--language", "sv").returncode == 6
    page = (out / "summary.html").read_text("utf-8")
    assert '<html lang="sv">' in page
    assert not re.search(r'(src|href)="(?!reports/)', page)
    assert "url(" not in page
    worst = [p for p in table(out, "products") if p["worst"] in ("error", "warning", "caution")]
    assert set(re.findall(r'href="reports/(\d+)\.html"', page)) == {str(p["row"]) for p in worst}
    for words in (
        "Gone",
        "varken text, mängder eller fil",
        "Nord",
        "Vitaminer",
        "id som förekommer flera gånger<b>1</b>",
        "tom",
    ):
        assert words in page, words
    report = (out / "reports" / "1.html").read_text("utf-8")
    (said,) = {
        f["message_sv"] for f in table(out, "findings") if f["row"] == 1 and f["rule"].startswith("vitamin-a")
    } or {""}
    assert said.split(":")[0].replace("'", "&#39;") in report


def test_pages_speak_one_language(tmp_path: Path) -> None:
    assert WORDS["sv"].keys() == WORDS["en"].keys()
    old, new = _two_runs(tmp_path)
    for language, words, others in (("sv", "Det här har ändrats", "What changed"), ("en", "What changed", "ändrats")):
        page = catalogue("diff", old, new, "--format", "html", "--language", language).stdout
        assert f'<html lang="{language}">' in page
        assert words in page
        assert others not in page
        for code in ("read, ok", "undetermined", "violated"):
            assert code not in page, code
        path = tmp_path / "a.csv"
        assert catalogue(path, "--output", tmp_path / "old", "--language", language).returncode == 0
        told = (tmp_path / "old" / "summary.html").read_text("utf-8")
        report = (tmp_path / "old" / "reports" / "2.html").read_text("utf-8")
        for code in WORDS:
            for key in ("worst", "by_rule", "unread", "all_read", "changed_since", "search_in"):
                assert (WORDS[code][key] in told) == (code == language), (key, code)
            for key in ("all_products", "findings_column", "nutrient"):
                assert (f">{WORDS[code][key]}<" in report) == (code == language), (key, code)


def test_changes_since_the_last_run_stand_on_the_page(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [("1", "A", ZINC), ("2", "B", ZINC)])
    out = tmp_path / "out"
    catalogue(path, "--output", out)
    write_csv(path, [("1", "A", BAD), ("3", "C", ZINC)])
    catalogue(path, "--output", out)
    page = (out / "summary.html").read_text("utf-8")
    assert re.search(r'products</td><td class="n">1</td><td class="n">1</td><td class="n">1</td>', page)
    catalogue(path, "--output", out)
    page = (out / "summary.html").read_text("utf-8")
    assert re.search(r'products</td><td class="n">0</td><td class="n">0</td><td class="n">0</td>', page)


def test_exports_hold_what_the_tables_hold(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "c.csv", [("1", "A", HIGH), ("2", "B", "")])
    out = tmp_path / "out"
    for kind in ("csv", "jsonl", "xlsx"):
        assert catalogue(path, "--output", out, "--format", kind).returncode == 6
    book = load_workbook(out / "catalogue.xlsx", read_only=True)
    for name in ("products", "readings", "findings", "intakes"):
        rows = table(out, name)
        assert [json.loads(x) for x in (out / f"{name}.jsonl").read_text("utf-8").split("\n")[:-1]] == rows
        with (out / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.DictReader(file))) == len(rows)
        assert len(list(book[name].iter_rows())) == len(rows) + 1
    book.close()


def test_the_input_workbook_with_columns_added(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book["Sheet"]
    for row in (["Vårt sortiment"], ["Artikelnr", "Namn", "Beskrivning"], [1, "A", HIGH], [], [2, "B", ""]):
        sheet.append(row)
    sheet["B3"].value = "A"
    path = tmp_path / "sortiment.xlsx"
    book.save(path)
    out = tmp_path / "out"
    assert catalogue(path, "--output", out, "--write-back", "input", "--language", "sv").returncode == 6
    back = load_workbook(out / "sortiment-checked.xlsx")["Sheet"]
    assert [c.value for c in back[2]][3:] == [
        "labelcheck utfall", "labelcheck status", "labelcheck allvarligast", "labelcheck anmärkningar", "labelcheck säger",
        "labelcheck orsak", "labelcheck slutsats",
    ]  # fmt: skip
    assert (back["A1"].value, back["D3"].value, back["D4"].value, back["D5"].value) == (
        "Vårt sortiment",
        "läst",
        None,
        "tom",
    )
    assert "magnesium" in str(back["H3"].value).lower()


def test_the_input_csv_with_its_own_delimiter_and_reasons_in_words(tmp_path: Path) -> None:
    path = tmp_path / "c.csv"
    path.write_text("Artikelnr;Namn;Beskrivning\n1;A;Zink 10 mg 30 %\n2;B;\n", encoding="cp1252")
    out = tmp_path / "out"
    assert catalogue(path, "--output", out, "--write-back", "input", "--language", "sv").returncode == 6
    with (out / "c-checked.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file, delimiter=";")
    assert (first["Beskrivning"], first["labelcheck status"]) == ("Zink 10 mg 30 %", "kontrollera")
    assert "procenttalet" in first["labelcheck orsak"]
    assert first["labelcheck slutsats"].startswith("Kan inte avgöras")
    assert (second["labelcheck status"], second["labelcheck säger"]) == ("ej läst", "varken text, mängder eller fil")
    assert [p["line"] for p in table(out, "products")] == [2, 3]


def test_added_columns_are_no_columns_to_read() -> None:
    assert len({len(names) for names in ADDED.values()}) == 1
    assert not [n for names in ADDED.values() for n in names if known(n)]


def test_no_product_is_to_check_without_a_reason(tmp_path: Path) -> None:
    texts = (
        "Zink 10 mg 30 %",
        "Bara ord.",
        "Zink 10 mg. Ta 2 tabletter dagligen.",
        "Zinkpikolinat 50 mg",
        ZINC,
        "Zink 1,000 mg",
    )
    path = write_csv(tmp_path / "c.csv", [(i, "n", t) for i, t in enumerate(texts)])
    out = tmp_path / "out"
    catalogue(path, "--output", out)
    found = [(p["status"], bool(p["reasons"])) for p in table(out, "products")]
    assert all((status == "check") == told for status, told in found), found


def test_wrong_usage() -> None:
    for arguments in (["x.csv"], ["a", "b", "--output", "o"], ["x.csv", "--output", "o", "--fail-on", "error"]):
        assert catalogue(*arguments).returncode in (2, 3), arguments


def test_the_schemas_are_documented() -> None:
    text = (ROOT / "docs" / "catalogue.md").read_text("utf-8")
    for schema in (PRODUCTS, READINGS, FINDINGS, INTAKES):
        for name in schema.names:
            assert f"| `{name}` |" in text, name
