"""Columns and features of amounts: what a name such as "Magnesium (mg) per kapsel" and the cell below it tell together."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final, NamedTuple

from labelcheck.catalogue.amounts import OF_NUTRIENTS, measured, unit_of
from labelcheck.catalogue.column_names import column_field
from labelcheck.catalogue.encodings import mended
from labelcheck.catalogue.grids import is_nutrient
from labelcheck.catalogue.names import column_of, named
from labelcheck.catalogue.nested import nested_text
from labelcheck.catalogue.product import Nutrient
from labelcheck.knowledge import load
from labelcheck.model import ServingBasis

NOTHING: Final = frozenset(("", "-", "–", "—"))
"""Cells in which people say that there is nothing to say."""


class AmountColumn(NamedTuple):
    """A column of amounts of one nutrient; ``note`` says why all of them need a look.

    ``unit`` is empty where each cell has its own.
    """

    name: str
    nutrient: str | None
    unit: str
    basis: ServingBasis | None
    note: str | None = None
    unit_from: str | None = None
    """The column that tells the unit of each row: "zinc-unit" beside "zinc"."""

    @property
    def words(self) -> str:
        """What it is for people: "magnesium in mg per 1 capsule"."""
        basis = self.basis
        per = "" if basis is None else f" {basis.kind}" if basis.of is None else f" per {basis.quantity} {basis.of}"
        return f"{self.nutrient or self.name}{f' in {self.unit}' if self.unit else ''}{per}"

    def nutrient_of(self, value: Any, unit: str = "") -> Nutrient | None:  # noqa: ANN401
        """Return what a cell of the column tells, with the ``unit`` of its row, None of an empty one."""
        text = cell_text(value).strip()
        if text in NOTHING or not (self.unit or any(c.isdigit() for c in text)):  # "Iron": "yes"
            return None
        # a number that the table itself keeps as one has no mark that could be misread
        found = measured(text, unit_of(unit) or self.unit or None, decimal="" if isinstance(value, str) else ".")
        known, basis = named(self.name), self.basis
        return Nutrient(
            self.name, self.nutrient if known.role == "nutrient" else None, found.value, found.unit,
            basis=None if basis is None else basis.kind,
            quantity=None if basis is None or basis.quantity is None else format(basis.quantity, "f"),
            of=None if basis is None else basis.of, note=found.note or self.note, bound=found.bound, high=found.high,
            forms=" ".join(known.forms) or None,
        )  # fmt: skip


@lru_cache(maxsize=4096)
def amount_column(name: str) -> AmountColumn | None:
    """Return what a column named "Magnesium (mg)" or "vitamin_d_ug per 100 g" holds, or None."""
    found = column_of(mended(name))
    if found is None:
        return None
    nutrient = named(found.name).nutrient
    if nutrient is None and (
        found.unit not in OF_NUTRIENTS or column_field(found.name) or load().lexicon.find(found.name)
    ):
        return None  # "Amount per serving (mg)", "Max (g) per day"
    return AmountColumn(
        found.name, nutrient, found.unit, found.basis, "column-not-understood" if found.doubtful else None
    )


@lru_cache(maxsize=4096)
def column_of_cells(name: str) -> AmountColumn | None:
    """Return what a column that names a nutrient and no unit holds, as "Zinc" or "Zinc per capsule"; None of any other."""
    words = mended(name).replace("_", " ")
    found = next((c for unit in _PROBES if (c := amount_column(f"{words} ({unit})")) is not None), None)
    if found is None or found.nutrient is None or found.note is not None:
        return None
    if not is_nutrient(found.name) and (len(found.name) > _SYMBOL or found.basis is None):
        return None
    return found._replace(unit="")


_PROBES: Final = ("mg", "kcal")
_SYMBOL: Final = 2
"""Letters of an element's symbol; by itself it may be a word, "Ca per serving" is none."""


def cell_text(value: Any) -> str:  # noqa: ANN401
    """Return a cell as text; the first text of a list of translations."""
    if isinstance(value, str):
        return mended(value)
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return mended(nested_text(value))
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    return str(value)


class Features(NamedTuple):
    """What a cell of several features tells: amounts, and lines of the other features."""

    amounts: tuple[Nutrient, ...]
    text: str


def holds_features(column: str) -> bool:
    """Tell whether a column's name says how several features stand in its cells."""
    return _PATTERN.search(column) is not None


def features_of(column: str, cell: str) -> Features:
    """Return the features of a cell; it is a text as it stands where the column's name does not say how they stand in it.

    >>> told = features_of("Features (Name:Value:Position)", "Dose:2 tablets:1|Zinc per tablet:2.5 mg:2")
    >>> told.text, [(n.name, n.value, n.of) for n in told.amounts]
    ('Dose: 2 tablets', [('Zinc', '2.5', 'tablet')])
    """
    if not holds_features(column) or _FEATURE.sub("", cell).strip(" |,;\n"):
        return Features((), cell)  # no features, or some in another order
    amounts, lines = [], []
    for match in _FEATURE.finditer(cell):
        name, value = match["name"].strip(), match["value"].strip()
        printed = _PRINTED.fullmatch(value)
        amount = None if printed is None else amount_column(f"{name} ({printed['unit']})")
        nutrient = None if amount is None else amount.nutrient_of(value)
        if nutrient is None:
            lines.append(f"{name}: {value}")
        else:
            amounts.append(nutrient)
    return Features(tuple(amounts), "\n".join(lines))


_PATTERN: Final = re.compile(r"[(\[]\s*[^\W\d]+(?::[^\W\d]+){2,3}\s*[)\]]")
"""As a shop's export says how features stand, in any language: "(Name:Value:Position)"."""
_FEATURE: Final = re.compile(r"(?P<name>[^:|\n]+):(?P<value>[^:|\n]+):\d+(?::\d+)?(?:[|,;\n]|$)")
_PRINTED: Final = re.compile(r"[\d.,\s]*\d\s?(?P<unit>[^\W\d]\S*)")
