"""Which field a column is by its name: the names stand in the language files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from labelcheck.catalogue.column_words import field_of, without_unit
from labelcheck.catalogue.encodings import mended
from labelcheck.knowledge import load
from labelcheck.knowledge.fold import fold_words

FIELDS: Final = (
    "id", "name", "brand", "category", "language", "text", "nutrition", "ingredients", "dose", "times", "count", "form",
    "serving", "files", "nutrient", "amount", "unit", "percent", "per", "attribute", "related",
)  # fmt: skip
"""What a column may hold. Several columns may hold text, nutrition, ingredients, dose and files.

Those from nutrient to attribute are of a table with a row for each amount, or for each attribute and its value, all rows
of a product together. What is related is of other products, and not read.
"""
LONG: Final = ("nutrient", "amount", "unit", "percent", "per", "attribute")
"""Fields of a table with a row for each amount; in other tables columns by these names hold something else."""
DOSE_PARTS: Final = ("count", "form")
"""Fields that tell a dose only beside one that tells how many times a day."""
_KEPT: Final = 8192
_HUMP: Final = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z][a-z])|(?<=[a-z]{2})(?=[A-Z]{3})")


@lru_cache(maxsize=_KEPT)
def folded(name: str) -> str:
    """Return a column's name as names are compared: without accents, capitals and what parts its words.

    >>> folded("servingSize"), folded("Art.-Nr."), folded("gange_pr_dag")
    ('serving size', 'art nr', 'gange pr dag')
    """
    return fold_words(re.sub(r"[\s_.:/()\[\]#-]+", " ", _HUMP.sub(" ", mended(name))))


def spaced(key: str) -> str:
    """Return a key of an object as words: "Vitamin C" for "Vitamin_C", "per Capsule" for "perCapsule"."""
    return " ".join(_HUMP.sub(" ", key).replace("_", " ").split())


@lru_cache(maxsize=1)
def fields_by_name() -> dict[str, str]:
    """Return the field of each known name, folded, in the order in which names go before others."""
    found: dict[str, str] = {}
    for field, names in load().columns.items():
        for name in names:
            for spelled in (name, name.translate(_TWO_LETTERS), _ELIDED.sub("", name)):
                found.setdefault(folded(spelled), field)
    return found


_TWO_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "æ": "ae", "ø": "oe"})
"""As systems without these letters write them: "Naehrwerte", "maengde"."""


_ELIDED: Final = re.compile(r"\b\w['’]")
"""As keys have it: "conseils_utilisation"."""


def known_name(name: str) -> bool:
    """Tell whether a column of this name holds texts that are understood."""
    return folded(name) in fields_by_name() or bool(
        ends_with_per(name) or _ended(name) or field_of(name) or _begun(name)
    )


def column_field(name: str) -> str | None:
    """Return the field of a column by its name, as tables have it or as labels do; a bracket tells its unit or its kind."""
    by_name = fields_by_name()
    return (
        by_name.get(folded(name))
        or by_name.get(folded(without_unit(name)))
        or ("per" if ends_with_per(name) else None)
        or _ended(name)
        or field_of(name)
        or _begun(name)
    )


@lru_cache(maxsize=_KEPT)
def ends_with_per(name: str) -> bool:
    """Tell whether a name of amounts or contents ends where what they are for would follow, which then stands in the cells.

    >>> ends_with_per("Innehåll per"), ends_with_per("Teneur par"), ends_with_per("Innehåll per tablett"), ends_with_per("Price per")
    (True, True, False, False)
    >>> ends_with_per("Angaben je"), ends_with_per("Vikt per")
    (True, False)
    """
    return any(
        head in _heads_of_per() or fields_by_name().get(head) in _HELD_FOR for head in _before_per(name.rstrip(" .:"))
    )


def _before_per(name: str) -> Iterator[str]:
    """Yield what stands before a "per" at the end of a name, folded."""
    words = name.split()
    for count in range(1, min(len(words), _LONGEST_PER + 1)):
        if _is_per(" ".join(words[-count:])):
            yield folded(" ".join(words[:-count]))


@lru_cache(maxsize=1)
def _heads_of_per() -> frozenset[str]:
    """Return what the known names of such columns begin with: "values" of "values per"; another "per" may follow it."""
    return frozenset(head for name in load().columns["per"] for head in _before_per(name))


@lru_cache(maxsize=_KEPT)
def _is_per(words: str) -> bool:
    found = load().lexicon.find(words)
    return len(found) == 1 and "per" in found[0].meanings and found[0].end - found[0].start == len(words)


_HELD_FOR: Final = ("amount", "nutrition", "text")
_LONGEST_PER: Final = 3
"""Words of the longest "per" in a language: "w przeliczeniu na"."""


@lru_cache(maxsize=_KEPT)
def _ended(name: str) -> str | None:
    """Return the field of a name that ends with a language, a channel behind it aside, or, for texts, with a number.

    >>> _ended("name.sv_SE"), _ended("Dosering_sv"), _ended("Description 2"), _ended("Price 2"), _ended("SKU 2")
    ('name', 'dose', 'text', None, None)
    >>> _ended("description-sv_SE-ecommerce"), _ended("price-sv_SE-ecommerce")
    ('text', None)
    """
    by_name = fields_by_name()
    language = _LANGUAGE.fullmatch(name)
    if language is not None and language["code"].lower() in load().dosing:
        return by_name.get(folded(language["name"]))
    numbered = _NUMBERED.fullmatch(name)
    field = by_name.get(folded(numbered["name"])) if numbered else None
    return field if field in _MANY else None


@lru_cache(maxsize=_KEPT)
def _begun(name: str) -> str | None:
    """Return the field of a name that begins with where it stands in a system, or with a word for the product.

    >>> _begun("translations.DEFAULT.customFields.dosage"), _begun("manufacturer.translations.DEFAULT.name"), _begun("Attribut: Dosering")
    ('dose', 'brand', 'dose')
    >>> _begun("ItemDosage"), _begun("cover.media.url"), _begun("Product weight")
    ('dose', None, None)
    """
    by_name = fields_by_name()
    parts = [p for p in _PARTS.split(name) if p]
    if len(parts) > 1:
        field = column_field(parts[-1])
        over = [f for p in parts[:-1] if (f := by_name.get(folded(p))) in _OVER]
        return over[0] if over and field in ("id", "name") else field if not over else None
    first, _, rest = folded(name).partition(" ")
    return by_name.get(rest) if rest and by_name.get(first) == "name" and by_name.get(rest) in _OF_PRODUCT else None


_PARTS: Final = re.compile(r"\.(?=[^\W\d])|: ")
_OVER: Final = frozenset(("brand", "category", "related"))
"""Objects beside a product that have names of their own."""
_OF_PRODUCT: Final = frozenset(("dose", "serving", "nutrition", "ingredients", "text"))

_LANGUAGE: Final = re.compile(r"(?P<name>.+?)[ ._(\[-]+(?P<code>[A-Za-z]{2})(?:[_-][A-Za-z]{2}(?:-\w+)?)?[)\]]?")
_NUMBERED: Final = re.compile(r"(?P<name>.*[^\W\d])[ ._-]*\d{1,2}")
_MANY: Final = ("text", "nutrition", "ingredients", "dose", "files")
"""Fields of which a product may have several."""


def field_of_key(key: str) -> str | None:
    """Return the field of a key within an object; "nrv" and "dri" are percentages."""
    by_name = fields_by_name()
    return by_name.get(folded(key)) or ("percent" if by_name.get(f"% {folded(key)}") else None)
