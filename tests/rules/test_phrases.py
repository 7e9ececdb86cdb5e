"""Phrases in one sentence, in any order, whole words or parts of words."""

import pytest

from labelcheck.rules.phrases import Index, numbers, packed, parse, pieces, sentences


def held(phrase: str, text: str) -> list[int]:
    index = Index(packed({"x": [phrase]}))
    return numbers(index.find(sentences(text)).any_of("x"))


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("inte dos*", "Överskrid inte dosen.", [0]),
        ("dos* inte", "Överskrid inte dosen.", [0]),
        ("inte dos*", "Ta inte mer. Dosen är en tablett.", []),
        ("dos", "Dosen är en tablett.", []),
        ("*dos", "Rek. dagsdos ska hållas.", [0]),
        ("ej|inte överskr*", "Bör ej\növerskridas.", [0]),
        ("med_sötningsmedel", "Tuggtablett med sötningsmedel.", [0]),
        ("med_sötningsmedel", "Med smak. Sötningsmedel: xylitol.", []),
        ("barn", "Första. Andra. Ej för barn.", [2]),
        ("ÖVERSKRID*", "överskrids", [0]),
        ("e_171|e171", "färgämne (E171)", [0]),
    ],
)
def test_phrases(phrase: str, text: str, expected: list[int]) -> None:
    assert held(phrase, text) == expected


def test_an_abbreviation_ends_no_sentence() -> None:
    assert held("max dag*", "Högst max. 2 per dag.") == [0]


def test_each_ingredient_is_a_sentence() -> None:
    index = Index(packed({"x": ["xylitol"]}))
    assert numbers(index.find(pieces(["cellulosa", "xylitol", "talk"])).any_of("x")) == [1]
    assert not index.find(pieces([])).any_of("x")


@pytest.mark.parametrize("phrase", ["", "*", "a*b", "|", "% |"])
def test_a_phrase_that_cannot_be_matched(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(phrase)


def test_a_very_long_text_is_searched_in_good_time() -> None:
    text = "Magnesium lindrar kramp. " * 40_000
    assert held("lindrar kramp", text)
