"""From the rows of the panel to readings: what each is of, what its arithmetic says, and what that is worth."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from labelcheck.knowledge import Knowledge
from labelcheck.model import Amount, Ingredient, Percent, Reading, Status
from labelcheck.reading.checks.checksum import Claim, Verdict, check_rows
from labelcheck.reading.checks.values import base_value
from labelcheck.reading.lex import number
from labelcheck.reading.lex.quantity import TRACES, UNCLEAR, Quantity
from labelcheck.reading.meaning.resolve import Identity, identify
from labelcheck.reading.meaning.salts import given_by, weighed_with_its_salt
from labelcheck.reading.meaning.shares import agree_shares, move_shares
from labelcheck.reading.meaning.unread import ends_in_number
from labelcheck.reading.panel.row import Cell, Row
from labelcheck.reading.sections.sections import Sections

_SURE: Final = 0.99
_PLAIN: Final = 0.95
_DOUBTFUL: Final = 0.5
_COLUMN_SLACK: Final = 0.03


@dataclass(slots=True, eq=False)
class Built:
    """One cell of a row with what it is of and what its arithmetic says."""

    row: Row
    cell: Cell
    identity: Identity
    verdict: Verdict


def build(
    sections: Sections,
    rows: Sequence[Row],
    ingredients: Iterable[Ingredient],
    languages: Iterable[str],
    knowledge: Knowledge,
) -> tuple[list[Built], str | None]:
    """Return the cells of the panel's rows with what they are, and the reference table in use."""
    identities = _identities(sections, rows, ingredients, knowledge)
    settled = _with_shares_settled(rows, identities, knowledge)
    cells = [(row, cell, i) for row, i in zip(settled, identities, strict=True) for cell in row.cells]
    claims = [
        Claim(
            i.nutrient,
            i.forms,
            i.role,
            None if _is_trace(cell) else cell.amount,
            cell.also,
            cell.percent,
            per_100=cell.basis is not None and cell.basis.kind.startswith("per-100"),
        )
        for _, cell, i in cells
    ]
    named = Counter(w.meanings["reference"] for w in sections.by_kind.get("reference", ()))
    named.update(w.meanings["reference-sign"] for w in sections.by_kind.get("reference-sign", ()))
    reference, verdicts = check_rows(claims, knowledge, decimal=sections.decimal, languages=languages, named=named)
    built = [Built(*each, verdict) for each, verdict in zip(cells, verdicts, strict=True)]
    return _with_columns_tested(_with_parts(built), knowledge), reference


def _with_shares_settled(rows: Sequence[Row], identities: Sequence[Identity], knowledge: Knowledge) -> Sequence[Row]:
    """Return the rows, each percentage in the column that it counts."""
    if max([len(row.cells) for row in rows], default=1) == 1:
        return rows
    moved = [move_shares(row) for row in rows]
    agreed = iter(
        agree_shares(
            [(row, i.nutrient) for row, i in zip(moved, identities, strict=True) if i.role != "compound"], knowledge
        )
    )
    return [row if i.role == "compound" else next(agreed) for row, i in zip(moved, identities, strict=True)]


def _is_trace(cell: Cell) -> bool:
    return cell.amount is not None and cell.amount.unit == TRACES


def _identities(
    sections: Sections, rows: Sequence[Row], ingredients: Iterable[Ingredient], knowledge: Knowledge
) -> list[Identity]:
    """Return what each row is of: by its own words, then with its parent row and the ingredient list."""
    by_number = {row.number: row for row in rows}
    own = {row.number: identify(sections, row, knowledge) for row in rows}
    for row in rows:
        parent = by_number.get(row.parent) if row.of_which else None
        if parent is not None:
            whole = weighed_with_its_salt(sections, row, parent, own[row.number], own[parent.number], knowledge)
            if whole is not None:
                own[parent.number] = whole
    listed: dict[str, list[str]] = defaultdict(list)
    for ingredient in ingredients:
        form = knowledge.forms.get(ingredient.form or "")
        if form and ingredient.function is None and not form.excipient and form.id not in listed[form.nutrient]:
            listed[form.nutrient].append(form.id)
    for row in rows:
        named = own[row.number]
        if named.forms and named.role == "nutrient" and not row.of_which and named.nutrient is not None:
            # a row that names its form leaves none for the same row in another language
            listed.pop(named.nutrient, None)
    return [
        _in_context(row, by_number.get(row.parent), own, listed, knowledge)
        if row.of_which or (not own[row.number].forms and own[row.number].nutrient in listed)
        else own[row.number]
        for row in rows
    ]


def _has_whole(own: Identity, identities: Mapping[int, Identity], knowledge: Knowledge) -> bool:
    """Whether the panel prints what the nutrient is a share of: omega-3 for EPA, carbohydrate for sugars."""
    whole = knowledge.nutrients[own.nutrient].part_of if own.nutrient else None
    return whole is not None and any(i.nutrient == whole for i in identities.values())


def _in_context(
    row: Row,
    above: Row | None,
    identities: Mapping[int, Identity],
    listed: Mapping[str, Sequence[str]],
    knowledge: Knowledge,
) -> Identity:
    """Return a row's identity with what its parent row and the ingredient list add."""
    own = identities[row.number]
    forms, role = own.forms, own.role
    parent = identities[above.number] if above is not None else None
    if row.from_source and above is not None and parent is not None and parent.nutrient is not None:
        given = given_by(row, above, own, parent, knowledge) if parent.role == "nutrient" else None
        if given is not None:
            return given
    if row.of_which and parent is not None:
        if parent.nutrient == own.nutrient and parent.role == "compound" and role != "compound":
            forms = forms or parent.forms
        elif role != "compound" and (
            own.nutrient is None or own.nutrient == parent.nutrient or _has_whole(own, identities, knowledge)
        ):
            role = "part"
    if own.nutrient is None and parent is not None and parent.nutrient is not None:
        # "varav från citrat 60 mg"
        anions = [w.meanings["anion"] for w in row.words if "anion" in w.meanings]
        salts = tuple(
            knowledge.form_of[parent.nutrient, a] for a in anions if (parent.nutrient, a) in knowledge.form_of
        )
        if salts:
            return Identity(own.name, parent.nutrient, salts, "part", own.note)
    if not forms and own.nutrient is not None and own.nutrient in listed:
        forms = tuple(listed[own.nutrient])
    return Identity(own.name, own.nutrient, forms, role, own.note)


def _with_parts(built: Sequence[Built]) -> list[Built]:
    """Return all, rows that add up to the row above them as its parts: strains of a total, magnesium of three salts."""
    named = [b.identity.nutrient for b in built if b.identity.nutrient is not None]
    counts = [b for b in built if b.verdict.amount is not None and b.verdict.amount.unit == "CFU"]
    if len(set(named)) == len(named) and not counts:
        return [*built]  # parts are of the same nutrient, or are bacteria
    parts: set[int] = set()
    parents: dict[int, int] = {}
    for i, total in enumerate(built):
        amount = total.verdict.amount
        if amount is None or total.verdict.role != "nutrient" or i in parts:
            continue
        addends = []
        left, basis = amount.value, total.cell.basis
        for j in range(i + 1, len(built)):
            b = built[j]
            if b.row.number == total.row.number or b.verdict.amount is None or b.verdict.role == "compound":
                continue
            if b.cell.basis is not basis and b.cell.basis != basis:
                continue
            if not _alike(total, b) or b.verdict.amount.value > left:
                break
            addends.append(j)
            left -= b.verdict.amount.value
            if not left:
                break
        if not left and len(addends) > 1:
            parts.update(addends)
            parents.update((built[j].row.number, total.row.number) for j in addends)
    if not parts:
        return [*built]
    return [
        replace(
            b,
            row=replace(b.row, parent=parents.get(b.row.number, b.row.parent)),
            verdict=replace(b.verdict, role="part") if i in parts else b.verdict,
        )
        for i, b in enumerate(built)
    ]


def _alike(one: Built, other: Built) -> bool:
    first, second = one.verdict.amount, other.verdict.amount
    if first is None or second is None or first.unit != second.unit:
        return False
    if first.unit == "CFU":
        return True
    return one.identity.nutrient is not None and one.identity.nutrient == other.identity.nutrient


def _with_columns_tested(built: Sequence[Built], knowledge: Knowledge) -> list[Built]:
    """Return all, the columns of a row tested against each other: 120 mg per capsule is 360 mg per 3 capsules."""
    found = [*built]
    for i, (one, other) in enumerate(itertools.pairwise(built)):
        if one.row.number != other.row.number:
            continue
        agree = _columns_agree(one, other, knowledge)
        if agree is None:
            continue
        for at in (i, i + 1):
            verdict = found[at].verdict
            found[at] = replace(
                found[at],
                verdict=replace(verdict, verified=True) if agree else verdict.noted("columns-disagree", doubt=True),
            )
    return found


def _columns_agree(one: Built, other: Built, knowledge: Knowledge) -> bool | None:
    """Whether two cells of a row give the same per piece; None where they cannot be compared."""
    left, right = one.cell.basis, other.cell.basis
    if not (left and right and left.quantity and right.quantity and left.of == right.of):
        return None
    less, more, nutrient = one.verdict.amount, other.verdict.amount, one.identity.nutrient
    if less is None or more is None or nutrient is None or less.bound or more.bound:
        return None
    first = base_value(less, less.value, nutrient, (), knowledge)
    second = base_value(more, more.value, nutrient, (), knowledge)
    if not first or not second:
        return None
    times = float(right.quantity) / float(left.quantity)
    expected = first * times
    blur = max(_half_step(less, first) * times, _half_step(more, second))
    return abs(expected - second) <= _COLUMN_SLACK * max(expected, second) + blur


def _half_step(quantity: Quantity, base: float) -> float:
    exponent = quantity.value.as_tuple().exponent
    places = exponent if isinstance(exponent, int) and exponent < 0 else 0
    return base / float(quantity.value) * 0.5 * 10.0**places if quantity.value else 0.0


def readings_of(sections: Sections, built: Sequence[Built], *, untold: bool) -> tuple[Reading, ...]:
    """Return the readings, each with what it is worth; ``untold`` where the label counts pieces that nothing took up."""
    first_of: dict[int, int] = {}
    for i, b in enumerate(built):
        first_of.setdefault(b.row.number, i)
    elemental = {b.identity.nutrient for b in built if b.verdict.role != "compound" and b.verdict.amount is not None}
    readings = tuple([_reading(sections, b, first_of, elemental) for b in built])
    return tuple([_without_basis(r) for r in readings]) if untold else readings


def _without_basis(reading: Reading) -> Reading:
    """Return a reading that nothing says what it is for, in doubt: perhaps for the pieces that are counted apart."""
    if reading.basis is not None or reading.amount is None or reading.nutrient is None:
        return reading
    return reading._replace(status="check", confidence=_DOUBTFUL, notes=(*reading.notes, "basis-not-told"))


def _reading(sections: Sections, b: Built, first_of: Mapping[int, int], elemental: Collection[str | None]) -> Reading:
    row, cell, identity, verdict = b.row, b.cell, b.identity, b.verdict
    notes, doubt = _notes(sections, b, elemental)
    status: Status = "check" if doubt else "ok"
    start, end = _extent(row, cell)
    percent = verdict.percent
    return Reading(
        identity.name,
        identity.nutrient,
        identity.forms,
        _amount(verdict.amount),
        tuple(a for a in map(_amount, verdict.also) if a is not None) if verdict.also else (),
        Percent(percent.value, verdict.of, percent.bound) if percent is not None else None,
        cell.basis,
        verdict.role,
        status,
        _DOUBTFUL if doubt else _SURE if verdict.verified else _PLAIN,
        notes,
        sections.text.place(start, end),
        first_of.get(row.parent) if verdict.role == "part" else None,
    )


def _notes(sections: Sections, b: Built, elemental: Collection[str | None]) -> tuple[tuple[str, ...], bool]:
    """Return the notes of a reading, and whether they make it one to be checked."""
    row, identity, verdict, printed = b.row, b.identity, b.verdict, b.cell.amount
    notes = list(dict.fromkeys(verdict.notes)) if verdict.notes else []
    if row.on_plain_line and _is_unremarkable(b):
        return tuple(notes), verdict.doubt
    doubt = verdict.doubt
    if verdict.role == "compound" and identity.nutrient not in elemental:
        notes.append("compound-weight")
        doubt = True
    if printed is not None and printed.note:
        notes.append(printed.note)
        doubt = doubt or not verdict.verified or printed.note == "order-unclear"
    if printed is not None and printed.unit == TRACES:
        notes.append(TRACES)
    # "I" before a number may have been a digit of it
    digits = identity.nutrient is None and number.may_be_digits(identity.name)
    if UNCLEAR not in notes and (digits or ends_in_number(sections, row)):
        notes.append(UNCLEAR)
        doubt = doubt or not verdict.verified
    if row.note or identity.note:
        notes.append(row.note or identity.note)
        doubt = True
    return tuple(notes), doubt


def _is_unremarkable(b: Built) -> bool:
    """Whether nothing but its arithmetic is worth a note, as of most plain rows: a name known to its end, a plain number."""
    row, identity, printed = b.row, b.identity, b.cell.amount
    if b.verdict.role != "nutrient" or len(row.cells) > 1 or row.note or identity.note or identity.nutrient is None:
        return False
    return printed is not None and not printed.note and printed.unit != TRACES and row.words[-1].end == row.end


def _extent(row: Row, cell: Cell) -> tuple[int, int]:
    if row.on_plain_line and len(row.cells) == 1 and not cell.also:
        last = cell.percent or cell.amount
        if last is not None:
            return row.start, last.end
    tokens = cell.tokens()
    return min(row.start, *[t.start for t in tokens]), max(row.end, *[t.end for t in tokens])


def _amount(quantity: Quantity | None) -> Amount | None:
    if quantity is None:
        return None
    return Amount(quantity.values[0], quantity.unit, quantity.qualifier, quantity.bound, quantity.high)
