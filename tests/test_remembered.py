"""What is remembered of a text: the same as if it were read anew, and nothing of whose text it was."""

from __future__ import annotations

import subprocess
import sys

import pytest

import labelcheck
from labelcheck import pipeline
from labelcheck.knowledge import load
from labelcheck.reading.lex.trace import Trace

TEXTS = (
    "Nordbark Multi\nDosering: 2 tabletter dagligen.\nInnehåll per tablett\nZink   5 mg   50 %\nSelen   55 µg   100 %\n",
    "Zink   5 mg   50 %\nSelen   1.000 mg\nTake 1 capsule twice daily with food.\n",
    "Nordbark Multi\nDosering: 2 tabletter dagligen.\nInnehåll per dagsdos\nZink   5 mg   50 %\nJod 150\n",
)
FRESH = "import sys, labelcheck; print(labelcheck.read_text(sys.argv[1]).to_json())"


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_is_read_between_others_reads_as_in_a_process_of_its_own(text: str) -> None:
    command = [sys.executable, "-X", "utf8", "-c", FRESH, text]
    fresh = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.strip()
    for other in (*TEXTS, *TEXTS):
        labelcheck.read_text(other)
    assert labelcheck.read_text(text).to_json() == fresh


def test_a_text_that_comes_again_is_kept_and_one_that_does_not_is_not() -> None:
    pipeline._remembered.cache_clear()
    labelcheck.read_text(TEXTS[0])
    assert not pipeline._remembered(load()).kept
    first, second = labelcheck.read_text(TEXTS[0]), labelcheck.read_text(TEXTS[0])
    assert len(pipeline._remembered(load()).kept) == 1
    assert first.readings is second.readings


def test_whose_text_it_is_is_not_remembered() -> None:
    first, second = (labelcheck.read_text(TEXTS[0], name=name) for name in ("a", "b"))
    assert (first.source.name, second.source.name) == ("a", "b")
    assert first.readings == second.readings


def test_a_language_that_is_told_is_heeded_each_time() -> None:
    text = "Zink 1.000 mg"
    german, english = (labelcheck.read_text(text, language=code) for code in ("de", "en"))
    assert labelcheck.read_text(text, language="de") == german
    assert german.readings != english.readings
    assert labelcheck.read_text(text, language="en") == english


def test_each_trace_is_told_all() -> None:
    traces = [Trace(), Trace()]
    for trace in traces:
        labelcheck.read_text(TEXTS[0])
        labelcheck.read_text(TEXTS[0], trace=trace)
    assert traces[0].steps == traces[1].steps != []


def test_long_texts_are_not_remembered() -> None:
    pipeline._remembered.cache_clear()
    for _ in range(3):
        labelcheck.read_text(TEXTS[0] * 60)
    assert not pipeline._remembered(load()).kept
