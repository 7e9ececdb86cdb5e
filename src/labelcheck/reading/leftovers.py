"""Everything that looks like an amount and is in no reading: nothing on a label goes without a word."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

from labelcheck.knowledge import Nutrient
from labelcheck.model import Diagnostic, Dosage, Reading
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.lex.units import SYMBOLS
from labelcheck.reading.meaning.readings import Built
from labelcheck.reading.meaning.unread import unread_amounts
from labelcheck.reading.meaning.witness import Stated, is_witness, stated, unread_numbers
from labelcheck.reading.panel.evidence import Evidence
from labelcheck.reading.panel.judge import Judged
from labelcheck.reading.panel.row import Row
from labelcheck.reading.sections.region import has_letters
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.prose import sentence

_MOST_NAMELESS: Final = 8
"""Amounts of a line that are looked at: a line with more of them is junk."""
_NAMES: Final = frozenset({"nutrient", "form"})
_SERVING: Final = frozenset({"dose-form", "contains", "serving"})
_OF_ANOTHER: Final = frozenset({"equals", "former"})
_SHORT: Final = 4
"""Characters behind an amount within which "per" stands."""
_WEIGHED: Final = frozenset({"mg", "µg", "IU"})
_OF_PACKS: Final = frozenset({"g", "ml", "kcal", "kJ"})
"""Units that net weights and energy are printed in: outside the panel they are hardly a nutrient's amount."""
_NAMING: Final = frozenset({Evidence.ADVERTISEMENT, Evidence.ADVICE})
"""Evidence against a row that may yet be the only one to name a nutrient of the product."""

_OF_PRODUCT: Final = frozenset({Evidence.NET_WEIGHT, Evidence.TITLE})
"""Evidence of what the product weighs or is called."""
_NO_ROW: Final = frozenset({Evidence.ADVICE, Evidence.PROSE, Evidence.SENTENCE})
"""Evidence of running text, where an amount beside unknown words is none of the product's."""
_NO_PART: Final = frozenset(
    {Evidence.ADVICE, Evidence.ADVERTISEMENT, Evidence.OFFER, Evidence.LIMIT, Evidence.TOO_HEAVY, Evidence.NET_WEIGHT}
)
"""Evidence of what is told of something else, in the same sentence too."""
_MOST_WORDS: Final = 5
"""Of a name, of which more are a clause."""
_BELOW: Final = 3
"""Lines under the last row that was read which may be rows whose numbers are gone."""
_UNIT: Final = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(u for u, symbol in SYMBOLS.items() if symbol in ('mg', 'µg', 'IU') and '.' not in u)})(?![^\W_])"
)
_ABOVE: Final = 2
"""Lines over the first row that was read which may be the row before it, and what it lost to the next line."""


def leftovers(
    sections: Sections,
    built: Sequence[Built],
    rest: Sequence[Judged],
    readings: Sequence[Reading],
    panel: Sequence[Stated],
    dosages: Sequence[Dosage],
    of_servings: Sequence[tuple[int, int]],
) -> tuple[tuple[Diagnostic, ...], set[str]]:
    """Return a diagnostic for every amount that no reading holds and no witness confirms, and whose amounts may not be all.

    ``rest`` are rows outside the panel, ``of_servings`` the stretches of text that tell a serving or what amounts are
    for: "per 100 g".
    """
    untold = [judged for judged in rest if not is_witness(sections, judged, panel, dosages)]
    held = [(t.start, t.end) for b in built for t in b.cell.tokens()]
    used = {start for start, _ in held}
    used |= {t.start for b in built for t in b.row.aside} | {t.start for j in untold for t in j.row.aside}
    used |= {t.start for j in rest for c in j.row.cells for t in c.tokens()}
    found = [
        *_outside(sections, untold, readings, built),
        *_nameless(sections, used, of_servings),
    ]
    spans = {(q.start, q.end) for q in sections.quantities}.union(held)
    spans |= {(t.start, t.end) for b in built for t in b.row.aside}  # reference intakes, which print no unit
    odd = unread_amounts(sections, sections.knowledge, spans)
    for start, end in odd:
        place, shown = sections.text.place(start, end), sections.clean[start:end].strip()
        found.append(Diagnostic("amount-not-understood", f"the number or its unit is not plain: {shown}", place))
    if not readings:
        found.append(Diagnostic("no-panel", "no nutrient amounts were found in this text"))
    named = [*((b.row.start, b.row.end) for b in built), *((j.row.start, j.row.end) for j in rest)]
    servings = [r for r in (*(b.row for b in built), *(j.row for j in rest)) if _names_a_serving(r)]
    servings += _turned(
        sections,
        [
            *((b.row, b.identity.nutrient is not None) for b in built),
            *((j.row, bool(j.nutrients)) for j in rest if Evidence.ADVICE not in j.evidence),
        ],
    )
    named_used = used - {t.start for row in servings for c in row.cells for t in c.tokens()}
    beside = _beside_the_nameless(sections, built, named_used, of_servings)
    unitless = [*_unitless(sections, built, [*of_servings, *spans, *named, *odd])]
    found += _numberless(sections, built, odd)
    if not unitless:
        return tuple(found), beside
    # a row of the panel that lost its unit at a line's end: what its nutrient's other rows add up to is not all
    lines = [sections.line_at(b.row.start).number for b in built]
    inside = {
        nutrient
        for nutrient, start, _ in unitless
        if lines and min(lines) - _ABOVE <= sections.line_at(start).number <= max(lines)
    }
    return (*found, *(d for _, _, d in unitless)), inside | beside


def _outside(
    sections: Sections, rest: Iterable[Judged], readings: Sequence[Reading], built: Sequence[Built]
) -> Iterator[Diagnostic]:
    """Yield the rows outside the panel, whose rows are ``built``."""
    read = {b.row.line.number for b in built}
    nutrients = sections.knowledge.nutrients
    named = {r.nutrient for r in readings if r.nutrient is not None}
    known = {_whole(n, nutrients) for n in named}
    for judged in rest:
        row = judged.row
        for cell in row.cells:
            tokens = cell.tokens()
            end = max(row.end, *[t.end for t in tokens])
            start = min(row.start, tokens[0].start)
            shown = " ".join(sections.clean[start:end].split())
            # an advertisement may still be the only one to name a nutrient of the product
            naming = not _NAMING.isdisjoint(judged.evidence)
            likely = judged.score >= 0 and _OF_PRODUCT.isdisjoint(judged.evidence)
            new = (naming or likely) and not {_whole(n, nutrients) for n in judged.nutrients} <= known
            # "Zink 10 mg Koppar 1 mg per kapsel": what stands before a row on its line is hardly the product's name
            beside = Evidence.TITLE in judged.evidence and row.line.number in read
            new = new or (beside and not judged.nutrients <= named)
            unknown = _is_unknown_row(judged, read) or _is_told_with(sections, judged, built)
            code = "amount-not-understood" if new or unknown else "amount-outside-panel"
            why = "its name is not known" if unknown else "it stands outside the panel"
            message = f"not counted, as {why}: {shown}"
            yield Diagnostic(code, message, sections.text.place(start, end))


def _is_unknown_row(judged: Judged, read: AbstractSet[int]) -> bool:
    """Whether what names no nutrient is a row all the same: "Zinc 15 mg, Xylobark 300 mg" has one that is not known."""
    if judged.nutrients or judged.score < 0 or not _NO_ROW.isdisjoint(judged.evidence):
        return False
    beside = judged.row.line.number in read
    weighed = any(t.unit not in _OF_PACKS and t.unit != "%" for c in judged.row.cells for t in c.tokens())
    return weighed and (beside or _OF_PRODUCT.isdisjoint(judged.evidence))


def _is_told_with(sections: Sections, judged: Judged, built: Sequence[Built]) -> bool:
    """Whether a sentence tells what names no nutrient with a row: "One capsule holds 200 mg of Xylobark and 1 mg of thiamin"."""
    if judged.nutrients or not _NO_PART.isdisjoint(judged.evidence) or Evidence.TOLD not in judged.evidence:
        return False
    row = judged.row
    first = row.cells[0].tokens()[0]
    # "60 mg of coenzyme Q10, twice as much as in the formula that we had before with 30 mg" names no other substance
    if first.unit not in _WEIGHED or sections.clean.count(" ", row.start, row.end) >= _MOST_WORDS:
        return False
    start, end = sentence(sections, row.line, first.start)
    bases = [b.cell.basis for b in built if start <= b.row.start < end and b.identity.nutrient is not None]
    return row.cells[0].basis in bases


def _whole(nutrient: str, nutrients: Mapping[str, Nutrient]) -> str:
    """Return what a nutrient is a part of: omega-3 for EPA."""
    part_of = nutrients[nutrient].part_of
    return nutrient if part_of is None else _whole(part_of, nutrients)


def _nameless(sections: Sections, used: set[int], of_servings: Iterable[tuple[int, int]]) -> Iterator[Diagnostic]:
    """Yield the amounts that belong to no row; those that begin at ``used`` do."""
    told = sorted(of_servings)
    following, reach = 0, 0
    for quantity in sections.quantities:
        while following < len(told) and told[following][0] <= quantity.start:
            reach = max(reach, told[following][1])
            following += 1
        if quantity.start in used or quantity.unit == "%" or quantity.start < reach:
            continue
        zone = sections.zone_at(quantity.start)
        if zone is not None and zone.kind in ("ingredients", "footnote"):
            continue
        shown = sections.clean[quantity.start : quantity.end].strip()
        place = sections.text.place(quantity.start, quantity.end)
        if quantity.unit in _OF_PACKS:
            yield Diagnostic("amount-outside-panel", f"not counted, as no row is read from it: {shown}", place)
        else:
            yield Diagnostic("amount-not-understood", f"an amount without a name: {shown}", place)


def _beside_the_nameless(
    sections: Sections, built: Sequence[Built], used: set[int], of_servings: Sequence[tuple[int, int]]
) -> set[str]:
    """Return the nutrients of sentences that tell another amount, of which the name was not found.

    "Against 5 mg of zinc in the old formula, one capsule holds 10 mg": which of the two is the product's, is not known.
    """
    found: set[str] = set()
    lines = {b.row.line.number for b in built}
    nameless: dict[int, list[Quantity]] = {}
    for quantity in sections.quantities:
        if quantity.start in used or quantity.unit not in _WEIGHED:
            continue
        number = sections.line_at(quantity.start).number
        if number in lines and not any(s <= quantity.start < e for s, e in of_servings):
            nameless.setdefault(number, []).append(quantity)
    for number, quantities in nameless.items():
        line = sections.lines[number]
        rows = [b for b in built if b.row.line.number == number and not b.row.on_plain_line]
        for quantity in quantities[:_MOST_NAMELESS]:
            start, end = sentence(sections, line, quantity.start)
            told = [b for b in rows if start <= b.row.start < end]
            if not told and _tells_a_serving(sections, start, end):
                # "A steak has 5 mg of zinc; one tablet of ours has 15 mg"
                told = [b for b in rows if not _tells_of_form(sections, sentence(sections, line, b.row.start))]
            if told and not _is_named(sections, line, quantity, told):
                found |= {b.identity.nutrient for b in told if b.identity.nutrient is not None}
    return found


def _turned(sections: Sections, rows: Iterable[tuple[Row, bool]]) -> Iterator[Row]:
    """Yield rows without a known name before their amount, behind one that has its own behind: "50 mg of zinc, we stay at 10 mg".

    ``rows`` are told with whether they name a nutrient.
    """
    for (before, named), (row, known) in itertools.pairwise(sorted(rows, key=lambda r: r[0].cells[0].start)):
        beside = before.line.number == row.line.number
        turned = not known and _is_amount_first(before) and not _is_amount_first(row)
        if beside and named and turned and _stands_alone(sections, row):
            yield row


def _stands_alone(sections: Sections, row: Row) -> bool:
    """Whether nothing behind an amount can be its name, and what stands before it is no reference's."""
    end = row.last_end
    behind = next(iter(sections.words_between(end, end + _SHORT)), None)
    led = behind is not None and "per" in behind.meanings and not sections.clean[end : behind.start].strip()
    ended = sections.clean[end : end + _SHORT].lstrip()[:1] in ("", ".", ",", ";", ")", "\n")
    return (led or ended) and not any("reference" in w.meanings for w in sections.words_between(row.start, end))


def _is_amount_first(row: Row) -> bool:
    return row.cells[0].start < row.start


def _tells_a_serving(sections: Sections, start: int, end: int) -> bool:
    """Whether a sentence tells of a dose form and of no substance."""
    kinds = {kind for w in sections.words_between(start, end) for kind in w.meanings}
    return "dose-form" in kinds and kinds.isdisjoint(_NAMES) and kinds.isdisjoint(("advice", "former"))


def _tells_of_form(sections: Sections, told: tuple[int, int]) -> bool:
    return any("dose-form" in w.meanings for w in sections.words_between(*told))


def _names_a_serving(row: Row) -> bool:
    """Whether what was taken for a name tells of a serving and of no substance: "a large capsule comes to"."""
    serving = False
    for word in row.words:
        if not _NAMES.isdisjoint(word.meanings):
            return False
        serving = serving or not _SERVING.isdisjoint(word.meanings)
    return serving


def _is_named(sections: Sections, line: Line, quantity: Quantity, told: Sequence[Built]) -> bool:
    """Whether a name that no row took, or what it stands for, is told between an amount and those beside it."""
    beside = [q for q in line.quantities if q is not quantity]
    before = max([line.start, *[q.end for q in beside if q.end <= quantity.start]])
    behind = min([line.end, *[q.start for q in beside if q.start >= quantity.end]])
    if any(not _OF_ANOTHER.isdisjoint(w.meanings) for w in sections.words_between(before, quantity.start)):
        return True  # "250 mg of extract, which equals 9,000 mg of fresh berries", "the former version had 25 mg"
    named = [w for w in sections.words_between(before, behind) if not _NAMES.isdisjoint(w.meanings)]
    return any(not any(b.row.start <= w.start < b.row.end for b in told) for w in named)


def _numberless(sections: Sections, built: Sequence[Built], odd: Sequence[tuple[int, int]]) -> Iterator[Diagnostic]:
    """Yield every line within or just below the panel that names a nutrient and a unit, but no number: "Zinc __ mg"."""
    lines = {
        b.row.line.number if b.row.start >= b.row.line.start else sections.line_at(b.row.start).number for b in built
    }
    for line in sections.lines[min(lines, default=0) : max(lines, default=-1) + 1 + _BELOW]:
        first = line.words[0] if line.words else None
        if line.number in lines or first is None or "nutrient" not in first.meanings or sections.zones_on(line):
            continue
        if has_letters(sections.clean[line.start : first.start]) or any(q.unit != "%" for q in line.quantities):
            continue
        unit = _UNIT.search(sections.low, first.end, line.end)
        if unit is not None and not any(line.start <= start < line.end for start, _ in odd):
            shown = " ".join(sections.clean[line.start : line.end].split())
            place = sections.text.place(line.start, line.end)
            yield Diagnostic("amount-not-understood", f"a nutrient and its unit without a number: {shown}", place)


def _unitless(
    sections: Sections, built: Sequence[Built], taken: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, int, Diagnostic]]:
    """Yield every known nutrient beside a number that nothing took.

    One that is an amount of the same nutrient's ("Magnesium 200" over "Magnesium 200 mg") is that.
    """
    bare = unread_numbers(sections, taken)
    panel = stated(built, sections.knowledge) if bare else []
    for one in bare:
        printed = [s.printed for s in panel if s.nutrient == one.nutrient]
        if one.values.isdisjoint(printed):
            code = "amount-outside-panel" if printed else "amount-not-understood"
            shown = " ".join(sections.clean[one.start : one.end].split())
            place = sections.text.place(one.start, one.end)
            yield one.nutrient, one.start, Diagnostic(code, f"a number without a unit: {shown}", place)
