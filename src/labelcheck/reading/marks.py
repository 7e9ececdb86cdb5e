"""What amounts are printed for, wherever the text says so: "per dagsdos", "per 2 tabletter"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge, Word
from labelcheck.knowledge.dosing import DosingKind
from labelcheck.knowledge.fold import fold
from labelcheck.model import BasisKind, ServingBasis
from labelcheck.reading.lex.connectives import pattern_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.places import InOrder
from labelcheck.reading.region import has_letters
from labelcheck.reading.serving import Serving, fills_cell
from labelcheck.reading.sheet import Sheet

_ONE: Final = Decimal(1)
_FAR: Final = 100
_COLUMN: Final = 8
"""Spaces before what stands in a column of its own."""


_BRACKET: Final = re.compile(r"[ ]?\([^()\n]{1,30}\)")


_PIECES: Final = frozenset({"tablet", "capsule", "gummy", "sachet", "ampoule", "piece"})


_LARGEST_DOSE: Final = 15
"""A number of pieces above this is what a pack holds."""


_OF_WHAT: Final = re.compile(r"[ ](?:[^\W\d_]+[ ]?){1,3}(?=[ ]{2}|[\t|*]|$)")
"""Behind a weight, to the end of its cell: "2 g of powder"."""


_TO_SIZE: Final = re.compile(r"[ ]?[(,]?[ ]?[^\W\d_]{1,3}[ ]")
"""Between "portion" and what it weighs: a short word may lead on, "par portion de 28 g"."""


_CLOSED: Final = re.compile(r"[ ]*(?:[:;,.)|\n\t]|[ ]{2}|$)")
"""Behind the last word of a phrase."""


_COUNT: Final = re.compile(r"[ ]+(?:[^\W\d_]{1,6}\.?[ ]+)?\d[\d ]*")
_HOLDERS: Final = frozenset({"scoop", "teaspoon", "tablespoon", "bottle", "ampoule"})
"""What holds a volume."""
_ENDED: Final = re.compile(r"[ ]*(?:[.;)\n]|$)")
_SLASHED: Final = re.compile(r"(?:^|\t|[ ]{2}|\|)[ \t]*/[ ]$")
"""Before what a cell's heading is for."""
_RUNS_ON: Final = ("-", "–", "—", "(", "/", ":")
"""At its end a line goes on."""
_HEADING_LINES: Final = 3
"""Lines of a heading of which the first tells what columns are for."""
_NO_HEADING: Final = frozenset({"nutrient", "form", "take", "per_day"})


@dataclass(slots=True, eq=False)
class Mark:
    """A phrase that says what amounts are for, at ``start:end``.

    ``certain`` marks say so in words ("per kapsel"); the others are bare servings that only count in a heading.
    """

    start: int
    end: int
    basis: ServingBasis
    certain: bool


@lru_cache(maxsize=2)
def _opens(knowledge: Knowledge) -> re.Pattern[str]:
    """Return what stands before what opens a line or a sentence."""
    return re.compile(rf"(?:^|[.;|])[ \-–•*(]*(?:(?:{pattern_of(knowledge, 'before_basis')}) )?$")


@lru_cache(maxsize=2)
def _to_count(knowledge: Knowledge) -> re.Pattern[str]:
    """Return what stands between "dagsdos" and how many that is: "per dagsdos (2 tabletter)"."""
    return re.compile(rf"\]?[ ]*[(,]?[ ]*(?:(?:[=:]|{pattern_of(knowledge, 'at')}|a)[ ]*)?")


def find_marks(sheet: Sheet, servings: InOrder[Serving]) -> InOrder[Mark]:
    """Return what amounts are for, wherever the text says so, in order."""
    marks: list[Mark] = []
    taken = -1
    nouns = sorted(
        [(w.start, w, "daily-dose") for w in sheet.by_kind.get("daily_dose", ())]
        + [(w.start, w, "serving") for w in sheet.by_kind.get("serving", ())],
        key=lambda n: n[0],
    )
    for _, word, kind in nouns:
        mark = _noun_mark(sheet, word, kind, servings)
        if mark and mark.start > taken:
            marks.append(mark)
            taken = mark.end
    covered = InOrder(marks)
    for serving in servings:
        if not any(serving.start < m.end for m in covered.between(serving.start - _FAR, serving.start + 1)):
            mark = _serving_mark(sheet, serving)
            if mark:
                marks.append(mark)
    marks.sort(key=lambda m: m.start)
    return InOrder(_in_headings(sheet, marks))


def _in_headings(sheet: Sheet, marks: list[Mark]) -> list[Mark]:
    """Make bare servings certain where they stand in the cells of a heading: "Medelvärde   100 g   30 g (dagsdos)"."""
    by_line: dict[int, list[int]] = {}
    for i, mark in enumerate(marks):
        by_line.setdefault(sheet.line_at(mark.start).number, []).append(i)
    told_above = False
    for number_, places in sorted(by_line.items()):
        line = sheet.lines[number_]
        here = [marks[i] for i in places]
        # below a heading of several columns, grams with none of the words of headings are a row's
        under_columns = told_above
        told_above = told_above or sum(m.certain for m in here) > 1
        if all(m.certain for m in here) or not line.kinds.isdisjoint(("nutrient", "form")):
            continue
        if any(q.unit not in ("%", "g", "ml") for q in line.quantities) or sheet.zone_at(line.start) is not None:
            continue
        if _same_in_two_languages(sheet, line, here) and _amounts_below(sheet, line):
            for i in places:
                marks[i] = replace(marks[i], certain=True)
            continue
        referenced = "reference" in line.kinds and len(here) > 1
        if line.kinds.isdisjoint(_NO_HEADING) and any(m.basis.kind.startswith("per-100") for m in here):
            # "100 g | 2 g of powder": what is weighed is said in the cell
            for i in places:
                weighed = marks[i].basis.of in ("gram", "ml") and not marks[i].certain
                if (
                    weighed
                    and _OF_WHAT.match(sheet.clean, marks[i].end, line.end)
                    and _opens_cell(sheet, line, marks[i])
                ):
                    marks[i] = replace(marks[i], certain=True)
            here = [marks[i] for i in places]
        heads = [
            m
            for m in here
            if (referenced and is_cell(sheet, line, m))
            or m.certain
            or (m.basis.kind in ("per-100-g", "per-100-ml") and is_cell(sheet, line, m))
        ]
        # no row counts capsules in each of its cells; grams may be an unknown name's amounts
        pieces = all(m.basis.of in _PIECES for m in here)
        opens = pieces or any(m.certain for m in here) or _opens_like_heading(sheet, line, here[0])
        # "1 msk (15 ml) för vuxna, 1 tsk (5 ml) för barn" is a dose for each
        grouped = not line.kinds.isdisjoint(("adults", "children")) and not all(is_cell(sheet, line, m) for m in here)
        opens = opens and not grouped
        counted = not under_columns and opens and len(here) > 1 and _amounts_below(sheet, line) == len(here)
        counted = counted or (pieces and len(here) == 1 and _heads_column(sheet, line, here[0]))
        told_above = told_above or ((bool(heads) or counted) and len(here) > 1)
        if heads or counted:
            for i in places:
                if not marks[i].certain and (counted or is_cell(sheet, line, marks[i])):
                    marks[i] = replace(marks[i], certain=True)
    return marks


def _heads_column(sheet: Sheet, line: Line, mark: Mark) -> bool:
    """Whether a number of pieces stands alone on its line, far in, above a row: the heading of the column of amounts."""
    indent = mark.start - line.start
    alone = not sheet.clean[line.start : mark.start].strip() and not sheet.clean[mark.end : line.end].strip()
    below = sheet.lines[line.number + 1] if line.number + 1 < len(sheet.lines) else None
    return alone and indent >= _COLUMN and below is not None and any(q.unit != "%" for q in below.quantities)


def _same_in_two_languages(sheet: Sheet, line: Line, here: list[Mark]) -> bool:
    """Whether a line is one serving and no more, in several languages: "2 tabletter / 2 tablettia:"."""
    rest = sheet.clean[line.start : line.end]
    for mark in here:
        rest = rest.replace(sheet.clean[mark.start : mark.end], "", 1)
    return len(here) > 1 and len({m.basis for m in here}) == 1 and not rest.strip(" /|:-–•")


def _opens_like_heading(sheet: Sheet, line: Line, first: Mark) -> bool:
    """Whether nothing stands before the first serving but known words: "Nutrition  5 g  10 g", not "FiberMix 5 g 50 g"."""
    left = sheet.clean[line.start : first.start]
    return not has_letters(left) or any(
        w.meanings.keys() != {"common"} for w in sheet.words_between(line.start, first.start)
    )


def _more_cells(sheet: Sheet, line: Line, end: int) -> bool:
    """Whether another cell with a number follows on the line."""
    return re.search(r"(?:\t| {2,}|\|)[ ]*\d", sheet.clean[end : line.end]) is not None


def _goes_on_heading(line: Line) -> bool:
    """Whether a line without amounts belongs to the heading: "Amount  %DV  Amount  %DV", "60 servings  30 servings"."""
    return not line.quantities and not line.kinds.isdisjoint(("reference", "servings_per_container"))


def _amounts_below(sheet: Sheet, line: Line) -> int:
    """Return how many amounts the next line holds: as many as a heading has columns."""
    at = line.number + 1
    while at < min(line.number + _HEADING_LINES, len(sheet.lines)) and _goes_on_heading(sheet.lines[at]):
        at += 1
    units_of = [q.unit for n in sheet.lines[at : at + 1] for q in n.quantities]
    # one amount is printed in two units: "1580 kJ / 375 kcal", "10 µg (400 IE)"
    twice = {"%", "kcal" if "kJ" in units_of else "", "IU" if not {"mg", "µg"}.isdisjoint(units_of) else ""}
    return sum(unit not in twice for unit in units_of)


def is_cell(sheet: Sheet, line: Line, mark: Mark) -> bool:
    """Whether a bare serving stands in a cell of its own: "Ravintosisältö   2 tablettia   VRV*"."""
    return fills_cell(sheet, line, mark.start, mark.end)


def _opens_cell(sheet: Sheet, line: Line, mark: Mark) -> bool:
    return re.search(r"(?:\t| {2,}|\|\s*)$", sheet.clean[line.start : mark.start]) is not None


def _before(sheet: Sheet, start: int) -> tuple[Word | None, str]:
    """Return the word that ends closest before ``start`` on its line, and what stands between."""
    line = sheet.line_at(start)
    line_start = line.start
    if not sheet.low[line_start:start].strip() and line.number:
        above = sheet.lines[line.number - 1]
        if sheet.low[above.start : above.end].rstrip()[-1:] in _RUNS_ON:
            line_start = above.start  # "Nährwerte –" and, on the next line, "3 Kapseln"
    for word in reversed(sheet.words_between(max(line_start, start - _FAR), start)):
        if len(word.meanings) > 1 or "common" not in word.meanings:
            return word, sheet.low[word.end : start]
    return None, sheet.low[line_start:start]


def _after(sheet: Sheet, end: int) -> tuple[Word | None, str]:
    line_end = sheet.line_at(max(0, end - 1)).end
    for word in sheet.words_between(end, min(line_end, end + _FAR)):
        return word, sheet.low[end : word.start]
    return None, sheet.low[end:line_end]


def _noun_mark(sheet: Sheet, word: Word, kind: str, servings: InOrder[Serving]) -> Mark | None:
    if "directions_heading" in word.meanings and sheet.low[word.end : word.end + 1] == ":":
        return None
    inside = next((s for s in servings.between(word.end, word.end + 17) if s.counted), None)
    gap = sheet.low[word.end : inside.start] if inside else ""
    if inside and not _leads_to(sheet, word.end, inside):
        inside = None
    own = next((s for s in servings.between(word.start, word.start + 1) if not s.counted and s.weight), None)
    before, between = _before(sheet, word.start)
    per = "panel_heading" in word.meanings or (
        before is not None
        and bool({"per", "each", "panel_heading"} & set(before.meanings))
        and not between.strip(" :([.")
    )
    line = sheet.line_at(word.start)
    end = word.end
    of: str | None = None
    quantity: Decimal | None = None
    if inside and (":" not in gap):
        end = inside.end
        of, quantity = inside.of, inside.high
    elif own is not None and own.weight is not None and not inside:
        end, (quantity, of) = own.end, own.weight  # "per portion (35 g)"
    elif kind == "daily-dose" and not inside:
        bracketed = next(
            (s for s in servings.between(word.start - 40, word.start) if s.counted and 0 <= word.start - s.end <= 4),
            None,
        )
        if bracketed and sheet.low[bracketed.end : word.start].strip(" .") in ("(", "[", "=", "(="):
            return Mark(
                bracketed.start, word.end, ServingBasis("daily-dose", bracketed.high, bracketed.of), certain=True
            )
    explained = _BRACKET.match(sheet.clean, end)
    after, space = _after(sheet, explained.end() if explained else end)
    contains = after is not None and "contains" in after.meanings and not space.strip(" ).")
    end = explained.end() if explained and contains else end
    opens = not sheet.low[line.start : word.start].strip(" -–•*") and sheet.low[end : line.end].lstrip(
        " )."
    ).startswith(":")
    colon_dose = inside is not None and ":" in gap
    heading = any("panel_heading" in w.meanings for w in line.words if w.start < word.start)
    has_percent = "reference" in line.kinds or "%" in sheet.low[end : line.end]
    alone = not any(q.unit not in ("%", "g", "ml") for q in line.quantities)
    if colon_dose and not per:
        return None
    certain = per or contains or (opens and not _is_dose_line(sheet, end, line.end)) or (heading and alone)
    own_line = (
        inside is not None
        and not sheet.low[line.start : word.start].strip()
        and not sheet.low[end : line.end].strip(" ).*")
    )
    if certain or (alone and inside and (has_percent or own_line)):
        basis: BasisKind = "daily-dose" if kind == "daily-dose" else "serving"
        return Mark(word.start, end, ServingBasis(basis, quantity, of), certain=True)
    return None


def _leads_to(sheet: Sheet, start: int, serving: Serving) -> bool:
    """Whether a count or a size behind "dagsdos" or "portion" tells what that is: no other column begins between."""
    gap = sheet.low[start : serving.start]
    if _to_count(sheet.knowledge).fullmatch(gap):
        return True
    if serving.of not in ("gram", "ml") or _TO_SIZE.fullmatch(gap) is None:
        return False
    return not any({"per", "each"} & w.meanings.keys() for w in sheet.words_between(start, serving.start))


def _is_dose_line(sheet: Sheet, start: int, end: int) -> bool:
    rest = sheet.low[start:end]
    has_amount = any(start <= q.start < end and q.unit not in ("%", "g", "ml") for q in sheet.line_at(start).quantities)
    return bool(re.search(r"\d", rest)) and not has_amount


def _serving_mark(sheet: Sheet, serving: Serving) -> Mark | None:
    basis = basis_of(serving)
    before, between = _before(sheet, serving.start)
    kinds = set(before.meanings) if before else set()
    joint = between.strip(" :(/.–—-\n")
    near = not joint or (fold(joint) in _inside(sheet.knowledge) and bool(kinds & {"panel_heading", "contains"}))
    if serving.of in _PIECES and serving.high > _LARGEST_DOSE and "per" not in kinds:
        return None
    line = sheet.line_at(serving.start)
    if near and before is not None and kinds & {"per", "each"}:
        return Mark(before.start, serving.end, basis, certain=True)
    if near and "serving_size" in kinds:
        # "Serving size:   1 scoop (5 g)   2 scoops (10 g)" heads two columns
        several = _more_cells(sheet, line, serving.end)
        return Mark(serving.start, serving.end, basis, certain=False) if several else None
    if serving.of == "serving" and not serving.counted:
        return None
    if _SLASHED.search(sheet.low[line.start : serving.start]) and line.kinds.isdisjoint(_NO_HEADING):
        return Mark(serving.start, serving.end, basis, certain=True)  # "   / 2 tabl.   % VRV"
    if (
        sheet.low[serving.start - 1 : serving.start] == "/"
        and sheet.low[serving.start - 2 : serving.start - 1] not in "€$£"
        and (not serving.counted or serving.of in _PIECES or _fills_line(sheet, line, serving))
    ):
        return Mark(serving.start, serving.end, basis, certain=True)
    if basis.kind in ("per-100-g", "per-100-ml") and near and kinds & {"panel_heading", "contains"}:
        return Mark(serving.start, serving.end, basis, certain=True)
    counts = not serving.counted or serving.of in _PIECES or _is_measure(sheet, serving)
    if counts and _behind_amount(sheet, serving.start):
        return Mark(serving.start, serving.end, basis, certain=True)
    after, space = _after(sheet, serving.end)
    if after is not None and "per_day" in after.meanings:
        following, gap = _after(sheet, after.end)
        if following is not None and "contains" in following.meanings and not gap.strip():
            after = following
    closed = after is not None and _CLOSED.match(sheet.low, after.end) and not _goes_on(sheet, after.end)
    if after is not None and "per" in after.meanings and not space.strip() and closed:
        return Mark(serving.start, after.end, basis, certain=True)  # "5 tippaa kohti:"
    rest = sheet.low[serving.end : line.end].lstrip(" )")
    if after is not None and "contains" in after.meanings and _tells_size(sheet, after.end, serving.of):
        return None  # "1 flaska innehåller ca 300 droppar"
    if after is not None and "contains" in after.meanings and len(space.strip(" )*,")) <= 12:
        return Mark(serving.start, serving.end, basis, certain=True)
    opens = _opens(sheet.knowledge).search(sheet.low[line.start : serving.start]) is not None
    if after is not None and "per_day" in after.meanings and not space.strip():
        following, gap = _after(sheet, after.end)
        if following is not None and "equals" in following.meanings:
            after, space = following, gap
    if opens and after is not None and "equals" in after.meanings and not space.strip():
        rest = sheet.low[after.end : line.end].strip() or ":"  # "2 tabletter svarer til:"
    amount = next((q for q in line.quantities if q.start >= serving.end), None)
    gives = (
        amount is not None and sheet.clean[serving.end : amount.start].strip() == "=" and amount.unit not in ("g", "ml")
    )
    if gives or (opens and rest.startswith((":", "="))):
        return Mark(serving.start, serving.end, basis, certain=True)
    if near and "panel_heading" in kinds:
        return Mark(serving.start, serving.end, basis, certain=True)
    if (
        near
        and "contains" in kinds
        and sheet.zone_at(serving.start) is None
        and serving.of in ("gummy", "tablet", "capsule")
    ):
        return None
    if serving.counted and serving.of not in ("gram", "ml"):
        return Mark(serving.start, serving.end, basis, certain=False)
    if serving.counted:
        return Mark(serving.start, serving.end, basis, certain=False)
    return None


def _goes_on(sheet: Sheet, at: int) -> bool:
    """Whether the sentence goes on over a wide gap or a line end: "1 comprimido por" and then "la mañana"."""
    rest = sheet.clean[at : at + _FAR]
    return rest[:1] in (" ", "\n") and rest.lstrip()[:1].islower()


@lru_cache(maxsize=2)
def _inside(knowledge: Knowledge) -> frozenset[str]:
    """Return the words of all languages that stand between a heading and a serving: "Innehåll i 15 ml"."""
    return frozenset(w for v in knowledge.dosing.values() for w, (kind, _) in v.words.items() if kind == DosingKind.IN)


def _tells_size(sheet: Sheet, at: int, of: str) -> bool:
    """Whether what a verb tells is how much a measure holds: "1 flaska innehåller ca 300 droppar", "måttet rymmer 20 ml"."""
    counted = _COUNT.match(sheet.low, at)
    following = next((w for w in sheet.words_between(at, at + _FAR) if "dose-form" in w.meanings), None)
    if counted is None or following is None or sheet.low[counted.end() : following.start].strip():
        return False
    unit = following.meanings["dose-form"]
    if unit == "ml":
        return of in _HOLDERS and _ENDED.match(sheet.low, following.end) is not None
    return unit != "gram"


def _fills_line(sheet: Sheet, line: Line, serving: Serving) -> bool:
    """Whether a line is "/ 100 ml" and no more: a heading's cell."""
    outside = sheet.low[line.start : serving.start] + sheet.low[serving.end : line.end]
    return outside.strip(" *") == "/"


def _is_measure(sheet: Sheet, serving: Serving) -> bool:
    """Whether grams or millilitres behind a stroke are what holds the amount: "25 mg/5 ml", not "600 mg / 1 g"."""
    if serving.of not in ("gram", "ml"):
        return False
    before = [q for q in sheet.line_at(serving.start).quantities if q.end <= serving.start]
    if not before or sheet.clean[before[-1].end : serving.start].strip() != "/":
        return False
    return before[-1].unit not in ("g", "ml") and (serving.of == "ml" or before[-1].unit not in ("mg", "%"))


def _behind_amount(sheet: Sheet, start: int) -> bool:
    """Whether an amount and a stroke stand before: "15 mg / tabletti"."""
    before = sheet.low[max(0, start - 6) : start].rstrip()
    if not before.endswith("/"):
        return False
    at = start - len(sheet.low[max(0, start - 6) : start]) + len(before) - 1
    for quantity in sheet.line_at(start).quantities:
        if quantity.end > at:
            break
        rest = sheet.low[quantity.end : at]
        if not rest.strip(" )"):
            return True
        # "90 mg pure magnesium / capsule": its name may stand between
        named = sheet.words_between(quantity.end, at)
        if not any("nutrient" in w.meanings for w in named) or quantity.unit == "%":
            continue
        for word in named:
            rest = rest.replace(sheet.low[word.start : word.end], "", 1)
        if not rest.strip(" ()"):
            return True
    return False


def basis_of(serving: Serving) -> ServingBasis:
    """Return the basis of amounts printed for a serving.

    One dose form is a unit; a stated number of them, of grams or millilitres is a serving; 100 g or ml are
    their own kinds.
    """
    hundred = Decimal(100)
    if serving.of == "serving" and serving.weight is not None:
        weight, of = serving.weight
        return ServingBasis("serving", weight * serving.high, of)
    if serving.of == "serving":
        return ServingBasis("serving", None if not serving.counted else serving.high, "serving")
    if serving.of in ("gram", "ml"):
        if serving.high == hundred:
            return ServingBasis("per-100-g" if serving.of == "gram" else "per-100-ml", hundred, serving.of)
        return ServingBasis("serving", serving.high, serving.of)
    if serving.high == _ONE:
        return ServingBasis("unit", _ONE, serving.of)
    return ServingBasis("serving", serving.high, serving.of)
