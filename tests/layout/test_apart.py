"""What stands on another ground is read by itself, unless it is a column of the table."""

from __future__ import annotations

from dataclasses import replace

from labelcheck.layout.transcript import transcribe
from labelcheck.model import Box, Page, Word, quad_of

NAMES = ("Magnesium", "Zink", "Järn", "Selen", "Jod")
AMOUNTS = ("300 mg", "5 mg", "14 mg", "55 µg", "150 µg")


def word(text: str, x: float, y: float, ground: int = 0) -> Word:
    box = Box(x, y, x + 9.5 * len(text), y + 20)
    return Word(text, quad_of(box), box, ground=ground)


def lines(words: list[Word]) -> list[str]:
    text = transcribe([Page(1, 900, 400, tuple(words), "seen")]).text
    return ["|".join(line.split("  ")).replace("||", "|") for line in text.splitlines() if line]


def table(x: float, ground: int = 0, amounts: int = 0) -> list[Word]:
    rows = zip(NAMES, AMOUNTS, strict=True)
    return [
        w
        for i, (name, amount) in enumerate(rows)
        for w in (word(name, x, 30 * i, ground), word(amount, x + 200, 30 * i, amounts))
    ]


def replace_level(one: Word, down: float) -> Word:
    return word(one.text, one.box.x0, one.box.y0 + down, one.ground)


def test_a_column_on_its_own_ground_stays_with_its_table() -> None:
    found = lines(table(100, amounts=1))
    assert [" ".join(line.replace("|", " ").split()) for line in found] == [
        f"{name} {amount}" for name, amount in zip(NAMES, AMOUNTS, strict=True)
    ]


def test_words_of_a_neighbour_are_glued_to_no_name() -> None:
    beside, short = [word("sötas", 0, 32, 1), word("malt", 0, 62, 1)], table(100)[:6]
    glued = lines([replace(w, ground=0) for w in beside] + short)
    found = lines(beside + short)
    assert any("sötas" in line and "Zink" in line for line in glued), "the page must be one that asks for grounds"
    assert not any("Zink" in line and "sötas" in line for line in found)


def test_tables_side_by_side_under_one_heading_and_over_one_list() -> None:
    heading = [word("Näringsvärde per dagsdos, två kapslar morgon och kväll", 0, 0)]
    under = [word("Ingredienser: magnesiumoxid, zinkoxid, järnfumarat, selenit", 0, 200)]
    body = [replace_level(w, 33) for w in table(0) + table(330)]
    found = lines(heading + body + under)
    assert sum("Magnesium" in line for line in found) == 2
    assert all(line.count(" mg") < 2 for line in found)


def test_names_and_percentages_of_one_table_are_not_parted() -> None:
    rows = [("Zink 5 mg", "50 %"), ("Järn 14 mg", "100 %"), ("Selen 55 µg", "100 %"), ("Jod 150 µg", "100 %")]
    cells = [word(text, x, 30 * i) for i, row in enumerate(rows) for x, text in zip((0, 260), row, strict=True)]
    assert [" ".join(line.replace("|", " ").split()) for line in lines(cells)] == [f"{n} {p}" for n, p in rows]


def test_two_tables_on_their_grounds_stay_two() -> None:
    found = lines(table(0) + table(330, ground=1, amounts=1))
    assert all(line.count("g") < 4 for line in found)
    assert sum("Selen" in line for line in found) == 2


def test_what_stands_half_a_step_lower_joins_no_two_rows() -> None:
    rows = [("Fett 8 g", "12 %"), ("Salt 1 g", "17 %"), ("Fiber 3 g", "12 %")]
    cells = [word(text, x, 30 * i) for i, row in enumerate(rows) for x, text in zip((0, 260), row, strict=True)]
    assert [" ".join(line.replace("|", " ").split()) for line in lines([*cells, word("Q", 400, 15)])][:1] == [
        "Fett 8 g 12 %"
    ]
    both = [word("Mättat 6 g", 0, 0), word("Trans 0 g", 0, 26), word("30 %", 260, 13)]
    assert not any("Mättat" in line and "Trans" in line for line in lines(both))


def test_a_heading_between_thick_rules_stays_with_its_table() -> None:
    heading = [word("Mängd per dos", 100, 30, 1), word("%DV", 400, 30, 2)]
    names = [word("Portion: 2 kapslar", 100, 0)]
    body = [replace_level(w, 60) for w in table(100)]
    shares = [word("50 %", 400, 60 + 30 * i) for i in range(5)]
    found = [" ".join(line.replace("|", " ").split()) for line in lines([*names, *heading, *body, *shares])]
    assert found[:3] == ["Portion: 2 kapslar", "Mängd per dos %DV", "Magnesium 300 mg 50 %"]


def test_the_torn_edge_of_a_neighbour_is_no_column_before_the_names() -> None:
    edge = [
        word(text, 0, 30 * i, 1) for i, text in enumerate(("mg 50 %", "1 mg 100 %", "5 µg 50 %", "mg 50 %", "100 %"))
    ]
    found = lines(edge + table(200))
    assert {" ".join(line.replace("|", " ").split()) for line in found} >= {
        f"{name} {amount}" for name, amount in zip(NAMES, AMOUNTS, strict=True)
    }
