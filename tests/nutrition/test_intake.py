"""From readings to intakes per day."""

from decimal import Decimal

import pytest

import labelcheck


def intakes(text: str) -> dict[str, tuple[str, str, str]]:
    report = labelcheck.check(labelcheck.read_text(text))
    return {i.nutrient: (f"{i.low:f}", f"{i.high:f}", i.status) for i in report.intakes}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dosering: 1–3 tabletter dagligen.\nInnehåll per tablett\nZink 5 mg", {"zinc": ("5", "15", "ok")}),
        ("Dagsdos: 4 kapslar\nInnehåll per 2 kapslar\nZink 5 mg", {"zinc": ("10", "10", "ok")}),
        ("Blanda 1 skopa (5 g) per dag.\nInnehåll per 100 g\nMagnesium 6 g", {"magnesium": ("300", "300", "ok")}),
        (
            "Innehåll   per tablett   per 3 tabletter\nZink   1,7 mg   5 mg\nDosering: 3 tabletter dagligen.",
            {"zinc": ("5", "5", "ok")},
        ),
        ("1 tablett per dag.\nInnehåll per tablett\nVitamin D3 1000 IE", {"vitamin-d": ("25", "25", "ok")}),
        ("1 tablett per dag.\nInnehåll per tablett\nFolsyra 0,4 mg", {"folate": ("400", "400", "ok")}),
        ("1 tablett per dag.\nInnehåll per tablett\nSalt <0,5 g", {}),
        (
            "1 tablett per dag.\nInnehåll per tablett\nVitamin K1 50 µg (fyllokinon)\nVitamin K2 75 µg (menakinon-7)",
            {"vitamin-k": ("125", "125", "ok")},
        ),
        (
            "1 tablett per dag.\nInnehåll per tablett\nC-vitamin / C-vitamiini 80 mg\nSisältö per tabletti\nC-vitamiini 80 mg",
            {"vitamin-c": ("80", "80", "ok")},
        ),
    ],
)
def test_intakes(text: str, expected: dict[str, tuple[str, str, str]]) -> None:
    assert intakes(text) == expected


@pytest.mark.parametrize(
    ("text", "nutrient", "expected"),
    [
        ("Zinc 0–12 mg per capsule. Take 1 capsule daily.", "zinc", ("0", "12", "ok")),
        ("Järn 0-14 mg per tablett. Ta 2 tabletter dagligen.", "iron", ("0", "28", "ok")),
        ("Vitamin D 0–800 IE pro Kapsel. Täglich 1 Kapsel.", "vitamin-d", ("0", "20", "ok")),
        ("Jod 0 – 0,15 mg pr. tablet. Dosering: 1 tablet dagligt.", "iodine", ("0", "150", "ok")),
        ("Rauta 0–70000 mg per tabletti. 1 tabletti päivässä.", "iron", ("0", "70000", "check")),
    ],
)
def test_a_range_may_begin_at_nothing(text: str, nutrient: str, expected: tuple[str, str, str]) -> None:
    assert intakes(text)[nutrient] == expected


@pytest.mark.parametrize("amount", ["9" * 15 + " mg", "9" * 20 + " mg", "9" * 19 + " miljarder CFU", "9" * 40 + " µg"])
def test_an_amount_beyond_all_labels_is_none(amount: str) -> None:
    report = labelcheck.check(labelcheck.read_text(f"Ta {'9' * 12} tabletter dagligen.\nPer tablett\nZink {amount}"))
    assert report.to_json()


@pytest.mark.parametrize(
    ("text", "high"),
    [
        ("Per portion: Zink 12 mg. Ta 1 portion dagligen.", "12"),
        ("Zinc 12 mg per serving. Take 2 servings daily.", "24"),
        ("Pr. portion: Zink 12 mg. Dosering: 1 portion dagligt.", "12"),
        ("Per porsjon: Sink 12 mg. Ta 1 porsjon daglig.", "12"),
        ("Per annos: Sinkki 12 mg. Ota 1 annos päivässä.", "12"),
        ("Pro Portion: Zink 12 mg. Täglich 1 Portion einnehmen.", "12"),
        ("Par portion: Zinc 12 mg. Prendre 1 portion par jour.", "12"),
        ("Por porción: Zinc 12 mg. Tomar 1 porción al día.", "12"),
        ("Per porzione: Zinco 12 mg. Assumere 1 porzione al giorno.", "12"),
        ("Per portie: Zink 12 mg. Neem 1 portie per dag.", "12"),
        ("W porcji: Cynk 12 mg. Spożywać 1 porcję dziennie.", "12"),
        ("В порции: Цинк 12 мг. Принимать по 2 порции в день.", "24"),
        ("Per portion: Zink 12 mg. Dosering: 1 portion (6 g) dagligen.", "12"),
        ("Per portion: Zink 12 mg. Dosering: 6 g (1 portion) blandas i vatten dagligen.", "12"),
    ],
)
def test_a_portion_is_a_portion(text: str, high: str) -> None:
    assert intakes(text) == {"zinc": (high, high, "ok")}


@pytest.mark.parametrize(
    "text",
    [
        "Per portion: Zink 30 mg. Ta 2 kapslar dagligen.",
        "Zinc 30 mg per serving. Take 5 g daily.",
        "Per 100 g: Zink 3 g. Täglich 2 Kapseln.",
        "Per scoop: Zinc 30 mg. Take 2 capsules daily.",
    ],
)
def test_a_dose_in_another_unit_is_told(text: str) -> None:
    report = labelcheck.check(labelcheck.read_text(text))
    assert report.intakes == ()
    told = [f for f in report.findings if f.rule == "zinc-above-ul"]
    assert [f.verdict for f in told] == ["undetermined"]
    assert "does not say how much" in told[0].message("en")
    assert "a day" in told[0].message("en")
    assert "dosen räknas om" in told[0].message("sv")


def test_a_dose_in_another_unit_is_told_of_what_no_rule_knows() -> None:
    report = labelcheck.check(labelcheck.read_text("Creatine 3 g per serving. Take 2 capsules daily."))
    assert [(f.rule, f.verdict) for f in report.findings if "creatine" in f.nutrients] == [
        ("dose-in-another-unit", "violated")
    ]


def test_without_a_dose_nothing_is_claimed() -> None:
    assert intakes("Innehåll per kapsel\nZink 5 mg") == {}


def test_per_daily_dose_needs_no_dose() -> None:
    assert intakes("Innehåll per dagsdos\nZink 5 mg 50 %") == {"zinc": ("5", "5", "ok")}


def test_the_arithmetic_is_shown() -> None:
    report = labelcheck.check(
        labelcheck.read_text("Dosering: 1–2 kapslar dagligen.\nInnehåll per kapsel\nMagnesium 300 mg")
    )
    assert report.intakes[0].arithmetic == "300 mg per capsule × 1–2 capsules a day"
    assert report.intakes[0].high == Decimal(600)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Magnesium 400 mg per dagsdos (2 tabletter). Ta 2 tabletter dagligen.", {"magnesium": "400"}),
        ("Ta 2 kapslar dagligen.\nMagnesium 125 mg per kapsel (33 % RI).", {"magnesium": "250"}),
        ("Ta 2 kapslar dagligen.\nMagnesium 125 mg (33 % av RI) per kapsel.", {"magnesium": "250"}),
        ("Dagsdos (2 tabl.): Magnesium 80 mg (21 % RI)\nTa 2 tabletter dagligen.", {"magnesium": "80"}),
        ("Magnesium 15 mg / tabletti. Annostus: 2 tablettia päivässä.", {"magnesium": "30"}),
        ("2 tablettia päivässä\n2 tabletter / 2 tablettia:\nKalcium / Kalsium 800 mg 100 %", {"calcium": "800"}),
        (
            "Calcium 400 mg, Magnesium 200 mg per tablet. Take 2 tablets daily.",
            {"calcium": "800", "magnesium": "400"},
        ),
        (
            "Ta 2 tabletter dagligen. Kalcium 400 mg (50 %), magnesium 200 mg (53 %) och D-vitamin 10 µg per tablett.",
            {"calcium": "800", "magnesium": "400", "vitamin-d": "20"},
        ),
    ],
)
def test_what_stands_behind_the_amount_tells_what_it_is_for(text: str, expected: dict[str, str]) -> None:
    assert intakes(text) == {n: (a, a, "ok") for n, a in expected.items()}


def test_two_amounts_with_a_basis_each_are_no_list() -> None:
    text = "Ta 2 tabletter dagligen. Kalcium 800 mg per dagsdos, magnesium 100 mg per tablett."
    assert intakes(text) == {"calcium": ("800", "800", "ok"), "magnesium": ("200", "200", "ok")}


def test_equivalents_are_weighed() -> None:
    assert intakes("1 tablett per dag.\nBetakaroten 400 µg RE per tablett") == {
        "beta-carotene": ("2.4", "2.4", "check")
    }
    assert intakes("Take 1 tablet daily.\nFolic acid 500 mcg DFE per tablet") == {"folate": ("300", "300", "ok")}
    assert intakes("1 tablett per dag.\nA-vitamin 400 µg RE per tablett") == {"vitamin-a": ("400", "400", "ok")}


def test_the_part_that_is_all_of_a_row_tells_its_form_and_weight() -> None:
    facts = "Supplement Facts\nServing Size 1 Tablet\nAmount Per Serving\n{}\nDirections: take 1 tablet daily."
    assert intakes(facts.format("Folate 400 mcg DFE (240 mcg folic acid)")) == {"folate": ("240", "240", "ok")}
    assert intakes(facts.format("Folate 667 mcg DFE (400 mcg folic acid)")) == {"folate": ("400", "400", "ok")}
    assert intakes(facts.format("Folate 680 mcg DFE\n(400 mcg folic acid)")) == {"folate": ("400", "400", "ok")}
    # here the folic acid is a share of the folate, and of the rest nothing is known
    assert intakes(facts.format("Folate 680 mcg DFE (100 mcg folic acid)")) == {"folate": ("408", "408", "check")}


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Dosage: 1 tablet daily.\nZinc 5 mg / 2 tabl.", "2.5"),
        ("Dosering: 1 kapsel dagligen.\nZink 5 mg / 2 kapslar", "2.5"),
        ("Annostus: 1 tabletti päivässä.\nSinkkiä 5 mg / 2 tablettia", "2.5"),
        ("Täglich 1 Kapsel.\nZink 5 mg / 2 Kapseln", "2.5"),
        ("Zink 5 mg / 90 tabletter\nTa 1 tablett dagligen.\nInnehåll per tablett: zink 5 mg", "5"),
    ],
)
def test_an_amount_for_two_is_halved_for_one(text: str, units: str) -> None:
    (intake,) = labelcheck.check(labelcheck.read_text(text)).intakes
    assert (str(intake.high), intake.status) == (units, "ok")


def test_spoons_of_several_sizes_add_up_in_what_they_hold() -> None:
    text = "Per 5 ml: zinc 5 mg. Adults: 1 teaspoon (5 ml) in the morning and 1 tablespoon (15 ml) at night."
    (found,) = labelcheck.check(labelcheck.read_text(text)).intakes
    assert found.low == found.high == 20
    assert found.status == "ok"
    drunk = "In one teaspoon (2 g): zinc 1 mg\nThree teaspoons a day, divided into two drinks of 250 ml."
    assert [i.high for i in labelcheck.check(labelcheck.read_text(drunk)).intakes] == [3]


@pytest.mark.parametrize(
    ("told", "status"), [("mmol per 100 g\nSodium 0.3", "ok"), ("mmol per 100 g\nSodium 3", "check"), ("", "ok")]
)
def test_millimoles_beside_a_mass_tell_the_same_again(told: str, status: str) -> None:
    report = labelcheck.check_text(
        f"Take 100 g a day.\nTypical values per 100 g\nSodium   6 mg\nPotassium 91 mg\n{told}\n"
    )
    sodium = next(i for i in report.intakes if i.nutrient == "sodium")
    assert (sodium.high, sodium.status) == (Decimal(6), status)


def test_millimoles_alone_are_converted() -> None:
    report = labelcheck.check_text("Take 100 g a day.\nmmol per 100 g\nSodium   2\nPotassium 3\n")
    assert next((i.nutrient, i.high, i.unit) for i in report.intakes) == ("sodium", Decimal("45.98"), "mg")
