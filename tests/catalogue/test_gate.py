"""A catalogue as a gate: it fails on what counts, and on a policy that it does not understand."""

import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pytest

from catalogue_runs import catalogue, table, write_csv
from labelcheck import load_policy
from labelcheck.catalogue import Settings, check_batch

SOON = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
HEADER = ("id", "name", "brand", "text")
ROWS = [
    ("z50", "Zink", "Stallbacka", "Per tablett: Zink 50 mg. Ta 1 tablett dagligen."),
    ("z10", "Zink", "Kustvind", "Per tablett: Zink 10 mg. Ta 1 tablett dagligen."),
    ("d250", "D-vitamin", "Kustvind", "Per kapsel: D-vitamin 250 µg. Ta 1 kapsel dagligen."),
]
ONLY = '[severity]\neu-daily-portion = "off"\n'


def _run(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return catalogue("c.csv", "--output", "out", *arguments, cwd=folder)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    write_csv(tmp_path / "c.csv", ROWS, HEADER)
    return tmp_path


def _waiver(rule: str, about: str) -> str:
    return f'[[waive]]\nrule = "{rule}"\n{about}\nreason = "known, asked"\nuntil = {SOON}\n'


def test_a_gate_fails_and_is_waived(shop: Path) -> None:
    policy = shop / "labelcheck.toml"
    off = "\n".join(f'{r} = "off"' for r in ("eu-name-food-supplement", "eu-ingredient-list-allergens", "eu-out-of-reach",
                                             "eu-varied-diet", "eu-warning-not-exceed"))  # fmt: skip
    policy.write_text(f'fail-on = "warning"\n[severity]\n{off}\n')
    assert _run(shop).returncode == 1
    grave = {(f["id"], f["rule"]) for f in table(shop / "out", "findings")
             if f["verdict"] == "violated" and f["severity"] in ("error", "warning")}  # fmt: skip
    assert {i for i, _ in grave} == {"z50", "d250"}
    text = policy.read_text()
    text += "".join(_waiver(rule, f'product = "{i}"') for i, rule in grave)
    policy.write_text(text + _waiver("zinc-above-ul", 'brand = "Nobody"'))
    done = _run(shop)
    assert done.returncode == 0, done.stderr
    assert "1 of them unchanged" in done.stderr, "a waiver reads only what it is about again"
    assert "no finding of zinc-above-ul needs this waiver" in done.stderr
    assert {f["waived"] for f in table(shop / "out", "findings") if (f["id"], f["rule"]) in grave} == {"known, asked"}
    policy.write_text(policy.read_text().replace(SOON, "2020-01-01"))
    expired = _run(shop)
    assert (expired.returncode, "labelcheck.toml:" in expired.stderr) == (4, True)


def test_a_baseline_holds_what_stands_and_not_what_comes(shop: Path) -> None:
    (shop / "labelcheck.toml").write_text('fail-on = "caution"\nbaseline = "known.json"\n')
    assert _run(shop).returncode == 4, "no baseline yet"
    assert _run(shop, "--write-baseline", "known.json").returncode == 0
    assert _run(shop).returncode == 0
    write_csv(shop / "c.csv", [*ROWS, ("z60", "Zink", "Kustvind", ROWS[0][3].replace("50", "60"))], HEADER)
    assert _run(shop).returncode == 1


def test_options_go_before_the_policy_and_failed_rows_do_not_hide_findings(shop: Path) -> None:
    write_csv(shop / "c.csv", [*ROWS, ("none", "", "", "")], HEADER)
    assert _run(shop).returncode == 6
    assert _run(shop, "--fail-on", "warning").returncode == 1
    assert _run(shop, "--fail-on", "error", "--min-severity", "error").returncode in (1, 6)
    assert {f["severity"] for f in table(shop / "out", "findings")} <= {"error"}


def test_sarif_has_fingerprints_lines_and_suppressions(shop: Path) -> None:
    (shop / "labelcheck.toml").write_text(_waiver("zinc-above-ul", 'product = "z50"'))
    assert _run(shop, "--format", "sarif").returncode == 0
    [run] = json.loads((shop / "out" / "catalogue.sarif").read_text("utf-8"))["runs"]
    zinc: dict[str, Any] = next(r for r in run["results"] if r["ruleId"] == "zinc-above-ul")
    assert zinc["suppressions"][0]["justification"] == "known, asked"
    place = zinc["locations"][0]
    assert place["physicalLocation"]["region"]["startLine"] == 2
    assert place["logicalLocations"][0]["name"] == "z50"
    prints = [r["partialFingerprints"]["labelcheck/v1"] for r in run["results"]]
    assert len(set(prints)) == len(prints)
    write_csv(shop / "c.csv", [("first", "n", "b", "Zink 5 mg"), *ROWS], HEADER)
    _run(shop, "--format", "sarif")
    [again] = json.loads((shop / "out" / "catalogue.sarif").read_text("utf-8"))["runs"]
    assert set(prints) <= {r["partialFingerprints"]["labelcheck/v1"] for r in again["results"]}


def test_a_page_and_a_workbook_for_each_brand(shop: Path) -> None:
    assert _run(shop, "--by", "brand").returncode == 0
    brands = shop / "out" / "brands"
    assert sorted(p.name for p in brands.iterdir()) == ["kustvind", "stallbacka"]
    book = openpyxl.load_workbook(brands / "kustvind" / "catalogue.xlsx")
    assert book.sheetnames == ["products", "readings", "findings", "intakes"]
    assert [row[1] for row in book["products"].iter_rows(min_row=2, values_only=True)] == ["z10", "d250"]
    assert "Stallbacka" not in (brands / "kustvind" / "summary.html").read_text("utf-8")


def test_the_batch_takes_the_same_policy(tmp_path: Path) -> None:
    path = tmp_path / "labelcheck.toml"
    path.write_text(f'min-severity = "warning"\n{ONLY}' + _waiver("zinc-above-ul", 'brand = "stallbacka"'))
    columns = dict(zip(HEADER, zip(*ROWS, strict=True), strict=True))
    batch = pa.RecordBatch.from_pydict({k: list(v) for k, v in columns.items()})
    first = check_batch(batch, Settings(policy=load_policy(path))).to_pylist()[0]
    assert {f["severity"] for f in first["findings"]} <= {"error", "warning"}
    assert {f["rule"]: f["waived"] for f in first["findings"]}["zinc-above-ul"] == "known, asked"
