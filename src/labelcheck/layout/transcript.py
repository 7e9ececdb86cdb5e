"""The text of pages as it would be copied out by hand: line by line, cells apart, each word with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from labelcheck.layout.apart import apart
from labelcheck.layout.blocks import find_blocks
from labelcheck.layout.rows import Row, cells_of, find_rows, join_wrapped
from labelcheck.layout.ruled import joined_by_rules
from labelcheck.layout.straighten import Laid, lay, quarter_of
from labelcheck.layout.tiles import unfolded
from labelcheck.model import Box, Page, Piece

_CELL_GAP: Final = 0.75
_WORD_GAP: Final = 0.02
_BACK: Final = 0.5
_WIDEST: Final = 48
_FAR_IN: Final = 10
"""Letters from the margin at which a line begins that stands under no name."""
_TELLING: Final = 20
"""Words of a block that tell how it bends."""
_PARAGRAPH: Final = 2.2
_MARGIN: Final = 6
_NUMBER_ENDS: Final = re.compile(r"(?:^|[\s(])\d[\d.,]*$")
_UNIT_BEGINS: Final = re.compile(r"(?:mg|[µμu]g|mcg|g|IE|IU|kcal|kJ|[a-z]g)(?![^\W_])")
_AMOUNT_ENDS: Final = re.compile(r"\d\s?(?:mg|[µμu]g|mcg|g|IE|IU|[a-z]g)(?:\s(?:RE|NE|α-TE|DFE|RAE|TE))?$")
_AMOUNTS: Final = re.compile(r"\d\s?(?:mg|[µμu]g|mcg|g|IE|IU|%|[a-z]g)(?![^\W_])")


@dataclass(frozen=True, slots=True)
class Transcript:
    """The text of all pages and where its words stand; ``blocks`` are the offsets at which the parts of pages begin."""

    text: str
    pieces: tuple[Piece, ...]
    blocks: tuple[int, ...] = ()


def transcribe(pages: Iterable[Page]) -> Transcript:
    """Return the text of the pages: what stands on a row together, cells two or more spaces apart."""
    writer = _Writer()
    for page in pages:
        bent = page.kind == "seen"
        for words in apart(page.words, bent=bent):
            for laid in lay(words, bent=bent):
                # rules are known where the page is read as it is shown
                cells = page.cells if laid and quarter_of(laid[0].word) == 0 else ()
                blocks = find_blocks(laid)
                for block in blocks:
                    again = bent and len(blocks) > 1 and len(block) >= _TELLING
                    # a block bends in its own way, which its own words tell best
                    writer.block(lay([w.word for w in block], bent=True)[0] if again else block, page, cells)
    text = "".join(writer.parts).rstrip("\n") + ("\n" if writer.parts else "")
    return Transcript(text, tuple(writer.pieces), tuple(writer.blocks))


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.blocks: list[int] = []
        self.length = 0

    def block(self, words: list[Laid], page: Page, ruled: Sequence[Box] = ()) -> None:
        """Write a block, and an empty line after it."""
        self.blocks.append(self.length)
        left = min(w.left for w in words)
        letters = sum(len(w.word.text) for w in words)
        advance = max(sum(w.right - w.left for w in words) / max(letters, 1), 0.1)
        right = max(w.right for w in words)
        last: Row | None = None
        for group in _closed(_groups(words, ruled)):
            cells = cells_of(group, _CELL_GAP)
            if last is not None:
                apart = group[0].level - last.level > _PARAGRAPH * max(last.height, group[0].height)
                self._put(" " if not apart and _goes_on(last, cells, right) else "\n\n" if apart else "\n")
            column = round((min(w.left for w in cells[0]) - left) / advance)
            new = last is None or self.parts[-1] != " "
            # a heading over the second column and the third, with nothing over the names
            indent = min(_WIDEST, column) if column >= _FAR_IN and new else 0
            self._put(" " * indent)
            self._row(cells, left, advance, page, indent)
            last = group[-1]
        self._put("\n\n")

    def _row(self, cells: list[list[Laid]], left: float, advance: float, page: Page, indent: int) -> None:
        begin = self.length - indent
        for number, cell in enumerate(cells):
            if number:
                column = round((min(w.left for w in cell) - left) / advance)
                self._put(" " * max(2, min(_WIDEST, column - (self.length - begin))))
            last: Laid | None = None
            for laid in cell:
                if last is not None and _apart(last, laid):
                    self._put(" ")
                text = " ".join(laid.word.text.split())
                self.pieces.append(Piece(self.length, self.length + len(text), page.number, laid.word, page.label))
                self._put(text)
                last = laid

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _groups(words: list[Laid], ruled: Sequence[Box]) -> list[list[Row]]:
    """Return the lines of a block, those of one row of a table together, from top to bottom."""
    held, rest = joined_by_rules(words, ruled) if ruled else ([], words)
    return sorted(held + join_wrapped(unfolded(find_rows(rest))), key=lambda group: group[0].level)


def _apart(last: Laid, laid: Laid) -> bool:
    """Whether a space stands between two words: not within one, nor where a hyphen ends the line above."""
    gap = laid.left - last.right
    if gap < -_BACK * laid.height:
        return not last.word.text.endswith("-")
    return gap > _WORD_GAP * laid.height


def _goes_on(last: Row, cells: list[list[Laid]], right: float) -> bool:
    """Whether a line of running text goes on below: "… Vitamin K 37,5" and "µg (50 %), Krom …".

    The line above reaches the margin, is no row of a table, and breaks off within a row.
    """
    above = cells_of([last], _CELL_GAP)
    if len(above) > 1 or len(cells) > 1 or right - last.words[-1].right > _MARGIN * last.height:
        return False
    text, below = (" ".join(w.word.text for w in cell) for cell in (above[0], cells[0]))
    if _NUMBER_ENDS.search(text) and _UNIT_BEGINS.match(below):
        return True
    if below[:1] == "(" and _AMOUNT_ENDS.search(text):
        return True
    return text.count(",") > 1 and len(_AMOUNTS.findall(text)) > 1


def _closed(groups: list[list[Row]]) -> list[list[Row]]:
    """Join a line that opens a bracket with the line of the same column alone that closes it."""
    joined: list[list[Row]] = []
    for group in groups:
        if joined and len(group) == 1 and len(joined[-1]) == 1:
            above, below = joined[-1][0], group[0]
            if _opens(above) and _column_alone(above, below) and _closes(below):
                joined[-1].append(below)
                continue
        joined.append(group)
    return joined


def _opens(row: Row) -> bool:
    cells = cells_of([row], _CELL_GAP)
    text = " ".join(w.word.text for w in cells[0])
    return len(cells) > 1 and text.count("(") > text.count(")")


def _closes(row: Row) -> bool:
    text = " ".join(w.word.text for w in row.words)
    return text.count(")") > text.count("(") and not any(c.isdigit() for c in text.partition(")")[2])


def _column_alone(above: Row, below: Row) -> bool:
    """Whether a line holds nothing but more of the first cell of the line above."""
    first = cells_of([above], _CELL_GAP)
    if len(cells_of([below], _CELL_GAP)) > 1 or below.level - above.level > 1.6 * above.height:
        return False
    return len(first) == 1 or below.words[-1].right < first[1][0].left
