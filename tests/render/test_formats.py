"""The formats for programs: JSON against its schema, CSV for spreadsheets, SARIF for code hosts."""

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import sarif_pydantic
import write_models
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

import corpus
import labelcheck
from labelcheck import models
from labelcheck.errors import UnreadableFile
from labelcheck.pipeline import check_stack
from labelcheck.render.to_csv import COLUMNS, inert, reports_csv
from labelcheck.render.to_json import error_object, stack_object
from labelcheck.render.to_sarif import reports_sarif

SCHEMA = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text("utf-8"))
)
SAMPLES = corpus.all_samples()
PRINTED: TypeAdapter[models.Printed] = TypeAdapter(models.Printed)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: s.id)
def test_json_follows_its_published_schema(sample: corpus.Sample) -> None:
    report = corpus.checked(sample)
    for text in (report.label.to_json(), report.to_json()):
        SCHEMA.validate(json.loads(text))
        assert json.loads(models.Report.model_validate_json(text).model_dump_json()) == json.loads(text)


def test_failures_and_stacks_follow_it_too() -> None:
    stack = stack_object(check_stack([labelcheck.read_text(s.text) for s in SAMPLES[:3]]))
    for told, kind in ((stack, models.Stack), (error_object("x", UnreadableFile("x", "no such file")), models.Error)):
        SCHEMA.validate(told)
        printed = PRINTED.validate_python(told)
        assert isinstance(printed, kind)
        assert PRINTED.dump_python(printed, mode="json") == json.loads(json.dumps(told))


def test_the_models_are_those_of_the_schema() -> None:
    here = Path(models.__file__).read_text("utf-8")
    assert here == write_models.models(), "run scripts/write_models.py"


def test_numbers_are_decimals_and_words_that_python_keeps_are_told() -> None:
    label = "Zinc 12.50 mg (125 % NRV) per tablet. Children from 4 to 10 years: 1 tablet daily."
    report = models.Report.model_validate_json(labelcheck.check_text(label).to_json())
    assert (report.schema_, report.intakes is not None) == ("labelcheck/report/1", True)
    amount = report.label.readings[0].amount
    assert amount is not None
    assert (amount.value, str(amount.value)) == (Decimal("12.50"), "12.50")
    assert report.label.dosages[0].for_.age == models.DosageForAge(low=4, high=10, unit="a")
    assert hash(report) == hash(report.model_copy())
    assert '"1.10"' in models.DosageMaxPerDay(value=Decimal("1.10"), of="ml").model_dump_json()
    assert models.DosageMaxPerDay(value=Decimal("1E+3"), of="ml").model_dump(mode="json")["value"] == "1000"


@cache
def report() -> str:
    text = "Zinc 10–12 mg (100 % NRV)\nTake 1 tablet daily. Children from 4 years: 1 tablet."
    return labelcheck.check_text(text).to_json()


@settings(max_examples=100)
@given(st.data())
def test_the_models_take_what_the_schema_takes(data: st.DataObject) -> None:
    told: Any = json.loads(report())
    place = told
    for _ in range(data.draw(st.integers(0, 7))):
        inner = [v for v in (place.values() if isinstance(place, dict) else place) if isinstance(v, dict | list) and v]
        if not inner:
            break
        place = data.draw(st.sampled_from(inner))
    key = data.draw(st.sampled_from(sorted(place))) if isinstance(place, dict) else 0
    if isinstance(place, dict) and data.draw(st.booleans()):
        del place[key]
    else:
        place[key] = data.draw(st.sampled_from([None, -1, 0.5, "x", "1.0", [], {}, [1], {"a": 1}, True]))
    try:
        printed = models.Report.model_validate_json(json.dumps(told)).model_dump(mode="json")
    except ValidationError:
        assert not SCHEMA.is_valid(told)
    else:  # a text of digits is taken for a number, say, and printed as one
        SCHEMA.validate(printed)
        assert printed == told or not SCHEMA.is_valid(told)


def test_the_schema_refuses_what_is_not_meant() -> None:
    report = json.loads(labelcheck.check(labelcheck.read_text("Zink 10 mg")).to_json())
    report["label"]["readings"][0]["amount"]["value"] = 10
    assert not SCHEMA.is_valid(report)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_a_row_per_reading_and_one_for_a_failure() -> None:
    report = labelcheck.check(labelcheck.read_text("Vitamin D3 25 µg (1000 IE) 500 %\nZink 10 mg 100 %"))
    table = rows(reports_csv([("a.txt", report), ("b.txt", UnreadableFile("b.txt", "no such file"))]))
    assert [r["nutrient"] for r in table] == ["vitamin-d", "zinc", ""]
    assert (table[0]["value"], table[0]["unit"], table[0]["also"], table[0]["percent"]) == (
        "25",
        "µg",
        "1000 IU",
        "500",
    )
    assert "no such file" in table[2]["error"]
    assert tuple(table[0]) == COLUMNS


def test_an_input_without_readings_has_its_row() -> None:
    assert len(rows(reports_csv([("a", labelcheck.check(labelcheck.read_text("hej")))]))) == 1


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_cell_never_runs_as_a_formula(text: str) -> None:
    assert inert(text) == "'" + text
    assert inert("Zink") == "Zink"
    label = labelcheck.read_text(f"{text.strip()} Magnesium 10 mg")
    for row in rows(reports_csv([(text, labelcheck.check(label))])):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())


def test_sarif_is_sarif() -> None:
    text = SAMPLES[0].text
    report = labelcheck.check(labelcheck.read_text(text))
    made = reports_sarif([("my label.txt", report), ("b.txt", UnreadableFile("b.txt", "no such file"))], "sv")
    log = sarif_pydantic.Sarif.model_validate_json(made)
    (run,) = json.loads(made)["runs"]
    assert len(log.runs[0].results or []) == len(report.findings)
    for result, finding in zip(run["results"], report.findings, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == finding.rule
        assert result["message"]["text"] == finding.message("sv")
        # a result that is not a failure has no level (SARIF 2.1.0, 3.27.10)
        assert (result["kind"] == "fail") != (result["level"] == "none")
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "my%20label.txt"
        for location in result["locations"]:
            region = location["physicalLocation"].get("region")
            if region:
                start = region["charOffset"]
                assert 0 <= start < start + region["charLength"] <= len(text)
    assert run["invocations"][0]["executionSuccessful"] is False
    assert "no such file" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]


@pytest.mark.parametrize("form", ["csv", "sarif", "html"])
def test_the_command_writes_the_format(tmp_path: Path, form: str) -> None:
    label = tmp_path / "label.txt"
    label.write_text(SAMPLES[0].text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "labelcheck", "check", "--format", form, "--output", tmp_path / "out", label, "missing"],
        capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 6, done.stderr
    assert "missing" in (tmp_path / "out").read_text("utf-8")
