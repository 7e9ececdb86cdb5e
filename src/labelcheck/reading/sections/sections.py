"""A label's text with all that is found in it: words, quantities, lines and the parts that hold no panel."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final, Literal

from labelcheck.knowledge import Knowledge, Word
from labelcheck.knowledge.fold import fold
from labelcheck.model import LabelText
from labelcheck.reading.lex.lines import Line, add_from_lines_before, lex_lines, lower, with_units_rejoined
from labelcheck.reading.lex.measures import as_told
from labelcheck.reading.lex.quantity import TRACES, Quantity, add_word_bounds, decimal_mark
from labelcheck.reading.lex.separated import with_tabs
from labelcheck.reading.lex.wraps import unwrapped

ZoneKind = Literal["ingredients", "directions", "other", "footnote"]
_HEADINGS: Final[dict[str, ZoneKind]] = {
    "ingredients_heading": "ingredients",
    "directions_heading": "directions",
    "other_heading": "other",
}
_MARKERS: Final = re.compile(r"[ \t]*[(]?[*†‡§#¹²³⁴]+")
_MARKED: Final = frozenset(" \t(*†‡§#¹²³⁴")
"""What a line that begins with a marker begins with."""
_STOPS: Final = ".!?"
_SENTENCE: Final = re.compile(r"(?<=[^\W\d_][^\W\d_])\.[ ]+(?=\S)")
_TWO_DIETS: Final = re.compile(r"(?<!\d)2[., ]?000[^\d\n]{1,20}2[., ]?500(?!\d)")
"""The heading of the table that American labels explain their percentages by: "Calories:  2,000  2,500"."""
_CELL_GAP: Final = re.compile(r"[ \t|:.…–-]*")
_CELL_END: Final = re.compile(r"[ ]*(?:[*†,;)]|$|\n|\t|\||[ ]{2})", re.MULTILINE)
_WORD_BEHIND: Final = re.compile(r"[ ]([^\W\d_]{4,14})(?![^\W\d_])")
"""A unit that may be written out."""
_FAR_IN: Final = 8
"""Spaces before what stands in a column of its own."""
_HEADING_LINES: Final = 4
_NUMBER_CELLS: Final = re.compile(r"(?:[\t|]|[ ]{2})[ ]*\d[\d.,]*[*†‡]?(?=[ ]*(?:$|[\t|]|[ ]{2}))")
_REACH: Final = 60
"""Characters behind a colon within which a sentence tells what each form holds."""
_REMARK: Final = re.compile(r"\([^()\n]*\)")
_LETTERS: Final = re.compile(r"[^\W\d_]{3}")
_FEWEST_COMMAS: Final = 3
_SHORTEST_LIST: Final = 40
_ABOUT: Final = frozenset({"reference", "not_established"})
_LANGUAGE_TAG: Final = re.compile(r"[ \t]*(?:[A-Z]{2}(?:/[A-Z]{2})*[:.)]?[ \t]+)?[ \t]*$")


@dataclass(slots=True, eq=False)
class Zone:
    """A stretch of text of one kind; ``body`` is where the text after its heading begins."""

    start: int
    body: int
    end: int
    kind: ZoneKind
    amounts: bool = False
    """Whether amounts in it are those of the panel, as there is no other."""


@dataclass(slots=True)
class Sections:
    """Everything found in a label's text, by place."""

    text: LabelText
    clean: str
    low: str
    folded: str
    """The clean text as vocabulary is compared."""
    words: list[Word]
    word_starts: list[int]
    by_kind: dict[str, list[Word]]
    quantities: list[Quantity]
    lines: list[Line]
    line_starts: list[int]
    decimal: str
    knowledge: Knowledge
    """What the words and units were found by."""
    zones: list[Zone] = field(default_factory=list)
    zones_by_line: dict[int, list[Zone]] = field(default_factory=dict)
    sentence_ends: dict[int, list[int]] = field(default_factory=dict)
    """Of lines that were asked of: where the marks stand that end a sentence."""

    def add_zones(self, zones: list[Zone]) -> None:
        """Take over the zones; where they overlap, the first one counts."""
        self.zones = zones
        for zone in zones:
            number = self.line_at(zone.start).number
            while number < len(self.lines) and self.lines[number].start < zone.end:
                self.zones_by_line.setdefault(number, []).append(zone)
                number += 1

    def zone_at(self, offset: int) -> Zone | None:
        """Return the zone that ``offset`` lies in."""
        if not self.zones_by_line:
            return None
        for zone in self.zones_by_line.get(bisect_right(self.line_starts, offset) - 1, ()):
            if zone.start <= offset < zone.end:
                return zone
        return None

    def zones_on(self, line: Line) -> list[Zone]:
        """Return the zones that a line touches."""
        return self.zones_by_line.get(line.number, [])

    def words_between(self, start: int, end: int) -> list[Word]:
        """Return the words that lie within ``start:end``."""
        first = bisect_left(self.word_starts, start)
        found = self.words[first : bisect_left(self.word_starts, end, first)]
        if found and found[-1].end > end:
            found.pop()  # words do not overlap: no other can reach over the end
        return found

    def word_at(self, offset: int) -> Word | None:
        """Return the word that begins at ``offset``."""
        index = bisect_left(self.word_starts, offset)
        if index < len(self.word_starts) and self.word_starts[index] == offset:
            return self.words[index]
        return None

    def word_ending(self, offset: int) -> Word | None:
        """Return the word that ends at ``offset``."""
        index = bisect_left(self.word_starts, offset) - 1
        return self.words[index] if index >= 0 and self.words[index].end == offset else None

    def word_before(self, offset: int) -> Word | None:
        """Return the word that ends before ``offset`` with nothing but spaces between."""
        while offset > 0 and self.clean[offset - 1] == " ":
            offset -= 1
        return self.word_ending(offset)

    def line_at(self, offset: int) -> Line:
        """Return the line that ``offset`` lies on."""
        return self.lines[bisect_right(self.line_starts, offset) - 1]


def lay_out(text: LabelText, knowledge: Knowledge) -> Sections:
    """Return the sections of a cleaned text."""
    clean = unwrapped(with_units_rejoined(with_tabs(text.clean), knowledge), knowledge)
    low, folded = lower(clean), fold(clean)
    lines, words, quantities = lex_lines(clean, low, folded, knowledge)
    by_kind: dict[str, list[Word]] = defaultdict(list)
    for word in words:
        for kind in word.meanings:
            by_kind[kind].append(word)
    told = as_told(quantities, low)
    add_word_bounds(told, by_kind, low)
    written = [*(_traces(words, clean) if "traces" in by_kind else ()), *_in_words(by_kind["number"], low, knowledge)]
    if written:
        told = sorted([*told, *written], key=lambda q: q.start)
    if told is not quantities:
        _put_on_lines(told, lines)
    add_from_lines_before(lines, clean)
    sections = Sections(
        text,
        clean,
        low,
        folded,
        words,
        [w.start for w in words],
        by_kind,
        told,
        lines,
        [n.start for n in lines],
        decimal_mark(told),
        knowledge,
    )
    sections.add_zones(_zones(sections))
    return sections


def _put_on_lines(quantities: list[Quantity], lines: list[Line]) -> None:
    at = 0
    for line in lines:
        line.quantities = []
        while at < len(quantities) and quantities[at].start < line.end:
            line.quantities.append(quantities[at])
            at += 1


def _traces(words: list[Word], clean: str) -> list[Quantity]:
    """Return "traces" where it stands for the amount of a nutrient, and closes its cell: "Salt | traces | traces"."""
    found: list[Quantity] = []
    named_to = -1
    for word in words:
        if "nutrient" in word.meanings:
            named_to = word.end
        elif "traces" in word.meanings and named_to >= 0:
            fills = _CELL_GAP.fullmatch(clean, named_to, word.start) and _CELL_END.match(clean, word.end)
            if fills:
                found.append(Quantity(word.start, word.end, (Decimal(0),), TRACES, unit_start=word.start))
                named_to = word.end
    return found


def _in_words(numbers: list[Word], low: str, knowledge: Knowledge) -> list[Quantity]:
    """Return the amounts that are written out: "three grams of creatine"."""
    found: list[Quantity] = []
    for word in numbers:
        behind = _WORD_BEHIND.match(low, word.end)
        unit = knowledge.unit_spellings.get(behind[1]) if behind is not None else None
        if behind is not None and unit is not None:
            value = (Decimal(word.meanings["number"]),)
            found.append(Quantity(word.start, behind.end(), value, unit, unit_start=behind.start(1)))
    return found


def _zones(sections: Sections) -> list[Zone]:
    """Return ingredient lists, directions and the like; each runs from its heading to the next one."""
    heads: list[tuple[int, int, ZoneKind]] = []
    for kind, zone in _HEADINGS.items():
        for word in sections.by_kind.get(kind, ()):
            body = _heading_end(sections, word)
            if body is not None and not (zone == "ingredients" and _is_panel(sections, word, body)):
                heads.append((word.start, body, zone))
    heads.sort()
    zones = []
    for i, (start, body, kind) in enumerate(heads):
        limit = heads[i + 1][0] if i + 1 < len(heads) else len(sections.clean)
        end = _zone_end(sections, body, limit, kind)
        zones.append(Zone(start, body, end, kind))
    for line in sections.lines:
        if "form" not in line.kinds or line.end - line.start < _SHORTEST_LIST:
            continue
        if _is_unheaded_list(sections, line) and not any(z.start <= line.start < z.end for z in zones):
            zones.append(Zone(line.start, line.start, line.end, "ingredients"))
    if not any(_holds_panel(sections, zones, q) for q in sections.quantities):
        # all amounts stand in the ingredient list: "Ingredienser: gurkmejaextrakt 500 mg, C-vitamin 40 mg (50 %)"
        zones = [replace(z, amounts=True) if z.kind == "ingredients" else z for z in zones]
    starts = [z.start for z in zones]
    two_diets = "000" in sections.clean and "500" in sections.clean
    for line in sections.lines:
        if two_diets and _TWO_DIETS.search(sections.clean, line.start, line.end) and not _covered(zones, line.start):
            zones.append(Zone(line.start, line.start, _table_end(sections, line), "footnote"))
        elif _is_footnote(sections, line):
            end = min([s for s in starts if line.start < s < line.end], default=_before_directions(sections, line))
            end = _sentence_end(sections, line) if end == line.end else end
            zones.append(Zone(line.start, line.start, end, "footnote"))
    return zones


def _covered(zones: list[Zone], offset: int) -> bool:
    """Whether ``offset`` lies in one of the zones."""
    return any(z.start <= offset < z.end for z in zones)


def _table_end(sections: Sections, line: Line) -> int:
    """Return where a table of reference amounts ends: with the last line that names a nutrient beside an amount."""
    end = line.end
    for following in sections.lines[line.number + 1 :]:
        blank = not sections.clean[following.start : following.end].strip()
        named = "nutrient" in following.kinds and following.quantities and "take" not in following.kinds
        if not blank and (not named or any(q.unit == "%" for q in following.quantities)):
            break
        end = end if blank else following.end
    return end


def _holds_panel(sections: Sections, zones: list[Zone], quantity: Quantity) -> bool:
    """Whether an amount of a nutrient stands outside the ingredient lists, and not in the title."""
    if quantity.unit in ("%", "g", "ml", "kJ", "kcal") or sections.line_at(quantity.start).number == 0:
        return False
    return not any(z.kind == "ingredients" and z.start <= quantity.start < z.end for z in zones)


def _heading_end(sections: Sections, word: Word) -> int | None:
    """Return where the text of a heading begins, or None where the word is no heading."""
    clean = sections.clean
    line = sections.line_at(word.start)
    after = word.end
    while clean[after : after + 1] in ("/", " ") and clean[after : after + 1]:
        after += 1
    colon = clean.find(":", word.end, min(word.end + 60, line.end))
    between = clean[word.end : colon] if colon >= 0 else ""
    follows = colon >= 0 and (
        not between.strip() or between.lstrip()[:1] in "/(" or _is_alike(sections, word.end, colon)
    )
    at_start = _LANGUAGE_TAG.fullmatch(clean, line.start, word.start) is not None
    if follows:
        return colon + 1
    alone = at_start and not clean[word.end : line.end].strip(" .*–-")
    if alone:
        return None if _goes_on_cell(sections, line, word) else line.end
    if at_start and "ingredients_heading" in word.meanings and "contains" not in word.meanings:
        return None if _heads_table(sections, line) else word.end
    return None


def _goes_on_cell(sections: Sections, line: Line, word: Word) -> bool:
    """Whether a word far in stands right below a cell of a table's heading: "per daily" over "dose"."""
    at = word.start - line.start
    if at < _FAR_IN or not line.number:
        return False
    above = sections.lines[line.number - 1]
    cell = sections.clean[above.start + at - 2 : min(above.start + at + 1, above.end)]
    return cell[:2] == "  " and not cell[2:].isspace() and len(cell) > 2


def _heads_table(sections: Sections, line: Line) -> bool:
    """Whether a line that opens like an ingredient list is the heading of a table: "Ingredienser   Per kapsel"."""
    if line.kinds.isdisjoint({"per", "dose-form", "reference", "daily_dose"}):
        return False
    below = sections.lines[line.number + 1 : line.number + 1 + _HEADING_LINES]
    if any(q.unit not in ("%", "ml", "g") for n in below[:2] for q in n.quantities):
        return True
    # "mg" may stand over the column: "Magnesio   187,5   50"
    return any("nutrient" in n.kinds and len(_NUMBER_CELLS.findall(sections.clean[n.start : n.end])) > 1 for n in below)


def _is_alike(sections: Sections, start: int, end: int) -> bool:
    """Whether only more headings stand between: "Dosering/Dosis/Annostus:", "Dosering för vuxna:"."""
    if ". " in sections.clean[start:end]:
        return False
    words = sections.words_between(start, end)
    return bool(words) and any(
        k.endswith("_heading") or k in ("adults", "children", "daily_dose") for w in words for k in w.meanings
    )


def _is_panel(sections: Sections, word: Word, body: int) -> bool:
    """Whether an ambiguous heading ("Innehåll:", "Indhold:") opens a panel and no ingredient list."""
    line = sections.line_at(body)
    if sections.clean[body - 1 : body] != ":" and body == line.end:
        return any(
            q.unit not in ("%", "ml", "g")
            for n in sections.lines[line.number + 1 : line.number + 6]
            for q in n.quantities
        )
    if _tells_of_each(sections, body):
        return True
    if not {"contains", "panel_heading"} & set(word.meanings):
        return False
    # "innehåller: (% av RI inom parentes)" opens a panel, too
    return any(q.start >= body and q.unit not in ("%", "ml", "g") for q in line.quantities) or (
        not _REMARK.sub("", sections.clean[body : line.end]).strip()
        and any(
            q.unit not in ("%", "ml", "g")
            for n in sections.lines[line.number + 1 : line.number + 4]
            for q in n.quantities
        )
    )


def _tells_of_each(sections: Sections, body: int) -> bool:
    """Whether a sentence behind a colon tells what a form holds: "a simple composition: each capsule contains 5 mg zinc"."""
    first, form, verb = [*sections.words_between(body, body + _REACH)[:3], *[None] * 3][:3]
    if first is None or form is None or verb is None or sections.clean[body : first.start].strip():
        return False
    joined = not sections.clean[first.end : form.start].strip() and not sections.clean[form.end : verb.start].strip()
    told = not {"each", "number"}.isdisjoint(first.meanings) and "dose-form" in form.meanings
    return joined and told and "contains" in verb.meanings


def _zone_end(sections: Sections, body: int, limit: int, kind: ZoneKind) -> int:
    line = sections.line_at(min(body, len(sections.clean) - 1)) if sections.clean else sections.lines[0]
    end = line.end
    blank_so_far = not sections.clean[body:end].strip()
    for following in sections.lines[line.number + 1 :]:
        printed = sections.clean[following.start : following.end].strip()
        if following.start >= limit or (not printed and not blank_so_far):
            break
        if printed and not blank_so_far:
            previous = sections.clean[:end].rstrip()[-1:]
            runs_on = previous in ",;(-&/" or (previous not in ".!:" and printed[0].islower())
            if kind == "ingredients" and previous not in ".!:" and not _starts_part(sections, following):
                runs_on = True
            if not runs_on:
                break
        if printed and kind != "ingredients" and blank_so_far and _starts_part(sections, following):
            break
        if printed:
            blank_so_far = False
        end = following.end
    return min(end, limit)


def _starts_part(sections: Sections, line: Line) -> bool:
    """Whether a line opens a part of its own, or holds a panel row."""
    if _MARKERS.match(sections.clean, line.start, line.end):
        return True
    if any(q.unit not in ("%", "ml", "g") for q in line.quantities):
        return True
    first = line.words[0] if line.words else None
    return (
        first is not None
        and not sections.clean[line.start : first.start].strip()
        and any(k.endswith("_heading") or k in ("product_type", "daily_dose", "exceed") for k in first.meanings)
    )


def _is_unheaded_list(sections: Sections, line: Line) -> bool:
    """Whether a line is an ingredient list without its heading: commas, salts and additives, no amounts."""
    if sections.clean.count(",", line.start, line.end) < _FEWEST_COMMAS:
        return False
    if any(q.unit != "%" for q in line.quantities):
        return False
    kinds = [k for w in line.words for k in w.meanings]
    return kinds.count("form") + kinds.count("function") > _FEWEST_COMMAS


def _before_directions(sections: Sections, line: Line) -> int:
    """Return where a footnote ends: before "2 kapslar per dag", where that follows on its line."""
    if "per_day" not in line.kinds or "dose-form" not in line.kinds:
        return line.end
    for stop in _SENTENCE.finditer(sections.clean, line.start, line.end):
        kinds = {k for w in sections.words_between(stop.end(), line.end) for k in w.meanings}
        if {"per_day", "dose-form"} <= kinds and "exceed" not in kinds:
            return stop.end()
    return line.end


def _sentence_end(sections: Sections, line: Line) -> int:
    """Return where the last sentence of a footnote ends, which goes on below: "… A serving with milk / provides 7 g protein."."""
    end = line.end
    begun = _SENTENCE.search(sections.clean, line.start, end) is not None
    for following in sections.lines[line.number + 1 :]:
        first = following.words[0] if following.words else None
        named = first is not None and first.start == following.start and "nutrient" in first.meanings
        closed = sections.clean[line.start : end].rstrip()[-1:] in _STOPS
        if not begun or closed or named or not sections.clean[following.start : following.start + 1].islower():
            break
        end = following.end
    return end


def _is_footnote(sections: Sections, line: Line) -> bool:
    """Whether a line explains a marker or the reference: "*RI = referensintag (8 400 kJ/2 000 kcal)"."""
    opening = sections.clean[line.start : line.start + 1]
    marked = opening in _MARKED and _MARKERS.match(sections.clean, line.start, line.end) is not None
    about = not line.kinds.isdisjoint(_ABOUT)
    if not marked and not about:
        return False
    energies = [q for q in line.quantities if q.unit in ("kJ", "kcal")]
    if not energies and opening.isalnum():
        return False
    amounts = [q for q in line.quantities if q.unit not in ("%", "kJ", "kcal")]
    if marked:
        first = line.words[0] if line.words else None
        if (
            first is not None
            and "reference" in first.meanings
            and not _LETTERS.search(sections.clean, line.start, first.start)
        ):
            return True
        return ((about or bool(energies)) and not amounts) or not line.quantities
    return bool(energies) and not amounts
