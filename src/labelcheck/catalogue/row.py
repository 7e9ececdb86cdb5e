"""What tables give."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final, NamedTuple

LARGEST: Final = 16_000_000
"""Bytes of one row; more is no product but a broken file."""

Row = dict[str, Any]
"""Cells by column name."""


class Broken(NamedTuple):
    """A row that cannot be understood: its outcome, why, its beginning, and its cells where they may be those of other columns."""

    outcome: str
    why: str
    beginning: str
    shifted: Row | None = None


_SAMPLE: Final = 50
"""Rows whose cells tell which columns there are."""


def first_names(rows: Iterable[Row | Broken]) -> tuple[str, ...]:
    """Return the names of the cells of the first rows, each once, in order."""
    names: dict[str, None] = {}
    for row in islice(rows, _SAMPLE):
        if not isinstance(row, Broken):
            names.update(dict.fromkeys(row))
    return tuple(names)


class Progress:
    """How far a table has been read: ``done`` of ``total`` of whatever the table counts; total 0 is unknown."""

    __slots__ = ("done", "line", "rows", "total")

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.line: int | None = None
        """Where the last row stands, as a person counts in the file: its first line, or the sheet's row, from 1."""
        self.rows: int | None = None
        """The number of rows, where the table tells it beforehand."""
