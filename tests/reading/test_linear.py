"""Twice the text takes about twice the time, whatever it repeats."""

from __future__ import annotations

import gc
import time

import pytest

import labelcheck
from labelcheck import pipeline

PANEL = "Ta 1 tablett dagligen.\nPer tablett\nMagnesium 300 mg 80 %\n"
REPEATED = [
    "½", "½ ", "¾ tablett ", "5 %\n", "5 % ", "7 % RI\n", "per 100 g\n", "Zink 10 mg\n", "Zink 10 mg, ", "(", "5.", "·5", "1O", "5e-",
    "från zinkoxid 5 mg ", "(som zinkcitrat 9 mg) ", "varav 5 mg ", "ej mer än 2, ", "Taurin 1 g\n", "l", "l ", "lO mg ", "1.5.5 mg ", "²5", "\r", "\x0c", "\u200b5", "a", "5a",
]  # fmt: skip
LENGTHS = (3_000, 12_000)
SLACK = 0.06
"""Seconds: what a busy machine takes away at will."""
CLEAR = 5 * SLACK
"""Seconds that a text takes which tells by itself, without a longer one, how the time grows."""


def seconds(*texts: str) -> list[float]:
    """Return the least CPU time of each text, of several rounds in turn: a machine is slow for a while and fast again.

    A round in which the last takes hardly twice as long as the first leaves no doubt, and ends it.
    """
    best = [float("inf")] * len(texts)
    gc.disable()  # looking for dead objects takes longer the more of them a test before left behind
    try:
        for _ in range(4):
            for i, text in enumerate(texts):
                pipeline._remembered.cache_clear()  # what is read a second time is not read
                started = time.process_time()
                labelcheck.check(labelcheck.read_text(text))
                best[i] = min(best[i], time.process_time() - started)
            if best[-1] < 2.4 * best[0]:
                break
    finally:
        gc.enable()
    return best


@pytest.mark.parametrize("piece", REPEATED, ids=repr)
def test_time_grows_with_the_text(piece: str) -> None:
    for length in LENGTHS:
        more = piece * (length // len(piece))
        single, double = seconds(PANEL + more, PANEL + more + more)
        assert double < 3 * single + SLACK  # and not four times
        if single > CLEAR:
            break


@pytest.mark.parametrize("gap", [" ", "\t", "|", ". ", " –"])
@pytest.mark.parametrize(
    "rest", ["25 mg     g            800 mg                   100 %      –", "(3 mg)", "(dagsdos)", "375"]
)
def test_a_wide_gap_in_a_row_takes_no_longer_than_its_length(gap: str, rest: str) -> None:
    rows = [f"{PANEL}Inositol{gap * n}{rest}\n" for n in (1500, 3000)]
    single, double = seconds(*rows)
    assert double < 3 * single + SLACK  # and not four times


@pytest.mark.parametrize("run", [",7", "7 ", "7."])
def test_a_run_of_digits_behind_many_rows_of_a_line_is_not_searched_from_each(run: str) -> None:
    rows = [f"Per tablett: {'zink 5 mg (50 %), ' * n}vitamin B6 0{run * 20 * n} mg (50 %).\n" for n in (40, 80)]
    single, double = seconds(*rows)
    assert double < 3 * single + SLACK  # and not four times
