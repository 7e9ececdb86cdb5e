"""A number printed in any convention is parsed to itself."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labelcheck.reading.lex.number import parse

WHOLE = st.integers(min_value=0, max_value=999_999_999)
FRACTION = st.one_of(st.just(""), st.text(alphabet="0123456789", min_size=1, max_size=4))
CONVENTIONS = [(".", ","), (",", "."), (",", " "), (".", " "), (",", "’"), (".", "'"), (",", ""), (".", "")]


def printed(whole: int, fraction: str, decimal: str, thousands: str) -> str:
    grouped = f"{whole:,}".replace(",", thousands)
    return f"{grouped}{decimal}{fraction}" if fraction else grouped


@given(WHOLE, FRACTION, st.sampled_from(CONVENTIONS))
def test_printed_and_parsed_is_the_identity(whole: int, fraction: str, convention: tuple[str, str]) -> None:
    decimal, thousands = convention
    value = Decimal(f"{whole}.{fraction or 0}")
    parsed = parse(printed(whole, fraction, decimal, thousands))
    assert parsed is not None
    assert value in parsed.values
    known = parse(printed(whole, fraction, decimal, thousands), decimal)
    assert known is not None
    assert known.values == (value,)


@given(st.text(alphabet="0123456789.,’' ½¼", min_size=1, max_size=30))
def test_any_digits_give_a_number_or_none(text: str) -> None:
    if text[0].isdigit() or text[0] in "½¼":
        parsed = parse(text.strip())
        assert parsed is None or all(v >= 0 for v in parsed.values)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,000", ["1000", "1.000"]), ("1.000", ["1000", "1.000"]), ("0,025", ["0.025"]), ("1 000", ["1000"]),
        ("1.234.567", ["1234567"]), ("1,5", ["1.5"]), ("½", ["0.5"]), ("1½", ["1.5"]), ("1/2", ["0.5"]), ("1/0", None),
        ("1.2.3", None), ("9" * 21, None),
    ],
)  # fmt: skip
def test_conventions(text: str, values: list[str] | None) -> None:
    parsed = parse(text)
    expected = None if values is None else tuple(Decimal(v) for v in values)
    assert (parsed.values if parsed else None) == expected
