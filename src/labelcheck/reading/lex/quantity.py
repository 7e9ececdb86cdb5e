"""Amounts and percentages: a number with its unit, wherever they stand in a text."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck import units
from labelcheck.knowledge import Knowledge, Word
from labelcheck.model import Bound, Qualifier
from labelcheck.reading.lex import number
from labelcheck.reading.lex.heads import odd_head, stands_free
from labelcheck.reading.lex.number import Number
from labelcheck.reading.lex.units import QUALIFIERS, Spelled, spelled_units

BOUNDS: Final[dict[str, Bound]] = {"<": "<", ">": ">", "≤": "<", "≥": ">", "~": "~", "≈": "~"}
_WIDEST_GAP: Final = 4
"""Spaces between a sign and its amount."""
_WORD_BOUNDS: Final[dict[str, Bound]] = {"approx": "~", "at_least": ">", "at_most": "<", "less_than": "<"}
_TOLD_IN: Final = {u.symbol: u.told_in for u in units.UNITS.values() if u.told_in is not None}
"""Units that amounts are not reported in, and the ones they are."""
_ONE: Final = Decimal(1)
_SMALLEST_COUNT: Final = Decimal(1000)
_LARGEST: Final = Decimal(10) ** 16
"""Above the largest amount of any label, a count of bacteria: longer numbers are no amounts."""


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
    uses: str = ""
    places: int = 0
    measure: Decimal | None = None
    """How much one of the printed unit is in ``unit``, where that is another: 29.57 for fluid ounces in "ml"."""

    @property
    def value(self) -> Decimal:
        """The likeliest value."""
        return self.values[0]

    def moved(self, by: int) -> "Quantity":
        """Return the same so many characters on."""
        return Quantity(
            self.start + by, self.end + by, self.values, self.unit, self.mark, self.qualifier, self.bound, self.high,
            self.unit_start + by, self.note, self.uses, self.places, self.measure,
        )  # fmt: skip


TRACES: Final = "traces"
"""The unit and the note of what stands in place of an amount that is too small to count: "Salt traces"."""
UNCLEAR: Final = "number-unclear"
"""The note of an amount whose number is not plain: only the label's own arithmetic makes it one to trust."""
_RUN: Final = re.compile(r"\d+|.")
_NUMBER: Final = re.compile(number.PATTERN)
_GLUED: Final = re.compile(r"\d{1,3}(?:[ ]\d{3})+(?=[ ]?%)|\d+(?:[.,]\d+)?")
_RANGE: Final = re.compile(rf"[ ]{{0,2}}[-–][ ]{{0,2}}({number.PATTERN})")
_POWER: Final = re.compile(
    r"[ ]{0,3}[x×*·][ ]{0,3}10[ ]?(?:\^|\*\*|\*|e)?[ ]?(?:\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?!\d)|\^\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}|e\d{1,2}(?!\d)"
)
_LETTERS: Final = r"[^\W\d_½¼¾⅓⅔⅛]{1,40}"
"""Of a unit; more letters on end are none, and looking at all of them anew from each number takes for ever."""
_WORD: Final = re.compile(rf"[ \t]*(?:\|[ \t]*)?(%|{_LETTERS}(?:\.{_LETTERS}){{0,4}}\.?)")
_PAIR: Final = re.compile(rf"[ ]?/[ ]?({number.PATTERN})")
_WITH_QUALIFIER: Final = re.compile(
    r"(mg|µg|mcg|ug(?!er(?![^\W\d])))(?=(?:re|er|rae|ne|dfe|α|te|at)(?:-te|-et)?(?![^\W\d]))"
)
"""But for "8 uger", which are weeks."""
_QUALIFIER: Final = re.compile(
    r"(?:-|[ ]{0,3})(\()?("
    + "|".join(re.escape(q) for q in sorted(QUALIFIERS, key=len, reverse=True))
    + r")(?![^\W\d])(?(1)\)?)"
)


def scan(low: str, names: Sequence[Word], knowledge: Knowledge) -> list[Quantity]:
    """Return the quantities of a lower-cased clean text from left to right.

    Digits that belong to one of ``names`` ("vitamin B12", "omega 3") are no part of a number.
    """
    spelled = spelled_units(knowledge)
    symbols = spelled.symbols
    found: list[Quantity] = []
    signs = any(sign in low for sign in BOUNDS)
    position = 0
    ends = [*[w.end for w in names], len(low) + 1]
    starts = [*[w.start for w in names], len(low) + 1]
    name = 0
    while match := _NEXT.search(low, position):
        start = match.start()
        while ends[name] <= start:
            name += 1
        in_name = starts[name] <= start
        if in_name:
            start = ends[name]
            if not low[start : start + 1].isdigit():
                position = start
                continue
            # glued cells: "коэнзим Q1030 мкг" is Q10, 30 µg
            match = _NEXT.match(low, start)
        quantity: Quantity | None
        if match is not None and match[2] and (in_name or not start or low[start - 1] in _BEFORE):
            quantity = _simple(low, start, match, symbols, signs=signs)
            position = quantity.end
        else:
            named_to = ends[name - 1] if name else 0
            quantity, position = _at(low, start, spelled, apart=in_name or named_to == start - 1)
        if quantity is not None:
            if in_name:
                quantity.note = "glued-to-name"
            elif not _stands_apart(low, start):
                _look_before(low, start, quantity, max(found[-1].end if found else 0, ends[name - 1] if name else 0))
            found.append(quantity)
    return found


def _stands_apart(low: str, start: int) -> bool:
    """Whether a number stands behind a name or a gap and a space, as most do: what is before it needs no second look."""
    if low[start] == "0":
        return False
    before = low[start - 2 : start] if start > 1 else ""
    return before == "  " or (before[1:] == " " and before[0].isalpha() and before[0] != "x")


def _look_before(low: str, start: int, quantity: Quantity, floor: int) -> None:
    """Take what stands before a quantity's number into it, or mark the number as one that is not plain."""
    head = None if stands_free(low, start) else odd_head(low, start, _number_end(low, start), floor)
    if head is None or (quantity.unit == "%" and head.meant is None and low[start - 1] == " "):
        # "375 50 %": a column without its unit, and its percentage
        if quantity.unit != "%":
            quantity.note = quantity.note or _oddity(low, start)
        return
    quantity.note = "order-unclear" if _BARE_BEFORE.search(low, max(0, start - 10), start) else UNCLEAR
    quantity.start = min(quantity.start, head.start)
    if head.meant is not None and quantity.high is None:
        quantity.values, quantity.mark, quantity.uses = head.meant.values, head.meant.mark, ""
        quantity.places = _decimals(head.meant.values[0])


_BARE_BEFORE: Final = re.compile(r"(?<=\w\w[ ])\d+[.,]\d+ $")
"""A number without a unit, behind a name: the row's amount in a column before."""


def _number_end(low: str, start: int) -> int:
    printed = _NUMBER.match(low, start)
    return start if printed is None else printed.end()


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _oddity(low: str, start: int) -> str:
    """Return what is odd about the digits at ``start``: "2 x 150 mg", "l50 mg", "12 00 mg", "B6 0,7 1,4 mg"; "" for nothing."""
    before = low[start - 1 : start]
    if before == " " and low[start - 2 : start - 1] in ("x", "×"):
        before, start = "x", start - 1
    if before in ("x", "×") and low[max(0, start - 4) : start - 1].rstrip(" ")[-1:].isdigit():
        return "amount-multiplied"
    if before == " " and _BARE_BEFORE.search(low, max(0, start - 10), start):
        return "order-unclear"
    if before in ("l", "i", "o", "|") and not low[start - 2 : start - 1].strip():
        return "number-unclear"
    return "number-unclear" if low[start] == "0" and low[start + 1 : start + 2].isdigit() else ""


def _at(
    low: str,
    start: int,
    spelled: Spelled,
    *,
    apart: bool,
) -> tuple[Quantity | None, int]:
    """Return the quantity whose number begins at ``start``, and where to look on.

    A number glued to a letter is read without spaces: "MK-7 100 µg" is no 7,100 µg. ``apart`` is true where a
    name is known to end before the number.
    """
    symbols = spelled.symbols
    glued = False if apart or not start else _is_glued(low, start)
    if glued is None:
        return None, _RUN.match(low, start).end()  # type: ignore[union-attr]
    printed = (_GLUED if glued else _NUMBER).match(low, start)
    if printed is None:
        return None, start + 1
    odd = spelled.odd(low, start)
    if odd is not None and odd.end() > printed.end():
        return _odd(low, odd, symbols), odd.end()
    behind = _behind(low, printed.end(), spelled, glued=glued)
    meant = _meant(printed[0], behind)
    if behind is None or meant is None:
        return None, printed.end()
    number_, values, top = meant
    qualifier = _QUALIFIER.match(low, behind.stop) if behind.unit in ("mg", "µg") else None
    bound_at, bound = _bound_before(low, start)
    end = qualifier.end() if qualifier else behind.stop
    return Quantity(
        bound_at if bound else start,
        end,
        values,
        behind.unit,
        number_.mark,
        QUALIFIERS[qualifier[2]] if qualifier else None,
        bound,
        top,
        behind.unit_start,
        "two-amounts" if behind.pair else "",
        number_.uses,
        len(printed[0]) - printed[0].rfind(number_.uses) - 1 if number_.uses and behind.factor == 1 else 0,
        behind.measure,
    ), end


class _Behind(NamedTuple):
    """What stands behind a number: its unit at ``unit_start:stop``, and what goes before that."""

    unit: str
    factor: Decimal | int
    unit_start: int
    stop: int
    high: str
    """The number of "–150", "" for none."""
    pair: bool
    """Whether another number follows a stroke: "150/300 mg"."""
    power: str
    """"x 10^9", "" for none."""
    measure: Decimal | None


def _behind(low: str, end: int, spelled: Spelled, *, glued: bool) -> _Behind | None:
    """Return what stands behind the number that ends at ``end``; None where no unit does."""
    word = _WORD.match(low, end)
    high = power = pair = None
    if word is None or word[1] not in spelled.symbols:
        if not glued:
            high = _RANGE.match(low, end)
            pair = None if high else _PAIR.match(low, end)
            end = high.end() if high else pair.end() if pair else end
        power = _POWER.match(low, end)
        end = power.end() if power else end
        word = _WORD.match(low, end)
    unit, factor, unit_start, stop = _unit(low, word, spelled)
    measure = None
    told = _TOLD_IN.get(unit) if unit is not None else None
    if unit is not None and told is not None:
        unit, measure = told, units.factor(unit, told) or Decimal(1)
        factor = factor * measure
    if unit is None and power is not None:
        unit, unit_start, stop = "CFU", end, end
    if unit is None:
        return None
    return _Behind(
        unit, factor, unit_start, stop, high[1] if high else "", pair is not None, power[0] if power else "", measure
    )


def _meant(printed: str, behind: _Behind | None) -> tuple[Number, tuple[Decimal, ...], Decimal | None] | None:
    """Return a number as parsed, what it may mean in its unit, and the higher end of a range; None for no amount."""
    parsed = number.parse(printed) if behind is not None else None
    if behind is None or parsed is None:
        return None
    if behind.power:
        exponent = _exponent(behind.power, parsed)
        if exponent is None or exponent < _SMALLEST_COUNT:
            return None
        parsed = Number((exponent,))
    factor = behind.factor
    values = parsed.values if factor == 1 else tuple(v * factor for v in parsed.values)
    if values[0] > _LARGEST:
        return None
    if not behind.high:
        return parsed, values, None
    upper = number.parse(behind.high)
    if upper is None or upper.values[0] * factor <= values[0]:
        return None
    return parsed, values, upper.values[0] * factor


def _is_glued(low: str, start: int) -> bool | None:
    """Whether a number is glued to a letter before it; None where what stands before is the rest of the number."""
    before = low[start - 1]
    if before not in ".,:/-^_" and not before.isalnum():
        return False
    two = low[max(0, start - 2) : start]
    if before in {"^", "_"} or (before in ".,:/" and two[:1].isdigit()) or before.isdecimal():
        return None
    return before.isalpha() or (before == "-" and two[:1].isalnum())


def _odd(low: str, odd: re.Match[str], symbols: dict[str, str]) -> Quantity | None:
    """Return the amount whose number must be mended first; marked, as it may have been another."""
    word = _WORD.match(low, odd.end())
    meant = number.mended(odd[0])
    if word is None or meant is None or word[1].rstrip(".") not in symbols:
        return None
    return Quantity(
        odd.start(),
        word.start(1) + len(word[1].rstrip(".")),
        meant.values,
        symbols[word[1].rstrip(".")],
        meant.mark,
        unit_start=word.start(1),
        note=UNCLEAR,
        places=_decimals(meant.values[0]),
    )


_BEFORE: Final = frozenset(" \n\t(")
_NEXT: Final = re.compile(
    r"[\d½¼¾⅓⅔⅛](?:((?<=0)[.,]\d{1,6}|(?<=\d)\d{0,8}(?:[.,]\d\d?)?)[ ]?"
    r"(mg|µg|%|g|mcg|ie|iu|ug|ml)(?![^\W\d_]|\.\w|[ ]{0,3}[(\-]?[a-zα]{1,5}(?:-[a-z]{2})?(?!\w)))?"
)
"""What a number begins with, and the common case in the same step: a plain number and unit, with no word after it that
could be a qualifier."""


def _simple(low: str, start: int, match: re.Match[str], symbols: dict[str, str], *, signs: bool) -> Quantity:
    """Return the quantity of the common case; ``signs`` is whether the text holds any that may go before an amount."""
    bound_at, bound = _bound_before(low, start) if signs else (start, None)
    rest, unit = match.groups()
    values, mark, places = _plain_number(low[start] + rest)
    at = bound_at if bound else start
    return Quantity(at, match.end(), values, symbols[unit], "", None, bound, None, match.start(2), "", mark, places)


@lru_cache(maxsize=1024)
def _plain_number(printed: str) -> tuple[tuple[Decimal], str, int]:
    """Return the value of a number with at most one mark, which is a decimal one, the mark and the decimals."""
    mark = "," if "," in printed else "." if "." in printed else ""
    places = len(printed) - printed.index(mark) - 1 if mark else 0
    return (Decimal(printed.replace(",", ".")),), mark, places


_Unit = tuple[str | None, Decimal | int, int, int]
"""A unit's symbol, None for none, the factor of a scale word before it, and where the unit begins and ends."""
_NO_UNIT: Final[_Unit] = (None, 1, 0, 0)


def _unit(low: str, word: re.Match[str] | None, spelled: Spelled) -> _Unit:
    """Return the unit that a word spells, alone, with what follows it, or behind a scale word."""
    if word is None:
        return _NO_UNIT
    symbols = spelled.symbols
    text, start, stop = word[1], word.start(1), word.end(1)
    several = spelled.several.match(low, start)
    if several is not None:
        return symbols[" ".join(several[1].split())], 1, start, several.end()
    if text not in symbols and text.endswith("."):
        text, stop = text[:-1], stop - 1
    symbol = symbols.get(text)
    if symbol is not None:
        return symbol, 1, start, stop
    if text == "µ" and low[stop : stop + 2] == " g" and not low[stop + 2 : stop + 3].isalnum():
        return "µg", 1, start, stop + 2
    glued = _WITH_QUALIFIER.match(low, start)
    if glued is not None:
        return symbols[glued[1]], 1, start, glued.end()
    first = text.partition(".")[0]
    if first != text and first in symbols:
        # "80 mg.zink": the mark ends a sentence that lacks its space
        return symbols[first], 1, start, start + len(first)
    scale = spelled.scales.get(text)
    return _NO_UNIT if scale is None else _scaled(low, Decimal(scale), start, stop, spelled)


def _scaled(low: str, factor: Decimal, start: int, stop: int, spelled: Spelled) -> _Unit:
    """Return the unit behind a scale word, "million IU"; a large number of nothing counts bacteria."""
    after = stop + (low[stop : stop + 1] == ".")
    several = spelled.several.match(low, after)
    if several is not None:
        return spelled.symbols[" ".join(several[1].split())], factor, several.start(1), several.end()
    following = _WORD.match(low, after)
    if following is not None:
        bare = following[1].rstrip(".")
        symbol = spelled.symbols.get(following[1]) or spelled.symbols.get(bare)
        if symbol is not None and symbol != "%":
            return symbol, factor, following.start(1), following.start(1) + len(bare)
    return ("CFU", factor, start, stop) if factor > _SMALLEST_COUNT else _NO_UNIT


_SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LARGEST_EXPONENT: Final = 15


def _exponent(power: str, base: Number) -> Decimal | None:
    """Return the number that "5 x 10^9" or "10⁹" stands for."""
    digits = re.sub(r"^[ ]*[x×*·][ ]*10", "", power)
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


def _bound_before(low: str, start: int) -> tuple[int, Bound | None]:
    """Return the place and meaning of the sign before an amount: "< 0,5 g"."""
    at = start - 1
    while at >= 0 and low[at] == " " and start - at <= _WIDEST_GAP:
        at -= 1
    return at, BOUNDS.get(low[at]) if at >= 0 else None


def add_word_bounds(quantities: Sequence[Quantity], words: Mapping[str, Sequence[Word]], low: str) -> None:
    """Set the bound of quantities that a word goes before: "ca 300 mg", "mindre än 0,5 g"."""
    ends = {w.end: bound for kind, bound in _WORD_BOUNDS.items() for w in words.get(kind, ())}
    if not ends:
        return
    for quantity in quantities:
        at = quantity.start
        while at and low[at - 1] in " .:\n":
            at -= 1
        bound = ends.get(at)
        if bound and quantity.bound is None:
            quantity.bound = bound


def decimal_mark(quantities: Sequence[Quantity]) -> str:
    """Return the decimal mark that the label's unambiguous numbers use; "" when they do not tell."""
    uses = [q.uses for q in quantities]
    commas, points = uses.count(","), uses.count(".")
    return "" if commas == points else "," if commas > points else "."
