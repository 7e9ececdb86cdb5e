"""Numbers and units of cells: all spellings come from the units' data, all numbers from the one parser."""

from decimal import Decimal

import pytest

from labelcheck.catalogue.amounts import OF_NUTRIENTS, measured, number, quantity, strengths
from labelcheck.knowledge import load


def test_every_spelling_of_a_unit_is_read() -> None:
    for spelled, unit in load().unit_spellings.items():
        found = measured(f"12.5 {spelled}")
        assert found.note is None, spelled
        assert found.unit == ("ml" if unit == "floz" else unit)
        assert strengths(f"Name 25 {spelled}") == (((Decimal(25), unit),) if unit in OF_NUTRIENTS else ())


@pytest.mark.parametrize(("code", "unit", "times"), [("MGM", "mg", 1), ("MC", "µg", 1), ("NIU", "IU", 1), ("KGM", "g", 1000),
                                                      ("ONZ", "g", "28.349523125"), ("CLT", "ml", 10), ("E14", "kcal", 1)])  # fmt: skip
def test_codes_of_trade_messages(code: str, unit: str, times: object) -> None:
    value, of, note = quantity("2", code)
    assert (Decimal(value or 0), of, note) == (2 * Decimal(str(times)), unit, None)


@pytest.mark.parametrize(
    ("printed", "value"),
    [("1 234,5", "1234.5"), ("1.234,5", "1234.5"), ("1'000", "1000"), (".5", "0.5"), ("1e-3", "0.001"), ("½", "0.5"),
     ("1.000", None), ("1,000", None), ("1/2", None), ("5-", None), ("1,2,3", None)],
)  # fmt: skip
def test_numbers_of_cells(printed: str, value: str | None) -> None:
    assert number(printed)[0] == value


@pytest.mark.parametrize(
    "cell", ["mindre än 0,5 g", "less than 0,5 g", "<0,5 g", "moins de 0,5 g", "alle 0,5 g", "menos de 0,5 g"]
)
def test_bounds_in_the_words_of_the_languages(cell: str) -> None:
    assert measured(cell)[:3] == ("0.5", "g", "<")
