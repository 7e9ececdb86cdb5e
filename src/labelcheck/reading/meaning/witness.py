"""What a label says of an amount outside its panel: the product's name is a second witness, or it disagrees."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck.knowledge import Knowledge
from labelcheck.model import Dosage, Reading, ServingBasis
from labelcheck.reading.checks.values import base_value
from labelcheck.reading.lex import number
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.lex.units import unit_pattern
from labelcheck.reading.meaning.readings import Built
from labelcheck.reading.panel.evidence import Evidence
from labelcheck.reading.panel.judge import Judged
from labelcheck.reading.sections.region import has_letters
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PrintedBasis

NAME_DISAGREES: Final = "name-disagrees"
NUMBER_UNREAD: Final = "number-unread"
_DIGIT_OR_END: Final = re.compile(r"[\n\d½¼¾⅓⅔⅛]")
"""The next digit, or before that the line's end."""
_CLOSE: Final = 0.005
"""Share by which two printed amounts may differ that are one: 25 µg and 1,000 IU do not differ at all."""
_DOUBTFUL: Final = 0.5


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount that a reading gives, in the nutrient's own unit."""

    nutrient: str
    value: float
    printed: float
    basis: ServingBasis | None


def stated(built: Iterable[Built], knowledge: Knowledge) -> list[Stated]:
    """Return what the panel says in each nutrient's unit, each amount once."""
    found: dict[Stated, None] = {}
    for b in built:
        nutrient = b.identity.nutrient
        if nutrient is None or b.verdict.amount is None:
            continue
        for quantity in (b.verdict.amount, *b.verdict.also):
            value = base_value(quantity, quantity.value, nutrient, (), knowledge)
            if value is not None:
                found[Stated(nutrient, value, float(quantity.value), b.cell.basis)] = None
    return list(found)


def is_witness(sections: Sections, judged: Judged, panel: Sequence[Stated], dosages: Sequence[Dosage]) -> bool:
    """Whether amounts outside the panel are what it says: per piece, as printed, or for a day's dose."""
    tokens = [t for c in judged.row.cells for t in c.tokens() if t.unit != "%"]
    return bool(tokens) and all(_agrees(sections, t, judged.nutrients, panel, dosages) for t in tokens)


def restated(
    sections: Sections, printed_bases: Iterable[PrintedBasis], readings: Sequence[Reading]
) -> Iterator[tuple[int, int]]:
    """Yield where a reading's amount is told of another number of the same: "5 drops = 10 µg vitamin D. 1 drop = 2 µg"."""
    per_one: set[tuple[str | None, str, Decimal]] | None = None
    for printed in printed_bases:
        count, of = printed.basis.quantity, printed.basis.of
        following = (
            next((q for q in sections.line_at(printed.start).quantities if q.start >= printed.end), None)
            if count
            else None
        )
        if not count or following is None or sections.clean[printed.end : following.start].strip(" :="):
            continue
        per_one = per_one or {
            (r.basis.of, r.amount.unit, r.amount.value / r.basis.quantity)
            for r in readings
            if r.amount is not None and r.basis is not None and r.basis.quantity
        }
        if (of, following.unit, following.value / count) in per_one:
            yield printed.start, following.end


def disagreeing(
    sections: Sections, rest: Iterable[Judged], line: int, panel: Sequence[Stated], dosages: Sequence[Dosage]
) -> set[str]:
    """Return the nutrients of which the product's name, on ``line``, says another amount than the panel.

    Grams and millilitres in a name weigh the pack, a salt's name tells its own weight, and oils, extracts and blends are
    named by theirs: "Omega-3 1000 mg" of fish oil.
    """
    nutrients = sections.knowledge.nutrients
    found: set[str] = set()
    for judged in rest:
        tokens = [t for c in judged.row.cells for t in c.tokens() if t.unit not in ("%", "g", "ml")]
        words = judged.row.words
        salt = any(not {"form", "anion"}.isdisjoint(w.meanings) and "nutrient" not in w.meanings for w in words)
        if judged.row.line.number != line or len(judged.nutrients) != 1 or salt or Evidence.ADVICE in judged.evidence:
            continue
        if any(nutrients[i].kind not in ("vitamin", "mineral") for i in judged.nutrients):
            continue
        named = [w for w in words if "nutrient" in w.meanings]
        if tokens and has_letters(sections.clean[named[-1].end : max(named[-1].end, tokens[0].start)]):
            continue  # "Omega-3 salmon oil 1000 mg" weighs the oil
        known = {s.nutrient for s in panel}
        if judged.nutrients <= known and not all(
            _agrees(sections, t, judged.nutrients, panel, dosages) for t in tokens
        ):
            found |= judged.nutrients
    return found


def doubted(readings: Iterable[Reading], nutrients: set[str], note: str) -> tuple[Reading, ...]:
    """Return the readings, those of ``nutrients`` to be checked, with a note that says why."""
    if not nutrients:
        return tuple(readings)
    return tuple(
        r._replace(status="check", confidence=_DOUBTFUL, notes=(*r.notes, note)) if r.nutrient in nutrients else r
        for r in readings
    )


@lru_cache(maxsize=2)
def _bare(knowledge: Knowledge) -> re.Pattern[str]:
    """Return a number behind a name, with brackets and a unit between them at most: ", 55", "(mg) 55", "(som oxid) 80"."""
    gap = r"[:,.;=|()\t –-]{0,120}+"
    return re.compile(
        rf"(?:[ ]\([^()\n\d]{{1,60}}\))?{gap}(?:(?<![^\W\d_])(?:{unit_pattern(knowledge)}){gap})?"
        rf"(?P<num>{number.PATTERN})(?![\d%‰]|[ ]?%|[.,]\d|[^\W_]|-[^\W\d])"
    )


class Bare(NamedTuple):
    """A known nutrient before a number that nothing took, at ``start:end``: "Selenium, 55"."""

    start: int
    end: int
    nutrient: str
    values: frozenset[float]


def unread_numbers(sections: Sections, taken: Sequence[tuple[int, int]]) -> list[Bare]:
    """Return the known nutrients and their compounds that stand before a number which nothing took."""
    begun = {start for start, end in taken if start < end}
    held: bytearray | None = None
    found: list[Bare] = []
    forms = sections.knowledge.forms
    low = sections.low
    words = sections.by_kind.get("nutrient", ())
    compounds = [w for w in sections.by_kind.get("form", ()) if "nutrient" not in w.meanings]
    for word in (*words, *compounds):
        first = _DIGIT_OR_END.search(low, word.end)
        if first is None or first.start() in begun or low[first.start()] == "\n":
            continue  # seen at a glance where the pattern of all units takes long
        held = held or _held(taken, len(sections.clean))
        if held[first.start()]:
            continue
        end = sections.line_at(word.start).end
        match = _bare(sections.knowledge).match(sections.low, word.end, end)
        if match is None or "\n" in match.group() or held[match.start("num")]:
            continue
        zone = sections.zone_at(word.start)
        if zone is not None and zone.kind != "directions":
            continue
        parsed = number.parse(match["num"])
        values = frozenset([float(v) for v in parsed.values]) if parsed else frozenset()
        nutrient = word.meanings.get("nutrient") or forms[word.meanings["form"]].nutrient
        found.append(Bare(word.start, match.end(), nutrient, values))
    return found


def _held(spans: Iterable[tuple[int, int]], length: int) -> bytearray:
    """Return for each character of a text whether one of ``spans`` holds it."""
    held = bytearray(length + 1)
    for start, end in spans:
        held[start:end] = b"\x01" * (end - start)
    return held


def _agrees(
    sections: Sections, token: Quantity, nutrients: frozenset[str], panel: Sequence[Stated], dosages: Sequence[Dosage]
) -> bool:
    for nutrient in nutrients:
        value = base_value(token, token.value, nutrient, (), sections.knowledge)
        for one in panel:
            if value is None or one.nutrient != nutrient:
                continue
            if any(abs(one.value * times - value) <= _CLOSE * value for times in _times(one.basis, dosages)):
                return True
    return False


def _times(basis: ServingBasis | None, dosages: Sequence[Dosage]) -> set[float]:
    """Return by what an amount may be multiplied on its way to another basis: one piece, one dose, a day."""
    pieces = float(basis.quantity) if basis is not None and basis.quantity else 1.0
    times = {1.0}
    if basis is None or basis.kind.startswith("per-100"):
        return times
    times.add(1 / pieces)
    for told in dosages:
        if told.dose.of == basis.of and basis.kind != "daily-dose":
            often = {1, told.timing.frequency or 1, told.timing.frequency_max or 1}
            times |= {float(count) * n / pieces for count in (told.dose.low, told.dose.high) for n in often}
    return times
