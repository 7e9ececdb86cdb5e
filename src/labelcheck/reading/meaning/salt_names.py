"""Names that are a salt's or chelate's, so that the amount beside them is the compound's weight."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from labelcheck.knowledge import Knowledge, Word
from labelcheck.reading.lex.connectives import pattern_of, words_of
from labelcheck.reading.panel.row import Row
from labelcheck.reading.sections.sections import Sections

_JOINING: Final = frozenset({"as_form", "common"})
_ENDED: Final = re.compile(r"[,;:+&/]")
"""Behind these another name may stand."""
_WORDS: Final = re.compile(r"[^\W\d_]+")


def is_spaced_salt(sections: Sections, row: Row, outside: Sequence[Word]) -> bool:
    """Whether a name is a salt's in several words: "Jern (II) fumarat", "Butyrate de magnésium", "Zinc L-pidolate".

    With a percentage it is not told apart from a mineral and its source.
    """
    if any(c.percent for c in row.cells):
        return False
    named = [w for w in outside if not w.meanings.keys() <= _JOINING]
    if any(_joined(sections, one, other) for one, other in itertools.pairwise(named)):
        return True
    return bool(named) and _has_unknown_anion(sections, row, named)


def _joined(sections: Sections, one: Word, other: Word) -> bool:
    """Whether two words of a name are a mineral and what it is bound to."""
    knowledge = sections.knowledge
    between = sections.clean[one.end : other.start]
    if _spaced(knowledge).fullmatch(between):
        if "nutrient" in one.meanings and "anion" in other.meanings:
            return True
        if _is_mineral(one, knowledge) and (
            _is_amino_acid(other, knowledge) or _is_salt_of_another(one, other, knowledge)
        ):
            return True
    if "anion" in one.meanings and "nutrient" not in one.meanings and _is_mineral(other, knowledge):
        return _leads(between, knowledge)
    return False


def _leads(between: str, knowledge: Knowledge) -> bool:
    """Whether what stands between leads from an anion to its mineral: "de" of "butyrate de magnésium"."""
    joint = between.lower().strip(" '’")
    return not joint or joint in words_of(knowledge, "salt_of")


def _has_unknown_anion(sections: Sections, row: Row, named: Sequence[Word]) -> bool:
    """Whether a mineral's name goes on with, or is led by, a word that ends as salts do and is not known: "Zinc histidinate"."""
    knowledge = sections.knowledge
    mineral = next((w for w in named if _is_mineral(w, knowledge)), None)
    if mineral is None or any("form" in w.meanings for w in named):
        return False
    behind = _ENDED.split(sections.clean[mineral.end : row.end].partition("(")[0])[0]
    ending = _anion_ending(knowledge)
    if any(ending.search(w) for w in _WORDS.findall(behind.lower())):
        return True
    before = _WORDS.findall(sections.clean[row.start : mineral.start].lower())
    while before and before[-1] in words_of(knowledge, "salt_of"):
        before.pop()
    return bool(before) and ending.search(before[-1]) is not None


def _is_mineral(word: Word, knowledge: Knowledge) -> bool:
    nutrient = word.meanings.get("nutrient")
    return nutrient is not None and knowledge.nutrients[nutrient].kind == "mineral"


def _is_amino_acid(word: Word, knowledge: Knowledge) -> bool:
    nutrient = word.meanings.get("nutrient")
    return nutrient is not None and knowledge.nutrients[nutrient].kind == "amino-acid"


def _is_salt_of_another(mineral: Word, word: Word, knowledge: Knowledge) -> bool:
    """Whether a word is the salt of a second mineral: "Potassium magnesium aspartate"."""
    form = knowledge.forms.get(word.meanings.get("form", ""))
    if form is None or "nutrient" in word.meanings or form.anion is None:
        return False
    return knowledge.nutrients[form.nutrient].kind == "mineral" and form.nutrient != mineral.meanings["nutrient"]


@lru_cache(maxsize=4)
def _spaced(knowledge: Knowledge) -> re.Pattern[str]:
    """Return what may stand between a mineral and its anion: a valence, and how the anion is built ("DL-", "hydrogen")."""
    return re.compile(
        rf"[ -]?(?:\(?I{{1,3}}V?\)?)?(?:[ -]?(?:{pattern_of(knowledge, 'in_salts')}))*[ -]?", re.IGNORECASE
    )


@lru_cache(maxsize=4)
def _anion_ending(knowledge: Knowledge) -> re.Pattern[str]:
    return re.compile(rf"\w(?:{pattern_of(knowledge, 'salt_endings')})$")
