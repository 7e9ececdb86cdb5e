"""Files that are not read are refused in the reader's language; every reason of a shopper's file has Swedish words."""

from __future__ import annotations

from pathlib import Path

import pytest

import labelcheck
from labelcheck.errors import EngineMissing, InputError, InputTooLarge, LabelcheckError, PasswordNeeded, UnreadableFile
from labelcheck.render.refusal import refusal


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (bytes(range(256)) * 4, "det är varken text, PDF eller bild; ge etiketten som text, PDF eller bild"),
        (
            b"PK\x03\x04" + bytes(60),
            "det är ett arkiv eller ett kontorsdokument; ge etiketten som text, PDF eller bild",
        ),
        (b"<svg></svg>", "det är en ritning; ge etiketten som text, PDF eller bild"),
        (b"%PDF-1.4\nnothing", "PDF-filen är skadad eller ingen PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "den börjar som en bild men går inte att läsa som en"),
    ],
)
def test_what_a_file_holds_is_told_in_swedish(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "fil.dat"
    path.write_bytes(data)
    with pytest.raises(InputError) as caught:
        labelcheck.read(path)
    assert refusal(caught.value, "sv") == f"{path.name}: {said}"
    assert refusal(caught.value, "en") == str(caught.value)


def test_missing_files_and_folders(tmp_path: Path) -> None:
    for path, said in ((tmp_path / "x.txt", "filen finns inte"), (tmp_path, "det är en mapp; ange filen i den")):
        with pytest.raises(InputError) as caught:
            labelcheck.read(path)
        assert refusal(caught.value, "sv") == f"{path.name}: {said}"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PasswordNeeded("a.pdf", "the PDF is encrypted"), "a.pdf: PDF-filen är låst; ange lösenordet (--password)"),
        (PasswordNeeded("a.pdf", "the PDF is encrypted", wrong=True), "a.pdf: PDF-filen är låst; lösenordet är fel"),
        (InputTooLarge("a", "64,000 pages or frames; at most 100 are read"), "a: 64\u00a0000 sidor; högst 100 läses"),
        (InputTooLarge("a", "odd, and 1,000 wide"), "a: filen är för stor (odd, and 1,000 wide)"),
        (UnreadableFile("a", "strange"), "a: filen går inte att läsa (strange)"),
        (EngineMissing("x", "no such OCR engine"), "x: textigenkänning saknas (no such OCR engine)"),
        (labelcheck.UsageError("age -3"), "age -3"),
    ],
)
def test_each_kind(error: LabelcheckError, said: str) -> None:
    assert refusal(error, "sv") == said
