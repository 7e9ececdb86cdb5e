"""Servings that amounts are told for: "1 tablett innehåller", "/ 100 g", "25 mg/5 ml"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge, Word
from labelcheck.knowledge.dosing import DosingKind
from labelcheck.knowledge.fold import fold
from labelcheck.model import ServingBasis
from labelcheck.reading.lex.connectives import pattern_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import NO_HEADING, PIECES, PrintedBasis, basis_of
from labelcheck.reading.servings.neighbours import FAR, word_after, word_before
from labelcheck.reading.servings.prose import sentence, told_in_prose
from labelcheck.reading.servings.serving import Serving, fills_cell

_LARGEST_DOSE: Final = 15
"""A number of pieces above this is what a pack holds."""
_WIDEST: Final = 12
"""Characters between a serving and the word that says what it contains."""
_CURRENCIES: Final = frozenset("€$£")
_CLOSED: Final = re.compile(r"[ ]*(?:[:;,.)|\n\t]|[ ]{2}|$)")
"""Behind the last word of a phrase."""
_COUNT: Final = re.compile(r"[ ]+(?:[^\W\d_]{1,6}\.?[ ]+)?\d[\d ]*")
_HOLDERS: Final = frozenset({"scoop", "teaspoon", "tablespoon", "bottle", "ampoule"})
"""What holds a volume."""
_WEIGHED: Final = frozenset({"gram", "ml"})
_SWALLOWED: Final = frozenset({"gummy", "tablet", "capsule"})
_NO_COLUMN: Final = NO_HEADING | {"adults", "children"}
_DIGIT: Final = re.compile(r"\d")
_MORE_CELLS: Final = re.compile(r"^\)[ ]\d|(?:\t| {2,}|\|)[ ]*\d")
_ENDED: Final = re.compile(r"[ ]*(?:[.;)\n]|$)")
_SLASHED: Final = re.compile(r"(?:^|\t|[ ]{2}|\|)[ \t]*/[ ]$")
"""Before what a cell's heading is for."""


class _Told(Enum):
    """What a place says of a serving; most places say nothing."""

    CERTAIN = "amounts are for it"
    BARE = "amounts may be for it, where it stands in a heading"
    NO = "amounts are not for it"


@dataclass(slots=True, eq=False)
class _Around:
    """A serving with what stands beside it on its line."""

    sections: Sections
    serving: Serving
    line: Line
    basis: ServingBasis
    before: Word | None
    kinds: frozenset[str]
    """The kinds of the word before."""
    near: bool
    """Whether nothing but a joint stands between that word and the serving."""
    after: Word | None
    space: str
    """What stands between the serving and the word after it."""

    def after_is(self, kind: str) -> bool:
        """Whether the word after is of a kind."""
        return self.after is not None and kind in self.after.meanings


def serving_basis(sections: Sections, serving: Serving) -> PrintedBasis | None:
    """Return a serving as what amounts are for; None where it is a dose, a size or what a pack holds."""
    around = _around(sections, serving)
    for ask in _QUESTIONS:
        told = ask(around)
        if told is not None:
            break
    else:
        prose = told_in_prose(sections, serving, around.line)
        if prose is not None:
            return PrintedBasis(serving.start, serving.end, around.basis, certain=True, within=prose)
        told = _Told.BARE if serving.counted or _is_weighed_cell(around) else _Told.NO
    if told is _Told.NO:
        return None
    start, end = _extent(around) if told is _Told.CERTAIN else (serving.start, serving.end)
    return PrintedBasis(start, end, around.basis, certain=told is _Told.CERTAIN)


def _around(sections: Sections, serving: Serving) -> _Around:
    before, between = word_before(sections, serving.start)
    kinds = frozenset(before.meanings) if before else frozenset()
    joint = between.strip(" :(/.–—-\n")
    near = not joint or (fold(joint) in _inside(sections.knowledge) and bool(kinds & {"panel_heading", "contains"}))
    after, space = word_after(sections, serving.end)
    if after is not None and "per_day" in after.meanings:
        following, gap = word_after(sections, after.end)
        if following is not None and "contains" in following.meanings and not gap.strip():
            after = following
    return _Around(
        sections, serving, sections.line_at(serving.start), basis_of(serving), before, kinds, near, after, space
    )


def _extent(a: _Around) -> tuple[int, int]:
    """Return where the phrase begins and ends: with "per" before it, or behind it as in "5 tippaa kohti:"."""
    if _is_behind_per(a) and a.before is not None:
        return a.before.start, a.serving.end
    if _is_before_per(a) and a.after is not None and not _is_told_before(a):
        return a.serving.start, a.after.end
    return a.serving.start, a.serving.end


def _is_weighed_cell(a: _Around) -> bool:
    """Whether one of a form stands in a cell with what it holds: "| teaspoon (5 ml) |"."""
    return a.serving.weight is not None and fills_cell(a.sections, a.line, a.serving.start, a.serving.end)


# --- questions, in the order in which they are asked


def _counts_pack(a: _Around) -> _Told | None:
    many = a.serving.of in PIECES and a.serving.high > _LARGEST_DOSE
    return _Told.NO if many and "per" not in a.kinds else None


def _follows_per(a: _Around) -> _Told | None:
    return _Told.CERTAIN if _is_behind_per(a) else None


def _follows_serving_size(a: _Around) -> _Told | None:
    """Read "Serving size:   1 scoop (5 g)   2 scoops (10 g)": it heads two columns."""
    if not a.near or "serving_size" not in a.kinds:
        return None
    return _Told.BARE if _more_cells(a.sections, a.line, a.serving.end) else _Told.NO


def _is_bare_portion(a: _Around) -> _Told | None:
    return _Told.NO if a.serving.of == "serving" and not a.serving.counted else None


def _tells_before(a: _Around) -> _Told | None:
    return _Told.CERTAIN if _is_told_before(a) else None


def _leads_per(a: _Around) -> _Told | None:
    return _Told.CERTAIN if _is_before_per(a) else None


def _leads_contents(a: _Around) -> _Told | None:
    """Read "1 tablett innehåller", and not "1 flaska innehåller ca 300 droppar"."""
    if not a.after_is("contains") or a.after is None or _is_of_another_language(a, a.after):
        return None
    if _tells_size(a.sections, a.after.end, a.serving.of):
        return _Told.NO
    if not a.serving.counted and _is_of_day(a):
        return _Told.NO
    return _Told.CERTAIN if len(a.space.strip(" )*,")) <= _WIDEST else None


def _is_of_another_language(a: _Around, word: Word) -> bool:
    """Whether no language has both a word and the serving's form: "1 capsule on Mondays" is no Finnish verb."""
    if a.serving.of in _WEIGHED:
        return False  # units are printed alike in all
    named = [w for w in a.sections.words_between(a.serving.start, a.serving.end) if "dose-form" in w.meanings]
    return bool(named) and all(w.languages.isdisjoint(word.languages) for w in named)


def _is_of_day(a: _Around) -> bool:
    """Whether a form explains the daily dose of its sentence: how many "the daily dose or … tablets" are was not understood."""
    start, _ = sentence(a.sections, a.line, a.serving.start)
    return any("daily_dose" in w.meanings for w in a.sections.words_between(start, a.serving.start))


def _opens_rows(a: _Around) -> _Told | None:
    """Read "2 tabletter:", "2 tabletter svarer til", "1 kapsel = 20 µg"."""
    sections, serving, line = a.sections, a.serving, a.line
    after, space = a.after, a.space
    opens = _stands_first(sections, line, serving)
    if after is not None and "per_day" in after.meanings and not space.strip():
        following, gap = word_after(sections, after.end)
        if following is not None and "equals" in following.meanings:
            after, space = following, gap
    rest = sections.low[serving.end : line.end].lstrip(" )")
    if opens and after is not None and "equals" in after.meanings and not space.strip():
        rest = sections.low[after.end : line.end].strip() or ":"
    amount = next((q for q in line.quantities if q.start >= serving.end), None)
    gives = (
        amount is not None
        and sections.clean[serving.end : amount.start].strip() == "="
        and amount.unit not in ("g", "ml")
    )
    led = rest.startswith((":", "=")) and not rest[1:2].isalpha()  # "500 ml:n pullo" is Finnish for a bottle of 500 ml
    return _Told.CERTAIN if gives or (opens and led) else None


def _heads_column(a: _Around) -> _Told | None:
    """Read "I én tablett" and "Yhdessä tabletissa     määrä" above rows: a line that opens with it and says no more."""
    sections, line = a.sections, a.line
    before, rest = sections.low[line.start : a.serving.start], sections.low[a.serving.end : line.end]
    if (
        a.serving.of in ("gram", "ml")
        or not line.kinds.isdisjoint(_NO_COLUMN)
        or _DIGIT.search(rest)
        or not _stands_first(sections, line, a.serving)
    ):
        return None
    named = rest[:1] in ("\t", "|") or rest[:2] == "  "
    led = bool(before.strip(" -–•*"))
    if not (named and rest.strip(" \t|")) and not (led and not rest.strip()):
        return None
    below = sections.lines[line.number + 1] if line.number + 1 < len(sections.lines) else None
    return _Told.CERTAIN if below is not None and any(q.unit != "%" for q in below.quantities) else None


def _follows_heading(a: _Around) -> _Told | None:
    return _Told.CERTAIN if a.near and "panel_heading" in a.kinds else None


def _follows_contains(a: _Around) -> _Told | None:
    """Read "contains 60 capsules", what a pack holds outside the panel's zones, and "one scoop contains 4.6 g"."""
    if not a.near or "contains" not in a.kinds or a.before is None:
        return None
    if a.serving.of in _WEIGHED and a.sections.clean[a.line.start : a.before.start].strip(" -–•*"):
        return _Told.NO
    outside = a.sections.zone_at(a.serving.start) is None
    return _Told.NO if outside and a.serving.of in _SWALLOWED else None


_QUESTIONS: Final[tuple[Callable[[_Around], _Told | None], ...]] = (
    _counts_pack, _follows_per, _follows_serving_size, _is_bare_portion, _tells_before, _leads_per, _leads_contents,
    _opens_rows, _heads_column, _follows_heading, _follows_contains,
)  # fmt: skip


def _is_behind_per(a: _Around) -> bool:
    return a.near and a.before is not None and bool(a.kinds & {"per", "each"})


def _is_before_per(a: _Around) -> bool:
    """Whether "per" follows, as in Finnish: "5 tippaa kohti:"."""
    if not a.after_is("per") or a.after is None or a.space.strip():
        return False
    return _CLOSED.match(a.sections.low, a.after.end) is not None and not _goes_on(a.sections, a.after.end)


def _is_told_before(a: _Around) -> bool:
    """Whether a stroke or a heading before it says so: "   / 2 tabl.", "mg/tabl", "Innehåll i 100 ml"."""
    sections, serving, line = a.sections, a.serving, a.line
    slashed = sections.low.endswith("/ ", line.start, serving.start)
    if slashed and line.kinds.isdisjoint(NO_HEADING) and _SLASHED.search(sections.low[line.start : serving.start]):
        return True
    stroke = sections.low[serving.start - 1 : serving.start] == "/"
    priced = sections.low[serving.start - 2 : serving.start - 1] in _CURRENCIES
    counted = serving.counted and serving.of not in PIECES
    if stroke and not priced and (not counted or _fills_line(sections, line, serving)):
        return True
    if a.basis.kind in ("per-100-g", "per-100-ml") and a.near and a.kinds & {"panel_heading", "contains"}:
        return True
    return (not counted or _is_measure(sections, serving)) and _behind_amount(sections, serving.start)


@lru_cache(maxsize=2)
def _opens(knowledge: Knowledge) -> re.Pattern[str]:
    """Return what stands before what opens a line or a sentence."""
    return re.compile(rf"(?:^|[.;|])[ \-–•*(]*(?:(?:{pattern_of(knowledge, 'before_basis')}) )?$")


def _stands_first(sections: Sections, line: Line, serving: Serving) -> bool:
    """Whether a serving opens its line, a sentence or a cell, but for "in" before it."""
    # from the last mark on: nothing before that bears on it, and a line may be long
    last = max(sections.low.rfind(mark, line.start, serving.start) for mark in ".;|")
    return _opens(sections.knowledge).search(sections.low[max(line.start, last) : serving.start]) is not None


def _more_cells(sections: Sections, line: Line, end: int) -> bool:
    """Whether another cell with a number follows on the line, after a gap or the bracket that ends this one."""
    return _MORE_CELLS.search(sections.clean[end : line.end]) is not None


def _goes_on(sections: Sections, at: int) -> bool:
    """Whether the sentence goes on over a wide gap or a line end: "1 comprimido por" and then "la mañana"."""
    rest = sections.clean[at : at + FAR]
    return rest[:1] in (" ", "\n") and rest.lstrip()[:1].islower()


@lru_cache(maxsize=2)
def _inside(knowledge: Knowledge) -> frozenset[str]:
    """Return the words of all languages that stand between a heading and a serving: "Innehåll i 15 ml"."""
    return frozenset(w for v in knowledge.dosing.values() for w, (kind, _) in v.words.items() if kind == DosingKind.IN)


def _tells_size(sections: Sections, at: int, of: str) -> bool:
    """Whether what a verb tells is how much a measure holds: "1 flaska innehåller ca 300 droppar", "måttet rymmer 20 ml"."""
    counted = _COUNT.match(sections.low, at)
    following = next((w for w in sections.words_between(at, at + FAR) if "dose-form" in w.meanings), None)
    if counted is None or following is None or sections.low[counted.end() : following.start].strip():
        return False
    unit = following.meanings["dose-form"]
    if unit == "ml":
        return of in _HOLDERS and _ENDED.match(sections.low, following.end) is not None
    return unit != "gram"


def _fills_line(sections: Sections, line: Line, serving: Serving) -> bool:
    """Whether a line is "/ 100 ml" and no more: a heading's cell."""
    outside = sections.low[line.start : serving.start] + sections.low[serving.end : line.end]
    return outside.strip(" *") == "/"


def _is_measure(sections: Sections, serving: Serving) -> bool:
    """Whether grams or millilitres behind a stroke are what holds the amount: "25 mg/5 ml", not "600 mg / 1 g"."""
    if serving.of not in ("gram", "ml"):
        return False
    before = [q for q in sections.line_at(serving.start).quantities if q.end <= serving.start]
    if not before or sections.clean[before[-1].end : serving.start].strip() != "/":
        return False
    return before[-1].unit not in ("g", "ml") and (serving.of == "ml" or before[-1].unit not in ("mg", "%"))


def _behind_amount(sections: Sections, start: int) -> bool:
    """Whether an amount and a stroke stand before: "15 mg / tabletti"."""
    before = sections.low[max(0, start - 6) : start].rstrip()
    if not before.endswith("/"):
        return False
    at = start - len(sections.low[max(0, start - 6) : start]) + len(before) - 1
    for quantity in sections.line_at(start).quantities:
        if quantity.end > at:
            break
        rest = sections.low[quantity.end : at]
        if not rest.strip(" )"):
            return True
        # "90 mg pure magnesium / capsule": its name may stand between
        named = sections.words_between(quantity.end, at)
        if not any("nutrient" in w.meanings for w in named) or quantity.unit == "%":
            continue
        for word in named:
            rest = rest.replace(sections.low[word.start : word.end], "", 1)
        if not rest.strip(" ()"):
            return True
    return False
