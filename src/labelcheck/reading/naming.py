"""Where the name of an amount stands: before it, after it, in a bracket."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck.knowledge import Knowledge, Word
from labelcheck.reading.lex.connectives import pattern_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.quantity import Quantity
from labelcheck.reading.region import trim
from labelcheck.reading.sheet import Sheet

NAMES: Final = frozenset({"nutrient", "form"})
_BRACKET: Final = re.compile(r"[ ]?\([^()\n]{1,80}\)")
_EPITHET: Final = re.compile(r"[ ]([a-z]{4,}(?:[ ][A-Z][\w-]+)?)(?![\w-])")
_CLOSED: Final = re.compile(r"\([^()\n]*\)")
_NUMBERED: Final = re.compile(r"\d[ ]?(?:%|[^\W\d_])")
_WORDS: Final = re.compile(r"[ ]*(?:\([^()\n]*\)[ ]*)?([^\W\d_][^,;.()\n|\t*]{1,70})")


class _Patterns(NamedTuple):
    """What stands around names: ``after`` between an amount and its name, ``joint`` at a name's end, ``joined`` within."""

    after: re.Pattern[str]
    joint: re.Pattern[str]
    joined: re.Pattern[str]


@lru_cache(maxsize=2)
def _patterns(knowledge: Knowledge) -> _Patterns:
    joints = pattern_of(knowledge, "and")
    return _Patterns(
        re.compile(
            r"[ *]*(?:[–=-]?[ ]*\(?[\d.,<]+[ ]?%[ *)]*)?(?:\([^()\n]{0,40}\)[ ]*)?[–-]?[ ]*"
            rf"(?:(?:{pattern_of(knowledge, 'amount_of')})[ ]+)?(?:d’)?$"
        ),
        re.compile(rf"[ ](?:{joints})[ ]*$"),
        re.compile(rf"[,;.\n]|\b(?:{joints})\b|[+&]"),
    )


def of_which(sheet: Sheet, start: int, end: int, *, inside: bool = False) -> int:
    """Return where the text goes on after "varav", or 0 where it does not stand.

    Between two amounts of a row (``inside``) "motsvarande", "ger" and "=" mean the same.
    """
    found = 0
    closed = [m.span() for m in _CLOSED.finditer(sheet.clean, start, end) if _NUMBERED.search(m.group())]
    for word in sheet.words_between(start, end):
        if any(opens < word.start < closes for opens, closes in closed):
            continue  # "Vitamin A (varav betakaroten 400 µg) 800 µg": said of the name
        if (
            "of_which" in word.meanings
            or (inside and {"equals", "contains"} & word.meanings.keys())
            or (
                found
                and {"elemental", "as_form"} & word.meanings.keys()
                and not sheet.clean[found : word.start].strip()
            )
        ):
            found = word.end
    if inside and not found and "=" in sheet.clean[start:end]:
        found = sheet.clean.index("=", start, end) + 1
    return found


def has_name(sheet: Sheet, start: int, end: int) -> bool:
    """Whether a stretch names a known nutrient or form."""
    return any(not NAMES.isdisjoint(w.meanings) for w in sheet.words_between(start, end))


def name_after(sheet: Sheet, token: Quantity, following: Quantity | None) -> Word | None:
    """Return the name that directly follows an amount: "101 mg jonów magnezu", "50 µg (2000 IE) D-vitamin".

    A percentage with the reference it is of may stand between: "200 µg - 364 % RWS - selenu".
    """
    at = token.end
    limit = min(len(sheet.clean), at + 90)
    line_end = sheet.clean.find("\n", at)
    limit = min(limit, line_end if line_end >= 0 else limit)
    for word in sheet.words_between(at, limit):
        if (
            "reference" in word.meanings
            and following is not None
            and following.unit == "%"
            and following.start < word.start
        ):
            at = word.end
            continue
        if NAMES.isdisjoint(word.meanings):
            continue
        if (
            following is not None
            and following.start < word.start
            and following.unit != "%"
            and (sheet.clean[at : following.start].strip() not in ("(", "/", "="))
        ):
            return None
        return word if _patterns(sheet.knowledge).after.fullmatch(sheet.low, at, word.start) else None
    return None


def leads_on(sheet: Sheet, word: Word, following: Quantity | None) -> bool:
    """Whether the name that follows an amount is rather the name of the next one."""
    if following is None or following.unit == "%":
        return False
    between = sheet.clean[word.end : following.start]
    return following.start >= word.end and not _patterns(sheet.knowledge).joined.search(between)


def with_bracket(sheet: Sheet, end: int) -> int:
    """Return the end of a name with a bracket that directly follows it, unless that holds an amount."""
    match = _BRACKET.match(sheet.clean, end)
    if match and not any(end <= q.start < match.end() for q in sheet.line_at(end).quantities):
        return match.end()
    return end


def with_epithet(sheet: Sheet, end: int) -> int:
    """Return the end of a strain's name with its species: "10 miljarder CFU Lactobacillus reuteri"."""
    match = _EPITHET.match(sheet.clean, end)
    if match is None or any(match.start(1) <= w.start < match.end() for w in sheet.words_between(end, match.end())):
        return end
    return match.end()


def with_bracket_before(sheet: Sheet, start: int, end: int, limit: int) -> int:
    """Return the end of a name whose closing bracket was trimmed off."""
    if sheet.clean.count("(", start, end) > sheet.clean.count(")", start, end):
        closing = sheet.clean.find(")", end, limit)
        if closing >= 0:
            return closing + 1
    return end


def words_after(sheet: Sheet, token: Quantity, following: Quantity | None, line: Line) -> tuple[int, int] | None:
    """Return the unknown name that follows an amount with nothing before it: "500 mg Kreatin"."""
    limit = following.start if following is not None else line.end
    match = _WORDS.match(sheet.clean, token.end, limit)
    if match is None:
        return None
    joint = _patterns(sheet.knowledge).joint.search(sheet.low, match.start(1), match.end(1))
    region = trim(sheet, match.start(1), joint.start() if joint else match.end(1), opening=False)
    if region is None:
        return None
    words = sheet.words_between(*region)
    last = words[-1] if words else None
    if (
        following is not None
        and last is not None
        and "nutrient" in last.meanings
        and region[0] < last.start
        and last.end == region[1]
        and not sheet.clean[last.end : following.start].strip(" .:")
    ):
        # "200 µg som L-metylfolat Järn 27 mg": the last word is the next amount's name
        region = trim(sheet, region[0], last.start, opening=False)
        if region is None:
            return None
        words = sheet.words_between(*region)
    if any(
        w.start == region[0]
        and not {"nutrient", "form"} & set(w.meanings)
        and {"dose-form", "per", "per_day", "reference", "equals", "take", "approx", "children", "adults"}
        & set(w.meanings)
        for w in words
    ):
        return None
    return region
