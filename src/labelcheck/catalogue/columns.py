"""Which column of a table is what: by preset, by its name in the languages we know, or as the caller says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

from labelcheck.catalogue.amounts import measured, number, unit_of
from labelcheck.catalogue.column_names import FIELD_OF, FIELDS, LONG, column_field, field_of_key, folded, known_name
from labelcheck.catalogue.column_words import basis_in, percent_of, tells_basis, told, unit_in
from labelcheck.catalogue.encodings import mended
from labelcheck.catalogue.html import as_text
from labelcheck.catalogue.names import basis_of, column_of, named
from labelcheck.catalogue.nested import nested_amounts, nested_text
from labelcheck.catalogue.product import Nutrient, Product
from labelcheck.catalogue.row import Broken, Row
from labelcheck.errors import UsageError
from labelcheck.model import ServingBasis

_TEXTS: Final = ("text", "nutrition", "ingredients", "dose", "serving")


_META: Final = re.compile(
    r"Meta: _?(?P<meta>.+)|(?P<field>.+?) \((?:product|variant)\.metafields\.[\w.-]+\)", re.IGNORECASE
)
"""What a shop adds of its own to the columns of an export: WooCommerce's metas, Shopify's metafields."""
_SHOWN: Final = 400


def known(name: str) -> bool:
    """Tell whether a column of this name is understood."""
    return known_name(name) or amount_column(name) is not None


class AmountColumn(NamedTuple):
    """A column of amounts of one nutrient; ``note`` says why all of them need a look."""

    name: str
    nutrient: str
    unit: str
    basis: ServingBasis | None
    note: str | None = None

    @property
    def words(self) -> str:
        """What it is for people: "magnesium in mg per 1 capsule"."""
        basis = self.basis
        per = "" if basis is None else f" {basis.kind}" if basis.of is None else f" per {basis.quantity} {basis.of}"
        return f"{self.nutrient} in {self.unit}{per}"

    def nutrient_of(self, value: Any) -> Nutrient | None:  # noqa: ANN401
        """Return what a cell of the column tells, None of an empty one."""
        text = cell_text(value).strip()
        if text in _NOTHING:
            return None
        # a number that the table itself keeps as one has no mark that could be misread
        found = measured(text, self.unit, decimal="" if isinstance(value, str) else ".")
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
    note = "column-not-understood" if found.doubtful else None
    return AmountColumn(found.name, str(named(found.name).nutrient), found.unit, found.basis, note)


class Columns:
    """Names of columns by field, and the columns of amounts."""

    def __init__(
        self,
        by_field: Mapping[str, Sequence[str]],
        amounts: Mapping[str, AmountColumn] | None = None,
        unused: Sequence[str] = (),
        plain: Callable[[str], str] = as_text,
        percents: Mapping[str, str] | None = None,
    ) -> None:
        """Take names by field, columns of amounts, those that nothing is made of, and how texts become plain.

        ``percents`` are columns of percentages of a reference intake, each with its nutrient's name.
        """
        self.by_field = {f: tuple(c) for f, c in by_field.items()}
        self.amounts = dict(amounts or {})
        self.unused = tuple(unused)
        self.percents = dict(percents or {})
        self._plain = plain

    @property
    def wanted(self) -> tuple[str, ...]:
        """All columns that are looked at."""
        named = [c for columns in self.by_field.values() for c in columns]
        return tuple(dict.fromkeys([*named, *self.amounts, *self.percents]))

    @property
    def amount_rows(self) -> bool:
        """Whether each row is one amount or attribute, and all rows of a product stand together."""
        return bool(self.by_field.get("nutrient") or self.by_field.get("attribute"))

    def describe(self) -> list[str]:
        """Return one line per field, for people."""
        lines = [f"{field}: {', '.join(columns)}" for field, columns in self.by_field.items() if columns]
        lines += [f"amounts of {a.words}: {column}" for column, a in self.amounts.items()]
        lines += [f"percentages of {name}: {column}" for column, name in self.percents.items()]
        if self.unused:
            shown = ", ".join(self.unused)
            shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN].rpartition(", ")[0] + ", …"
            lines.append(f"not read (--column FIELD=NAME takes one): {shown}")
        return lines

    def product(self, row: Row | Broken) -> Product:
        """Return a row as a product. HTML in texts becomes plain text."""
        if isinstance(row, Broken):
            return Product(None, row.beginning or None, outcome=row.outcome, detail=row.why)  # type: ignore[arg-type]
        return Product(
            self._first("id", row),
            self._first("name", row),
            self._first("brand", row),
            self._first("category", row),
            (self._first("language", row) or "")[:2].lower() or None,
            self._text(row),
            tuple(f for c in self.by_field.get("files", ()) for f in _paths(row.get(c))),
            self._nutrients(row),
        )

    def _nutrients(self, row: Row) -> tuple[Nutrient, ...]:
        """Return what the columns of amounts and of percentages tell; one per serving is of the serving that is told."""
        if self.amount_rows:
            return self._of_row(row)
        found = {c: n for c, a in self.amounts.items() if (n := a.nutrient_of(row.get(c))) is not None}
        for column, name in self.percents.items():
            percent = cell_text(row.get(column)).strip().rstrip("%").strip()
            if percent in _NOTHING:
                continue
            key = next((c for c, n in found.items() if n.percent is None and _alike(n.name, name)), column)
            found[key] = found.get(key, Nutrient(name, None, None, None))._replace(percent=_percent(percent))
        nested = [n for c in self._nesting(row) for n in nested_amounts(row[c], field_of_key, _of_cells)]
        nested += [n for c in self._nesting(row) for n in _keyed(c, row[c])]
        size = self._serving(row)
        return tuple(_of_serving(n, size) for n in (*found.values(), *nested))

    def _nesting(self, row: Row) -> list[str]:
        """Return the columns of texts in which this row has objects."""
        columns = [c for field in _TEXTS for c in self.by_field.get(field, ())]
        return [c for c in columns if isinstance(row.get(c), dict | list)]

    def _of_row(self, row: Row) -> tuple[Nutrient, ...]:
        cells = {field: self._first(field, row) or "" for field in LONG}
        if not cells["nutrient"]:
            return ()
        heading = self.by_field["amount"][0]
        cells["unit"] = cells["unit"] or unit_in(heading) or ""
        return (_of_cells(cells, basis_in(heading) if not cells["per"] else None),)

    def _serving(self, row: Row) -> ServingBasis | None:
        for column in self.by_field.get("serving", ()):
            cell = " ".join(cell_text(row.get(column)).split())
            printed = told(column, cell).removeprefix(f"{column}: ")
            if cell and (basis := basis_of(printed.rpartition(": ")[2])) is not None:
                return basis
        return None

    def _first(self, field: str, row: Row) -> str | None:
        for column in self.by_field.get(field, ()):
            if words := cell_text(row.get(column)).split():
                return " ".join(words)[:1000]
        return None

    def _text(self, row: Row) -> str | None:
        parts = []
        if attributes := self.by_field.get("attribute"):
            values = [self._plain(cell_text(row.get(c))) for c in (*attributes, *self.by_field["amount"])]
            return told(*values[:2]) if len(values) > 1 and all(values[:2]) else None
        for field in ("text", "serving", "dose", "nutrition", "ingredients"):
            for column in self.by_field.get(field, ()):
                value = self._plain(cell_text(row.get(column)))
                if value.strip() in _NOTHING:
                    continue
                if field == "nutrition" and tells_basis(column):
                    value = f"{column}\n{value}"
                value = told(column, value) if field in ("dose", "serving", "ingredients") else value
                parts.append(f"{value}\n" if field == "serving" else value)  # it is no sentence of the directions below
        return "\n".join(parts) or None


def _of_cells(cells: Mapping[str, str], basis: ServingBasis | None = None) -> Nutrient:
    """Return the amount that the cells of one row or object tell; ``basis`` where none of them says what it is for."""
    per, unit = cells.get("per") or "", cells.get("unit") or ""
    if unit and unit_of(unit) is None and unit_of(unit.partition(" ")[0]) is not None:
        unit, _, counted = unit.partition(" ")  # "mg α-TE": what the amount counts goes with its name
        cells = {**cells, "nutrient": f"{cells['nutrient']} ({counted})"}
    amount = measured(cells.get("amount") or "", unit or None)
    if per:
        basis = basis_of(per) or basis_in(per) or basis_in(f"per {per}")
        if basis is None:
            amount = amount._replace(note=amount.note or f"column-not-understood: {per[:60]}")
    percent = (cells.get("percent") or "").rstrip("% ")
    nutrient = Nutrient(
        cells["nutrient"], None, amount.value, amount.unit, _percent(percent) if percent else None,
        note=amount.note, bound=amount.bound, high=amount.high,
    )  # fmt: skip
    return nutrient if basis is None else _on_basis(nutrient, basis)


def _keyed(column: str, value: Any) -> Iterator[Nutrient]:  # noqa: ANN401
    """Yield the amounts of an object whose keys name nutrient and unit: {"protein_g": 78} under "nutrition_per_100g"."""
    for key, cell in value.items() if isinstance(value, dict) else ():
        amount = amount_column(f"{column}: {key}") or amount_column(str(key))
        if amount is not None and not isinstance(cell, dict | list) and (found := amount.nutrient_of(cell)) is not None:
            yield found


def _percent(text: str) -> str:
    """Return a percentage as a decimal number; one that is none stays as it was, to be looked at."""
    return number(text)[0] or text


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or (named(one) == named(other) and named(one).nutrient is not None)


def _of_serving(nutrient: Nutrient, size: ServingBasis | None) -> Nutrient:
    """Return an amount per serving as one of the serving size that the row tells."""
    if size is None or nutrient.basis != "serving" or nutrient.quantity is not None:
        return nutrient
    return _on_basis(nutrient, size)


def _on_basis(nutrient: Nutrient, basis: ServingBasis) -> Nutrient:
    quantity = None if basis.quantity is None else format(basis.quantity, "f")
    return nutrient._replace(basis=basis.kind, quantity=quantity, of=basis.of)


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


def _paths(value: Any) -> list[str]:  # noqa: ANN401
    values = value if isinstance(value, list) else re.split(r"[;|\n]", value) if isinstance(value, str) else []
    return [v.strip() for v in values if isinstance(v, str) and v.strip()]


_NOTHING: Final = frozenset(("", "-", "–", "—"))
"""Cells in which people say that there is nothing to say."""


def find_columns(
    names: Sequence[str],
    chosen: Mapping[str, Sequence[str]],
    preset: Mapping[str, Sequence[str]] | None = None,
    plain: Callable[[str], str] = as_text,
) -> Columns:
    """Return the columns of a table.

    Args:
        names: the names of its columns.
        chosen: what the caller says, by field; goes before everything.
        preset: the columns of a known export; without one, they are found by their names.
        plain: how texts become plain; by default from HTML.

    Raises:
        UsageError: a chosen column is not there, or no column holds anything to check.

    """
    _refuse_unknown(names, chosen)
    by_field: dict[str, list[str]] = {f: list(chosen.get(f, ())) for f in FIELDS}
    taken = {c for columns in chosen.values() for c in columns}
    for field, column in _found(names, preset):
        if not chosen.get(field) and column not in taken:
            by_field[field].append(column)
    used = {c for columns in by_field.values() for c in columns}
    if not by_field["amount"]:
        _by_beginning(names, by_field, used)
    if by_field["amount"] and not by_field["nutrient"] and not any(by_field[f] for f in _TELLING):
        by_field["nutrition"] = by_field.pop("amount")  # "Teneur", with names and units in its cells
        by_field["amount"] = []
    if not (by_field["amount"] and (by_field["nutrient"] or (by_field["attribute"] and by_field["id"]))):
        for field in LONG:
            used -= set(by_field.pop(field))
    own = {n: inner for n in names if n not in used and (inner := n if preset is None else _own(n)) is not None}
    amounts = {n: amount for n, inner in own.items() if (amount := amount_column(inner)) is not None}
    percents = {n: p for n, inner in own.items() if n not in amounts and (p := percent_of(inner)) is not None}
    telling = amounts or any(by_field.get(f) for f in _TELLING)
    if not telling and preset is None:
        raise UsageError(
            "no column holds a text, a file or amounts; name one: --column text=NAME. "
            f"The columns are {', '.join(names)}"[:2000]
        )
    unused = [n for n in names if n not in used and n not in amounts and n not in percents]
    return Columns(by_field, amounts, unused, plain, percents)


def _refuse_unknown(names: Sequence[str], chosen: Mapping[str, Sequence[str]]) -> None:
    for field, columns in chosen.items():
        if field not in FIELDS:
            raise UsageError(f"--column {field}=…: no such field; they are {', '.join(FIELDS)}")
        for column in columns:
            if column not in names:
                raise UsageError(f"--column {field}={column}: no such column; they are {', '.join(names)}"[:2000])


def _own(name: str) -> str | None:
    """Return what a shop calls a column that it added to an export, None of the export's own columns.

    >>> _own("Meta: nutrition_facts"), _own("Dose (product.metafields.custom.dose)"), _own("Tags")
    ('nutrition_facts', 'Dose', None)
    """
    match = _META.fullmatch(name)
    return None if match is None else match["meta"] or match["field"]


def _found(names: Sequence[str], preset: Mapping[str, Sequence[str]] | None) -> list[tuple[str, str]]:
    if preset is not None:
        by_name = {n.casefold(): n for n in names}
        known = [
            (f, by_name[c.casefold()]) for f, columns in preset.items() for c in columns if c.casefold() in by_name
        ]
        own = [(column_field(_own(n) or ""), n) for n in names]
        return known + [(f, n) for f, n in own if f in _TEXTS]
    order = {n: i for i, n in enumerate(FIELD_OF)}
    exact = sorted((order[folded(n)], n) for n in names if folded(n) in FIELD_OF)
    found = [(FIELD_OF[folded(n)], n) for _, n in exact]
    by_words = [(column_field(n), n) for n in names if folded(n) not in FIELD_OF and amount_column(n) is None]
    return found + [(f, n) for f, n in by_words if f is not None]


_TELLING: Final = ("text", "nutrition", "files", "ingredients", "nutrient", "attribute")
"""Fields without one of which, and without columns of amounts, a table has nothing to read."""


def _by_beginning(names: Sequence[str], by_field: dict[str, list[str]], used: set[str]) -> None:
    """Find the amounts of a table with a row each where their heading says what they are for: "Menge pro Tablette"."""
    if not by_field["nutrient"]:
        return
    for name in names:
        field = "percent" if name.lstrip().startswith("%") else FIELD_OF.get(folded(name).partition(" ")[0])
        if field in ("amount", "percent") and name not in used and tells_basis(name):
            by_field[field].append(name)
            used.add(name)
