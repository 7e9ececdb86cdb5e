"""The columns of a table by what they hold, and the products that its rows make of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from labelcheck.catalogue.amount_column import (
    NOTHING,
    AmountColumn,
    amount_column,
    cell_text,
    features_of,
    holds_features,
)
from labelcheck.catalogue.amounts import measured, number, strengths, unit_of
from labelcheck.catalogue.column_names import (
    LONG,
    folded,
    known_name,
)
from labelcheck.catalogue.column_words import basis_in, is_bare, tells_basis, told, unit_in
from labelcheck.catalogue.doses import TOLD_TWICE, dose_of, is_daily, told_twice
from labelcheck.catalogue.grids import SEVERAL, tells_several
from labelcheck.catalogue.html import as_shown
from labelcheck.catalogue.names import basis_of, named, printed_amount
from labelcheck.catalogue.nested import Nested, attributes_in, attributes_told
from labelcheck.catalogue.product import Nutrient, Product
from labelcheck.catalogue.row import Broken, Row
from labelcheck.model import ServingBasis

_OWN: Final = ("id", "name")
TEXTS: Final = ("text", "nutrition", "ingredients", "dose", "serving")


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
        plain: Callable[[str], str] = as_shown,
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
            dict.fromkeys(
                [
                    *named,
                    *self.amounts,
                    *filter(None, (a.unit_from for a in self.amounts.values())),
                    *self.percents,
                    *(c for s in self.sets for c in s.values()),
                ]
            )
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
        found = {
            c: n
            for c, a in self.amounts.items()
            if (n := a.nutrient_of(row.get(c), cell_text(row.get(a.unit_from)) if a.unit_from else "")) is not None
        }
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
        for column in self.by_field.get("text", ()):
            if isinstance(cell := row.get(column), str) and (told := attributes_in(cell)):
                objects[column] = told
        if not objects:
            return {}
        known = {c for field, columns in self.by_field.items() if field not in TEXTS for c in columns}
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
        if not self.amounts and not self.amount_rows and (per := self._first("per", row)):
            parts += _heading_for(self.by_field["per"][0], per)
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


def _heading_for(column: str, per: str) -> list[str]:
    """Return the heading of the amounts in a row's text, as a label prints it, where another column says what they are for."""
    if strengths(per):
        return [f"{column} {per}"]  # "Contents per": "tablet: zinc 10 mg"
    return [h for h in (f"{column} {per}", f"per {per}") if basis_in(h) is not None][:1]


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
    under = amount_column(f"{heading}: {key}")
    amount = under if under is not None and under.basis is not None else amount_column(key)
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


__all__ = ["AmountColumn", "Columns", "amount_column", "cell_text", "features_of", "known"]
