"""The rows of one line: a state machine over its tokens and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from labelcheck.reading.lex import number
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.candidate import Candidate, Rows
from labelcheck.reading.panel.naming import has_name, led_by_of_which
from labelcheck.reading.panel.packs import before_the_amount
from labelcheck.reading.panel.plain import plain_row
from labelcheck.reading.panel.row_more import continues, measures_above, stands_for_above
from labelcheck.reading.panel.row_new import Before, open_row
from labelcheck.reading.panel.row_percent import give_percent, in_turn
from labelcheck.reading.sections.region import has_letters
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PrintedBasis

_OTHER: Final = re.compile(rf"[ /=|\t]*[(\[]?(?:{number.PATTERN})[ ]?")
_ENERGIES: Final = frozenset({"kJ", "kcal"})


def line_rows(
    sections: Sections, line: Line, tokens: list[Quantity], printed_bases: Sequence[PrintedBasis], state: Rows
) -> None:
    """Add the rows of a line to those found so far; ``printed_bases`` are the phrases on it that say what amounts are for."""
    plain = None if printed_bases or led_by_of_which(sections, line) else plain_row(sections, line, tokens)
    if plain is not None:
        state.candidates.append(plain)
        state.pending = None
        return
    tokens, ahead = before_the_amount(sections, line, tokens)
    tokens, ahead = _one_each(sections, line, tokens, ahead)
    tokens, ahead = in_turn(sections, line, tokens, ahead)
    if not (_other_energies(sections, line, tokens, state) or measures_above(sections, line, tokens, state)):
        _Machine(sections, line, printed_bases, ahead, state).run(tokens)


class _Machine:
    """Reads a line from left to right; its state is the row in progress and where the text behind that begins.

    There is no row yet, or one in progress whose last cell may take what follows, or one whose cell is full: then a
    percentage is held back (``spare``) for the cell that the next amount opens.
    """

    def __init__(
        self,
        sections: Sections,
        line: Line,
        printed_bases: Sequence[PrintedBasis],
        ahead: dict[int, Quantity],
        rows: Rows,
    ) -> None:
        self.sections = sections
        self.line = line
        self.printed_bases = printed_bases
        self.ahead = ahead
        self.rows = rows
        self.candidate: Candidate | None = None
        self.position = line.start
        self.spare: Quantity | None = None
        before = [p.end for p in ahead.values() if not has_letters(sections.clean[line.start : p.start])]
        self.skip_to = max(before, default=0)

    def run(self, tokens: Sequence[Quantity]) -> None:
        """Read all tokens; one that a row took as more than its own is passed over."""
        for i, token in enumerate(tokens):
            if token.start < self.position:
                continue
            if self.candidate is not None:
                self.position = _behind_other_unit(self.sections, self.position, token.start)
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if token.unit == "%":
                self._percent(token)
            else:
                self._amount(token, following)
        self._close()

    def _begin(self, token: Quantity) -> tuple[int, bool]:
        """Return where the name before ``token`` may begin, and whether that is behind a phrase."""
        begin, marked = max(self.position, self.skip_to), False
        for printed in self.printed_bases:
            if self.position <= printed.start and printed.end <= token.start:
                begin, marked = printed.end, True
        return begin, marked

    def _percent(self, token: Quantity) -> None:
        begin, marked = self._begin(token)
        opening = self.position == self.line.start
        full = self.candidate is not None and self.candidate.groups[-1].percent is not None
        self.candidate = give_percent(
            self.sections, self.line, token, begin, self.candidate, self.rows, opening=opening or marked
        )
        # "120 mg  15 %  19 %  150 mg": the second one stands before its column
        taken = self.candidate is not None and self.candidate.groups[-1].percent is token
        self.spare = token if full and self.candidate is not None and not taken else None
        # a percentage in a name that the line opens with: "95 % curcuminoids 500 mg"
        named = self.candidate is None and opening and has_letters(self.sections.clean[self.position : token.start])
        self.position = self.position if named else token.end

    def _amount(self, token: Quantity, following: Quantity | None) -> None:
        begin, marked = self._begin(token)
        if self.candidate is not None and not marked:
            further = continues(self.sections, self.candidate, self.position, token, following)
            if further:
                self.position = further
                self._give_spare(self.candidate, token, following)
                return
        if self.candidate is None and stands_for_above(self.sections, self.line, token, following, self.rows):
            self.rows.candidates[-1].aside += (token,)
            self.position = self.line.end
            return
        opening = self.position == self.line.start or marked
        ahead = self.ahead.get(token.start)
        in_cell = (
            ahead is not None
            and ahead.end <= token.start
            and not self.sections.clean[ahead.end : token.start].strip(" *†|\t")
        )
        named_to = ahead.start if ahead is not None and in_cell else token.start
        before = Before(begin, named_to, self.position, opening, marked)
        self.candidate, self.position = open_row(
            self.sections, self.line, token, before, self.candidate, following, self.rows
        )
        if self.candidate is not None and token.start in self.ahead and self.candidate.groups[-1].amount is token:
            self.candidate.groups[-1].take(self.ahead[token.start])

    def _give_spare(self, candidate: Candidate, token: Quantity, following: Quantity | None) -> None:
        """Give a percentage that stood before its cell to the cell that ``token`` opened, unless one stands behind."""
        own = following is not None and following.unit == "%"
        if self.spare is not None and candidate.groups[-1].amount is token and not own:
            candidate.groups[-1].take(self.spare)
        self.spare = None

    def _close(self) -> None:
        """End the line: what stands behind each of its rows is that row's, up to the next one."""
        self.rows.pending = None
        if self.candidate is None:
            return
        limit = self.line.end
        for done in reversed(self.rows.candidates):
            if done.line is not self.line:
                break
            done.tail_end = done.tail_end or limit
            limit = min(limit, done.start)


def _one_each(
    sections: Sections, line: Line, tokens: list[Quantity], ahead: dict[int, Quantity]
) -> tuple[list[Quantity], dict[int, Quantity]]:
    """Give each of several rows on a line its percentage, where these stand together behind: "… | 67 % 45 %"."""
    count = len(tokens) // 2
    amounts, percents = tokens[:count], tokens[count:]
    if count < 2 or len(tokens) % 2 or ahead or any(t.unit == "%" for t in amounts):
        return tokens, ahead
    if any(p.unit != "%" or p.bound for p in percents):
        return tokens, ahead
    ends = [line.start, *(a.end for a in amounts)]
    if not all(has_name(sections, end, amount.start) for end, amount in zip(ends, amounts, strict=False)):
        return tokens, ahead
    return amounts, {a.start: p for a, p in zip(amounts, percents, strict=True)}


def _other_energies(sections: Sections, line: Line, tokens: list[Quantity], state: Rows) -> bool:
    """Give the row above its energy in the other unit: "1500 kJ   450 kJ" and below it "360 kcal   108 kcal"."""
    above = state.candidates[-1] if state.candidates else None
    if above is None or above.line.number != line.number - 1 or len(above.groups) != len(tokens):
        return False
    if has_letters(sections.clean[line.start : tokens[0].start]) or above.last_end > above.line.end:
        return False
    pairs = [({q.unit for q in (g.amount, *g.also) if q}, t.unit) for g, t in zip(above.groups, tokens, strict=True)]
    if not all(unit in _ENERGIES and units and units < _ENERGIES and unit not in units for units, unit in pairs):
        return False
    for group, token in zip(above.groups, tokens, strict=True):
        group.also += (token,)
    above.on_plain_line = False
    return True


def _behind_other_unit(sections: Sections, position: int, end: int) -> int:
    """Return where the text goes on behind an amount in a unit that is not read: "300 mg (12.3 mmol)  90 mg"."""
    match = _OTHER.match(sections.clean, position, end)
    word = sections.word_at(match.end()) if match else None
    if word is None or "other_unit" not in word.meanings or word.end > end:
        return position
    return word.end + (sections.clean[word.end : word.end + 1] in (")", "]"))
