"""The words beside a place of the text."""

from __future__ import annotations

from typing import Final

from labelcheck.knowledge import Word
from labelcheck.reading.sections.sections import Sections

FAR: Final = 100
"""Characters within which words are looked for."""
_RUNS_ON: Final = ("-", "–", "—", "(", "/", ":")
"""At its end a line goes on."""


def word_before(sections: Sections, start: int) -> tuple[Word | None, str]:
    """Return the word that ends closest before ``start`` on its line, and what stands between."""
    line = sections.line_at(start)
    line_start = line.start
    if not sections.low[line_start:start].strip() and line.number:
        above = sections.lines[line.number - 1]
        if sections.low[above.start : above.end].rstrip()[-1:] in _RUNS_ON:
            line_start = above.start  # "Nährwerte –" and, on the next line, "3 Kapseln"
    for word in reversed(sections.words_between(max(line_start, start - FAR), start)):
        if len(word.meanings) > 1 or "common" not in word.meanings:
            return word, sections.low[word.end : start]
    return None, sections.low[line_start:start]


def word_after(sections: Sections, end: int) -> tuple[Word | None, str]:
    """Return the word that begins closest behind ``end`` on its line, and what stands between."""
    line_end = sections.line_at(max(0, end - 1)).end
    for word in sections.words_between(end, min(line_end, end + FAR)):
        return word, sections.low[end : word.start]
    return None, sections.low[end:line_end]
