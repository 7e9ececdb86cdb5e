"""What amounts are printed for, wherever the text says so: "per dagsdos", "per 2 tabletter"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge, Word
from labelcheck.model import BasisKind, ServingBasis
from labelcheck.reading.lex.connectives import pattern_of
from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PIECES, PrintedBasis
from labelcheck.reading.servings.day_columns import with_days
from labelcheck.reading.servings.heading_bases import in_headings
from labelcheck.reading.servings.neighbours import FAR, word_after, word_before
from labelcheck.reading.servings.prose import sentence_of_each, told_in_prose
from labelcheck.reading.servings.serving import Serving
from labelcheck.reading.servings.serving_bases import serving_basis

_BRACKET: Final = re.compile(r"[ ]?\([^()\n]{1,30}\)")
_CELL_GAP: Final = re.compile(r"[ ]{2}|[\t|]")
_TO_SIZE: Final = re.compile(r"[ ]?[(,]?[ ]?[^\W\d_]{1,3}[ ]")
"""Between "portion" and what it weighs: a short word may lead on, "par portion de 28 g"."""


@lru_cache(maxsize=2)
def _to_count(knowledge: Knowledge) -> re.Pattern[str]:
    """Return what stands between "dagsdos" and how many that is: "per dagsdos (2 tabletter)"."""
    return re.compile(rf"\]?[ ]*[(,]?[ ]*(?:(?:[=:]|{pattern_of(knowledge, 'at', 'each_weighs')}|a)[ ]*)?")


def find_bases(sections: Sections, servings: InOrder[Serving]) -> InOrder[PrintedBasis]:
    """Return what amounts are for, wherever the text says so, in order."""
    found = [each for s in servings if (each := _of_each(sections, s)) is not None]
    apart = [each.start for each in found]
    taken = -1
    nouns = sorted(
        [(w.start, w, "daily-dose") for w in sections.by_kind.get("daily_dose", ())]
        + [(w.start, w, "serving") for w in sections.by_kind.get("serving", ())],
        key=lambda n: n[0],
    )
    for _, word, kind in nouns:
        printed = _noun_basis(sections, word, kind, servings)
        if printed and printed.start > taken and not any(printed.start <= s < printed.end for s in apart):
            found.append(printed)
            taken = printed.end
    found.sort(key=lambda b: b.start)
    covered = InOrder(found)
    for serving in servings:
        if not any(serving.start < b.end for b in covered.between(serving.start - FAR, serving.start + 1)):
            printed = serving_basis(sections, serving)
            if printed:
                found.append(printed)
    found.sort(key=lambda b: b.start)
    return InOrder(with_days(sections, in_headings(sections, found)))


def _of_each(sections: Sections, serving: Serving) -> PrintedBasis | None:
    """Return one of several pieces as what amounts are for: "two tablets a day, each with 15 mg of zinc"."""
    if serving.of not in PIECES or not serving.counted or serving.high <= 1:
        return None
    within = sentence_of_each(sections, serving, sections.line_at(serving.start))
    if within is None:
        return None
    basis = ServingBasis("unit", Decimal(1), serving.of)
    return PrintedBasis(serving.start, serving.end, basis, certain=True, within=within)


def _noun_basis(sections: Sections, word: Word, kind: str, servings: InOrder[Serving]) -> PrintedBasis | None:
    if "directions_heading" in word.meanings and sections.low[word.end : word.end + 1] == ":":
        return None
    if any(s.counted and s.end > word.end for s in servings.between(word.start, word.start + 1)):
        return None  # Spanish "dos comprimidos"
    inside = next((s for s in servings.between(word.end, word.end + 17) if s.counted), None)
    gap = sections.low[word.end : inside.start] if inside else ""
    if inside and (not _leads_to(sections, word.end, inside) or _counts_column(sections, word.end, inside, servings)):
        inside = None
    own = next((s for s in servings.between(word.start, word.start + 1) if not s.counted and s.weight), None)
    before, between = word_before(sections, word.start)
    per = "panel_heading" in word.meanings or (
        before is not None
        and bool({"per", "each", "panel_heading"} & set(before.meanings))
        and not between.strip(" :([.")
    )
    line = sections.line_at(word.start)
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
        if bracketed and sections.low[bracketed.end : word.start].strip(" .") in ("(", "[", "=", "(="):
            return PrintedBasis(
                bracketed.start, word.end, ServingBasis("daily-dose", bracketed.high, bracketed.of), certain=True
            )
    explained = _BRACKET.match(sections.clean, end)
    after, space = word_after(sections, explained.end() if explained else end)
    contains = after is not None and "contains" in after.meanings and not space.strip(" ).")
    end = explained.end() if explained and contains else end
    opens = not sections.low[line.start : word.start].strip(" -–•*") and sections.low[end : line.end].lstrip(
        " )."
    ).startswith(":")
    if inside is not None and inside.of in ("gram", "ml") and _is_in_sentence(sections, line.start, line.number):
        return None  # "… vid" over "ett dagligt intag av 3 g."
    colon_dose = inside is not None and ":" in gap
    heading = any("panel_heading" in w.meanings for w in line.words if w.start < word.start)
    has_percent = "reference" in line.kinds or "%" in sections.low[end : line.end]
    alone = not any(q.unit not in ("%", "g", "ml") for q in line.quantities)
    if colon_dose and not per:
        return None
    certain = per or contains or (opens and not _is_dose_line(sections, end, line.end)) or (heading and alone)
    own_line = (
        inside is not None
        and not sections.low[line.start : word.start].strip()
        and not sections.low[end : line.end].strip(" ).*")
    )
    if certain or (alone and inside and (has_percent or own_line)):
        basis: BasisKind = "daily-dose" if kind == "daily-dose" else "serving"
        portion = basis == "serving" and of in ("gram", "ml")
        return PrintedBasis(word.start, end, ServingBasis(basis, quantity, of), certain=True, portion=portion)
    prose = told_in_prose(sections, inside, line) if inside is not None and kind == "daily-dose" else None
    if prose is not None:  # "i dagsdosen på 3 tabletter får du 20 µg vitamin D"
        return PrintedBasis(word.start, end, ServingBasis("daily-dose", quantity, of), certain=True, within=prose)
    return None


def _is_in_sentence(sections: Sections, start: int, number: int) -> bool:
    """Whether a line goes on with a sentence of the line before."""
    above = sections.lines[number - 1] if number else None
    before = sections.clean[above.start : above.end].rstrip() if above is not None else ""
    return sections.clean[start : start + 1].islower() and before[-1:].isalpha()


def _leads_to(sections: Sections, start: int, serving: Serving) -> bool:
    """Whether a count or a size behind "dagsdos" or "portion" tells what that is: no other column begins between."""
    gap = sections.low[start : serving.start]
    if _to_count(sections.knowledge).fullmatch(gap):
        return True
    if serving.of not in ("gram", "ml") or _TO_SIZE.fullmatch(gap) is None:
        return False
    return not any({"per", "each"} & w.meanings.keys() for w in sections.words_between(start, serving.start))


def _counts_column(sections: Sections, start: int, serving: Serving, servings: InOrder[Serving]) -> bool:
    """Whether a count behind "daily dose" is the first of several columns': "Per daily dose   1 capsule   3 capsules"."""
    if serving.of not in PIECES or not _CELL_GAP.search(sections.clean, start, serving.start):
        return False
    following = servings.between(serving.end, sections.line_at(start).end)
    return any(
        s.counted and s.of == serving.of and _CELL_GAP.search(sections.clean, serving.end, s.start) for s in following
    )


def _is_dose_line(sections: Sections, start: int, end: int) -> bool:
    rest = sections.low[start:end]
    has_amount = any(
        start <= q.start < end and q.unit not in ("%", "g", "ml") for q in sections.line_at(start).quantities
    )
    return bool(re.search(r"\d", rest)) and not has_amount
