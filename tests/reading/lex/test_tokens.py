"""Directions to typed tokens."""

from decimal import Decimal

import pytest

from labelcheck.knowledge import load
from labelcheck.knowledge.dosing import DosingKind
from labelcheck.knowledge.fold import fold
from labelcheck.reading.lex.kinds import Kind
from labelcheck.reading.lex.tokens import Token, language_of, lexers, tokenize


def tokens(text: str, code: str = "en") -> list[Token]:
    return tokenize(text, text.lower(), fold(text), lexers(load()), code)


@pytest.mark.parametrize(
    ("text", "code", "kinds"),
    [
        ("Take 2 capsules daily.", "en", [Kind.TAKE, Kind.NUMBER, Kind.FORM, Kind.RATE, Kind.STOP]),
        ("Ta 2 kapslar dagligen.", "sv", [Kind.TAKE, Kind.NUMBER, Kind.FORM, Kind.RATE, Kind.STOP]),
        ("10 µg", "en", [Kind.NUMBER, Kind.UNIT]),
        ("10 mcg", "en", [Kind.NUMBER, Kind.UNIT]),
        ("5 мг", "ru", [Kind.NUMBER, Kind.UNIT]),
        ("2 dl", "sv", [Kind.NUMBER, Kind.FORM]),
        ("3 x 1 tablet", "en", [Kind.NUMBER, DosingKind.TIMES, Kind.NUMBER, Kind.FORM]),
        ("two–three", "en", [Kind.NUMBER, Kind.DASH, Kind.NUMBER]),
    ],
)
def test_kinds(text: str, code: str, kinds: list[str]) -> None:
    assert [t.kind for t in tokens(text, code)] == kinds


def test_a_token_stands_where_it_is_printed() -> None:
    text = "Take two capsules"
    assert [text[t.start : t.end] for t in tokens(text)] == ["Take", "two", "capsules"]
    assert tokens(text)[1].low == 2


def test_decilitres_are_millilitres() -> None:
    form = tokens("2 dl", "sv")[1]
    assert (form.name, form.low) == ("ml", Decimal(100))


def test_the_language_is_that_of_most_words() -> None:
    found = lexers(load())
    assert language_of(fold("ta två kapslar om dagen"), found, ("en", "sv")) == "sv"
    assert language_of(fold("take two capsules a day"), found, ("sv", "en")) == "en"
