"""What speaks for and against a row: its shape, its name, its place and the sentence around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge, Word
from labelcheck.model import ServingBasis
from labelcheck.reading.lex.connectives import pattern_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.panel.advice import is_advice
from labelcheck.reading.panel.evidence import Evidence
from labelcheck.reading.panel.packs import stands_between, units_of
from labelcheck.reading.panel.row import Row
from labelcheck.reading.sections.region import ends_sentence, has_letters
from labelcheck.reading.sections.sections import Sections

_PACK: Final = re.compile(r"[ ,–-]*(\d{2,3})[ ]?$")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_LARGEST_DOSE: Final = 15
_CARDS: Final = 12
"""Lines below a heading over other products that may name them."""
_HEADING_REST: Final = 12
"""Characters beside the words of such a heading."""
_PARTS: Final = frozenset({"panel_heading", "directions_heading", "ingredients_heading", "daily_dose"})
_LARGEST_SERVING: Final = 50
"""Grams: what a serving holds; a pack weighs more."""
_PROSE: Final = 40
_WORDS: Final = 12
_MEASURES: Final = {"g": "gram", "ml": "ml"}
_STOP: Final = re.compile(r"[.!?](?=[ ])")
_FEW: Final = 2
"""Rows on one line beyond which it is a list of them."""
_LONG: Final = 120
"""Characters of a name that is hardly one."""
_NO_NAME: Final = frozenset(
    {
        "servings_per_container",
        "serving_size",
        "other_heading",
        "dose-form",
        "product_type",
        "per_day",
        "daily_dose",
        "children",
        "adults",
        "years",
    }
)
_BEHIND: Final = 6
"""How far behind an amount "per tablett" may begin: "100 mg per dagsdos"."""


@lru_cache(maxsize=2)
def _offer(knowledge: Knowledge) -> re.Pattern[str]:
    """Return a price."""
    return re.compile(
        rf"\d[\d ,.]{{0,12}}(?::-|[ ]?(?:{pattern_of(knowledge, 'currency')}|€|£|\$)(?![^\W\d_]))|[€£$][ ]?\d"
    )


@dataclass(slots=True, eq=False)
class LineSigns:
    """What all rows of a line share."""

    rows: int
    percent: bool
    """Whether one has a percentage."""
    loose: int
    """Letters that belong to none of them."""
    parents: frozenset[int]
    """Numbers of the rows that these, or those of the next line, are parts of."""
    between: bool
    """Whether its grams stand between lines of other amounts."""


def is_cell_gap(gap: str) -> bool:
    """Whether what stands between a name and its amount is the edge of a cell."""
    return "  " in gap or "\t" in gap or "|" in gap or "..." in gap or "…" in gap


def line_signs(sections: Sections, number: int, others: dict[int, list[Row]]) -> LineSigns:
    """Return what all rows of a line share; ``others`` are the rows of each line."""
    rows = others[number]
    percent = any(c.percent for row in rows for c in row.cells)
    parents = frozenset([row.parent for row in (*rows, *others.get(number + 1, ())) if row.parent >= 0])
    loose = _loose_letters(sections, rows[0].line, rows)
    return LineSigns(len(rows), percent, loose, parents, loose <= _WORDS and stands_between(number, others))


@dataclass(slots=True, eq=False)
class Signs:
    """What the evidence on a row is told from."""

    row: Row
    words: Sequence[Word]
    beside: LineSigns
    heading: Evidence | None
    known: bool
    """Whether its name is that of a nutrient or form."""
    percent: bool
    table: bool
    """Whether a cell's edge stands between its name and its amount."""
    told: bool
    """Whether its line says what the amount is for."""
    told_at: int
    """Where on its line that is said; -1 for nowhere."""
    divided: bool
    """Whether it is a part of another row, or another is a part of it."""
    leads: bool
    """Whether it is the first row of its line."""
    too_heavy: bool
    """Whether it weighs more than what its amount is for: 450 g per 100 g is the pack's weight."""


def look(
    sections: Sections,
    row: Row,
    beside: LineSigns,
    heading: Evidence | None,
    told_from: dict[int, int],
    others: dict[int, list[Row]],
    each: Mapping[str, Decimal],
) -> Signs:
    """Return what the evidence on a row is told from; ``told_from`` is where on each line it says what amounts are for.

    ``each`` gives the grams of a scoop or piece, where they are printed.
    """
    number = row.line.number
    words = row.words
    known = any("nutrient" in w.meanings or "form" in w.meanings for w in words)
    told = row.listed or (number in told_from and told_from[number] <= row.last_end + _BEHIND)
    gap = sections.clean[row.end : row.cells[0].start]
    return Signs(
        row,
        words,
        beside,
        heading,
        known,
        any(c.percent for c in row.cells),
        row.joined or is_cell_gap(gap),
        told,
        told_from.get(number, -1),
        known and (row.parent >= 0 or row.number in beside.parents),
        others[number][0] is row,
        any(_exceeds(c.amount, c.basis, each) for c in row.cells),
    )


def _exceeds(amount: Quantity | None, basis: ServingBasis | None, each: Mapping[str, Decimal]) -> bool:
    """Whether an amount weighs more than the grams or millilitres that it is printed for."""
    if amount is None or basis is None or basis.quantity is None or amount.unit not in _MEASURES:
        return False
    one = each.get(basis.of or "")
    if one is not None and amount.unit == "g":
        return amount.value > one * basis.quantity
    return basis.of == _MEASURES[amount.unit] and amount.value > basis.quantity


def evidence_of(
    sections: Sections, signs: Signs, first_line: int, others: dict[int, list[Row]]
) -> tuple[Evidence, ...]:
    """Return what speaks for and against a row; ``others`` are the rows of each line."""
    found = [
        *_of_shape(signs),
        *_of_name(sections, signs),
        *_of_place(sections, signs, first_line, others),
        *_of_sentence(sections, signs),
    ]
    if signs.beside.rows > _FEW:
        found.append(Evidence.AMONG_ROWS)
    if signs.row.end - signs.row.start > _LONG:
        found.append(Evidence.LONG_NAME)
    in_table = signs.table or signs.row.plain or signs.row.listed
    if not in_table and is_advice(sections, signs.row, signs.told_at):
        found.append(Evidence.ADVICE)
    return tuple(found)


def _of_shape(signs: Signs) -> Iterator[Evidence]:
    """Yield what the way a row is set tells."""
    if signs.heading is not None:
        yield signs.heading
    if signs.told:
        yield Evidence.TOLD
    if signs.beside.percent if signs.beside.rows > _FEW else signs.percent:
        yield Evidence.PERCENT
    if signs.table:
        yield Evidence.TABLE
    if signs.beside.loose <= _WORDS:
        yield Evidence.ALONE
    elif signs.beside.loose > _PROSE:
        yield Evidence.TOLD_IN_PROSE if signs.told and signs.known else Evidence.PROSE


def _of_name(sections: Sections, signs: Signs) -> Iterator[Evidence]:
    """Yield what the name and the unit tell: a nutrient's amount, or a pack's weight and count."""
    row, words = signs.row, signs.words
    if signs.known:
        yield Evidence.KNOWN
    units = units_of(row)
    weights = units & {"g", "ml"}
    # "… vitamin E 10 mg, EPA 0,4 g": what opens the line may be the product and its net weight
    listed = signs.known and signs.beside.rows > _FEW and (not signs.leads or _is_of_serving(row))
    in_table = signs.table or signs.heading is Evidence.UNDER_HEADING or signs.told or signs.percent
    in_table = in_table or (signs.known and signs.beside.between)
    if not in_table and weights - ({"g"} if listed or signs.divided else set()):
        yield Evidence.NET_WEIGHT
    if any({"product_type", "servings_per_container"} & w.meanings.keys() for w in words):
        yield Evidence.COUNT
    elif signs.known:
        return
    elif any(not _NO_NAME.isdisjoint(w.meanings) for w in words) and not _is_cell_of_table(sections, signs):
        yield Evidence.COUNT
    elif units <= {"g", "ml"} and not signs.percent:
        yield Evidence.UNKNOWN_WEIGHT
        if signs.too_heavy:
            yield Evidence.TOO_HEAVY


def _is_of_serving(row: Row) -> bool:
    """Whether a row has its grams before its name, and no more than a serving: "5 g collagen, 80 mg vitamin C"."""
    return row.name_after and all(c.amount is not None and c.amount.value <= _LARGEST_SERVING for c in row.cells)


def _is_cell_of_table(sections: Sections, signs: Signs) -> bool:
    """Whether a name that counts something elsewhere is a row's here, as it stands in a table."""
    under = signs.heading is Evidence.UNDER_HEADING
    return signs.table or (under and signs.beside.loose <= _WORDS and not _counts(sections, signs.row))


def _of_place(sections: Sections, signs: Signs, first_line: int, others: dict[int, list[Row]]) -> Iterator[Evidence]:
    """Yield what the part of the label tells that a row stands in: the title, directions."""
    row = signs.row
    told_before = 0 <= signs.told_at < others[row.line.number][0].start
    if (
        row.line.number == first_line
        and signs.beside.rows <= _FEW
        and not signs.divided
        and not (signs.known and (told_before or _in_running_text(sections, signs, others[row.line.number][-1])))
        and not _opens_panel(row, signs.words, others)
    ):
        yield Evidence.TITLE
    zone = sections.zone_at(row.start)
    if zone is not None and zone.kind in ("directions", "other"):
        yield Evidence.TOLD_IN_DIRECTIONS if signs.told else Evidence.IN_DIRECTIONS


def _of_sentence(sections: Sections, signs: Signs) -> Iterator[Evidence]:
    """Yield what the words around a row tell: a sentence, an offer, a limit, an instruction."""
    row, line = signs.row, signs.row.line
    printed = sections.clean[line.start : line.end].rstrip()
    if not signs.table and not signs.percent and not signs.told and printed.endswith(("!", "?", ".")):
        if not signs.known:
            yield Evidence.SENTENCE
        elif signs.beside.loose > _WORDS and (printed.endswith("!") or _stands_apart(sections, line)):
            yield Evidence.ADVERTISEMENT
    offered = _offer(sections.knowledge).search(sections.low, row.last_end, line.end) or _is_pack(sections, row)
    if offered or _is_of_others(sections, row):
        yield Evidence.OFFER
    if any("exceed" in w.meanings for w in signs.words):
        yield Evidence.LIMIT
    takes = not signs.known and any("take" in w.meanings for w in signs.words)
    if takes and all(c.amount and c.amount.unit in ("g", "ml") for c in row.cells):
        yield Evidence.INSTRUCTION
    elif signs.known and not signs.table and not signs.percent and not signs.told and "take" in line.kinds:
        begins, ends = _sentence(sections, row), min(row.start, row.cells[0].start)
        if any("take" in w.meanings and begins <= w.start and w.end <= ends for w in line.words):
            yield Evidence.IN_INSTRUCTION


def _is_of_others(sections: Sections, row: Row) -> bool:
    """Whether a row stands under or behind what a shop says over other products: "Customers also bought: …"."""
    for word in sections.by_kind.get("related", ()):
        line = sections.line_at(word.start)
        if line is row.line and word.end <= row.start:
            return True
        heads = len(sections.clean[line.start : line.end].strip()) - (word.end - word.start) <= _HEADING_REST
        if heads and 0 < row.line.number - line.number <= _CARDS:
            between = sections.lines[line.number + 1 : row.line.number]
            return all(_PARTS.isdisjoint(n.kinds) for n in between)
    return False


def _opens_panel(row: Row, words: Sequence[Word], others: dict[int, list[Row]]) -> bool:
    """Whether a row on the first line is one, and no title: it has a percentage, or rows of other nutrients follow."""
    if any(c.percent for c in row.cells):
        return True
    own = {w.meanings.get("nutrient") for w in words} - {None}
    below = others.get(row.line.number + 1)
    # a unit that stands in the name or the heading is no quantity of the line: "Calories 10"
    printed = row.line.quantities or [t for c in row.cells for t in c.tokens()]
    if not own or not below or printed[0].unit in ("g", "ml"):
        return False
    repeated = {
        w.meanings.get("nutrient")
        for number, rows in others.items()
        if number != row.line.number
        for d in rows
        for w in d.words
    }
    return not own & repeated


def _in_running_text(sections: Sections, signs: Signs, last: Row) -> bool:
    """Whether a row stands in a line of several sentences, and not in the first, or there with what it is for."""
    row = signs.row
    if not signs.told:
        return _sentence(sections, row) > row.line.start
    return _sentence(sections, last) > row.line.start or any(
        ends_sentence(sections.clean, stop.start(), row.line.end, sections.knowledge)
        for stop in _STOP.finditer(sections.clean, last.last_end, row.line.end)
    )


def _sentence(sections: Sections, row: Row) -> int:
    """Return where the sentence begins that a row stands in: at its line, or behind the last one that ended there."""
    begins = row.line.start
    for stop in _STOP.finditer(sections.clean, begins, min(row.start, row.cells[0].start)):
        if ends_sentence(sections.clean, stop.start(), row.line.end, sections.knowledge):
            begins = stop.end()
    return begins


def _stands_apart(sections: Sections, line: Line) -> bool:
    """Whether an empty line stands above."""
    above = sections.lines[line.number - 1] if line.number else line
    return not sections.clean[above.start : above.end].strip()


def _counts(sections: Sections, row: Row) -> bool:
    """Whether what looks like a name counts something: "Förpackning 60 st", "1 kapsel à"."""
    units = {c.amount.unit for c in row.cells if c.amount is not None}
    return not units.isdisjoint({"g", "ml"}) or any(
        c.isdigit() for c in sections.clean[row.start : row.end].partition("(")[0]
    )


def _is_pack(sections: Sections, row: Row) -> bool:
    """Whether a pack size follows the amount: "D-vitamin 50 µg 120 kapslar"."""
    last = row.last_end
    for word in sections.words_between(last, row.line.end):
        if "dose-form" in word.meanings:
            count = _PACK.fullmatch(sections.low[last : word.start])
            return count is not None and int(count[1]) > _LARGEST_DOSE
    return False


def _loose_letters(sections: Sections, line: Line, rows: list[Row]) -> int:
    """Return how many letters of the line belong to no row, reference or basis."""
    if len(rows) == 1 and not has_letters(sections.clean[line.start : rows[0].start]):
        last = rows[0].last_end
        if last >= line.end or not has_letters(sections.clean[last : line.end]):
            return 0
    taken = sorted((d.start, d.end) for d in rows)
    text = []
    at = line.start
    for start, end in taken:
        if start > at:
            text.append(sections.clean[at:start])
        at = max(at, end)
    text.append(sections.clean[at : line.end])
    rest = _BRACKETS.sub(" ", " ".join(text))
    for quantity in line.quantities:
        rest = rest.replace(sections.clean[quantity.start : quantity.end], " ", 1)
    for word in line.words:
        if {
            "reference",
            "per",
            "equals",
            "contains",
            "dose-form",
            "daily_dose",
            "not_established",
            "of_which",
            "number",
        } & word.meanings.keys():
            rest = rest.replace(sections.clean[word.start : word.end], " ", 1)
    return sum(map(str.isalpha, rest))
