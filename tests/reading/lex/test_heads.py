"""The whole of a printed number is read, or its amount is to be checked: never its tail alone as if it were all."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import labelcheck

FRAMES = {
    "da": ("Pr. tablet", "Jern {} mg"),
    "de": ("Pro Kapsel", "Zink {} mg"),
    "en": ("Per tablet", "Lutein {} mg"),
    "es": ("Por cápsula", "Hierro {} mg"),
    "fi": ("Per tabletti", "Sinkki {} mg"),
    "fr": ("Par gélule", "Fer {} mg"),
    "it": ("Per compressa", "Zinco {} mg"),
    "nb": ("Per tablett", "Sink {} mg"),
    "nl": ("Per capsule", "Ijzer {} mg"),
    "pl": ("W 1 tabletce", "Cynk {} mg"),
    "ru": ("В 1 капсуле", "Цинк {} мг"),
    "sv": ("Per tablett", "Järn {} mg"),
}
RIGHT = {"7·5": "7.5", "7'5": "7.5", "7’5": "7.5", "7٫5": "7.5", "1\u200b2": "12", "1\u20632": "12", "1\u00ad2": "12"}
MARKED = {
    ",6": "0.6", ".4": "0.4", "·4": "0.4", "O,5": "0.5", "o.5": "0.5", "О,5": "0.5", "5O0": "500", "1O": "10", "l2": "12",
    "1l": "11", "²0": "20", "3 ,5": "3.5", "4E-3": "0.004", "4e-3": "0.004",
}  # fmt: skip
UNREAD = [
    "3. 5",
    "3, 5",
    "12 5",
    "10 0",
    "0 125",
    "1;5",
    "1?5",
    "1\x085",
    "1\ufffd5",
    "1_5",
    "1:5",
    "1.5.5",
    "5.",
    "lO",
]


def read(printed: str, code: str) -> labelcheck.Label:
    heading, row = FRAMES[code]
    return labelcheck.read_text(f"{heading}\n{row.format(printed)}\n")


@pytest.mark.parametrize("code", FRAMES)
@pytest.mark.parametrize(("printed", "value"), RIGHT.items())
def test_decimal_marks_of_the_world_and_what_takes_no_place(printed: str, value: str, code: str) -> None:
    (reading,) = read(printed, code).readings
    assert reading.amount is not None
    assert (reading.amount.value, reading.status) == (Decimal(value), "ok")


@pytest.mark.parametrize("code", FRAMES)
@pytest.mark.parametrize(("printed", "value"), MARKED.items())
def test_a_number_that_is_not_plain_is_read_whole_and_marked(printed: str, value: str, code: str) -> None:
    (reading,) = read(printed, code).readings
    assert reading.amount is not None
    assert (reading.amount.value, reading.status) == (Decimal(value), "check")
    assert "number-unclear" in reading.notes
    assert not set(reading.name) & set("0123456789,.")


@pytest.mark.parametrize("code", FRAMES)
@pytest.mark.parametrize("printed", UNREAD)
def test_a_tail_is_never_an_amount_to_trust(printed: str, code: str) -> None:
    label = read(printed, code)
    assert all(r.status == "check" for r in label.readings)
    assert label.readings or any(d.code == "amount-not-understood" for d in label.diagnostics)


@pytest.mark.parametrize(
    "row",
    [
        "Zinc 1.5.5 mg",
        "Zink 5 rng",
        "Fer 5 m9",
        "Sinkki lO mg",
        "Järn 14 mq",
        "Hierro 3/4/5 mg",
        "Cynk 20² mg",
        "Jod 150 pg",
    ],
)
def test_what_looks_like_an_amount_is_told(row: str) -> None:
    told = [d for d in labelcheck.read_text(f"Per tablet\n{row}\n").diagnostics if d.code == "amount-not-understood"]
    assert len(told) == 1
    assert row.partition(" ")[2].replace("²", "*").lower() in told[0].message.lower()


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("Folate .4 mg 100%", "0.4"),
        ("Iodine O,15 mg 100 %", "0.15"),
        ("Zink 1O mg 100 %", "10"),
        ("Vitamin B12 2 ,5 µg 100 %", "2.5"),
    ],
)
def test_a_percentage_makes_it_plain(row: str, value: str) -> None:
    (reading,) = labelcheck.read_text(f"Supplement Facts\nPer tablet\n{row}\n").readings
    assert reading.amount is not None
    assert (reading.amount.value, reading.status) == (Decimal(value), "ok")


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("Zink10mg,Järn5mg", "10"),
        ("B12:2.5µg", "2.5"),
        ("Zinc ca.5 mg", "5"),
        ("Zinc......15 mg", "15"),
        ("Zinc (15 mg)", "15"),
        ("Zinc =15 mg", "15"),
        ("Vitamin B6 1,4 mg", "1.4"),
        ("Vitamin B 12 5 µg", "5"),
        ("KSM-66 300 mg", "300"),
        ("• Zinc: 1 000 mg", "1000"),
        ("Probiotika 5·10^9 CFU", "5000000000"),
    ],
)
def test_what_is_no_part_of_a_number_is_left_alone(row: str, value: str) -> None:
    first = labelcheck.read_text(f"Per tablet\n{row}\n").readings[0]
    assert first.amount is not None
    assert (first.amount.value, first.status) == (Decimal(value), "ok")


@pytest.mark.parametrize(
    ("cell", "value", "status"),
    [
        (".5", "0.5", "check"),
        (",5", "0.5", "check"),
        ("1·5", "1.5", "ok"),
        ("5O0", None, "check"),
        ("1 000", None, "check"),
        ("2 ,5", None, "check"),
        ("1.5.5", None, "check"),
        ("375", "375", "ok"),
    ],
)
def test_cells_without_a_unit(cell: str, value: str | None, status: str) -> None:
    for row in (f"Magnesium, mg   {cell}", f"Zinc (mg)   {cell}"):
        for reading in labelcheck.read_text(f"Per tablet\n{row}\n").readings:
            assert reading.amount is not None
            assert reading.status == status
            assert value is None or reading.amount.value == Decimal(value)


HEAD = st.text("0123456789OolI.,'’·٫ ²³_;?\u200b\u2063\u00ad", min_size=1, max_size=4)


@given(HEAD, st.integers(min_value=1, max_value=999))
def test_no_tail_is_trusted_where_a_head_was_lost(head: str, tail: int) -> None:
    """Whatever stands before the digits is in the number's value, or the amount is not to be trusted."""
    digits = "".join(c for c in head if c in "0123456789")
    for reading in labelcheck.read_text(f"Per tablet\nZinc {head}{tail} mg\n").readings:
        if reading.status == "ok" and reading.amount is not None and digits:
            assert Decimal(tail) != reading.amount.value or not digits.strip("0")


def test_a_lone_letter_before_a_number_may_have_been_a_digit() -> None:
    readings = labelcheck.read_text("Per tablet\nZinc 1;I 1 mg\n").readings
    assert all(r.status == "check" for r in readings)
