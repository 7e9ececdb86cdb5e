"""A batch of inputs: N in is always N out, whatever happens inside."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from labelcheck.cli import check, read, stack
from labelcheck.cli.inputs import one_input
from labelcheck.cli.main import main
from labelcheck.render.to_json import report_object as plain

GOOD = "Per tablet: Zinc 10 mg. Take 1 tablet daily\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    paths = [tmp_path / name for name in ("first.txt", "bad.txt", "last.txt")]
    for path in paths:
        path.write_text(GOOD, "utf-8")
    return [str(p) for p in paths]


def break_reading(monkeypatch: pytest.MonkeyPatch, module: Any, error: Exception) -> None:
    """Make the reading of the file "bad.txt" fail as no label should make it."""
    plain = module.read_source

    def read_source(source: Any, name: str, *rest: Any) -> Any:
        if "bad" in name:
            raise error
        return plain(source, name, *rest)

    monkeypatch.setattr(module, "read_source", read_source)


@pytest.mark.parametrize("error", [IndexError("list index out of range"), RecursionError("too deep"), MemoryError()])
@pytest.mark.parametrize("module", [check, read], ids=["check", "read"])
def test_a_fault_costs_only_its_input(
    files: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    module: Any,
    error: Exception,
) -> None:
    break_reading(monkeypatch, module, error)
    code = main([module.__name__.rpartition(".")[2], *files, "--format", "jsonl"])
    told = capsys.readouterr()
    answers = [json.loads(line) for line in told.out.splitlines()]
    assert code == 6
    assert ["error" in a for a in answers] == [False, True, False]
    assert answers[1]["error"]["code"] == "reading-failed"
    assert type(error).__name__ in answers[1]["error"]["message"]
    assert "Traceback" not in told.err
    assert str(Path(__file__).parent) not in told.err


def test_a_fault_in_the_only_input_is_told(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    break_reading(monkeypatch, check, KeyError(7))
    assert main(["check", files[1], "--format", "json"]) == 3


def test_a_fault_in_the_printing_costs_only_its_input(
    files: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def report_object(report: Any) -> dict[str, Any]:
        if "bad" in report.label.source.name:
            raise ValueError(report)
        return plain(report)

    monkeypatch.setattr(check, "report_object", report_object)
    assert main(["check", *files, "--format", "jsonl"]) == 6
    assert [("error" in json.loads(line)) for line in capsys.readouterr().out.splitlines()] == [False, True, False]


def test_a_fault_fails_a_sum(files: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    break_reading(monkeypatch, stack, IndexError())
    assert main(["stack", *files]) == 3


def test_a_fault_is_told_in_swedish(
    files: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    break_reading(monkeypatch, check, IndexError("x"))
    main(["check", *files, "--language", "sv"])
    assert "fel i labelcheck självt" in capsys.readouterr().err


def interrupted_within_a_library() -> None:
    try:
        interrupted()
    except BaseException as error:
        raise ValueError("model_routes") from error


def interrupted() -> None:
    raise KeyboardInterrupt


def read_one() -> None:
    with one_input("label.jpg", argparse.Namespace(pictures=None)):
        interrupted_within_a_library()


def test_an_interrupt_that_a_library_makes_an_error_of_stays_one() -> None:
    with pytest.raises(KeyboardInterrupt):
        read_one()
