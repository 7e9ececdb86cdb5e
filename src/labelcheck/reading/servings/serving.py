"""Countable servings: "2 tabletter", "1 skopa (5 g)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge, Word
from labelcheck.reading.lex import number
from labelcheck.reading.lex.connectives import pattern_of, words_of
from labelcheck.reading.lex.lines import Line
from labelcheck.reading.lex.places import InOrder
from labelcheck.reading.lex.units import SYMBOLS
from labelcheck.reading.sections.sections import Sections

_DIGIT: Final = re.compile(r"[\d½¼¾⅓⅔⅛]")
_SUM: Final = re.compile(r"(?<![\d.,])(\d(?:[ ]?\+[ ]?\d)+|\d-\d-\d(?:-\d)?)[ ]?$")
"""Morning + noon + evening: "1+1+1 kapslar", "1-0-1 Kapsel"."""
_ADJECTIVE: Final = re.compile(r"^[^\W\d_]{2,16}[ ]?(?:[^\W\d_]{2,16}[ ]?)?\(")
"""Between a serving and its weight: "una cucharada rasa (10 g)"."""
_WRAPPED: Final = re.compile(r"(?:^|[^\w.,])\d{1,3}$")
"""A bare number at the end of a line."""
_WEIGHED: Final = frozenset({"tablet", "capsule", "gummy", "teaspoon", "tablespoon"})
"""What is a size of its own, and holds no other measure."""
_SPELLED_GAP: Final = re.compile(r"[ ]*(?:[^\W\d_]{2,14}[ ]+)?")
_LEAD: Final = re.compile(r"(?:(?<=\t)|(?<=  )|(?<=\| ))[^\W\d_]{1,3} $")
"""A small word between a cell's edge and a serving."""
OPENING: Final = re.compile(r"(?:\t| {2,}|\|\s*)$")
"""Before what opens a cell."""
_CLOSING: Final = re.compile(r"[.)]*(?:\t| {2,}|\s*\||\s*\()")
"""Behind what closes a cell."""
_REACH: Final = 34
_ONE: Final = Decimal(1)


@dataclass(slots=True, eq=False)
class Serving:
    """``low`` to ``high`` of the dose form ``of``, as printed at ``start:end``.

    ``counted`` is false where no number is printed ("per kapsel"); ``weight`` is what one such serving weighs or
    measures, where that follows in brackets ("1 skopa (5 g)"), as a number and "gram" or "ml".
    """

    start: int
    end: int
    low: Decimal
    high: Decimal
    of: str
    counted: bool
    weight: tuple[Decimal, str] | None = None
    times: int | None = None
    """How often it is taken, where that is printed within it: 3 in "3 x 1 kapsel"."""


@lru_cache(maxsize=2)
def _left(knowledge: Knowledge) -> re.Pattern[str]:
    """Return the number before a dose form, to the end of what is searched: "1 till 2", "2 x 1", "3 små"."""
    joints = pattern_of(knowledge, "between_numbers")
    return re.compile(
        rf"(?=[\d½¼¾⅓⅔⅛])(?:(?<![\w.,])(?P<low>{number.PATTERN})[ ]{{0,3}}(?:-|–|{joints})[ ]{{0,3}})?"
        rf"(?:(?<![\w.,])(?P<times>\d)[ ]{{0,3}}[x×*+][ ]{{0,3}})?(?:(?<![\w.,])|(?<=[x×*+]))(?P<count>{number.PATTERN})[ ]{{0,3}}"
        r"(?:\)[ ]{0,3}|\([^()\d]{1,14}\)[ ]{0,3})?(?P<adjective>[^\W\d_]{2,14}\.?[ ]{1,3})?$"
    )


@lru_cache(maxsize=4096)
def _numbers_at_end(left: str, knowledge: Knowledge) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """Return the sum that what stands before a dose form ends in, and the number; labels share most of it."""
    return _SUM.search(left), _left(knowledge).search(left)


def find_servings(sections: Sections) -> InOrder[Serving]:
    """Return all servings of the text in order."""
    found = [_counted(sections, word, word.meanings["dose-form"]) for word in sections.by_kind.get("dose-form", ())]
    multiplied = {s.end for s in found if s.times is not None}
    weighed = [q for q in sections.quantities if q.unit in ("g", "ml") and q.end not in multiplied]
    # a unit that is a dose form, too, is one serving and not two
    ends = {q.end for q in weighed}
    found = [s for s in found if s.end not in ends]
    for quantity in weighed:
        of = "gram" if quantity.unit == "g" else "ml"
        found.append(
            Serving(quantity.start, quantity.end, quantity.value, quantity.high or quantity.value, of, counted=True)
        )
    found = sorted((s for s in found if s.low > 0), key=lambda s: s.start)
    # Spanish "dos comprimidos": "dos" is a dose in another language
    counted = {s.start for s in found if s.counted}
    found = [s for s in found if s.counted or s.start not in counted]
    return InOrder(_join_weights(sections, _in_two_languages(sections, found)))


def _in_two_languages(sections: Sections, found: list[Serving]) -> list[Serving]:
    """Return one serving for a number whose form two languages name: "2 kapsler/kapslar"."""
    one: list[Serving] = []
    for serving in found:
        last = one[-1] if one else None
        if last is not None and last.counted and not serving.counted and serving.of == last.of:
            gap = sections.clean[last.end : serving.start]
            if gap.strip() == "/" and "\n" not in gap:
                last.end = serving.end
                continue
        one.append(serving)
    return one


def _counted(sections: Sections, word: Word, of: str) -> Serving:
    serving = _as_printed(sections, word, of)
    if of == "ml" and sections.low.startswith("c", word.start):
        # "2 cl" is 20 ml
        return replace(serving, low=serving.low * 10, high=serving.high * 10)
    return serving


def _as_printed(sections: Sections, word: Word, of: str) -> Serving:
    serving = _with_number(sections, word, of)
    # of a number at the end of the line before, the place is that of what it counts
    serving.start = max(serving.start, sections.line_at(word.start).start)
    return serving


def _with_number(sections: Sections, word: Word, of: str) -> Serving:
    left = _left_of(sections, word.start, of)
    added, match = _numbers_at_end(left, sections.knowledge) if _DIGIT.search(left) else (None, None)
    if added:
        value = Decimal(sum(int(d) for d in re.findall(r"\d", added[1])))
        return Serving(word.start - len(left) + added.start(1), word.end, value, value, of, counted=True)
    if match and match["adjective"] and match["adjective"].strip(" .") in SYMBOLS:
        match = None  # "inulin 100 mg Dosering": no hundred doses
    if match and match["adjective"] and _is_other(sections, word.start - len(match["adjective"]), word.start):
        match = None
    if match:
        count = _times(match, number.parse(match["count"], ","))
        low = number.parse(match["low"], ",") if match["low"] else count
        if count and low and low.values[0] <= count.values[0]:
            start = word.start - len(left) + match.start()
            often = int(match["times"]) if match["times"] and "+" not in match[0] else None
            return Serving(start, word.end, low.values[0], count.values[0], of, counted=True, times=often)
        if count:
            start = word.start - len(left) + match.start("times" if match["times"] else "count")
            return Serving(start, word.end, count.values[0], count.values[0], of, counted=True)
    spelled = _spelled(sections, word)
    if spelled:
        start, low_value, high_value = spelled
        return Serving(start, word.end, low_value, high_value, of, counted=True)
    return Serving(word.start, word.end, _ONE, _ONE, of, counted=False)


def _left_of(sections: Sections, start: int, of: str) -> str:
    """Return what stands before a dose form on its line, or at the end of the line before: "3" and then "kapslar"."""
    left = sections.low[max(0, start - _REACH) : start]
    at = left.rfind("\n")
    wrapped = at > 0 and not left[at + 1 :].strip() and _WRAPPED.search(left[:at])
    above = sections.line_at(start - len(left) + at) if wrapped else None
    # a row may end in a number of its own; grams and millilitres alone are never told without theirs
    parted = above is not None and (of in ("gram", "ml") or "nutrient" not in above.kinds)
    if above is not None and parted and not any(q.end >= above.end for q in above.quantities):
        left = f"{left[:at]} {left[at + 1 :]}"
        at = left.rfind("\n")
    return left[at + 1 :]


def _times(match: re.Match[str], count: number.Number | None) -> number.Number | None:
    """Return "2x1" and "1+1" as two."""
    if count is None or match["times"] is None:
        return count
    times = Decimal(match["times"])
    plus = "+" in match.string[match.end("times") : match.start("count")]
    value = count.values[0] + times if plus else count.values[0] * times
    return number.Number((value,))


def _is_other(sections: Sections, start: int, end: int) -> bool:
    """Whether the word between number and dose form is more than an adjective ("30 min kapsel")."""
    return any(w.meanings.keys() - {"dose-form", "common"} for w in sections.words_between(start, end))


def _spelled(sections: Sections, word: Word) -> tuple[int, Decimal, Decimal] | None:
    """Return the start and range of a number in words before ``word``: "en kapsel", "one or two capsules"."""
    before = [w for w in sections.words_between(max(0, word.start - _REACH), word.start) if "number" in w.meanings]
    if not before:
        return None
    last = before[-1]
    if _is_other(sections, last.end, word.start):
        return None  # "tenore medio per bustina": no half of one
    gap = sections.low[last.end : word.start]
    gap = gap if gap.strip() else gap.replace("\n", " ", 1)  # "five" and, on the next line, "drops"
    if "\n" in gap or not _SPELLED_GAP.fullmatch(gap):
        return None
    high = Decimal(last.meanings["number"])
    if len(before) > 1:
        joint = sections.low[before[-2].end : last.start].strip()
        if joint in ("-", "–") or joint in words_of(sections.knowledge, "between_numbers"):
            low = Decimal(before[-2].meanings["number"])
            if low < high:
                return before[-2].start, low, high
    return last.start, high, high


_PORTIONS: Final = frozenset({"teaspoon", "tablespoon", "scoop", "serving", "sachet"})
"""What "one … of 30 g" tells the size of; of two it may be that of each or of both."""


def _join_weights(sections: Sections, servings: list[Serving]) -> list[Serving]:
    """Give a serving the weight that follows it: "1 skopa (5 g)", "1 skopa, 2 g", "1 sachet = 5 g"."""
    joined: list[Serving] = []
    skip = False
    for i, serving in enumerate(servings):
        if skip:
            skip = False
            continue
        following = servings[i + 1] if i + 1 < len(servings) else None
        sized = _sized(sections, serving, following) if following is not None and not following.counted else None
        if sized is not None:
            joined.append(sized)
            skip = True
            continue
        if following is not None and following.counted:
            gap = sections.low[serving.end : following.start].strip()
            weighed = following.of in ("gram", "ml") and serving.of not in ("gram", "ml")
            counted_after = serving.of in ("gram", "ml") and following.of not in ("gram", "ml") and gap.startswith("(")
            # "3 g (1 struket mått = 1 g)" tells what a scoop weighs, not how many the dose is
            counted_after = counted_after and not sections.low.startswith("=", following.end + 1)
            # nor does "800 drops (1 ml = 40 drops)" tell what they all measure
            third = servings[i + 2] if i + 2 < len(servings) else None
            counts_it = third is not None and third.of == serving.of and third.high != serving.high
            equals = sections.low[following.end : following.end + 2].lstrip().startswith("=")
            weighed = weighed and not (equals and counts_it)
            if (
                (weighed and _is_size(sections, serving, following))
                or (
                    weighed
                    and (serving.counted or gap != ",")  # "D-droppar, 30 ml" is a bottle's
                    and _leads_to_weight(sections.knowledge, _ADJECTIVE.sub("(", gap))
                )
                or (
                    weighed  # "each sachet of 8 g provides", "one tablespoon of 10 ml gives"
                    and (
                        (following.of == "gram" and not serving.counted)
                        or (serving.of in _PORTIONS and serving.high == 1)
                    )
                    and gap in words_of(sections.knowledge, "each_weighs")
                )
                or (
                    counted_after
                    and gap[1:] not in words_of(sections.knowledge, "at")
                    and gap.startswith("(")
                    and _leads_to_weight(sections.knowledge, gap)
                )
            ):
                # "30 Sticks à 2 g" weighs each
                each = gap.removeprefix("(") in words_of(sections.knowledge, "at", "each_weighs")
                of_each = _ONE if each else serving.high
                weight = (following.high / of_each, following.of) if serving.high else None
                joined.append(replace(serving, end=following.end, weight=weight))
                skip = True
                continue
        joined.append(serving)
    return joined


def _sized(sections: Sections, weight: Serving, form: Serving) -> Serving | None:
    """Return a form whose weight stands before it: "each 1.5 g tablet", "a 5 ml teaspoon"."""
    apart = sections.clean[weight.end : form.start]
    if weight.of not in ("gram", "ml") or form.of not in _WEIGHED or apart not in (" ", "-"):
        return None
    word = sections.word_before(weight.start)
    if word is None or sections.clean[word.end : weight.start].strip():
        return None
    counted = word.meanings.get("number") == "1"
    if not counted and {"each", "per"}.isdisjoint(word.meanings):
        return None
    start = word.start if counted else weight.start
    return replace(form, start=start, counted=counted, weight=(weight.high, weight.of))


def _leads_to_weight(knowledge: Knowledge, gap: str) -> bool:
    """Whether what stands between a serving and a weight says that it weighs that: "(", "= ", "(ca."."""
    if gap in ("(", "=", "(=", "/", ",") or gap in words_of(knowledge, "weighing"):
        return True
    return gap in words_of(knowledge, "at") or (gap[:1] == "(" and gap[1:] in words_of(knowledge, "at", "weighs"))


def _is_size(sections: Sections, serving: Serving, weight: Serving) -> bool:
    """Whether what follows is what a serving measures: "Per shot 25 ml", or grams alone on the line."""
    gap = sections.clean[serving.end : weight.start]
    line = sections.line_at(serving.start)
    bracketed = (
        sections.clean[serving.start - 1 : serving.start] == "(" and sections.clean[weight.end : weight.end + 1] == ")"
    )
    if bracketed or fills_cell(sections, line, serving.start, weight.end):
        # "1 portion 125 g", "1 portion RI* 125 g" in a heading's cell, "(one tablet 10 g)" below it
        for named in sections.words_between(serving.end, weight.start):
            if "reference" in named.meanings:
                gap = gap.replace(sections.clean[named.start : named.end], "", 1)
        counted = serving.counted and "  " not in gap and not gap.strip(" %*")
        return counted and line.kinds.isdisjoint(("nutrient", "form", "take"))
    if gap.strip():
        return False
    word = next(iter(reversed(sections.words_between(line.start, serving.start))), None)
    if word is None or "per" not in word.meanings or sections.clean[word.end : serving.start].strip():
        return False
    if weight.of == "ml":
        return True
    left, right = sections.clean[line.start : word.start], sections.clean[weight.end : line.end]
    return not left.strip(" -–•*") and not right.strip(" :.*")


def fills_cell(sections: Sections, line: Line, start: int, end: int) -> bool:
    """Whether a stretch of a line has a cell of its own, with "in" before it: "   in 2 tablets   "."""
    clean = sections.clean
    if _CLOSING.match(clean, end, line.end) is None and clean[end : line.end].strip(" |)."):
        return False
    left = _LEAD.sub("", clean[line.start : start])
    return not left.strip() or OPENING.search(left) is not None
