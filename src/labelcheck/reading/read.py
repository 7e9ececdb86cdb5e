"""The journey from a label's text to its readings, on one screen."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple, cast

from labelcheck.knowledge import Knowledge
from labelcheck.model import (
    Amount,
    Diagnostic,
    Dosage,
    Ingredient,
    LabelText,
    Percent,
    Reading,
    Role,
    ServingBasis,
    Size,
    Status,
)
from labelcheck.reading import number
from labelcheck.reading.checksum import Row, base_value, check_rows
from labelcheck.reading.columns import assign
from labelcheck.reading.dosing.read import read_directions
from labelcheck.reading.dosing.units import in_label_units
from labelcheck.reading.draft import Draft, Group
from labelcheck.reading.evidence import Evidence, explained
from labelcheck.reading.headers import find_headers
from labelcheck.reading.ingredients import find_ingredients
from labelcheck.reading.language import find_languages
from labelcheck.reading.marks import find_marks
from labelcheck.reading.panel import Judged, choose, judge, product_name
from labelcheck.reading.quantity import TRACES, UNCLEAR, Quantity
from labelcheck.reading.resolve import Identity, identify
from labelcheck.reading.rows import find_rows
from labelcheck.reading.salts import given_by, weighed_with_its_salt
from labelcheck.reading.serving import find_servings
from labelcheck.reading.shares import agree_shares, move_shares
from labelcheck.reading.sheet import Sheet, lay_out
from labelcheck.reading.sizes import counts_apart, serving_size, sizes
from labelcheck.reading.trace import Trace
from labelcheck.reading.unread import ends_in_number, unread_amounts
from labelcheck.reading.witness import Stated, disagreeing, doubted, is_witness, stated, unread_numbers

_SURE: Final = 0.99
_PLAIN: Final = 0.95
_DOUBTFUL: Final = 0.5
_COLUMN_SLACK: Final = 0.03
_NAMING: Final = frozenset({Evidence.ADVERTISEMENT, Evidence.ADVICE})
"""Evidence against a row that may yet be the only one to name a nutrient of the product."""
_OF_PACKS: Final = frozenset({"g", "ml", "kcal", "kJ"})
"""Units that net weights and energy are printed in: outside the panel they are hardly a nutrient's amount."""


class Reads(NamedTuple):
    """All that reading a text gives."""

    languages: tuple[str, ...]
    product: str | None
    dosages: tuple[Dosage, ...]
    servings_per_container: Decimal | None
    sizes: tuple[Size, ...]
    reference: str | None
    readings: tuple[Reading, ...]
    ingredients: tuple[Ingredient, ...]
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class _Built:
    draft: Draft
    group: Group
    identity: Identity
    basis: ServingBasis | None
    row: Row


def read_panel(
    text: LabelText, knowledge: Knowledge, *, language: str | None = None, trace: Trace | None = None
) -> Reads:
    """Return what the text says: nothing in it is dropped silently, and an odd label is no error.

    ``language`` overrules the detected language where a number could be read either way.
    """
    sheet = lay_out(text, knowledge)
    languages = find_languages(sheet)
    if language:
        languages = (language, *(c for c in languages if c != language))
    servings = find_servings(sheet)
    marks = find_marks(sheet, servings)
    size = serving_size(sheet, servings)
    drafts = find_rows(sheet, marks, servings)
    headers = find_headers(sheet, marks, drafts)
    bases = assign(sheet, drafts, marks, headers, size)
    kept, rest = choose(judge(sheet, drafts, headers, marks, bases))
    move_shares((j.draft for j in kept), bases)
    ingredients = find_ingredients(sheet, knowledge)
    built = _build(sheet, [j.draft for j in kept], bases, ingredients, knowledge)
    named = Counter(w.meanings["reference"] for w in sheet.by_kind.get("reference", ()))
    named.update(w.meanings["reference-sign"] for w in sheet.by_kind.get("reference-sign", ()))
    in_doubt = [(q, q.values) for q in sheet.quantities if len(q.values) > 1] if trace is not None else []
    reference = check_rows([b.row for b in built], knowledge, decimal=sheet.decimal, languages=languages, named=named)
    _mark_parts(built)
    _check_columns(built, knowledge)
    readings = _readings(sheet, built, untold=counts_apart(sheet, marks))
    told = read_directions(sheet, languages, marks, knowledge, trace)
    dosages = in_label_units(told, sheet, servings, marks, size)
    of_servings = [(m.start, m.end) for m in marks if m.certain]
    of_servings += [(s.start, s.end) for s in servings if s.of not in ("gram", "ml")]
    panel = _stated(sheet, built)
    title = next((n.number for n in sheet.lines if sheet.clean[n.start : n.end].strip()), 0)
    readings = doubted(readings, disagreeing(sheet, rest, title, panel, dosages))
    untold: list[Judged] = []
    witnesses: list[Quantity] = []
    for judged in rest:
        if is_witness(sheet, judged, panel, dosages):
            witnesses += [t for g in judged.draft.groups for t in g.tokens()]
        else:
            untold.append(judged)
    diagnostics = _diagnostics(sheet, built, untold, witnesses, readings, of_servings, knowledge)
    diagnostics += _of_numbers(sheet, built, rest, panel, of_servings)
    reads = Reads(
        languages,
        product_name(sheet, [j.draft for j in kept]),
        dosages,
        _per_container(sheet),
        sizes(sheet, servings),
        reference,
        readings,
        ingredients,
        diagnostics,
    )
    if trace is not None:
        _explain(trace, sheet, reads, kept, rest)
        for header in headers:
            columns = ", ".join(f"{b.kind} {b.quantity or ''} {b.of or ''}".strip() for b in header.bases) or "none"
            trace.note("columns", f"line {header.first + 1}: {columns}{', percentages' if header.percent else ''}")
        for taken, values in in_doubt:
            others = ", ".join(f"{v:f}" for v in values)
            trace.note(
                "number",
                f"{sheet.clean[taken.start : taken.end].strip()!r} may mean {others}: taken as {taken.value:f}",
            )
    return reads


def _build(
    sheet: Sheet,
    drafts: list[Draft],
    bases: dict[int, ServingBasis | None],
    ingredients: tuple[Ingredient, ...],
    knowledge: Knowledge,
) -> list[_Built]:
    identities = {id(d): identify(sheet, d, knowledge) for d in drafts}
    for draft in drafts:
        whole = weighed_with_its_salt(sheet, draft, identities, knowledge)
        if whole is not None:
            identities[id(draft.parent)] = whole
    listed: dict[str, list[str]] = {}
    for ingredient in ingredients:
        form = knowledge.forms.get(ingredient.form or "")
        if form and ingredient.function is None and not form.excipient:
            listed.setdefault(form.nutrient, [])
            if form.id not in listed[form.nutrient]:
                listed[form.nutrient].append(form.id)
    told = {
        i.nutrient for d in drafts for i in (identities[id(d)],) if i.forms and i.role == "nutrient" and not d.of_which
    }
    for nutrient in told & listed.keys():
        if nutrient is not None:
            del listed[nutrient]  # a row that names its form leaves none for the same row in another language
    meant = []
    for draft in drafts:
        identity = identities[id(draft)]
        if draft.of_which or (not identity.forms and identity.nutrient in listed):
            identity = _in_context(sheet, draft, identities, listed, knowledge)
        meant.append((draft, identity))
    agree_shares(((d, i.nutrient) for d, i in meant if i.role != "compound"), knowledge)
    built = []
    for draft, identity in meant:
        for group in draft.groups:
            amount = None if group.amount is not None and group.amount.unit == TRACES else group.amount
            basis = bases.get(id(group))
            per_100 = basis is not None and basis.kind.startswith("per-100")
            row = Row(identity.nutrient, identity.forms, identity.role, amount, group.also, group.percent, per_100)
            built.append(_Built(draft, group, identity, basis, row))
    return built


def _has_whole(own: Identity, identities: dict[int, Identity], knowledge: Knowledge) -> bool:
    """Whether the panel prints what the nutrient is a share of: omega-3 for EPA, carbohydrate for sugars."""
    whole = knowledge.nutrients[own.nutrient].part_of if own.nutrient else None
    return whole is not None and any(i.nutrient == whole for i in identities.values())


def _in_context(
    sheet: Sheet, draft: Draft, identities: dict[int, Identity], listed: dict[str, list[str]], knowledge: Knowledge
) -> Identity:
    """Return a row's identity with what its parent row and the ingredient list add."""
    own = identities[id(draft)]
    forms, role = own.forms, own.role
    parent = identities.get(id(draft.parent)) if draft.parent is not None else None
    if draft.from_source and parent is not None and parent.role == "nutrient" and parent.nutrient is not None:
        given = given_by(sheet, draft, own, parent, knowledge)
        if given is not None:
            return given
    if draft.of_which and parent is not None:
        if parent.nutrient == own.nutrient and parent.role == "compound" and role != "compound":
            forms = forms or parent.forms
        elif role != "compound" and (
            own.nutrient is None or own.nutrient == parent.nutrient or _has_whole(own, identities, knowledge)
        ):
            role = "part"
    if own.nutrient is None and parent is not None and parent.nutrient is not None:
        # "varav från citrat 60 mg"
        anions = [w.meanings["anion"] for w in draft.words or () if "anion" in w.meanings]
        salts = tuple(
            knowledge.form_of[parent.nutrient, a] for a in anions if (parent.nutrient, a) in knowledge.form_of
        )
        if salts:
            return Identity(own.name, parent.nutrient, salts, "part", own.note)
    if not forms and own.nutrient in listed:
        forms = tuple(listed[own.nutrient])
    return Identity(own.name, own.nutrient, forms, role, own.note)


def _mark_parts(built: list[_Built]) -> None:
    """Mark rows that add up to the row above them as its parts: strains of a total, magnesium of three salts."""
    for i, total in enumerate(built):
        if total.row.amount is None or total.row.role != "nutrient":
            continue
        addends = []
        left = total.row.amount.value
        for j in range(i + 1, len(built)):
            b = built[j]
            if b.draft is total.draft or b.row.amount is None or b.row.role == "compound":
                continue
            if b.basis is not total.basis and b.basis != total.basis:
                continue
            if not _alike(total, b) or b.row.amount.value > left:
                break
            addends.append(b)
            left -= b.row.amount.value
            if not left:
                break
        if not left and len(addends) > 1:
            for b in addends:
                b.row.role, b.draft.parent = "part", total.draft


def _alike(one: _Built, other: _Built) -> bool:
    if one.row.amount is None or other.row.amount is None or one.row.amount.unit != other.row.amount.unit:
        return False
    if one.row.amount.unit == "CFU":
        return True
    return one.row.nutrient is not None and one.row.nutrient == other.row.nutrient and one.draft is not other.draft


def _readings(sheet: Sheet, built: list[_Built], *, untold: bool) -> tuple[Reading, ...]:
    first_of = {id(b.draft): i for i, b in reversed(list(enumerate(built)))}
    readings: list[Reading] = []
    elemental = {b.row.nutrient for b in built if b.row.role != "compound" and b.row.amount is not None}
    for b in built:
        row = b.row
        notes = list(dict.fromkeys(row.notes)) if row.notes else []
        doubt = row.doubt
        if row.role == "compound" and row.nutrient not in elemental:
            notes.append("compound-weight")
            doubt = True
        if b.group.amount is not None and b.group.amount.note:
            notes.append(b.group.amount.note)
            doubt = doubt or not row.verified or b.group.amount.note == "order-unclear"
        if b.group.amount is not None and b.group.amount.unit == TRACES:
            notes.append(TRACES)
        if ends_in_number(sheet, b.draft) and UNCLEAR not in notes:
            notes.append(UNCLEAR)
            doubt = doubt or not row.verified
        if untold and b.basis is None and row.amount is not None and row.nutrient is not None:
            notes.append("basis-not-told")
            doubt = True
        if b.draft.note or b.identity.note:
            notes.append(b.draft.note or b.identity.note)
            doubt = True
        status: Status = "check" if doubt else "ok"
        confidence = _DOUBTFUL if doubt else _SURE if row.verified else _PLAIN
        start, end = _extent(b.draft, b.group)
        part_of = first_of.get(id(b.draft.parent)) if row.role == "part" and b.draft.parent is not None else None
        readings.append(
            Reading(
                b.identity.name,
                row.nutrient,
                row.forms,
                _amount(row.amount),
                tuple(a for a in map(_amount, row.also) if a is not None) if row.also else (),
                Percent(row.percent.value, row.of, row.percent.bound) if row.percent is not None else None,
                b.basis,
                cast("Role", row.role),
                status,
                confidence,
                tuple(notes),
                sheet.text.place(start, end),
                part_of,
            )
        )
    return tuple(readings)


def _extent(draft: Draft, group: Group) -> tuple[int, int]:
    tokens = group.tokens()
    if draft.plain:
        return draft.start, tokens[-1].end
    return min(draft.start, *[t.start for t in tokens]), max(draft.end, *[t.end for t in tokens])


def _amount(quantity: Quantity | None) -> Amount | None:
    if quantity is None:
        return None
    return Amount(quantity.value, quantity.unit, quantity.qualifier, quantity.bound, quantity.high)


def _check_columns(built: list[_Built], knowledge: Knowledge) -> None:
    """Test the columns of a row against each other: 120 mg per capsule is 360 mg per 3 capsules."""
    by_draft: dict[int, list[_Built]] = {}
    for b in built:
        by_draft.setdefault(id(b.draft), []).append(b)
    for group in by_draft.values():
        for one, other in itertools.pairwise(group):
            left, right = one.basis, other.basis
            if not (left and right and left.quantity and right.quantity and left.of == right.of):
                continue
            if one.row.amount is None or other.row.amount is None:
                continue
            if one.row.nutrient is None or one.row.amount.bound or other.row.amount.bound:
                continue
            first = base_value(one.row.amount, one.row.amount.value, one.row.nutrient, (), knowledge)
            second = base_value(other.row.amount, other.row.amount.value, one.row.nutrient, (), knowledge)
            if not first or not second:
                continue
            expected = first / float(left.quantity) * float(right.quantity)
            blur = max(
                _half_step(one.row.amount, first) / float(left.quantity) * float(right.quantity),
                _half_step(other.row.amount, second),
            )
            if abs(expected - second) > _COLUMN_SLACK * max(expected, second) + blur:
                for each in (one, other):
                    each.row.notes.append("columns-disagree")
                    each.row.doubt = True
            else:
                one.row.verified = other.row.verified = True


def _half_step(quantity: Quantity, base: float) -> float:
    exponent = quantity.value.as_tuple().exponent
    places = exponent if isinstance(exponent, int) and exponent < 0 else 0
    return base / float(quantity.value) * 0.5 * 10.0**places if quantity.value else 0.0


def _per_container(sheet: Sheet) -> Decimal | None:
    for word in sheet.by_kind.get("servings_per_container", ()):
        rest = sheet.low[word.end : word.end + 24].partition("\n")[0]
        digits = re.findall(r"[0-9]{1,6}", rest)
        parsed = number.parse(digits[0]) if digits else None
        if parsed:
            return parsed.values[0]
    return None


def _diagnostics(
    sheet: Sheet,
    built: list[_Built],
    rest: list[Judged],
    witnesses: list[Quantity],
    readings: tuple[Reading, ...],
    of_servings: Iterable[tuple[int, int]],
    knowledge: Knowledge,
) -> tuple[Diagnostic, ...]:
    """Tell of everything that looks like an amount and is in no reading.

    ``of_servings`` are the stretches of text that tell a serving or what amounts are for: "per 100 g".
    """
    found: list[Diagnostic] = []
    used = {id(t) for b in built for t in b.group.tokens()}
    used |= {id(t) for t in witnesses}
    used |= {id(t) for b in built for t in b.draft.aside} | {id(t) for j in rest for t in j.draft.aside}
    for judged in rest:
        for group in judged.draft.groups:
            tokens = group.tokens()
            used |= {id(t) for t in tokens}
            end = max(t.end for t in tokens)
            start = min(judged.draft.start, tokens[0].start)
            place = sheet.text.place(start, max(end, judged.draft.end))
            shown = " ".join(sheet.clean[start : max(end, judged.draft.end)].split())
            # an advertisement may still be the only one to name a nutrient of the product
            new = not _NAMING.isdisjoint(judged.evidence) and not judged.nutrients <= {r.nutrient for r in readings}
            code = "amount-not-understood" if new else "amount-outside-panel"
            found.append(Diagnostic(code, f"not counted, as it stands outside the panel: {shown}", place))
    told = sorted(of_servings)
    following, reach = 0, 0
    for quantity in sheet.quantities:
        while following < len(told) and told[following][0] <= quantity.start:
            reach = max(reach, told[following][1])
            following += 1
        if id(quantity) in used or quantity.unit == "%" or quantity.start < reach:
            continue
        zone = sheet.zone_at(quantity.start)
        if zone is not None and zone.kind in ("ingredients", "footnote"):
            continue
        shown = sheet.clean[quantity.start : quantity.end].strip()
        place = sheet.text.place(quantity.start, quantity.end)
        if quantity.unit in _OF_PACKS:
            found.append(Diagnostic("amount-outside-panel", f"not counted, as no row is read from it: {shown}", place))
        else:
            found.append(Diagnostic("amount-not-understood", f"an amount without a name: {shown}", place))
    spans = [
        *((q.start, q.end) for q in sheet.quantities),
        *((t.start, t.end) for b in built for t in b.group.tokens()),
    ]
    for start, end in unread_amounts(sheet, knowledge, spans):
        place, shown = sheet.text.place(start, end), sheet.clean[start:end].strip()
        found.append(Diagnostic("amount-not-understood", f"the number or its unit is not plain: {shown}", place))
    if not readings:
        found.append(Diagnostic("no-panel", "no nutrient amounts were found in this text"))
    return tuple(found)


def _stated(sheet: Sheet, built: list[_Built]) -> list[Stated]:
    """Return what the panel says, each amount once."""
    found: dict[Stated, None] = {}
    for b in built:
        if b.row.amount is not None:
            of_row = stated(sheet, b.row.nutrient, (b.row.amount, *(b.row.also or ())), b.basis)
            found.update(dict.fromkeys(of_row))
    return list(found)


def _of_numbers(
    sheet: Sheet, built: list[_Built], rest: list[Judged], panel: list[Stated], of_servings: Iterable[tuple[int, int]]
) -> tuple[Diagnostic, ...]:
    """Tell of every known nutrient beside a number that no reading holds."""
    taken = [*of_servings, *((q.start, q.end) for q in sheet.quantities)]
    taken += [(t.start, t.end) for b in built for t in b.group.tokens()]
    taken += [(d.start, d.end) for d in (*(b.draft for b in built), *(j.draft for j in rest))]
    taken += unread_amounts(sheet, sheet.knowledge, taken)
    known = {one.nutrient for one in panel}
    found = []
    for start, end, nutrient in unread_numbers(sheet, taken, panel):
        code = "amount-outside-panel" if nutrient in known else "amount-not-understood"
        shown = " ".join(sheet.clean[start:end].split())
        found.append(Diagnostic(code, f"a number without a unit: {shown}", sheet.text.place(start, end)))
    return tuple(found)


def _explain(trace: Trace, sheet: Sheet, reads: Reads, kept: list[Judged], rest: list[Judged]) -> None:
    for line in sheet.lines:
        if line.start < line.end:
            trace.note("line", f"{line.number + 1}: {sheet.clean[line.start : line.end]}")
    for zone in sheet.zones:
        trace.note("part", f"{zone.kind}: {sheet.clean[zone.start : zone.end][:80]!r}")
    trace.note(
        "numbers", f"decimal mark {sheet.decimal!r}" if sheet.decimal else "decimal mark not told by the numbers"
    )
    trace.note("languages", ", ".join(reads.languages) or "not told")
    for verdict, rows in (("row", kept), ("not a row", rest)):
        for judged in rows:
            name = sheet.clean[judged.draft.start : judged.draft.end]
            trace.note(verdict, f"{name!r} (score {judged.score}: {explained(judged.evidence)})")
    trace.note("reference", reads.reference or "not told by the percentages")
    for reading in reads.readings:
        amount = f"{reading.amount.value} {reading.amount.unit}" if reading.amount else "no amount"
        basis = (
            f"{reading.basis.kind} {reading.basis.quantity or ''} {reading.basis.of or ''}".strip()
            if reading.basis
            else "no basis"
        )
        trace.note(
            "reading",
            f"{reading.name!r} = {reading.nutrient}: {amount}, {basis}, {reading.role}, {' '.join((reading.status, *reading.notes))}",
        )
    for told in reads.dosages:
        count = f"{told.dose.low}" if told.dose.low == told.dose.high else f"{told.dose.low}–{told.dose.high}"
        trace.note(
            "dose",
            f"{count} × {told.dose.of}, {told.timing.frequency} times per {told.timing.period} "
            f"{told.timing.period_unit}, from {told.text!r}",
        )
    if not reads.dosages:
        trace.note("dose", "not told")
