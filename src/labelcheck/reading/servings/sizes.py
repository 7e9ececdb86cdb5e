"""What one serving is, where the label tells: "1 dose = 2 capsules", "1 ml contains 30 drops", "Serving size: 1 scoop (5 g)"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from labelcheck.knowledge import Word
from labelcheck.model import Size
from labelcheck.reading.lex.connectives import words_of
from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.sections.sections import Sections
from labelcheck.reading.servings.basis import PrintedBasis
from labelcheck.reading.servings.prose import sentence
from labelcheck.reading.servings.serving import Serving

DENSEST: Final = Decimal("1.5")
"""Grams of a millilitre: syrups of honey and sugar weigh 1.4."""
_MEASURES: Final = frozenset({"gram", "ml"})
_SWALLOWED: Final = frozenset({"tablet", "capsule", "gummy"})
_BOTTLED: Final = frozenset({"bottle", "ampoule"})
_HOLDING: Final = _BOTTLED | {"sachet", "scoop", "serving"}
_LARGEST_DRINK: Final = 500
"""Millilitres: what a title tells of more than this is no dose of a supplement."""
_DIRECTING: Final = frozenset(
    {"take", "per_day", "per_week", "times", "once", "twice", "thrice", "time_of_day", "exceed", "at_most",
     "servings_per_container", "directions_heading"}
)  # fmt: skip
_REACH: Final = 12
_EQUALS: Final = re.compile(r"[ ]?[=≙≈][ .]*")


def serving_size(sections: Sections, servings: InOrder[Serving]) -> Serving | None:
    """Return the stated serving size ("Serving Size: 2 Capsules"; "Portionsstorlek 1 sachet (5 g)"; "1 dos = 2 kapslar")."""
    for word in sections.by_kind.get("serving_size", ()):
        for serving in servings:
            if not _behind(word, serving):
                continue
            if serving.counted:
                return serving
            if serving.weight is not None:
                # "Serving size ¾ cup (28 g)" whose fraction was not seen: what all of it weighs is told
                weight, of = serving.weight
                return replace(serving, low=weight, high=weight, of=of, counted=True, weight=None)
    for one, other in _equal(sections, servings):
        if one.of == "serving" and one.high == 1 and other.of not in _MEASURES:
            return other
    return None


def sizes(sections: Sections, servings: InOrder[Serving], printed_bases: InOrder[PrintedBasis]) -> tuple[Size, ...]:
    """Return what one of each measure is, as often as the label tells it."""
    # of "serving size: scoops (5 g)" it is not told how many scoops weigh that
    headings = sections.by_kind.get("serving_size", ())
    found = [
        Size(s.of, *s.weight, counted=s.counted or not any(_behind(heading, s) for heading in headings))
        for s in servings
        if s.weight is not None
    ]
    found += [Size(one.of, other.high / one.high, other.of) for one, other in _equal(sections, servings)]
    found += _of_headings(sections, servings)
    found += [
        Size("serving", m.basis.quantity, m.basis.of)
        for m in printed_bases
        if m.portion and m.basis.quantity is not None and m.basis.of is not None
    ]
    return tuple(dict.fromkeys(found + _of_title(sections, servings, {s.of for s in found})))


def _behind(heading: Word, serving: Serving) -> bool:
    return heading.end <= serving.start <= heading.end + _REACH


def each_weighs(servings: Iterable[Serving]) -> dict[str, Decimal]:
    """Return the most grams that one scoop or piece weighs, by its form, where that is printed beside it."""
    each: dict[str, Decimal] = {}
    for s in servings:
        if s.weight is not None and s.of not in ("gram", "ml"):
            one = s.weight[0] * (DENSEST if s.weight[1] == "ml" else 1)
            each[s.of] = max(one, each.get(s.of, one))
    return each


def counts_apart(sections: Sections, printed_bases: InOrder[PrintedBasis]) -> bool:
    """Whether a number of pieces stands alone that neither the directions nor a heading use: what amounts are for, perhaps."""
    return any(
        not m.certain
        and (m.basis.of not in _MEASURES or "panel_heading" in sections.line_at(m.start).kinds)
        and (m.basis.quantity or 0) > 1
        and not _is_directing(sections, m.start)
        and ((zone := sections.zone_at(m.start)) is None or zone.kind == "other")
        for m in printed_bases
    )


def _is_directing(sections: Sections, at: int) -> bool:
    """Whether the sentence that a place stands in tells what to take."""
    start, end = sentence(sections, sections.line_at(at), at)
    return any(not _DIRECTING.isdisjoint(w.meanings) for w in sections.words_between(start, end))


def _equal(sections: Sections, servings: InOrder[Serving]) -> list[tuple[Serving, Serving]]:
    """Return the pairs of amounts that are said to be the same: "1 ml = 30 droppar", "1 portion innehåller 2 kapslar"."""
    pairs = []
    for one, other in itertools.pairwise(servings):
        if one.of == other.of or one.low != one.high or other.low != other.high or not other.counted:
            continue
        gap = sections.clean[one.end : other.start]
        for word in sections.words_between(one.end, other.start):
            if "approx" in word.meanings:
                gap = gap.replace(sections.clean[word.start : word.end], "", 1)  # "20 ml = ca. 800 drops"
        # a bracket behind a serving tells what that is: "one serving (2 tablets)"
        explained = one.of == "serving" and gap.strip() == "(" and sections.clean[other.end : other.end + 1] == ")"
        # "each sachet of two capsules"
        packed = one.of == "sachet" and one.high == 1 and other.of in _SWALLOWED
        explained = explained or (packed and gap.strip().lower() in words_of(sections.knowledge, "each_weighs"))
        if explained or _EQUALS.fullmatch(gap) or _contains(sections, one, other):
            pairs.append((one, other))
    return pairs


def _of_headings(sections: Sections, servings: InOrder[Serving]) -> list[Size]:
    """Return what one of a measure holds where a heading says that in passing: "Per 50 ml shot", "je 5 g Beutel"."""
    return [
        Size(held.of, measure.high, measure.of)
        for measure, held in itertools.pairwise(servings)
        if measure.of in _MEASURES
        and measure.counted
        and held.of in _HOLDING
        and not held.counted
        and sections.clean[measure.end : held.start] == " "
        and any(
            {"per", "each"} & w.meanings.keys() for w in sections.words_between(measure.start - _REACH, measure.start)
        )
    ]


def _contains(sections: Sections, one: Serving, other: Serving) -> bool:
    """Whether a verb joins two measures; "1 capsule contains 2 g" tells what is in it and not what it weighs."""
    if "gram" in (one.of, other.of) or "\n" in sections.clean[one.end : other.start]:
        return False
    words = sections.words_between(one.end, other.start)
    told = sum(w.end - w.start for w in words)
    joined = any({"contains", "equals"} & w.meanings.keys() for w in words)
    return joined and told >= len(sections.clean[one.end : other.start].replace(" ", ""))


def _of_title(sections: Sections, servings: InOrder[Serving], told: set[str]) -> list[Size]:
    """Return what a bottle or shot holds where nothing but the product's name tells: "Energy Shot 60 ml"."""
    taken = {s.of for s in servings if s.of in _BOTTLED} - told
    if not taken:
        return []
    title = next((n for n in sections.lines if sections.clean[n.start : n.end].strip()), None)
    volumes = {q.value for q in title.quantities if q.unit == "ml"} if title is not None else set()
    volume = volumes.pop() if len(volumes) == 1 else None
    return [Size(of, volume, "ml") for of in sorted(taken)] if volume and volume <= _LARGEST_DRINK else []
