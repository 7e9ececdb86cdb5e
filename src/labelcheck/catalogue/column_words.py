"""What a column's name says in the words that labels use: "Doseringsanvisning", "Softgels per day", "Magnesium (% av DRI)"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from labelcheck.catalogue.amounts import number, unit_of
from labelcheck.knowledge import load
from labelcheck.knowledge.fold import fold_words
from labelcheck.model import ServingBasis
from labelcheck.pipeline import read_text

_KEPT: Final = 4096
_LONGEST: Final = 80
_BRACKET: Final = re.compile(r"(?P<name>[^()\[\]]+?)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]\s*")
_FIELDS: Final = {"directions": "dose", "daily": "dose", "size": "serving", "panel": "nutrition"}
"""Fields by what a heading of a label's directions and panel does."""
_CONTENTS: Final = {"panel": "nutrition", "substances": "nutrition"}
"""What a name begins with that goes on to say what amounts are for: "Nährstoffe pro Tagesportion"."""
_PROBE: Final = 2


@lru_cache(maxsize=_KEPT)
def field_of(name: str) -> str | None:
    """Return the field of a column by the language files, None where its name says nothing of a dose or a panel.

    >>> field_of("Verzehrempfehlung"), field_of("Dos/dag (kapslar)"), field_of("Softgels per day"), field_of("Price")
    ('dose', 'dose', 'dose', None)
    >>> field_of("Antal pr. døgn"), field_of("Number of capsules"), field_of("Price per day")
    ('dose', None, None)
    >>> field_of("Serving size (softgels)"), field_of("Active ingredients per serving"), field_of("Vitamin D per serving")
    ('serving', 'nutrition', None)
    """
    if len(name) > _LONGEST:
        return None
    match = _BRACKET.fullmatch(name)
    words = fold_words((match["name"] if match else name).replace("_", " "))
    found = _meant(words, _FIELDS)
    if found is not None:
        return found
    # "Antal per dag" counts what another column tells; "Price per day" does not
    counts = any(words.startswith(f"{w} ") for w in _counting())
    for probe in (told(name, str(_PROBE)), *((told(name, f"{_PROBE} capsules"),) if counts else ())):
        dose = read_text(probe).daily_dose
        if dose is not None and dose.low == dose.high == _PROBE and dose.status == "ok":
            return "dose"
    first = words.split(" ")
    heads = any(_meant(" ".join(first[:n]), _CONTENTS) for n in range(1, len(first)))
    return "nutrition" if heads and tells_basis(name) and not _names_nutrient(name) else None


def _names_nutrient(name: str) -> bool:
    """Tell whether a name is that of one nutrient, whose amounts the column holds: "Vitamin D per tablet"."""
    return any(r.nutrient is not None for r in read_text(f"{name.replace('_', ' ')} 1 mg").readings)


@lru_cache(maxsize=1)
def _counting() -> frozenset[str]:
    """Return the names of columns of counts and doses, folded."""
    return frozenset(fold_words(n) for field in ("count", "dose") for n in load().columns.get(field, ()))


def _meant(words: str, fields: Mapping[str, str]) -> str | None:
    for vocabulary in load().dosing.values():
        kind, _ = vocabulary.words.get(words, ("", ""))
        if kind in fields:
            return fields[kind]
    return None


def tells_basis(name: str) -> bool:
    """Return whether a column's name says what its amounts are for: "Active ingredients per serving"."""
    return basis_in(name) is not None


@lru_cache(maxsize=_KEPT)
def basis_in(name: str) -> ServingBasis | None:
    """Return what a column's name says that its amounts are for: "Teneur pour 1 gélule (mg)"."""
    found = read_text(f"{without_unit(name).replace('_', ' ')}\nZinc 1 mg").readings
    return found[0].basis if len(found) == 1 else None


def unit_in(name: str) -> str | None:
    """Return the unit that stands in brackets behind a column's name.

    >>> unit_in("Teneur pour 1 gélule (mg)"), unit_in("Opis (HTML)")
    ('mg', None)
    """
    match = _BRACKET.fullmatch(name)
    return None if match is None else unit_of(match["unit"])


def without_unit(name: str) -> str:
    """Return a column's name without what stands in brackets behind it."""
    match = _BRACKET.fullmatch(name)
    return name if match is None else match["name"]


def told(name: str, value: str) -> str:
    """Return a cell as a label would print it: what stands in brackets behind the name is the unit of bare numbers.

    >>> told("Dos/dag (kapslar)", "3"), told("Serving size (softgels)", "1 softgel"), told("Softgels per day", "2")
    ('Dos/dag: 3 kapslar', 'Serving size (softgels): 1 softgel', 'Softgels per day: 2')
    """
    if name.isupper() and " " in name:
        name = name.capitalize()  # words in capitals are read as those of a heading
    match = _BRACKET.fullmatch(name)
    if match is None or number(value)[0] is None:
        return f"{name}: {value}"
    return f"{match['name']}: {value} {match['unit']}"


@lru_cache(maxsize=_KEPT)
def is_bare(name: str) -> bool:
    """Tell whether numbers below a column's name count something that the name does not tell: "Antal per dag", "Dagsdos".

    >>> is_bare("Antal per dag"), is_bare("Dos/dag (kapslar)"), is_bare("Softgels per day")
    (True, False, False)
    """
    dose = read_text(told(name, str(_PROBE))).daily_dose
    return _BRACKET.fullmatch(name) is None and (dose is None or dose.of is None)


@lru_cache(maxsize=_KEPT)
def percent_of(name: str) -> str | None:
    """Return the nutrient's name in that of a column of percentages, None of another column.

    >>> percent_of("Magnesium % NRV"), percent_of("Vitamin D (% av DRI)"), percent_of("Discount %")
    ('Magnesium', 'Vitamin D', None)
    """
    if "%" not in name or len(name) > _LONGEST:
        return None
    found = read_text(name.replace("_", " ").replace("%", " 100 %", 1)).readings
    if len(found) != 1 or found[0].nutrient is None or found[0].percent is None or found[0].amount is not None:
        return None
    return found[0].name
