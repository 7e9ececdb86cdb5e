"""Energy is a witness for what gives it."""

from __future__ import annotations

import pytest

import labelcheck
from labelcheck.knowledge import load
from labelcheck.reading.meaning.energy import against_energy

PANEL = "Nutrition information per 100 g\nEnergy {energy}\nFat {fat} g\nCarbohydrate {carbohydrate} g\n{more}Protein {protein} g\n"


@pytest.mark.parametrize(
    ("energy", "fat", "carbohydrate", "more", "protein", "agree"),
    [
        ("380 kcal", "5", "10", "", "74", True),
        ("1590 kJ", "5", "10", "", "74", True),
        ("380 kcal", "5", "10", "", "7.4", False),
        ("380 kcal", "50", "10", "", "74", False),
        # polyols give less, and the carbohydrate may be all polyols
        ("210 kcal", "0", "84", "", "1", True),
        # fibre counts apart, or within the carbohydrate
        ("230 kcal", "0", "5", "Fibre 85 g\n", "5", True),
        ("60 kcal", "0", "90", "Fibre 85 g\n", "5", True),
        ("700 kcal", "0", "90", "Fibre 85 g\n", "5", False),
        # nothing to sum where one of the three is missing or twice there
        ("380 kcal", "5", "10", "Fat 6 g\n", "7.4", True),
    ],
)
def test_the_sum_and_the_energy(energy: str, fat: str, carbohydrate: str, more: str, protein: str, agree: bool) -> None:  # noqa: FBT001
    text = PANEL.format(energy=energy, fat=fat, carbohydrate=carbohydrate, more=more, protein=protein)
    readings = labelcheck.read_text(text).readings
    found = against_energy(readings, load())
    assert {readings[i].nutrient for i in found} == (set() if agree else {"energy", "fat", "carbohydrate", "protein"})
