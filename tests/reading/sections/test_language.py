"""The languages of a label, the strongest first."""

import pytest

import labelcheck


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Ta 1 kapsel dagligen.\nInnehåll per kapsel\nZink 10 mg", ("sv",)),
        ("Nehmen Sie täglich 1 Kapsel.\nGehalt pro Kapsel\nZink 10 mg", ("de",)),
        ("Take 1 capsule daily.\nAmount per capsule\nZinc 10 mg", ("en",)),
        ("Принимать по 1 капсуле в день.\nЦинк 10 мг", ("ru",)),
    ],
)
def test_one_language(text: str, languages: tuple[str, ...]) -> None:
    assert labelcheck.read_text(text).languages == languages


def test_what_is_given_goes_before_what_is_found() -> None:
    assert labelcheck.read_text("Zinc 10 mg", language="sv").languages[0] == "sv"
