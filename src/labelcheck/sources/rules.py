"""Whether the rules of a page may hold lines together: a glance, so that tables are looked for only where it matters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from labelcheck.sources.shown import box_shown

_FEWEST: Final = 4
_MOST: Final = 5_000
_SHORTEST: Final = 12.0
"""Points, of a rule."""
_LOWEST: Final = 3.0
"""Points, of a rule between two columns."""
_FEWEST_SIDES: Final = 3
"""Of two cells side by side; in a row of one cell no lines are joined."""
_SAME: Final = 3.0
"""Points between two rules, or two levels, that are told apart."""
_MOST_LINES: Final = 8
"""Levels between two rules beyond which they frame a panel: cells of up to four lines, at two heights."""


def may_join(page: pypdfium2.PdfPage, words: Sequence[Any], to_shown: tuple[float, ...]) -> bool:
    """Whether a few lines of text stand between two level rules, and rules between columns."""
    edges: list[float] = []
    sides: list[float] = []
    paths = (item for item in page.get_objects(max_depth=3) if item.type == pdfium.FPDF_PAGEOBJ_PATH)
    for item in islice(paths, _MOST):
        x0, y0, x1, y1 = box_shown(item.get_bounds(), to_shown)
        if x1 - x0 > _SHORTEST:
            edges += (y0, y1)
        if y1 - y0 > _LOWEST:
            sides += (x0, x1)
    if len(edges) < _FEWEST or len(_distinct(sides)) < _FEWEST_SIDES:
        return False
    levels = sorted((min(c[1::2]) + max(c[1::2])) / 2 for _, c in words)
    apart = [levels[0]] + [b for a, b in pairwise(levels) if b - a > _SAME]
    for top, bottom in pairwise(_distinct(edges)):
        if 1 < sum(top < level < bottom for level in apart) <= _MOST_LINES:
            return True
    return False


def _distinct(edges: list[float]) -> list[float]:
    found: list[float] = []
    for edge in sorted(edges):
        if not found or edge - found[-1] > _SAME:
            found.append(edge)
    return found
