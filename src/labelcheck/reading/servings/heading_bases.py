"""Bare servings in a heading: "Medelvärde   100 g   30 g (dagsdos)" gives columns, "FiberMix 5 g 50 g" is a row."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from labelcheck.model import ServingBasis
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.sections.region import has_letters
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import NO_HEADING, PIECES, PrintedBasis
from labelcheck.reading.servings.serving import OPENING, fills_cell

_INDENT: Final = " " * 8
_COLUMN: Final = 8
"""Spaces before what stands in a column of its own."""
_OF_WHAT: Final = re.compile(r"[ ](?:[^\W\d_]+[ ]?){1,3}(?=[ ]{2}|[\t|*]|$)")
"""Behind a weight, to the end of its cell: "2 g of powder"."""
_CELLS: Final = re.compile(r"[ ]{2}|[\t|]|\b[^\W\d_]{1,4}\.$")
"""What a heading may hold that ends with a full stop: cells, an abbreviation at the end."""
CELL: Final = re.compile(r"[^\s|]+(?: [^\s|]+)*")
"""What a cell of a heading prints."""
_GAP: Final = re.compile(r"[ ]{2}|[\t|]|\d[ ]*$")
"""Between cells, or a number at the end."""
_RULE: Final = re.compile(r"[ ]*[|+:=_–-][ |+:=_–-]{2,}")
"""A line drawn between heading and rows."""
_CELL_ENDS: Final = re.compile(r"\.?[*†‡]?[ ]*(?:[\t|]|(?<=[ ])[ ]|$)", re.MULTILINE)
_NUMBER: Final = re.compile(r"(?:[\t|]|[ ]{2})[ ]*\d")
_AMOUNT: Final = re.compile(r"(?:[\t|]|[ ]{2})[ ]*\d[\d.,]*+(?![ ]?%)")
"""A number in a cell that is no percentage."""
_LAST_NUMBER: Final = re.compile(r"(?:^|[^\d%] )(\d{1,2})$")
_HEADING_LINES: Final = 4
"""Lines of a heading of which the first tells what columns are for."""
_WEIGHED: Final = ("gram", "ml")


def in_headings(sections: Sections, found: list[PrintedBasis]) -> list[PrintedBasis]:
    """Return what amounts are for, bare servings made certain where they stand in the cells of a heading."""
    by_line: dict[int, list[int]] = {}
    for i, printed in enumerate(found):
        by_line.setdefault(sections.line_at(printed.start).number, []).append(i)
    done = list(found)
    told_above = False
    for number, places in sorted(by_line.items()):
        here = [_counted_above(sections, sections.lines[number], found[i]) for i in places]
        for i, printed in zip(places, here, strict=True):
            done[i] = printed
        # below a heading of several columns, grams with none of the words of headings are a row's
        under_columns = told_above
        told_above = told_above or sum(b.certain for b in here) > 1
        line = sections.lines[number]
        if all(b.certain for b in here) or not _may_be_heading(sections, line):
            continue
        settled, heads = _settled(sections, line, here, under_columns=under_columns)
        told_above = told_above or (heads and len(here) > 1)
        for i, printed in zip(places, settled, strict=True):
            done[i] = printed
    return done


def _counted_above(sections: Sections, line: Line, printed: PrintedBasis) -> PrintedBasis:
    """Return a form with the number that ends the cell above it: "per 2" over "tablets"."""
    basis = printed.basis
    if basis.of not in PIECES or not line.number or basis.quantity != 1 or not is_cell(sections, line, printed):
        return printed
    if any(c.isdigit() for c in sections.clean[printed.start : printed.end]):
        return printed
    above = sections.lines[line.number - 1]
    start, end = printed.start - line.start, printed.end - line.start
    for cell in CELL.finditer(sections.clean, above.start, above.end):
        number = _LAST_NUMBER.search(cell.group())
        if number and cell.start() - above.start < end and cell.end() - above.start > start:
            count = Decimal(number[1])
            return (
                replace(printed, basis=ServingBasis("serving", count, basis.of), certain=True) if count > 1 else printed
            )
    return printed


def _may_be_heading(sections: Sections, line: Line) -> bool:
    """Whether a line names nothing and holds no amount but weights and percentages."""
    if not line.kinds.isdisjoint(("nutrient", "form")) or sections.zone_at(line.start) is not None:
        return False
    printed = sections.clean[line.start : line.end].strip()
    if printed.endswith(".") and printed[-2:-1].isalpha() and not _CELLS.search(printed):
        return False  # "Si consiglia l'assunzione di 2 bustine al dì sciolte in 200 ml d'acqua."
    return all(q.unit in ("%", "g", "ml") for q in line.quantities)


def _settled(
    sections: Sections, line: Line, here: list[PrintedBasis], *, under_columns: bool
) -> tuple[list[PrintedBasis], bool]:
    """Return the servings of a line, those certain that head columns, and whether any does by standing in a cell."""
    if _same_in_two_languages(sections, line, here) and amounts_below(sections, line):
        return [replace(b, certain=True) for b in here], False
    here = _with_weighed(sections, line, here)
    counted = _counts_columns(sections, line, here, under_columns=under_columns)
    heads = any(_heads(sections, line, b, several=len(here) > 1) for b in here)
    if not heads and not counted:
        return here, False
    return [replace(b, certain=True) if counted or is_cell(sections, line, b) else b for b in here], True


def _with_weighed(sections: Sections, line: Line, here: list[PrintedBasis]) -> list[PrintedBasis]:
    """Make weights certain beside 100 g where the cell says what is weighed: "100 g | 2 g of powder"."""
    if not line.kinds.isdisjoint(NO_HEADING) or not any(b.basis.kind.startswith("per-100") for b in here):
        return here
    return [
        replace(b, certain=True)
        if b.basis.of in _WEIGHED
        and not b.certain
        and _OF_WHAT.match(sections.clean, b.end, line.end)
        and _opens_cell(sections, line, b)
        else b
        for b in here
    ]


def _heads(sections: Sections, line: Line, printed: PrintedBasis, *, several: bool) -> bool:
    """Whether a serving shows that the line is a heading: certain itself, 100 g, or beside a word for the reference."""
    if printed.certain:
        return True
    told = printed.basis.kind in ("per-100-g", "per-100-ml") or ("reference" in line.kinds and several)
    return told and is_cell(sections, line, printed)


def _counts_columns(sections: Sections, line: Line, here: list[PrintedBasis], *, under_columns: bool) -> bool:
    """Whether there are as many servings as amounts in the row below: no row counts capsules in each of its cells."""
    explained = [b for b in here if b.basis.of in PIECES and _closes_cell(sections, line, b)]
    if len(explained) > 1 and all(b in explained or b.basis.quantity is None for b in here):
        here = explained
    pieces = all(b.basis.of in PIECES for b in here)
    if len(here) == 1:
        return pieces and _heads_column(sections, line, here[0])
    # "1 msk (15 ml) för vuxna, 1 tsk (5 ml) för barn" is a dose for each
    grouped = not line.kinds.isdisjoint(("adults", "children")) and not all(
        is_cell(sections, line, b) or _closes_cell(sections, line, b) or _ends_cell(sections, line, b) for b in here
    )
    # grams may be an unknown name's amounts
    opens = pieces or any(b.certain for b in here) or _opens_like_heading(sections, line, here[0])
    if not opens or grouped or under_columns:
        return False
    return amounts_below(sections, line) == len(here) or (pieces and _heads_numbers(sections, line))


def _heads_column(sections: Sections, line: Line, printed: PrintedBasis) -> bool:
    """Whether a number of pieces stands alone on its line, far in, above a row: the heading of the column of amounts."""
    indent = printed.start - line.start
    alone = (
        not sections.clean[line.start : printed.start].strip() and not sections.clean[printed.end : line.end].strip()
    )
    below = sections.lines[line.number + 1] if line.number + 1 < len(sections.lines) else None
    return alone and indent >= _COLUMN and below is not None and any(q.unit != "%" for q in below.quantities)


def _same_in_two_languages(sections: Sections, line: Line, here: list[PrintedBasis]) -> bool:
    """Whether a line is one serving and no more, in several languages: "2 tabletter / 2 tablettia:"."""
    rest = sections.clean[line.start : line.end]
    for printed in here:
        rest = rest.replace(sections.clean[printed.start : printed.end], "", 1)
    return len(here) > 1 and len({b.basis for b in here}) == 1 and not rest.strip(" /|:-–•")


def _opens_like_heading(sections: Sections, line: Line, first: PrintedBasis) -> bool:
    """Whether nothing stands before the first serving but known words: "Nutrition  5 g  10 g", not "FiberMix 5 g 50 g"."""
    left = sections.clean[line.start : first.start]
    return not has_letters(left) or any(
        w.meanings.keys() != {"common"} for w in sections.words_between(line.start, first.start)
    )


def _goes_on_heading(sections: Sections, line: Line) -> bool:
    """Whether a line without amounts belongs to the heading: "Amount  %DV  Amount  %DV", "60 servings  30 servings"."""
    if line.quantities:
        return False
    printed = sections.clean[line.start : line.end]
    if not line.kinds.isdisjoint(("reference", "servings_per_container")) or "%" in printed:
        return True
    return _RULE.fullmatch(printed) is not None or (
        # "Per   Children   Per   Adults &", with nothing over the names
        line.kinds.isdisjoint(NO_HEADING) and printed.startswith(_INDENT) and len(_cells_of(printed)) > 1
    )


def _row_below(sections: Sections, line: Line) -> Line | None:
    """Return the first line below a heading that does not belong to it."""
    at = line.number + 1
    while at < min(line.number + _HEADING_LINES, len(sections.lines)) and _goes_on_heading(
        sections, sections.lines[at]
    ):
        at += 1
    below = sections.lines[at] if at < len(sections.lines) else None
    if below is not None and at + 1 < len(sections.lines) and _is_name_alone(sections, below):
        return sections.lines[at + 1]
    return below


def _is_name_alone(sections: Sections, line: Line) -> bool:
    """Whether a line is the name of a row whose amounts stand below it: "Niacin (as niacinamide)"."""
    printed = sections.clean[line.start : line.end].rstrip()
    return "nutrient" in line.kinds and not line.quantities and not _GAP.search(printed) and printed[-1:] not in ".:"


def _heads_numbers(sections: Sections, line: Line) -> bool:
    """Whether the row below prints numbers without units, a cell for each of the heading's: "Zinc | mg | 5 | 50 | 10 | 100"."""
    below = _row_below(sections, line)
    if below is None or "nutrient" not in below.kinds or any(q.unit != "%" for q in below.quantities):
        return False
    printed = sections.clean[below.start : below.end]
    heads, cells = (_cells_of(text) for text in (sections.clean[line.start : line.end], printed))
    if len(_AMOUNT.findall(printed)) == len(heads) > 1 and len(cells) > len(heads):
        return True  # "Zinc | mg | 5 (50 %) | 10 (100 %)" below "| 1 tablet | 2 tablets"
    # nothing may stand over the names
    return len(_NUMBER.findall(printed)) > 1 and len(cells) - len(heads) in (0, 1) and len(heads) > 1


def _cells_of(printed: str) -> list[str]:
    """Return what stands in the cells of a line."""
    return CELL.findall(printed)


def amounts_below(sections: Sections, line: Line) -> int:
    """Return how many amounts the next line holds: as many as a heading has columns."""
    below = _row_below(sections, line)
    units_of = [q.unit for q in below.quantities] if below is not None else []
    # one amount is printed in two units: "1580 kJ / 375 kcal", "10 µg (400 IE)"
    twice = {"%", "kcal" if "kJ" in units_of else "", "IU" if not {"mg", "µg"}.isdisjoint(units_of) else ""}
    return sum(unit not in twice for unit in units_of)


def has_amounts_below(sections: Sections, line: Line) -> bool:
    """Whether the row below a heading prints an amount, or numbers in cells."""
    below = _row_below(sections, line)
    if below is None:
        return False
    if any(q.unit != "%" for q in below.quantities):
        return True
    return "nutrient" in below.kinds and _NUMBER.search(sections.clean, below.start, below.end) is not None


def is_cell(sections: Sections, line: Line, printed: PrintedBasis) -> bool:
    """Whether a bare serving stands in a cell of its own: "Ravintosisältö   2 tablettia   VRV*"."""
    return fills_cell(sections, line, printed.start, printed.end)


def _opens_cell(sections: Sections, line: Line, printed: PrintedBasis) -> bool:
    return OPENING.search(sections.clean[line.start : printed.start]) is not None


def _ends_cell(sections: Sections, line: Line, printed: PrintedBasis) -> bool:
    """Whether a serving ends a cell that begins with whom it is for: "Men 2 tabl.   %DV"."""
    return _CELL_ENDS.match(sections.clean, printed.end, line.end) is not None


def _closes_cell(sections: Sections, line: Line, printed: PrintedBasis) -> bool:
    """Whether a serving stands in brackets at the end of a cell: "Ages 2-3 (1 gummy)"."""
    behind = sections.clean[printed.end : line.end]
    return (
        sections.clean[printed.start - 1 : printed.start] == "("
        and re.match(r"\)[*†‡ ]*(?:$|[ ]{2}|[\t|])", behind) is not None
    )
