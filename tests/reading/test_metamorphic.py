"""What changes nothing of what a label says, changes no amount per day that is still "ok"."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from relabel import CHANGES, violations

import corpus
import labelcheck

DIRECTIONS = (
    "Magnesium Test\n{directions}\nInnehåll per tablett: Magnesium 100 mg (27 % RI), Zink 5 mg (50 % RI)\n",
    "Kelp\nNährwerte – 3 Kapseln\nJod: 150 µg (100 % NRV)\n{directions}\n",
    "Test\n10 ml innehåller: Järn 7 mg (50 % av RI), Vitamin C 40 mg (50 % av RI)\n{directions}\n",
)
TOLD = (
    "2 tabletter på morgonen, 1 till lunch och 2 på kvällen.", "Två på morgonen, en på kvällen.", "1 1/2 tablett dagligen.",
    "Täglich 1 Kapsel.", "2 x täglich 1 Kapsel nach dem Essen.", "Take two to four tablets daily.", "20 ml dagligen.",
    "Vuxna: 3 tabletter dagligen, barn 3–11 år: 1 tablett dagligen.", "1 comprimido por la mañana y 2 por la noche.",
    "Jedna tabletka dwa razy dziennie.", "По 1 таблетке 2 раза в день.",
)  # fmt: skip
TEXTS = [s.text for s in corpus.all_samples()] + [t.format(directions=d) for t in DIRECTIONS for d in TOLD]


@pytest.mark.parametrize("name", CHANGES)
@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None
)
@given(text=st.sampled_from(TEXTS), seed=st.integers(0, 2**16))
def test_an_intake_that_stays_ok_stays_the_same(name: str, text: str, seed: int) -> None:
    changed = CHANGES[name](text, random.Random(seed))  # noqa: S311
    assert violations(text, changed) == []


@pytest.mark.parametrize(
    ("text", "nutrient", "amount"),
    [
        ("Test\n2\ncapsules with breakfast, 1 with lunch.\nPer capsule: magnesium 100 mg\n", "magnesium", 300),
        ("Test\n250 g Pulver. 2\nx täglich 1 Messlöffel (5 g).\nPro 5 g: Magnesium 100 mg\n", "magnesium", 200),
        ("Test\nTvå på\nmorgonen, en på kvällen.\nPer tablett: zink 5 mg\n", "zinc", 15),
        ("Kelp\nNährwerte –\n3 Kapseln\nJod: 150 µg\nTäglich 1 Kapsel.\n", "iodine", 50),
        ("Test\n5  droppar innehåller: D3-vitamin 10  mikrogram.\nTa 5  droppar dagligen.\n", "vitamin-d", 10),
        ("Test\n1 flaska innehåller ca 300 droppar. 5 droppar innehåller vitamin D 10 µg. Ta 5 droppar dagligen.\n", "vitamin-d", 10),
        ("Järn\nInnehåll per 5\nml: järn 7 mg\nTa 10 ml dagligen.\n", "iron", 14),
    ],
)  # fmt: skip
def test_a_number_and_what_it_counts_belong_together(text: str, nutrient: str, amount: int) -> None:
    intake = next(i for i in labelcheck.check(labelcheck.read_text(text)).intakes if i.nutrient == nutrient)
    assert (float(intake.high), intake.status) == (amount, "ok")


@pytest.mark.parametrize("heading", ["Ämnen\n– 3 Kapseln", "Näringsinnehåll — 3\nkapslar"])
def test_pieces_that_are_counted_apart_leave_what_amounts_are_for_in_doubt(heading: str) -> None:
    report = labelcheck.check(labelcheck.read_text(f"Kelp\n{heading}\nJod: 150 µg\nTäglich 1 Kapsel.\n"))
    assert [(i.status, i.notes) for i in report.intakes] == [("check", ("basis-not-told",))]


def test_a_bound_stands_before_its_amount_over_several_spaces() -> None:
    reading = labelcheck.read_text("Test\nPer 100 g\nFett  <  0,5  g\n").readings[0]
    assert reading.amount is not None
    assert reading.amount.bound == "<"


def test_the_same_row_in_another_language_is_not_added() -> None:
    text = (
        "Test\nDosering: 1 tablett dagligen.\nInnehåll per tablett\nVitamin A (retinol) 400 µg RE\n"
        "Ingredienser: retinylacetat, cellulosa.\n\nContents per tablet\nvitamin A 400 µg\n"
    )
    assert [float(i.high) for i in labelcheck.check(labelcheck.read_text(text)).intakes] == [400]


def test_a_number_in_words_is_not_lost_at_a_line_end() -> None:
    text = "Test\nThe daily dose of five\ndrops contains: 10 micrograms of vitamin D3. Each 10ml bottle contains 56 daily doses.\n"
    assert [i for i in labelcheck.check(labelcheck.read_text(text)).intakes if i.status == "ok" and i.high != 10] == []
