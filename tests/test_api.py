"""The library as its users meet it: first mistakes, values that travel, tables."""

from __future__ import annotations

import io
import json
import pickle
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import labelcheck
import made
from corpus import all_samples
from labelcheck.errors import InputError, LabelcheckError, UsageError
from labelcheck.render.refusal import refusal

SAMPLES = all_samples()
ZINC = "Zink 10 mg per kapsel. Ta 1 kapsel dagligen."
anything: Any = labelcheck
"""The library as it is used without a type checker."""
WOMAN = labelcheck.Person(sex="female", age=34, pregnant=True, weight_kg=61.5, flags=frozenset({"vegan", "statin"}))


@pytest.mark.parametrize(
    "text",
    ["Magnesium 150 mg per capsule", "Zink 10 mg\nJod 150 µg", "D-vitamin 20 µg (400 %)", "Кальций 200 мг " * 200],
)
def test_a_text_in_the_place_of_a_path(text: str) -> None:
    with pytest.raises(InputError) as caught:
        labelcheck.check(text)
    assert "looks like a label's text" in str(caught.value)
    assert "check_text" in str(caught.value)
    assert "standard in" in refusal(caught.value, "sv")
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("path", ["magnesium 150 mg.txt", "nosuch.pdf", "folder/zink", "label", "my label.JPEG"])
def test_a_path_that_is_none(path: str) -> None:
    with pytest.raises(InputError) as caught:
        labelcheck.check(path)
    assert "text" not in caught.value.reason


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (None, "this is None; what is read is a path, bytes"),
        (42, "this is a int"),
        (["a.txt", "b.txt"], "read_together takes several"),
        ({"text": "x"}, "this is a dict"),
        (np.zeros((3,)), "an array of shape (3,) is no picture"),
        (np.zeros((2, 2, 7), np.uint8), "an array of shape (2, 2, 7) is no picture"),
    ],
)
def test_what_is_no_source(source: Any, said: str) -> None:
    with pytest.raises(LabelcheckError) as caught:
        labelcheck.read(source)
    assert said in str(caught.value)
    with pytest.raises(LabelcheckError):
        labelcheck.check(source)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: anything.read_text(b"Zink 10 mg"), "read_text needs a str"),
        (lambda: anything.check_text(None), "check_text needs a str, not NoneType"),
        (lambda: anything.check(labelcheck.check_text(ZINC)), "check(report.label)"),
        (lambda: anything.check_text(ZINC, person={"age": 3}), "labelcheck.Person("),
        (lambda: anything.check_text(ZINC, rules="my-rules/"), "labelcheck.load_rules("),
        (lambda: anything.check_text(ZINC, policy="labelcheck.toml"), "labelcheck.load_policy("),
        (lambda: anything.check_text(ZINC, market="Sverige"), "did you mean SE?"),
        (lambda: anything.check_text(ZINC, market="XX"), "as SE or US, or EU"),
        (lambda: anything.check_text(ZINC, language="Swedish"), "did you mean sv? Known are da"),
        (lambda: anything.check_text(ZINC, language="xq"), "unknown language 'xq'; known are da"),
        (lambda: anything.stack("a.txt"), "stack([a, b])"),
        (lambda: anything.stack([]), "at least one"),
        (lambda: anything.read_together("a.pdf"), "read_together([front, back])"),
        (lambda: anything.to_arrow(labelcheck.read_text(ZINC)), "check it first"),
        (lambda: anything.to_arrow(labelcheck.check_text(ZINC), "intake"), "no table 'intake'; they are intakes"),
    ],
)
def test_what_cannot_be_meant_is_told_with_what_can(call: Any, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        call()
    assert said in str(caught.value)


def test_pictures_in_memory_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    from labelcheck import scan
    from labelcheck.sources.pages import Loaded

    seen: list[Loaded] = []

    def see(loaded: Loaded, _: object) -> list[Any]:
        seen.append(loaded)
        return []

    monkeypatch.setattr(scan, "_see_or_doubt", see)
    picture = made.picture(made.TABLE)
    sources: list[Any] = [
        picture,
        np.asarray(picture.convert("RGB")),
        bytearray(made.encoded(picture)),
        picture.convert("L"),
    ]
    for source in sources:
        labelcheck.read(source)
    sizes = {(one.picture.width, one.picture.height) for one in seen if one.picture is not None}
    assert (len(seen), sizes) == (4, {picture.size})
    assert isinstance(picture, Image.Image)


def test_an_open_file_and_bytes() -> None:
    sources: list[Any] = [ZINC.encode(), bytearray(ZINC.encode()), memoryview(ZINC.encode()), io.BytesIO(ZINC.encode())]
    for source in sources:
        assert labelcheck.read(source).readings[0].nutrient == "zinc"


def report(number: int) -> labelcheck.Report:
    sample = SAMPLES[number % len(SAMPLES)]
    return labelcheck.check_text(sample.text, person=WOMAN if number % 3 == 0 else None)


@settings(max_examples=25)
@given(st.integers(0, len(SAMPLES) - 1))
def test_objects_are_the_same_after_a_journey(number: int) -> None:
    there = report(number)
    objects: list[Any] = [there, there.label, labelcheck.stack([there, report(number + 1)])]
    for one in objects:
        kind: Any = type(one)
        assert kind.from_dict(one.to_dict()) == one
        assert kind.from_dict(json.loads(json.dumps(one.to_dict()))) == one
        again = kind.from_json(one.to_json(whole=True))
        assert (again, type(again), hash(again)) == (one, kind, hash(one))
        assert again.to_json() == one.to_json()
        assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301
    again = labelcheck.Report.from_dict(there.to_dict())
    assert type(again.label) is labelcheck.Label
    assert labelcheck.check(again.label, person=there.person) == labelcheck.check(there.label, person=there.person)


def test_words_of_a_pdf_travel_too() -> None:
    label = labelcheck.read(made.pdf([made.content(made.TABLE)]))
    assert label.pieces
    assert labelcheck.Label.from_json(label.to_json(whole=True)) == label


@settings(max_examples=50)
@given(st.data())
def test_a_changed_dictionary_is_refused_or_means_something(data: st.DataObject) -> None:
    told = report(data.draw(st.integers(0, 20))).to_dict()
    place: Any = told
    for _ in range(data.draw(st.integers(0, 4))):
        inner = [v for v in (place.values() if isinstance(place, dict) else place) if isinstance(v, dict | list) and v]
        if not inner:
            break
        place = data.draw(st.sampled_from(inner))
    key = data.draw(st.sampled_from(sorted(place))) if isinstance(place, dict) else 0
    place[key] = data.draw(st.sampled_from([None, 1.5, "x", [], {}, [1], {"a": 1}, True]))
    with suppress(UsageError):  # and nothing else
        assert isinstance(labelcheck.Report.from_dict(told), labelcheck.Report)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "this is no JSON"),
        ("[]", "a dictionary is needed"),
        (labelcheck.check_text(ZINC).to_json(), "'labelcheck/report/1' cannot be made an object again"),
        (labelcheck.read_text(ZINC).to_json(whole=True), "this is a Label, not a Report"),
    ],
)
def test_what_is_no_report(text: str, said: str) -> None:
    with pytest.raises(UsageError, match=said.replace("(", r"\(")):
        labelcheck.Report.from_json(text)


def _magnesium(rules: labelcheck.RuleSet) -> list[str]:
    report = labelcheck.check_text("Magnesium 300 mg per kapsel. Ta 2 kapslar dagligen.", rules=rules)
    return [f.rule for f in report.findings]


def test_rules_travel_to_other_processes(tmp_path: Path) -> None:
    from labelcheck.cli.main import main

    main(["rules", "new", "own-rule", "--folder", str(tmp_path)])
    rules = labelcheck.load_rules(tmp_path)
    with ProcessPoolExecutor(1) as pool:
        there = pool.submit(_magnesium, rules).result()
    assert there == _magnesium(rules)
    again = pickle.loads(pickle.dumps(rules))  # noqa: S301
    assert again == rules
    assert hash(again) == hash(rules)
    assert again is not rules
    assert rules != labelcheck.load_rules()


def test_tables_hold_decimals_as_decimals() -> None:
    reports = [
        labelcheck.check_text(ZINC, name="a"),
        labelcheck.check_text("Jod 12,5 µg per tablett. Ta 1 tablett dagligen."),
    ]
    intakes = labelcheck.to_arrow(reports)
    assert pa.types.is_decimal(intakes.schema.field("high").type)
    assert [(r["row"], r["id"], r["nutrient"], r["high"]) for r in intakes.to_pylist()] == [
        (0, "a", "zinc", Decimal(10)),
        (1, "text", "iodine", Decimal("12.5")),
    ]
    readings = labelcheck.to_polars(reports[0], "readings")
    assert isinstance(readings.schema["value"], pl.Decimal)
    assert readings["value"].to_list() == [Decimal(10)]
    findings = labelcheck.to_arrow(reports, "findings")
    assert findings.num_rows == sum(len(r.findings) for r in reports)
    assert labelcheck.to_arrow([], "intakes").num_rows == 0


def test_a_number_of_many_digits_is_kept() -> None:
    text = "Lactobacillus 12345678901234567890 CFU per kapsel. Zink 0,000000001 g per kapsel."
    told = labelcheck.check_text(text)
    values = [r.amount.value for r in told.label.readings if r.amount is not None]
    assert [v for v in labelcheck.to_arrow(told, "readings")["value"].to_pylist() if v is not None] == values


def test_pandas_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(UsageError, match="pip install pandas"):
        labelcheck.to_pandas(labelcheck.check_text(ZINC))


def test_stack_takes_labels_reports_and_sources(tmp_path: Path) -> None:
    path = tmp_path / "zink.txt"
    path.write_text(ZINC, "utf-8")
    told = labelcheck.stack([path, labelcheck.read_text(ZINC), labelcheck.check_text(ZINC)], market="FI")
    assert (told.intakes[0].intake.high, told.market) == (Decimal(30), "FI")
