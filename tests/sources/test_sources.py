"""Bytes become text in whatever encoding they are, or a clear error."""

import io
import os
from pathlib import Path

import pytest

import labelcheck

TEXT = "Innehåll per kapsel\nJärn 14 mg 100 %\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    label = labelcheck.read(TEXT.encode(encoding))
    assert [r.nutrient for r in label.readings] == ["iron"]


def test_paths_files_and_bytes(tmp_path: Path) -> None:
    path = tmp_path / "label.txt"
    path.write_text(TEXT, "utf-8")
    with path.open("rb") as file:
        labels = [labelcheck.read(s) for s in (path, str(path), path.read_bytes(), file, io.BytesIO(path.read_bytes()))]
    assert len({label.source.sha256 for label in labels}) == 1
    assert [label.source.name for label in labels] == ["label.txt", "label.txt", "bytes", str(path), "file"]


def test_an_empty_file_is_an_empty_reading() -> None:
    label = labelcheck.read(b"")
    assert label.readings == ()
    assert [d.code for d in label.diagnostics] == ["empty"]


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"PK\x03\x04", bytes(range(32)) * 50, b"GIF89a", b"%!PS-Adobe"]
)
def test_what_is_no_text_is_unsupported(data: bytes) -> None:
    with pytest.raises(labelcheck.UnsupportedFormat):
        labelcheck.read(data)


def test_too_large() -> None:
    with pytest.raises(labelcheck.InputTooLarge, match="at most"):
        labelcheck.read(b"Zink 10 mg\n" * 5_000_000)


def test_missing_folder_fifo_and_text_mode(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "nowhere.txt", tmp_path, tmp_path / "pipe", "bad\0name"):
        with pytest.raises(labelcheck.UnreadableFile):
            labelcheck.read(path)
    with pytest.raises(labelcheck.UnreadableFile, match="binary"):
        labelcheck.read(io.StringIO(TEXT))  # type: ignore[arg-type]


def test_read_text_wants_text() -> None:
    with pytest.raises(labelcheck.UsageError):
        labelcheck.read_text(b"Zink")  # type: ignore[arg-type]
    with pytest.raises(labelcheck.UsageError, match="unknown language"):
        labelcheck.read_text("Zink", language="xx")
