"""Lists and objects inside a field: amounts with their units, or names with their values, as systems export them in JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from labelcheck.catalogue.amounts import measured
from labelcheck.catalogue.column_names import field_of_key, folded, spaced
from labelcheck.catalogue.column_words import basis_in
from labelcheck.catalogue.doses import dose_of
from labelcheck.catalogue.names import named
from labelcheck.catalogue.product import Nutrient

Cells = Mapping[str, str]
_MOST: Final = 500
_DEPTH: Final = 6
_NO_OWN: Final[Mapping[str, frozenset[str]]] = {}
_SAID: Final = ("text", "nutrition", "ingredients", "dose")
"""Fields whose texts inside an object are told as those of a column."""


class Nested:
    """What is inside the objects of a field: ``amounts`` and ``lines`` of text.

    ``own`` are the names and numbers of the product, by field; where an object of a column whose name is not known has
    others, its amounts are to check and its texts are left out. ``of_cells`` makes an amount of its cells by field, ``of_key`` one of a key that names nutrient and unit, and its value.
    """

    def __init__(
        self,
        column: str,
        value: Any,  # noqa: ANN401
        of_cells: Callable[[Cells], Nutrient],
        of_key: Callable[[str, str, Any], Nutrient | None],
        own: Mapping[str, frozenset[str]] = _NO_OWN,
    ) -> None:
        self._own = own if field_of_key(column) is None else _NO_OWN
        self._column = column
        self._of_cells = of_cells
        self._of_key = of_key
        self.lines: list[str] = []
        self.amounts: list[Nutrient] = []
        for found in self._amounts(value, self._about(column), column, 0):
            if len(self.amounts) >= _MOST:
                break
            self.amounts.append(found)

    def _about(self, key: str) -> dict[str, str]:
        """Return what a key says of all inside it: what amounts are for, or whose amount it is."""
        words = spaced(key)
        if basis_in(words) is not None:
            return {"per": words}
        return {} if field_of_key(key) is not None or named(words).nutrient is None else {"nutrient": words}

    def _amounts(self, value: Any, told: dict[str, str], key: str, depth: int) -> Iterator[Nutrient]:  # noqa: ANN401
        if depth > _DEPTH:
            return
        if isinstance(value, list):
            for part in value:
                yield from self._amounts(part, told, key, depth + 1)
        elif isinstance(value, dict):
            own = _fields(value)
            if self._is_other(value, own):
                yield from self._of_other(value)
                return
            cells = {**told, **own}
            if cells.get("nutrient") and (own.get("amount") or own.get("percent")):
                yield self._of_cells(cells)
            else:
                yield from self._keyed(value, cells, key)
            self._say(value, own)
            # what an outer object says of its list, as what the amounts are for, holds for each
            shared = {f: v for f, v in cells.items() if f in ("per", "serving")}
            for inner, part in value.items():
                if isinstance(part, dict | list) and field_of_key(inner) != "related":
                    yield from self._amounts(part, {**shared, **self._about(inner)}, inner, depth + 1)

    def _is_other(self, value: Mapping[str, Any], own: Cells) -> bool:
        """Tell whether an object is a product of its own: it has another name or number than the product it stands in."""
        if (own.get("nutrient") and (own.get("amount") or own.get("percent"))) or own.get("language"):
            return False
        for key, cell in value.items():
            field = field_of_key(key)
            if field is None or field not in self._own or isinstance(cell, dict | list | bool) or cell is None:
                continue
            said = folded(str(cell))
            if said and self._own[field] and said not in self._own[field] and basis_in(str(cell)) is None:
                return True
        return False

    def _of_other(self, value: Mapping[str, Any]) -> list[Nutrient]:
        inner = Nested(self._column, value, self._of_cells, self._of_key)
        note = f"column-not-understood: {self._column[:60]}"
        return [n._replace(note=n.note or note) for n in inner.amounts]

    def _keyed(self, value: Mapping[str, Any], cells: Cells, heading: str) -> Iterator[Nutrient]:
        """Yield the amounts of an object whose keys name nutrients: {"protein_g": 78}, {"zinc": "10 mg"}."""
        per = {f: v for f, v in cells.items() if f == "per"}
        for key, cell in value.items():
            if isinstance(cell, dict | list | bool) or cell is None or field_of_key(key) is not None:
                continue
            found = self._of_key(heading, key, cell)
            if found is not None:
                yield found if found.basis or not per else self._with_basis(found, per)
            elif named(spaced(key)).nutrient is not None and isinstance(cell, str) and measured(cell).note is None:
                yield self._of_cells({**per, "nutrient": spaced(key), "amount": cell})

    def _with_basis(self, found: Nutrient, per: Cells) -> Nutrient:
        like = self._of_cells({**per, "nutrient": found.name, "amount": "1 mg"})
        return found._replace(basis=like.basis, quantity=like.quantity, of=like.of, note=found.note or like.note)

    def _say(self, value: Mapping[str, Any], own: Cells) -> None:
        if (dose := _dose(value)) is not None:
            self.lines.append(dose)
        elif own.get("nutrient") and (own.get("amount") or own.get("percent")):
            return
        else:
            self.lines += [
                f"{spaced(k)}: {v}" for k, v in value.items() if isinstance(v, str) and v and field_of_key(k) in _SAID
            ]


def _fields(value: Mapping[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, cell in value.items():
        if not isinstance(cell, dict | list) and cell is not None and (field := _field(key)):
            found.setdefault(field, str(cell))
    return found


def _field(key: str) -> str | None:
    field = field_of_key(key)
    return {"name": "nutrient", "serving": "per"}.get(field or "", field)


def _dose(value: Mapping[str, Any]) -> str | None:
    """Return the directions that an object tells in numbers: {"antal": 2, "gange_pr_dag": 2}."""
    cells = _fields(value)
    name = next((k for k in value if field_of_key(k) == "times"), None)
    return None if name is None else dose_of(cells, name)


def nested_text(value: Any, depth: int = 0) -> str:  # noqa: ANN401
    """Return what a cell of objects says, as lines of names and values: "Portionsstorlek: 30 g".

    >>> nested_text([{"key": "dosage", "value": "1 softgel per day"}]), nested_text({"quantity": 2, "unit": "capsule", "per": "day"})
    ('Dosage: 1 softgel per day', '2 capsule per day')
    >>> nested_text({"antal": 2, "enhed": "tabletter", "gange_pr_dag": 2}), nested_text({"antal": 2, "interval": 3})
    ('2 tabletter 2 gange pr dag', '2 interval: 3')
    """
    if isinstance(value, list):
        joint = "\n" if any(isinstance(v, dict) for v in value) else ", "
        return joint.join(filter(None, (nested_text(v, depth + 1) for v in value[:_MOST]))) if depth <= _DEPTH else ""
    if not isinstance(value, dict):
        return "" if value is None else str(value)
    if depth > _DEPTH:
        return ""
    plain = {str(k): str(v) for k, v in value.items() if isinstance(v, str | int | float) and str(v).strip()}
    told = next((plain[k] for k in ("value", "text", "@value") if plain.get(k)), None)
    if told is not None:
        name = next((plain[k] for k in ("name", "key", "label") if plain.get(k)), None)
        return f"{_heading(name)}: {told}" if name else told
    if plain.get("name"):
        return plain["name"]
    if (dose := _dose(value)) is not None:
        return dose
    if not plain:  # what only holds others, as {"edges": [{"node": {…}}]}
        inner = (nested_text(v, depth + 1) for k, v in value.items() if field_of_key(str(k)) != "related")
        return "\n".join(filter(None, inner))
    return " ".join(_worded(k, v, value[k]) for k, v in plain.items())


def _heading(name: str) -> str:
    """Return a key as labels write a heading: in small letters, "innhold: …" goes on with the directions above it."""
    return name[:1].upper() + name[1:]


def _worded(key: str, text: str, value: Any) -> str:  # noqa: ANN401
    """Return a value as it is said: a bare number that is no count goes with its name."""
    if key == "per":
        return f"per {text}"
    bare = isinstance(value, int | float) and field_of_key(key) not in ("amount", "count", "dose")
    return f"{spaced(key)}: {text}" if bare else text


def attributes_told(cell: str) -> str:
    r"""Return a cell of attributes as lines of names and values, and any other as it is; values may hold commas.

    >>> attributes_told("form=tablet,directions=1 tablet, with food"), attributes_told("a = b, c = d")
    ('Form: tablet\nDirections: 1 tablet, with food', 'a = b, c = d')
    """
    told = attributes_in(cell)
    return "\n".join(f"{_heading(spaced(k))}: {v}" for k, v in told.items()) if told else cell


def attributes_in(cell: str) -> dict[str, str]:
    """Return the attributes of a cell by name, none of any other cell."""
    names = list(_ATTRIBUTE.finditer(cell)) if "=" in cell and "<" not in cell else []
    if len(names) < _FEW or names[0].start() != 0:
        return {}
    ends = [*(m.start() for m in names[1:]), len(cell)]
    return {m[1]: cell[m.end() : end].strip() for m, end in zip(names, ends, strict=True)}


_ATTRIBUTE: Final = re.compile(r"(?:^|(?<=[^\\]),|\|)([^\W\d]\w{0,60})=")
_FEW: Final = 2
