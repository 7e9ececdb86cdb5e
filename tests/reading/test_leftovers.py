"""What of a panel gave no reading is told."""

import pytest

import labelcheck


@pytest.mark.parametrize(
    "row", ["Zinc  __ mg", "Zinc ?? µg", "Zink  [oläsligt] mg  1?? %", "Zink (als Citrat) … mg", "Sinkki ▒▒ mg"]
)
def test_a_nutrient_and_its_unit_without_a_number_are_told(row: str) -> None:
    report = labelcheck.check(labelcheck.read_text(f"Per tablet\nVitamin C  80 mg\n{row}\nTake 1 tablet daily."))
    assert [d.code for d in report.label.diagnostics] == ["amount-not-understood"]
    assert report.verdict.level == "cannot-tell"


@pytest.mark.parametrize("row", ["Zinc\n10 mg", "Zinc, mg   10", "Zinc (mg)   10"])
def test_a_number_beside_or_below_is_no_missing_one(row: str) -> None:
    label = labelcheck.read_text(f"Per tablet\nVitamin C  80 mg\n{row}\nTake 1 tablet daily.")
    assert not label.diagnostics


@pytest.mark.parametrize(
    "sentence",
    [
        "Contre 5 mg de zinc dans la formule précédente, une gélule en renferme 10 mg.",
        "Against 5 mg of zinc in the old formula, one capsule now holds 10 mg.",
    ],
)
def test_of_a_sentence_with_an_amount_that_has_no_name_none_is_certain(sentence: str) -> None:
    report = labelcheck.check(labelcheck.read_text(f"{sentence} 1 capsule daily."))
    assert [i.status for i in report.intakes if i.nutrient == "zinc"] in ([], ["check"])
    assert any(d.code == "amount-not-understood" for d in report.label.diagnostics)
