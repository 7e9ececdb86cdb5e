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


def test_of_a_sentence_with_an_amount_that_has_no_name_none_is_certain() -> None:
    told = "With 5 mg of zinc in the small one, a large capsule comes to 10 mg. Take 1 capsule daily."
    report = labelcheck.check(labelcheck.read_text(told))
    assert [(i.nutrient, i.status) for i in report.intakes] == [("zinc", "check")]


@pytest.mark.parametrize(
    "text",
    [
        "Zink 10 mg Koppar 1 mg per kapsel. Ta 1 kapsel dagligen.",
        "Omega-3 EPA 2000 mg DHA 1200 mg per 4 kapslar. Ta 4 kapslar dagligen.",
        "Magnesium 300 mg. Vitamin B6 2 mg per tablett. Ta 1 tablett dagligen.",
    ],
)
def test_what_stands_before_a_row_on_its_line_is_not_left_out_as_the_name(text: str) -> None:
    report = labelcheck.check(labelcheck.read_text(text))
    assert [d.code for d in report.label.diagnostics] == ["amount-not-understood"]
    assert report.verdict.level == "cannot-tell"


def test_the_name_that_tells_the_rows_own_nutrient_is_the_name() -> None:
    label = labelcheck.read_text("Nordfell Zink 10 mg. Zink 10 mg per tablett. Ta 1 tablett dagligen.")
    assert [d.code for d in label.diagnostics] == []


@pytest.mark.parametrize(
    "text",
    [
        "Í hverju hylki eru 200 mg af xylorótarþykkni og 1,1 mg af þíamíni. Takið eitt hylki á dag.",
        "Each capsule holds 200 mg of xylobark and 1.1 mg of thiamin. Take one capsule a day.",
        "Varje kapsel innehåller 200 mg xylobark och 1,1 mg tiamin. Ta en kapsel om dagen.",
    ],
)
def test_an_unknown_name_told_with_a_known_one_is_understood_or_told(text: str) -> None:
    label = labelcheck.read_text(text)
    assert [(r.nutrient, r.status) for r in label.readings if r.nutrient] == [("thiamin", "ok")]
    known = any("xylo" in (r.name or "") for r in label.readings)
    assert known or "amount-not-understood" in [d.code for d in label.diagnostics]


def test_what_another_formula_held_is_no_part_that_is_not_known() -> None:
    told = "In jeder Kapsel stecken 60 mg Coenzym Q10, doppelt so viel wie in unserer früheren Rezeptur mit 30 mg."
    label = labelcheck.read_text(f"{told} Morgens und abends je eine Kapsel.")
    assert "amount-not-understood" not in [d.code for d in label.diagnostics]
