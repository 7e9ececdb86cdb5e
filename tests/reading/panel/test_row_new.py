"""Names before, behind and beside amounts."""

import pytest

import labelcheck

NAMED = {
    "en, with": ("Per sachet: Salmon oil with EPA 300 mg & DHA 200 mg.", {"epa": "300 mg", "dha": "200 mg"}),
    "sv, with": ("Fiskolja med EPA 300 mg och DHA 200 mg per kapsel.", {"epa": "300 mg", "dha": "200 mg"}),
    "de, with": ("Fischöl mit EPA 300 mg und DHA 200 mg pro Kapsel.", {"epa": "300 mg", "dha": "200 mg"}),
    "names behind, IU before mass": ("Per capsule: 4000IU vitamin D3, 75mcg K2.", {"vitamin-d": "4000 IU", "vitamin-k": "75 µg"}),
    "names behind, de": ("Pro Kapsel: 4000 IE Vitamin D3, 75 µg K2.", {"vitamin-d": "4000 IU", "vitamin-k": "75 µg"}),
    "a second unit stays": ("Per capsule: 25 µg (1000 IU) vitamin D3.", {"vitamin-d": "25 µg"}),
    "from": ("Vitamin C from rose hip 100 mg per capsule.", {"vitamin-c": "100 mg"}),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMED)
def test_each_amount_has_its_name(case: str) -> None:
    text, expected = NAMED[case]
    label = labelcheck.read_text(text)
    assert {r.nutrient: f"{r.amount.value} {r.amount.unit}" for r in label.readings if r.amount} == expected
    assert all(r.status == "ok" for r in label.readings)


@pytest.mark.parametrize(
    "name", ["Magnesium with vitamin B6", "Magnesium mit Vitamin B6", "Magnésium avec vitamine B6"]
)
def test_an_amount_behind_two_names_is_to_be_checked(name: str) -> None:
    label = labelcheck.read_text(f"Product\nTake 1 capsule daily.\n{name} 100 mg per capsule\n")
    assert [r.status for r in label.readings] == ["check"]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Each tablet contains: Zinc 5 mg. Take 2 tablets daily.", "10"),
        ("Zinc 2.5 mg/5 ml. Take 20 ml daily", "10"),
        ("Zink 2,5 mg/5 ml. Täglich 20 ml.", "10"),
        ("Sinkki 2,5 mg / 5 ml. Ota 20 ml päivässä.", "10"),
    ],
)
def test_what_the_amount_is_in(text: str, amount: str) -> None:
    intake = labelcheck.check(labelcheck.read_text(text)).intakes[0]
    assert (f"{intake.low:f}", intake.status) == (amount, "ok")
