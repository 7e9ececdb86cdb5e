"""Amounts whose unit is not beside the number: in the name, in the heading, or left out for calories."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge, Word
from labelcheck.reading.lex import number
from labelcheck.reading.lex.connectives import words_of
from labelcheck.reading.lex.heads import odd_head
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.number import LOOK_ALIKES, MARKS
from labelcheck.reading.lex.quantity import BOUNDS, UNCLEAR, Quantity
from labelcheck.reading.lex.units import QUALIFIERS, unit_pattern, unit_symbol
from labelcheck.reading.panel.heading_units import UnitColumn, unit_at
from labelcheck.reading.panel.naming import NAMES
from labelcheck.reading.sections.region import has_letters
from labelcheck.reading.sections.sections import Sections

_QUALIFIER: Final = "|".join(re.escape(q) for q in sorted(QUALIFIERS, key=len, reverse=True))
_CELL: Final = re.compile(
    rf"(?:^|\t|(?<![ ])[ ]{{2,}}+|\|[ ]*+|:[ ]*+|\.{{3,}}+[ ]*+)(?P<bound>[<>~])?[ ]?(?P<num>{number.PATTERN})(?=[ ]*(?:\t|\||[ ]{{2,}}|[*†‡]|$))"
)
_ALONE: Final = re.compile(rf"[*†‡ :]*[ ](?P<num>{number.PATTERN})[ *†‡]*")
"""All that stands behind a name, below a heading that tells the unit: "Calcium* 500"."""
_PLAIN_CELL: Final = re.compile(rf"(?P<bound>[<>~])?[ ]?(?P<num>\d+[·٫'’]\d+(?![\d{MARKS}])|\d+(?:[.,]\d+)?)")
_THOUSANDS: Final = re.compile(
    r"(?P<bound>[<>~])?[ ]?(?P<num>[1-9]\d{0,2}[ ]000)(?=[ ]?(?:[ ]{2}|[\t|]|$))", re.MULTILINE
)
"""Full thousands with a space, which fill their cell below a unit: "1 000"."""
_MORE: Final = re.compile(rf"[{LOOK_ALIKES}{MARKS}-]*[\dоo]|[ ]000(?!\d)|[ ]?[{MARKS}][ ]?\d")
"""What goes on behind a cell's number as if it were the rest of it: "5O0", "1 000", "2 ,5"."""
_MASSES: Final = frozenset({"g", "mg", "µg"})
_SHARE: Final = re.compile(
    rf"[ ]?[:–-]?[ ]?(?P<num>{number.PATTERN})(?=[ ]*(?:[,;)&+|\t]|/[ ]*\D|$|[^\W\d_]{{1,5}}[ ]|\.(?!\d)))",
    re.MULTILINE,
)
"""A number behind a name, with no unit: what follows is the end of its cell or item, or a short word such as "and"."""
_DIGIT: Final = re.compile(r"\d")
_NUMBERED: Final = re.compile(r"[\d½¼¾⅓⅔⅛<]")
_CALORIES: Final = re.compile(r"\s*[:.…|]*\s*(\d{1,4})\s*[*†|]*(?:(?:\t|\||[ ]{2,})[ ]*\d{1,4}[ ]*[*†|]*)?\s*$")
_INTEGER: Final = re.compile(r"\d+")


_AFTER_PERCENT: Final = re.compile(r"[*†‡¹²³]*(?:[ ]{2,}|[ ]*[\t|])[ \t|]*(?=\d)")
_OPENING: Final = re.compile(r"(?:[ ]{2}|[\t|][ ]?)[•·–-]?[ ]?$")
"""Before what opens a cell."""
_NUMBER_BEHIND: Final = re.compile(r"[^\t|\d]*?(?:[ ]{2}|[\t|])[ ]*[<>~]?\d")
"""Behind a name: the rest of its cell, and a number in the next."""
_PARTED: Final = re.compile(r"[,(\[\t|]|  ")
"""What parts a unit from the name before it: asked first, as the pattern of all units takes long to make."""


@lru_cache(maxsize=2)
def _in_name(knowledge: Knowledge) -> re.Pattern[str]:
    """Return a unit, in all spellings, that stands alone in a row's name: "Magnesium, mg   375"."""
    apart = r"[,(\[\t|]|(?<![ ])[ ]{2}"
    # "Zink mg (som citrat) | 7,5", and not the unit of "Zink 100 g   1 tablett"
    last = r"(?:(?<=[^\W\d_])|(?<=[^\W\d_]\d)|(?<=[^\W\d_]\d\d))[ ](?=[^ \t|]++(?:[ ][^ \t|(]++)?[ ]?(?:\([^()]{1,60}\))?[ ]?(?:[ ]{2}|[\t|]))"
    return re.compile(
        rf"[•·*–\- ]*[^\W\d_].*?(?:{apart}|{last})[ \t]*+{_unit(knowledge)}(?:[ ](?P<qualifier>{_QUALIFIER}))?"
        r"(?:[)\]]|[ ]?\([^()]{1,60}\))?(?:[ \t:.|…]|[–-](?=[ ]{2}|\t))+(?P<rest>[\d<].*)$"
    )


def _unit(knowledge: Knowledge) -> str:
    return rf"(?P<unit>{unit_pattern(knowledge)})"


def bare_amounts(sections: Sections, line: Line, heading: Sequence[UnitColumn], begin: int) -> list[Quantity]:
    """Return the amount of a line that prints no unit beside its number; empty for a line without one.

    "Magnesium, mg   375   100", "Magnesium | 375 | 100" under a heading "mg", "Calories 15". ``begin`` is where the row
    begins on its line, behind what another column printed before. Of two tables side by side there is an amount for each:
    "Vitamin C   80   100   |   Biotin   50   100" below "mg" and "µg".
    """
    found = _first_amount(sections, line, heading, begin)
    beside = _next_name(sections, line, found[0].end) if len(found) == 1 else None
    return found if beside is None else [*found, *bare_amounts(sections, line, heading, beside)]


def _next_name(sections: Sections, line: Line, end: int) -> int | None:
    """Return where a nutrient's name opens a further cell, with a number in the next."""
    for word in line.words:
        if word.start <= end or NAMES.isdisjoint(word.meanings):
            continue
        if _OPENING.search(sections.clean, end, word.start) and _NUMBER_BEHIND.match(
            sections.clean, word.end, line.end
        ):
            return word.start
    return None


def _first_amount(sections: Sections, line: Line, heading: Sequence[UnitColumn], begin: int) -> list[Quantity]:
    low = sections.low[begin : line.end]
    if not _NUMBERED.search(low):
        return []
    match = _in_name(sections.knowledge).match(low.lstrip()) if _PARTED.search(low) else None
    if match:
        offset = begin + len(low) - len(low.lstrip())
        unit = unit_symbol(match["unit"], sections.knowledge)
        start = _behind_percent(line, offset + match.start("rest"), sections.clean)
        found = _cell(sections, start, line.end, unit, match["qualifier"] or "")
        # "Iron (mg) 25 %": that is no amount
        return [f for f in found if not any(q.start <= f.start < q.end for q in line.quantities)]
    calories = _calories(sections, line)
    if calories:
        return calories
    return _below_heading(sections, line, low, heading, begin) if heading else []


def _below_heading(
    sections: Sections, line: Line, low: str, heading: Sequence[UnitColumn], begin: int
) -> list[Quantity]:
    """Return the amount of a line whose unit the heading tells."""
    first = _CELL.search(low)
    at = begin + first.start("num") if first else line.end
    if first and has_letters(low[: first.start("num")]):
        unit = unit_at(sections, line, at, begin + first.end("num"), heading)
        return _cell(sections, at, line.end, unit, "", below=True) if unit else []
    name = line.words[0] if line.words else None
    if name is not None and "nutrient" in name.meanings and not has_letters(sections.clean[begin : name.start]):
        alone = _ALONE.fullmatch(sections.clean, name.end, line.end)
        unit = unit_at(sections, line, *alone.span("num"), heading) if alone else ""
        return _cell(sections, alone.start("num"), line.end, unit, "", below=True) if alone and unit else []
    return []


def _behind_percent(line: Line, start: int, clean: str) -> int:
    """Return where the amounts of a row begin, behind a percentage in a cell of its own: "Vitamin C (mg)  100 %  40  80"."""
    percent = next((q for q in line.quantities if q.start == start and q.unit == "%"), None)
    if percent is None:
        return start
    behind = _AFTER_PERCENT.match(clean, percent.end, line.end)
    return behind.end() if behind is not None else start


@lru_cache(maxsize=2)
def _fatty_acids(knowledge: Knowledge) -> frozenset[str]:
    return frozenset([i for i, nutrient in knowledge.nutrients.items() if nutrient.kind == "fatty-acid"])


def has_fatty_acids(sections: Sections) -> bool:
    """Whether the text names any fatty acid."""
    named = {w.meanings["nutrient"] for w in sections.by_kind.get("nutrient", ())}
    return not named.isdisjoint(_fatty_acids(sections.knowledge))


def bare_shares(sections: Sections, line: Line, above: Quantity | None) -> list[Quantity]:
    """Return the numbers of fatty acids that are printed in the unit of the whole: "Omega-3 684 mg: EPA 410, DHA 274".

    ``above`` is the amount of the whole where that stands on the line before.
    """
    nutrients = sections.knowledge.nutrients
    found: list[Quantity] = []
    left: dict[int, Decimal] = {}
    for word in line.words:
        share = nutrients[word.meanings["nutrient"]] if "nutrient" in word.meanings else None
        if share is None or share.kind != "fatty-acid" or share.part_of is None:
            continue
        match = _SHARE.match(sections.clean, word.end, line.end)
        parsed = number.parse(match["num"]) if match else None
        if (
            match is None
            or parsed is None
            or any(q.start < match.end() and q.end > match.start("num") for q in line.quantities)
        ):
            continue
        whole = next((q for q in reversed(line.quantities) if q.end <= word.start and q.unit in _MASSES), above)
        if whole is None or whole.high is not None:
            continue
        rest = left.get(whole.start, whole.value) - parsed.values[0]
        left[whole.start] = rest
        note = "" if rest >= 0 else UNCLEAR
        start, end = match.span("num")
        found.append(Quantity(start, end, parsed.values, whole.unit, parsed.mark, unit_start=end, note=note))
    return found


def is_whole(sections: Sections, start: int, end: int) -> bool:
    """Whether a row's name is that of fatty acids or an oil, which others may be shares of."""
    kinds = {
        sections.knowledge.nutrients[w.meanings["nutrient"]].kind
        for w in sections.words_between(start, end)
        if "nutrient" in w.meanings
    }
    return bool(kinds) and kinds <= {"fatty-acid", "other"}


def _cell(
    sections: Sections, start: int, end: int, unit: str, qualifier: str, *, below: bool = False
) -> list[Quantity]:
    # no other space between thousands here: "Magnesium, mg   375 100" is 375 mg and 100 %
    match = _THOUSANDS.match(sections.low, start, end) if below else None
    match = match or _PLAIN_CELL.match(sections.low, start, end)
    parsed = number.parse(match["num"]) if match else None
    if match is None or parsed is None:
        return []
    bound, first, note = match["bound"], match.start(), ""
    head = odd_head(sections.low, match.start("num"), match.end("num"), max(0, first - 2)) if not bound else None
    if head is not None or _MORE.match(sections.low, match.end(), end):
        note = UNCLEAR
        parsed = head.meant if head is not None and head.meant is not None else parsed
        first = head.start if head is not None else first
    return [
        Quantity(
            first,
            match.end(),
            parsed.values,
            unit,
            parsed.mark,
            QUALIFIERS.get(qualifier),
            BOUNDS.get(bound or ""),
            unit_start=match.end(),
            note=note,
        )
    ]


def _calories(sections: Sections, line: Line) -> list[Quantity]:
    """Return the kilocalories of "Calories 15", "Calories 110   220": US labels print no unit."""
    word = next((w for w in line.words if w.meanings.get("nutrient") == "energy"), None)
    if word is None or not sections.low.startswith(tuple(words_of(sections.knowledge, "calories")), word.start):
        return []
    if has_letters(sections.clean[line.start : word.start]):
        return []
    # "Calories 160   Calories from Fat 60": how much of it comes from fat is said behind it
    again = next(
        (w.start for w in line.words if w.start > word.end and w.meanings.get("nutrient") == "energy"), line.end
    )
    for end in _name_ends(sections, word, line):
        match = _CALORIES.match(sections.clean, end, again)
        if match:
            return [
                Quantity(n.start(), n.end(), (Decimal(n.group()),), "kcal", unit_start=n.end())
                for n in _INTEGER.finditer(sections.clean, match.start(1), again)
            ]
    return []


def _name_ends(sections: Sections, word: Word, line: Line) -> list[int]:
    """Return where the name may end: "Calories", "Calories from fat"."""
    match = re.compile(r"(?:[ ]+[^\W\d_]+){1,3}").match(sections.clean, word.end, line.end)
    return [word.end, match.end()] if match else [word.end]
