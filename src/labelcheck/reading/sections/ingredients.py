"""The ingredient list: names, forms and the function class that an additive stands under."""

from __future__ import annotations

import re
from typing import Final

from labelcheck.knowledge import Knowledge, Word
from labelcheck.model import Ingredient
from labelcheck.reading.sections.sections import Sections, Zone

_STOP: Final = re.compile(r"\.\s+(?=[A-ZÅÄÖÆØÉÜ])")
_FOUR_LETTERS: Final = re.compile(r"[^\W\d_]{4}")
_OPENING: Final = re.compile(r"[(\[]")
_MARK: Final = re.compile(r"[()\[\],;•.]")
_TRIM: Final = " \t\n.*†‡:;,•·-–"


def find_ingredients(sections: Sections, knowledge: Knowledge) -> tuple[Ingredient, ...]:
    """Return the ingredients of all lists in the text, in order.

    Brackets after a function class hold ingredients of that function ("klumpförebyggande medel
    (magnesiumstearat)"); other brackets explain the ingredient before them.
    """
    found: list[Ingredient] = []
    for zone in sections.zones:
        if zone.kind == "ingredients":
            found += _list(sections, zone, knowledge)
    return tuple(found)


def _list(sections: Sections, zone: Zone, knowledge: Knowledge) -> list[Ingredient]:
    text = sections.clean
    end = zone.end
    for word_end, _, following in _statements(text, zone.body, zone.end):
        # a full stop may also stand between two parts of the list
        rest = sections.words_between(following, zone.end)
        if not any({"form", "function"} & w.meanings.keys() for w in rest):
            end = word_end + 1
            break
    return _split(sections, zone.body, end, None, knowledge)


def _statements(clean: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """Return where sentences end: behind the last word, at the full stop, and where the next sentence begins."""
    found = []
    for stop in _STOP.finditer(clean, start, end):
        last = stop.start()
        while last > start and clean[last - 1] in ").":
            last -= 1
        if _FOUR_LETTERS.fullmatch(clean, max(0, last - 4), last):
            found.append((last, stop.start(), stop.end()))
    return found


def _split(sections: Sections, start: int, end: int, function: str | None, knowledge: Knowledge) -> list[Ingredient]:
    found: list[Ingredient] = []
    inherited = function
    for begin, stop, separator in _pieces(sections.clean, start, end):
        before = inherited
        entry, inherited = _entry(sections, begin, stop, inherited, function, knowledge)
        if before is not None and before == inherited != function:
            # "Colour: Paprika Extract, Zinc Citrate": the class may end at any comma, and a source is no additive
            entry = [i._replace(function=function) if _is_source(i, knowledge) else i for i in entry]
        found += entry
        if separator == ";":
            inherited = function
    return found


def _is_source(ingredient: Ingredient, knowledge: Knowledge) -> bool:
    form = knowledge.forms.get(ingredient.form or "")
    return form is not None and not form.excipient


def _pieces(clean: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return the entries at bracket depth 0 with the mark behind each; a full stop between sentences counts as ";"."""
    stops = {stop for _, stop, _ in _statements(clean, start, end)}
    pieces = []
    depth, begin = 0, start
    for match in _MARK.finditer(clean, start, end):
        i = match.start()
        char = clean[i]
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif not depth and (
            char in ";•" or (char == "," and not (clean[i - 1 : i].isdigit() and clean[i + 1 : i + 2].isdigit()))
        ):
            pieces.append((begin, i, char))
            begin = i + 1
        elif not depth and i in stops:
            pieces.append((begin, i, ";"))
            begin = i
    pieces.append((begin, end, ""))
    return pieces


def _entry(
    sections: Sections, start: int, end: int, inherited: str | None, outer: str | None, knowledge: Knowledge
) -> tuple[list[Ingredient], str | None]:
    """Return the ingredients of one entry, and the function that the next ones may still stand under."""
    clean = sections.clean
    bracket = _OPENING.search(clean, start, end)
    opened = bracket.start() if bracket else -1
    head_end = opened if bracket else end
    words = sections.words_between(start, head_end)
    functions = [w for w in words if "function" in w.meanings]
    if functions:
        function = functions[0]
        kind = function.meanings["function"]
        colon = clean.find(":", function.end, head_end)
        if colon >= 0:
            entry, _ = _entry(sections, colon + 1, end, kind, outer, knowledge)
            return entry, kind
        if opened >= 0 and not any(c.isalpha() for c in clean[function.end : opened].replace("/", "")):
            closing = _closing(clean, opened, end)
            return _split(sections, opened + 1, closing, kind, knowledge), outer
        if not {"nutrient", "form"} & {k for w in words for k in w.meanings}:
            return _named(sections, start, end, kind, words, knowledge), outer
    elif opened >= 0:
        # a function behind its ingredient: titandioxid (färgämne)
        explained = next(iter(sections.words_between(opened + 1, end)), None)
        if explained and "function" in explained.meanings and not clean[opened + 1 : explained.start].strip():
            return _named(sections, start, end, explained.meanings["function"], words, knowledge), inherited
    return _named(sections, start, end, inherited, words, knowledge), inherited


def _named(
    sections: Sections, start: int, end: int, function: str | None, words: list[Word], knowledge: Knowledge
) -> list[Ingredient]:
    clean = sections.clean
    while start < end and clean[start] in _TRIM:
        start += 1
    while end > start and clean[end - 1] in _TRIM:
        end -= 1
    if not clean[start:end].isalpha() and not any(c.isalpha() for c in clean[start:end]):
        return []
    name = " ".join(sections.text.shown(start, end).split())
    form = _form(sections, start, end, words, knowledge)
    return [Ingredient(name, form, function, sections.text.place(start, end))]


def _form(sections: Sections, start: int, end: int, words: list[Word], knowledge: Knowledge) -> str | None:
    forms = [w.meanings["form"] for w in words if "form" in w.meanings]
    if forms:
        return forms[0]
    inside = sections.words_between(start, end)
    if not inside:
        return None
    named = next((w.meanings["nutrient"] for w in inside if "nutrient" in w.meanings), None)
    for word in inside:
        if "form" in word.meanings:
            return word.meanings["form"]
        anion = word.meanings.get("anion")
        if named and anion and (named, anion) in knowledge.form_of:
            return knowledge.form_of[named, anion]
    return None


def _closing(clean: str, opened: int, end: int) -> int:
    depth = 0
    for i in range(opened, end):
        if clean[i] in "([":
            depth += 1
        elif clean[i] in ")]":
            depth -= 1
            if not depth:
                return i
    return end
