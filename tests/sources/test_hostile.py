"""What comes from anywhere may be anything: each gives a clear error or an empty reading, in time, without remains."""

from __future__ import annotations

import io
import os
import random
import struct
import subprocess
import sys
import time
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

import labelcheck
import made
from labelcheck.sources.guard import GUARD, Guard
from labelcheck.sources.limits import DEFAULT, Limits
from labelcheck.sources.pages import Loaded, load_pages

QUICK = replace(DEFAULT, seconds=8.0, memory=600_000_000)


def load(data: bytes, kind: str = "pdf", limits: Limits = QUICK, password: str | None = None) -> list[Loaded]:
    return load_pages(data, "pdf" if kind == "pdf" else "image", "given", limits, password)


def attempt(data: bytes, kind: str = "pdf") -> list[Loaded]:
    """Return the pages of a file that may be refused, none where it is; a refusal names the file."""
    try:
        return load(data, kind)
    except labelcheck.InputError as error:
        if str(error).startswith("given: "):
            return []
        raise


def words(pages: list[Loaded]) -> list[str]:
    return [w.text for p in pages for w in p.page.words]


def encrypted(user: str, owner: str = "owner") -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made.pdf([made.content(made.TABLE)]))))
    writer.encrypt(user_password=user, owner_password=owner, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_good_pdf_is_read() -> None:
    pages = load(made.pdf([made.content(made.TABLE)]))
    assert "Järn" in words(pages)
    assert "µg" in words(pages)


def test_a_gigabyte_in_a_stream() -> None:
    stream = made.repeated(bytes(1 << 20), 1 << 10)
    started = time.monotonic()
    assert words(attempt(made.pdf([stream], filters="/Filter/FlateDecode"))) == []
    assert time.monotonic() - started < 40


def test_a_doubly_compressed_stream() -> None:
    stream, filters = made.deflated(bytes(1 << 30) if os.environ.get("LABELCHECK_HEAVY") else bytes(100_000_000), 2)
    assert len(stream) < 20_000
    assert words(attempt(made.pdf([stream], filters=filters))) == []


def test_operators_without_end_stop_in_time() -> None:
    stream = made.repeated(b"0 0 m 1 1 l S " * 80_000, 100)
    started = time.monotonic()
    with pytest.raises(labelcheck.InputError) as caught:
        load(made.pdf([stream], filters="/Filter/FlateDecode"), limits=replace(QUICK, seconds=2.0))
    assert time.monotonic() - started < 30
    assert "second" in str(caught.value) or "memory" in str(caught.value)


@pytest.mark.skipif(sys.platform != "linux", reason="only there memory is limited")
def test_memory_that_ran_out_is_not_called_time() -> None:
    stream, _ = made.deflated(made.repeated(bytes(1 << 20), 1 << 10))
    filters = "/Filter[/FlateDecode/FlateDecode]"
    started = time.monotonic()
    with pytest.raises(labelcheck.InputTooLarge, match=r"more than 600 MB of memory; .*--max-memory"):
        load(made.pdf([stream], filters=filters), limits=replace(DEFAULT, memory=600_000_000))
    assert time.monotonic() - started < DEFAULT.seconds


def test_a_page_as_large_as_a_field() -> None:
    with pytest.raises(labelcheck.InputTooLarge, match="points"):
        load(made.pdf([made.content(made.TABLE)], size=(200_000, 200_000)))


def test_ten_thousand_pages() -> None:
    with pytest.raises(labelcheck.InputTooLarge, match="10,000 pages"):
        load(made.pdf([made.content(made.TABLE)], count=10_000))


def test_passwords() -> None:
    assert "Järn" in words(load(encrypted("")))
    with pytest.raises(labelcheck.PasswordNeeded, match="--password"):
        load(encrypted("sesam"))
    with pytest.raises(labelcheck.PasswordNeeded, match="wrong"):
        load(encrypted("sesam"), password="sisam")
    assert "Järn" in words(load(encrypted("sesam"), password="sesam"))


@pytest.mark.parametrize("tenth", range(1, 10))
def test_truncated_at_every_tenth(tenth: int) -> None:
    whole = made.pdf([made.content(made.TABLE)])
    assert len(attempt(whole[: len(whole) * tenth // 10])) < 2
    for form in ("PNG", "JPEG", "WEBP", "TIFF", "GIF", "AVIF"):
        data = made.encoded(made.picture(made.TABLE), form)
        assert len(attempt(data[: len(data) * tenth // 10], "image")) < 2


def _png(width: int, height: int, data: bytes) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack("!I", len(body)) + kind + body + struct.pack("!I", zlib.crc32(kind + body))

    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_picture_of_two_hundred_megapixels() -> None:
    with pytest.raises(labelcheck.InputTooLarge, match="pixels"):
        load(_png(20_000, 10_000, zlib.compress(bytes(3_000_000))), "image")


def test_a_header_that_lies() -> None:
    with pytest.raises(labelcheck.InputError):
        load(_png(4_000, 4_000, zlib.compress(bytes(100))), "image")
    with pytest.raises(labelcheck.InputError):
        load(_png(0, 0, b""), "image")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "SVG"),
        (b"<?xml version='1.0'?>\n<svg/>", "SVG"),
        (b"PK\x03\x04word/document.xml", "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
        (b"\x00\x00\x00\x18ftypisom....", "film"),
    ],
)
def test_other_files_renamed_to_pdf(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "label.pdf"
    path.write_bytes(data)
    with pytest.raises(labelcheck.UnsupportedFormat, match=what):
        labelcheck.read(path)


def test_a_web_page_renamed_to_pdf_is_the_text_it_is(tmp_path: Path) -> None:
    path = tmp_path / "label.pdf"
    path.write_text("<html><table><tr><td>Järn</td><td>14 mg</td><td>100 %</td></tr></table></html>", "utf-8")
    label = labelcheck.read(path)
    assert label.source.kind == "text"
    assert [r.nutrient for r in label.readings] == ["iron"]


def test_an_empty_page_is_an_empty_reading() -> None:
    label = labelcheck.read(made.pdf([b""]), name="given")
    assert label.readings == ()
    assert label.diagnostics[0].code == "no-text"


def test_too_many_bytes_pages_and_seconds_are_told_apart() -> None:
    data = made.pdf([made.content(made.TABLE)], count=3)
    with pytest.raises(labelcheck.InputTooLarge, match="pages"):
        load(data, limits=replace(QUICK, pages=2))
    with pytest.raises(labelcheck.InputTooLarge, match="bytes"):
        labelcheck.read(data, options=labelcheck.ScanOptions(limits=replace(QUICK, size=100)))


def test_a_file_removed_while_read(tmp_path: Path) -> None:
    path = tmp_path / "label.pdf"
    path.write_bytes(made.pdf([made.content(made.TABLE)]))
    with path.open("rb") as file:
        path.unlink()
        assert labelcheck.read(file).readings


def _children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_the_guarded_process_ends_with_its_parent() -> None:
    code = (
        "import sys, time; from labelcheck.sources.guard import GUARD; from labelcheck.sources.limits import DEFAULT\n"
        "import made; GUARD.read('pdf', made.pdf([b'']), 'x', DEFAULT, None); print(GUARD._process.pid, flush=True)\n"
        "time.sleep(60)"
    )
    here = str(Path(__file__).parent.parent)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": here}
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert child in _children(parent.pid)
        parent.kill()
    deadline = time.monotonic() + 10
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        state = Path(f"/proc/{child}/stat")
        if state.exists() and state.read_text("ascii", errors="replace").rpartition(")")[2].split()[0] == "Z":
            break
        time.sleep(0.1)
    else:
        assert not Path(f"/proc/{child}").exists()


def test_a_guard_that_was_killed_starts_anew() -> None:
    guard = Guard()
    try:
        data = made.pdf([made.content(made.TABLE)])
        guard.read("pdf", data, "x", QUICK, None)
        assert guard._process is not None
        guard._process.kill()
        guard._process.wait()
        pages, _ = guard.read("pdf", data, "x", QUICK, None)
        assert pages[0]["words"]
    finally:
        guard.close()
    assert guard._process is None


def test_nothing_stays_behind_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    GUARD.close()
    load(made.pdf([made.content(made.TABLE)]))
    load(made.encoded(made.picture(made.TABLE)), "image")
    assert list(tmp_path.iterdir()) == []


def test_noise_of_every_kind_is_refused_or_empty() -> None:
    rng = random.Random(7)  # noqa: S311
    starts = [
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xe0",
        b"GIF89a",
        b"II*\x00",
        b"RIFF\x00\x00\x00\x00WEBP",
    ]
    for start in starts * 5:
        data = start + rng.randbytes(rng.randrange(4000))
        assert words(attempt(data, "pdf" if start.startswith(b"%") else "image")) == []


def test_modes_become_plain_rgb() -> None:
    seen = made.picture(made.TABLE)
    for mode, form in (("CMYK", "JPEG"), ("LA", "PNG"), ("P", "PNG"), ("1", "TIFF"), ("I;16", "PNG"), ("L", "WEBP")):
        if mode == "I;16":
            gray = seen.convert("L")
            image = Image.frombytes("I;16", gray.size, b"".join(bytes((v, v)) for v in gray.tobytes()))
        else:
            image = seen.convert(mode)
        (page,) = load(made.encoded(image, form), "image")
        assert page.picture is not None
        pixels = Image.frombytes("RGB", (page.picture.width, page.picture.height), page.picture.pixels)
        corner = pixels.getpixel((1, 1))
        assert isinstance(corner, tuple), mode
        assert min(corner) > 240, mode
        assert min(pixels.convert("L").tobytes()) < 60, mode


def test_transparent_becomes_white() -> None:
    (page,) = load(made.encoded(Image.new("RGBA", (40, 40), (0, 0, 0, 0))), "image")
    assert page.picture is not None
    assert set(page.picture.pixels) == {255}


def test_pages_of_a_tiff_and_frames_that_differ() -> None:
    first, second = made.picture(made.TABLE), made.picture(made.TABLE[:2])
    tiff = made.encoded(first, "TIFF", save_all=True, append_images=[second])
    assert len(load(tiff, "image")) == 2
    frames = [first, first, Image.new("RGB", first.size, "black"), first]
    gif = made.encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    assert len(load(gif, "image")) == 2


@pytest.mark.parametrize("size", [(3000, 2), (2, 3000), (900, 7), (4000, 30)])
def test_a_picture_as_thin_as_a_hair_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(labelcheck.UnreadableFile, match="too thin"):
        load(made.encoded(made.picture(size=size), "PNG"), "image")


def test_a_page_as_thin_as_a_hair_is_refused() -> None:
    for size in ((9000.0, 0.01), (0.5, 700.0)):
        with pytest.raises(labelcheck.UnreadableFile, match="large enough"):
            load(made.pdf([made.content(made.TABLE)], size=size))


def test_a_photograph_is_turned_as_its_camera_was() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (page,) = load(made.encoded(made.picture(size=(60, 40)), "JPEG", exif=exif), "image")
    assert (page.page.width, page.page.height) == (40, 60)
