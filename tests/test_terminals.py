"""The terminal that other tests look at shows what a person would see."""

import pytest

from terminals import on_screen


@pytest.mark.parametrize(("raw", "shown"), [
    ("one\ntwo\n", "one\ntwo\n"),
    ("\x1b[1mbold\x1b[0m\n", "bold\n"),
    ("\x1b[?25l\r\x1b[2K⠋ Reading a.txt\n\x1b[1A\x1b[2K\x1b[?25h\rAnswer\n", "Answer\n"),
    ("⠋ Reading a.txt\r\x1b[2K⠙ Reading a.txt\n\x1b[1A\x1b[2KAnswer\n", "Answer\n"),
    ("12345\rab\n", "ab345\n"),
])  # fmt: skip
def test_what_is_cleared_or_written_over_is_gone(raw: str, shown: str) -> None:
    assert on_screen(raw) == shown
