"""What a reading of seen text is worth."""

import pytest

import labelcheck
from labelcheck.knowledge import load
from labelcheck.model import Reading
from labelcheck.reading.seen.trust import (
    columns_doubted,
    columns_of_others,
    consider,
    in_doubt_by_layout,
    is_verified,
    odd_decimals,
    open_case,
    panel_is_unsure,
    shown,
    verdict,
)

HEAD = "Take 1 scoop daily.\nAmount per scoop\n"


def readings(rows: str) -> tuple[Reading, ...]:
    return labelcheck.read_text(HEAD + rows).readings


def test_arithmetic_verifies() -> None:
    agreeing, disagreeing, alone = readings("Zinc 10 mg 100 %\nIron 14 mg 90 %\nIodine 150 µg")
    assert (is_verified(agreeing), is_verified(disagreeing), is_verified(alone)) == (True, False, False)
    assert shown(agreeing) == "10 mg 100 %"


@pytest.mark.parametrize(("again", "status"), [("Iodine 150 µg", "ok"), ("Iodine 130 µg", "check")])
def test_a_second_look_confirms_or_doubts(again: str, status: str) -> None:
    case = open_case(readings("Iodine 150 µg")[0], (), keen=True)
    consider(case, readings(again)[0], (), load())
    assert verdict(case, load()).status == status


def test_an_amount_without_its_decimal_mark_among_those_with_one() -> None:
    rows = readings("Fat 4.2 g\nCarbohydrate 8.5 g\nProtein 42 g\nFibre 1.5 g\nSugars 2.5 g")
    assert {rows[i].nutrient for i in odd_decimals(rows)} == {"protein"}
    assert odd_decimals(readings("Fat 4 g\nCarbohydrate 8 g\nProtein 42 g\nFibre 1.5 g")) == frozenset()


def test_a_panel_of_unclear_columns_is_in_doubt_as_a_whole() -> None:
    rows = readings("Zinc 10 mg\nIron 14 mg\nIodine 150 µg\nSelenium 55 µg\nCopper 1 mg")
    unclear = tuple(r._replace(status="check", notes=("column-unclear",)) for r in rows[:4])
    doubted = columns_doubted((*unclear, rows[4]))
    assert [r.status for r in doubted] == ["check"] * 5
    assert all(in_doubt_by_layout(r) for r in doubted)
    assert columns_doubted((*unclear[:3], *rows[3:])) == (*unclear[:3], *rows[3:])


def test_many_wrong_percentages_may_be_rows_joined_wrongly() -> None:
    right, shifted = (
        "Zinc 10 mg 100 %\nIron 14 mg 100 %\nIodine 150 µg 100 %",
        "Zinc 10 mg 50 %\nIron 14 mg 40 %\nIodine 150 µg 100 %",
    )
    assert not panel_is_unsure(readings(right))
    assert panel_is_unsure(readings(shifted))


def test_a_whole_column_of_another_reference_is_no_slip() -> None:
    pairs = ["15 mg 100% 30 mg 33%", "10 mcg 67% 20 mcg 100%", "45 mcg 50% 90 mcg 60%", "15 mcg 188% 30 mcg 100%"]
    names = ["Vitamin C", "Vitamin D", "Iodine", "Biotin"]
    head = "Supplement Facts\nAmount per serving | Children 2-3 (1 gummy) | Adults (2 gummies)\n"
    panel = head + "\n".join(
        f"{n} | {p[: p.index('%') + 1]} | {p[p.index('%') + 2 :]}" for n, p in zip(names, pairs, strict=True)
    )
    both = labelcheck.read_text(panel + "\nZinc | 1 mg 33% | 2.2 mg 20%").readings
    others = columns_of_others(both)
    assert others
    assert all("percent-of-another-reference" in both[i].notes for i in others)
    assert len({both[i].basis for i in others}) == 1
    assert all(open_case(both[i], (), keen=True, of_column=True).settled for i in others)
    # one row alone may be misread
    assert columns_of_others([r for i, r in enumerate(both) if i not in sorted(others)[1:]]) == frozenset()
