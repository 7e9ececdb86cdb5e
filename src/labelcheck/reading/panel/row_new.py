"""The first amount of a row: which name it belongs to, before it, behind it or on the line above."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

from labelcheck.knowledge import Word
from labelcheck.reading.lex.connectives import words_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.candidate import Candidate, Group, Rows
from labelcheck.reading.panel.naming import (
    NAMES,
    has_name,
    leads_on,
    led_by_of_which,
    name_after,
    with_bracket,
    with_bracket_before,
    with_epithet,
    words_after,
)
from labelcheck.reading.panel.naming import of_which as after_of_which
from labelcheck.reading.panel.row_more import same_thing
from labelcheck.reading.panel.source import source_row
from labelcheck.reading.sections.region import ends_before_number, has_letters, trim
from labelcheck.reading.sections.sections import Sections

_OF: Final = re.compile(r" ([^\W\d_]+) ")
_COUNT: Final = re.compile(r"[ ]*\d[\d.,]*[ ]*")


class Before(NamedTuple):
    """Where a name may stand before an amount."""

    begin: int
    named_to: int
    """Where it ends: at the amount, or before a percentage that has a cell of its own."""
    position: int
    """Where what is not read yet begins."""
    opening: bool
    """Whether a line begins there, or a phrase ends that says what amounts are for (``marked``)."""
    marked: bool


def open_row(
    sections: Sections,
    line: Line,
    token: Quantity,
    before: Before,
    candidate: Candidate | None,
    following: Quantity | None,
    state: Rows,
) -> tuple[Candidate | None, int]:
    """Open a row for ``token``; return it and where the text goes on. Text that is no row gives None."""
    begin, named_to, position, opening, marked = before
    of_which = after_of_which(sections, begin, token.start, inside=candidate is not None and not marked)
    region = trim(sections, of_which or begin, named_to, opening=opening and not of_which) or (
        _named_before_mark(sections, line, begin, token) if marked and candidate is None else None
    )
    known = region is not None and has_name(sections, *region)
    if (
        region is not None
        and not known
        and ends_before_number(sections.clean, region[1], token.start, sections.knowledge)
    ):
        region = None  # "Take 1 capsule daily. 400 mg magnesium …"
    place = _Place(
        sections,
        line,
        token,
        following,
        candidate,
        state,
        begin,
        opening,
        position,
        bool(of_which) or (opening and candidate is None and led_by_of_which(sections, line)),
        region,
        known=known,
    )
    for opener in _OPENERS:
        opened = opener(place)
        if opened is not None:
            state.candidates += opened.rows
            return opened.candidate, opened.end
    return None, token.end


@dataclass(slots=True, eq=False)
class _Place:
    """An amount that no row in progress takes, with what stands before it."""

    sections: Sections
    line: Line
    token: Quantity
    following: Quantity | None
    candidate: Candidate | None
    rows: Rows
    begin: int
    opening: bool
    position: int
    of_which: bool
    region: tuple[int, int] | None
    """Where a name stands before the amount."""
    known: bool
    """Whether that is the name of a nutrient or form."""

    @property
    def above(self) -> Candidate | None:
        """The row that a part on this line belongs to."""
        return self.candidate or _row_above(self.rows, self.line)


class _Opened(NamedTuple):
    """New rows, the one in progress, and where the text goes on."""

    rows: list[Candidate]
    candidate: Candidate
    end: int


def _providing_first(place: _Place) -> _Opened | None:
    """Open "Calcium fructoborate providing 6 mg boron 240 mg"."""
    sections, token, following = place.sections, place.token, place.following
    if not place.of_which or place.region is not None or following is None:
        return None
    source = trim(sections, place.begin, token.start, opening=place.opening)
    rows = _providing(sections, place.line, token, source, following)
    return None if rows is None else _Opened(rows, rows[0], following.end)


def _weighed(place: _Place) -> _Opened | None:
    """Open the row of a compound whose weight follows what it gives: "(as ferrous sulfate 325 mg)"."""
    if place.of_which:
        return None
    of = place.candidate or _row_just_above(place.rows, place.line)
    row = source_row(place.sections, place.line, place.token, place.position, of)
    return None if row is None else _Opened([row], row, max(row.end, place.token.end))


def _giving(place: _Place) -> _Opened | None:
    """Open "Jernfumarat tilsvarende 60 mg jern"."""
    if place.region is None or not place.known:
        return None
    row = _element_given(place.sections, place.line, place.region, place.token, place.following)
    return None if row is None else _Opened([row], row, max(with_bracket(place.sections, row.end), place.token.end))


def _before_name(place: _Place) -> _Opened | None:
    """Open "10 µg (400 IE) D-vitamin"."""
    sections, token, following = place.sections, place.token, place.following
    in_prose = place.candidate is not None and place.candidate.name_after and not place.of_which
    last = sections.word_before(token.start)
    # "tastes of cherry and contains 1 mg melatonin"
    in_prose = in_prose or (last is not None and "contains" in last.meanings and last.start >= place.begin)
    in_prose = in_prose or (place.known and _is_of_name(place))
    after = None if place.known and not in_prose else name_after(sections, token, following)
    if after is None or (place.region is not None and leads_on(sections, after, following)):
        return None
    row = _named_behind(sections, place.line, token, after, following)
    bracketed = place.candidate is not None and sections.clean[place.position : token.start].strip() == "("
    if place.of_which or bracketed:
        row.of_which, row.parent = True, place.above
    return _Opened([row], row, max(row.end, token.end))


def _is_of_name(place: _Place) -> bool:
    """Whether "of" behind an amount says whose it is, and words part it from the name before: "Tea has 8 mg of L-theanine"."""
    sections, token = place.sections, place.token
    behind = _OF.match(sections.low, token.end)
    if behind is None or behind[1] not in words_of(sections.knowledge, "amount_of"):
        return False
    named = [w for w in sections.words_between(place.begin, token.start) if not NAMES.isdisjoint(w.meanings)]
    return bool(named) and has_letters(sections.clean[named[-1].end : token.start])


def _below_name(place: _Place) -> _Opened | None:
    """Open the row of an amount alone on its line, or go on with the row above."""
    if place.region is not None or place.candidate is not None:
        return None
    row = _named_above(place.sections, place.line, Group(place.token), place.rows)
    return None if row is None else _Opened([], row, place.token.end)


def _restating(place: _Place) -> _Opened | None:
    """Open "Det motsvarar 50 µg per dag i genomsnitt" under the name of the row above."""
    above = _restated(place.sections, place.line, place.token, place.rows)
    if above is None:
        return None
    row = Candidate(place.line, above.start, above.end, [Group(place.token)], joined=True)
    return _Opened([row], row, place.token.end)


def _before_words(place: _Place) -> _Opened | None:
    """Open "500 mg Kreatin", whose name is not known."""
    if place.region is not None:
        return None
    words = words_after(place.sections, place.token, place.following, place.line)
    if words is None:
        return None
    row = Candidate(place.line, words[0], words[1], [Group(place.token)], name_after=True)
    if place.of_which or _is_source(place.sections, row):
        row.of_which, row.parent = True, _row_above(place.rows, place.line)
    return _Opened([row], row, max(words[1], place.token.end))


def _behind_name(place: _Place) -> _Opened | None:
    """Open "Magnesium 300 mg"."""
    if place.region is None:
        return None
    sections, line, pending = place.sections, place.line, place.rows.pending
    start, end = place.region
    wrapped = pending is not None and pending[0].number == line.number - 1
    if pending is not None and wrapped and sections.clean[line.start : line.end].lstrip().startswith("("):
        start = pending[1]
    given = _given_in_bracket(sections, start, end)
    if given is not None:
        row = Candidate(line, given.start, given.end, [Group(place.token)], source=(start, given.start))
        return _Opened([row], row, place.token.end)
    start, note = _named_last(sections, start, end)
    end = with_bracket_before(sections, start, end, place.token.start)
    aside = _weights_within(sections, line, start, end)
    row = Candidate(line, start, end, [Group(place.token)], note=note, aside=aside)
    if place.of_which or _is_source(sections, row):
        row.of_which, row.parent = True, place.above
        source = sections.word_before(row.start)
        row.from_source = source is not None and "as_form" in source.meanings
    return _Opened([row], row, place.token.end)


_OPENERS: Final[tuple[Callable[[_Place], _Opened | None], ...]] = (
    _providing_first,
    _weighed,
    _giving,
    _before_name,
    _below_name,
    _restating,
    _before_words,
    _behind_name,
)
"""The ways to open a row, in the order in which they are tried."""


def _given_in_bracket(sections: Sections, start: int, end: int) -> Word | None:
    """Return what a compound's bracket says that it gives: "iron fumarate (iron 15 mg)", whose amount is the iron's."""
    opened = sections.clean.rfind("(", start, end)
    if opened < 0 or sections.clean.find(")", opened, end) >= 0:
        return None
    inside = sections.words_between(opened, end)
    if len(inside) != 1 or "nutrient" not in inside[0].meanings or "form" in inside[0].meanings:
        return None
    alone = not has_letters(sections.clean[opened : inside[0].start]) and inside[0].end == end
    compound = any(not {"form", "anion"}.isdisjoint(w.meanings) for w in sections.words_between(start, opened))
    return inside[0] if alone and compound else None


def _weights_within(sections: Sections, line: Line, start: int, end: int) -> tuple[Quantity, ...]:
    """Return what a name says its form weighs: "Iron (from 75 mg iron bisglycinate)"."""
    within = tuple(q for q in line.quantities if start <= q.start < end)
    if not within or not any({"form", "as_form"} & w.meanings.keys() for w in sections.words_between(start, end)):
        return ()
    return within


def _named_before_mark(sections: Sections, line: Line, begin: int, token: Quantity) -> tuple[int, int] | None:
    """Return the name that opens a line, where only what the amount is for stands between: "Zink per 5 droppar: 10 mg".

    That ends at ``begin``.
    """
    if sections.clean[begin : token.start].strip(" :=\t|–-") or not line.words:
        return None
    name = line.words[0]
    after = next((w for w in line.words if w.start >= name.end), None)
    if "nutrient" not in name.meanings or has_letters(sections.clean[line.start : name.start]) or after is None:
        return None
    direct = not sections.clean[name.end : after.start].strip() and not {"per", "each"}.isdisjoint(after.meanings)
    if not direct and "dose-form" in after.meanings and _COUNT.fullmatch(sections.clean, name.end, after.start):
        last = sections.word_before(begin)
        direct = last is not None and "per" in last.meanings  # "D-vitamiini 5 tippaa kohti: 25 µg"
    return (name.start, name.end) if direct else None


def _named_last(sections: Sections, start: int, end: int) -> tuple[int, str]:
    """Return where the name begins that an amount is of, and a note where that is unclear.

    In "Fish oil with EPA 360 mg" it is of the EPA, which is no vitamin or mineral's; "Magnesium with vitamin B6 100 mg" may
    mean either.
    """
    words = [w for w in sections.words_between(start, end) if not {"nutrient", "together"}.isdisjoint(w.meanings)]
    if len(words) < 3 or words[-1].end != end or "together" not in words[-2].meanings:
        return start, ""
    whole, joint, share = words[-3], words[-2], words[-1]
    apart = sections.clean[whole.end : joint.start] + sections.clean[joint.end : share.start]
    if apart.strip() or "nutrient" not in whole.meanings or "nutrient" not in share.meanings:
        return start, ""
    nutrients = sections.knowledge.nutrients
    of_share, of_whole = nutrients[share.meanings["nutrient"]], nutrients[whole.meanings["nutrient"]]
    if of_share.part_of is not None and of_whole.kind not in ("vitamin", "mineral"):
        return share.start, ""
    return start, "" if of_share is of_whole else "order-unclear"


def _element_given(
    sections: Sections, line: Line, region: tuple[int, int], token: Quantity, following: Quantity | None
) -> Candidate | None:
    """Return the row of "Jernfumarat tilsvarende 60 mg jern": the amount is that of the iron, not of the salt."""
    between = sections.words_between(region[1], token.start)
    if not any({"equals", "contains", "of_which"} & w.meanings.keys() for w in between):
        return None
    if any("nutrient" in w.meanings for w in sections.words_between(*region)):
        return None
    after = name_after(sections, token, following)
    if after is None or "nutrient" not in after.meanings:
        return None
    return Candidate(line, after.start, after.end, [Group(token)], name_after=True, source=region)


def _named_behind(
    sections: Sections, line: Line, token: Quantity, after: Word, following: Quantity | None
) -> Candidate:
    """Return the row of "10 µg (400 IE) D-vitamin": what stands between amount and name belongs to the amount."""
    group = Group(token)
    end = with_bracket(sections, with_epithet(sections, after.end) if token.unit == "CFU" else after.end)
    if following is not None and following.end <= after.start:
        if following.unit == "%":
            group.take(following)
        elif same_thing(group, following):
            group.also += (following,)
    return Candidate(line, after.start, end, [group], name_after=True)


def _named_above(sections: Sections, line: Line, group: Group, state: Rows) -> Candidate | None:
    """Return the row of an amount on its own line: its name, or the row's first amount, stands above."""
    pending = state.pending
    if pending is not None and _is_pack_below(sections, line, pending, group):
        return None
    if pending is not None and pending[0].number >= line.number - 2:
        new = _from_pending(sections, line, pending, group, state)
        state.candidates.append(new)
        return new
    previous = state.candidates[-1] if state.candidates else None
    if previous is None or not previous.joined or previous.line.number != line.number - 1:
        return None
    previous.groups.append(group)
    previous.line = line
    if state.names > 1:
        # names in one column and amounts in another were transcribed column by column
        previous.note = "order-unclear"
    return previous


def _is_pack_below(sections: Sections, line: Line, pending: tuple[Line, int, int], group: Group) -> bool:
    """Whether grams or millilitres below the title are what a pack holds: "Energishot Ingefära" and "60 ml flaska"."""
    unit = group.amount.unit if group.amount is not None else ""
    if unit not in ("g", "ml") or sections.clean[: pending[0].start].strip():
        return False
    # a panel that opens the text is a nutrient's name and its cells
    first = pending[0].words[0] if pending[0].words else None
    named = first is not None and "nutrient" in first.meanings and (first.start, first.end) == pending[1:]
    return unit == "ml" or not named or "dose-form" in line.kinds


def _from_pending(
    sections: Sections, line: Line, pending: tuple[Line, int, int], group: Group, state: Rows
) -> Candidate:
    """Return the row of an amount on its own line, whose name stands on the line before."""
    aside = _weights_within(sections, *pending)
    new = Candidate(line, pending[1], pending[2], [group], joined=True, aside=aside)
    begins = after_of_which(sections, pending[0].start, pending[2])
    if begins and begins < pending[2] and not sections.clean[begins : pending[2]].lstrip()[:1].isdigit():
        # "davon Magnesium" in a cell of its own
        new.start, new.end = trim(sections, begins, pending[2], opening=False) or (pending[1], pending[2])
        new.of_which, new.parent = True, _row_above(state, line)
    return new


def _providing(
    sections: Sections, line: Line, token: Quantity, region: tuple[int, int] | None, following: Quantity
) -> list[Candidate] | None:
    """Return the rows of "Calcium fructoborate providing 6 mg boron 240 mg": the source, and what it provides."""
    after = name_after(sections, token, None)
    if (
        region is None
        or after is None
        or following.unit == "%"
        or sections.clean[after.end : following.start].strip(" ()*")
    ):
        return None
    source = Candidate(line, region[0], after.end, [Group(following)])
    return [source, Candidate(line, after.start, after.end, [Group(token)], of_which=True, parent=source)]


def _restated(sections: Sections, line: Line, token: Quantity, state: Rows) -> Candidate | None:
    """Return the row above that a sentence restates: "Det motsvarar 50 µg per dag i genomsnitt"."""
    previous = state.candidates[-1] if state.candidates else None
    if previous is None or previous.line.number != line.number - 1 or has_name(sections, line.start, token.start):
        return None
    said = next((w for w in sections.words_between(line.start, token.start) if "equals" in w.meanings), None)
    if said is None or sum(c.isalpha() for c in sections.clean[line.start : said.start]) > 8:
        return None
    return previous


def _is_source(sections: Sections, candidate: Candidate) -> bool:
    """Whether a row tells how much comes from where: "från citrat 60 mg" below magnesium."""
    words = candidate.named_by(sections)
    if not words or words[0].start != candidate.start or "as_form" not in words[0].meanings:
        return False
    return any("anion" in w.meanings for w in words) and not has_name(sections, candidate.start, candidate.end)


def _row_just_above(state: Rows, line: Line) -> Candidate | None:
    """Return the row that ends on the line before, where no name waits for its amount in between."""
    previous = state.candidates[-1] if state.candidates else None
    return (
        previous if previous is not None and state.pending is None and previous.line.number == line.number - 1 else None
    )


def _row_above(state: Rows, line: Line) -> Candidate | None:
    """Return the row that an "of which" line belongs to: the last one above that is no such line itself."""
    for candidate in reversed(state.candidates):
        if candidate.line.number < line.number - 8:
            return None
        if not candidate.of_which:
            return candidate
    return None
