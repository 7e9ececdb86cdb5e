"""The text of a label, cleaned for reading, with the way back to what is printed."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from labelcheck.model.page import Piece, around, outline
from labelcheck.model.place import Box, Place, Point, Span


@dataclass(frozen=True, slots=True)
class LabelText:
    """``clean`` is what reading works on; ``printed`` is what the label says.

    Cleaning replaces characters one for one where it can. Where it cannot (soft hyphens, ligatures), ``offsets``
    gives for each character of ``clean``, and for its end, the offset in ``printed``; ``None`` means that both
    have the same offsets. ``pieces`` are the words of a PDF or picture in the order of their printed offsets.
    """

    clean: str
    printed: str
    offsets: tuple[int, ...] | None = None
    pieces: tuple[Piece, ...] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the span of the printed text behind ``clean[start:end]``."""
        if self.offsets is None:
            return Span(start, end)
        if start >= end:
            at = self.offsets[start]
            return Span(at, at)
        return Span(self.offsets[start], max(self.offsets[end - 1] + 1, self.offsets[end - 1]))

    def shown(self, start: int, end: int) -> str:
        """Return what is printed behind ``clean[start:end]``."""
        if self.offsets is None:
            return self.printed[start:end]
        span = self.span(start, end)
        return self.printed[span.start : span.end]

    def place(self, start: int, end: int) -> Place:
        """Return the place of ``clean[start:end]`` on the label."""
        span = Span(start, end) if self.offsets is None else self.span(start, end)
        pieces = self.pieces_in(span) if self.pieces else None
        if not pieces:
            return Place(1, span)
        page, label = pieces[0].page, pieces[0].page_label
        words = [p.word for p in pieces if p.page == page]
        box = Box(*(round(edge, 1) for edge in around([w.box for w in words])))
        corners = outline(words)
        if corners is None:
            return Place(page, span, box, None, label)
        a, b, c, d = (Point(round(p.x, 1), round(p.y, 1)) for p in corners)
        return Place(page, span, box, (a, b, c, d), label)

    def pieces_in(self, span: Span) -> list[Piece]:
        """Return the words behind ``printed[span.start:span.end]``; none where the label is a plain text."""
        if not self.pieces:
            return []
        first = max(0, bisect_right(self.pieces, span.start, key=lambda p: p.start) - 1)
        found = []
        for piece in self.pieces[first:]:
            if piece.start >= max(span.end, span.start + 1):
                break
            if piece.end > span.start:
                found.append(piece)
        return found
