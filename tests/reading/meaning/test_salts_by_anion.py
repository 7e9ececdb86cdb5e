"""An anion before its mineral: the amount is the salt's, in whatever order a language puts the two."""

from __future__ import annotations

import pytest

import labelcheck


@pytest.mark.parametrize(
    "name",
    [
        "Magnesium butyrate", "Butyrate de magnésium", "Butirato de magnesio", "Butirrato di magnesio",
        "Maślan magnezu", "Бутират магния", "Butyrate of magnesium", "Alginate de potassium",
    ],
)  # fmt: skip
def test_an_anion_with_its_mineral_is_a_salt(name: str) -> None:
    (reading,) = labelcheck.read_text(f"Per capsule\n{name} 500 mg").readings
    assert (reading.status, reading.notes) == ("check", ("compound-weight",))


@pytest.mark.parametrize("name", ["Magnesium (citrate)", "Magnesium", "Magnésium (sous forme de citrate)"])
def test_a_source_beside_its_mineral_is_none(name: str) -> None:
    (reading,) = labelcheck.read_text(f"Per capsule\n{name} 100 mg").readings
    assert (reading.nutrient, reading.status) == ("magnesium", "ok")
