"""The label checks itself: amounts against percentages, IU against mass, kJ against kcal.

Most rows print an amount and a percentage of a known reference value. From the rows that agree it is inferred
which table the label uses; every row is then tested against it. What decides between two values of a printed
number is kept as a note; a row whose arithmetic is wrong is marked, never changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from labelcheck import units
from labelcheck.errors import ConversionError
from labelcheck.knowledge import Knowledge, ReferenceTable
from labelcheck.knowledge.levels import most_at_once
from labelcheck.model import Amount
from labelcheck.reading.quantity import Quantity

_ENERGY_SLACK: Final = 0.07
_MASS_SLACK: Final = 0.05
_HOME: Final = "eu-nrv-2011"
_IN_100: Final = 100
"""Doses that 100 g or ml may hold: a tablet weighs a gram, and what 100 g are said to hold is no dose."""
_LEAST: Final = 500
"""Nobody prints a five-hundredth of the NRV in µg where mg is the nutrient's own unit: "Magnesium 375 µg"."""
_RELATIVE: Final = 0.012
_PREFERRED: Final = {"eu-nrv-2011": 0, "us-dv-2016": 1, "us-dv-1995": 2, "eu-rda-1990": 3}


@dataclass(slots=True, eq=False)
class _Candidate:
    """A value that an amount may have: as printed, in the nutrient's own unit, and how far rounding blurs it."""

    value: Decimal
    base: float
    blur: float


@dataclass(slots=True, eq=False)
class _Share:
    """A value that a percentage may have, and the step it is printed in."""

    value: Decimal
    number: float
    step: float


@dataclass(slots=True, eq=False)
class Row:
    """One amount with what it is checked against; ``notes`` and ``doubt`` are the outcome.

    ``per_100`` tells that it is for 100 g or 100 ml.
    """

    nutrient: str | None
    forms: tuple[str, ...]
    role: str
    amount: Quantity | None
    also: list[Quantity]
    percent: Quantity | None
    per_100: bool = False
    notes: list[str] = field(default_factory=list)
    doubt: bool = False
    of: str | None = None
    verified: bool = False
    candidates: list[_Candidate] | None = None
    shares: list[_Share] | None = None


def check_rows(
    rows: list[Row],
    knowledge: Knowledge,
    *,
    decimal: str,
    languages: Iterable[str],
    named: Counter[str],
) -> str | None:
    """Settle what is ambiguous, mark what disagrees; return the reference table in use, None if not told.

    ``decimal`` is the mark the label's other numbers use, ``named`` how often the text names each table.
    """
    tables = _by_likelihood(knowledge, tuple(languages), named)
    in_doubt = {id(row): row for row in rows if _is_in_doubt(row)}
    table, agreeing = _infer(rows, tables, in_doubt.keys(), knowledge)
    for row in in_doubt.values():
        _settle(row, table, knowledge, decimal=decimal, languages=tuple(languages))
        row.candidates = row.shares = None
    elemental = {row.nutrient for row in rows if row.role != "compound" and row.amount is not None}
    for row in rows:
        if table is not None and id(row) in agreeing:
            row.of, row.verified = table.id, True
        elif row.percent is not None:
            _test_percent(row, table, tables, elemental, knowledge)
        if row.also:
            _test_also(row, knowledge)
        if not row.verified and row.role != "compound":
            _test_size(row, knowledge)
    return table.id if table else None


def _by_likelihood(knowledge: Knowledge, languages: tuple[str, ...], named: Counter[str]) -> list[ReferenceTable]:
    """Return the tables that a label of these languages may use, the likeliest first.

    Labels in the EU's languages use an EU table unless they name another; tried against every table there is,
    almost any wrong percentage would agree with one.
    """
    american = languages[:1] in (("en",), ("ru",), ())

    def rank(table: ReferenceTable) -> tuple[int, int]:
        home = table.id.startswith("us") == american
        return (-named[table.id], _PREFERRED.get(table.id, len(_PREFERRED)) + (0 if home else 10))

    usable = [
        t
        for t in knowledge.label_references
        if named[t.id] or (not t.told_only and (american or t.id.startswith("eu")))
    ]
    return sorted(usable, key=rank)


def _infer(
    rows: list[Row], tables: list[ReferenceTable], in_doubt: Collection[int], knowledge: Knowledge
) -> tuple[ReferenceTable | None, set[int]]:
    """Return the table that most rows agree with, cut to its group; rows with one possible value count first.

    With it goes which rows agree for certain, by ``id``.
    """
    tested = [
        (row, row.nutrient, _candidates(row, knowledge), _shares(row), row.percent.bound)
        for row in rows
        if row.percent is not None and row.amount is not None and row.nutrient is not None and row.role != "compound"
    ]
    best: ReferenceTable | None = None
    best_count = (0, 0)
    agreeing: list[Row] = []
    for table in tables:
        for group in table.groups:
            numbers = group.numbers
            agreed = [
                row
                for row, nutrient, candidates, shares, bound in tested
                if _matches(candidates, shares, bound, numbers.get(nutrient))
            ]
            count = len(agreed)
            plain = sum(id(r) not in in_doubt for r in agreed) if in_doubt else count
            # columns for children or pregnancy are told apart from adults' only by several rows
            if (plain, count) > best_count and (group is table.groups[0] or count > 1):
                best, best_count, agreeing = table._replace(groups=(group,)), (plain, count), agreed
                if count == len(tested):
                    return best, _certain(agreeing, in_doubt)
    return best, _certain(agreeing, in_doubt)


def _certain(agreeing: list[Row], in_doubt: Collection[int]) -> set[int]:
    """Return the rows with one possible value, by ``id``; less than a bound says nothing of the amount."""
    return {id(r) for r in agreeing if id(r) not in in_doubt and r.amount is not None and r.amount.bound != "<"}


def _is_in_doubt(row: Row) -> bool:
    amount, percent = row.amount, row.percent
    return (
        (amount is not None and len(amount.values) > 1)
        or (percent is not None and len(percent.values) > 1)
        or (bool(row.also) and bool(_in_doubt(row)))
    )


def _in_doubt(row: Row) -> list[Quantity]:
    return [q for q in (row.amount, row.percent, *row.also) if q is not None and len(q.values) > 1]


def base_value(
    amount: Quantity, value: Decimal, nutrient: str, forms: tuple[str, ...], knowledge: Knowledge
) -> float | None:
    """Return ``value`` in the nutrient's own unit, or None where it does not convert."""
    known = knowledge.nutrients.get(nutrient)
    if known is None:
        return None
    if amount.unit == known.unit:
        return float(value)
    factor = units.factor(amount.unit, known.unit)
    if factor is not None:
        return float(value * factor)
    try:
        return float(units.convert(value, amount.unit, known.unit, equivalents=known.equivalents, forms=forms).value)
    except ConversionError:
        return None


def times_reference(amount: Amount, nutrient: str, knowledge: Knowledge) -> float | None:
    """Return how many times the EU's reference value an amount is; None where there is none to compare with."""
    reference = knowledge.references[_HOME].groups[0].numbers.get(nutrient)
    known = knowledge.nutrients[nutrient]
    factor = units.factor(amount.unit, known.unit)
    return float(amount.value * factor) / reference if reference and factor is not None else None


def _candidates(row: Row, knowledge: Knowledge) -> list[_Candidate]:
    if row.candidates is not None:
        return row.candidates
    found: list[_Candidate] = []
    row.candidates = found
    if row.amount is None or row.nutrient is None:
        return found
    for quantity in (row.amount, *row.also) if row.also else (row.amount,):
        for value in quantity.values:
            base = base_value(quantity, value, row.nutrient, row.forms, knowledge)
            if base is None:
                continue
            blur = 0.0
            if quantity.places and value:
                blur = min(0.5 * 10.0**-quantity.places / float(value), 0.1)
            found.append(_Candidate(value if quantity is row.amount else row.amount.value, base, blur))
    return found


def _shares(row: Row) -> list[_Share]:
    if row.shares is None and row.percent is not None:
        row.shares = [_Share(p, float(p), 10.0 ** _places(p)) for p in row.percent.values]
    return row.shares or []


def _matches(
    candidates: list[_Candidate],
    shares: list[_Share],
    bound: str | None,
    reference: float | None,
) -> list[tuple[Decimal, Decimal]]:
    """Return the amounts with percentages that agree with a reference value, but for rounding."""
    found: list[tuple[Decimal, Decimal]] = []
    if not reference:
        return found
    for candidate in candidates:
        expected = candidate.base / reference * 100
        for share in shares:
            if bound == "<":
                agrees = expected <= share.number * (1 + _RELATIVE)
            else:
                slack = share.step * 1.01 + expected * (_RELATIVE + candidate.blur)
                agrees = abs(share.number - expected) <= slack
            if agrees:
                found.append((candidate.value, share.value))
    return found


def _agreeing(row: Row, table: ReferenceTable, knowledge: Knowledge) -> list[tuple[Decimal, Decimal]]:
    """Return the amounts with percentages, of those that the print may mean, that agree with the table."""
    if row.amount is None or row.percent is None or row.nutrient is None:
        return []
    reference = table.groups[0].numbers.get(row.nutrient)
    return _matches(_candidates(row, knowledge), _shares(row), row.percent.bound, reference)


def _settle(
    row: Row,
    table: ReferenceTable | None,
    knowledge: Knowledge,
    *,
    decimal: str,
    languages: tuple[str, ...],
) -> None:
    """Decide between the values of numbers with an ambiguous mark: percentage, IU, the label, the language."""
    in_doubt = _in_doubt(row)
    if table is not None and row.amount is not None and row.percent is not None:
        agreed = _agreeing(row, table, knowledge)
        if len({amount for amount, _ in agreed}) == 1 == len({percent for _, percent in agreed}):
            if len(row.amount.values) > 1:
                row.notes.append("decimal-mark-settled-by-percent")
            row.amount.values, row.percent.values = (agreed[0][0],), (agreed[0][1],)
    for quantity in in_doubt:
        if len(quantity.values) > 1:
            _settle_one(row, quantity, knowledge, decimal, languages)


def _settle_one(row: Row, quantity: Quantity, knowledge: Knowledge, decimal: str, languages: tuple[str, ...]) -> None:
    thousands, fraction = quantity.values[0], quantity.values[1]
    partners = [q for q in (row.amount, *row.also) if q is not None and q is not quantity and len(q.values) == 1]
    if row.nutrient is not None and quantity.unit != "%":
        for partner in partners:
            for value in quantity.values:
                if _same(quantity, value, partner, partner.value, row.nutrient, row.forms, knowledge) is True:
                    quantity.values = (value,)
                    row.notes.append("decimal-mark-settled-by-second-unit")
                    return
    # nobody prints three decimals to end in a nought: "1,000 mg" on a Swedish label was copied from an English one
    odd = str(fraction).endswith("0")
    if decimal and not (odd and quantity.mark == decimal):
        quantity.values = (fraction if quantity.mark == decimal else thousands,)
        return
    for code in languages[:1]:
        mark, groups = knowledge.numbers[code]
        if quantity.mark in groups and quantity.mark != mark:
            quantity.values = (thousands,)
            return
        if quantity.mark == mark and not odd:
            quantity.values = (fraction,)
    quantity.values = quantity.values[:1]
    if quantity.unit != "%":
        row.notes.append("decimal-mark-unclear")
        row.doubt = True


def _same(
    one: Quantity,
    value: Decimal,
    other: Quantity,
    other_value: Decimal,
    nutrient: str,
    forms: tuple[str, ...],
    knowledge: Knowledge,
) -> bool | None:
    """Whether two amounts of different units are the same; None where they cannot be compared."""
    direct = units.factor(one.unit, other.unit)
    if direct is not None:
        a, b = float(value * direct), float(other_value)
        slack = _ENERGY_SLACK if one.unit in ("kJ", "kcal") else _MASS_SLACK
        half = 0.5 * 10.0 ** _places(other_value) + float(direct) * 0.5 * 10.0 ** _places(value)
        return abs(a - b) <= max(slack * max(a, b), half if one.unit in ("kJ", "kcal") else 0.0)
    known = knowledge.nutrients[nutrient]
    activity, mass, mass_value, count = (
        (one, other, other_value, value) if one.unit == "IU" else (other, one, value, other_value)
    )
    if activity.unit != "IU":
        return None
    fitting = [
        e for e in known.equivalents if e.unit == "IU" and (not forms or not e.forms or set(forms) & set(e.forms))
    ]
    fitting = fitting or [e for e in known.equivalents if e.unit == "IU"]
    if not fitting:
        return None
    for e in fitting:
        factor = units.factor(e.mass_unit, mass.unit)
        if factor is not None:
            expected = float(count * e.value * factor)
            if abs(expected - float(mass_value)) <= max(e.tolerance * expected, 0.5 * 10.0 ** _places(mass_value)):
                return True
    return False


def _places(value: Decimal) -> int:
    printed = str(value)
    mark = printed.find(".")
    return mark + 1 - len(printed) if mark >= 0 else 0


def _test_percent(
    row: Row,
    table: ReferenceTable | None,
    tables: list[ReferenceTable],
    elemental: Collection[str | None],
    knowledge: Knowledge,
) -> None:
    if row.amount is None or row.nutrient is None:
        row.of = table.id if table and row.nutrient in table.groups[0].values else None
        return
    if row.amount.bound == "<" and table is not None:
        row.of = table.id
        return
    if row.role == "compound":
        row.of = table.id if table else None
        _test_compound(row, tables, knowledge, given=row.nutrient in elemental)
        return
    for candidate in _one_first(table, tables):
        if _agreeing(row, candidate, knowledge):
            row.of = candidate.id
            row.verified = True
            if table is not None and candidate is not table:
                row.notes.append("percent-of-another-reference")
            return
    row.of = table.id if table else None
    if any(t.groups[0].values.get(row.nutrient) for t in ([table] if table else tables[:2])):
        row.notes.append("percent-disagrees")
        row.doubt = True


def _one_first(table: ReferenceTable | None, tables: list[ReferenceTable]) -> Iterator[ReferenceTable]:
    if table is not None:
        yield table
    for other in tables:
        if table is None or other.id != table.id:
            yield other


def _test_size(row: Row, knowledge: Knowledge) -> None:
    """Mark an amount that no product holds: a µg printed as mg is a thousand times too much, a mg as µg too little."""
    if row.amount is None or row.nutrient is None:
        return
    if _is_of_another_kind(row.amount.unit, row.nutrient, knowledge):
        row.notes.append("unit-implausible")
        row.doubt = True
        return
    reference = knowledge.references[_HOME].groups[0].numbers.get(row.nutrient)
    candidates = _candidates(row, knowledge)
    most = candidates[0].base if candidates else 0.0
    if row.amount.high is not None:
        most = base_value(row.amount, row.amount.high, row.nutrient, row.forms, knowledge) or most
    limit = most_at_once(row.nutrient, knowledge)
    if limit is not None and most > limit * (_IN_100 if row.per_100 else 1):
        row.notes.append("unit-implausible")
        row.doubt = True
    elif reference and candidates and row.amount.unit == "µg" and 0 < candidates[0].base * _LEAST < reference:
        row.notes.append("unit-implausibly-small")
        row.doubt = True


def _test_compound(row: Row, tables: list[ReferenceTable], knowledge: Knowledge, *, given: bool) -> None:
    """Tell whether the percentage beside a compound counts the amount as that of the nutrient.

    Then it is: "Zinkpicolinat 5 mg (50 %)" is 5 mg of zinc, unless another row has the nutrient ``given``.
    """
    for table in tables:
        if _agreeing(row, table, knowledge):
            named_source = bool(row.forms) and all(
                f in knowledge.forms and knowledge.forms[f].trade_name for f in row.forms
            )
            if not named_source:
                # "marint magnesium" tells where the magnesium is from, and names no compound
                row.notes.append("percent-counts-compound")
            if named_source or not given:
                row.role, row.of, row.verified = "nutrient", table.id, True
            return


def _test_also(row: Row, knowledge: Knowledge) -> None:
    if row.amount is None or row.nutrient is None:
        return
    for other in row.also:
        same = _same(row.amount, row.amount.value, other, other.value, row.nutrient, row.forms, knowledge)
        if same is False:
            units_of = {row.amount.unit, other.unit}
            if "IU" in units_of:
                row.notes.append("iu-mass-disagree")
                row.doubt = True
            elif units_of == {"kJ", "kcal"}:
                row.notes.append("kj-kcal-disagree")
                row.doubt = True
            elif row.amount.qualifier == other.qualifier:
                # "Magnesium 200 mg (350 mg)": one of them is something else's
                row.notes.append("two-amounts")
                row.doubt = True
        elif same is True and row.amount.unit != other.unit:
            row.verified = True


def _is_of_another_kind(unit: str, nutrient: str, knowledge: Knowledge) -> bool:
    """Whether the unit cannot be the nutrient's: grams of energy, kilocalories of fat, millilitres of a vitamin."""
    energy = unit in ("kJ", "kcal")
    if energy != (nutrient == "energy"):
        return True
    return unit == "ml" and knowledge.nutrients[nutrient].kind in ("vitamin", "mineral")
