"""Where the name of an amount stands: before it, after it, in a bracket."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck.knowledge import Knowledge, Word
from labelcheck.reading.lex.connectives import pattern_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.sections.region import has_letters, trim
from labelcheck.reading.sections.sections import Sections

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
            rf"(?:(?:{pattern_of(knowledge, 'amount_of')})[ ]+)?(?:d[’'])?$"
        ),
        re.compile(rf"[ ](?:{joints})[ ]*$"),
        re.compile(rf"[,;.\n]|\b(?:{joints})\b|[+&]"),
    )


def of_which(sections: Sections, start: int, end: int, *, inside: bool = False) -> int:
    """Return where the text goes on after "varav", or 0 where it does not stand.

    Between two amounts of a row (``inside``) "motsvarande", "ger" and "=" mean the same.
    """
    found = 0
    closed = [m.span() for m in _CLOSED.finditer(sections.clean, start, end) if _NUMBERED.search(m.group())]
    for word in sections.words_between(start, end):
        if any(opens < word.start < closes for opens, closes in closed):
            continue  # "Vitamin A (varav betakaroten 400 µg) 800 µg": said of the name
        if (
            "of_which" in word.meanings
            or (inside and {"equals", "contains"} & word.meanings.keys())
            or (
                found
                and {"elemental", "as_form"} & word.meanings.keys()
                and not sections.clean[found : word.start].strip()
            )
        ):
            found = word.end
    if inside and not found and "=" in sections.clean[start:end]:
        found = sections.clean.index("=", start, end) + 1
    return found


def led_by_of_which(sections: Sections, line: Line) -> bool:
    """Whether the line before ends in "of which": what it parts begins this one."""
    if not line.number:
        return False
    above = sections.lines[line.number - 1]
    if "of_which" not in above.kinds:
        return False
    last = above.words[-1]
    return "of_which" in last.meanings and not sections.clean[last.end : above.end].strip(" :")


def has_name(sections: Sections, start: int, end: int) -> bool:
    """Whether a stretch names a known nutrient or form."""
    return any(not NAMES.isdisjoint(w.meanings) for w in sections.words_between(start, end))


def name_after(sections: Sections, token: Quantity, following: Quantity | None) -> Word | None:
    """Return the name that directly follows an amount: "101 mg jonów magnezu", "50 µg (2000 IE) D-vitamin".

    A percentage with the reference it is of may stand between: "200 µg - 364 % RWS - selenu".
    """
    at = token.end
    limit = min(len(sections.clean), at + 90)
    line_end = sections.clean.find("\n", at)
    limit = min(limit, line_end if line_end >= 0 else limit)
    for word in sections.words_between(at, limit):
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
            and (sections.clean[at : following.start].strip() not in ("(", "/", "="))
        ):
            return None
        return word if _patterns(sections.knowledge).after.fullmatch(sections.low, at, word.start) else None
    return None


def leads_on(sections: Sections, word: Word, following: Quantity | None) -> bool:
    """Whether the name that follows an amount is rather the name of the next one."""
    if following is None or following.unit == "%":
        return False
    between = sections.clean[word.end : following.start]
    if following.start < word.end or _patterns(sections.knowledge).joined.search(between):
        return False
    if has_letters(between) and name_after(sections, following, None) is not None:
        return False  # "20 mg iron together with 60 mg vitamin C"
    # "400 mg magnesium from 2,500 mg magnesium citrate": what follows weighs its compound
    said = sections.words_between(word.end, following.start)
    if said and between.lstrip().startswith("(") and "as_form" in said[0].meanings:
        return False  # "240 mg magnesium (as magnesium bisglycinate 2,000 mg)"
    sourced = bool(said) and all("as_form" in w.meanings for w in said)
    return not sourced or has_letters(
        sections.clean[word.end : said[0].start] + sections.clean[said[-1].end : following.start]
    )


def with_bracket(sections: Sections, end: int) -> int:
    """Return the end of a name with a bracket that directly follows it, unless that holds an amount."""
    match = _BRACKET.match(sections.clean, end)
    if match and not any(end <= q.start < match.end() for q in sections.line_at(end).quantities):
        return match.end()
    return end


def with_epithet(sections: Sections, end: int) -> int:
    """Return the end of a strain's name with its species: "10 miljarder CFU Lactobacillus reuteri"."""
    match = _EPITHET.match(sections.clean, end)
    if match is None or any(match.start(1) <= w.start < match.end() for w in sections.words_between(end, match.end())):
        return end
    return match.end()


def with_bracket_before(sections: Sections, start: int, end: int, limit: int) -> int:
    """Return the end of a name whose closing bracket was trimmed off."""
    if sections.clean.count("(", start, end) > sections.clean.count(")", start, end):
        closing = sections.clean.find(")", end, limit)
        if closing >= 0:
            return closing + 1
    return end


def words_after(sections: Sections, token: Quantity, following: Quantity | None, line: Line) -> tuple[int, int] | None:
    """Return the unknown name that follows an amount with nothing before it: "500 mg Kreatin"."""
    limit = following.start if following is not None else line.end
    match = _WORDS.match(sections.clean, token.end, limit)
    if match is None:
        return None
    joint = _patterns(sections.knowledge).joint.search(sections.low, match.start(1), match.end(1))
    region = trim(sections, match.start(1), joint.start() if joint else match.end(1), opening=False)
    if region is None:
        return None
    words = sections.words_between(*region)
    last = words[-1] if words else None
    if (
        following is not None
        and last is not None
        and "nutrient" in last.meanings
        and region[0] < last.start
        and last.end == region[1]
        and not sections.clean[last.end : following.start].strip(" .:")
    ):
        # "200 µg som L-metylfolat Järn 27 mg": the last word is the next amount's name
        region = trim(sections, region[0], last.start, opening=False)
        if region is None:
            return None
        words = sections.words_between(*region)
    if any(
        w.start == region[0]
        and not {"nutrient", "form"} & set(w.meanings)
        and {"dose-form", "per", "per_day", "reference", "equals", "take", "approx", "children", "adults"}
        & set(w.meanings)
        for w in words
    ):
        return None
    return region
