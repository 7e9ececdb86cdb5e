"""How an intake came about is worded where it is shown, in either language."""

from __future__ import annotations

from decimal import Decimal

import pytest

import labelcheck
from labelcheck import Share, Term, Times
from labelcheck.render.arithmetic import arithmetic_in, arithmetic_text

ONE = Decimal(1)
CAPSULES = Times(ONE, "capsule", ONE, Decimal(2), "capsule", 1, ONE)


@pytest.mark.parametrize(
    ("term", "english", "swedish"),
    [
        (Term(Decimal("1.5"), None, "mg"), "1.5 mg per day", "1,5 mg per dag"),
        (Term(Decimal(5), Decimal("7.5"), "mg"), "5–7.5 mg per day", "5–7,5 mg per dag"),
        (
            Term(Decimal(9), None, "mg", told=False),
            "9 mg (taken as the day's amount: the label does not say what it is for)",
            "9 mg (räknat som dagens mängd: etiketten säger inte vad den avser)",
        ),
        (
            Term(Decimal(300), None, "mg", times=CAPSULES),
            "300 mg per capsule × 1–2 capsules a day",
            "300 mg per kapsel × 1–2 kapslar om dagen",
        ),
        (
            Term(Decimal(1000), None, "IU", times=CAPSULES._replace(quantity=Decimal(4), low=Decimal(2))),
            "1000 IU per 4 capsules × 2 capsules a day",
            "1\u00a0000 IE per 4 kapslar × 2 kapslar om dagen",
        ),
        (
            Term(Decimal(700), None, "mg", (Decimal("0.1"), Decimal("0.25")), CAPSULES._replace(high=ONE)),
            "700 mg of the compound × 0.1–0.25 per capsule × 1 capsule a day",
            "700 mg av föreningen × 0,1–0,25 per kapsel × 1 kapsel om dagen",
        ),
        (
            Term(Decimal(25), None, "µg", times=Times(ONE, "drop", ONE / 7, ONE / 7, "drop", 7, ONE)),
            "25 µg per drop × 1 drop every 7 days",
            "25 µg per droppe × 1 droppe var 7:e dag",
        ),
        (
            Term(Decimal(6000), None, "mg", times=Times(Decimal(100), "gram", ONE, ONE, "scoop", 1, Decimal("2.5"))),
            "6000 mg per 100 g × 1 scoop a day (2.5 g each)",
            "6\u00a0000 mg per 100 g × 1 skopa om dagen (2,5 g styck)",
        ),
        (
            Term(Decimal(640), None, "mg", times=Times(ONE, "teaspoon", Decimal(10), Decimal(10), "ml", 1, Decimal("0.2"))),
            "640 mg per teaspoon × 10 ml a day (5 ml to the teaspoon)",
            "640 mg per tesked × 10 ml om dagen (5 ml per tesked)",
        ),
    ],
)  # fmt: skip
def test_a_term_in_words(term: Term, english: str, swedish: str) -> None:
    assert arithmetic_text((term,), "en") == english
    assert arithmetic_text((term,), "sv") == swedish
    assert arithmetic_in(english, "sv") == swedish, "what tables keep is told alike"


def test_terms_are_added() -> None:
    text = "Ta 1 tablett om dagen.\nInnehåll per tablett\nVitamin K1 50 µg (fyllokinon)\nVitamin K2 75 µg (menakinon-7)"
    (intake,) = labelcheck.check_text(text).intakes
    assert intake.arithmetic == "50 µg per tablet × 1 tablet a day + 75 µg per tablet × 1 tablet a day"
    assert (
        intake.arithmetic_in("sv") == "50 µg per tablett × 1 tablett om dagen + 75 µg per tablett × 1 tablett om dagen"
    )
    assert [t.low for t in intake.terms] == [50, 75]
    assert len(intake.readings) == len(intake.terms)


def test_a_plus_in_a_products_name_adds_nothing() -> None:
    told = "{name}\nTa 1 tablett om dagen.\nInnehåll per tablett\n{row}"
    mineral = labelcheck.read_text(told.format(name="Lugn Magnesium + B6", row="Magnesium 300 mg"))
    other = labelcheck.read_text(told.format(name="Stark Zink", row="Zink 5 mg"))
    stack = labelcheck.stack([mineral, other])
    magnesium = next(s.intake for s in stack.intakes if s.intake.nutrient == "magnesium")
    assert magnesium.arithmetic == "300 mg (Lugn Magnesium + B6)"
    assert magnesium.terms[0].share == Share("Lugn Magnesium + B6", Decimal(300), Decimal(300), "ok", ())
    evidence = [e.text for f in stack.findings for e in f.evidence if f.nutrients == ("magnesium",)]
    assert "300 mg (Lugn Magnesium + B6) > 250 mg" in evidence
