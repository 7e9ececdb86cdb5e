"""The weight of what an amount comes from, behind it: never the amount itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

import labelcheck

LABELS = {
    "da": ("Pr. tablet\n{}\nTag 1 tablet dagligt", "Jern 14 mg", ("som ferrofumarat 43 mg", "fra jernsulfat 45 mg")),
    "de": ("Pro Kapsel\n{}\nTäglich 1 Kapsel", "Zink 15 mg", ("als Zinkcitrat 48 mg", "aus Zinkoxid: 19 mg")),
    "en": (
        "Per tablet\n{}\nTake 1 tablet daily",
        "Calcium 300 mg",
        ("as calcium carbonate 750 mg", "in the form of calcium citrate, 1,430 mg", "from 750 mg calcium carbonate"),
    ),
    "es": ("Por cápsula\n{}\nTomar 1 cápsula al día", "Zinc 15 mg", ("como citrato de zinc 48 mg",)),
    "fi": ("Per tabletti\n{}\n1 tabletti päivässä", "Magnesium 150 mg", ("magnesiumsitraattina 950 mg",)),
    "fr": ("Par gélule\n{}\n1 gélule par jour", "Zinc 15 mg", ("sous forme de citrate de zinc 48 mg",)),
    "it": ("Per compressa\n{}\n1 compressa al giorno", "Zinco 15 mg", ("da ossido di zinco 19 mg",)),
    "nb": ("Per tablett\n{}\n1 tablett daglig", "Jern 14 mg", ("fra jernfumarat 43 mg", "som jernsulfat 45 mg")),
    "nl": ("Per capsule\n{}\n1 capsule per dag", "Zink 15 mg", ("uit zinkoxide 19 mg",)),
    "pl": ("W 1 tabletce\n{}\n1 tabletka dziennie", "Cynk 15 mg", ("w postaci cytrynianu cynku 48 mg",)),
    "ru": ("В 1 капсуле\n{}\n1 капсула в день", "Цинк 15 мг", ("из оксида цинка 19 мг",)),
    "sv": (
        "Per tablett\n{}\nTa 1 tablett dagligen",
        "Magnesium 150 mg",
        ("som magnesiumcitrat 950 mg", "från oxid 249 mg", "249 mg som magnesiumoxid"),
    ),
}
ROUNDS = ("{} ({})", "{} [{}]", "{}, {}", "{}\n({})", "{} – {}")
CASES = [
    pytest.param(frame.format(form.format(row, source)), row, id=f"{code}-{form!r}-{source}")
    for code, (frame, row, sources) in LABELS.items()
    for form in ROUNDS
    for source in sources
    # a word that says it must stand there where no bracket does
    if "(" in form or "[" in form or code != "fi"
]


@pytest.mark.parametrize(("text", "row"), CASES)
def test_what_follows_an_amount_may_be_what_it_comes_from(text: str, row: str) -> None:
    report = labelcheck.check(labelcheck.read_text(text))
    amount = Decimal(row.split()[-2])
    element, compound = report.label.readings[:2]
    assert element.amount is not None
    assert (element.amount.value, element.role, element.status) == (amount, "nutrient", "ok")
    assert (compound.nutrient, compound.role) == (element.nutrient, "compound")
    assert [(i.low, i.high, i.status) for i in report.intakes] == [(amount, amount, "ok")]


@pytest.mark.parametrize(
    ("text", "nutrients"),
    [
        ("Calcium 300 mg (as calcium carbonate 750 mg) per tablet. Take 1 tablet daily", {"calcium": "300"}),
        ("Zink 15 mg (als Zinkcitrat 48 mg) pro Kapsel. Täglich 1 Kapsel", {"zinc": "15"}),
        (
            "Järn 14 mg (som järnfumarat 43 mg), zink 15 mg (från zinkoxid 19 mg) per tablett. Ta 1 tablett dagligen",
            {"iron": "14", "zinc": "15"},
        ),
        ("Take 1 tablet daily\nPer tablet\nVitamin C 250 mg (as calcium ascorbate 303 mg)", {"vitamin-c": "250"}),
        ("Take 1 tablet daily\nPer tablet\nIron 14 mg as ferrous fumarate, zinc 15 mg", {"iron": "14", "zinc": "15"}),
        (
            "Ta 1 tablett dagligen\nPer tablett\nMagnesium 300 mg (från citrat 200 mg, från oxid 100 mg)",
            {"magnesium": "300"},
        ),
    ],
)
def test_in_a_sentence_and_side_by_side(text: str, nutrients: dict[str, str]) -> None:
    report = labelcheck.check(labelcheck.read_text(text))
    assert {i.nutrient: f"{i.high:f}" for i in report.intakes} == nutrients
    assert {i.status for i in report.intakes} == {"ok"}


@pytest.mark.parametrize(
    ("row", "percent"),
    [
        ("Iron 18 mg (as ferrous fumarate 55 mg) 100%", "100"),
        ("Iron 18 mg (from 55 mg ferrous fumarate) 100%", "100"),
        ("Magnesium 210 mg [as magnesium oxide 350 mg] 50%", "50"),
        ("Magnesium 210 mg (from magnesium oxide 240 mg and magnesium citrate 580 mg) 50%", "50"),
        ("Zinc 11 mg, as zinc oxide 14 mg, 100%", "100"),
    ],
)
def test_the_percentage_behind_is_the_elements(row: str, percent: str) -> None:
    element, *compounds = labelcheck.read_text(f"Supplement Facts\nServing size 1 tablet\n{row}\n").readings
    assert element.percent is not None
    assert (element.percent.value, element.percent.of) == (Decimal(percent), "us-dv-2016")
    assert compounds
    assert all(c.percent is None and c.role == "compound" for c in compounds)


@pytest.mark.parametrize("row", ["Magnesium 200 mg (350 mg)", "Zink 10 mg (15 mg)", "Calcium 500 mg (1250 mg)"])
def test_two_weights_of_one_thing_are_told(row: str) -> None:
    (reading,) = labelcheck.read_text(f"Per tablet\n{row}").readings
    assert reading.status == "check"
    assert "two-amounts" in reading.notes
