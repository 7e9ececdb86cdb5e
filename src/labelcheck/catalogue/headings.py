"""Names of columns that stand in two lines: a heading over several columns, or the unit below the nutrient."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from labelcheck.catalogue.amounts import strengths, unit_of
from labelcheck.catalogue.column_names import column_field
from labelcheck.catalogue.column_words import percent_of
from labelcheck.catalogue.columns import known
from labelcheck.catalogue.names import column_of


def score(cells: Sequence[Any]) -> int:
    """Return how much a row looks like column names: known names count most, then texts that are short."""
    texts = [c for c in cells if isinstance(c, str) and c.strip()]
    return 100 * sum(known(t) for t in texts) + sum(len(t) < 40 for t in texts)


def headed(name: str, heading: str | None) -> str:
    """Return a column's name with the heading over it, where that says what its amounts are for.

    >>> headed("Zink (mg)", "Per kapsel"), headed("Zink (mg)", "Mineraler"), headed("Namn", "Per kapsel")
    ('Per kapsel: Zink (mg)', 'Zink (mg)', 'Namn')
    """
    if heading is None:
        return name
    alone = column_of(name)
    under = column_of(f"{heading}: {name}") if alone is not None and alone.basis is None else None
    return f"{heading}: {name}" if under is not None and under.basis is not None else name


def with_units(names: Sequence[str], below: Sequence[Any]) -> tuple[str, ...] | None:
    """Return names with the units that the line below them gives, None where that line is no line of units.

    Behind a unit may stand what the amounts are for, and beside it a percentage of the same.

    >>> with_units(("Namn", "Zink"), ("", "mg")), with_units(("Namn", "Zink"), ("A", "5"))
    (('Namn', 'Zink (mg)'), None)
    >>> with_units(("Name", "Zink", "column 3"), ("", "mg pro Tagesdosis", "% NRV"))
    ('Name', 'Zink (mg pro Tagesdosis)', 'Zink % NRV')
    """
    told = {n: " ".join(str(c).split()) for n, c in enumerate(below) if c is not None and str(c).strip()}
    if not told or max(told) >= len(names):
        return None
    joined: dict[int, str] = {}
    over = ""
    for n, words in told.items():
        over = names[n] if not _NO_NAME.fullmatch(names[n]) else over
        alone = words.strip("()[]")
        if _unit(alone) is not None and column_of(f"{over} ({alone})") is not None:
            joined[n] = f"{over} ({alone})"
        elif percent_of(f"{over} {words}") is not None:
            joined[n] = f"{over} {words}"
        else:
            return None
    if not any(column_of(name) is not None for name in joined.values()):
        return None
    return tuple(joined.get(n, name) for n, name in enumerate(names))


_NO_NAME: Final = re.compile(r"column \d+")
"""What a column without a name is called: above a percentage, the name of its amount is merged over both."""


def _unit(text: str) -> str | None:
    """Return a unit, also with what it counts behind it: "mg NE", "mg α-TE"."""
    return unit_of(text) or unit_of(text.partition(" ")[0])


def is_turned(rows: Sequence[Sequence[Any]]) -> bool:
    """Tell whether a table has a product in each column: the names of its fields stand in the first, and none in the first row.

    >>> is_turned([("SKU", "A", "B"), ("Zinc (mg)", "5", "10"), ("Dosage", "1 tablet", "2 tablets")]), is_turned([("SKU", "Name"), ("A", "B")])
    (True, False)
    """
    filled = [row for row in rows if any(c is not None and c != "" for c in row)]
    if len(filled) < _FEW or min(map(len, filled)) < _FEW:
        return False
    top = [c for c in filled[0] if isinstance(c, str)]
    if (
        not isinstance(filled[0][0], str)
        or sum(map(known, top)) > 1
        or column_field(filled[0][0]) not in ("id", "name")
    ):
        return False
    first = [row[0] for row in filled if isinstance(row[0], str)]
    return len(first) == len(filled) and sum(map(known, first)) * 2 > len(first) and len(set(first)) == len(first)


_FEW: Final = 3
"""Rows and columns of a table with a product in each column: its names and two products, an id and two fields of each."""


def are_names(cells: Sequence[str]) -> bool:
    """Tell whether a line may be one of names: no cell is a sentence, a number or an amount, as those of a product are.

    >>> are_names(("Name", "Zink (mg)", "Zink pro 2 Kapseln")), are_names(("A", "2 kapslar om dagen.")), are_names(("A", "Zink 5 mg"))
    (True, False, False)
    """
    return not any(_VALUE.search(c.strip()) or any(unit != "g" for _, unit in strengths(c)) for c in cells)


_VALUE: Final = re.compile(r"^\S+\s+\S+\s.*[^\W\d]{3}[.!]$|^[\d., ]+$")


def are_keys(cells: Sequence[str]) -> bool:
    """Tell whether a line is the keys of a machine, all of one word: "item_sku", "item_name", "bullet_point1".

    >>> are_keys(("item_sku", "item_name", "brand")), are_keys(("A-1", "zinc", "5"))
    (True, False)
    """
    told = [c.strip() for c in cells if c.strip()]
    return all(_KEY.fullmatch(c) for c in told) and sum("_" in c for c in told) > 1


_KEY: Final = re.compile(r"[a-z][a-z0-9_]*")


def is_over(first: Sequence[str], second: Sequence[str]) -> bool:
    """Tell whether the first of two lines is headings over the names in the second.

    Names that are merged over both lines stand in the first, so that the second may hold columns of amounts alone.

    >>> is_over(("SKU", "Name", "Per kapsel", ""), ("", "", "Zink (mg)", "Jod (µg)")), is_over(("SKU", "Zink (mg)"), ("A-1", "5"))
    (True, False)
    """
    if not are_names(second):
        return False
    told = [c for c in second if c.strip()]
    alone = len(told) > 1 and all(column_of(c) is not None for c in told)
    return alone or sum(map(known, second)) > max(1, sum(map(known, first)))


def over(cells: Sequence[str]) -> Mapping[int, str]:
    """Return headings by column; one that is merged over several columns is followed by empty cells."""
    found: dict[int, str] = {}
    last = ""
    for number, cell in enumerate(cells):
        last = " ".join(cell.split()) or last
        if last:
            found[number] = last
    return found
