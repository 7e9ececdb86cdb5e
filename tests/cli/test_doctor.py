"""``labelcheck doctor``, and what a photograph gives where no engine is installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import made
from labelcheck.cli import doctor
from labelcheck.cli.main import main
from labelcheck.sources.ocr import engine
from labelcheck.sources.ocr.engine import State


class Missing:
    """An engine that is not installed."""

    @classmethod
    def state(cls) -> State:
        """Say so."""
        return State("rapidocr", usable=False, missing="it is not installed: pip install 'labelcheck[photo]'")


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "engines", lambda: {"rapidocr": Missing})
    engine.load_engine.cache_clear()


def test_doctor_tells_what_is_installed(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["doctor"])
    told = capsys.readouterr().out
    assert code in (0, 5)
    assert "pypdfium2" in told
    assert "rapidocr" in told
    assert "tesseract" in told


@pytest.mark.usefixtures("no_engine")
def test_doctor_tells_the_command_for_every_system(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 5
    told = capsys.readouterr().out
    for command in (
        "pip install 'labelcheck[photo]'",
        "sudo apt-get install tesseract-ocr tesseract-ocr-eng tesseract-ocr-swe",
        "sudo dnf install tesseract tesseract-langpack-eng",
        "brew install tesseract tesseract-lang",
        "winget install UB-Mannheim.TesseractOCR",
    ):
        assert command in told


@pytest.mark.usefixtures("no_engine")
def test_a_photograph_without_engine_is_exit_5(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "label.png"
    path.write_bytes(made.encoded(made.picture(made.TABLE)))
    assert main(["read", "--format", "jsonl", str(path)]) == 5
    out = capsys.readouterr()
    assert "labelcheck doctor" in out.err
    assert json.loads(out.out)["error"]["code"] == "engine-missing"
    assert json.loads(out.out)["error"]["exit_code"] == 5


def test_an_unknown_engine_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "label.png"
    path.write_bytes(made.encoded(made.picture(made.TABLE)))
    assert main(["read", "--ocr", "crystal-ball", str(path)]) == 5
    assert "no such OCR engine" in capsys.readouterr().err


def test_texts_and_pdfs_with_text_need_no_engine(
    tmp_path: Path, no_engine: None, capsys: pytest.CaptureFixture[str]
) -> None:
    del no_engine
    path = tmp_path / "label.pdf"
    path.write_bytes(made.pdf([made.content(made.TABLE)]))
    assert main(["read", str(path)]) == 0
    assert "Järn" in capsys.readouterr().out


def test_limits_and_passwords_are_options(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "label.pdf"
    path.write_bytes(made.pdf([made.content(made.TABLE)], count=3))
    assert main(["read", "--max-pages", "2", str(path)]) == 3
    assert "at most 2" in capsys.readouterr().err
    with pytest.raises(SystemExit) as caught:
        main(["read", "--max-pages", "none", str(path)])
    assert caught.value.code == 2


def test_files_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, table in (("front.pdf", made.TABLE[:2]), ("back.pdf", made.TABLE)):
        (tmp_path / name).write_bytes(made.pdf([made.content(table)]))
    assert main(["read", "--as-one", "--format", "jsonl", str(tmp_path / "front.pdf"), str(tmp_path / "back.pdf")]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    told = json.loads(line)
    assert told["source"]["pages"] == 2
    assert {r["place"]["page"] for r in told["label"]["readings"]} == {2}


def test_text_is_not_read_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "label.txt"
    path.write_text("Zink 10 mg", "utf-8")
    assert main(["read", "--as-one", str(path), str(path)]) == 2
    assert "only pictures and PDFs" in capsys.readouterr().err


def test_the_system_is_told_by_its_release_file() -> None:
    assert doctor.system() in ("debian", "fedora", "macos", "windows", "other")
