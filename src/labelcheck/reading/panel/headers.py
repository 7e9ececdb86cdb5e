"""The headings over a panel: which columns they give to the rows below them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from labelcheck.knowledge import Knowledge, Word
from labelcheck.model import ServingBasis
from labelcheck.reading.lex.connectives import pattern_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.panel.row import Row
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PIECES, PrintedBasis
from labelcheck.reading.servings.heading_bases import CELL, is_cell

_COLUMN: Final = 8
"""Characters by which what stands in one column may begin apart."""
_GAP: Final = re.compile(r"\t| {2,}|\|")
"""Between two cells."""
_SHORT: Final = 60
"""Characters of a line that may be a heading without cells."""


Slot = Literal["amount", "percent", "reference"]
"""What stands in a column: amounts of the product, percentages, or the amounts that percentages are of ("RI adults")."""


@dataclass(slots=True)
class Header:
    """The columns that a heading gives to the lines below it; ``percent`` when one of them is a percentage."""

    first: int
    last: int
    bases: Sequence[ServingBasis]
    starts: Sequence[int]
    percent: bool
    cells: Sequence[int] = ()
    """Which cell each column is, where tabs or pipes tell cells apart."""
    slots: Sequence[Slot] = ()
    """All its columns from left to right, where they are told apart."""

    @property
    def reference_at(self) -> int | None:
        """How many columns of amounts stand before a column of reference amounts; None where there is no such column."""
        kinds = [s for s in self.slots if s != "percent"]
        return kinds.index("reference") if kinds.count("reference") == 1 else None


def find_headers(sections: Sections, printed_bases: InOrder[PrintedBasis], rows: Sequence[Row]) -> list[Header]:
    """Return the headings of the text in order; headings on neighbouring lines are joined."""
    rows_on: dict[int, list[Row]] = {}
    for row in rows:
        rows_on.setdefault(row.line.number, []).append(row)
    here: dict[int, list[PrintedBasis]] = {}
    for phrase in printed_bases:
        if phrase.within is not None:
            continue  # a sentence tells of its own amounts, and heads none
        line = sections.line_at(phrase.start)
        if not _counts_pack(line, phrase):
            here.setdefault(line.number, []).append(phrase)
    headers: list[Header] = []
    for line in sections.lines:
        below = bool(headers) and headers[-1].last == line.number - 1 and "daily_dose" in line.kinds
        if line.number not in here and not below and (line.number in rows_on or not _has_percent(sections, line)):
            continue
        zone = sections.zone_at(line.start)
        if zone is not None and zone.kind in ("ingredients", "footnote"):
            continue
        daily = _explained_column(sections, line, headers[-1]) if below else None
        if daily is not None:
            headers[-1] = daily
            continue
        header = _header(sections, line, here.get(line.number, []), rows_on)
        if header is not None:
            headers.append(header)
    return _join(headers, rows_on.keys())


def _counts_pack(line: Line, phrase: PrintedBasis) -> bool:
    """Whether servings are counted that a pack holds: "Servings per container: 60 servings   30 servings"."""
    return phrase.basis.of == "serving" and any(
        "servings_per_container" in w.meanings and w.end <= phrase.start for w in line.words
    )


def _has_percent(sections: Sections, line: Line) -> bool:
    """Whether a line speaks of percentages or of what they are of."""
    return "reference" in line.kinds or "%" in sections.clean[line.start : line.end]


def _header(
    sections: Sections, line: Line, here: list[PrintedBasis], rows_on: Mapping[int, Sequence[Row]]
) -> Header | None:
    """Return what a line gives to the lines below it; None for a line that is no heading."""
    rows = rows_on.get(line.number, ())
    percent = _has_percent(sections, line)
    certain = [m for m in here if m.certain]
    amounts = [row.cells[0].start for row in rows if row.cells[0].amount is not None]
    if amounts:
        # "Per tablett: Zink 5 mg": what stands before the first amount, or behind all of them before a colon
        opens = sections.clean[line.start : line.end].rstrip().endswith(":")
        behind = max(q.end for q in line.quantities) if opens and line.quantities else line.end
        certain = [m for m in certain if m.start < min(amounts) or m.end > behind]
        if not certain:
            return None
    usable = here if certain or (percent and not rows) else []
    told_in = [m for m in usable if m.certain or is_cell(sections, line, m)]
    usable = [m for m in told_in if not (_of_percent(sections, line, m) or _under_percent(sections, line, m, rows_on))]
    under = [len(row.cells) for row in rows_on.get(line.number + 1, ())]
    counted = [m for m in usable if m.basis.quantity is not None or m.basis.kind == "daily-dose"]
    if under and len(counted) == under[-1] + 1 > 2 and _titles(sections, counted):
        # "Content/daily dose   children (1 capsule)   adults (2 capsules)": the columns tell what the dose is
        counted = counted[1:]
    if 1 < len(counted) < len(usable) and under and under[-1] == len(counted):
        # "Per serving   Ages 2-3 (1 gummy)   Ages 4 and up (2 gummies)": the columns tell what a serving is
        usable = counted
    bases, starts = _distinct(sections, usable, line)
    if len(usable) < len(told_in) > 1:
        # "per tablet %NRV per 3 tablets %NRV", "% DV 1-3 years (1 gummy)   % DV adults (2 gummies)": as many columns as
        # the rows below have amounts
        several = _distinct(sections, told_in, line)
        if under and len(bases) != under[-1] == len(several[0]):
            usable, (bases, starts) = told_in, several
    if not bases:
        if not percent or rows:
            return None
        heading = not line.kinds.isdisjoint(("panel_heading", "serving")) or _looks_tabular(sections, line)
        return Header(line.number, line.number, [], [], percent=True) if heading else None
    printed = sections.clean[line.start : line.end]
    cells = [sum(c in "\t|" for c in printed[:at]) for at in starts] if "\t" in printed or "|" in printed else []
    cells = cells if len(set(cells)) == len(cells) else []
    return Header(line.number, line.number, bases, starts, percent, cells, _slots(sections, line, starts, usable))


def _titles(sections: Sections, printed_bases: Sequence[PrintedBasis]) -> bool:
    """Whether the first of a heading's cells speaks of the dose alone, and all others count it."""
    first, second = printed_bases[:2]
    apart = _GAP.search(sections.clean, first.end, second.start) is not None
    counted = all(m.basis.quantity is not None for m in printed_bases[1:])
    return apart and counted and first.basis.kind == "daily-dose" and first.basis.quantity is None


def _slots(sections: Sections, line: Line, starts: list[int], printed_bases: list[PrintedBasis]) -> list[Slot]:
    """Return the columns of a heading from left to right: "Per 100 g   Per serving (30 g)   % RI   RI adults"."""
    printed = sections.clean[line.start : line.end]
    found: list[tuple[int, Slot]] = [(at, "amount") for at in starts]
    percents = [m.start() for m in re.finditer("%", printed)]
    for word in line.words:
        if not _is_reference(sections, word) or any(m.start <= word.start < m.end for m in printed_bases):
            continue
        at = word.start - line.start
        cell = max((m.end() for m in _GAP.finditer(printed, 0, at)), default=0)
        ends = _GAP.search(printed, at)
        if not any(cell <= p < (ends.start() if ends else len(printed)) for p in percents):
            found.append((at, "reference"))
    found += [(at, "percent") for at in percents if not any(m.start <= line.start + at < m.end for m in printed_bases)]
    slots: list[Slot] = []
    last = -1
    for at, slot in sorted(found):
        # "RI* (reference intake)" is one column, and so is "% RI (% DV)"
        if slot == "amount" or not slots or slots[-1] != slot or _GAP.search(printed, last, at):
            slots.append(slot)
        last = at
    return slots


def _of_percent(sections: Sections, line: Line, phrase: PrintedBasis) -> bool:
    """Whether a basis belongs to the percentages' heading: "% RWS w 2 tabletkach"."""
    cell = _GAP.split(sections.clean[line.start : phrase.start])[-1]
    if "%" in cell:
        last = phrase.start - len(cell) + cell.rindex("%")
        # "%DV  Amount per 2 scoops" opens a column of its own
        return not any("panel_heading" in w.meanings for w in sections.words_between(last, phrase.end))
    before = sections.words_between(phrase.start - len(cell), phrase.start)
    return any(_is_reference(sections, w) for w in before)


def _under_percent(sections: Sections, line: Line, phrase: PrintedBasis, rows_on: Collection[int]) -> bool:
    """Whether a basis stands under the percentages' heading: "% daily intake" over "(per serving)"."""
    if line.number == 0 or line.number - 1 in rows_on:
        return False
    above = sections.lines[line.number - 1]
    start, end = phrase.start - line.start, phrase.end - line.start
    cells = [(m.start(), m.end(), m.group()) for m in CELL.finditer(sections.clean, above.start, above.end)]
    shared = [
        (min(end, c_end - above.start) - max(start, c_start - above.start), text) for c_start, c_end, text in cells
    ]
    most, over = max(shared, default=(0, ""))
    return most > 0 and len(cells) > 1 and "%" in over


def _is_reference(sections: Sections, word: Word) -> bool:
    """Whether a word is the name of a reference, "AR" in French, and not "år", the years of Swedish."""
    return "reference" in word.meanings and (
        "years" not in word.meanings or sections.clean[word.start : word.end] == "AR"
    )


def _explained_column(sections: Sections, line: Line, header: Header) -> Header | None:
    """Return the heading with "(dagsdos)" that stands on a line of its own under a column; None for another line."""
    words = [w for w in line.words if "daily_dose" in w.meanings]
    rest = sections.clean[line.start : line.end]
    if len(words) != 1 or line.quantities or not header.starts:
        return None
    word = words[0]
    others = rest[: word.start - line.start] + rest[word.end - line.start :]
    if sum(c.isalpha() for c in others) > 4:
        return None
    at = word.start - line.start
    nearest = min(range(len(header.starts)), key=lambda i: abs(header.starts[i] - at))
    bases = [*header.bases]
    bases[nearest] = replace(bases[nearest], kind="daily-dose")
    return replace(header, bases=bases, last=line.number)


def _looks_tabular(sections: Sections, line: Line) -> bool:
    text = sections.clean[line.start : line.end]
    return bool(_GAP.search(text.strip())) or len(text) < _SHORT


@lru_cache(maxsize=2)
def _stirred(knowledge: Knowledge) -> re.Pattern[str]:
    """Return what stands between a serving and what it is stirred in."""
    return re.compile(rf"(?:[ ][^\W\d_]+)?[ ](?:{pattern_of(knowledge, 'stirred_in')})[ ]\d")


def _distinct(
    sections: Sections, printed_bases: list[PrintedBasis], line: Line
) -> tuple[list[ServingBasis], list[int]]:
    """Return the columns of a heading; the same basis in another language is no new column."""
    bases: list[ServingBasis] = []
    starts: list[int] = []
    previous: PrintedBasis | None = None
    for phrase in printed_bases:
        if previous is not None:
            gap = sections.clean[previous.end : phrase.start]
            if phrase.basis.of == "ml" != previous.basis.of and _stirred(sections.knowledge).match(
                sections.low, previous.end
            ):
                continue  # "per 20 g serving in 500 ml"
            apart = _GAP.search(gap) is not None
            counts = {phrase.basis.quantity, bases[-1].quantity} - {None}
            hundred = [b.kind.startswith("per-100") for b in (phrase.basis, bases[-1])]
            # "Per serving Per 100 g" are two, "per serving (100 g)" is one
            other = hundred.count(True) == 1 and sections.clean[phrase.start].isalpha()
            joint = ("/" in gap or not apart) and len(counts) < 2 and not other
            if joint and (phrase.basis == bases[-1] or gap.strip(" ()") in ("", "/", "=", ",", ":")):
                bases[-1] = _richer(bases[-1], phrase.basis)
                previous = phrase
                continue
        bases.append(phrase.basis)
        starts.append(phrase.start - line.start)
        previous = phrase
    return bases, starts


def _richer(one: ServingBasis, other: ServingBasis) -> ServingBasis:
    if one.kind == "daily-dose" and one.quantity is None and other.quantity is not None:
        return replace(one, quantity=other.quantity, of=other.of)
    if other.kind == "daily-dose" and one.kind != "daily-dose":
        return replace(other, quantity=other.quantity or one.quantity, of=other.of or one.of)
    return one


def _join(headers: list[Header], with_rows: Collection[int]) -> list[Header]:
    joined: list[Header] = []
    for header in headers:
        last = joined[-1] if joined else None
        if (
            last is not None
            and header.first - last.last <= 2
            # what is joined already holds no rows: only its first line and what follows its last are asked
            and last.first not in with_rows
            and not any(n in with_rows for n in range(last.last, header.first + 1))
        ):
            one = _joined(last, header)
            joined[-1] = replace(one, last=header.last, percent=last.percent or header.percent)
            continue
        joined.append(header)
    return joined


def _joined(above: Header, below: Header) -> Header:
    """Return the columns of two headings above each other."""
    if len(below.bases) == len(above.bases) == 1:
        if below.bases[0] == above.bases[0]:
            return above
        if below.starts and _weighs_piece(above, below.bases[0], below.starts[0]):
            return above
        merged = _merge_single(above.bases[0], below.bases[0])
        starts = [*above.starts, *below.starts][: len(merged)]
        return replace(above, bases=merged, starts=starts, cells=(), slots=())
    if not below.bases:
        return above
    if len(above.bases) == 1 < len(below.bases) == len(below.starts):
        bases = [
            above.bases[0] if _weighs_piece(above, basis, start) else basis
            for basis, start in zip(below.bases, below.starts, strict=True)
        ]
        return replace(above, bases=bases, starts=below.starts, cells=below.cells, slots=below.slots)
    if len(below.bases) < len(above.bases):
        return _explained_by(above, below)
    return replace(above, bases=below.bases, starts=below.starts, cells=below.cells, slots=below.slots)


def _weighs_piece(above: Header, weight: ServingBasis, start: int) -> bool:
    """Whether a weight stands under a piece's column: "per tablet" over "(0.8 g)"."""
    under = bool(above.starts) and abs(above.starts[0] - start) <= _COLUMN
    told = weight.of in ("gram", "ml") and not weight.kind.startswith("per-100")
    return under and told and above.bases[0].of in PIECES


def _explained_by(above: Header, below: Header) -> Header:
    """Return a heading with what a line of fewer columns adds: "Per 100 g | Per serving" and "| | (30 g)"."""
    bases = [*above.bases]
    for i, (basis, start) in enumerate(zip(below.bases, below.starts, strict=True)):
        if below.cells and below.cells[i] in above.cells:
            at = above.cells.index(below.cells[i])
        else:
            at = min((abs(place - start), k) for k, place in enumerate(above.starts))[1]
        told = bases[at]
        if told.quantity is None and basis.quantity is not None:
            bases[at] = replace(told, quantity=basis.quantity, of=basis.of)
        elif basis.kind == "daily-dose" and basis.quantity is None and not told.kind.startswith("per-"):
            bases[at] = replace(told, kind="daily-dose")
    return replace(above, bases=bases)


def _merge_single(above: ServingBasis, below: ServingBasis) -> list[ServingBasis]:
    """Two one-column headings above each other: one explains the other, or they are two columns."""
    kinds = {above.kind, below.kind}
    if kinds in ({"daily-dose", "serving"}, {"daily-dose", "unit"}):
        daily, other = (above, below) if above.kind == "daily-dose" else (below, above)
        if (daily.quantity, daily.of) == (other.quantity, other.of):
            return [daily]
        if daily.quantity is None:
            return [replace(daily, quantity=other.quantity, of=other.of)]
    hundred = any(b.kind.startswith("per-100") for b in (above, below))
    if above.kind == "serving" and above.quantity is None and not hundred:
        return [below]
    if below.kind == "serving" and below.quantity is None and not hundred:
        return [above]
    return [above, below]
