"""Names of nutrients and servings in fields of their own: the reader of labels says what they mean."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from labelcheck.catalogue.amounts import Measured, unit_of
from labelcheck.knowledge import load
from labelcheck.model import Role, ServingBasis
from labelcheck.pipeline import read_text

_KEPT: Final = 8192


class Named(NamedTuple):
    """What a name means; ``nutrient`` is None for a name that is not known."""

    nutrient: str | None = None
    forms: tuple[str, ...] = ()
    role: Role = "nutrient"


UNKNOWN: Final = Named()


@lru_cache(maxsize=_KEPT)
def named(name: str) -> Named:
    """Return what a nutrient's name means.

    >>> named("phylloquinone").nutrient, named("Vitamin D3").forms, named("moon dust").nutrient
    ('vitamin-k', ('cholecalciferol',), None)
    """
    words = " ".join(name.replace("_", " ").split())[:200]
    for spelled in dict.fromkeys((words, words.replace("-", " "), _by_code(words))):
        found = read_text(f"{spelled} 1 mg").readings
        if len(found) == 1 and found[0].nutrient is not None:
            return Named(found[0].nutrient, found[0].forms, found[0].role)
    return UNKNOWN


def _by_code(words: str) -> str:
    """Return the name of the nutrient whose INFOODS tag stands alone, as databases name their columns; other words as they are.

    >>> _by_code("VITD"), _by_code("ribf"), _by_code("ALA")
    ('vitamin D', 'riboflavin', 'ALA')
    """
    return _codes().get(words.upper(), words)


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    known = load()
    tags = {c["infoods"]: known.names["en"].get(i) for i, c in known.codes.items() if c.get("infoods")}
    return {tag: name for tag, name in tags.items() if name and len(tag) >= _TELLING}


_TELLING: Final = 4
"""Letters from which a tag is no word of its own, and no symbol of an element."""


@lru_cache(maxsize=_KEPT)
def basis_of(serving: str) -> ServingBasis | None:
    """Return what "2 capsules", "30 g" or "1 skopa (5 g)" is as what amounts are for, None where it is not understood.

    >>> basis_of("2 capsules")
    ServingBasis(kind='serving', quantity=Decimal('2'), of='capsule')
    """
    words = " ".join(serving.split())[:200]
    if not words:
        return None
    found = read_text(f"Per {words}\nZinc 1 mg").readings
    bases = [r.basis for r in found if r.nutrient == "zinc"]
    return bases[0] if len(bases) == 1 and bases[0] is not None and bases[0].of is not None else None


@lru_cache(maxsize=_KEPT)
def column_of(name: str) -> Column | None:
    """Return what a column of amounts is of: "Magnesium (mg) per kapsel", "vitamin_d_ug", "Per 100 g: Protein (g)".

    What stands before ": " is the heading over several columns. None where the name holds no unit or does not name
    exactly one nutrient; a name that is not known is one where what the amounts are for is told ("Moon dust (mg) per capsule").
    """
    head, _, words = " ".join(name.replace("_", " ").split()).rpartition(": ")
    if len(words) + len(head) > _LONGEST:
        return None
    return _parted_column(head, words) or (_parted_column(head, words.replace("-", " ")) if "-" in words else None)


def _parted_column(head: str, words: str) -> Column | None:
    for place, token in enumerate(parts := _parted(words)):
        unit = unit_of(token)
        if unit is None or not any(p.isalpha() for p in "".join(parts[:place] + parts[place + 1 :])):
            continue
        before, after = _plain(parts[:place]), _plain(parts[place + 1 :])
        if before and not after:
            before, after = _turned(before)
        before = _by_code(before)
        found = read_text(f"{head}\n{before} 1 {unit} {after}".strip()).readings
        if len(found) == 1 and found[0].amount is not None and (found[0].nutrient or found[0].basis):
            rest = f"{head} {before} {after}".casefold().replace(found[0].name.casefold(), "", 1).strip()
            return Column(
                found[0].name,
                unit,
                _counted(found[0].basis, after or before),
                doubtful=bool(rest) and found[0].basis is None,
            )
    return None


@lru_cache(maxsize=_KEPT)
def printed_amount(name: str, cell: str) -> Measured | None:
    """Return the first of several amounts of the same that a cell tells, as a label does; None where they are not alike.

    >>> printed_amount("Vitamin D3", "50 mcg (2000 IU)").value, printed_amount("Vitamin D3", "50 mcg (400 IU)")
    ('50', None)
    """
    if not cell or len(cell) + len(name) > _LONGEST or not any(c.isdigit() for c in cell):
        return None
    found = read_text(f"{name} {cell}").readings
    if len(found) != 1 or found[0].status != "ok" or found[0].amount is None or not found[0].also:
        return None
    amount = found[0].amount
    high = None if amount.high is None else format(amount.high, "f")
    return Measured(format(amount.value, "f"), amount.unit, amount.bound, high)


def _counted(basis: ServingBasis | None, words: str) -> ServingBasis | None:
    """Return a basis of a serving with what words say that it is: "per serving of 2 capsules"."""
    count = _COUNT.search(words)
    if basis is None or basis.kind != "serving" or basis.quantity is not None or count is None:
        return basis
    return basis_of(count[0]) or basis


_COUNT: Final = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)? [^\W\d].*")


class Column(NamedTuple):
    """Name of the nutrient, unit and basis of a column; ``doubtful`` where its name says more than was understood."""

    name: str
    unit: str
    basis: ServingBasis | None
    doubtful: bool


_LONGEST: Final = 120
_BETWEEN: Final = " ,()[]/"


def _parted(words: str) -> list[str]:
    """Return the words and what stands between them."""
    parts = [""]
    for character in words:
        if character in _BETWEEN:
            parts += [character, ""]
        else:
            parts[-1] += character
    return [p for p in parts if p]


def _plain(parts: list[str]) -> str:
    text = "".join(" per " if p == "/" else " " if p in "()[]," else p for p in parts)
    return " ".join(text.split())


def _turned(before: str) -> tuple[str, str]:
    """Return "Magnesium per kapsel" as its name and the rest."""
    name, per, rest = before.partition(" per ")
    return (name, f"per {rest}") if per else (before, "")
