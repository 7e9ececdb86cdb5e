"""Percentages: whose they are."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.candidate import LONGEST_NAME, Candidate, Group, Rows
from labelcheck.reading.panel.naming import NAMES
from labelcheck.reading.panel.percentage import is_reference_percent, letters_but_reference
from labelcheck.reading.sections.region import has_letters, trim
from labelcheck.reading.sections.sections import Sections

_NOTE: Final = re.compile(r"[ \t]*(?:[*†‡]+|[¹²³])[ )]*\d")


def give_percent(
    sections: Sections,
    line: Line,
    token: Quantity,
    begin: int,
    candidate: Candidate | None,
    state: Rows,
    *,
    opening: bool,
) -> Candidate | None:
    """Give a percentage to the amount before it; a name with a percentage alone makes a row of its own."""
    if candidate is None:
        region = trim(sections, begin, token.start, opening=opening)
        previous = state.candidates[-1] if state.candidates else None
        if region is None:
            if _NOTE.match(sections.clean, line.start) and has_letters(sections.clean[token.end : line.end]):
                return None  # "* 63 % av referansen" explains a sign
            if previous is not None and previous.line.number >= line.number - 2 and previous.groups:
                group = previous.groups[-1] if previous.groups[-1].percent is None else None
                if group is not None:
                    group.percent = token
                    return previous
            rest = sections.clean[token.end : line.end]
            if state.pending is not None and state.pending[0].number >= line.number - 2 and not has_letters(rest):
                candidate = Candidate(
                    line, state.pending[1], state.pending[2], [Group(None, percent=token)], joined=True
                )
                state.candidates.append(candidate)
                return candidate
            return None
        words = sections.words_between(region[0], region[1])
        known = any(not NAMES.isdisjoint(w.meanings) for w in words)
        if (
            known
            and not letters_but_reference(sections, token.end, line.end)
            and region[1] - region[0] < LONGEST_NAME
            and is_reference_percent(sections, token)
        ):
            candidate = Candidate(line, region[0], region[1], [Group(None, percent=token)])
            state.candidates.append(candidate)
            return candidate
        return None
    last = candidate.groups[-1]
    between = sections.clean[last.start : token.start]
    if not is_reference_percent(sections, token):
        return candidate
    gap = max(begin, _end_of(last))
    region = trim(sections, gap, token.start, opening=False) if has_letters(sections.clean[gap : token.start]) else None
    if (
        region is not None
        and any(not NAMES.isdisjoint(w.meanings) for w in sections.words_between(region[0], region[1]))
        and not candidate.name_after
        and "(" not in between
    ) and last.percent is not None:
        new = Candidate(line, region[0], region[1], [Group(None, percent=token)])
        state.candidates.append(new)
        return new
    whole = _around_bracket(sections, candidate, token)
    if whole is not None:
        whole.take(token)
    elif last.percent is None:
        last.percent = token
        last.closed = True
    return candidate


def _around_bracket(sections: Sections, candidate: Candidate, token: Quantity) -> Group | None:
    """Return whose percentage stands behind a bracket: "Vitamin A 800 µg (varav 400 µg betakaroten) 100 %".

    Behind a compound's bracket it is the element's: "Magnesiumbisglycinat 1000 mg (varav magnesium 120 mg) 32 %", and
    so behind what the element is from: "Iron 65 mg (as ferrous sulfate 325 mg) 361 %".
    """
    parent = candidate.parent
    if parent is None or (
        parent.line is not candidate.line or not any("nutrient" in w.meanings for w in parent.named_by(sections))
    ):
        return None
    group = parent.groups[-1]
    between = sections.clean[_end_of(group) : token.start]
    opened, behind = sum(map(between.count, "([")), sections.clean[candidate.last_end : token.start].strip()
    closed = opened == sum(map(between.count, ")]")) > 0 and behind in (")", "]")
    return group if group.percent is None and (closed or (candidate.from_source and not opened)) else None


def _end_of(group: Group) -> int:
    return max(t.end for t in group.tokens())
