"""The pattern of units, a tree of letters, finds what a plain list of spellings would, the longest first."""

import re

from labelcheck.knowledge import load
from labelcheck.reading.lex.units import unit_pattern, unit_symbol


def test_the_tree_finds_what_the_list_finds() -> None:
    knowledge = load()
    spelled = [u for u, symbol in knowledge.unit_spellings.items() if symbol != "%"]
    tree = re.compile(unit_pattern(knowledge))
    found = [u for u in spelled if tree.fullmatch(u) is not None and unit_symbol(u, knowledge)]
    assert found == spelled
    listed = re.compile("|".join(re.escape(u) for u in sorted(spelled, key=len, reverse=True)))
    for unit in spelled:
        for text in (unit, unit[:-1], unit + "s", unit + " re", unit + "."):
            one, other = tree.match(text), listed.match(text)
            if other is not None:
                assert one is not None
                assert len(one[0]) >= len(other[0])
