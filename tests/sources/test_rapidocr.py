"""RapidOCR keeps to itself: its engine reports nothing, on any road to a picture."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import corpus

PHOTO = min(corpus.ROOT.glob("*/*/photo-*.jpg"))
VARIABLE = "ORT_DISABLE_TELEMETRY"
REFUSES = """
import sys
def refuse(event, details):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
        raise PermissionError(f"{event} {details}")
sys.addaudithook(refuse)
"""
LIBRARY = f"""
import os
print('loaded with', os.environ.get({VARIABLE!r}))
class SessionOptions: pass
class Meta: custom_metadata_map = {{'character': 'a'}}
class InferenceSession:
    def __init__(self, model, **_): print('made', os.path.basename(model))
    def get_modelmeta(self): return Meta
def disable_telemetry_events(): print('stopped')
"""
READ = "import labelcheck; labelcheck.read(sys.argv[1], options=labelcheck.ScanOptions(ocr='rapidocr'))"
"""A library's road to the engine."""


def run(code: str, *args: str, home: Path, path: Path | None = None) -> str:
    """Return what a program says that finds an empty home, and may not connect to anything."""
    environment = {k: v for k, v in os.environ.items() if k != VARIABLE and not k.startswith("XDG_")}
    environment |= {"HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"} | ({"PYTHONPATH": str(path)} if path else {})
    done = subprocess.run(
        [sys.executable, "-c", REFUSES + code, *args],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "road",
    [
        "from labelcheck.sources.ocr.engine import load_engine; load_engine('rapidocr')",
        "from labelcheck.sources.ocr.engine import engines; engines()['rapidocr']()",
        "from labelcheck.sources.ocr.rapidocr import RapidOcr; RapidOcr()",
    ],
)
def test_telemetry_is_off_before_its_library_loads(road: str, tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    for name, said in (("onnxruntime", LIBRARY), ("rapidocr", "")):
        (packages / name).mkdir(parents=True)
        (packages / name / "__init__.py").write_text(said, "utf-8")
        (packages / f"{name}-9.dist-info").mkdir()
        (packages / f"{name}-9.dist-info" / "METADATA").write_text(f"Name: {name}\nVersion: 9\n", "utf-8")
    models = packages / "rapidocr" / "models"
    models.mkdir()
    for kind in ("det", "rec"):
        (models / f"PP-OCRv9_{kind}_small.onnx").touch()
    home = tmp_path / "home"
    home.mkdir()
    assert run(road, home=home, path=packages).splitlines() == [
        "loaded with 1",
        "stopped",
        "made PP-OCRv9_det_small.onnx",
        "made PP-OCRv9_rec_small.onnx",
    ]


def test_a_package_without_models_is_not_usable(tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    for name in ("onnxruntime", "rapidocr"):
        (packages / name).mkdir(parents=True)
        (packages / name / "__init__.py").touch()
        (packages / f"{name}-9.dist-info").mkdir()
        (packages / f"{name}-9.dist-info" / "METADATA").write_text(f"Name: {name}\nVersion: 9\n", "utf-8")
    asks = "from labelcheck.sources.ocr.rapidocr import RapidOcr; s = RapidOcr.state(); print(s.usable, s.missing)"
    assert run(asks, home=tmp_path, path=packages).startswith("False this version of rapidocr brings no models")


@pytest.mark.live
@pytest.mark.parametrize(
    "code",
    [
        READ,
        "from labelcheck.cli.main import main; assert main(['check', '--ocr', 'rapidocr', sys.argv[1]]) == 0",
        (
            "from labelcheck.cli.main import main; "
            "assert main(['catalogue', sys.argv[2], '--output', sys.argv[3], '--workers', '1']) == 0"
        ),
        (
            "from labelcheck.web.jobs import Order, Settings, check_part, start_scan; start_scan(Settings(ocr='rapidocr')); "
            "check_part(Order(name='photo', files=(('photo', open(sys.argv[1], 'rb').read()),)))"
        ),
    ],
    ids=["library", "command line", "catalogue", "page"],
)
def test_a_picture_leaves_nothing_in_the_home(code: str, tmp_path: Path) -> None:
    home, pictures = tmp_path / "home", tmp_path / "pictures"
    for folder in (home, pictures):
        folder.mkdir()
    (pictures / PHOTO.name).write_bytes(PHOTO.read_bytes())
    run(code, str(PHOTO), str(pictures), str(tmp_path / "out"), home=home)
    assert [p.relative_to(home).as_posix() for p in home.rglob("*")] == []
