"""A salt's or chelate's name in several words: its amount is the compound's, and the element in it is not told."""

from __future__ import annotations

import pytest

import labelcheck


@pytest.mark.parametrize(
    "name",
    [
        # a valence, or how the anion is built, between the mineral and an anion that is known
        "Zinc L-pidolate", "Zinc DL-aspartate", "Eisen(III)-pyrophosphat", "Kupfer(II)-gluconat", "Copper II sulfate",
        "Calcium-L-pidolat", "Magnesium N-acetyl taurate", "Zinc hydrogen aspartate", "Magnesium hydrogen phosphate",
        # an anion that is not known, by its ending
        "Zinc histidinate complex", "Iron milk caseinate", "Eisen-Milchkaseinat", "Magnesium hydroxycitrate",
        "Magnesium beta-hydroxybutyrate", "Caséinate de fer", "Prolinato de zinc", "Kazeinian żelaza",
        "Rauta kaseinaatti", "Казеинат железа", "Zink prolinaat",
        # an amino acid, or a second mineral's salt
        "Copper lysine complex", "Potassium magnesium aspartate", "Zinc magnesium aspartate",
    ],
)  # fmt: skip
def test_the_amount_is_the_compounds(name: str) -> None:
    (reading,) = labelcheck.read_text(f"Per capsule\n{name} 50 mg").readings
    assert (reading.role, reading.status, reading.notes) == ("compound", "check", ("compound-weight",))


@pytest.mark.parametrize(
    ("name", "nutrient"),
    [
        ("Magnesium Ultimate", "magnesium"),
        ("Zinc Concentrate", "zinc"),
        ("Eisen Spinat", "iron"),
        ("Rauta pinaatti", "iron"),
        ("Magnesio combinato", "magnesium"),
        ("Magnesium Magnesium citrate", "magnesium"),  # a source's column that lost its border
        ("Zinc (as histidinate)", "zinc"),
    ],
)
def test_other_words_behind_a_mineral_make_no_salt(name: str, nutrient: str) -> None:
    (reading,) = labelcheck.read_text(f"Per capsule\n{name} 14 mg").readings
    assert (reading.nutrient, reading.role, reading.status) == (nutrient, "nutrient", "ok")


def test_with_a_percentage_it_is_not_told_apart_from_a_source() -> None:
    (reading,) = labelcheck.read_text("Per capsule\nZinc L-pidolate 10 mg 100% NRV").readings
    assert (reading.nutrient, reading.status) == ("zinc", "ok")
