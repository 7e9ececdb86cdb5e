"""The words beside a place of the text."""

from __future__ import annotations

from typing import Final

from labelcheck.knowledge import Word
from labelcheck.reading.sheet import Sheet

FAR: Final = 100
"""Characters within which words are looked for."""
_RUNS_ON: Final = ("-", "–", "—", "(", "/", ":")
"""At its end a line goes on."""


def word_before(sheet: Sheet, start: int) -> tuple[Word | None, str]:
    """Return the word that ends closest before ``start`` on its line, and what stands between."""
    line = sheet.line_at(start)
    line_start = line.start
    if not sheet.low[line_start:start].strip() and line.number:
        above = sheet.lines[line.number - 1]
        if sheet.low[above.start : above.end].rstrip()[-1:] in _RUNS_ON:
            line_start = above.start  # "Nährwerte –" and, on the next line, "3 Kapseln"
    for word in reversed(sheet.words_between(max(line_start, start - FAR), start)):
        if len(word.meanings) > 1 or "common" not in word.meanings:
            return word, sheet.low[word.end : start]
    return None, sheet.low[line_start:start]


def word_after(sheet: Sheet, end: int) -> tuple[Word | None, str]:
    """Return the word that begins closest behind ``end`` on its line, and what stands between."""
    line_end = sheet.line_at(max(0, end - 1)).end
    for word in sheet.words_between(end, min(line_end, end + FAR)):
        return word, sheet.low[end : word.start]
    return None, sheet.low[end:line_end]
