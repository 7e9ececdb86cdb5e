"""What a terminal shows of a file that takes long, in the characters that it has."""

import io
import time

import pytest

from labelcheck.cli import terminal


@pytest.mark.parametrize(("encoding", "shown"), [("ascii", "Laser a.txt"), ("utf-8", "Läser a.txt")])
def test_what_is_read_is_told_in_the_terminal_s_characters(
    encoding: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding, errors="backslashreplace", write_through=True)
    monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr(terminal, "_DELAY", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    with terminal.Waiting("Läser {name}", 1, streams=True).at("a.txt"):
        time.sleep(0.3)
    written = raw.getvalue()
    assert shown.encode(encoding) in written
    assert b"\\x" not in written
