"""Rows of the panel as they are read: a name and its cells. What a later step finds makes a new row.

Nothing writes into them. Their classes are not declared frozen, as that takes three times as long to make, and are no
named tuples, as those take four times as long to read from; a label has dozens, read from a hundred times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from labelcheck.knowledge import Word
from labelcheck.model import ServingBasis
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.candidate import Candidate
from labelcheck.reading.sections.sections import Sections


@dataclass(slots=True)
class Cell:
    """One printed column of a row: an amount, the same amount in other units, a percentage, and what they are for."""

    amount: Quantity | None
    also: tuple[Quantity, ...] = ()
    percent: Quantity | None = None
    basis: ServingBasis | None = None

    def tokens(self) -> list[Quantity]:
        """Return all that the cell holds: the amount and what stands beside it, then the percentage."""
        tokens = [*self.also] if self.amount is None else [self.amount, *self.also]
        if self.percent is not None:
            tokens.append(self.percent)
        return tokens

    @property
    def start(self) -> int:
        """Where the cell's first token stands."""
        first = self.amount or self.percent
        return first.start if first else -1


@dataclass(slots=True, eq=False)
class Row:
    """A name at ``start:end`` of ``line`` and its cells; ``number`` is its place among the label's rows."""

    number: int
    line: Line
    start: int
    end: int
    cells: tuple[Cell, ...]
    words: Sequence[Word]
    """The known words within the name."""
    name_after: bool = False
    of_which: bool = False
    parent: int = -1
    """The number of the row that it is a part of; -1 for none."""
    tail_end: int = 0
    aside: tuple[Quantity, ...] = ()
    """What the amounts stand for ("motsvarande 800 mg torkad rot"): no amounts of the row."""
    joined: bool = False
    listed: bool = False
    """Whether what its amount is printed for stands behind a list that it is part of."""
    note: str = ""
    from_source: bool = False
    """Whether it tells how much comes from what it names: "varav från magnesiumcitrat 150 mg"."""
    source: tuple[int, int] | None = None
    """Where the compound stands that gives the amount: "Jernfumarat tilsvarende 60 mg jern"."""
    on_plain_line: bool = False
    """Whether its line is the commonest: a known name, one amount, at most a percentage, and nothing else."""

    def with_cells(self, *cells: Cell) -> Row:
        """Return the row with other cells."""
        return Row(
            self.number, self.line, self.start, self.end, cells, self.words, self.name_after, self.of_which, self.parent,
            self.tail_end, self.aside, self.joined, self.listed, self.note, self.from_source, self.source,
            self.on_plain_line,
        )  # fmt: skip

    @property
    def plain(self) -> bool:
        """Whether the row is its plain line and no more; a line below may have given it another column."""
        return self.on_plain_line and len(self.cells) == 1

    @property
    def last_end(self) -> int:
        """Where the row's last token or, behind that, its name ends."""
        return max([self.end, *[token.end for cell in self.cells for token in cell.tokens()]])


def finished(sections: Sections, candidates: Sequence[Candidate]) -> list[Row]:
    """Return the rows that candidates have become."""
    numbers = {candidate: i for i, candidate in enumerate(candidates)}
    return [
        Row(
            i,
            d.line,
            d.start,
            d.end,
            tuple([Cell(g.amount, g.also, g.percent) for g in d.groups]),
            d.named_by(sections),
            d.name_after,
            d.of_which,
            -1 if d.parent is None else numbers[d.parent],
            d.tail_end,
            d.aside,
            d.joined,
            d.listed,
            d.note,
            d.from_source,
            d.source,
            d.on_plain_line,
        )
        for i, d in enumerate(candidates)
    ]
