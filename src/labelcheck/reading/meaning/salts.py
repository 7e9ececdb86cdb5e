"""Rows that give the weight of a salt under the name of its mineral."""

from __future__ import annotations

from typing import Final

from labelcheck.knowledge import Knowledge, Word
from labelcheck.knowledge.fold import fold
from labelcheck.reading.lex.quantity import Quantity
from labelcheck.reading.meaning.resolve import Identity
from labelcheck.reading.panel.row import Row
from labelcheck.reading.sections.sections import Sections

_MASSES: Final = {"g": 1_000_000_000, "mg": 1_000_000, "µg": 1000, "ng": 1}


def weighed_with_its_salt(
    sections: Sections, row: Row, parent: Row, own: Identity, whole: Identity, knowledge: Knowledge
) -> Identity | None:
    """Return the row above as a compound, where ``row`` tells how much of the mineral itself is in it.

    "Magnesium (bisglycinat) 1000 mg, varav magnesium 120 mg": of magnesium only a salt can hold less magnesium. So
    too "Kreatinmonohydrat 3,4 g, varav kreatin 3 g", where the whole is named with more words than the part. Not so
    where a percentage counts the whole, or where the part has a form of its own ("varav magnesium från citrat").
    """
    if own.nutrient is None or own.nutrient != whole.nutrient or whole.role != "nutrient" or own.forms:
        return None
    if any(c.percent for c in parent.cells):
        return None
    if knowledge.nutrients[own.nutrient].kind != "mineral" and not _is_longer(whole.name, own.name):
        return None
    if not _is_bare(sections, row) or not _is_less(row.cells[0].amount, parent.cells[0].amount):
        return None
    return Identity(whole.name, whole.nutrient, whole.forms, "compound", whole.note)


def given_by(row: Row, parent: Row, own: Identity, whole: Identity, knowledge: Knowledge) -> Identity | None:
    """Return what a row is that tells where the one above comes from; None where it is of something else.

    What outweighs the nutrient is the weight of the compound: "Iron 65 mg (as ferrous sulfate 325 mg)". What does not
    is how much of the nutrient comes from there: "Magnesium 300 mg, varav från citrat 150 mg".
    """
    forms = own.forms
    if own.nutrient is None:
        anions = [w.meanings["anion"] for w in row.words if "anion" in w.meanings]
        salts = [knowledge.form_of.get((whole.nutrient or "", a)) for a in anions]
        forms = tuple(s for s in salts if s is not None)
    elif own.nutrient != whole.nutrient:
        forms = tuple(f for f in forms if _gives_both(f, whole.nutrient, knowledge))
    if not forms and own.nutrient != whole.nutrient:
        return None
    heavier = _is_less(parent.cells[0].amount, row.cells[0].amount)
    counted = not _comparable(parent.cells[0].amount, row.cells[0].amount)
    compound = heavier or (counted and own.role == "compound")
    return Identity(own.name, whole.nutrient, forms, "compound" if compound else "part", own.note)


def _gives_both(form: str, nutrient: str | None, knowledge: Knowledge) -> bool:
    """Whether a mineral's salt is one of a vitamin's as well: calcium ascorbate."""
    anion = knowledge.forms[form].anion
    return anion is not None and any(
        f.nutrient == nutrient and f.id.endswith(f"-{anion}") for f in knowledge.forms.values()
    )


def _comparable(one: Quantity | None, other: Quantity | None) -> bool:
    return one is not None and other is not None and one.unit in _MASSES and other.unit in _MASSES


def _is_bare(sections: Sections, row: Row) -> bool:
    """Whether a row's name is that of the mineral and no more, and no source follows."""
    named = [w for w in row.words if "nutrient" in w.meanings]
    if (
        len(named) != 1
        or sections.clean[row.start : row.end].strip(" ()") != sections.clean[named[0].start : named[0].end]
    ):
        return False
    if row.cells[-1].percent is not None:
        return True  # "av" behind a percentage is that of the reference
    following: Word | None = next(iter(sections.words_between(row.last_end, row.line.end)), None)
    return following is None or "as_form" not in following.meanings


def _is_longer(whole: str, part: str) -> bool:
    """Whether one name is the other and more: "Glukosaminsulfat", "Vitamin E (acetat)"."""
    return len(whole) > len(part) and fold(part) in fold(whole)


def _is_less(part: Quantity | None, whole: Quantity | None) -> bool:
    if part is None or whole is None or part.unit not in _MASSES or whole.unit not in _MASSES:
        return False
    return part.value * _MASSES[part.unit] < whole.value * _MASSES[whole.unit]
