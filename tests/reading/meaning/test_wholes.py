"""What a whole can hold."""

import labelcheck


def test_collagen_is_part_of_the_protein() -> None:
    rows = "Pr. dagsdose 10,5 g:\nKollagen   10 000 mg\nVitamin C   80 mg\nProtein 9,2 g · Fett 0 g"
    readings = labelcheck.read_text(rows).readings
    assert [r.status for r in readings] == ["ok"] * 4


def test_a_plant_and_its_fibre_are_not_added() -> None:
    readings = labelcheck.read_text("Per daglig dos (5 g): Psyllium 3,5 g, inulin 1,5 g. Fiber 4,3 g.").readings
    assert {r.status for r in readings} == {"ok"}
