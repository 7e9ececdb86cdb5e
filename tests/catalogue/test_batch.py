"""The Arrow function, and users of it: DuckDB and Polars."""

from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pyarrow as pa
import pytest

from catalogue_runs import HIGH, ZINC
from labelcheck import UsageError, check, read_text
from labelcheck.catalogue import ANSWER, FINDINGS, INTAKES, PRODUCTS, READINGS, Settings, check_batch, checking, tables
from labelcheck.catalogue.files import Files
from labelcheck.catalogue.guarded import check_guarded, chunks
from labelcheck.model import Person


def test_a_row_out_for_each_row_in() -> None:
    batch = pa.RecordBatch.from_pydict({"text": [ZINC, None, HIGH, ""]})
    answers = check_batch(batch)
    assert answers.schema == ANSWER
    assert answers.column("row").to_pylist() == [0, 1, 2, 3]
    assert answers.column("outcome").to_pylist() == ["read", "empty", "read", "empty"]


def test_answers_are_those_of_check() -> None:
    (answer,) = check_batch(pa.RecordBatch.from_pydict({"id": [7], "text": [HIGH]})).to_pylist()
    report = check(read_text(HIGH))
    assert answer["id"] == "7"
    assert [(r["nutrient"], r["value"], r["unit"]) for r in answer["readings"]] == [
        (r.nutrient, str(r.amount.value), r.amount.unit) for r in report.label.readings if r.amount
    ]
    assert [(f["rule"], f["severity"], f["verdict"], f["message_sv"]) for f in answer["findings"]] == [
        (f.rule, f.severity, f.verdict, f.messages["sv"]) for f in report.findings
    ]


def test_the_four_tables() -> None:
    found = tables(check_batch(pa.RecordBatch.from_pydict({"text": [ZINC, "", HIGH]})))
    assert [t.schema for t in found] == [PRODUCTS, READINGS, FINDINGS, INTAKES]
    assert found.readings.column("row").to_pylist() == [0, 2, 2]
    assert set(found.findings.column("row").to_pylist()) <= {0, 2}


def test_intakes_are_those_of_check_with_what_they_are_seen_against() -> None:
    settings = Settings(Person(sex="female", age=30), "US")
    found = tables(check_batch(pa.RecordBatch.from_pydict({"id": ["a"], "text": [HIGH]}), settings)).intakes.to_pylist()
    report = check(read_text(HIGH), person=settings.person, market="US")
    assert [(i["id"], i["nutrient"], i["low"], i["high"], i["unit"], i["status"], i["arithmetic"]) for i in found] == [
        ("a", i.nutrient, f"{i.low:f}", f"{i.high:f}", i.unit, i.status, i.arithmetic) for i in report.intakes
    ]
    assert [(i["nrv_share"], i["upper_level"], i["upper_level_of"]) for i in found] == [
        ("50", "100", "nasem-ul"),
        ("1.6", "350", "nasem-ul-supplemental"),
    ]
    [europe, _] = tables(check_batch(pa.RecordBatch.from_pydict({"text": [HIGH]}))).intakes.to_pylist()
    assert europe["upper_level_of"] == "efsa-ul"


def test_slices_explode_as_wholes_do() -> None:
    answers = check_batch(pa.RecordBatch.from_pydict({"text": [ZINC, "", HIGH, ZINC]}))
    assert tables(answers.slice(1, 2)).readings.column("row").to_pylist() == [2, 2]


def test_bytes_are_read_as_the_file_they_are_of(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ZINC)
    paths = check_batch(pa.RecordBatch.from_pydict({"files": ["a.txt"]}), Settings(root=str(tmp_path)))
    content = pa.RecordBatch.from_pydict({"files": ["a.txt"], "content": [ZINC.encode()]})
    assert check_batch(content).to_pylist() == paths.to_pylist()
    with pytest.raises(UsageError, match="not bytes"):
        check_batch(pa.RecordBatch.from_pydict({"content": [ZINC]}))


def test_products_with_files_go_to_the_child_alone() -> None:
    batch = pa.RecordBatch.from_pydict(
        {"files": [["a"] if i in (0, 3, 4, 75) else [] for i in range(80)], "content": [b"x"] + [None] * 78 + [b"x"]}
    )
    assert list(chunks(batch)) == [(0, 1), (1, 2), (3, 1), (4, 1), (5, 64), (69, 6), (75, 1), (76, 3), (79, 1)]


def test_settings_decide() -> None:
    batch = pa.RecordBatch.from_pydict({"text": ["Vitamin A 3000 µg. Ta 1 kapsel dagligen."]})
    plain = check_batch(batch).column("findings").to_pylist()
    pregnant = check_batch(batch, Settings(person=Person("female", pregnant=True))).column("findings").to_pylist()
    assert plain != pregnant


def test_no_column_to_check() -> None:
    with pytest.raises(UsageError, match="text, files, nutrients"):
        check_batch(pa.RecordBatch.from_pydict({"name": ["x"]}))


def test_no_file_is_opened_without_a_root() -> None:
    answers = check_batch(pa.RecordBatch.from_pydict({"files": ["/etc/hostname", "a.txt"]}))
    assert answers.column("outcome").to_pylist() == ["refused-path", "refused-path"]


def test_empty_batch() -> None:
    batch = pa.RecordBatch.from_pydict({"text": pa.array([], pa.string())})
    assert check_batch(batch).num_rows == 0
    assert tables(check_batch(batch)).findings.num_rows == 0


def test_polars() -> None:
    shop = pl.DataFrame({"id": ["a", "b"], "text": [ZINC, HIGH]})
    answers = pl.concat([pl.DataFrame(check_batch(batch)) for batch in shop.to_arrow().to_batches()])
    worst = answers.select("id", "status", pl.col("readings").list.len().alias("readings"))
    assert worst.rows() == [("a", "ok", 1), ("b", "ok", 2)]


def test_duckdb() -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE shop AS SELECT * FROM (VALUES ('a', ?), ('b', ?)) AS t(id, text)", [ZINC, HIGH])
    reader = connection.sql("SELECT * FROM shop ORDER BY id").to_arrow_reader(1000)
    answers = pa.Table.from_batches([check_batch(batch) for batch in reader])
    findings = tables(answers).findings
    connection.register("findings", findings)
    found = connection.execute("SELECT DISTINCT id FROM findings WHERE rule LIKE 'mg-%' ORDER BY id").fetchall()
    assert found == [("b",)]


def test_guarded_batches_give_the_same() -> None:
    batch = pa.RecordBatch.from_pydict({"text": [ZINC, HIGH] * 80})
    guarded = pa.Table.from_batches(list(check_guarded([batch])))
    plain = check_batch(batch)
    assert guarded.drop(["row"]).to_pylist() == pa.Table.from_batches([plain]).drop(["row"]).to_pylist()


@pytest.mark.parametrize(
    ("given", "gtin", "shown"),
    [("a.jpg", "7312345678909", "7312345678909"), ("a.jpg", None, "a.jpg"), ("SKU-1", "7312345678909", "SKU-1")],
)
def test_a_picture_s_barcode_is_the_id_of_what_has_only_a_file_name(
    given: str, gtin: str | None, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    label = read_text(ZINC)
    seen = replace(label, source=replace(label.source, kind="image", gtin=gtin))
    monkeypatch.setattr(checking, "read_files", lambda files, _: Files(seen, files[0], "read", None, ()))
    batch = pa.RecordBatch.from_pydict({"id": [given], "files": [["a.jpg"]]})
    assert check_batch(batch, Settings(root=".")).column("id").to_pylist() == [shown]
