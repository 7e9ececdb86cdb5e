"""Fluid ounces are no millilitres: what a label prints beside them counts, else 29.57 ml each."""

from __future__ import annotations

from decimal import Decimal

import pytest

import labelcheck


@pytest.mark.parametrize(
    ("text", "basis", "amount"),
    [
        ("Serving Size 1 fl oz (30 mL)\nZinc 8 mg\nTake 30 ml daily.", "30", "8"),
        ("Serving Size 8 fl oz (240 ml)\nZinc 8 mg\nDrink 8 fl oz daily.", "240", "8"),
        ("Serving Size 8 fl oz (240 ml)\nZinc 8 mg\nDrink 4 FL. OZ. daily.", "240", "4"),
        ("Serving Size 30 ml (1 fl oz)\nZinc 8 mg\nTake 2 fluid ounces daily.", "30", "16"),
        ("Serving Size 1 fl oz\nZinc 8 mg\nTake 1 fl. oz. daily", "29.5735295625", "8"),
        ("Serving Size 2 fl oz (59 ml)\nZinc 8 mg\nTake 59 ml daily", "59", "8"),
        ("Par 1 once liquide (30 ml)\nZinc 8 mg\nPrendre 30 ml par jour", "30", "8"),
        ("Por 1 onza líquida (30 ml)\nZinc 8 mg\nTomar 30 ml al día", "30", "8"),
        ("Per 30 ml (1 vätskeuns)\nZink 8 mg\nTa 30 ml dagligen", "30", "8"),
        ("Pro 1 Flüssigunze (30 ml)\nZink 8 mg\nTäglich 30 ml", "30", "8"),
        ("На 1 жидкую унцию (30 мл)\nЦинк 8 мг\nПо 30 мл в день", "30", "8"),
    ],
)
def test_a_fluid_ounce_is_thirty_times_a_millilitre(text: str, basis: str, amount: str) -> None:
    report = labelcheck.check(labelcheck.read_text(f"Supplement Facts\n{text}\n"))
    zinc = next(r for r in report.label.readings if r.nutrient == "zinc")
    assert zinc.basis is not None
    assert (zinc.basis.quantity, zinc.basis.of) == (Decimal(basis), "ml")
    assert [(i.low, i.high, i.status) for i in report.intakes if i.nutrient == "zinc"] == [
        (Decimal(amount), Decimal(amount), "ok")
    ]


def test_a_bottle_of_ounces_beside_a_dose_of_millilitres() -> None:
    report = labelcheck.check(labelcheck.read_text("Per 1 fl oz: Zinc 10 mg. Take 59 ml daily."))
    (zinc,) = report.intakes
    assert zinc.high.quantize(Decimal("0.01")) == Decimal("19.95")


@pytest.mark.parametrize(
    ("row", "value", "unit"),
    [
        ("Vitamin D 1000 international units", "1000", "IU"),
        ("Vitamin D 1000 Internationale Einheiten", "1000", "IU"),
        ("D-vitamin 800 internationella enheter", "800", "IU"),
        ("Vitamine D 800 unités internationales", "800", "IU"),
        ("Probiotic 5 billion live cells", "5000000000", "CFU"),
        ("Probiotika 2 miljarder kolonibildande enheter", "2000000000", "CFU"),
    ],
)
def test_units_of_several_words(row: str, value: str, unit: str) -> None:
    (reading,) = labelcheck.read_text(f"Per tablet\n{row}\n").readings
    assert reading.amount is not None
    assert (reading.amount.value, reading.amount.unit) == (Decimal(value), unit)


def test_calories_before_those_from_fat() -> None:
    label = labelcheck.read_text(
        "Nutrition Facts\nServing Size 1 bar (34g)\nServings Per Container about 44\nAmount Per Serving\n"
        "Calories 160 Calories from Fat 60\n% Daily Value*\nTotal Fat 7g  11%\nSaturated Fat 2g  10%\nSodium 135mg  6%\n"
    )
    energy = [(str(r.amount.value), r.amount.unit) for r in label.readings if r.nutrient == "energy" and r.amount]
    assert energy == [("160", "kcal")]


@pytest.mark.parametrize(
    "text",
    [
        "Proprietary Energy Blend 900 mg (guarana seed extract, taurine) per capsule.",
        "Supplement Facts\nServing Size 2 capsules\nEnergy Blend 900 mg\n  Guarana seed extract\nVitamin C 60 mg",
        "Per 2 kapslar: Energi Mix 1200 mg, Vitamin C 60 mg",
    ],
)
def test_a_blend_for_energy_is_no_energy(text: str) -> None:
    assert labelcheck.read_text(text).readings[0].nutrient is None


@pytest.mark.parametrize(
    "text",
    [
        "Per kapsel: Zink 15 mg, Xylobarkextrakt 300 mg. Ta 1 kapsel dagligen.",
        "Supplement Facts\nServing Size 1 capsule\nZinc 15 mg 136%\nXylobark extract 300 mg\nTake 1 capsule daily.",
        "Pro Kapsel: Xylobarkextrakt 300 mg, Zink 15 mg. Täglich 1 Kapsel.",
    ],
)
def test_an_unknown_row_beside_known_ones_is_told(text: str) -> None:
    label = labelcheck.read_text(text)
    named = " ".join(r.name for r in label.readings)
    told = [d.message for d in label.diagnostics if d.code == "amount-not-understood"]
    assert "Xylobark" in named or any("Xylobark" in message for message in told)
    assert labelcheck.check(label).verdict.level == "cannot-tell"
