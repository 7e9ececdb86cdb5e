"""The text of a label, cleaned for reading, with the way back to what is printed."""

from __future__ import annotations

from dataclasses import dataclass

from labelcheck.model.place import Place, Span


@dataclass(frozen=True, slots=True)
class LabelText:
    """``clean`` is what reading works on; ``printed`` is what the label says.

    Cleaning replaces characters one for one where it can. Where it cannot (soft hyphens, ligatures), ``offsets``
    gives for each character of ``clean``, and for its end, the offset in ``printed``; ``None`` means that both
    have the same offsets.
    """

    clean: str
    printed: str
    offsets: tuple[int, ...] | None = None

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
        return Place(1, Span(start, end) if self.offsets is None else self.span(start, end))
