"""Which column of a table is what: by preset, by its name in the languages we know, or as the caller says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from labelcheck.catalogue.amount_column import (
    NOTHING,
    AmountColumn,
    amount_column,
    cell_text,
    column_of_cells,
    features_of,
    holds_features,
)
from labelcheck.catalogue.amounts import measured, number, unit_of
from labelcheck.catalogue.column_names import (
    FIELDS,
    LONG,
    column_field,
    fields_by_name,
    folded,
    known_name,
)
from labelcheck.catalogue.column_words import basis_in, is_bare, percent_of, tells_basis, told, unit_in
from labelcheck.catalogue.doses import TOLD_TWICE, dose_of, is_daily, told_twice
from labelcheck.catalogue.grids import SEVERAL, tells_several
from labelcheck.catalogue.html import as_text
from labelcheck.catalogue.layouts import amount_heading, amounts_beside, by_beginning
from labelcheck.catalogue.names import basis_of, named, printed_amount
from labelcheck.catalogue.nested import Nested, attributes_told
from labelcheck.catalogue.product import Nutrient, Product
from labelcheck.catalogue.row import Broken, Row
from labelcheck.errors import UsageError
from labelcheck.model import ServingBasis

_OWN: Final = ("id", "name")
_TEXTS: Final = ("text", "nutrition", "ingredients", "dose", "serving")


_META: Final = re.compile(
    r"Meta: _?(?P<meta>.+)|(?P<field>.+?) \((?:product|variant)\.metafields\.[\w.-]+\)", re.IGNORECASE
)
"""What a shop adds of its own to the columns of an export: WooCommerce's metas, Shopify's metafields."""
_SHOWN: Final = 400


def known(name: str) -> bool:
    """Tell whether a column of this name is understood."""
    return known_name(name) or amount_column(name) is not None


class Columns:
    """Names of columns by field, and the columns of amounts."""

    def __init__(
        self,
        by_field: Mapping[str, Sequence[str]],
        amounts: Mapping[str, AmountColumn] | None = None,
        unused: Sequence[str] = (),
        plain: Callable[[str], str] = as_text,
        percents: Mapping[str, str] | None = None,
        sets: Sequence[Mapping[str, str]] = (),
    ) -> None:
        """Take names by field, columns of amounts, those that nothing is made of, and how texts become plain.

        ``percents`` are columns of percentages of a reference intake, each with its nutrient's name. ``sets`` are columns
        by field of amounts that stand beside each other in one row, each with its nutrient's name in a column of its own.
        """
        self.by_field = {f: tuple(c) for f, c in by_field.items()}
        self.amounts = dict(amounts or {})
        self.unused = tuple(unused)
        self.percents = dict(percents or {})
        self.sets = tuple(sets)
        self._plain = plain

    @property
    def wanted(self) -> tuple[str, ...]:
        """All columns that are looked at."""
        named = [c for columns in self.by_field.values() for c in columns]
        return tuple(
            dict.fromkeys([*named, *self.amounts, *self.percents, *(c for s in self.sets for c in s.values())])
        )

    @property
    def amount_rows(self) -> bool:
        """Whether each row is one amount or attribute, and all rows of a product stand together."""
        return bool(self.by_field.get("nutrient") or self.by_field.get("attribute"))

    def describe(self) -> list[str]:
        """Return one line per field, for people."""
        lines = [f"{field}: {', '.join(columns)}" for field, columns in self.by_field.items() if columns]
        lines += [f"amounts of {a.words}: {column}" for column, a in self.amounts.items()]
        lines += [f"percentages of {name}: {column}" for column, name in self.percents.items()]
        lines += [f"amount: {', '.join(columns.values())}" for columns in self.sets]
        if self.unused:
            shown = ", ".join(self.unused)
            shown = shown if len(shown) <= _SHOWN else shown[:_SHOWN].rpartition(", ")[0] + ", …"
            lines.append(f"not read (--column FIELD=NAME takes one): {shown}")
        return lines

    def product(self, row: Row | Broken) -> Product:
        """Return a row as a product. HTML in texts becomes plain text."""
        if isinstance(row, Broken):
            if (shifted := self._shifted(row)) is not None:
                return shifted
            return Product(None, row.beginning or None, outcome=row.outcome, detail=row.why)  # type: ignore[arg-type]
        return Product(
            self._first("id", row),
            self._first("name", row),
            self._first("brand", row),
            self._first("category", row),
            (self._first("language", row) or "")[:2].lower() or None,
            self._text(row, nested := self._nested(row)),
            tuple(f for c in self.by_field.get("files", ()) for f in _paths(row.get(c))),
            self._nutrients(row, nested),
            notes=self._notes(row),
        )

    def _shifted(self, row: Broken) -> Product | None:
        """Return a row that has cells under no column by its id, where that stands first, and no amount of it.

        Each amount is a reading to check: which of the cells are its own, nobody can tell.
        """
        cells = row.shifted or {}
        first = next(iter(cells), None)
        if first is None or first not in self.by_field.get("id", ()) or self.amount_rows or not self.amounts:
            return None
        note = f"{row.outcome}: {row.why}"
        nutrients = tuple(Nutrient(a.name, None, None, None, note=note) for a in self.amounts.values())
        return Product(self._first("id", {first: cells[first]}), nutrients=nutrients, notes=(row.outcome,))

    def _nutrients(self, row: Row, nested: Mapping[str, Nested]) -> tuple[Nutrient, ...]:
        """Return what the columns of amounts and of percentages tell; one per serving is of the serving that is told."""
        if self.amount_rows:
            return self._of_row(row)
        found = {c: n for c, a in self.amounts.items() if (n := a.nutrient_of(row.get(c))) is not None}
        for column, name in self.percents.items():
            percent = cell_text(row.get(column)).strip().rstrip("%").strip()
            if percent in NOTHING:
                continue
            key = next((c for c, n in found.items() if n.percent is None and _alike(n.name, name)), column)
            found[key] = found.get(key, Nutrient(name, None, None, None))._replace(percent=_percent(percent))
        inner = [n for told in nested.values() for n in told.amounts]
        size = self._serving(row)
        per = self._first("per", row)
        given = [_told_per(n, per) if per else n for n in found.values()]
        return tuple(of_serving(n, size) for n in (*given, *self._of_sets(row), *self._of_features(row), *inner))

    def _of_features(self, row: Row) -> list[Nutrient]:
        """Return the amounts of cells that hold several features, each with its name."""
        return [
            n
            for c in self.by_field.get("text", ())
            if holds_features(c)
            for n in features_of(c, self._plain(cell_text(row.get(c)))).amounts
        ]

    def _nested(self, row: Row) -> dict[str, Nested]:
        """Return what is inside the columns in which this row has objects, also those of no known name."""
        objects = {c: v for c, v in row.items() if isinstance(v, dict | list)}
        if not objects:
            return {}
        known = {c for field, columns in self.by_field.items() if field not in _TEXTS for c in columns}
        own = {
            f: frozenset(folded(cell_text(row.get(c))) for c in self.by_field.get(f, ()) if row.get(c)) for f in _OWN
        }
        return {c: Nested(c, v, _of_cells, _of_key, own) for c, v in objects.items() if c not in known}

    def _dose(self, row: Row) -> str | None:
        """Return the directions that two columns tell together: how many, and how many times a day."""
        for column in self.by_field.get("times", ()):
            cells = {f: self._first(f, row) or "" for f in ("dose", "count", "serving", "form", "times")}
            if "nutrient" not in self.by_field:
                cells["unit"] = next((cell_text(row.get(c)) for c in self.by_field.get("unit", ())), "")
            if cells["times"]:
                return None if self._daily(row) else dose_of(cells, column)
        return None

    def _daily(self, row: Row) -> bool:
        """Tell whether the directions say by themselves what is taken a day."""
        return any(is_daily(told(c, cell_text(row.get(c)))) for c in self.by_field.get("dose", ()))

    def _notes(self, row: Row) -> tuple[str, ...]:
        texts = (row.get(c) for f in ("text", "nutrition") for c in self.by_field.get(f, ()))
        several = any(isinstance(t, str) and tells_several(t) for t in texts)
        return (*self._of_dose(row), SEVERAL) if several else self._of_dose(row)

    def _of_dose(self, row: Row) -> tuple[str, ...]:
        if not (times := self._first("times", row)) or self._dose(row) is not None:
            return ()
        directions = [told(c, cell_text(row.get(c))) for c in self.by_field.get("dose", ())]
        return (TOLD_TWICE,) if any(told_twice(d, times) for d in directions) else ()

    def _of_row(self, row: Row) -> tuple[Nutrient, ...]:
        """Return the amounts of a row of one nutrient: one for each column of them, as "Per 100 ml" and "Per 5 ml"."""
        cells = {field: self._first(field, row) or "" for field in LONG}
        if not cells["nutrient"]:
            return ()
        if len(headings := self.by_field["amount"]) == 1:
            return (_set(cells, headings[0]),)
        percents = {basis_in(c.replace("%", " ")): cell_text(row.get(c)) for c in self.by_field.get("percent", ())}
        told = [h for h in headings if cell_text(row.get(h)).strip() not in NOTHING]
        # a percentage that does not say of which is that of what is taken, not of 100 g of it
        taken = next((h for h in told if (b := basis_in(h)) is not None and b.quantity != _HUNDRED), None)
        return tuple(
            _set({**cells, "amount": cell_text(row.get(h)),
                  "percent": percents.get(basis_in(h)) or (percents.get(None, "") if h == taken else "")}, h)
            for h in told
        ) or (_set(cells, headings[0]),)  # fmt: skip

    def _of_sets(self, row: Row) -> list[Nutrient]:
        """Return the amounts of columns that come again with a number: "Wirkstoff 1", "Menge 1", "Wirkstoff 2"."""
        found = []
        for columns in self.sets:
            cells = {f: " ".join(cell_text(row.get(c)).split()) for f, c in columns.items()}
            if cells["nutrient"] not in NOTHING:
                found.append(_set(cells, columns["amount"]))
        return found

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

    def _text(self, row: Row, nested: Mapping[str, Nested]) -> str | None:
        parts = []
        if attributes := self.by_field.get("attribute"):
            values = [self._plain(cell_text(row.get(c))) for c in (*attributes, *self.by_field["amount"])]
            if len(values) < _PAIR or not all(values[:_PAIR]):
                return None
            # an amount stands below the words that say what it is for
            return "\n".join(values[:_PAIR]) if tells_basis(values[0]) else told(*values[:_PAIR])
        dose = self._dose(row)
        if dose is None and not self._daily(row):
            parts += [told(c, v) for c in self.by_field.get("times", ()) if (v := cell_text(row.get(c)).strip())]
        elif dose is not None:
            parts.append(dose)
        parts += [line for c, inner in nested.items() if inner.amounts or c in self.unused for line in inner.lines]
        for field in ("text", "serving", "dose", "nutrition", "ingredients"):
            for column in self.by_field.get(field, ()):
                if (field == "dose" and dose is not None) or (column in nested and nested[column].amounts):
                    continue
                value = features_of(column, self._plain(attributes_told(cell_text(row.get(column))))).text
                if value.strip() in NOTHING:
                    continue
                if field == "nutrition" and tells_basis(column):
                    value = f"{column}\n{value}"
                if field == "dose" and number(value)[0] is not None and is_bare(column):
                    value = f"{value} {self._first('form', row) or ''}".strip()
                value = told(column, value) if field in ("dose", "serving", "ingredients") else value
                parts.append(f"{value}\n" if field == "serving" else value)  # it is no sentence of the directions below
        return "\n".join(parts) or None


_HUNDRED: Final = 100
_PAIR: Final = 2


def _told_per(nutrient: Nutrient, per: str) -> Nutrient:
    """Return an amount with what another column of its row says that it is for; to check where that is not understood.

    A column that says so by its own name is to check where the other says otherwise.
    """
    basis = basis_of(per) or basis_in(per) or basis_in(f"per {per}")
    found = nutrient if basis is None else _on_basis(nutrient, basis)
    if basis is not None and (nutrient.basis is None or found == nutrient):
        return found
    return nutrient._replace(note=nutrient.note or f"column-not-understood: {per[:60]}")


def _set(cells: Mapping[str, str], heading: str) -> Nutrient:
    """Return the amount of cells by field, whose amount stands below a heading that may tell its unit and basis."""
    cells = {**cells, "unit": cells.get("unit") or unit_in(heading) or ""}
    return _of_cells(cells, basis_in(heading) if not cells.get("per") else None)


def _of_cells(cells: Mapping[str, str], basis: ServingBasis | None = None) -> Nutrient:
    """Return the amount that the cells of one row or object tell; ``basis`` where none of them says what it is for."""
    per, unit = cells.get("per") or "", cells.get("unit") or ""
    if unit and unit_of(unit) is None and unit_of(unit.partition(" ")[0]) is not None:
        unit, _, counted = unit.partition(" ")  # "mg α-TE": what the amount counts goes with its name
        cells = {**cells, "nutrient": f"{cells['nutrient']} ({counted})"}
    amount = measured(cells.get("amount") or "", unit or None)
    if amount.note is not None:
        amount = printed_amount(cells["nutrient"], cells.get("amount") or "") or amount
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


def _of_key(heading: str, key: str, value: Any) -> Nutrient | None:  # noqa: ANN401
    """Return the amount of a key that names nutrient and unit: "protein_g" under "nutrition_per_100g"."""
    amount = amount_column(f"{heading}: {key}") or amount_column(key)
    return None if amount is None else amount.nutrient_of(value)


def _percent(text: str) -> str:
    """Return a percentage as a decimal number; one that is none stays as it was, to be looked at."""
    return number(text)[0] or text


def _alike(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or (named(one) == named(other) and named(one).nutrient is not None)


def of_serving(nutrient: Nutrient, size: ServingBasis | None) -> Nutrient:
    """Return an amount per serving as one of the serving size that the row tells."""
    if size is None or nutrient.basis != "serving" or nutrient.quantity is not None:
        return nutrient
    return _on_basis(nutrient, size)


def _on_basis(nutrient: Nutrient, basis: ServingBasis) -> Nutrient:
    quantity = None if basis.quantity is None else format(basis.quantity, "f")
    return nutrient._replace(basis=basis.kind, quantity=quantity, of=basis.of)


def _paths(value: Any) -> list[str]:  # noqa: ANN401
    values = value if isinstance(value, list) else re.split(r"[;|\n]", value) if isinstance(value, str) else []
    return [v.strip() for v in values if isinstance(v, str) and v.strip()]


def find_columns(
    names: Sequence[str],
    chosen: Mapping[str, Sequence[str]],
    preset: Mapping[str, Sequence[str]] | None = None,
    plain: Callable[[str], str] = as_text,
    *,
    nested: bool = False,
) -> Columns:
    """Return the columns of a table.

    Args:
        names: the names of its columns.
        chosen: what the caller says, by field; goes before everything.
        preset: the columns of a known export; without one, they are found by their names.
        plain: how texts become plain; by default from HTML.
        nested: whether cells may be objects, in which amounts are looked for whatever the column's name is.

    Raises:
        UsageError: a chosen column is not there, or no column holds anything to check.

    """
    _refuse_unknown(names, chosen)
    by_field: dict[str, list[str]] = {f: list(chosen.get(f, ())) for f in FIELDS}
    sets = amounts_beside(names) if preset is None and not chosen.get("nutrient") else []
    taken = {c for columns in (*chosen.values(), *(s.values() for s in sets)) for c in columns}
    for field, column in _found(names, preset):
        if not chosen.get(field) and column not in taken:
            by_field[field].append(column)
    if not by_field["times"]:
        by_field.pop("count")  # "Antal": what the pack holds
        if not by_field["dose"]:
            by_field.pop("form")
    used = {c for columns in by_field.values() for c in columns}
    if not by_field["amount"]:
        by_beginning(names, by_field, used)
    if by_field["amount"] and not by_field["nutrient"] and not any(by_field[f] for f in _TELLING):
        by_field["nutrition"] = by_field.pop("amount")  # "Teneur", with names and units in its cells
        by_field["amount"] = []
    if not (by_field["amount"] and (by_field["nutrient"] or (by_field["attribute"] and by_field["id"]))):
        for field in LONG:
            used -= set(by_field.pop(field))
        if (per := [c for c in _told_apart(names) if c not in taken]) and not sets:
            by_field["per"] = per[:1]
            used |= set(per[:1])
    used |= taken
    own = {n: inner for n in names if n not in used and (inner := n if preset is None else _own(n)) is not None}
    amounts = {n: amount for n, inner in own.items() if (amount := amount_column(inner)) is not None}
    percents = {n: p for n, inner in own.items() if n not in amounts and (p := percent_of(inner)) is not None}
    if preset is None and not by_field.get("nutrient"):
        amounts |= {
            n: a for n in own if n not in amounts and n not in percents and (a := column_of_cells(n)) is not None
        }
    telling = amounts or sets or any(by_field.get(f) for f in _TELLING)
    if not telling and preset is None and not (nested and any(by_field.values())):
        raise UsageError(
            "no column holds a text, a file or amounts; name one: --column text=NAME. "
            f"The columns are {', '.join(names)}"[:2000]
        )
    unused = [n for n in names if n not in used and n not in amounts and n not in percents]
    return Columns(by_field, amounts, unused, plain, percents, sets)


def _told_apart(names: Sequence[str]) -> list[str]:
    """Return columns that say what the amounts of a row are for."""
    return [n for n in names if fields_by_name().get(folded(n)) == "per"]


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
    by_name = fields_by_name()
    order = {n: i for i, n in enumerate(by_name)}
    exact = sorted((order[folded(n)], n) for n in names if folded(n) in by_name)
    found = [(by_name[folded(n)], n) for _, n in exact]
    rows_of_amounts = any(field == "nutrient" for field, _ in found)
    by_words = [
        (column_field(n), n)
        for n in names
        if folded(n) not in by_name and amount_column(n) is None and not (rows_of_amounts and amount_heading(n))
    ]
    return found + [(f, n) for f, n in by_words if f is not None]


_TELLING: Final = ("text", "nutrition", "files", "ingredients", "nutrient", "attribute")
"""Fields without one of which, and without columns of amounts, a table has nothing to read."""


__all__ = ["AmountColumn", "Columns", "amount_column", "cell_text", "features_of", "find_columns", "known"]
