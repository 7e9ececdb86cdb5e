"""Headings tell the units of the columns below them."""

import pytest

from labelcheck.knowledge import load
from labelcheck.layout.clean import clean
from labelcheck.reading.panel.heading_units import unit_at, units_in_heading
from labelcheck.reading.sections.sections import lay_out


@pytest.mark.parametrize(
    ("heading", "units"),
    [
        ("Content   mg", ["mg"]),
        ("Ämne      mg      µg     % DRI", ["mg", "µg"]),
        ("Nutriente\tmg\tVNR%\tµg", ["mg", "µg"]),
        ("Minerals (mg)", ["mg"]),
        ("Take 5 mg  daily", []),
    ],
)
def test_units(heading: str, units: list[str]) -> None:
    sections = lay_out(clean(heading), load())
    assert [u.unit for u in units_in_heading(sections, sections.lines[0])] == units


@pytest.mark.parametrize(("row", "unit"), [("Zink  5", "mg"), ("Selen          55", "µg"), ("Jod        55", "")])
def test_unit_at(row: str, unit: str) -> None:
    sections = lay_out(clean(f"Ämne  mg       µg\n{row}"), load())
    over = units_in_heading(sections, sections.lines[0])
    line = sections.lines[1]
    number = line.start + len(row.rstrip("0123456789"))
    assert unit_at(sections, line, number, line.end, over) == unit
