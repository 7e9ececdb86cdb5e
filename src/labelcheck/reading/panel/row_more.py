"""More amounts of a row in progress: a second unit, another column, what the amount stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from labelcheck import units
from labelcheck.errors import ConversionError
from labelcheck.knowledge import Knowledge, Word
from labelcheck.reading.lex.connectives import pattern_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.candidate import Candidate, Group, Rows
from labelcheck.reading.panel.naming import NAMES, leads_on, name_after, words_after
from labelcheck.reading.panel.source import source_row
from labelcheck.reading.sections.region import ends_sentence, has_letters, trim
from labelcheck.reading.sections.sections import Sections

_CELL_GAP: Final = re.compile(r"\t| {2,}|\||\.{3,}|…|·{3,}|_{3,}")
_STOP: Final = re.compile(r"\.(?=[ ][^\W\d_])")
_REST: Final = re.compile(r"[^,;()\n|\t\d]{0,60}(?=[,;)])")
_NEW: Final = NAMES | {"of_which"}
_BRACKETED: Final = re.compile(r"\s*(?:\(\s*\d[^()\n]*\)\s*)+")
_ROUNDED: Final = Decimal("0.03")
"""By how much the two may differ: 680 µg DFE are 400 µg of folic acid and 408 µg."""
_SHORT: Final = 12
"""Characters of what may stand in an explanation without being a name."""
_MASSES: Final = {"g": 1_000_000_000, "mg": 1_000_000, "µg": 1000, "ng": 1}


@lru_cache(maxsize=2)
def _listed(knowledge: Knowledge) -> re.Pattern[str]:
    """Return what stands before the next item of a list."""
    return re.compile(rf"(?:[,+&]|\b(?:{pattern_of(knowledge, 'and')})\b)[ ]*$")


def continues(
    sections: Sections, candidate: Candidate, position: int, token: Quantity, following: Quantity | None
) -> int:
    """Add ``token`` to the row in progress if it belongs there; return where the text goes on, 0 if it does not.

    It does not where a new name stands before it or, in a list, behind it ("DHA 260 mg og 2 mg vitamin E"), or where
    it says how much of something the row gives: "Järnbisglycinat 125 mg, motsvarande 25 mg järn". What a herb's
    extract stands for ("motsvarande 800 mg torkad rot") or is made of is no amount of the row, and left out.
    """
    last = candidate.groups[-1]
    seen = _between(sections, last, position, token)
    if seen.kinds & _NEW or _ends_sentence(sections, seen.text, position, token):
        return 0
    if _tells_source(sections, seen.words, seen.text) and name_after(sections, token, following) is None:
        equivalent = last.amount is not None and token.qualifier and not last.amount.qualifier
        if equivalent:
            last.also += (token,)
        else:
            candidate.aside += (token,)
        return _behind_aside(sections, token, None)
    if _names_another(sections, seen, position, token):
        return 0
    if last.amount is not None and not seen.alternative:
        if seen.gap and source_row(sections, candidate.line, token, position, candidate):
            return 0
        if seen.opened or (seen.explained and not candidate.name_after):
            given = name_after(sections, token, None)
            if (
                given is not None
                and _is_measured_by(sections, candidate, given)
                and _amounts_to(sections, last, given, token)
            ):
                candidate.source = candidate.source or (given.start, given.end)
            elif given is not None and (
                gives(sections, candidate, given) or _is_less_of(sections, candidate, given, token)
            ):
                return 0
            if seen.explained:
                candidate.aside += (token,)
                return _behind_aside(sections, token, given)
    if _leads_behind(sections, candidate, seen, position, token, following):
        return 0
    _take(candidate, seen, token)
    return token.end


@dataclass(slots=True, eq=False)
class _Between:
    """What stands between a row's last token and the next."""

    text: str
    words: list[Word]
    kinds: set[str]
    gap: str
    """The text without the spaces around it."""
    explained: bool
    """Whether it says that what follows is another way to put the amount, or what that gives."""
    opened: bool
    """Whether a bracket opens."""
    bracket: bool
    """Whether a bracket, a stroke or "=" joins what follows to the amount."""
    new_cell: bool
    alternative: bool
    """Whether the next token may be the same amount in another unit."""


def _between(sections: Sections, last: Group, position: int, token: Quantity) -> _Between:
    text = sections.clean[position : token.start]
    words = sections.words_between(position, token.start)
    kinds = {k for w in words for k in w.meanings}
    gap = text.strip()
    new_cell = _CELL_GAP.search(text) is not None
    opened = gap.startswith(("(", "["))
    return _Between(
        text,
        words,
        kinds,
        gap,
        bool(kinds & {"equals", "contains"}) or "=" in text,
        opened,
        opened or (gap[:1] in ("/", "=") and not new_cell),
        new_cell,
        bool(last.amount) and same_thing(last, token),
    )


def _ends_sentence(sections: Sections, text: str, position: int, token: Quantity) -> bool:
    """Whether a sentence ends before the next token."""
    return "." in text and any(
        ends_sentence(sections.clean, position + m.start(), token.start, sections.knowledge)
        for m in _STOP.finditer(text)
    )


def _names_another(sections: Sections, seen: _Between, position: int, token: Quantity) -> bool:
    """Whether what stands between is a name, though an unknown one."""
    if not has_letters(seen.text):
        return False
    left = trim(sections, position, token.start, opening=False)
    short = left is not None and left[1] - left[0] < _SHORT
    return left is not None and not (seen.explained and "number" not in seen.kinds and short)


def _leads_behind(
    sections: Sections, candidate: Candidate, seen: _Between, position: int, token: Quantity, following: Quantity | None
) -> bool:
    """Whether the token is the amount of a name that follows it: "DHA 260 mg og 2 mg vitamin E"."""
    if candidate.name_after and not seen.bracket:
        named = name_after(sections, token, following) if seen.alternative else None
        # "5000 IU vitamin D3, 90 mcg K2"
        if not seen.alternative or (named is not None and gives(sections, candidate, named)):
            return True
    if (
        seen.alternative
        or seen.opened
        or seen.new_cell
        or not _listed(sections.knowledge).search(sections.low, position, token.start)
    ):
        return False
    given = name_after(sections, token, following)
    known = any(not NAMES.isdisjoint(w.meanings) for w in candidate.named_by(sections))
    other = given is not None and (gives(sections, candidate, given) or not known)
    return given is not None and other and not leads_on(sections, given, following)


def _take(candidate: Candidate, seen: _Between, token: Quantity) -> None:
    """Add a token to a row: as the amount in another unit, or as another column."""
    last = candidate.groups[-1]
    joined = seen.bracket or seen.alternative
    if seen.gap.startswith("/") and _is_column(last, token):
        joined = False
    if last.amount is not None and joined and (seen.alternative or not seen.new_cell):
        last.also += (token,)
    elif last.amount is None:
        last.amount = token
    else:
        candidate.groups.append(Group(token))


def _tells_source(sections: Sections, words: list[Word], between: str) -> bool:
    """Whether nothing but "från" or "som" stands before an amount: "4 mg astaxanthin fra 80 mg algeekstrakt"."""
    return (
        len(words) == 1
        and "as_form" in words[0].meanings
        and between.strip(" (,") == sections.clean[words[0].start : words[0].end]
    )


def _behind_aside(sections: Sections, token: Quantity, given: Word | None) -> int:
    """Return where the text goes on behind what a row stands for: "motsvarande 1500 mg ingefærrot, "."""
    end = given.end if given is not None else token.end
    match = _REST.match(sections.clean, end)
    return match.end() if match else end


def _is_column(group: Group, token: Quantity) -> bool:
    """Whether an amount behind a stroke is another column's: "600 mg / 1200 mg", not "10 µg / 400 IE"."""
    for one in (group.amount, *group.also):
        if one is None:
            continue
        if one.unit == token.unit and one.value != token.value:
            return True
        if one.unit in _MASSES and token.unit in _MASSES:
            return one.value * _MASSES[one.unit] != token.value * _MASSES[token.unit]
    return False


def gives(sections: Sections, candidate: Candidate, given: Word) -> bool:
    """Whether ``given`` is something else than the row itself: the element of a compound, or another nutrient."""
    own = [w for w in candidate.named_by(sections) if not NAMES.isdisjoint(w.meanings)]
    if all("nutrient" not in w.meanings for w in own):
        return bool(own)
    nutrient = given.meanings.get("nutrient")
    if nutrient is not None and any(_is_salt_of(nutrient, w) for w in candidate.named_by(sections)):
        return True  # "Magnesium (bisglycinat) 1000 mg motsvarande 120 mg magnesium"
    return nutrient not in {w.meanings.get("nutrient") for w in own}


def _is_measured_by(sections: Sections, candidate: Candidate, given: Word) -> bool:
    """Whether a form may be what the equivalents of a row are an amount of: "Folate 680 µg DFE (400 µg folic acid)"."""
    form = sections.knowledge.forms.get(given.meanings.get("form", ""))
    if form is None or not form.active:
        return False
    return form.nutrient in {w.meanings.get("nutrient") for w in candidate.named_by(sections)}


def _amounts_to(sections: Sections, group: Group, given: Word, token: Quantity) -> bool:
    """Whether an amount of a form is what a group's equivalents come to; less is a share of it."""
    form, amount = sections.knowledge.forms[given.meanings["form"]], group.amount
    if amount is None or not amount.qualifier or token.qualifier or group.also:
        return False
    known = sections.knowledge.nutrients[form.nutrient].equivalents
    try:
        whole = units.convert(
            amount.value, amount.unit, token.unit, equivalents=known, forms=(form.id,), qualifier=amount.qualifier
        )
    except ConversionError:
        return False
    return abs(whole.value - token.value) <= _ROUNDED * whole.value


def measures_above(sections: Sections, line: Line, tokens: Sequence[Quantity], state: Rows) -> bool:
    """Give the row above the amounts of a form that its equivalents are of: "(400 µg folic acid)", one for each column."""
    above = state.candidates[-1] if state.candidates else None
    if above is None or above.line.number != line.number - 1 or len(above.groups) != len(tokens):
        return False
    if _BRACKETED.fullmatch(sections.clean, line.start, line.end) is None:
        return False
    named = [word for token in tokens if (word := name_after(sections, token, None)) is not None]
    given = next((word for word in named if _is_measured_by(sections, above, word)), None)
    pairs = [*zip(above.groups, tokens, strict=True)]
    if given is None or not all(_amounts_to(sections, group, given, token) for group, token in pairs):
        return False
    for group, token in pairs:
        group.also += (token,)
    above.on_plain_line = False
    above.source = above.source or (given.start, given.end)
    return True


def _is_less_of(sections: Sections, candidate: Candidate, given: Word, token: Quantity) -> bool:
    """Whether a row's compound gives less of what it is named after: "glucosaminhydrochlorid 602 mg, svarende til 500 mg glucosamin"."""
    last = candidate.groups[-1].amount
    if last is None or last.unit not in _MASSES or token.unit not in _MASSES or last.qualifier != token.qualifier:
        return False
    salt = bool(candidate.named_by(sections)) and candidate.end - candidate.start > given.end - given.start
    return salt and token.value * _MASSES[token.unit] < last.value * _MASSES[last.unit]


def _is_salt_of(nutrient: str, word: Word) -> bool:
    """Whether a word names an anion, or a form whose id begins with the mineral's, as only salts' ids do."""
    return "anion" in word.meanings or word.meanings.get("form", "").startswith(f"{nutrient}-")


def same_thing(group: Group, token: Quantity) -> bool:
    """Whether IU stands beside a mass, or kJ beside kcal."""
    own = {q.unit for q in (group.amount, *group.also) if q}
    if token.unit in own or group.closed:
        return False
    energies = {"kJ", "kcal"}
    if token.unit in energies:
        return bool(own & energies)
    return ("IU" in own) != (token.unit == "IU") and not own & energies


def stands_for_above(sections: Sections, line: Line, token: Quantity, following: Quantity | None, state: Rows) -> bool:
    """Whether a line goes on with what the row above stands for: "motsvarande 1000 mg fläderbär"."""
    previous = state.candidates[-1] if state.candidates else None
    first = line.words[0] if line.words else None
    if previous is None or previous.line.number != line.number - 1 or first is None or "equals" not in first.meanings:
        return False
    if has_letters(sections.clean[line.start : first.start]) or has_letters(sections.clean[first.end : token.start]):
        return False
    if same_thing(previous.groups[-1], token):
        return False
    given = name_after(sections, token, following)
    if given is not None:
        return not gives(sections, previous, given)
    after = next((w for w in line.words if w.start >= token.end), None)
    said_of_it = after is not None and not has_letters(sections.clean[token.end : after.start])
    return not said_of_it and words_after(sections, token, following, line) is not None
