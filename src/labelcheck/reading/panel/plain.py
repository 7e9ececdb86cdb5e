"""The commonest line of a panel, "Name   amount   percent", read in one step."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.candidate import Candidate, Group
from labelcheck.reading.sections.sections import Sections

_LEAD: Final = " \t"
_TAIL: Final = " \t.:|…–-="
_NOT_PLAIN: Final = re.compile(r"[:;.!?=+/*†‡|\t]| - |  |[ (]\d")
_END: Final = re.compile(r"[ *†‡¹²|.\t)]*$")
_UNNAMED: Final = frozenset(
    {"of_which", "equals", "contains", "as_form", "approx", "at_least", "at_most", "less_than", "elemental"}
)


def plain_row(sections: Sections, line: Line, tokens: list[Quantity]) -> Candidate | None:
    """Return the row of the commonest line, "Name   amount   percent", in one step; None for any other line.

    What it gives is what the general way would; that is slower, as it looks for everything a line may hold.
    """
    amount = tokens[0]
    percent = tokens[1] if len(tokens) == 2 else None
    if len(tokens) > 2 or amount.unit == "%" or (percent is not None and percent.unit != "%"):
        return None
    words = line.words
    if not words or "nutrient" not in words[0].meanings:
        return None
    clean = sections.clean
    head = clean[line.start : amount.start].rstrip(_TAIL)
    end = line.start + len(head)
    start = end - len(head.lstrip(_LEAD))
    if words[-1].end > end:
        words = [w for w in words if w.end <= end]
    if not words or words[0].start != start:
        return None
    behind = words[0].end
    if behind < end and (_NOT_PLAIN.search(clean, behind, end) or head.count("(") != head.count(")")):
        return None
    if "together" in line.kinds and any("together" in w.meanings for w in words):
        return None
    if words[-1].end == end and not _UNNAMED.isdisjoint(words[-1].meanings):
        return None
    last = percent or amount
    if last.end != line.end and not _END.match(clean, last.end, line.end):
        return None
    if percent is not None and clean[amount.end : percent.start].strip(" \t.|…"):
        return None
    group = Group(amount, percent=percent, closed=percent is not None)
    return Candidate(line, start, end, [group], tail_end=line.end, words=words, on_plain_line=True)
