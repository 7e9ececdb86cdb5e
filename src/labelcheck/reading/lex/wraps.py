"""Lines that a sentence runs over: a space stands for the line end within running text, so that it is read as one line.

Rows of a panel stand on lines of their own. A sentence shows where it goes on: in a small word at the break ("300 mg
magnesium" over "och 4,2 mg"), in a number over its unit, in a name or phrase of which each line holds a part.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.knowledge.fold import fold
from labelcheck.reading.lex.connectives import words_of
from labelcheck.reading.lex.number import PATTERN
from labelcheck.reading.lex.units import unit_pattern

_NUMBER_ENDS: Final = re.compile(rf"(?<![\w.,])(?:{PATTERN})$")
_CELL: Final = re.compile(r"\t|[ ]{2}|\|")
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_LAST: Final = re.compile(r"([^\W\d_]+),?$")
_RUNS: Final = re.compile(r"[,.;](?: |$)|[ ][^\W\d_]+[ ][^\W\d_]+[ ][^\W\d_]+")
"""What a line of running text has, and "20 mg lutein" below "2 capsules contain" has not."""
_OPENED: Final = re.compile(r"(?:^|[.!?][ ])[^\W\d_]+$")
"""A sentence of one word so far: "… of the day. The"."""
_ENDED: Final = re.compile(r"[^\W\d_]{2}[.!?] +[^\W\d_]")
"""A sentence that ends within a line, and another."""
_LISTED_ON: Final = re.compile(r"\)?, ")
"""Behind a form: another row follows."""
_FIRST: Final = re.compile(r"\(?([^\W\d_]+)")
_CLAUSE: Final = re.compile(r"[,.;:(]")
_ENDS: Final = tuple(".:;!?|*•-")
_SHORT: Final = 4
"""Letters of a word that the language files call common and that joins its neighbours: "som", "with"; "serving" heads a column."""
_LETTER: Final = 2
"""Letters of what ends a vitamin's name: "C", "K" of "K2"."""
_PROSE: Final = 3
"""Words beside names and units that make lines running text."""
_NAMED: Final = frozenset({"nutrient", "form", "anion"})
_JOINING: Final = frozenset({"contains", "equals", "per", "each", "number", "together"})
_GIVING: Final = frozenset({"contains", "equals"})
_OPENING_ON: Final = _GIVING | {"as_form"}
_WEIGHTS: Final = frozenset({"g", "ml"})
_HEADING: Final = frozenset({"per", "each"})
_TAIL: Final = 200
"""Characters of what was joined so far that the next line may go on with."""
_OPENING: Final = _NAMED | {"adults", "children"}
"""What may begin a row, or a dose of its own."""
_NAME: Final = 40
"""Characters of what may be a name."""
_LINES: Final = 40
"""Lines of the longest running text of a label: a text made to be hostile has no end of them."""


class _Patterns:
    """Where amounts and units stand at a break; each is made when a label first asks, as it holds all units."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._unit = unit_pattern(knowledge)

    @cached_property
    def amount_ends(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w.,])(?:{PATTERN})[ ]?(?P<unit>{self._unit})$", re.IGNORECASE)

    @cached_property
    def unit_begins(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._unit})(?![^\W\d_])", re.IGNORECASE)

    @cached_property
    def amount_begins(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{PATTERN})[ ]?(?:{self._unit})(?![^\W\d_])", re.IGNORECASE)


_patterns: Final = lru_cache(maxsize=2)(_Patterns)


def unwrapped(clean: str, knowledge: Knowledge) -> str:
    """Return a text of the same length in which a space stands for each line end within running text that tells amounts."""
    lines = clean.split("\n")
    if len(lines) < 2:
        return clean
    breaks: set[int] = set()
    run: list[int] = []
    above = lines[0]
    for number, below in enumerate(lines[1:], 1):
        if above[-1:] == "%" and below[:1].isupper() and not (run or below.isupper()):
            above = below  # the commonest: a row over another
            continue
        if not run and below[:1].islower() and _is_one_name(above, below, knowledge):
            breaks.add(number)
            above = f"{above} {below}"
            continue
        if _may_go_on(above, below) and len(run) < _LINES:
            up, down = above.rstrip(), below.strip()
            if (run and _runs_on(up, down, knowledge)) or _goes_on(up, down, knowledge):
                run.append(number)
                above = f"{up[-_TAIL:].rstrip()} {below}"
                continue
        if run:
            breaks.update(_of_prose(lines, run, knowledge))
            run = []
        above = below
    breaks.update(_of_prose(lines, run, knowledge))
    if not breaks:
        return clean
    return lines[0] + "".join([f"{' ' if n in breaks else chr(10)}{line}" for n, line in enumerate(lines[1:], 1)])


def _is_one_name(above: str, below: str, knowledge: Knowledge) -> bool:
    """Whether a row's name stands on two lines, its amounts on the second: "of which saturated" over "fatty acids   1.2 g"."""
    cell = _CELL.search(below)
    if cell is None or cell.start() > _NAME or len(above) > _NAME or _CELL.search(above) or not above[-1:].isalpha():
        return False
    if any(c.isdigit() for c in above):
        return False
    joined = fold(f"{above} {below[: cell.start()]}")
    found = knowledge.lexicon.find_folded(joined)
    return any(w.start < len(above) < w.end and not _NAMED.isdisjoint(w.meanings) for w in found)


def _may_go_on(above: str, below: str) -> bool:
    """Whether a line may go on in the next: behind a letter, a digit or a comma, or before a small letter."""
    last = above.rstrip()[-1:]
    if last.isalnum() or last == ",":
        return True
    first = below.lstrip().removeprefix("(")[:1]
    return bool(last) and (first.islower() or (first.isupper() and above.isupper() and below.isupper()))


def _goes_on(above: str, below: str, knowledge: Knowledge) -> bool:
    """Whether what one line says goes on in the next."""
    if not above or not below or above.endswith(_ENDS) or _CELL.search(above) or _CELL.search(below):
        return False
    first = _FIRST.match(below)
    capitals = above.isupper() and below.isupper()
    small = first is not None and (capitals or first[1][0].islower())
    if small and _tells_part(below, knowledge):
        return False
    if above.count("(") > above.count(")") or _joined_by_words(above, below, knowledge, capitals=capitals, small=small):
        return True
    if (below[0] == "(" and above[-1].isalnum()) or (small and above[-1] == "," and not _named(below, knowledge)):
        return True
    parted = _parted(above, below, knowledge)
    # "Vitamin" over "C und", and not "Nordhav K" over "Vitamin K1 75 µg"
    within = small or (first is not None and len(first[1]) <= _LETTER)
    spanned = parted is None and within and _LAST.search(above[-_NAME:]) is not None
    return _spans(above, below, knowledge) if spanned else bool(parted)


def _runs_on(above: str, below: str, knowledge: Knowledge) -> bool:
    """Whether running text that was broken before goes on: between two words in small letters, neither of them a row's."""
    last, first = _LAST.search(above[-_NAME:]), _FIRST.match(below)
    if last is None or first is None or not (last[1][0].islower() and first[1][0].islower()):
        return False
    if (
        above.endswith(",")
        or _CELL.search(above)
        or _CELL.search(below)
        or _patterns(knowledge).amount_ends.search(above[-_NAME:])
    ):
        return False
    return not _tells_part(below, knowledge) and not _has_own(below, knowledge)


def _joined_by_words(above: str, below: str, knowledge: Knowledge, *, capitals: bool, small: bool) -> bool:
    """Whether a small word at the break, or a phrase that says what something gives, shows that a sentence goes on."""
    tail = above[-_NAME:]
    first, last = _FIRST.match(below), _LAST.search(tail)
    opened = _OPENED.search(tail) is not None
    if below[0].isdigit() and last is not None and not capitals and _gives(tail, knowledge) and _RUNS.search(below):
        return True
    if (
        last is not None
        and (capitals or opened or last[1][0].islower())
        and _joins(last[1], knowledge, capitals=capitals)
    ):
        # "Vitamins and" over "Vitamin C 60 mg": what begins with a capital may be a row, or another sentence
        going_on = (
            small
            or (below[0].isdigit() and _RUNS.search(below) is not None)
            or (opened and not _named(below, knowledge))
        )
        return going_on or fold(last[1]) in words_of(knowledge, "and", "amount_of")
    if first is not None and small and _joins(first[1], knowledge, capitals=capitals):
        # "per 2 sachets:" may head rows, and "per 10 g powder. Mix …" does not
        return _meanings(fold(first[1]), knowledge).isdisjoint(_HEADING) or _ENDED.search(below) is not None
    opens = next(iter(knowledge.lexicon.find_folded(fold(below[:_NAME]))), None) if small else None
    return opens is not None and opens.start == 0 and not _OPENING_ON.isdisjoint(opens.meanings)


def _gives(tail: str, knowledge: Knowledge) -> bool:
    """Whether a line ends with a phrase that says what something gives: "får du i dig"."""
    words = knowledge.lexicon.find_folded(fold(tail))
    return bool(words) and words[-1].end == len(tail) and not _GIVING.isdisjoint(words[-1].meanings)


def _parted(above: str, below: str, knowledge: Knowledge) -> bool | None:
    """Return whether a break parts a number from its unit or an amount from its name; None where no amount stands at it."""
    tail = above[-_NAME:]
    if _NUMBER_ENDS.search(tail) is not None:
        return _patterns(knowledge).unit_begins.match(below) is not None
    amount = _patterns(knowledge).amount_ends.search(tail)
    if amount is not None:
        before = above[-_TAIL : len(above) - len(tail) + amount.start()].rstrip()
        weighs = amount["unit"].lower() in _WEIGHTS
        if below[0].islower() and _gives(before, knowledge):
            return True  # "one scoop contains 4.6 g" over "hydrolysed collagen"
        return _is_unnamed(before, below, knowledge, weighs=weighs) and _named(below, knowledge)
    begins = _patterns(knowledge).amount_begins.match(below)
    if begins is None:
        return None
    if _named(_behind_comma(above), knowledge):
        return True  # "iron 90 mg, vitamin C" over "400 mg, riboflavin"
    behind = below[begins.end() :]
    if above.endswith(","):
        # "50 mg thiamine (B1)," over "50 mg niacin"
        return any(c.isdigit() for c in above) and _named(behind, knowledge)
    last = _LAST.search(tail)
    if last is None or not last[1].islower():
        return False
    if _is_name(last[1], knowledge):
        # "it contains iron" over "25 mg", and "magnesium" over "10 g and more", but not a cell over another
        verb = any(not _GIVING.isdisjoint(_meanings(fold(m.group()), knowledge)) for m in _LETTERS.finditer(tail))
        return verb or (_LETTERS.search(behind) is not None and not _named(behind, knowledge) and " " in above)
    # "there are also" over "500 mg of MSM", but not "2 capsules contain" over a row
    return _named(behind, knowledge) and (_RUNS.search(below) is not None or not _gives(tail, knowledge))


def _is_name(word: str, knowledge: Knowledge) -> bool:
    return not _meanings(fold(word), knowledge).isdisjoint(_NAMED)


def _tells_part(below: str, knowledge: Knowledge) -> bool:
    """Whether a line opens as the row of a part: "of which EPA", "from citrate 60 mg"."""
    words = knowledge.lexicon.find_folded(fold(below[:_NAME]))
    if not words or words[0].start:
        return False
    source = "as_form" in words[0].meanings and len(words) > 1 and not {"form", "anion"}.isdisjoint(words[1].meanings)
    source = source and not _LISTED_ON.match(below, words[1].end)
    return source or "of_which" in words[0].meanings


def _is_unnamed(before: str, below: str, knowledge: Knowledge, *, weighs: bool) -> bool:
    """Whether the amount behind ``before``, at a line's end, belongs to a name below: "gives you 300 mg", not "iron 21 mg".

    A name that has its own amount behind it is the next row, and "per 100 g" (``weighs``) heads a column.
    """
    last = _LAST.search(before)
    kinds = _meanings(fold(last[1]), knowledge) if last is not None else frozenset[str]()
    if not kinds.isdisjoint(_GIVING):
        return True
    if weighs or not kinds.isdisjoint(_HEADING) or _has_own(below, knowledge):
        return False
    if before.endswith(","):
        return any(c.isdigit() for c in before)
    if last is not None and _joins(last[1], knowledge, capitals=False):
        return True
    if before.endswith(":"):
        heading = before[:-1].split()
        return bool(heading) and not _is_name(heading[-1], knowledge)
    clause = _CLAUSE.split(before[-_NAME:])[-1]
    named = [w.end for w in knowledge.lexicon.find_folded(fold(clause)) if not _NAMED.isdisjoint(w.meanings)]
    rest = clause[named[-1] :] if named else ""
    # "7.5 mg zinc and besides 0.5 mg"
    another = any(m.group().lower() in words_of(knowledge, "and") for m in _LETTERS.finditer(rest))
    return last is not None and last[1].islower() and (another or not named)


def _has_own(below: str, knowledge: Knowledge) -> bool:
    """Whether a line opens with a name and its own amount: "zinc 5 mg"."""
    name = next(iter(knowledge.lexicon.find_folded(fold(below[:_NAME]))), None)
    return name is not None and _patterns(knowledge).amount_begins.match(below[name.end :].lstrip(" :")) is not None


def _behind_comma(line: str) -> str:
    """Return what stands behind the last comma of a line that has an amount before it."""
    before, _, behind = line.rpartition(",")
    return behind if any(c.isdigit() for c in before) else ""


def _named(text: str, knowledge: Knowledge) -> bool:
    """Whether a text begins with the name of a nutrient or form, or with "of" before it."""
    text = text.lstrip(" (")
    if not text[:1].isalnum():
        return False
    folded = fold(text[:_NAME])
    for word in knowledge.lexicon.find_folded(folded):
        lead = folded[: word.start].strip()
        if lead and lead not in words_of(knowledge, "amount_of"):
            return False
        if not _NAMED.isdisjoint(word.meanings):
            return True
        if folded[: word.end].strip() not in words_of(knowledge, "amount_of"):
            return False
    return False


@lru_cache(maxsize=4096)
def _meanings(word: str, knowledge: Knowledge) -> frozenset[str]:
    """Return the kinds of a folded word."""
    found = knowledge.lexicon.find_folded(word)
    return frozenset(found[0].meanings) if len(found) == 1 and found[0].end == len(word) else frozenset()


def _joins(word: str, knowledge: Knowledge, *, capitals: bool) -> bool:
    """Whether a word stands within a sentence and never alone at its edge: "and", "with", "gives", "three"."""
    if len(word) == 1 and word.isupper() and not capitals:
        return False  # "Vitamin A"
    folded = fold(word)
    if folded in words_of(knowledge, "and", "amount_of", "before_basis"):
        return True
    kinds = _meanings(folded, knowledge)
    if not kinds.isdisjoint(_OPENING):
        return False
    return not kinds.isdisjoint(_JOINING) or ("common" in kinds and len(word) <= _SHORT)


def _spans(above: str, below: str, knowledge: Knowledge) -> bool:
    """Whether a name or phrase of several words stands on both lines: "Vitamin" over "C", "the recommended" over "dose"."""
    tail = above[-_NAME:]
    joined = fold(f"{tail} {below[:_NAME]}")
    return any(w.start < len(tail) < w.end for w in knowledge.lexicon.find_folded(joined))


def _of_prose(lines: list[str], run: list[int], knowledge: Knowledge) -> list[int]:
    """Return the line ends of a run of lines that go on, where they are running text that tells an amount of a nutrient."""
    if not run:
        return []
    text = " ".join(lines[run[0] - 1 : run[-1] + 1])
    if not any(c.isdigit() for c in text):
        return []
    words = knowledge.lexicon.find_folded(fold(text))
    if not any("nutrient" in w.meanings for w in words):
        return []
    if any(not _GIVING.isdisjoint(w.meanings) for w in words):
        return run
    if any(m.group() in words_of(knowledge, "and") for m in _LETTERS.finditer(text)):
        return run
    named = sum(not _NAMED.isdisjoint(w.meanings) for w in words)
    loose = sum(len(m.group()) > 2 for m in _LETTERS.finditer(text)) - named
    return run if loose >= _PROSE or (text.isupper() and text.count(",") > 1) else []
