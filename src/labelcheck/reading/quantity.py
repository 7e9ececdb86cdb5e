"""Amounts and percentages: a number with its unit, wherever they stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, cast

from labelcheck.knowledge import Knowledge, Word
from labelcheck.model import Bound, Qualifier
from labelcheck.reading import number
from labelcheck.reading.number import Number

SYMBOLS: Final = {
    "g": "g", "mg": "mg", "µg": "µg", "ug": "µg", "mcg": "µg", "µgr": "µg", "ng": "ng", "ml": "ml",
    "iu": "IU", "ie": "IU", "i.u.": "IU", "i.e.": "IU", "i.u": "IU", "i.e": "IU", "ui": "IU", "u.i.": "IU",
    "cfu": "CFU", "kcal": "kcal", "kj": "kJ",
}  # fmt: skip
QUALIFIERS: Final[dict[str, Qualifier]] = {
    "re": "RE", "er": "RE", "rae": "RAE", "ne": "NE", "en": "NE", "dfe": "DFE",
    "α-te": "α-TE", "a-te": "α-TE", "te": "α-TE", "at": "α-TE", "αte": "α-TE", "α-et": "α-TE", "a-et": "α-TE",
    "alfa-te": "α-TE", "alpha-te": "α-TE", "α te": "α-TE",
}  # fmt: skip
_BOUNDS: Final[dict[str, Bound]] = {"<": "<", ">": ">", "≤": "<", "≥": ">", "~": "~", "≈": "~"}
_WORD_BOUNDS: Final[dict[str, Bound]] = {"approx": "~", "at_least": ">", "at_most": "<", "less_than": "<"}
_PERCENT: Final = "%", "procent", "prosent", "percent", "prozent", "prosenttia", "por ciento"
_SMALLEST_COUNT: Final = Decimal(1000)


@dataclass(slots=True)
class Quantity:
    """A number with a unit, or a percentage (``unit`` "%"), at ``start:end`` of the clean text.

    ``values`` are what the number may mean, the likelier first; settling the decimal mark leaves one.
    """

    start: int
    end: int
    values: tuple[Decimal, ...]
    unit: str
    mark: str = ""
    qualifier: Qualifier | None = None
    bound: Bound | None = None
    high: Decimal | None = None
    unit_start: int = 0
    note: str = ""

    @property
    def value(self) -> Decimal:
        """The likeliest value."""
        return self.values[0]


@lru_cache(maxsize=2)
def _pattern(knowledge: Knowledge) -> tuple[re.Pattern[str], dict[str, str]]:
    symbols = SYMBOLS | {w: s for w, s in knowledge.unit_spellings.items() if w not in SYMBOLS}
    unit = "|".join(re.escape(u) for u in sorted(symbols, key=len, reverse=True))
    scale = "|".join(re.escape(s) for s in sorted(knowledge.scale_spellings, key=len, reverse=True))
    qualifier = "|".join(re.escape(q) for q in sorted(QUALIFIERS, key=len, reverse=True))
    percent = "|".join(map(re.escape, _PERCENT))
    num = number.PATTERN
    letter = r"[^\W\d_]"
    return (
        re.compile(
            rf"(?P<bound>[<>≤≥~≈])?[ \t]?"
            rf"(?:(?<![\w^])(?<!\d[.,:/])(?<!\w-)(?P<num>{num})"
            rf"|(?:(?<={letter})|(?<={letter}-))(?P<glued>\d{{1,3}}(?:[ ]\d{{3}})+(?=[ ]?%)|\d+(?:[.,]\d+)?))"
            rf"(?(num)(?:[ ]?[-–][ ]?(?P<high>{num}))?)"
            rf"(?P<power>[ ]?[x×*·][ ]?10[ ]?(?:\^|\*\*|\*|e)?[ ]?(?:\d{{1,2}}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,2}})"
            rf"|\^\d{{1,2}}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,2}}|e\d{{1,2}})?"
            rf"[ \t]*(?:(?P<percent>{percent})(?!{letter})"
            rf"|(?:(?P<scale>{scale})\.?[ \t]*)?(?P<unit>{unit})(?!{letter})"
            rf"(?:[ \-]?\(?(?P<qualifier>{qualifier})(?!\w))?"
            rf"|(?P<count>{scale})(?!\w))"
        ),
        symbols,
    )


def scan(low: str, names: Sequence[Word], knowledge: Knowledge) -> list[Quantity]:
    """Return the quantities of a lower-cased clean text from left to right.

    Digits that belong to one of ``names`` ("vitamin B12", "omega 3") are no part of a number.
    """
    pattern, symbols = _pattern(knowledge)
    starts = [w.start for w in names]
    found: list[Quantity] = []
    position = 0
    search = pattern.search
    while match := search(low, position):
        which = "num" if match["num"] is not None else "glued"
        first = match.start(which)
        index = bisect_right(starts, first) - 1
        if index >= 0 and names[index].end > first:
            inside = names[index].end
            position = inside if inside < match.end(which) else match.end(which)
            if inside < match.end(which) and low[inside].isdigit():
                # glued cells: "коэнзим Q1030 мкг" is Q10, 30 µg
                again = pattern.match(" " + low[inside:], 0) or pattern.match(" " + low[inside:], 1)
                if again is not None:
                    quantity = _quantity(again, "num", symbols, knowledge, shift=inside - 1)
                    if quantity is not None:
                        quantity.note = "glued-to-name"
                        found.append(quantity)
                        position = quantity.end
            continue
        quantity = _quantity(match, which, symbols, knowledge, shift=0)
        position = match.end() if quantity is not None else match.end(which)
        if quantity is not None:
            found.append(quantity)
    return found


def _quantity(
    match: re.Match[str], which: str, symbols: dict[str, str], knowledge: Knowledge, *, shift: int
) -> Quantity | None:
    parsed = number.parse(match[which])
    if parsed is None:
        return None
    unit, factor = _unit(match, symbols, knowledge)
    power = match["power"]
    if power is not None:
        exponent = _exponent(power, parsed)
        if exponent is None:
            return None
        parsed = Number((exponent,))
    if unit is None:
        return None
    values = parsed.values if factor == 1 else tuple(v * factor for v in parsed.values)
    high = number.parse(match["high"]) if match["high"] else None
    if high is not None and high.values[0] * factor <= values[0]:
        return None
    start = match.start("bound") if match["bound"] else match.start(which)
    unit_start = match.start("percent") if match["percent"] else match.start("unit")
    end = match.end()
    if match["qualifier"] and match.string[end : end + 1] == ")" and "(" in match.string[match.end("unit") : end]:
        end += 1
    return Quantity(
        start + shift,
        end + shift,
        values,
        unit,
        parsed.mark,
        QUALIFIERS.get(match["qualifier"] or ""),
        _BOUNDS.get(match["bound"] or ""),
        high.values[0] * factor if high else None,
        unit_start + shift,
    )


def _unit(match: re.Match[str], symbols: dict[str, str], knowledge: Knowledge) -> tuple[str | None, Decimal]:
    if match["percent"]:
        return "%", Decimal(1)
    scale = match["scale"] or match["count"]
    factor = Decimal(knowledge.scale_spellings[scale]) if scale else Decimal(1)
    if match["count"]:
        return ("CFU", factor) if factor > _SMALLEST_COUNT else (None, factor)
    return symbols[match["unit"]], factor


_SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LARGEST_EXPONENT: Final = 15


def _exponent(power: str, base: Number) -> Decimal | None:
    """Return the number that "5 x 10^9" or "10⁹" stands for."""
    digits = re.sub(r"^[ ]?[x×*·][ ]?10", "", power)
    times = base.values[0] if digits != power else None
    exponent = int(re.sub(r"\D", "", digits.translate(_SUPERSCRIPT)) or 0)
    if not 0 < exponent <= _LARGEST_EXPONENT:
        return None
    if times is None:
        if "e" in power:
            return base.values[0] * Decimal(10) ** exponent
        ten = Decimal(10)
        return ten**exponent if base.values[0] == ten else None
    return times * Decimal(10) ** exponent


def add_word_bounds(quantities: Sequence[Quantity], words: Sequence[Word], low: str) -> None:
    """Set the bound of quantities that a word goes before: "ca 300 mg", "mindre än 0,5 g"."""
    ends = {}
    for word in words:
        for kind, bound in _WORD_BOUNDS.items():
            if kind in word.meanings:
                ends[word.end] = bound
    if not ends:
        return
    for quantity in quantities:
        at = quantity.start
        while at and low[at - 1] in " .:":
            at -= 1
        bound = ends.get(at)
        if bound and quantity.bound is None:
            quantity.bound = bound


def decimal_mark(quantities: Sequence[Quantity], low: str) -> str:
    """Return the decimal mark that the label's unambiguous numbers use; "" when they do not tell."""
    votes = {",": 0, ".": 0}
    for quantity in quantities:
        printed = low[quantity.start : quantity.unit_start]
        if len(quantity.values) > 1:
            continue
        marks = re.findall(r"(?<=\d)[.,](?=\d)", printed)
        if len(marks) == 1 and not re.search(r"[1-9]\d{0,2}[.,]\d{3}(?!\d)", printed):
            votes[marks[0]] += 1
        elif len(set(marks)) > 1:
            votes[marks[-1]] += 1
        elif len(marks) > 1:
            votes["." if marks[0] == "," else ","] += 1
    if votes[","] == votes["."]:
        return ""
    return max(votes, key=lambda m: votes[cast("str", m)])
