"""From a row row to its nutrient, forms and role."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from labelcheck.knowledge import Knowledge, Word
from labelcheck.model import Role
from labelcheck.reading.lex.connectives import words_of
from labelcheck.reading.meaning.salt_names import is_spaced_salt
from labelcheck.reading.panel.row import Row
from labelcheck.reading.sections.sections import Sections


@dataclass(slots=True, eq=False)
class Identity:
    """What a row is about; ``note`` tells why that is in doubt, if it is."""

    name: str
    nutrient: str | None
    forms: tuple[str, ...]
    role: Role
    note: str = ""


def identify(sections: Sections, row: Row, knowledge: Knowledge) -> Identity:
    """Return the nutrient, forms and role that the row's own words give.

    A nutrient outside brackets goes before one within them. A form without its nutrient ("Magnesiumcitrat
    400 mg") is the weight of a compound, unless labels mean the nutrient by it ("kolekalciferol 20 µg").
    """
    words = row.words
    plain = _of_plain_row(sections, row, knowledge) if row.on_plain_line and len(row.cells) == 1 else None
    if plain is not None:
        return plain
    depths = _depths(sections.clean, row.start, words)
    outside = [w for w, depth in zip(words, depths, strict=True) if not depth]
    nutrient, role = _main(outside, knowledge)
    if nutrient is None:
        nutrient, role = _main([w for w in words if w not in outside], knowledge)
        if role == "compound":
            role = "nutrient"
        if nutrient is not None and any(c.isalpha() for c in _unknown(sections, row, outside)):
            # "Svampextrakt (med vitamin D)": the bracket tells what is in it, not what it is
            nutrient = nutrient if _explains(sections, row, words, outside) else None
    if _is_blend(sections, row):
        nutrient = None
    if role == "compound" and _gives_element(outside):
        role = "nutrient"
    forms = _forms(nutrient, words, knowledge)
    if role == "nutrient" and is_spaced_salt(sections, row, outside):
        role = "compound"
    if row.source is not None:
        told = _forms(nutrient, sections.words_between(*row.source), knowledge)
        forms += [f for f in told if f not in forms and knowledge.forms[f].nutrient == nutrient]
    if row.tail_end:
        forms += [f for f in _tail_forms(sections, row.last_end, row.tail_end, nutrient, knowledge) if f not in forms]
    if nutrient is None:
        nutrient = _abbreviated(sections, row, knowledge)
    several = _several(sections, outside)
    if several:
        mixed = several == _MIXED
        return Identity(
            _printed_name(sections, row), None if mixed else several, (), "nutrient", _MIXED if mixed else ""
        )
    return Identity(_printed_name(sections, row), nutrient, tuple(forms), role)


def _of_plain_row(sections: Sections, row: Row, knowledge: Knowledge) -> Identity | None:
    """Return what a plain row is about; None where more than its first name has to be asked."""
    words = row.words
    if row.tail_end > row.line.end or (len(words) > 1 and not _names_one(words)):
        return None
    own = words[0].meanings["nutrient"]
    if own != _ENERGY and len(words) == 1 == len(words[0].meanings) and words[0].end == row.end:
        return Identity(_printed_name(sections, row), own, (), "nutrient")
    if _is_blend(sections, row):
        return None
    salt = is_spaced_salt(sections, row, words)
    return Identity(
        _printed_name(sections, row), own, tuple(_forms(own, words, knowledge)), "compound" if salt else "nutrient"
    )


def _is_blend(sections: Sections, row: Row) -> bool:
    """Whether what is called energy with a weight is a mixture: "Proprietary Energy Blend 900 mg"."""
    words = row.words
    if not words or words[0].meanings.get("nutrient") != _ENERGY:
        return False
    amount = next((c.amount for c in row.cells if c.amount is not None), None)
    weighed = amount is not None and amount.unit in ("g", "mg", "µg")
    return weighed and any(c.isalpha() for c in _unknown(sections, row, words[:1]))


def _names_one(words: Sequence[Word]) -> bool:
    return not any("nutrient" in w.meanings for w in words[1:])


_ENERGY = "energy"
_MIXED = "several-nutrients"


def _several(sections: Sections, outside: Sequence[Word]) -> str:
    """Return what "Kalcium + magnesium 500 mg" is: one amount for several nutrients; "" for any other name."""
    named = [w for w in outside if "nutrient" in w.meanings]
    for one, other in itertools.pairwise(named):
        if one.meanings["nutrient"] == other.meanings["nutrient"]:
            continue
        between = sections.low[one.end : other.start].strip(" ()")
        if between in ("+", "&", "/", ",") or between in words_of(sections.knowledge, "and"):
            both = frozenset((one.meanings["nutrient"], other.meanings["nutrient"]))
            return sections.knowledge.sums.get(both, _MIXED)
    return ""


def _gives_element(outside: Sequence[Word]) -> bool:
    """Whether a name says what a salt gives: "Natriummolybdat ger molybden"."""
    said = next((w for w in outside if {"contains", "equals", "of_which"} & w.meanings.keys()), None)
    return said is not None and any("nutrient" in w.meanings and w.start > said.start for w in outside)


def _abbreviated(sections: Sections, row: Row, knowledge: Knowledge) -> str | None:
    """Return the nutrient of a name that is a symbol and no more: "Zn", "Mg2+", or "D" with its percentage.

    A single letter is a vitamin only where a percentage stands beside it, which the amount is then tested against.
    """
    words = row.words
    name = sections.clean[row.start : row.end].strip(" *:")
    if len(words) == 1 and "short-name" in words[0].meanings and len(name) == words[0].end - words[0].start:
        return words[0].meanings["short-name"]
    symbol = name.rstrip("+²³23 ")
    found = next((n for s, n in knowledge.symbols.items() if symbol in (s, s.upper())), None)
    if found is not None:
        return found
    cell = row.cells[0]
    if name not in knowledge.letters or cell.amount is None or cell.percent is None or len(row.cells) > 2:
        return None
    if cell.amount.unit not in ("mg", "µg", "IU"):
        return None
    return knowledge.letters[name]


def _depths(clean: str, start: int, words: Sequence[Word]) -> list[int]:
    depths = []
    at, depth = start, 0
    for word in words:
        segment = clean[at : word.start]
        depth = max(0, depth + segment.count("(") + segment.count("[") - segment.count(")") - segment.count("]"))
        depths.append(depth)
        segment = clean[word.start : word.end]
        depth = max(0, depth + segment.count("(") - segment.count(")"))
        at = word.end
    return depths


def _main(words: Sequence[Word], knowledge: Knowledge) -> tuple[str | None, Role]:
    named = [w for w in words if "nutrient" in w.meanings]
    compounds = [w for w in words if "form" in w.meanings and "nutrient" not in w.meanings]
    if compounds and (not named or compounds[0].start < named[0].start):
        form = knowledge.forms[compounds[0].meanings["form"]]
        if not named:
            return form.nutrient, "nutrient" if form.active else "compound"
        if not form.active and form.nutrient == named[0].meanings["nutrient"]:
            return form.nutrient, "compound"
    if not named:
        return None, "nutrient"
    ids = [w.meanings["nutrient"] for w in named]
    if ids[0] == "energy" and "fat" in ids:
        return None, "nutrient"  # "Calories from fat" is a share of the energy, not the energy
    for before, word in itertools.pairwise(named):
        nutrient = knowledge.nutrients[word.meanings["nutrient"]]
        if nutrient.part_of == ids[0] or (
            # "Kalaöljy EPA 360 mg" is of the EPA
            nutrient.kind == "fatty-acid"
            and word.start - before.end < 2
            and before.meanings["nutrient"] in _oils(knowledge)
        ):
            return nutrient.id, "nutrient"
    return ids[0], "nutrient"


@lru_cache(maxsize=2)
def _oils(knowledge: Knowledge) -> frozenset[str]:
    """Return what fatty acids are printed as a share of without being one: fish oil, krill oil."""
    return frozenset(i for i, n in knowledge.nutrients.items() if n.kind == "other" and i.endswith("-oil"))


def _unknown(sections: Sections, row: Row, outside: Sequence[Word]) -> str:
    """Return what stands outside brackets and is no known word."""
    text = sections.clean[row.start : row.end].partition("(")[0]
    for word in outside:
        text = text.replace(sections.clean[word.start : word.end], " ")
    return text


def _explains(sections: Sections, row: Row, words: Sequence[Word], outside: Sequence[Word]) -> bool:
    """Whether the bracket holds nothing but the nutrient: "Kobalamin-mix (Vitamin B12)"."""
    inside = [w for w in words if w not in outside and {"nutrient", "form"} & w.meanings.keys()]
    if not inside:
        return False
    bracket = sections.clean[row.start : row.end].partition("(")[2].rstrip(") ")
    return len(bracket.strip()) <= inside[0].end - inside[0].start + 2


def _forms(nutrient: str | None, words: Sequence[Word], knowledge: Knowledge) -> list[str]:
    found: list[str] = []
    for word in words:
        meanings = word.meanings
        form = meanings.get("form")
        if form is None and nutrient is not None and "anion" in meanings:
            form = knowledge.form_of.get((nutrient, meanings["anion"]))
        if form and form not in found and (nutrient is None or _fits(form, nutrient, knowledge)):
            found.append(form)
    return found


def _fits(form: str, nutrient: str, knowledge: Knowledge) -> bool:
    other = knowledge.forms[form].nutrient
    return other == nutrient or knowledge.nutrients[other].kind in ("mineral", "vitamin")


def _tail_forms(sections: Sections, start: int, end: int, nutrient: str | None, knowledge: Knowledge) -> list[str]:
    """Forms told after the amount: "400 mg magnesium från magnesiumoxid", a line " - från citrat och malat"."""
    if nutrient is None:
        return []
    found = []
    for word in sections.words_between(start, end):
        form = word.meanings.get("form")
        anion = word.meanings.get("anion")
        if form is None and anion:
            form = knowledge.form_of.get((nutrient, anion))
        if form and knowledge.forms[form].nutrient == nutrient:
            found.append(form)
        elif "nutrient" in word.meanings and word.meanings["nutrient"] != nutrient:
            break
    return found


def _printed_name(sections: Sections, row: Row) -> str:
    text = sections.text
    start, end = (row.start, row.end) if text.offsets is None else text.span(row.start, row.end)
    while text.printed[end : end + 1] in ("®", "™"):
        end += 1
    name = text.printed[start:end]
    if "  " in name or not name.isprintable():
        name = " ".join(name.replace("\u00ad", "").split())
    return name.strip(" *†‡:;,·•|")
