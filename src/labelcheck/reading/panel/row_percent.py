"""Percentages: whose they are."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.reading.lex.connectives import pattern_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.candidate import LONGEST_NAME, Candidate, Group, Rows
from labelcheck.reading.panel.naming import NAMES
from labelcheck.reading.panel.percentage import is_reference_percent, letters_but_reference
from labelcheck.reading.sections.region import ends_sentence, has_letters, trim
from labelcheck.reading.sections.sections import Sections

_SENTENCE: Final = re.compile(r"[.!?](?=[ ])")
_NOTE: Final = re.compile(r"[ \t]*(?:[*†‡]+|[¹²³])[ )]*\d")


@lru_cache(maxsize=2)
def _joint(knowledge: Knowledge) -> re.Pattern[str]:
    """Return what stands between the percentages of a list: a comma, "and", the end of a line."""
    return re.compile(rf"[ ]*[,/]?[ \n]*(?P<last>(?:{pattern_of(knowledge, 'and')})[. \n]+)?")


def in_turn(
    sections: Sections, line: Line, tokens: list[Quantity], ahead: dict[int, Quantity]
) -> tuple[list[Quantity], dict[int, Quantity]]:
    """Give the rows of a sentence the percentages that it lists behind them: "…, which is 107 % and 200 % of the reference".

    Where there are not as many as amounts, whose they are is not told, and nobody gets them.
    """
    at = next((i for i, t in enumerate(tokens) if t.unit == "%"), len(tokens))
    listed = _list_from(sections, line, tokens[at:])
    if len(listed) < 2:
        return tokens, ahead
    begins = max(
        (
            m.end()
            for m in _SENTENCE.finditer(sections.clean, line.start, listed[0].start)
            if ends_sentence(sections.clean, m.start(), line.end, sections.knowledge)
        ),
        default=line.start,
    )
    amounts = [t for t in tokens[:at] if t.start >= begins]
    kept = [t for t in tokens if not any(t is p for p in listed)]
    if len(amounts) != len(listed):
        return kept, ahead
    return kept, {**ahead, **{a.start: p for a, p in zip(amounts, listed, strict=True)}}


def _list_from(sections: Sections, line: Line, tokens: list[Quantity]) -> list[Quantity]:
    """Return the percentages that are listed from the first of ``tokens`` on, over the line's end; one where it is alone."""
    below = sections.lines[line.number + 1].quantities if line.number + 1 < len(sections.lines) else []
    listed, last = tokens[:1], False
    for token in (*tokens[1:], *below):
        joint = _joint(sections.knowledge).fullmatch(sections.low, listed[-1].end, token.start) if listed else None
        if token.unit != "%" or joint is None or not joint.group().strip():
            break
        listed.append(token)
        if joint["last"]:
            last = True
            break
    return listed if last else listed[:1]


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
