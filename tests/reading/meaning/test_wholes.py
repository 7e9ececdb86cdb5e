"""What a whole can hold."""

import pytest

import labelcheck


def test_collagen_is_part_of_the_protein() -> None:
    rows = "Pr. dagsdose 10,5 g:\nKollagen   10 000 mg\nVitamin C   80 mg\nProtein 9,2 g · Fett 0 g"
    readings = labelcheck.read_text(rows).readings
    assert [r.status for r in readings] == ["ok"] * 4


def test_a_plant_and_its_fibre_are_not_added() -> None:
    readings = labelcheck.read_text("Per daglig dos (5 g): Psyllium 3,5 g, inulin 1,5 g. Fiber 4,3 g.").readings
    assert {r.status for r in readings} == {"ok"}


def test_a_scoop_holds_no_more_than_it_weighs() -> None:
    panel = "Supplement Facts\nServing Size: 1 scoop (9 g)\nDietary fiber   5 g   18%\nProtein   9 g\nCreatine   27 g\n"
    readings = labelcheck.read_text(panel).readings
    assert [(r.status, r.notes) for r in readings] == [("ok", ()), ("ok", ()), ("check", ("more-than-the-whole",))]


def test_several_scoops_weigh_as_many_times_as_much() -> None:
    panel = "Per daily dose of 2 scoops (10 g):\nCollagen 9.5 g\nInulin 12 g\n"
    readings = labelcheck.read_text(panel).readings
    assert [r.status for r in readings] == ["ok", "check"]


def test_an_unknown_name_that_outweighs_a_serving_is_the_packs() -> None:
    panel = "Supplement Facts\nServing Size: 1 scoop (9 g)\nAmount Per Serving   %DV\nDietary fiber   5 g   18%\n"
    label = labelcheck.read_text(panel + "BERRY PUNCH   270 g\n")
    assert [r.nutrient for r in label.readings] == ["fibre"]
    assert [d.code for d in label.diagnostics] == ["amount-outside-panel"]


@pytest.mark.parametrize(
    ("row", "status"),
    [
        ("Per capsule:\nMagnesium (as magnesium citrate) 2000 mg", "check"),
        ("Per capsule:\nCreatine 5 g", "check"),
        ("Per capsule:\nMagnesium (as magnesium bisglycinate) 200 mg", "ok"),
        ("Per capsule:\nFish oil 1400 mg", "ok"),
        ("Per 4 capsules:\nMagnesium (as magnesium bisglycinate) 400 mg", "ok"),
        ("Per tablet:\nMagnesium (as magnesium citrate) 2000 mg", "check"),
        ("Per tablet:\nVitamin C (as ascorbic acid) 1000 mg", "ok"),
    ],
)
def test_a_piece_holds_no_more_than_pieces_of_its_kind(row: str, status: str) -> None:
    (reading,) = labelcheck.read_text(row).readings
    assert reading.status == status
    assert ("more-than-the-whole" in reading.notes) == (status == "check")
