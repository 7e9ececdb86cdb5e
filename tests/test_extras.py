"""What the core reads by itself, and how a missing extra is told."""

from __future__ import annotations

import pickle
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import get_args

import pytest

import labelcheck
import made
from labelcheck import extras
from labelcheck.cli import doctor
from labelcheck.cli.main import main
from labelcheck.errors import ExtraMissing
from labelcheck.render.refusal import refusal

BEYOND = ("PIL", "numpy", "cv2", "pdfminer", "pdfplumber", "pypdfium2", "pi_heif", "zxingcpp", "onnxruntime", "rapidocr",
          "pyarrow", "pebble", "openpyxl", "defusedxml", "starlette", "uvicorn", "pandas", "pyspark")  # fmt: skip


@pytest.fixture
def core(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in BEYOND:
        monkeypatch.setitem(sys.modules, module, None)


@pytest.mark.usefixtures("core")
@pytest.mark.parametrize(
    ("data", "extra"), [(b"%PDF-1.4\n", "pdf"), (b"\x89PNG\r\n\x1a\n" + bytes(40), "photo")], ids=("pdf", "photo")
)
def test_a_file_that_needs_an_extra(data: bytes, extra: str) -> None:
    with pytest.raises(ExtraMissing) as caught:
        labelcheck.read(data, name="label")
    error = caught.value
    assert (error.exit_code, error.extra, error.command) == (3, extra, f"pip install 'labelcheck[{extra}]'")
    assert error.command in str(error)
    assert refusal(error, "sv") == f"label: det kräver {error.module}, som inte är installerat: {error.command}"
    assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301


@pytest.mark.usefixtures("core")
@pytest.mark.parametrize("arguments", [["catalogue", "x.csv", "-o", "out"], ["serve"]])
def test_a_command_that_needs_an_extra(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 3
    assert f"labelcheck {arguments[0]}: this needs" in capsys.readouterr().err


@pytest.mark.usefixtures("core")
def test_a_picture_of_a_text_needs_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "label.txt"
    path.write_text("Zink 10 mg per tablett", "utf-8")
    assert main(["check", str(path), "--format", "png", "-o", str(tmp_path / "x.png")]) == 3
    assert "labelcheck[photo]" in capsys.readouterr().err
    assert main(["check", str(path), "--format", "html", "-o", str(tmp_path / "x.html")]) == 0


def test_texts_need_the_core_only(tmp_path: Path) -> None:
    """In a process of its own, where nothing was imported before."""
    code = f"""if True:
        import sys
        for module in {BEYOND!r}:
            sys.modules[module] = None
        from labelcheck.cli.main import main
        for form in ("text", "json", "html", "csv", "sarif"):
            assert main(["check", "label.txt", "--format", form, "-o", "out." + form]) == 0
        assert main(["stack", "label.txt", "label.txt"]) == 0
    """
    (tmp_path / "label.txt").write_text("Zink 10 mg per tablett. Ta 1 tablett dagligen.", "utf-8")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_doctor_names_every_extra(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def none(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "version", none)
    main(["doctor"])
    told = capsys.readouterr().out
    for extra in get_args(extras.Extra):
        assert f"(extra {extra}): incomplete: pip install 'labelcheck[{extra}]'" in told
    assert "pdfplumber               missing" in told


@pytest.mark.usefixtures("core")
def test_doctor_without_any_extra(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 5
    assert "Texts are read; photos and scans are not." in capsys.readouterr().out


def test_every_module_asked_for_is_of_its_extra() -> None:
    """A PDF is read where the extra is installed; what it asks for must be what pyproject.toml installs."""
    made_of_all = made.pdf([made.content(made.TABLE)])
    assert labelcheck.read(made_of_all).readings
    assert not extras.missing("pdf")
    assert not extras.missing("photo")
