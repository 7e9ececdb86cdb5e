"""The statements that every supplement's label bears, in any wording of thirteen languages, and what is none of them."""

from pathlib import Path

import pytest
import yaml

import labelcheck
from labelcheck.rules.loader import load_rules
from labelcheck.rules.phrases import sentences

STATEMENTS = {"eu-name-food-supplement", "eu-warning-not-exceed", "eu-varied-diet", "eu-out-of-reach"}
MARKETS = {
    "sv": "SE", "nb": "NO", "da": "DK", "fi": "FI", "is": "IS", "de": "DE", "en": "IE", "fr": "FR", "es": "ES", "it": "IT",
    "nl": "NL", "pl": "PL", "ru": "LV",
}  # fmt: skip
_TEXTS = yaml.safe_load((Path(__file__).parent / "statements.yaml").read_text("utf-8"))
BORNE: dict[str, list[str]] = _TEXTS["borne"]
"""Labels that bear all four."""
NEAR_MISSES: dict[str, str] = _TEXTS["near_misses"]
"""Labels that bear the name alone: a temperature not to be exceeded, an age for children, praise of a varied diet."""
PHRASES: dict[str, dict[str, list[str]]] = _TEXTS["phrases"]
"""Sentences of other statements, by wordlist and language."""


def missing(text: str, language: str) -> set[str]:
    report = labelcheck.check(labelcheck.read_text(text), market=MARKETS[language])
    return {f.rule for f in report.findings} & STATEMENTS


@pytest.mark.parametrize(("language", "text"), [(c, t) for c, texts in BORNE.items() for t in texts])
def test_a_statement_is_found_in_any_wording(language: str, text: str) -> None:
    assert missing(text, language) == set()


@pytest.mark.parametrize(("language", "text"), [(c, t) for c, texts in BORNE.items() for t in texts])
def test_a_line_end_within_a_statement_hides_none(language: str, text: str) -> None:
    wrapped = "\n".join(" ".join(text.split()[i : i + 5]) for i in range(0, len(text.split()), 5))
    assert missing(wrapped, language) == set()


@pytest.mark.parametrize(("language", "text"), NEAR_MISSES.items())
def test_words_that_are_no_statement_are_none(language: str, text: str) -> None:
    assert missing(text, language) == STATEMENTS - {"eu-name-food-supplement"}


@pytest.mark.parametrize(("words", "language"), [(w, c) for w, by_language in PHRASES.items() for c in by_language])
def test_sentences_of_other_statements_are_found(words: str, language: str) -> None:
    finder = load_rules().vocabulary.finder
    assert not [s for s in PHRASES[words][language] if not finder.find(sentences(s)).any_of(words)]


def test_other_statements_have_sentences_in_every_language() -> None:
    assert all(by_language.keys() == MARKETS.keys() for by_language in PHRASES.values())


def test_every_language_has_two_wordings() -> None:
    assert all(len(texts) >= 2 for texts in BORNE.values())
    assert BORNE.keys() == MARKETS.keys() == NEAR_MISSES.keys()
