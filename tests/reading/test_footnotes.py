"""Footnotes and the tables in them give no amounts of the product."""

import pytest

import labelcheck

TABLES = {
    "en": "Nutrition Facts\nServing Size 1 scoop (34 g)\nPotassium 80 mg 2%\n*Percent Daily Values are based on a 2,000 calorie diet.\n"
    "          Calories:   2,000   2,500\nTotal Fat   Less than   65g   80g\n  Sat Fat   Less than   20g   25g\n"
    "Potassium   3,500mg   3,500mg\nDietary Fiber   25g   30g\n\nTake 1 scoop daily.",
    "es": "Información nutricional\nRación 1 cazo (34 g)\nPotasio 80 mg\nLos porcentajes se basan en una dieta de 2.000 calorías.\n"
    "Calorías 2.000 2.500\nGrasa total Menos de 65g 80g\nPotasio 3.500 mg 3.500 mg\nTomar 1 cazo al día.",
    "fr": "Valeur nutritive\nPar dose (1 mesure)\nPotassium 80 mg\nCalories 2 000 2 500\nLipides   65 g   80 g\n"
    "Potassium   3 500 mg   3 500 mg\nPrendre 1 mesure par jour.",
}  # fmt: skip


@pytest.mark.parametrize("case", TABLES)
def test_the_table_of_two_diets_gives_no_amount(case: str) -> None:
    label = labelcheck.read_text(TABLES[case])
    assert [(r.nutrient, f"{r.amount.value}") for r in label.readings if r.amount] == [("potassium", "80")]
    assert label.daily_dose is not None


def test_a_footnotes_sentence_goes_on_below() -> None:
    label = labelcheck.read_text(
        "Nutrition Facts\nServing Size 30 g\nSodium 160 mg 7%\nPotassium 115 mg 2%\n"
        "* Amount in the powder. A serving with skim milk\n"
        "provides 220 mg sodium and 320 mg potassium.\nZinc 5 mg 45%"
    )
    assert [(r.nutrient, str(r.amount.value)) for r in label.readings if r.amount] == [
        ("sodium", "160"), ("potassium", "115"), ("zinc", "5"),
    ]  # fmt: skip


def test_rows_below_a_footnote_are_rows() -> None:
    label = labelcheck.read_text("Per tablet:\nzinc 5 mg\n* vegan. No sugar added\nmagnesium 100 mg\niron 7 mg")
    assert [r.nutrient for r in label.readings] == ["zinc", "magnesium", "iron"]
